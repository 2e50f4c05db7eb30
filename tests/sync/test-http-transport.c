/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The port over HTTP against a server that fails in every way (hostile.py). */
#include "../../app/http-transport.h"

#include <stdio.h>
#include <string.h>

#define PASSWORD "canary-password"
#define TOKEN "canary-token"

static GSubprocess *server;
static guint http_port, https_port;
static char *certificate;

/* ---- The server ---- */

static void
start_server (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "sync", "hostile.py", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "sync", "certificate", "key.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  certificate = g_test_build_filename (G_TEST_DIST, "sync", "certificate", "certificate.pem", NULL);
  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", script,
                             certificate, key, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "%u %u", &http_port, &https_port), ==, 2);
}

static void
stop_server (void)
{
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL));
  g_assert_true (g_subprocess_wait (server, NULL, NULL));
  g_clear_object (&server);
  g_clear_pointer (&certificate, g_free);
}

static UoisHttpTransport *
open_transport (const char *scheme, const char *host, guint port, const char *path)
{
  g_autofree char *address = g_strdup_printf ("%s://%s:%u%s", scheme, host, port, path);
  g_autoptr (GError) error = NULL;
  UoisHttpTransport *transport = uois_http_transport_new (address, &error);

  g_assert_no_error (error);
  return transport;
}

static UoisHttpTransport *
open_case (const char *name)
{
  g_autofree char *path = g_strconcat ("/case/", name, NULL);

  return open_transport ("http", "127.0.0.1", http_port, path);
}

/* ---- Asking ---- */

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  UoisReply **reply = data;

  *reply = uois_transport_send_finish (UOIS_TRANSPORT (source), result);
}

static UoisReply *
ask (UoisHttpTransport *transport, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  UoisReply *reply = NULL;

  uois_transport_send_async (UOIS_TRANSPORT (transport), body, NULL, on_reply, &reply);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  return reply;
}

static UoisReply *
ask_case (const char *name)
{
  g_autoptr (UoisHttpTransport) transport = open_case (name);

  return ask (transport, "{}");
}

static char *
get_body (const UoisReply *reply)
{
  return g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
}

/* How often the server was asked by that name. */
static guint
get_count (const char *name)
{
  g_autofree char *path = g_strconcat ("/count/", name, NULL);
  g_autoptr (UoisHttpTransport) transport = open_transport ("http", "127.0.0.1", http_port, path);
  g_autoptr (UoisReply) reply = ask (transport, "{}");
  g_autofree char *text = get_body (reply);

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask **done = data;

  *done = G_TASK (g_object_ref (result));
}

static gboolean
sign_in (UoisHttpTransport *transport, GError **error)
{
  g_autoptr (GTask) done = NULL;

  uois_transport_sign_in_async (UOIS_TRANSPORT (transport), NULL, on_signed_in, &done);
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);
  return uois_transport_sign_in_finish (UOIS_TRANSPORT (transport), G_ASYNC_RESULT (done), error);
}

/* ---- Tests ---- */

static void
test_addresses (void)
{
  const char *const bad[] = {
    "", "gateway", "ftp://gateway", "http://", "https://jana:secret@gateway/", "file:///etc/passwd"
  };
  const struct
  {
    const char *given;
    const char *used;
  } good[] = {
    { "http://gateway:33001", "http://gateway:33001/api/gql" },
    { "https://gateway/", "https://gateway/api/gql" },
    { "https://gateway/gql?x=1", "https://gateway/gql?x=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (uois_http_transport_new (bad[i], &error));
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (UoisHttpTransport) transport = uois_http_transport_new (good[i].given, NULL);

      g_assert_cmpstr (uois_http_transport_get_address (transport), ==, good[i].used);
    }
}

static void
test_exchange (void)
{
  g_autoptr (UoisHttpTransport) transport = open_transport ("http", "127.0.0.1", http_port, "/api/gql");
  g_autoptr (UoisReply) anonymous = ask (transport, "{\"query\":\"{ x }\"}");
  g_autoptr (UoisReply) reply = NULL;
  g_autofree char *before = get_body (anonymous);
  g_autofree char *after = NULL;

  g_assert_cmpint (anonymous->state, ==, UOIS_REPLY_ANSWERED);
  g_assert_cmpuint (anonymous->status, ==, 200);
  g_assert_cmpstr (anonymous->content_type, ==, "application/json");
  g_assert_nonnull (strstr (before, "\"cookie\": \"\""));
  g_assert_nonnull (strstr (before, "\\\"query\\\""));

  g_assert_true (uois_http_transport_set_token (transport, TOKEN));
  reply = ask (transport, "{}");
  after = get_body (reply);
  g_assert_nonnull (strstr (after, "\"cookie\": \"authorization=" TOKEN "\""));
}

static void
test_token_in_cookie (void)
{
  g_autoptr (UoisHttpTransport) transport = open_case ("gql");
  const char *const bad[] = { "", "a b", "a\r\nX: y", "a;b", "a,b", "\"a\"", "ž" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (uois_http_transport_set_token (transport, bad[i]));
  g_assert_false (uois_http_transport_has_token (transport));
  g_assert_true (uois_http_transport_set_token (transport, "eyJh.b-c_d=="));
  g_assert_true (uois_http_transport_has_token (transport));
  g_assert_true (uois_http_transport_set_token (transport, NULL));
  g_assert_false (uois_http_transport_has_token (transport));
}

static void
test_sign_in (void)
{
  g_autoptr (UoisHttpTransport) transport = open_transport ("http", "127.0.0.1", http_port, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisReply) reply = NULL;
  g_autofree char *text = NULL;

  uois_http_transport_set_credentials (transport, "jana", PASSWORD);
  g_assert_true (sign_in (transport, &error));
  g_assert_no_error (error);
  /* A second time with a key of its own. */
  g_assert_true (sign_in (transport, &error));
  g_assert_no_error (error);
  reply = ask (transport, "{}");
  text = get_body (reply);
  g_assert_nonnull (strstr (text, "authorization=" TOKEN "."));
}

static void
test_2_not_accepted (void)
{
  g_autoptr (UoisHttpTransport) transport = open_transport ("http", "127.0.0.1", http_port, "");
  const char *const names[] = { "jana", "odd", NULL };

  g_assert_true (uois_http_transport_set_token (transport, TOKEN));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      uois_http_transport_set_credentials (transport, names[i], names[i] ? "wrong" : NULL);
      g_assert_false (sign_in (transport, &error));
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
      g_assert_null (strstr (error->message, "wrong"));
      g_assert_false (uois_http_transport_has_token (transport));
    }
}

static void
test_sign_in_unreachable (void)
{
  g_autoptr (UoisHttpTransport) transport = open_transport ("http", "127.0.0.1", 1, "");
  g_autoptr (GError) error = NULL;

  uois_http_transport_set_credentials (transport, "jana", PASSWORD);
  g_assert_false (sign_in (transport, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_IO);
}

static void
test_1_redirect (void)
{
  g_autoptr (UoisReply) reply = ask_case ("redirect");

  g_assert_cmpint (reply->state, ==, UOIS_REPLY_ANSWERED);
  g_assert_cmpuint (reply->status, ==, 302);
  g_assert_cmpuint (get_count ("trap"), ==, 0);
}

static void
test_3_statuses (void)
{
  const struct
  {
    const char *name;
    guint status;
    guint retry_after;
    const char *type;
  } cases[] = {
    { "html", 200, 0, "text/html" },          { "large", 413, 0, "text/html" },
    { "busy", 429, 7, "text/plain" },         { "busy-long", 503, 3600, "text/plain" },
    { "busy-date", 429, 0, "text/plain" },    { "busy-nonsense", 429, 0, "text/plain" },
    { "denied", 401, 0, "application/json" }, { "empty", 200, 0, "application/json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisReply) reply = ask_case (cases[i].name);

      g_assert_cmpint (reply->state, ==, UOIS_REPLY_ANSWERED);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpuint (reply->retry_after, ==, cases[i].retry_after);
      g_assert_cmpstr (reply->content_type, ==, cases[i].type);
    }
}

/* Whatever happens, a request is sent once: whoever sends it again must know that it was not done. */
static void
test_4_lost (void)
{
  const char *const cases[] = { "truncated", "reset" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisReply) reply = ask_case (cases[i]);

      g_assert_cmpint (reply->state, ==, UOIS_REPLY_FAILED);
      g_assert_true (reply->sent);
      g_assert_nonnull (reply->words);
      g_assert_null (reply->body);
      g_assert_cmpuint (get_count (cases[i]), ==, 1);
    }
}

/* libsoup takes the end of the connection for the end of the chunks. What is cut off is no JSON, and is judged as such. */
static void
test_4_cut_chunks (void)
{
  g_autoptr (UoisReply) reply = ask_case ("truncated-chunks");
  g_autoptr (UoisRequest) request = uois_request_new_introspection ();
  g_autoptr (UoisAnswer) answer = uois_answer_new (request, reply);

  g_assert_cmpint (answer->kind, ==, UOIS_ANSWER_TRANSIENT);
  g_assert_cmpuint (get_count ("truncated-chunks"), ==, 1);
}

static void
test_4_late (void)
{
  const char *const cases[] = { "drip", "silent" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisHttpTransport) transport = open_case (cases[i]);
      g_autoptr (UoisReply) reply = NULL;

      uois_http_transport_set_limits (transport, UOIS_HTTP_TRANSPORT_ANSWER_MAX, 1);
      reply = ask (transport, "{}");
      g_assert_cmpint (reply->state, ==, UOIS_REPLY_FAILED);
      g_assert_true (reply->sent);
      g_assert_cmpstr (reply->words, ==, "The server took too long to answer.");
    }
}

static void
test_not_reached (void)
{
  g_autoptr (UoisHttpTransport) closed = open_transport ("http", "127.0.0.1", 1, "/");
  g_autoptr (UoisHttpTransport) nowhere = open_transport ("http", "nowhere.invalid", 80, "/");
  g_autoptr (UoisReply) refused = ask (closed, "{}");
  g_autoptr (UoisReply) unknown = ask (nowhere, "{}");

  g_assert_cmpint (refused->state, ==, UOIS_REPLY_FAILED);
  g_assert_false (refused->sent);
  g_assert_cmpint (unknown->state, ==, UOIS_REPLY_FAILED);
  g_assert_false (unknown->sent);
}

static void
test_too_long (void)
{
  const char *const cases[] = { "huge", "bomb" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisHttpTransport) transport = open_case (cases[i]);
      g_autoptr (UoisReply) reply = NULL;

      uois_http_transport_set_limits (transport, 1000000, 60);
      reply = ask (transport, "{}");
      g_assert_cmpint (reply->state, ==, UOIS_REPLY_TOO_LONG);
      g_assert_true (reply->sent);
    }
}

static void
test_cancel (void)
{
  g_autoptr (UoisHttpTransport) transport = open_case ("silent");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  guint before = get_count ("silent");
  UoisReply *reply = NULL;

  uois_transport_send_async (UOIS_TRANSPORT (transport), body, cancellable, on_reply, &reply);
  while (get_count ("silent") == before)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (reply->state, ==, UOIS_REPLY_CANCELLED);
  g_assert_true (reply->sent);
  uois_reply_free (reply);

  /* Cancelled before: nothing leaves. */
  reply = NULL;
  before = get_count ("silent");
  uois_transport_send_async (UOIS_TRANSPORT (transport), body, cancellable, on_reply, &reply);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (reply->state, ==, UOIS_REPLY_CANCELLED);
  g_assert_false (reply->sent);
  uois_reply_free (reply);
  g_assert_cmpuint (get_count ("silent"), ==, before);
}

static void
test_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (UoisHttpTransport) stranger = open_transport ("https", "localhost", https_port, "/api/gql");
  g_autoptr (UoisHttpTransport) known = open_transport ("https", "localhost", https_port, "/api/gql");
  g_autoptr (UoisHttpTransport) other_name = open_transport ("https", "127.0.0.1", https_port, "/api/gql");
  UoisHttpTransport *const transports[] = { stranger, known, other_name };
  const UoisReplyState states[] = { UOIS_REPLY_UNTRUSTED, UOIS_REPLY_ANSWERED, UOIS_REPLY_UNTRUSTED };

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("there is no TLS here");
      return;
    }
  authorities = g_tls_file_database_new (certificate, &error);
  g_assert_no_error (error);
  uois_http_transport_set_authorities (known, authorities);
  uois_http_transport_set_authorities (other_name, authorities);
  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    {
      guint before = get_count ("gql");
      g_autoptr (UoisReply) reply = ask (transports[i], "{}");

      g_assert_cmpint (reply->state, ==, states[i]);
      g_assert_true (reply->sent == (states[i] == UOIS_REPLY_ANSWERED));
      g_assert_cmpuint (get_count ("gql"), ==, before + (states[i] == UOIS_REPLY_ANSWERED));
    }
}

/* No line of any log has a password or token in it. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0 && fields[i].value && strstr (fields[i].value, "canary"))
      g_abort ();
  return g_log_writer_default (level, fields, n_fields, data);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  start_server ();
  g_test_add_func ("/sync/http-transport/addresses", test_addresses);
  g_test_add_func ("/sync/http-transport/exchange", test_exchange);
  g_test_add_func ("/sync/http-transport/token-in-cookie", test_token_in_cookie);
  g_test_add_func ("/sync/http-transport/sign-in", test_sign_in);
  g_test_add_func ("/sync/http-transport/2-not-accepted", test_2_not_accepted);
  g_test_add_func ("/sync/http-transport/sign-in-unreachable", test_sign_in_unreachable);
  g_test_add_func ("/sync/http-transport/1-redirect", test_1_redirect);
  g_test_add_func ("/sync/http-transport/3-statuses", test_3_statuses);
  g_test_add_func ("/sync/http-transport/4-lost", test_4_lost);
  g_test_add_func ("/sync/http-transport/4-cut-chunks", test_4_cut_chunks);
  g_test_add_func ("/sync/http-transport/4-late", test_4_late);
  g_test_add_func ("/sync/http-transport/not-reached", test_not_reached);
  g_test_add_func ("/sync/http-transport/too-long", test_too_long);
  g_test_add_func ("/sync/http-transport/cancel", test_cancel);
  g_test_add_func ("/sync/http-transport/certificate", test_certificate);
  result = g_test_run ();
  stop_server ();
  return result;
}
