/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "load.h"

#include "bench.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_SIZE (64 * 1024)
#define HEAD_END "\r\n\r\n"

/**
 * Client:
 * @request: (nullable): that waits for its answer
 * @sent: bytes of it
 * @answer: bytes so far
 * @body: where the body begins in it; 0 as long as that is not known
 * @length: of the body; -1 if it comes in chunks
 * @chunk: where the next chunk begins
 */
typedef struct
{
  int fd;
  GBytes *request;
  gsize sent;
  double started;
  GByteArray *answer;
  gsize body;
  gssize length;
  gsize chunk;
} Client;

GBytes *
load_make_request (const char *body)
{
  char *text = g_strdup_printf ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                "Accept: application/json\r\nContent-Length: %" G_GSIZE_FORMAT HEAD_END "%s",
                                strlen (body), body);

  return g_bytes_new_take (text, strlen (text));
}

/* ---- A client ---- */

static void
client_init (Client *client, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  const int on = 1;

  *client = (Client){ .fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .answer = g_byte_array_new () };
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (client->fd < 0 || connect (client->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("the server cannot be reached: %s", g_strerror (errno));
  setsockopt (client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static void
client_clear (Client *client)
{
  close (client->fd);
  g_byte_array_unref (client->answer);
}

static void
client_begin (Client *client, GBytes *request)
{
  client->request = request;
  client->sent = 0;
  client->started = bench_now ();
  client->body = 0;
  g_byte_array_set_size (client->answer, 0);
}

static void
client_send (Client *client)
{
  gsize size;
  const char *bytes = g_bytes_get_data (client->request, &size);
  gssize length = send (client->fd, bytes + client->sent, size - client->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

  if (length > 0)
    client->sent += length;
  else if (errno != EAGAIN)
    g_error ("the server takes no request: %s", g_strerror (errno));
}

/* The head tells how long the body is. */
static void
read_head (Client *client)
{
  const char *text = (const char *) client->answer->data;
  const char *end = memmem (text, client->answer->len, HEAD_END, strlen (HEAD_END));
  g_autofree char *head = NULL;
  const char *length;

  if (end == NULL)
    return;
  head = g_ascii_strdown (text, end - text);
  length = strstr (head, "\r\ncontent-length:");
  client->body = client->chunk = end - text + strlen (HEAD_END);
  client->length = length == NULL ? -1 : (gssize) g_ascii_strtoull (strchr (length, ':') + 1, NULL, 10);
}

/* Goes over whole chunks; TRUE at the last, which is empty. */
static gboolean
skip_chunks (Client *client)
{
  const char *text = (const char *) client->answer->data;
  const char *line_end;

  while (client->chunk < client->answer->len &&
         (line_end = memmem (text + client->chunk, client->answer->len - client->chunk, "\r\n", 2)) != NULL)
    {
      gsize size = g_ascii_strtoull (text + client->chunk, NULL, 16);
      gsize next = line_end + 2 - text + size + 2;

      if (next > client->answer->len)
        return FALSE;
      client->chunk = next;
      if (size == 0)
        return TRUE;
    }
  return FALSE;
}

/* TRUE: all of the answer is there. */
static gboolean
client_receive (Client *client)
{
  gsize before = client->answer->len;
  gssize length;

  g_byte_array_set_size (client->answer, before + READ_SIZE);
  length = recv (client->fd, client->answer->data + before, READ_SIZE, MSG_DONTWAIT);
  g_byte_array_set_size (client->answer, before + MAX (length, 0));
  if (length == 0 || (length < 0 && errno != EAGAIN))
    g_error ("the server has closed the connection");

  if (client->body == 0)
    read_head (client);
  if (client->body == 0)
    return FALSE;
  return client->length < 0 ? skip_chunks (client) : client->answer->len >= client->body + client->length;
}

static void
client_check (const Client *client)
{
  static const char success[] = "HTTP/1.1 200 ";

  if (client->answer->len < sizeof success || memcmp (client->answer->data, success, sizeof success - 1) != 0)
    g_error ("the server refuses: %.300s", (const char *) client->answer->data);
}

/* ---- One request ---- */

/* Without the lines that divide it into chunks. */
static GBytes *
get_body (const Client *client)
{
  const char *text = (const char *) client->answer->data;
  GByteArray *body = g_byte_array_new ();
  gsize at = client->body;

  if (client->length >= 0)
    g_byte_array_append (body, client->answer->data + client->body, client->length);
  while (client->length < 0 && at < client->chunk)
    {
      gsize size = g_ascii_strtoull (text + at, NULL, 16);

      at = strstr (text + at, "\r\n") + 2 - text;
      g_byte_array_append (body, client->answer->data + at, size);
      at += size + 2;
    }
  return g_byte_array_free_to_bytes (body);
}

GBytes *
load_fetch (guint16 port, GBytes *request)
{
  Client client;
  GBytes *body;
  gboolean complete = FALSE;

  client_init (&client, port);
  client_begin (&client, request);
  while (!complete)
    {
      struct pollfd poller = { client.fd, client.sent < g_bytes_get_size (request) ? POLLOUT : POLLIN, 0 };

      poll (&poller, 1, -1);
      if (poller.events == POLLOUT)
        client_send (&client);
      else
        complete = client_receive (&client);
    }
  client_check (&client);
  body = get_body (&client);
  client_clear (&client);
  return body;
}

/* ---- Many ---- */

/* Goes on with whoever can. Returns: the number of one that has its answer */
static int
advance (Client *clients, struct pollfd *pollers, guint length)
{
  static guint next = 0;

  for (;;)
    {
      for (guint i = 0; i < length; i++)
        {
          gboolean sends = clients[i].request != NULL && clients[i].sent < g_bytes_get_size (clients[i].request);

          pollers[i] = (struct pollfd){ clients[i].request != NULL ? clients[i].fd : -1, sends ? POLLOUT : POLLIN, 0 };
        }
      if (poll (pollers, length, -1) < 0)
        g_error ("poll: %s", g_strerror (errno));
      for (guint n = 0; n < length; n++)
        {
          guint i = next++ % length;

          if (pollers[i].revents == 0)
            continue;
          if (pollers[i].events == POLLOUT)
            client_send (&clients[i]);
          else if (client_receive (&clients[i]))
            return (int) i;
        }
    }
}

Load
load_run (guint16 port, GPtrArray *requests, guint n_requests, guint n_clients, GPtrArray *rude)
{
  guint length = n_clients + (rude != NULL ? 1 : 0);
  g_autofree Client *clients = g_new0 (Client, length);
  g_autofree struct pollfd *pollers = g_new0 (struct pollfd, length);
  g_autofree double *waited = g_new0 (double, n_requests);
  guint begun = 0, n_rude = 0;
  Load load = { 0 };
  double start = bench_now ();

  for (guint i = 0; i < length; i++)
    client_init (&clients[i], port);
  for (guint i = 0; i < n_clients; i++)
    client_begin (&clients[i], requests->pdata[begun++ % requests->len]);
  if (rude != NULL)
    client_begin (&clients[n_clients], rude->pdata[n_rude++ % rude->len]);

  while (load.n_answers < n_requests)
    {
      Client *client = &clients[advance (clients, pollers, length)];

      if (client == &clients[n_clients])
        {
          client_begin (client, rude->pdata[n_rude++ % rude->len]);
          continue;
        }
      client_check (client);
      waited[load.n_answers++] = bench_now () - client->started;
      client->request = NULL;
      if (begun < n_requests)
        client_begin (client, requests->pdata[begun++ % requests->len]);
    }

  load.seconds = bench_now () - start;
  for (guint i = 0; i < length; i++)
    client_clear (&clients[i]);
  load.median = bench_median (waited, n_requests);
  load.p99 = waited[(gsize) n_requests * 99 / 100];
  return load;
}
