/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Graphviz keeps its state in globals: one thread at a time. */
extern GMutex _uois_graphviz_mutex;

G_END_DECLS
