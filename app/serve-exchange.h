/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-question.h"
#include "serve-http-reader.h"

G_BEGIN_DECLS

/**
 * UoisExchange: a request and what is answered to it. One thread.
 * @request: what is known of it; its body is complete when an answer is wanted
 * @started: when its head was there, of g_get_monotonic_time()
 * @origin: (nullable): the site to which the browser may show the answer
 * @media_type: of an answer to a question, and of a refusal
 * @last: whether the connection ends with it
 * @status: of the answer; 0 as long as there is none
 * @headers: of the answer
 * @body: (nullable): of the answer
 * @connection: (nullable): by which the answer goes; %NULL once that is closed
 * @cancellable: (nullable): of a question that is being answered
 */
typedef struct
{
  UoisHttpRequest *request;
  gint64 started;
  char *origin;
  UoisMediaType media_type;
  gboolean last;

  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;

  gpointer connection;
  GCancellable *cancellable;
} UoisExchange;

UoisExchange *uois_exchange_new (UoisHttpRequest *request);
UoisExchange *uois_exchange_ref (UoisExchange *exchange);
void uois_exchange_unref (UoisExchange *exchange);

/* Of a header of the request; %NULL if it has none. */
const char *uois_exchange_get_header (const UoisExchange *exchange, const char *name);
gboolean uois_exchange_has_method (const UoisExchange *exchange, const char *method);

void uois_exchange_set_header (UoisExchange *exchange, const char *name, const char *value);
/* Sets status and body, with the headers that every answer has. @body: (nullable) */
void uois_exchange_answer (UoisExchange *exchange, guint status, const char *content_type, GBytes *body);
void uois_exchange_answer_text (UoisExchange *exchange, guint status, const char *content_type, const char *text);
/* A refusal, as an answer of GraphQL would tell it. */
void uois_exchange_refuse (UoisExchange *exchange, guint status, const char *message);

/* Returns: (transfer full): what goes before the body of the answer: its status and headers */
GBytes *uois_exchange_write_head (UoisExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisExchange, uois_exchange_unref)

G_END_DECLS
