/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/json-tree.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

json_object *
uois_sync_json_parse (const char *text, gsize length, GError **error)
{
  json_tokener *tokener;
  json_object *value;
  enum json_tokener_error fault;

  if (length == 0 || length > G_MAXINT32)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("The answer of the server is no JSON."));
      return NULL;
    }

  tokener = json_tokener_new_ex (UOIS_SYNC_JSON_DEPTH_MAX);
  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  value = json_tokener_parse_ex (tokener, text, (int) length);
  fault = json_tokener_get_error (tokener);
  json_tokener_free (tokener);

  /* A bare number is not over until something follows it: it counts as cut off, like everything else that is. */
  if (fault == json_tokener_success &&
      (json_object_is_type (value, json_type_object) || json_object_is_type (value, json_type_array)))
    return value;

  json_object_put (value);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("The answer of the server is no JSON."));
  return NULL;
}

json_object *
uois_sync_json_get (json_object *object, const char *name, json_type type)
{
  json_object *member;

  if (!json_object_is_type (object, json_type_object) || !json_object_object_get_ex (object, name, &member))
    return NULL;
  return json_object_is_type (member, type) ? member : NULL;
}

gboolean
uois_sync_json_has_zero (json_object *string)
{
  return strlen (json_object_get_string (string)) != (gsize) json_object_get_string_len (string);
}

const char *
uois_sync_json_get_string (json_object *object, const char *name)
{
  json_object *string = uois_sync_json_get (object, name, json_type_string);

  return string != NULL && !uois_sync_json_has_zero (string) ? json_object_get_string (string) : NULL;
}

guint
uois_sync_json_get_length (json_object *array)
{
  return json_object_is_type (array, json_type_array) ? (guint) json_object_array_length (array) : 0;
}
