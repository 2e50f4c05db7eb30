/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * UoisHttpTransport:
 *
 * The port of sync (#UoisTransport) over HTTP. Redirects are not followed, the
 * system's proxies are used, certificates are verified. Name, password and
 * token are kept in memory and nowhere else, and are in no message.
 */
#define UOIS_TYPE_HTTP_TRANSPORT (uois_http_transport_get_type ())
G_DECLARE_FINAL_TYPE (UoisHttpTransport, uois_http_transport, UOIS, HTTP_TRANSPORT, GObject)

/* Longest answer that is read, in bytes, and longest time that one may take, in seconds. */
#define UOIS_HTTP_TRANSPORT_ANSWER_MAX (32 * 1024 * 1024)
#define UOIS_HTTP_TRANSPORT_SECONDS_MAX 120

/**
 * uois_http_transport_new:
 * @address: `https://host:port`, under which a server of the stack is found; or, with a path, the very address that
 *   requests are to be sent to
 * @error: return location for %UOIS_ERROR_INVALID, saying what is wrong with the address
 */
UoisHttpTransport *uois_http_transport_new (const char *address, GError **error);

/* With what uois_transport_sign_in_async() signs in; (nullable): nothing, which no server accepts. */
void uois_http_transport_set_credentials (UoisHttpTransport *self, const char *name, const char *password);

/* A token that was got in another way; (nullable): none. FALSE, and nothing changes, if it is none that can be sent. */
gboolean uois_http_transport_set_token (UoisHttpTransport *self, const char *token);

/* Whether requests carry a token. Whether the server still knows it, only asking tells. */
gboolean uois_http_transport_has_token (UoisHttpTransport *self);

/* Other bounds than the usual ones. */
void uois_http_transport_set_limits (UoisHttpTransport *self, gsize answer, guint seconds);

/* (nullable): certificates of authorities to believe, instead of the system's */
void uois_http_transport_set_authorities (UoisHttpTransport *self, GTlsDatabase *authorities);

/* Where requests go. */
const char *uois_http_transport_get_address (UoisHttpTransport *self);

G_END_DECLS
