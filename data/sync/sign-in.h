/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/transport.h"

G_BEGIN_DECLS

/**
 * SECTION: Signing in
 *
 * A key is got first, anew for each attempt; name and password are sent with
 * it, and a token comes back. A server that does not accept them answers 200
 * all the same, or redirects to the beginning: only a token means yes.
 */

/* Where a server of the stack signs people in, and where it is asked; from its address. */
#define UOIS_SIGN_IN_PATH "/oauth/login3"
#define UOIS_REQUEST_PATH "/api/gql"
/* The cookie that carries the token. */
#define UOIS_SIGN_IN_COOKIE "authorization"

/**
 * uois_sign_in_read_key:
 * @error: return location for %UOIS_ERROR_IO: there is none in the reply
 *
 * Returns: (transfer full): the key
 */
char *uois_sign_in_read_key (const UoisReply *reply, GError **error);

/* Returns: (transfer full): the body that asks for a token. It holds the password. */
GBytes *uois_sign_in_compose (const char *key, const char *name, const char *password);

/* Whether @text (nullable) can be sent as a token. */
gboolean uois_sign_in_is_token (const char *text);

/**
 * uois_sign_in_read_token:
 * @error: return location for %UOIS_ERROR_INVALID: name and password are not accepted; %UOIS_ERROR_IO: it is not known whether they are
 *
 * Returns: (transfer full): the token, fit for a cookie
 */
char *uois_sign_in_read_token (const UoisReply *reply, GError **error);

G_END_DECLS
