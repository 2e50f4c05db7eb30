/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-http-connection.h"

/* Seconds that a client may take for fetching an answer, or for its next request. */
#define PATIENCE 60
/* Seconds that a client who sends nothing more is waited with for an answer: he may have left, which looks the same. */
#define PATIENCE_AT_END 2
/* Bytes read at once; and those that may wait while a request is answered. */
#define READ_SIZE (16 * 1024)
#define MOST_WAITING (64 * 1024)

#define CONTINUE "HTTP/1.1 100 Continue\r\n\r\n"

typedef enum
{
  STATE_READING,
  STATE_WORKING,  /* the answer comes later */
  STATE_WRITING,  /* the answer */
  STATE_DRAINING, /* it is written and the last; what the client still sends is read, lest the answer gets lost */
  STATE_CLOSED,
} State;

struct _UoisHttpConnection
{
  GSocket *socket;
  const UoisHttpConnectionEvents *events;
  gpointer data;
  guint request_seconds;

  State state;
  UoisHttpReader *reader;
  UoisExchange *exchange; /* nullable */
  GBytes *head;           /* nullable: of the answer */
  gsize written;          /* of head and body */
  GSource *input;         /* nullable */
  GSource *output;        /* nullable */
  gint64 deadline;        /* 0: none */
  gboolean in_request;    /* whether its first byte has come */
  gboolean ended;         /* the client sends nothing more */
  gboolean running;
};

static gboolean on_readable (GSocket *socket, GIOCondition condition, gpointer data);
static gboolean on_writable (GSocket *socket, GIOCondition condition, gpointer data);

static void
connection_clear (gpointer data)
{
  UoisHttpConnection *self = data;

  uois_http_reader_free (self->reader);
  g_object_unref (self->socket);
}

static void
stop (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start (UoisHttpConnection *self, GSource **source, GIOCondition condition, GSocketSourceFunc callback)
{
  if (*source != NULL)
    return;
  *source = g_socket_create_source (self->socket, condition, NULL);
  g_source_set_callback (*source, G_SOURCE_FUNC (callback), self, NULL);
  g_source_attach (*source, g_main_context_get_thread_default ());
}

static void
set_state (UoisHttpConnection *self, State state, guint seconds)
{
  self->state = state;
  self->deadline = seconds == 0 ? 0 : g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
}

/* ---- Exchanges ---- */

static void
end_exchange (UoisHttpConnection *self)
{
  g_autoptr (UoisExchange) exchange = g_steal_pointer (&self->exchange);

  g_clear_pointer (&self->head, g_bytes_unref);
  if (exchange == NULL)
    return;
  exchange->connection = NULL;
  self->events->ended (exchange, self->data);
}

void
uois_http_connection_close (UoisHttpConnection *self)
{
  if (self->state == STATE_CLOSED)
    return;
  self->state = STATE_CLOSED;
  stop (&self->input);
  stop (&self->output);
  end_exchange (self);
  g_socket_close (self->socket, NULL);
  self->events->closed (self, self->data);
  g_rc_box_release_full (self, connection_clear);
}

void
uois_http_connection_check (UoisHttpConnection *self, gint64 now)
{
  if (self->deadline != 0 && self->deadline < now)
    uois_http_connection_close (self);
}

/* ---- Reading ---- */

static void
begin_exchange (UoisHttpConnection *self)
{
  UoisHttpRequest *request = uois_http_reader_get_request (self->reader);

  self->exchange = uois_exchange_new (request);
  self->exchange->connection = self;
  self->exchange->last = self->ended || !uois_http_request_keeps_alive (request);
  self->events->begun (self->exchange, self->data);
}

static void
begin_writing (UoisHttpConnection *self)
{
  self->head = uois_exchange_write_head (self->exchange);
  self->written = 0;
  set_state (self, STATE_WRITING, PATIENCE);
}

static void
handle_head (UoisHttpConnection *self)
{
  begin_exchange (self);
  self->events->head (self->exchange, self->data);
  if (!uois_http_request_expects_continue (self->exchange->request))
    return;
  if (self->exchange->status == 0)
    g_socket_send (self->socket, CONTINUE, sizeof CONTINUE - 1, NULL, NULL);
  else
    {
      /* A client that is refused now sends no body. */
      self->exchange->last = TRUE;
      begin_writing (self);
    }
}

static void
handle_request (UoisHttpConnection *self)
{
  uois_http_reader_drop_request (self->reader);
  self->in_request = FALSE;
  if (self->exchange->status == 0)
    {
      set_state (self, STATE_WORKING, 0);
      self->events->request (self->exchange, self->data);
    }
  if (self->exchange->status != 0)
    begin_writing (self);
}

static void
handle_failure (UoisHttpConnection *self, guint status)
{
  if (self->exchange == NULL)
    begin_exchange (self);
  self->exchange->last = TRUE;
  if (self->exchange->status == 0)
    self->events->failed (self->exchange, status, self->data);
  begin_writing (self);
}

/* FALSE: nothing can be done before more bytes come. */
static gboolean
read_on (UoisHttpConnection *self)
{
  guint status;

  if (!self->in_request && uois_http_reader_get_waiting (self->reader) > 0)
    {
      self->in_request = TRUE;
      set_state (self, STATE_READING, self->request_seconds);
    }
  switch (uois_http_reader_advance (self->reader, &status))
    {
    case UOIS_HTTP_READER_MORE:
      return FALSE;
    case UOIS_HTTP_READER_HEAD:
      handle_head (self);
      break;
    case UOIS_HTTP_READER_REQUEST:
      handle_request (self);
      break;
    case UOIS_HTTP_READER_FAILED:
      handle_failure (self, status);
      break;
    }
  return TRUE;
}

/* ---- Writing ---- */

/* What is left of head and body. */
static guint
get_vectors (UoisHttpConnection *self, GOutputVector *vectors)
{
  gsize head_size = g_bytes_get_size (self->head);
  gsize body_size = 0;
  const char *body = NULL;
  guint n_vectors = 0;

  if (self->exchange->body != NULL && !uois_exchange_has_method (self->exchange, "HEAD"))
    body = g_bytes_get_data (self->exchange->body, &body_size);
  if (self->written < head_size)
    vectors[n_vectors++] = (GOutputVector){ (const char *) g_bytes_get_data (self->head, NULL) + self->written,
                                            head_size - self->written };
  if (self->written < head_size + body_size)
    {
      gsize offset = self->written > head_size ? self->written - head_size : 0;

      vectors[n_vectors++] = (GOutputVector){ body + offset, body_size - offset };
    }
  return n_vectors;
}

static void
finish_writing (UoisHttpConnection *self)
{
  gboolean last = self->exchange->last;

  stop (&self->output);
  end_exchange (self);
  if (self->ended)
    uois_http_connection_close (self);
  else if (last)
    {
      g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
      set_state (self, STATE_DRAINING, self->request_seconds);
    }
  else
    set_state (self, STATE_READING, PATIENCE);
}

/* FALSE: the client must fetch something first. */
static gboolean
write_on (UoisHttpConnection *self)
{
  g_autoptr (GError) error = NULL;
  GOutputVector vectors[2];
  guint n_vectors = get_vectors (self, vectors);
  gssize length;

  if (n_vectors == 0)
    {
      finish_writing (self);
      return TRUE;
    }
  length = g_socket_send_message (self->socket, NULL, vectors, n_vectors, NULL, 0, 0, NULL, &error);
  if (length >= 0)
    self->written += length;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      start (self, &self->output, G_IO_OUT, on_writable);
      return FALSE;
    }
  else
    uois_http_connection_close (self);
  return TRUE;
}

/* ---- Going on ---- */

/* Does all that can be done now. What is called in the meantime may close the connection, or come here again. */
static void
run (UoisHttpConnection *self)
{
  gboolean progress = TRUE;

  if (self->running)
    return;
  g_rc_box_acquire (self);
  self->running = TRUE;
  while (progress)
    switch (self->state)
      {
      case STATE_READING:
        progress = read_on (self);
        break;
      case STATE_WRITING:
        progress = write_on (self);
        break;
      case STATE_WORKING:
      case STATE_DRAINING:
      case STATE_CLOSED:
        progress = FALSE;
        break;
      }
  self->running = FALSE;
  if (self->state == STATE_READING || self->state == STATE_DRAINING)
    start (self, &self->input, G_IO_IN, on_readable);
  g_rc_box_release_full (self, connection_clear);
}

void
uois_http_connection_send (UoisHttpConnection *self)
{
  begin_writing (self);
  run (self);
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer data)
{
  run (data);
  return G_SOURCE_CONTINUE;
}

/* The client has sent all it wants to send; it may still wait for an answer. */
static void
handle_end (UoisHttpConnection *self)
{
  self->ended = TRUE;
  stop (&self->input);
  if (self->state == STATE_READING || self->state == STATE_DRAINING)
    {
      uois_http_connection_close (self);
      return;
    }
  self->exchange->last = TRUE;
  if (self->state == STATE_WORKING)
    set_state (self, STATE_WORKING, PATIENCE_AT_END);
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  UoisHttpConnection *self = data;
  g_autoptr (GError) error = NULL;
  guint8 bytes[READ_SIZE];
  gssize length = g_socket_receive (socket, (char *) bytes, sizeof bytes, NULL, &error);

  if (length == 0)
    handle_end (self);
  else if (length < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    uois_http_connection_close (self);
  else if (length > 0 && self->state != STATE_DRAINING)
    {
      uois_http_reader_append (self->reader, bytes, length);
      /* What comes while a request is answered is the next one, and can wait. */
      if (self->state != STATE_READING && uois_http_reader_get_waiting (self->reader) > MOST_WAITING)
        stop (&self->input);
      run (self);
    }
  return G_SOURCE_CONTINUE;
}

UoisHttpConnection *
uois_http_connection_new (
    GSocket *socket, const UoisHttpConnectionEvents *events, gpointer data, gint64 body_limit, guint request_seconds)
{
  UoisHttpConnection *self = g_rc_box_new0 (UoisHttpConnection);

  self->socket = g_object_ref (socket);
  self->events = events;
  self->data = data;
  self->request_seconds = request_seconds;
  self->reader = uois_http_reader_new (body_limit);
  g_socket_set_blocking (socket, FALSE);
  set_state (self, STATE_READING, request_seconds);
  start (self, &self->input, G_IO_IN, on_readable);
  return self;
}
