/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-server.h"

#include "serve-http-connection.h"
#include "serve-metrics.h"
#include "serve-page.h"
#include "serve-workers.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* Connections at once; each is a file descriptor, of which a program has 1024. */
#define MOST_CONNECTIONS 512

struct _UoisServer
{
  GObject parent_instance;

  UoisFile *file;
  const UoisServerOptions *options; /* not owned */
  GSocket *socket;
  GSource *accepting;
  GSource *checking;
  GHashTable *connections; /* set of UoisHttpConnection */
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
  void (*answer) (UoisServer *self, UoisExchange *exchange);
} Route;

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

static void
on_answer (GBytes *answer, const GError *error, gpointer data)
{
  g_autoptr (UoisExchange) exchange = data;

  /* The client may have left in the meantime. */
  if (exchange->connection == NULL)
    return;
  answer_question (exchange, answer, error);
  uois_http_connection_send (exchange->connection);
}

static gboolean
parse_question (UoisExchange *exchange, UoisQuestion *question, GError **error)
{
  const UoisHttpRequest *request = exchange->request;
  g_autoptr (GHashTable) parameters = NULL;

  if (uois_exchange_has_method (exchange, "POST"))
    return uois_question_parse_body (question, request->body, error);
  parameters = soup_form_decode (request->parameters == NULL ? "" : request->parameters);
  return uois_question_parse_address (question, parameters, error);
}

static gboolean
is_mutation (const UoisQuestion *question)
{
  const UoisQueryRequest request = { .document = question->document, .operation = question->operation };

  return uois_query_request_writes (&request);
}

/* What has no side effects may be asked by an address, which browsers follow unasked. */
static gboolean
is_unsafe (UoisExchange *exchange, const UoisQuestion *question)
{
  return !uois_exchange_has_method (exchange, "POST") && is_mutation (question);
}

/* Nobody waits for the answer any more. A change is made all the same: whoever asked for it and left wants it. */
static void
cancel_question (UoisExchange *exchange)
{
  g_auto (UoisQuestion) question = { 0 };

  if (parse_question (exchange, &question, NULL) && !is_mutation (&question))
    g_cancellable_cancel (exchange->cancellable);
}

static void
ask (UoisServer *self, UoisExchange *exchange, UoisQuestion *question)
{
  gint64 deadline = g_get_monotonic_time () + self->options->time_limit * G_TIME_SPAN_SECOND;
  g_autoptr (UoisExchange) asked = uois_exchange_ref (exchange);

  exchange->cancellable = g_cancellable_new ();
  if (uois_workers_ask (self->workers, question, deadline, exchange->cancellable, on_answer, asked))
    {
      g_steal_pointer (&asked);
      return;
    }
  uois_exchange_set_header (exchange, "Retry-After", "1");
  uois_exchange_refuse (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE,
                        _ ("Too many questions wait already. Ask again later."));
}

static void
answer_graphql (UoisServer *self, UoisExchange *exchange)
{
  g_auto (UoisQuestion) question = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse_question (exchange, &question, &error))
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
answer_page (UoisServer *self, UoisExchange *exchange)
{
  uois_serve_page_answer (exchange, exchange->request->path);
}

static void
answer_health (UoisServer *self, UoisExchange *exchange)
{
  uois_exchange_answer_text (exchange, SOUP_STATUS_OK, "application/json", "{\"status\":\"ok\"}");
}

static void
answer_metrics (UoisServer *self, UoisExchange *exchange)
{
  const UoisMetricsNow now = {
    .connections = g_hash_table_size (self->connections),
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

  return g_strv_contains ((const char *const *) methods, exchange->request->method);
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
check_headers (UoisServer *self, UoisExchange *exchange)
{
  const Route *route = find_route (exchange->request->path);

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
  else if (route->answer == answer_graphql)
    check_media_types (exchange);
}

/* ---- Exchanges ---- */

static void
maybe_stopped (UoisServer *self)
{
  if (self->stopping && self->n_exchanges == 0)
    g_signal_emit (self, signals[STOPPED], 0);
}

static void
on_begun (UoisExchange *exchange, gpointer data)
{
  UoisServer *self = data;

  self->n_exchanges++;
  exchange->last |= self->stopping;
}

static void
on_head (UoisExchange *exchange, gpointer data)
{
  UoisServer *self = data;

  if (self->stopping)
    uois_exchange_refuse (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE, _ ("The server is about to stop."));
  else
    check_headers (self, exchange);
}

static void
on_failed (UoisExchange *exchange, guint status, gpointer data)
{
  if (status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    uois_exchange_refuse (exchange, status,
                          _ ("The question is larger than this server allows. Start it with --body-limit to let it."));
  else
    uois_exchange_refuse (exchange, status, _ ("This is not a request of HTTP/1.1 that the server can read."));
}

static void
on_request (UoisExchange *exchange, gpointer data)
{
  find_route (exchange->request->path)->answer (data, exchange);
}

static void
on_ended (UoisExchange *exchange, gpointer data)
{
  UoisServer *self = data;

  if (exchange->status == 0 && exchange->cancellable != NULL)
    cancel_question (exchange);
  uois_metrics_add (self->metrics, exchange->request->method, exchange->status,
                    g_get_monotonic_time () - exchange->started,
                    exchange->body == NULL ? 0 : g_bytes_get_size (exchange->body));
  self->n_exchanges--;
  maybe_stopped (self);
}

static void
on_closed (UoisHttpConnection *connection, gpointer data)
{
  UoisServer *self = data;

  g_hash_table_remove (self->connections, connection);
}

static const UoisHttpConnectionEvents events = {
  .begun = on_begun,
  .head = on_head,
  .failed = on_failed,
  .request = on_request,
  .ended = on_ended,
  .closed = on_closed,
};

/* ---- Connections ---- */

static gboolean
on_connection (GSocket *listening, GIOCondition condition, gpointer data)
{
  UoisServer *self = data;
  g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, NULL);

  /* One too many is closed at once. */
  if (socket == NULL || g_hash_table_size (self->connections) >= MOST_CONNECTIONS)
    return G_SOURCE_CONTINUE;
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_hash_table_add (self->connections, uois_http_connection_new (socket, &events, self, self->options->body_limit,
                                                                 self->options->time_limit));
  return G_SOURCE_CONTINUE;
}

static gboolean
check_connections (gpointer data)
{
  UoisServer *self = data;
  g_autoptr (GList) connections = g_hash_table_get_keys (self->connections);
  gint64 now = g_get_monotonic_time ();

  for (GList *link = connections; link != NULL; link = link->next)
    uois_http_connection_check (link->data, now);
  return G_SOURCE_CONTINUE;
}

static void
close_connections (UoisServer *self)
{
  g_autoptr (GList) connections = g_hash_table_get_keys (self->connections);

  for (GList *link = connections; link != NULL; link = link->next)
    uois_http_connection_close (link->data);
}

static void
stop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* ---- The server ---- */

static void
uois_server_dispose (GObject *object)
{
  UoisServer *self = UOIS_SERVER (object);

  stop_source (&self->accepting);
  stop_source (&self->checking);
  if (self->connections != NULL)
    close_connections (self);
  g_clear_pointer (&self->connections, g_hash_table_unref);
  g_clear_pointer (&self->workers, uois_workers_free);
  g_clear_object (&self->socket);
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
  self->connections = g_hash_table_new (NULL, NULL);
  self->metrics = uois_metrics_new ();
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

static GSocket *
listen_at (GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket =
      g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, socket_address, TRUE, error))
    return NULL;
  /* Of ten, the default, one too many has to try again a second later. */
  g_socket_set_listen_backlog (socket, MOST_CONNECTIONS);
  if (!g_socket_listen (socket, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

gboolean
uois_server_listen (UoisServer *self, GInetAddress *address, guint16 port, GError **error)
{
  g_autofree char *name = g_inet_address_to_string (address);
  g_autoptr (GError) local_error = NULL;

  self->socket = listen_at (address, port, &local_error);
  if (self->socket != NULL)
    {
      self->accepting = g_socket_create_source (self->socket, G_IO_IN, NULL);
      g_source_set_callback (self->accepting, G_SOURCE_FUNC (on_connection), self, NULL);
      g_source_attach (self->accepting, g_main_context_get_thread_default ());
      self->checking = g_timeout_source_new_seconds (1);
      g_source_set_callback (self->checking, check_connections, self, NULL);
      g_source_attach (self->checking, g_main_context_get_thread_default ());
      return TRUE;
    }
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
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, NULL);
  GInetSocketAddress *inet_address = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet_address));
  guint port = g_inet_socket_address_get_port (inet_address);

  return g_strdup_printf (strchr (host, ':') == NULL ? "http://%s:%u/" : "http://[%s]:%u/", host, port);
}

void
uois_server_stop (UoisServer *self)
{
  self->stopping = TRUE;
  stop_source (&self->accepting);
  g_socket_close (self->socket, NULL);
  maybe_stopped (self);
}
