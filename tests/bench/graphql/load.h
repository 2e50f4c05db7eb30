/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: Load
 *
 * Clients that keep their connection and send one request after the other, each as soon as it has the answer to
 * the last. The same for every server.
 */

/**
 * Load: what clients found.
 * @n_answers: how many they got
 * @seconds: all of it took
 * @median, @p99: seconds that one, and the slowest but one in a hundred, waited for an answer
 */
typedef struct
{
  guint n_answers;
  double seconds;
  double median;
  double p99;
} Load;

/* (transfer full): a request of HTTP/1.1 that posts @body to /graphql */
GBytes *load_make_request (const char *body);

/* (transfer full): the body of the answer to @request, which must be a success */
GBytes *load_fetch (guint16 port, GBytes *request);

/**
 * load_run:
 * @requests: (element-type GBytes): sent in turn; all answers must be a success
 * @n_requests: how many are sent in all
 * @rude: (element-type GBytes) (nullable): what one client more sends all the time, whatever the answer
 */
Load load_run (guint16 port, GPtrArray *requests, guint n_requests, guint n_clients, GPtrArray *rude);

G_END_DECLS
