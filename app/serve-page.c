/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-page.h"

#include <glib/gi18n-lib.h>

#define RESOURCES "/cz/uois/Desk/serve"

/* Nothing from elsewhere, nothing into other pages. */
#define CONTENT_SECURITY_POLICY                                                                                        \
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " \
  "frame-ancestors 'none'"

/* What page.html and page.js say, and nothing else. */
static const char *const texts[] = {
  N_ ("Ask a question"),
  N_ ("Query"),
  N_ ("Variables, a JSON object"),
  N_ ("Token"),
  N_ ("Run"),
  N_ ("Response"),
  N_ ("Documentation"),
  N_ ("Find a type or field"),
  N_ ("Ctrl+Enter runs the query."),
  N_ ("The variables are not valid JSON."),
  N_ ("The server cannot be reached."),
  N_ ("Nothing of that name."),
  N_ ("Arguments"),
  N_ ("Fields"),
  N_ ("Values"),
  N_ ("Possible types"),
  N_ ("Back"),
};

static void
answer_texts (UoisExchange *exchange)
{
  g_auto (UoisJsonWriter) writer;
  g_autoptr (GBytes) body = NULL;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      uois_json_writer_name (&writer, texts[i]);
      uois_json_writer_string (&writer, _ (texts[i]), -1);
    }
  uois_json_writer_literal (&writer, "}");
  body = uois_json_writer_steal (&writer);
  uois_exchange_answer (exchange, SOUP_STATUS_OK, "application/json", body);
}

static void
answer_resource (UoisExchange *exchange, const char *name, const char *content_type)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GBytes) body = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  uois_exchange_answer (exchange, SOUP_STATUS_OK, content_type, body);
}

void
uois_serve_page_answer (UoisExchange *exchange, const char *path)
{
  uois_exchange_set_header (exchange, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
  uois_exchange_set_header (exchange, "Referrer-Policy", "no-referrer");
  if (g_str_has_suffix (path, ".json"))
    answer_texts (exchange);
  else if (g_str_has_suffix (path, ".js"))
    answer_resource (exchange, "/page.js", "text/javascript; charset=utf-8");
  else if (g_str_has_suffix (path, ".css"))
    answer_resource (exchange, "/page.css", "text/css; charset=utf-8");
  else
    answer_resource (exchange, "/page.html", "text/html; charset=utf-8");
}
