/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-description.h"

#include "app/serve-http-reader.h"
#include "app/serve-question.h"

#define BODY_LIMIT 100

static void
describe_question (GString *text, const UoisHttpRequest *request)
{
  g_auto (UoisQuestion) posted = { 0 };
  g_auto (UoisQuestion) asked = { 0 };
  g_autoptr (GHashTable) parameters = soup_form_decode (request->parameters == NULL ? "" : request->parameters);

  if (uois_question_parse_body (&posted, request->body, NULL))
    g_string_append_printf (text, " asks %s", posted.document);
  if (uois_question_parse_address (&asked, parameters, NULL))
    g_string_append_printf (text, " asks %s", asked.document);
}

static void
describe_head (GString *text, const UoisHttpRequest *request)
{
  SoupMessageHeaders *headers = request->headers;

  g_string_append_printf (text, "%s %s %s, %s, %u%s%s%s\n", request->method, request->path,
                          request->parameters == NULL ? "-" : request->parameters, request->is_old ? "old" : "new",
                          uois_media_type_negotiate (soup_message_headers_get_list (headers, "Accept")),
                          uois_media_type_is_json (soup_message_headers_get_list (headers, "Content-Type")) ? ", JSON" :
                                                                                                              "",
                          uois_http_request_keeps_alive (request) ? "" : ", last",
                          uois_http_request_expects_continue (request) ? ", waits" : "");
}

static UoisHttpReaderStep
describe_step (GString *text, UoisHttpReader *reader)
{
  guint status;
  UoisHttpReaderStep step = uois_http_reader_advance (reader, &status);

  switch (step)
    {
    case UOIS_HTTP_READER_MORE:
      break;
    case UOIS_HTTP_READER_HEAD:
      describe_head (text, uois_http_reader_get_request (reader));
      break;
    case UOIS_HTTP_READER_REQUEST:
      g_string_append_printf (text, "%u bytes", uois_http_reader_get_request (reader)->body->len);
      describe_question (text, uois_http_reader_get_request (reader));
      g_string_append_c (text, '\n');
      uois_http_reader_drop_request (reader);
      break;
    case UOIS_HTTP_READER_FAILED:
      g_string_append_printf (text, "failed %u\n", status);
    }
  return step;
}

char *
describe_http (const guint8 *data, gsize size, gsize piece)
{
  g_autoptr (UoisHttpReader) reader = uois_http_reader_new (BODY_LIMIT);
  GString *text = g_string_new (NULL);
  UoisHttpReaderStep step = UOIS_HTTP_READER_MORE;

  for (gsize at = 0; at < size && step != UOIS_HTTP_READER_FAILED; at += piece)
    {
      uois_http_reader_append (reader, data + at, MIN (piece, size - at));
      do
        step = describe_step (text, reader);
      while (step == UOIS_HTTP_READER_HEAD || step == UOIS_HTTP_READER_REQUEST);
    }
  return g_string_free (text, FALSE);
}
