/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: The peer
 *
 * graphql-js with better-sqlite3 and dataloader over the same file, in a
 * process of its own (peer.mjs) that measures itself: what it takes to ask it
 * does not count.
 */
typedef struct _Peer Peer;

/**
 * peer_new:
 * @path: the file
 * @sdl: the API
 *
 * Returns: (nullable): %NULL, after a message, if UOIS_BENCH_PEER does not name the peer or it cannot be started
 */
Peer *peer_new (const char *path, const char *sdl);
void peer_free (Peer *peer);

/* The answer to one question; @variables may be NULL. */
GBytes *peer_ask (Peer *peer, const char *document, const char *variables);

/**
 * peer_time:
 * @what: "answer", "check" (parse and validate) or "build" (a schema from the text of definitions)
 * @variables: (array length=iterations) (nullable): with which it is asked each time
 *
 * Returns: how many seconds of processor time one takes
 */
double peer_time (Peer *peer, const char *what, const char *document, const char *const *variables, guint iterations);

G_END_DECLS
