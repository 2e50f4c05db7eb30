/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-exchange.h"

#include <string.h>

UoisExchange *
uois_exchange_new (UoisHttpRequest *request)
{
  UoisExchange *exchange = g_rc_box_new0 (UoisExchange);

  exchange->request = uois_http_request_ref (request);
  exchange->started = g_get_monotonic_time ();
  exchange->media_type = UOIS_MEDIA_TYPE_JSON;
  exchange->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  return exchange;
}

UoisExchange *
uois_exchange_ref (UoisExchange *exchange)
{
  return g_rc_box_acquire (exchange);
}

static void
exchange_clear (gpointer data)
{
  UoisExchange *exchange = data;

  uois_http_request_unref (exchange->request);
  soup_message_headers_unref (exchange->headers);
  g_clear_pointer (&exchange->body, g_bytes_unref);
  g_clear_object (&exchange->cancellable);
  g_free (exchange->origin);
}

void
uois_exchange_unref (UoisExchange *exchange)
{
  g_rc_box_release_full (exchange, exchange_clear);
}

const char *
uois_exchange_get_header (const UoisExchange *exchange, const char *name)
{
  return soup_message_headers_get_list (exchange->request->headers, name);
}

gboolean
uois_exchange_has_method (const UoisExchange *exchange, const char *method)
{
  return g_strcmp0 (exchange->request->method, method) == 0;
}

/* ---- Answers ---- */

void
uois_exchange_set_header (UoisExchange *exchange, const char *name, const char *value)
{
  soup_message_headers_replace (exchange->headers, name, value);
}

void
uois_exchange_answer (UoisExchange *exchange, guint status, const char *content_type, GBytes *body)
{
  uois_exchange_set_header (exchange, "Cache-Control", "no-store");
  uois_exchange_set_header (exchange, "X-Content-Type-Options", "nosniff");
  uois_exchange_set_header (exchange, "Vary", "Accept, Origin");
  if (exchange->origin != NULL)
    uois_exchange_set_header (exchange, "Access-Control-Allow-Origin", exchange->origin);
  if (body != NULL)
    uois_exchange_set_header (exchange, "Content-Type", content_type);
  exchange->body = body == NULL ? NULL : g_bytes_ref (body);
  exchange->status = status;
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
  uois_exchange_answer (exchange, status, uois_media_type_get_name (exchange->media_type), body);
}

/* ---- Heads ---- */

static const char *
get_reason (guint status)
{
  if (status == UOIS_STATUS_MISDIRECTED_REQUEST)
    return "Misdirected Request";
  if (status == UOIS_STATUS_HEADERS_TOO_LARGE)
    return "Request Header Fields Too Large";
  return soup_status_get_phrase (status);
}

static void
append_date (GString *head)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  g_string_append_printf (head, "Date: %s\r\n", text);
}

GBytes *
uois_exchange_write_head (UoisExchange *exchange)
{
  GString *head = g_string_sized_new (512);
  SoupMessageHeadersIter iterator;
  const char *name;
  const char *value;

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\nServer: uois-desk\r\n", exchange->status,
                          get_reason (exchange->status));
  append_date (head);
  soup_message_headers_iter_init (&iterator, exchange->headers);
  while (soup_message_headers_iter_next (&iterator, &name, &value))
    g_string_append_printf (head, "%s: %s\r\n", name, value);
  if (exchange->body != NULL)
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", g_bytes_get_size (exchange->body));
  if (exchange->last)
    g_string_append (head, "Connection: close\r\n");
  else if (exchange->request->is_old)
    g_string_append (head, "Connection: keep-alive\r\n");
  g_string_append (head, "\r\n");
  return g_string_free_to_bytes (head);
}
