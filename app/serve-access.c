/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-access.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define TOKEN_BYTES 32
#define SCHEME "Bearer "

void
uois_access_clear (UoisAccess *access)
{
  g_clear_pointer (&access->token, g_free);
  g_clear_pointer (&access->hosts, g_strfreev);
  g_clear_pointer (&access->origins, g_strfreev);
}

/* ---- Tokens ---- */

char *
uois_access_make_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  char *token;

  if (getentropy (bytes, sizeof bytes) != 0)
    g_error ("The system gives no random numbers: %s", g_strerror (errno));
  token = g_base64_encode (bytes, sizeof bytes);
  /* The alphabet that needs no quoting in addresses (RFC 4648 section 5). */
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  token[strcspn (token, "=")] = '\0';
  return token;
}

/* A token of RFC 6750 has no other letters. */
static gboolean
is_token (const char *text)
{
  return strlen (text) >= UOIS_ACCESS_TOKEN_LEAST &&
         strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~+/=") == strlen (text);
}

char *
uois_access_read_token (const char *path, GError **error)
{
  g_autofree char *token = NULL;
  gsize length;

  if (!g_file_get_contents (path, &token, &length, error))
    {
      g_prefix_error (error, "%s", _ ("The token cannot be read: "));
      return NULL;
    }
  /* A zero would hide what follows it. */
  if (strlen (token) == length && is_token (g_strstrip (token)))
    return g_steal_pointer (&token);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
               _ ("“%s” holds no token. Put one of at least %d letters and digits there."), path,
               UOIS_ACCESS_TOKEN_LEAST);
  return NULL;
}

/* Whether two texts are equal, in a time that tells nothing of where they differ. */
static gboolean
is_equal_in_secret (const char *secret, const char *guess)
{
  gsize length = strlen (secret);
  gsize guess_length = strlen (guess);
  guint8 difference = length != guess_length;

  for (gsize i = 0; i < guess_length; i++)
    difference |= (guint8) secret[i % MAX (length, 1)] ^ (guint8) guess[i];
  return difference == 0;
}

gboolean
uois_access_check_token (const UoisAccess *access, const char *authorization)
{
  if (access->token == NULL)
    return TRUE;
  return authorization != NULL && g_ascii_strncasecmp (authorization, SCHEME, strlen (SCHEME)) == 0 &&
         is_equal_in_secret (access->token, authorization + strlen (SCHEME));
}

/* ---- Hosts and origins ---- */

/* Without port and the brackets of an IPv6 address. */
static char *
get_host_name (const char *host)
{
  const char *end;

  if (*host == '[')
    {
      end = strchr (host, ']');
      return end != NULL && (end[1] == '\0' || end[1] == ':') ? g_strndup (host + 1, end - host - 1) : g_strdup ("");
    }
  return g_strndup (host, strcspn (host, ":"));
}

static gboolean
contains (char **names, const char *name)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
uois_access_check_host (const UoisAccess *access, const char *host)
{
  g_autofree char *name = NULL;

  if (host == NULL)
    return FALSE;
  name = get_host_name (host);
  return g_hostname_is_ip_address (name) || g_ascii_strcasecmp (name, "localhost") == 0 ||
         g_ascii_strcasecmp (name, g_get_host_name ()) == 0 || contains (access->hosts, name);
}

gboolean
uois_access_check_origin (const UoisAccess *access, const char *origin, const char *host, gboolean *named)
{
  g_autofree char *own = g_strconcat ("http://", host, NULL);

  *named = origin != NULL && contains (access->origins, origin);
  return origin == NULL || *named || g_ascii_strcasecmp (origin, own) == 0;
}
