/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * SECTION: Who may ask
 *
 * Other programs of the same person may, other people and the pages that a
 * browser shows may not: a request must show the token, must be addressed to
 * this computer by a name that nobody else can point at it, and must not come
 * from another site's page.
 */

/* Fewer letters can be guessed. */
#define UOIS_ACCESS_TOKEN_LEAST 16

/**
 * UoisAccess:
 * @token: (nullable): what a request must show; %NULL: nothing
 * @hosts: (nullable) (array zero-terminated=1): host names beyond the addresses and names of this computer
 * @origins: (nullable) (array zero-terminated=1): sites whose pages may ask
 */
typedef struct
{
  char *token;
  char **hosts;
  char **origins;
} UoisAccess;

void uois_access_clear (UoisAccess *access);

/* Returns: (transfer full): a token of 256 random bits */
char *uois_access_make_token (void);

/**
 * uois_access_read_token:
 * @path: a file that holds a token and nothing else but blanks around it
 *
 * Returns: (transfer full): the token
 */
char *uois_access_read_token (const char *path, GError **error);

/**
 * uois_access_check_host:
 * @host: (nullable): the `Host` of a request, with or without port
 *
 * A page can give itself a host name that leads to this computer (DNS
 * rebinding), but no address.
 */
gboolean uois_access_check_host (const UoisAccess *access, const char *host);

/**
 * uois_access_check_origin:
 * @origin: (nullable): the `Origin` of a request; programs other than browsers send none
 * @host: (nullable): its `Host`
 * @named: (out): whether it is one of @origins, whose pages the browser must be told about
 */
gboolean uois_access_check_origin (const UoisAccess *access, const char *origin, const char *host, gboolean *named);

/* @authorization: (nullable): the header of that name. Takes as long for any wrong token. */
gboolean uois_access_check_token (const UoisAccess *access, const char *authorization);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisAccess, uois_access_clear)

G_END_DECLS
