/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisReplyState: how the exchange with the server ended.
 * @UOIS_REPLY_ANSWERED: with an HTTP status and a whole body
 * @UOIS_REPLY_FAILED: without: no connection, a timeout, a reset, a body cut off
 * @UOIS_REPLY_UNTRUSTED: the server could not prove who it is; nothing was sent
 * @UOIS_REPLY_TOO_LONG: the body is longer than what is read of one
 * @UOIS_REPLY_CANCELLED: by us
 */
typedef enum
{
  UOIS_REPLY_ANSWERED,
  UOIS_REPLY_FAILED,
  UOIS_REPLY_UNTRUSTED,
  UOIS_REPLY_TOO_LONG,
  UOIS_REPLY_CANCELLED,
} UoisReplyState;

/**
 * UoisReply:
 * @sent: whether the server may have got the request, in whole or in part
 * @status: of HTTP; 0 unless answered
 * @content_type: (nullable): without parameters, in lower case
 * @retry_after: seconds for which the server asks for peace; 0 if it does not
 * @body: (nullable): of an answer; may be empty
 * @words: (nullable): what was wrong with the connection, for a person
 */
typedef struct
{
  UoisReplyState state;
  gboolean sent;
  guint status;
  char *content_type;
  guint retry_after;
  GBytes *body;
  char *words;
} UoisReply;

UoisReply *uois_reply_new (UoisReplyState state);
/* Returns: (transfer full): an answer in JSON with the status 200, as most are */
UoisReply *uois_reply_new_json (const char *text);
void uois_reply_free (UoisReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisReply, uois_reply_free)

/**
 * UoisTransport:
 *
 * The port through which sync talks to a server. Redirects are not followed,
 * answers are bounded in time and size, and nothing is ever tried twice by
 * itself. Everything happens on the thread-default main context.
 */
#define UOIS_TYPE_TRANSPORT (uois_transport_get_type ())
G_DECLARE_INTERFACE (UoisTransport, uois_transport, UOIS, TRANSPORT, GObject)

struct _UoisTransportInterface
{
  GTypeInterface parent;

  void (*send_async) (
      UoisTransport *self, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  UoisReply *(*send_finish) (UoisTransport *self, GAsyncResult *result);
  void (*sign_in_async) (UoisTransport *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  gboolean (*sign_in_finish) (UoisTransport *self, GAsyncResult *result, GError **error);
};

/**
 * uois_transport_send_async:
 * @body: JSON of one request
 * @cancellable: (nullable): once it is cancelled not one more byte is sent, and the reply comes within a second
 */
void uois_transport_send_async (
    UoisTransport *self, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): always a reply: failing is a way of replying */
UoisReply *uois_transport_send_finish (UoisTransport *self, GAsyncResult *result);

/**
 * uois_transport_sign_in_async:
 *
 * Signs in with the name and password that the transport was given. What is
 * sent afterwards carries the new token.
 */
void uois_transport_sign_in_async (UoisTransport *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/**
 * uois_transport_sign_in_finish:
 * @error: return location for %UOIS_ERROR_INVALID: the server does not accept name and password, ask for them;
 *   %UOIS_ERROR_IO: it could not be asked, try again later; %G_IO_ERROR_CANCELLED
 */
gboolean uois_transport_sign_in_finish (UoisTransport *self, GAsyncResult *result, GError **error);

G_END_DECLS
