/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/transport.h"

#include <string.h>

UoisReply *
uois_reply_new (UoisReplyState state)
{
  UoisReply *reply = g_new0 (UoisReply, 1);

  reply->state = state;
  return reply;
}

UoisReply *
uois_reply_new_json (const char *text)
{
  UoisReply *reply = uois_reply_new (UOIS_REPLY_ANSWERED);

  reply->sent = TRUE;
  reply->status = 200;
  reply->content_type = g_strdup ("application/json");
  reply->body = g_bytes_new (text, strlen (text));
  return reply;
}

void
uois_reply_free (UoisReply *reply)
{
  g_free (reply->content_type);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->words);
  g_free (reply);
}

G_DEFINE_INTERFACE (UoisTransport, uois_transport, G_TYPE_OBJECT)

static void
uois_transport_default_init (UoisTransportInterface *iface)
{
}

void
uois_transport_send_async (
    UoisTransport *self, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  UOIS_TRANSPORT_GET_IFACE (self)->send_async (self, body, cancellable, callback, user_data);
}

UoisReply *
uois_transport_send_finish (UoisTransport *self, GAsyncResult *result)
{
  return UOIS_TRANSPORT_GET_IFACE (self)->send_finish (self, result);
}

void
uois_transport_sign_in_async (UoisTransport *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  UOIS_TRANSPORT_GET_IFACE (self)->sign_in_async (self, cancellable, callback, user_data);
}

gboolean
uois_transport_sign_in_finish (UoisTransport *self, GAsyncResult *result, GError **error)
{
  return UOIS_TRANSPORT_GET_IFACE (self)->sign_in_finish (self, result, error);
}
