/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/sign-in.h"

#include "base/error.h"
#include "base/json-writer.h"
#include "sync/json-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static json_object *
parse (const UoisReply *reply)
{
  gsize length = 0;
  const char *text = reply->body ? g_bytes_get_data (reply->body, &length) : NULL;

  return reply->state == UOIS_REPLY_ANSWERED ? uois_sync_json_parse (text, length, NULL) : NULL;
}

static void
set_io_error (const UoisReply *reply, GError **error)
{
  if (reply->words)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("The server could not be asked: %s"), reply->words);
  else if (reply->status > 0)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO,
                 _ ("What answers at this address does not sign people in as servers of the federation do (HTTP %u)."),
                 reply->status);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("The server could not be asked. Try again later."));
}

char *
uois_sign_in_read_key (const UoisReply *reply, GError **error)
{
  g_autoptr (json_object) json = parse (reply);
  const char *key = uois_sync_json_get_string (json, "key");

  if (reply->status / 100 != 2 || key == NULL)
    {
      set_io_error (reply, error);
      return NULL;
    }
  return g_strdup (key);
}

GBytes *
uois_sign_in_compose (const char *key, const char *name, const char *password)
{
  g_auto (UoisJsonWriter) writer;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  uois_json_writer_name (&writer, "key");
  uois_json_writer_string (&writer, key, -1);
  uois_json_writer_name (&writer, "username");
  uois_json_writer_string (&writer, name, -1);
  uois_json_writer_name (&writer, "password");
  uois_json_writer_string (&writer, password, -1);
  uois_json_writer_literal (&writer, "}");
  return uois_json_writer_steal (&writer);
}

/* What may stand in a cookie, and nothing that could end a header (RFC 6265, section 4.1.1). */
gboolean
uois_sign_in_is_token (const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("\",;\\", *p) != NULL)
      return FALSE;
  return TRUE;
}

char *
uois_sign_in_read_token (const UoisReply *reply, GError **error)
{
  g_autoptr (json_object) json = parse (reply);
  const char *token = uois_sync_json_get_string (json, "token");
  gboolean refused = reply->status / 100 == 3 || reply->status == 401 || reply->status == 403 ||
                     (reply->status / 100 == 2 && json_object_is_type (json, json_type_object));

  if (reply->status / 100 == 2 && uois_sign_in_is_token (token))
    return g_strdup (token);
  if (refused && reply->state == UOIS_REPLY_ANSWERED)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("The server does not accept this name with this password."));
  else
    set_io_error (reply, error);
  return NULL;
}
