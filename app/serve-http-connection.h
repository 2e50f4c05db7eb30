/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-exchange.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisHttpConnection: the connection of a client, one exchange after the other.
 *
 * Belongs to the thread that made it and to its main context.
 */
typedef struct _UoisHttpConnection UoisHttpConnection;

/**
 * UoisHttpConnectionEvents: what a connection tells.
 * @begun: the first that is heard of an exchange
 * @head: the head of a request is there; it may be answered already
 * @failed: it is no request after all: it must be answered, and nothing comes after it
 * @request: all of it is there, and it has no answer; it is answered now or later
 * @ended: the answer is on its way, or the client has left. Once for each exchange.
 * @closed: the connection is closed, and freed after this call
 */
typedef struct
{
  void (*begun) (UoisExchange *exchange, gpointer data);
  void (*head) (UoisExchange *exchange, gpointer data);
  void (*failed) (UoisExchange *exchange, guint status, gpointer data);
  void (*request) (UoisExchange *exchange, gpointer data);
  void (*ended) (UoisExchange *exchange, gpointer data);
  void (*closed) (UoisHttpConnection *connection, gpointer data);
} UoisHttpConnectionEvents;

/**
 * uois_http_connection_new:
 * @socket: keeps a reference
 * @events: with @data; must outlive the connection
 * @body_limit: bytes of a request's body
 * @request_seconds: that a client may take to send a request
 */
UoisHttpConnection *uois_http_connection_new (
    GSocket *socket, const UoisHttpConnectionEvents *events, gpointer data, gint64 body_limit, guint request_seconds);

/* The exchange that waited for its answer has it. */
void uois_http_connection_send (UoisHttpConnection *connection);

/* Closes the connection if its client is late: call it now and then. */
void uois_http_connection_check (UoisHttpConnection *connection, gint64 now);
void uois_http_connection_close (UoisHttpConnection *connection);

G_END_DECLS
