/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-http-reader.h"

#include <string.h>

/* Bytes of a line: a chunk's length, with whatever a client may say about the chunk, or a trailer. */
#define LINE_LIMIT 1024
/* Bytes of the line end and the empty line that end a head. */
#define HEAD_END 2

typedef enum
{
  STATE_HEAD,
  STATE_BODY,       /* @left bytes of it */
  STATE_CHUNK_SIZE, /* the line that begins a chunk */
  STATE_CHUNK,      /* @left bytes of it */
  STATE_CHUNK_END,  /* the line end behind it */
  STATE_TRAILER,
  STATE_DONE,
  STATE_FAILED,
} State;

struct _UoisHttpReader
{
  GByteArray *input;
  gsize position; /* of what waits in @input */
  gint64 body_limit;
  State state;
  guint64 left;
  gsize trailer_length;
  guint status;
  UoisHttpRequest *request; /* nullable */
};

/* ---- Requests ---- */

static UoisHttpRequest *
request_new (void)
{
  UoisHttpRequest *request = g_rc_box_new0 (UoisHttpRequest);

  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  request->body = g_byte_array_new ();
  return request;
}

static void
request_clear (gpointer data)
{
  UoisHttpRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->parameters);
  soup_message_headers_unref (request->headers);
  g_byte_array_unref (request->body);
}

UoisHttpRequest *
uois_http_request_ref (UoisHttpRequest *request)
{
  return g_rc_box_acquire (request);
}

void
uois_http_request_unref (UoisHttpRequest *request)
{
  g_rc_box_release_full (request, request_clear);
}

gboolean
uois_http_request_keeps_alive (const UoisHttpRequest *request)
{
  if (request->is_old)
    return soup_message_headers_header_contains (request->headers, "Connection", "keep-alive");
  return !soup_message_headers_header_contains (request->headers, "Connection", "close");
}

gboolean
uois_http_request_expects_continue (const UoisHttpRequest *request)
{
  return request->has_body && !request->is_old &&
         soup_message_headers_header_equals (request->headers, "Expect", "100-continue");
}

/* ---- The reader ---- */

UoisHttpReader *
uois_http_reader_new (gint64 body_limit)
{
  UoisHttpReader *reader = g_new0 (UoisHttpReader, 1);

  reader->input = g_byte_array_new ();
  reader->body_limit = body_limit;
  return reader;
}

void
uois_http_reader_free (UoisHttpReader *reader)
{
  g_byte_array_unref (reader->input);
  g_clear_pointer (&reader->request, uois_http_request_unref);
  g_free (reader);
}

void
uois_http_reader_append (UoisHttpReader *reader, const guint8 *bytes, gsize length)
{
  /* What was looked at makes room. */
  if (reader->position > 0)
    g_byte_array_remove_range (reader->input, 0, reader->position);
  reader->position = 0;
  g_byte_array_append (reader->input, bytes, length);
}

gsize
uois_http_reader_get_waiting (UoisHttpReader *reader)
{
  return reader->input->len - reader->position;
}

UoisHttpRequest *
uois_http_reader_get_request (UoisHttpReader *reader)
{
  return reader->request;
}

void
uois_http_reader_drop_request (UoisHttpReader *reader)
{
  if (reader->state == STATE_DONE)
    reader->state = STATE_HEAD;
  g_clear_pointer (&reader->request, uois_http_request_unref);
}

static UoisHttpReaderStep
fail (UoisHttpReader *reader, guint status)
{
  if (reader->request == NULL)
    reader->request = request_new ();
  reader->state = STATE_FAILED;
  reader->status = status;
  return UOIS_HTTP_READER_FAILED;
}

/* The line that waits, without its end; NULL if it is not all there, or longer than LINE_LIMIT. */
static char *
take_line (UoisHttpReader *reader)
{
  const char *start = (const char *) reader->input->data + reader->position;
  const char *end = memchr (start, '\n', uois_http_reader_get_waiting (reader));
  gsize length;

  if (end == NULL || end - start > LINE_LIMIT)
    return NULL;
  length = end - start;
  reader->position += length + 1;
  if (length > 0 && start[length - 1] == '\r')
    length--;
  /* A zero would end the line for us alone; without it, it is as wrong. */
  if (memchr (start, '\0', length) != NULL)
    return g_strnfill (length, '?');
  return g_strndup (start, length);
}

/* ---- Heads ---- */

/* Length of the head up to its last line end, and of the empty line that ends it; 0 if that is not there. */
static gsize
find_head_end (const char *text, gsize length, gsize *empty_line)
{
  for (const char *at = text; (at = memchr (at, '\n', text + length - at)) != NULL; at++)
    {
      gsize left = text + length - at - 1;

      *empty_line = left >= 2 && at[1] == '\r' && at[2] == '\n' ? 2 : left >= 1 && at[1] == '\n' ? 1 : 0;
      if (*empty_line > 0)
        return at - text + 1;
    }
  return 0;
}

/* From `/path?parameters`, or the same with scheme and host before it. */
static gboolean
parse_target (UoisHttpRequest *request, const char *target)
{
  const char *path = target;
  const char *mark;

  if (g_ascii_strncasecmp (target, "http://", strlen ("http://")) == 0)
    {
      path = strchr (target + strlen ("http://"), '/');
      path = path == NULL ? "/" : path;
    }
  if (*path != '/' && strcmp (path, "*") != 0)
    return FALSE;
  mark = strchr (path, '?');
  request->path = mark == NULL ? g_strdup (path) : g_strndup (path, mark - path);
  request->parameters = mark == NULL ? NULL : g_strdup (mark + 1);
  return TRUE;
}

/* The length of a body, in digits and nothing else; one length, even if it is told twice. */
static gboolean
parse_length (const char *text, guint64 *length)
{
  g_auto (GStrv) lengths = g_strsplit (text, ",", -1);

  for (guint i = 0; lengths[i] != NULL; i++)
    {
      const char *digits = g_strstrip (lengths[i]);
      guint64 number;

      if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &number, NULL) || (i > 0 && number != *length))
        return FALSE;
      *length = number;
    }
  return TRUE;
}

/* Section 6.3: how long the body is. A head that can be read in two ways is refused. */
static UoisHttpReaderStep
begin_body (UoisHttpReader *reader)
{
  SoupMessageHeaders *headers = reader->request->headers;
  const char *encoding = soup_message_headers_get_list (headers, "Transfer-Encoding");
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  reader->left = 0;
  reader->trailer_length = 0;
  if (encoding != NULL && (length != NULL || reader->request->is_old))
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  if (encoding != NULL && g_ascii_strcasecmp (encoding, "chunked") != 0)
    return fail (reader, SOUP_STATUS_NOT_IMPLEMENTED);
  if (length != NULL && !parse_length (length, &reader->left))
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  if (reader->left > (guint64) reader->body_limit)
    return fail (reader, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  reader->request->has_body = encoding != NULL || reader->left > 0;
  reader->state = encoding != NULL ? STATE_CHUNK_SIZE : STATE_BODY;
  return UOIS_HTTP_READER_HEAD;
}

/* Each request of HTTP/1.1 names its host, once. */
static gboolean
has_host (const UoisHttpRequest *request)
{
  const char *host = soup_message_headers_get_list (request->headers, "Host");

  return host == NULL ? request->is_old : strchr (host, ',') == NULL;
}

static UoisHttpReaderStep
parse_head (UoisHttpReader *reader, const char *text, gsize length)
{
  g_autofree char *head = g_strndup (text, length);
  g_autofree char *target = NULL;
  SoupHTTPVersion version = SOUP_HTTP_1_1;
  UoisHttpRequest *request = reader->request = request_new ();
  guint status;

  if (strlen (head) != length)
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  status = soup_headers_parse_request (head, length, request->headers, &request->method, &target, &version);
  if (status != SOUP_STATUS_OK)
    return fail (reader, status);
  request->is_old = version == SOUP_HTTP_1_0;
  if (version != SOUP_HTTP_1_0 && version != SOUP_HTTP_1_1)
    return fail (reader, SOUP_STATUS_HTTP_VERSION_NOT_SUPPORTED);
  if (!parse_target (request, target) || !has_host (request))
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  return begin_body (reader);
}

static UoisHttpReaderStep
read_head (UoisHttpReader *reader)
{
  const char *text;
  gsize length;
  gsize empty_line;

  /* Line ends that some clients send behind a body. */
  while (uois_http_reader_get_waiting (reader) > 0 && strchr ("\r\n", reader->input->data[reader->position]) != NULL &&
         reader->input->data[reader->position] != '\0')
    reader->position++;

  text = (const char *) reader->input->data + reader->position;
  length = find_head_end (text, uois_http_reader_get_waiting (reader), &empty_line);
  if (length > UOIS_HTTP_READER_HEAD_LIMIT ||
      (length == 0 && uois_http_reader_get_waiting (reader) > UOIS_HTTP_READER_HEAD_LIMIT + HEAD_END))
    return fail (reader, UOIS_STATUS_HEADERS_TOO_LARGE);
  if (length == 0)
    return UOIS_HTTP_READER_MORE;
  reader->position += length + empty_line;
  return parse_head (reader, text, length);
}

/* ---- Bodies ---- */

/* Takes what is there of @left bytes. */
static gboolean
read_bytes (UoisHttpReader *reader)
{
  gsize length = MIN (reader->left, uois_http_reader_get_waiting (reader));

  if ((gint64) (reader->request->body->len + length) > reader->body_limit)
    return FALSE;
  g_byte_array_append (reader->request->body, reader->input->data + reader->position, length);
  reader->position += length;
  reader->left -= length;
  return TRUE;
}

static UoisHttpReaderStep
read_body (UoisHttpReader *reader, State next)
{
  if (!read_bytes (reader))
    return fail (reader, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  if (reader->left > 0)
    return UOIS_HTTP_READER_MORE;
  reader->state = next;
  return UOIS_HTTP_READER_HEAD;
}

static UoisHttpReaderStep
read_chunk_size (UoisHttpReader *reader)
{
  g_autofree char *line = take_line (reader);

  if (line == NULL)
    return uois_http_reader_get_waiting (reader) > LINE_LIMIT ? fail (reader, SOUP_STATUS_BAD_REQUEST) :
                                                                UOIS_HTTP_READER_MORE;
  line[strcspn (line, "; \t")] = '\0';
  if (!g_ascii_string_to_unsigned (line, 16, 0, G_MAXINT32, &reader->left, NULL))
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  reader->state = reader->left > 0 ? STATE_CHUNK : STATE_TRAILER;
  return UOIS_HTTP_READER_HEAD;
}

static UoisHttpReaderStep
read_chunk_end (UoisHttpReader *reader)
{
  g_autofree char *line = take_line (reader);

  if (line == NULL)
    return uois_http_reader_get_waiting (reader) > 1 ? fail (reader, SOUP_STATUS_BAD_REQUEST) : UOIS_HTTP_READER_MORE;
  if (*line != '\0')
    return fail (reader, SOUP_STATUS_BAD_REQUEST);
  reader->state = STATE_CHUNK_SIZE;
  return UOIS_HTTP_READER_HEAD;
}

/* Nothing that may stand there matters to us. */
static UoisHttpReaderStep
read_trailer (UoisHttpReader *reader)
{
  g_autofree char *line = take_line (reader);

  if (line == NULL && uois_http_reader_get_waiting (reader) <= LINE_LIMIT)
    return UOIS_HTTP_READER_MORE;
  reader->trailer_length += line == NULL ? 0 : strlen (line) + 1;
  if (line == NULL || reader->trailer_length > UOIS_HTTP_READER_HEAD_LIMIT)
    return fail (reader, UOIS_STATUS_HEADERS_TOO_LARGE);
  if (*line == '\0')
    reader->state = STATE_DONE;
  return UOIS_HTTP_READER_HEAD;
}

/* One step of a body; HEAD means that another may follow. */
static UoisHttpReaderStep
step (UoisHttpReader *reader)
{
  switch (reader->state)
    {
    case STATE_BODY:
      return read_body (reader, STATE_DONE);
    case STATE_CHUNK_SIZE:
      return read_chunk_size (reader);
    case STATE_CHUNK:
      return read_body (reader, STATE_CHUNK_END);
    case STATE_CHUNK_END:
      return read_chunk_end (reader);
    case STATE_TRAILER:
      return read_trailer (reader);
    case STATE_DONE:
      return UOIS_HTTP_READER_REQUEST;
    case STATE_HEAD:
    case STATE_FAILED:
      break;
    }
  return UOIS_HTTP_READER_FAILED;
}

UoisHttpReaderStep
uois_http_reader_advance (UoisHttpReader *reader, guint *status)
{
  UoisHttpReaderStep result;

  if (reader->state == STATE_HEAD)
    result = read_head (reader);
  else
    do
      result = step (reader);
    while (result == UOIS_HTTP_READER_HEAD);
  *status = reader->status;
  return result;
}
