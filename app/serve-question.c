/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-question.h"

#include <glib/gi18n-lib.h>
#include <json-c/json.h>
#include <string.h>

/* The parameters and what lies in the variables; those are measured again where they are read. */
#define JSON_DEPTH 128

/* ---- Media types ---- */

static UoisMediaType
get_media_type (const char *range)
{
  static const struct
  {
    const char *range;
    UoisMediaType media_type;
  } ranges[] = {
    { "application/graphql-response+json", UOIS_MEDIA_TYPE_GRAPHQL },
    { "application/json", UOIS_MEDIA_TYPE_JSON },
    { "application/*", UOIS_MEDIA_TYPE_JSON },
    { "*/*", UOIS_MEDIA_TYPE_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (g_ascii_strcasecmp (range, ranges[i].range) == 0)
      return ranges[i].media_type;
  return UOIS_MEDIA_TYPE_NONE;
}

/* The weight of `media/range;q=0.5`, whose parameters follow @parts. */
static double
get_weight (char **parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *parameter = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (parameter, "q=", 2) == 0)
        return CLAMP (g_ascii_strtod (parameter + 2, NULL), 0, 1);
    }
  return 1;
}

UoisMediaType
uois_media_type_negotiate (const char *accept)
{
  g_auto (GStrv) items = NULL;
  UoisMediaType best = UOIS_MEDIA_TYPE_NONE;
  double best_weight = 0;

  if (accept == NULL || *accept == '\0')
    return UOIS_MEDIA_TYPE_JSON;

  items = g_strsplit (accept, ",", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (items[i], ";", -1);
      UoisMediaType media_type = parts[0] == NULL ? UOIS_MEDIA_TYPE_NONE : get_media_type (g_strstrip (parts[0]));
      double weight = media_type == UOIS_MEDIA_TYPE_NONE ? 0 : get_weight (parts + 1);

      if (weight > best_weight)
        {
          best = media_type;
          best_weight = weight;
        }
    }
  return best;
}

const char *
uois_media_type_get_name (UoisMediaType media_type)
{
  return media_type == UOIS_MEDIA_TYPE_GRAPHQL ? "application/graphql-response+json; charset=utf-8" :
                                                 "application/json; charset=utf-8";
}

gboolean
uois_media_type_is_json (const char *content_type)
{
  g_auto (GStrv) parts = g_strsplit (content_type == NULL ? "" : content_type, ";", -1);

  if (parts[0] == NULL || g_ascii_strcasecmp (g_strstrip (parts[0]), "application/json") != 0)
    return FALSE;
  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *parameter = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (parameter, "charset=", strlen ("charset=")) == 0 &&
          g_ascii_strcasecmp (parameter, "charset=utf-8") != 0 &&
          g_ascii_strcasecmp (parameter, "charset=\"utf-8\"") != 0)
        return FALSE;
    }
  return TRUE;
}

/* ---- Parameters ---- */

void
uois_question_clear (UoisQuestion *question)
{
  g_clear_pointer (&question->document, g_free);
  g_clear_pointer (&question->variables, g_free);
  g_clear_pointer (&question->operation, g_free);
}

static gboolean
refuse (const char *name, const char *expected, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("The parameter “%s” must be %s."), name, expected);
  return FALSE;
}

static json_object *
parse_json (const char *text, gsize length, GError **error)
{
  json_tokener *tokener = json_tokener_new_ex (JSON_DEPTH);
  enum json_tokener_error status = json_tokener_error_size;
  json_object *json = NULL;

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  if (length < G_MAXINT)
    {
      json = json_tokener_parse_ex (tokener, text, length);
      status = json_tokener_get_error (tokener);
      /* A number, or blanks after a value, could go on. */
      if (status == json_tokener_continue)
        {
          json = json_tokener_parse_ex (tokener, "", 1);
          status = json_tokener_get_error (tokener);
        }
    }
  json_tokener_free (tokener);
  if (status != json_tokener_success)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("What was sent is not valid JSON: %s."),
                 json_tokener_error_desc (status));
  return json;
}

/* A text, or nothing if it is absent or null. A zero inside would end it for us too early. */
static gboolean
get_text (json_object *parameters, const char *name, gboolean required, char **text, GError **error)
{
  json_object *value = NULL;

  json_object_object_get_ex (parameters, name, &value);
  if (value == NULL && !required)
    return TRUE;
  if (!json_object_is_type (value, json_type_string) ||
      strlen (json_object_get_string (value)) != (gsize) json_object_get_string_len (value))
    return refuse (name, _ ("a text"), error);
  *text = g_strdup (json_object_get_string (value));
  return TRUE;
}

static gboolean
get_object (json_object *parameters, const char *name, char **text, GError **error)
{
  json_object *value = NULL;

  json_object_object_get_ex (parameters, name, &value);
  if (value == NULL)
    return TRUE;
  if (!json_object_is_type (value, json_type_object))
    return refuse (name, _ ("an object"), error);
  if (text != NULL)
    *text = g_strdup (json_object_to_json_string_ext (value, JSON_C_TO_STRING_PLAIN));
  return TRUE;
}

gboolean
uois_question_parse_body (UoisQuestion *question, const GByteArray *body, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  json_object *parameters = parse_json (body->len == 0 ? "" : (const char *) body->data, body->len, &local_error);
  gboolean parsed;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!json_object_is_type (parameters, json_type_object))
    {
      json_object_put (parameters);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("A question is a JSON object with the text “query” in it."));
      return FALSE;
    }
  parsed = get_text (parameters, "query", TRUE, &question->document, error) &&
           get_text (parameters, "operationName", FALSE, &question->operation, error) &&
           get_object (parameters, "variables", &question->variables, error) &&
           get_object (parameters, "extensions", NULL, error);
  json_object_put (parameters);
  return parsed;
}

/* JSON that stands in the address must be an object, or null. */
static gboolean
check_object (GHashTable *parameters, const char *name, char **text, GError **error)
{
  const char *value = g_hash_table_lookup (parameters, name);
  g_autoptr (GError) local_error = NULL;
  json_object *json;
  gboolean valid;

  if (value == NULL || *value == '\0')
    return TRUE;
  json = parse_json (value, strlen (value), &local_error);
  valid = local_error == NULL && (json == NULL || json_object_is_type (json, json_type_object));
  if (valid && json != NULL && text != NULL)
    *text = g_strdup (value);
  json_object_put (json);
  return valid || refuse (name, _ ("a JSON object"), error);
}

gboolean
uois_question_parse_address (UoisQuestion *question, GHashTable *parameters, GError **error)
{
  const char *document = parameters == NULL ? NULL : g_hash_table_lookup (parameters, "query");
  const char *operation = parameters == NULL ? NULL : g_hash_table_lookup (parameters, "operationName");

  if (document == NULL || !g_utf8_validate (document, -1, NULL))
    return refuse ("query", _ ("a text"), error);
  if (operation != NULL && !g_utf8_validate (operation, -1, NULL))
    return refuse ("operationName", _ ("a text"), error);
  question->document = g_strdup (document);
  if (operation != NULL && *operation != '\0')
    question->operation = g_strdup (operation);
  return check_object (parameters, "variables", &question->variables, error) &&
         check_object (parameters, "extensions", NULL, error);
}
