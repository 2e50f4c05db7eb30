/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "http-transport.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* Servers of the stack close a connection that has been idle for five seconds; a request that meets that is lost. */
#define IDLE_SECONDS 3
/* How long nothing at all may come. */
#define SILENCE_SECONDS 60
#define CHUNK_SIZE (64 * 1024)
#define RETRY_AFTER_MAX 3600

struct _UoisHttpTransport
{
  GObject parent_instance;

  SoupSession *session;
  GUri *request_uri;
  GUri *sign_in_uri;
  char *address;

  char *name;
  char *password;
  char *token;

  gsize answer_max;
  guint seconds_max;
};

static void uois_http_transport_transport_init (UoisTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UoisHttpTransport,
                               uois_http_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (UOIS_TYPE_TRANSPORT, uois_http_transport_transport_init))

/* ---- Secrets ---- */

/* Through a pointer that the compiler must believe to be read. */
static void
clear_secret (char **secret)
{
  if (*secret == NULL)
    return;
  for (volatile char *p = *secret; *p != '\0'; p++)
    *p = '\0';
  g_clear_pointer (secret, g_free);
}

static void
set_secret (char **secret, const char *text)
{
  char *copy = g_strdup (text);

  clear_secret (secret);
  *secret = copy;
}

/* ---- One exchange ---- */

/* The data of a task that sends one message. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *own; /* cancelled by the caller's, or when the time runs out */
  GCancellable *caller;
  gulong caller_handler;
  GSource *deadline;
  gboolean sent;
  gboolean late;
  gsize answer_max;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  if (exchange->caller)
    g_cancellable_disconnect (exchange->caller, exchange->caller_handler);
  g_clear_object (&exchange->caller);
  if (exchange->deadline)
    g_source_destroy (exchange->deadline);
  g_clear_pointer (&exchange->deadline, g_source_unref);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->own);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

static void
on_starting (SoupMessage *message, gpointer data)
{
  Exchange *exchange = data;

  exchange->sent = TRUE;
}

static gboolean
on_deadline (gpointer data)
{
  Exchange *exchange = data;

  exchange->late = TRUE;
  g_cancellable_cancel (exchange->own);
  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer data)
{
  g_cancellable_cancel (data);
}

static UoisReplyState
judge_error (const Exchange *exchange, const GError *error)
{
  if (exchange->caller && g_cancellable_is_cancelled (exchange->caller))
    return UOIS_REPLY_CANCELLED;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return UOIS_REPLY_UNTRUSTED;
  return UOIS_REPLY_FAILED;
}

/* Takes the task's reference. */
static void
finish_with_error (GTask *task, const GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  UoisReply *reply = uois_reply_new (judge_error (exchange, error));

  reply->sent = exchange->sent && reply->state != UOIS_REPLY_UNTRUSTED;
  reply->words = g_strdup (exchange->late ? _ ("The server took too long to answer.") : error->message);
  g_task_return_pointer (task, reply, (GDestroyNotify) uois_reply_free);
  g_object_unref (task);
}

/* Seconds, or a date; servers may say anything. */
static guint
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  guint64 seconds;

  if (text && g_ascii_string_to_unsigned (text, 10, 0, RETRY_AFTER_MAX, &seconds, NULL))
    return (guint) seconds;
  if (text && date == NULL && g_ascii_isdigit (*text))
    return RETRY_AFTER_MAX;
  return date ? (guint) CLAMP (g_date_time_difference (date, now) / G_TIME_SPAN_SECOND, 0, RETRY_AFTER_MAX) : 0;
}

/* Takes the task's reference. */
static void
finish_answered (GTask *task, UoisReplyState state)
{
  Exchange *exchange = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  UoisReply *reply = uois_reply_new (state);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  reply->sent = TRUE;
  if (state == UOIS_REPLY_ANSWERED)
    {
      reply->status = soup_message_get_status (exchange->message);
      reply->content_type = type ? g_ascii_strdown (type, -1) : NULL;
      reply->retry_after = read_retry_after (headers);
      reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
    }
  else
    {
      reply->words = g_strdup (_ ("The answer of the server is too long."));
      g_cancellable_cancel (exchange->own);
    }
  g_task_return_pointer (task, reply, (GDestroyNotify) uois_reply_free);
  g_object_unref (task);
}

static void read_on (GTask *task);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = 0;
  const guint8 *bytes = chunk ? g_bytes_get_data (chunk, &length) : NULL;

  if (chunk == NULL)
    finish_with_error (task, error);
  else if (length == 0)
    finish_answered (task, UOIS_REPLY_ANSWERED);
  else if (length > exchange->answer_max - exchange->body->len)
    finish_answered (task, UOIS_REPLY_TOO_LONG);
  else
    {
      g_byte_array_append (exchange->body, bytes, (guint) length);
      read_on (task);
    }
}

static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, exchange->own, on_read, task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    finish_with_error (task, error);
  else
    read_on (task);
}

static Exchange *
exchange_new (UoisHttpTransport *self, SoupMessage *message, GCancellable *caller)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = message;
  exchange->body = g_byte_array_new ();
  exchange->own = g_cancellable_new ();
  exchange->answer_max = self->answer_max;
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), exchange);
  exchange->deadline = g_timeout_source_new_seconds (self->seconds_max);
  g_source_set_callback (exchange->deadline, on_deadline, exchange, NULL);
  g_source_attach (exchange->deadline, g_main_context_get_thread_default ());
  if (caller)
    {
      exchange->caller = g_object_ref (caller);
      exchange->caller_handler = g_cancellable_connect (caller, G_CALLBACK (on_caller_cancelled), exchange->own, NULL);
    }
  return exchange;
}

/* The task returns a reply, whatever happens. @body: (nullable): sent as JSON by POST; else it is a GET. */
static void
exchange_async (UoisHttpTransport *self,
                GUri *uri,
                GBytes *body,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  SoupMessage *message = soup_message_new_from_uri (body ? SOUP_METHOD_POST : SOUP_METHOD_GET, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  Exchange *exchange = exchange_new (self, message, cancellable);

  g_task_set_source_tag (task, exchange_async);
  g_task_set_task_data (task, exchange, exchange_free);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (body)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  if (self->token && uri == self->request_uri)
    {
      g_autofree char *cookie = g_strconcat (UOIS_SIGN_IN_COOKIE "=", self->token, NULL);

      soup_message_headers_replace (headers, "Cookie", cookie);
    }
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, exchange->own, on_sent, task);
}

static void
uois_http_transport_send_async (
    UoisTransport *transport, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  UoisHttpTransport *self = UOIS_HTTP_TRANSPORT (transport);

  exchange_async (self, self->request_uri, body, cancellable, callback, user_data);
}

static UoisReply *
uois_http_transport_send_finish (UoisTransport *transport, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ---- Signing in ---- */

/* Takes the task's reference and the error. */
static void
fail_to_sign_in (GTask *task, const UoisReply *reply, GError *error)
{
  if (reply->state == UOIS_REPLY_CANCELLED)
    {
      g_error_free (error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Signing in was cancelled."));
    }
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  UoisHttpTransport *self = UOIS_HTTP_TRANSPORT (source);
  g_autoptr (UoisReply) reply = uois_http_transport_send_finish (UOIS_TRANSPORT (self), result);
  GError *error = NULL;
  char *token = uois_sign_in_read_token (reply, &error);

  if (token == NULL)
    {
      fail_to_sign_in (task, reply, error);
      return;
    }
  set_secret (&self->token, token);
  clear_secret (&token);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  UoisHttpTransport *self = UOIS_HTTP_TRANSPORT (source);
  g_autoptr (UoisReply) reply = uois_http_transport_send_finish (UOIS_TRANSPORT (self), result);
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;
  g_autofree char *key = uois_sign_in_read_key (reply, &error);

  if (key == NULL)
    {
      fail_to_sign_in (task, reply, error);
      return;
    }
  body = uois_sign_in_compose (key, self->name, self->password);
  exchange_async (self, self->sign_in_uri, body, g_task_get_cancellable (task), on_token, task);
}

static void
uois_http_transport_sign_in_async (UoisTransport *transport,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  UoisHttpTransport *self = UOIS_HTTP_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, uois_http_transport_sign_in_async);
  clear_secret (&self->token);
  if (self->name == NULL || self->password == NULL)
    {
      g_task_return_new_error (task, UOIS_ERROR, UOIS_ERROR_INVALID, "%s",
                               _ ("The server wants to know who you are. Enter your name and password."));
      g_object_unref (task);
      return;
    }
  exchange_async (self, self->sign_in_uri, NULL, cancellable, on_key, task);
}

static gboolean
uois_http_transport_sign_in_finish (UoisTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Life ---- */

static void
uois_http_transport_finalize (GObject *object)
{
  UoisHttpTransport *self = UOIS_HTTP_TRANSPORT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->request_uri, g_uri_unref);
  g_clear_pointer (&self->sign_in_uri, g_uri_unref);
  g_clear_pointer (&self->address, g_free);
  clear_secret (&self->name);
  clear_secret (&self->password);
  clear_secret (&self->token);

  G_OBJECT_CLASS (uois_http_transport_parent_class)->finalize (object);
}

static void
uois_http_transport_class_init (UoisHttpTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = uois_http_transport_finalize;
}

static void
uois_http_transport_transport_init (UoisTransportInterface *iface)
{
  iface->send_async = uois_http_transport_send_async;
  iface->send_finish = uois_http_transport_send_finish;
  iface->sign_in_async = uois_http_transport_sign_in_async;
  iface->sign_in_finish = uois_http_transport_sign_in_finish;
}

static void
uois_http_transport_init (UoisHttpTransport *self)
{
  self->answer_max = UOIS_HTTP_TRANSPORT_ANSWER_MAX;
  self->seconds_max = UOIS_HTTP_TRANSPORT_SECONDS_MAX;
  self->session = soup_session_new_with_options ("timeout", SILENCE_SECONDS, "idle-timeout", IDLE_SECONDS, "user-agent",
                                                 "uois-desk/" PACKAGE_VERSION, NULL);
}

/* Secrets of an address would be kept where the address is. */
static gboolean
check_address (GUri *uri, GError **error)
{
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (uri == NULL || host == NULL || *host == '\0' || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                 _ ("The address of a server begins with “https://” or “http://” and the name of a computer."));
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                 _ ("The address of a server must not have a name or password in it."));
  else
    return TRUE;
  return FALSE;
}

UoisHttpTransport *
uois_http_transport_new (const char *address, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  UoisHttpTransport *self;
  const char *path;
  gboolean bare;

  if (!check_address (uri, error))
    return NULL;

  self = g_object_new (UOIS_TYPE_HTTP_TRANSPORT, NULL);
  path = g_uri_get_path (uri);
  bare = *path == '\0' || g_str_equal (path, "/");
  self->request_uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                                   g_uri_get_port (uri), bare ? UOIS_REQUEST_PATH : path, g_uri_get_query (uri), NULL);
  self->sign_in_uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                                   g_uri_get_port (uri), UOIS_SIGN_IN_PATH, NULL, NULL);
  self->address = g_uri_to_string (self->request_uri);
  return self;
}

void
uois_http_transport_set_credentials (UoisHttpTransport *self, const char *name, const char *password)
{
  set_secret (&self->name, name);
  set_secret (&self->password, password);
}

gboolean
uois_http_transport_set_token (UoisHttpTransport *self, const char *token)
{
  if (token != NULL && !uois_sign_in_is_token (token))
    return FALSE;
  set_secret (&self->token, token);
  return TRUE;
}

gboolean
uois_http_transport_has_token (UoisHttpTransport *self)
{
  return self->token != NULL;
}

void
uois_http_transport_set_limits (UoisHttpTransport *self, gsize answer, guint seconds)
{
  self->answer_max = answer;
  self->seconds_max = seconds;
}

void
uois_http_transport_set_authorities (UoisHttpTransport *self, GTlsDatabase *authorities)
{
  soup_session_set_tls_database (self->session, authorities);
}

const char *
uois_http_transport_get_address (UoisHttpTransport *self)
{
  return self->address;
}
