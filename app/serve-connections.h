/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisConnections: the clients' connections, each with a moment until which
 * its client must have done what is expected of it: a slow client keeps
 * nobody else waiting.
 *
 * One thread; connections are looked at once a second.
 */
typedef struct _UoisConnections UoisConnections;

/* @most: connections at once */
UoisConnections *uois_connections_new (guint most);
void uois_connections_free (UoisConnections *connections);

/**
 * uois_connections_expect:
 * @seconds: after which the connection is closed if nothing else is expected by then; 0: never
 *
 * Returns: %FALSE if the connection is one too many, and closed
 */
gboolean uois_connections_expect (UoisConnections *connections, GSocket *socket, guint seconds);

guint uois_connections_get_length (UoisConnections *connections);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisConnections, uois_connections_free)

G_END_DECLS
