/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-exchange.h"

#include <string.h>

const char *
uois_exchange_get_header (const UoisExchange *exchange, const char *name)
{
  return soup_message_headers_get_list (soup_server_message_get_request_headers (exchange->message), name);
}

void
uois_exchange_set_header (UoisExchange *exchange, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), name, value);
}

gboolean
uois_exchange_has_method (const UoisExchange *exchange, const char *method)
{
  return strcmp (soup_server_message_get_method (exchange->message), method) == 0;
}

/* libsoup knows those that are in wide use. */
static const char *
get_reason (guint status)
{
  return status == UOIS_STATUS_MISDIRECTED_REQUEST ? "Misdirected Request" : NULL;
}

void
uois_exchange_answer (UoisExchange *exchange, guint status, const char *content_type, GBytes *body)
{
  SoupMessageBody *response = soup_server_message_get_response_body (exchange->message);

  uois_exchange_set_header (exchange, "Cache-Control", "no-store");
  uois_exchange_set_header (exchange, "X-Content-Type-Options", "nosniff");
  uois_exchange_set_header (exchange, "Vary", "Accept, Origin");
  if (exchange->origin != NULL)
    uois_exchange_set_header (exchange, "Access-Control-Allow-Origin", exchange->origin);
  if (exchange->last)
    uois_exchange_set_header (exchange, "Connection", "close");
  if (body != NULL)
    {
      uois_exchange_set_header (exchange, "Content-Type", content_type);
      soup_message_body_append_bytes (response, body);
    }
  soup_server_message_set_status (exchange->message, status, get_reason (status));
}

void
uois_exchange_answer_text (UoisExchange *exchange, guint status, const char *content_type, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  uois_exchange_answer (exchange, status, content_type, body);
}

void
uois_exchange_refuse (UoisExchange *exchange, guint status, const char *message)
{
  g_auto (UoisJsonWriter) writer;
  g_autoptr (GBytes) body = NULL;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{\"errors\":[{\"message\":");
  uois_json_writer_string (&writer, message, -1);
  uois_json_writer_literal (&writer, "}]}");
  body = uois_json_writer_steal (&writer);
  /* What the client may still send is not kept. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (exchange->message), FALSE);
  uois_exchange_answer (exchange, status, uois_media_type_get_name (exchange->media_type), body);
}
