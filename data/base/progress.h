/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisProgress:
 * @fraction: 0 to 1
 * @what: (nullable): what is being done
 *
 * Hears how far long work is: on the working thread, unless the function says otherwise.
 */
typedef void (*UoisProgress) (double fraction, const char *what, gpointer data);

G_END_DECLS
