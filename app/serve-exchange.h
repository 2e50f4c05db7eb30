/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-question.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Of RFC 9110: the request is for another server. */
#define UOIS_STATUS_MISDIRECTED_REQUEST 421

/**
 * UoisExchange: a request and what is answered to it.
 * @message: of libsoup
 * @origin: (nullable): the site to which the browser may show the answer
 * @media_type: of an answer to a question, and of a refusal
 * @started: when its headers were there, of g_get_monotonic_time(); 0 before
 * @last: whether the connection ends with it
 */
typedef struct
{
  SoupServerMessage *message;
  char *origin;
  UoisMediaType media_type;
  gint64 started;
  gboolean last;
} UoisExchange;

/* Of a header of the request; %NULL if it has none. */
const char *uois_exchange_get_header (const UoisExchange *exchange, const char *name);
void uois_exchange_set_header (UoisExchange *exchange, const char *name, const char *value);
gboolean uois_exchange_has_method (const UoisExchange *exchange, const char *method);

/* Sets status and body, with the headers that every answer has. @body: (nullable) */
void uois_exchange_answer (UoisExchange *exchange, guint status, const char *content_type, GBytes *body);
void uois_exchange_answer_text (UoisExchange *exchange, guint status, const char *content_type, const char *text);
/* A refusal, as an answer of GraphQL would tell it. */
void uois_exchange_refuse (UoisExchange *exchange, guint status, const char *message);

G_END_DECLS
