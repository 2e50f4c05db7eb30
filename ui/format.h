/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A whole number with its digits grouped in the language of the window, whatever locales are installed: "1,234,567". */
char *uois_format_count (gint64 count);

/* "1,234,567 records" */
char *uois_format_records (gint64 count);

G_END_DECLS
