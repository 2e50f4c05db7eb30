/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-server.h"

#include "serve-connections.h"
#include "serve-exchange.h"
#include "serve-metrics.h"
#include "serve-page.h"
#include "serve-workers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Connections at once; each is a file descriptor, of which a program has 1024. */
#define MOST_CONNECTIONS 512
/* Seconds that a client may take for fetching an answer, or for its next request. */
#define PATIENCE 60
#define EXCHANGE "uois-exchange"

struct _UoisServer
{
  GObject parent_instance;

  UoisFile *file;
  const UoisServerOptions *options; /* not owned */
  SoupServer *http;
  UoisConnections *connections;
  UoisWorkers *workers;
  UoisMetrics *metrics;

  guint n_exchanges; /* with headers, and not finished */
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (UoisServer, uois_server, G_TYPE_OBJECT)

enum
{
  STOPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * Route:
 * @methods: as in the header `Allow`
 * @secret: whether the token is asked for
 */
typedef struct
{
  const char *path;
  const char *methods;
  gboolean secret;
  void (*answer) (UoisServer *self, UoisExchange *exchange, GHashTable *parameters);
} Route;

/* ---- Exchanges ---- */

static void
exchange_free (gpointer data)
{
  UoisExchange *exchange = data;

  g_free (exchange->origin);
  g_free (exchange);
}

static UoisExchange *
get_exchange (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), EXCHANGE);
}

static void
expect (UoisServer *self, SoupServerMessage *message, guint seconds)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    uois_connections_expect (self->connections, socket, seconds);
}

static void
maybe_stopped (UoisServer *self)
{
  if (self->stopping && self->n_exchanges == 0)
    g_signal_emit (self, signals[STOPPED], 0);
}

static void
on_started (SoupServer *http, SoupServerMessage *message, UoisServer *self)
{
  UoisExchange *exchange = g_new0 (UoisExchange, 1);

  exchange->message = message;
  exchange->media_type = UOIS_MEDIA_TYPE_JSON;
  g_object_set_data_full (G_OBJECT (message), EXCHANGE, exchange, exchange_free);
  expect (self, message, self->options->time_limit);
}

static void
on_ended (SoupServer *http, SoupServerMessage *message, UoisServer *self)
{
  UoisExchange *exchange = get_exchange (message);

  expect (self, message, PATIENCE);
  if (exchange == NULL || exchange->started == 0)
    return;
  uois_metrics_add (self->metrics, soup_server_message_get_method (message), soup_server_message_get_status (message),
                    g_get_monotonic_time () - exchange->started,
                    soup_server_message_get_response_body (message)->length);
  exchange->started = 0;
  self->n_exchanges--;
  maybe_stopped (self);
}

/* ---- Questions ---- */

static void
answer_question (UoisExchange *exchange, GBytes *answer, const GError *error)
{
  if (answer == NULL)
    uois_exchange_refuse (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  else
    uois_exchange_answer (exchange,
                          exchange->media_type == UOIS_MEDIA_TYPE_JSON || uois_gql_answer_has_data (answer) ?
                              SOUP_STATUS_OK :
                              SOUP_STATUS_BAD_REQUEST,
                          uois_media_type_get_name (exchange->media_type), answer);
}

/* A question that was given to the workers. */
typedef struct
{
  UoisServer *server;
  SoupServerMessage *message;
} Asked;

static Asked *
asked_new (UoisServer *server, SoupServerMessage *message)
{
  Asked *asked = g_new (Asked, 1);

  asked->server = g_object_ref (server);
  asked->message = g_object_ref (message);
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->message);
  g_object_unref (asked->server);
  g_free (asked);
}

static void
on_answer (GBytes *answer, const GError *error, gpointer data)
{
  Asked *asked = data;
  UoisExchange *exchange = get_exchange (asked->message);

  /* The client may have left in the meantime. */
  if (exchange->started != 0)
    {
      expect (asked->server, asked->message, PATIENCE);
      answer_question (exchange, answer, error);
      soup_server_message_unpause (asked->message);
    }
  asked_free (asked);
}

static gboolean
parse_question (UoisExchange *exchange, GHashTable *parameters, UoisQuestion *question, GError **error)
{
  g_autoptr (GBytes) body = NULL;

  if (!uois_exchange_has_method (exchange, "POST"))
    return uois_question_parse_address (question, parameters, error);
  body = soup_message_body_flatten (soup_server_message_get_request_body (exchange->message));
  return uois_question_parse_body (question, body, error);
}

/* What has no side effects may be asked by an address, which browsers follow unasked. */
static gboolean
is_unsafe (UoisExchange *exchange, const UoisQuestion *question)
{
  const UoisQueryRequest request = { .document = question->document, .operation = question->operation };

  return !uois_exchange_has_method (exchange, "POST") && uois_query_request_writes (&request);
}

static void
ask (UoisServer *self, UoisExchange *exchange, UoisQuestion *question)
{
  gint64 deadline = g_get_monotonic_time () + self->options->time_limit * G_TIME_SPAN_SECOND;
  Asked *asked = asked_new (self, exchange->message);

  if (uois_workers_ask (self->workers, question, deadline, on_answer, asked))
    {
      expect (self, exchange->message, 0);
      soup_server_message_pause (exchange->message);
      return;
    }
  asked_free (asked);
  uois_exchange_set_header (exchange, "Retry-After", "1");
  uois_exchange_refuse (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE,
                        _ ("Too many questions wait already. Ask again later."));
}

static void
answer_graphql (UoisServer *self, UoisExchange *exchange, GHashTable *parameters)
{
  g_auto (UoisQuestion) question = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse_question (exchange, parameters, &question, &error))
    uois_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, error->message);
  else if (is_unsafe (exchange, &question))
    {
      uois_exchange_set_header (exchange, "Allow", "POST");
      uois_exchange_refuse (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, _ ("Mutations are made by POST."));
    }
  else
    ask (self, exchange, &question);
}

/* ---- Other routes ---- */

static void
answer_page (UoisServer *self, UoisExchange *exchange, GHashTable *parameters)
{
  uois_serve_page_answer (exchange, g_uri_get_path (soup_server_message_get_uri (exchange->message)));
}

static void
answer_health (UoisServer *self, UoisExchange *exchange, GHashTable *parameters)
{
  uois_exchange_answer_text (exchange, SOUP_STATUS_OK, "application/json", "{\"status\":\"ok\"}");
}

static void
answer_metrics (UoisServer *self, UoisExchange *exchange, GHashTable *parameters)
{
  const UoisMetricsNow now = {
    .connections = uois_connections_get_length (self->connections),
    .in_flight = self->n_exchanges,
    .waiting = uois_workers_get_waiting (self->workers),
    .statements = uois_file_get_statement_count (self->file),
  };
  g_autofree char *text = uois_metrics_to_text (self->metrics, &now);

  uois_exchange_answer_text (exchange, SOUP_STATUS_OK, "text/plain; version=0.0.4; charset=utf-8", text);
}

static const Route routes[] = {
  { "/graphql", "GET, POST, OPTIONS", TRUE, answer_graphql },
  { "/metrics", "GET, HEAD, OPTIONS", TRUE, answer_metrics },
  { "/health", "GET, HEAD, OPTIONS", FALSE, answer_health },
  { "/", "GET, HEAD, OPTIONS", FALSE, answer_page },
  { "/page.js", "GET, HEAD, OPTIONS", FALSE, answer_page },
  { "/page.css", "GET, HEAD, OPTIONS", FALSE, answer_page },
  { "/page.json", "GET, HEAD, OPTIONS", FALSE, answer_page },
};

static const Route *
find_route (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (strcmp (routes[i].path, path) == 0)
      return &routes[i];
  return NULL;
}

/* ---- What the headers say already ---- */

static gboolean
allows_method (const Route *route, UoisExchange *exchange)
{
  g_auto (GStrv) methods = g_strsplit (route->methods, ", ", -1);

  return g_strv_contains ((const char *const *) methods, soup_server_message_get_method (exchange->message));
}

/* The site and the computer that the request is for. */
static gboolean
check_origin (UoisServer *self, UoisExchange *exchange)
{
  const char *host = uois_exchange_get_header (exchange, "Host");
  const char *origin = uois_exchange_get_header (exchange, "Origin");
  gboolean named;

  if (!uois_access_check_host (&self->options->access, host))
    uois_exchange_refuse (exchange, UOIS_STATUS_MISDIRECTED_REQUEST,
                          _ ("This server does not go by the name in “Host”. Start it with --allow-host to let it."));
  else if (!uois_access_check_origin (&self->options->access, origin, host, &named))
    uois_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN,
                          _ ("Pages of other sites may not ask. Start the server with --allow-origin to let one."));
  else
    {
      exchange->origin = named ? g_strdup (origin) : NULL;
      return TRUE;
    }
  return FALSE;
}

/* What a browser asks before it asks for a page of another site. */
static void
answer_options (const Route *route, UoisExchange *exchange)
{
  uois_exchange_set_header (exchange, "Allow", route->methods);
  if (exchange->origin != NULL)
    {
      uois_exchange_set_header (exchange, "Access-Control-Allow-Methods", route->methods);
      uois_exchange_set_header (exchange, "Access-Control-Allow-Headers", "Accept, Authorization, Content-Type");
      uois_exchange_set_header (exchange, "Access-Control-Max-Age", "600");
    }
  uois_exchange_answer (exchange, SOUP_STATUS_NO_CONTENT, NULL, NULL);
}

/* The form of the question and of the answer to it. */
static gboolean
check_media_types (UoisExchange *exchange)
{
  exchange->media_type = uois_media_type_negotiate (uois_exchange_get_header (exchange, "Accept"));
  if (exchange->media_type == UOIS_MEDIA_TYPE_NONE)
    {
      exchange->media_type = UOIS_MEDIA_TYPE_JSON;
      uois_exchange_refuse (exchange, SOUP_STATUS_NOT_ACCEPTABLE,
                            _ ("Answers are application/graphql-response+json or application/json."));
      return FALSE;
    }
  if (uois_exchange_has_method (exchange, "POST") &&
      !uois_media_type_is_json (uois_exchange_get_header (exchange, "Content-Type")))
    {
      uois_exchange_set_header (exchange, "Accept", "application/json");
      uois_exchange_refuse (exchange, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE,
                            _ ("Questions are application/json in UTF-8."));
      return FALSE;
    }
  return TRUE;
}

static void
refuse_body (UoisExchange *exchange)
{
  exchange->last = TRUE;
  uois_exchange_refuse (exchange, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                        _ ("The question is larger than this server allows. Start it with --body-limit to let it."));
}

static void
check_headers (UoisServer *self, UoisExchange *exchange, const char *path)
{
  const Route *route = find_route (path);
  goffset length =
      soup_message_headers_get_content_length (soup_server_message_get_request_headers (exchange->message));

  if (!check_origin (self, exchange))
    return;
  if (route == NULL)
    uois_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, _ ("There is nothing here. Ask at /graphql."));
  else if (!allows_method (route, exchange))
    {
      uois_exchange_set_header (exchange, "Allow", route->methods);
      uois_exchange_refuse (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, _ ("This method has no use here."));
    }
  else if (uois_exchange_has_method (exchange, "OPTIONS"))
    answer_options (route, exchange);
  else if (route->secret &&
           !uois_access_check_token (&self->options->access, uois_exchange_get_header (exchange, "Authorization")))
    {
      uois_exchange_set_header (exchange, "WWW-Authenticate", "Bearer realm=\"uois-desk\"");
      uois_exchange_refuse (exchange, SOUP_STATUS_UNAUTHORIZED,
                            _ ("The token of this server is asked for, as “Authorization: Bearer TOKEN”."));
    }
  else if (length > self->options->body_limit)
    refuse_body (exchange);
  else if (route->answer == answer_graphql)
    check_media_types (exchange);
}

/* A body whose length nobody told in advance. */
static void
on_chunk (SoupServerMessage *message, GBytes *chunk, UoisServer *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (soup_server_message_get_status (message) != 0 || body->length <= self->options->body_limit)
    return;
  soup_message_body_truncate (body);
  refuse_body (get_exchange (message));
}

static void
on_headers (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *parameters, gpointer data)
{
  UoisServer *self = data;
  UoisExchange *exchange = get_exchange (message);

  exchange->started = g_get_monotonic_time ();
  exchange->last = self->stopping;
  self->n_exchanges++;
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_chunk), self, 0);
  if (self->stopping)
    uois_exchange_refuse (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE, _ ("The server is about to stop."));
  else
    check_headers (self, exchange, path);
}

static void
on_body (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *parameters, gpointer data)
{
  UoisServer *self = data;

  expect (self, message, PATIENCE);
  find_route (path)->answer (self, get_exchange (message), parameters);
}

/* ---- The server ---- */

static void
uois_server_dispose (GObject *object)
{
  UoisServer *self = UOIS_SERVER (object);

  if (self->http != NULL)
    {
      soup_server_disconnect (self->http);
      g_signal_handlers_disconnect_by_data (self->http, self);
    }
  g_clear_pointer (&self->workers, uois_workers_free);
  g_clear_object (&self->http);
  g_clear_pointer (&self->connections, uois_connections_free);
  g_clear_pointer (&self->metrics, uois_metrics_free);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (uois_server_parent_class)->dispose (object);
}

static void
uois_server_class_init (UoisServerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = uois_server_dispose;

  /**
   * UoisServer::stopped:
   *
   * Nothing is open any more after uois_server_stop().
   */
  signals[STOPPED] = g_signal_new ("stopped", UOIS_TYPE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
uois_server_init (UoisServer *self)
{
  self->http = soup_server_new ("server-header", "uois-desk", NULL);
  self->connections = uois_connections_new (MOST_CONNECTIONS);
  self->metrics = uois_metrics_new ();
  g_signal_connect (self->http, "request-started", G_CALLBACK (on_started), self);
  g_signal_connect (self->http, "request-finished", G_CALLBACK (on_ended), self);
  g_signal_connect (self->http, "request-aborted", G_CALLBACK (on_ended), self);
  soup_server_add_early_handler (self->http, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->http, NULL, on_body, self, NULL);
}

UoisServer *
uois_server_new (UoisFile *file, const UoisServerOptions *options)
{
  UoisServer *self = g_object_new (UOIS_TYPE_SERVER, NULL);

  self->file = g_object_ref (file);
  self->options = options;
  self->workers = uois_workers_new (file, options->waiting_limit, options->profile);
  return self;
}

gboolean
uois_server_listen (UoisServer *self, GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new (address, port);
  g_autofree char *name = g_inet_address_to_string (address);
  g_autoptr (GError) local_error = NULL;

  if (soup_server_listen (self->http, socket_address, 0, &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO,
                 _ ("Port %u at %s is in use by another program; choose another with --port."), port, name);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("Port %u at %s cannot be listened at: %s."), port, name,
                 local_error->message);
  return FALSE;
}

char *
uois_server_get_address (UoisServer *self)
{
  GSList *uris = soup_server_get_uris (self->http);
  char *address = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return address;
}

void
uois_server_stop (UoisServer *self)
{
  self->stopping = TRUE;
  maybe_stopped (self);
}
