/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client sends is the same requests, in whatever pieces it comes. */
#include "http-description.h"

#include <string.h>

#define HOST "Host: localhost\r\n"

typedef struct
{
  const char *name;
  const char *sent;
  const char *expected;
} Case;

static const Case cases[] = {
  { "simple", "GET / HTTP/1.1\r\n" HOST "\r\n", "GET / -, new, 1\n0 bytes\n" },
  { "line-ends", "\r\n\r\nGET / HTTP/1.1\nHost: localhost\n\n", "GET / -, new, 1\n0 bytes\n" },
  { "parameters", "GET /graphql?query=%7Bme%7D&x HTTP/1.1\r\n" HOST "\r\n",
    "GET /graphql query=%7Bme%7D&x, new, 1\n0 bytes asks {me}\n" },
  { "absolute", "GET http://localhost:80/a?b HTTP/1.1\r\n" HOST "\r\n", "GET /a b, new, 1\n0 bytes\n" },
  { "absolute-root", "GET http://localhost HTTP/1.1\r\n" HOST "\r\n", "GET / -, new, 1\n0 bytes\n" },
  { "asterisk", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", "OPTIONS * -, new, 1\n0 bytes\n" },
  { "body",
    "POST /graphql HTTP/1.1\r\n" HOST
    "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"query\":\"{me}\"}",
    "POST /graphql -, new, 1, JSON\n16 bytes asks {me}\n" },
  { "pipelined",
    "GET /a HTTP/1.1\r\n" HOST "\r\nPOST /b HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nxyGET /c HTTP/1.1\r\n" HOST
    "\r\n",
    "GET /a -, new, 1\n0 bytes\nPOST /b -, new, 1\n2 bytes\nGET /c -, new, 1\n0 bytes\n" },
  { "chunked",
    "POST / HTTP/1.1\r\n" HOST
    "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n00A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
    "GET /next HTTP/1.1\r\n" HOST "\r\n",
    "POST / -, new, 1\n15 bytes\nGET /next -, new, 1\n0 bytes\n" },
  { "old", "GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET / -, old, 1, last\n0 bytes\nGET / -, old, 1\n0 bytes\n" },
  { "last", "GET / HTTP/1.1\r\n" HOST "Connection: Close\r\n\r\n", "GET / -, new, 1, last\n0 bytes\n" },
  { "waits", "POST / HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n",
    "POST / -, new, 1, waits\n" },
  { "accept", "GET / HTTP/1.1\r\n" HOST "Accept: application/graphql-response+json\r\n\r\n",
    "GET / -, new, 2\n0 bytes\n" },
  { "unfinished-head", "GET / HTTP/1.1\r\nHost:", "" },
  { "unfinished-body", "POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nabcd", "POST / -, new, 1\n" },
  { "length-told-twice", "POST / HTTP/1.1\r\n" HOST "Content-Length: 2\r\nContent-Length: 2\r\n\r\nxy",
    "POST / -, new, 1\n2 bytes\n" },

  { "two-lengths", "POST / HTTP/1.1\r\n" HOST "Content-Length: 2\r\nContent-Length: 3\r\n\r\nxyz", "failed 400\n" },
  { "no-length", "POST / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", "failed 400\n" },
  { "signed-length", "POST / HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\nx", "failed 400\n" },
  { "huge-length", "POST / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n", "failed 400\n" },
  { "length-and-chunks", "POST / HTTP/1.1\r\n" HOST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "failed 400\n" },
  { "old-chunks", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "failed 400\n" },
  { "other-encoding", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n", "failed 501\n" },
  { "too-long", "POST / HTTP/1.1\r\n" HOST "Content-Length: 101\r\n\r\n", "failed 413\n" },
  { "too-many-chunks",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n32\r\n"
    "01234567890123456789012345678901234567890123456789\r\n33\r\n012345678901234567890123456789012345678901234567890\r"
    "\n",
    "POST / -, new, 1\nfailed 413\n" },
  { "bad-chunk-size", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nx\r\n",
    "POST / -, new, 1\nfailed 400\n" },
  { "signed-chunk-size", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    "POST / -, new, 1\nfailed 400\n" },
  { "bad-chunk-end", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
    "POST / -, new, 1\nfailed 400\n" },
  { "no-host", "GET / HTTP/1.1\r\n\r\n", "failed 400\n" },
  { "two-hosts", "GET / HTTP/1.1\r\n" HOST HOST "\r\n", "failed 400\n" },
  { "nonsense", "\x16\x03\x01\x02\r\n\r\n", "failed 400\n" },
  { "no-path", "GET graphql HTTP/1.1\r\n" HOST "\r\n", "failed 400\n" },
};

static void
check (const char *sent, gsize size, const char *expected)
{
  for (gsize piece = 1; piece <= size; piece++)
    {
      g_autofree char *found = describe_http ((const guint8 *) sent, size, piece);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;

  check (one->sent, strlen (one->sent), one->expected);
}

static void
test_zero (void)
{
  static const char head[] = "GET /a\0b HTTP/1.1\r\n" HOST "\r\n";
  static const char chunk[] = "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nx\0\r\n0\r\n\r\n";

  check (head, sizeof head - 1, "failed 400\n");
  check (chunk, sizeof chunk - 1, "POST / -, new, 1\nfailed 400\n");
}

/* A head that is @length bytes long, without the empty line. */
static char *
make_head (gsize length)
{
  g_autofree char *padding = g_strnfill (length - strlen ("GET / HTTP/1.1\r\n" HOST "X: \r\n"), 'x');

  return g_strdup_printf ("GET / HTTP/1.1\r\n" HOST "X: %s\r\n\r\n", padding);
}

static void
test_long_head (void)
{
  g_autofree char *longest = make_head (16 * 1024);
  g_autofree char *longer = make_head (16 * 1024 + 1);
  static const gsize pieces[] = { 1, 7, 4096, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *accepted = describe_http ((guint8 *) longest, strlen (longest), pieces[i]);
      g_autofree char *refused = describe_http ((guint8 *) longer, strlen (longer), pieces[i]);

      g_assert_cmpstr (accepted, ==, "GET / -, new, 1\n0 bytes\n");
      g_assert_cmpstr (refused, ==, "failed 431\n");
    }
}

/* Requests with a few bytes changed: in one piece or in many, the same becomes of them. */
static void
test_mutations (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      const char *sent = cases[g_test_rand_int_range (0, G_N_ELEMENTS (cases))].sent;
      gsize size = strlen (sent);
      g_autofree guint8 *mutant = g_memdup2 (sent, size);
      g_autofree char *whole = NULL;
      g_autofree char *parts = NULL;

      for (int changes = g_test_rand_int_range (1, 5); changes > 0; changes--)
        mutant[g_test_rand_int_range (0, size)] =
            g_test_rand_bit () ? sent[g_test_rand_int_range (0, size)] : (guint8) g_test_rand_int_range (0, 256);
      whole = describe_http (mutant, size, size);
      parts = describe_http (mutant, size, g_test_rand_int_range (1, 20));
      g_assert_cmpstr (whole, ==, parts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-reader/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/http-reader/zero", test_zero);
  g_test_add_func ("/http-reader/long-head", test_long_head);
  g_test_add_func ("/http-reader/mutations", test_mutations);
  return g_test_run ();
}
