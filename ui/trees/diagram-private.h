/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <graphviz/gvc.h>

G_BEGIN_DECLS

/* Graphviz keeps its state in globals: one thread at a time. */
extern GMutex _uois_graphviz_mutex;

/* With the mutex held. Returns: (transfer none): the one context of the process. Its part that measures texts remembers the
 * name of a font by its address, also when the context is freed. */
GVC_t *_uois_graphviz_get_context (void);

G_END_DECLS
