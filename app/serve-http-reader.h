/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SECTION: Requests from bytes
 *
 * Takes what a client sends apart into requests (RFC 9112), whatever the pieces
 * in which it comes, and does no input or output itself. libsoup parses the
 * heads; bodies and their limits are read here, because the server of libsoup
 * 3.2 keeps the connections of clients that have left.
 */

/* Status codes of RFC 9110 and RFC 6585 that libsoup has no name for. */
#define UOIS_STATUS_MISDIRECTED_REQUEST 421
#define UOIS_STATUS_HEADERS_TOO_LARGE 431

/* Bytes of a head, and of what follows the last chunk of a body. */
#define UOIS_HTTP_READER_HEAD_LIMIT (16 * 1024)

/**
 * UoisHttpRequest: what is known of a request, reference-counted.
 * @method: (nullable): in its own case
 * @path: (nullable): of the target, as it was sent
 * @parameters: (nullable): the target's query, as it was sent
 * @is_old: HTTP/1.0
 * @has_body: whether a body follows the head
 * @body: what was read of it; complete after %UOIS_HTTP_READER_REQUEST
 */
typedef struct
{
  char *method;
  char *path;
  char *parameters;
  gboolean is_old;
  gboolean has_body;
  SoupMessageHeaders *headers;
  GByteArray *body;
} UoisHttpRequest;

UoisHttpRequest *uois_http_request_ref (UoisHttpRequest *request);
void uois_http_request_unref (UoisHttpRequest *request);
/* Whether the client wants to send another request by the same connection. */
gboolean uois_http_request_keeps_alive (const UoisHttpRequest *request);
/* Whether the client waits for a word before it sends the body. */
gboolean uois_http_request_expects_continue (const UoisHttpRequest *request);

/**
 * UoisHttpReaderStep: how far uois_http_reader_advance() came.
 * @UOIS_HTTP_READER_MORE: more bytes are needed
 * @UOIS_HTTP_READER_HEAD: the head of a request is there, without its body
 * @UOIS_HTTP_READER_REQUEST: all of a request is there
 * @UOIS_HTTP_READER_FAILED: this is no request, and nothing that follows can be read either
 */
typedef enum
{
  UOIS_HTTP_READER_MORE,
  UOIS_HTTP_READER_HEAD,
  UOIS_HTTP_READER_REQUEST,
  UOIS_HTTP_READER_FAILED,
} UoisHttpReaderStep;

typedef struct _UoisHttpReader UoisHttpReader;

/* @body_limit: bytes */
UoisHttpReader *uois_http_reader_new (gint64 body_limit);
void uois_http_reader_free (UoisHttpReader *reader);

/* Adds bytes behind those that wait. */
void uois_http_reader_append (UoisHttpReader *reader, const guint8 *bytes, gsize length);
/* Bytes that wait to be looked at. */
gsize uois_http_reader_get_waiting (UoisHttpReader *reader);

/**
 * uois_http_reader_advance:
 * @status: (out): of HTTP, with %UOIS_HTTP_READER_FAILED
 *
 * Goes on to the next step. After %UOIS_HTTP_READER_REQUEST it goes no further until uois_http_reader_drop_request().
 */
UoisHttpReaderStep uois_http_reader_advance (UoisHttpReader *reader, guint *status);

/* (transfer none): the request that is being read, from its head on; after a failure what is known of it */
UoisHttpRequest *uois_http_reader_get_request (UoisHttpReader *reader);
/* Forgets it; after %UOIS_HTTP_READER_REQUEST the next one begins. */
void uois_http_reader_drop_request (UoisHttpReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisHttpRequest, uois_http_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisHttpReader, uois_http_reader_free)

G_END_DECLS
