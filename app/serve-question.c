/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-question.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static gboolean
refuse_json (const GError *fault, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("What was sent is not valid JSON: %s."), fault->message);
  return FALSE;
}

/* A text, or nothing if it is null. A zero inside would end it for us too early. */
static gboolean
take_text (const UoisJsonReader *reader, UoisJsonToken token, const char *name, char **text, GError **error)
{
  g_clear_pointer (text, g_free);
  if (token == UOIS_JSON_NULL)
    return TRUE;
  if (token != UOIS_JSON_STRING || memchr (reader->string, '\0', reader->length) != NULL)
    return refuse (name, _ ("a text"), error);
  *text = g_strndup (reader->string, reader->length);
  return TRUE;
}

/* The text of an object, or nothing if it is null; @text may be NULL. */
static gboolean
take_object (UoisJsonReader *reader, UoisJsonToken token, const char *name, char **text, GError **error)
{
  const char *start = reader->token_start;
  g_autoptr (GError) fault = NULL;

  if (text != NULL)
    g_clear_pointer (text, g_free);
  if (token == UOIS_JSON_NULL)
    return TRUE;
  if (token != UOIS_JSON_BEGIN_OBJECT)
    return refuse (name, _ ("an object"), error);
  if (!uois_json_reader_skip (reader, token, &fault))
    return refuse_json (fault, error);
  if (text != NULL)
    *text = g_strndup (start, (gsize) (reader->position - start));
  return TRUE;
}

/* @token: the first of the value of the parameter @name */
static gboolean
take_parameter (UoisQuestion *question, UoisJsonReader *reader, UoisJsonToken token, const char *name, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (g_str_equal (name, "query"))
    return take_text (reader, token, name, &question->document, error);
  if (g_str_equal (name, "operationName"))
    return take_text (reader, token, name, &question->operation, error);
  if (g_str_equal (name, "variables"))
    return take_object (reader, token, name, &question->variables, error);
  if (g_str_equal (name, "extensions"))
    return take_object (reader, token, name, NULL, error);
  return uois_json_reader_skip (reader, token, &fault) || refuse_json (fault, error);
}

/* Whether nothing follows the value that was read. */
static gboolean
is_at_end (UoisJsonReader *reader, const char *end)
{
  return uois_json_reader_next (reader, NULL) == UOIS_JSON_END && reader->position == end;
}

static gboolean
take_parameters (UoisQuestion *question, UoisJsonReader *reader, GError **error)
{
  g_autoptr (GError) fault = NULL;
  UoisJsonToken token;

  while ((token = uois_json_reader_next (reader, &fault)) == UOIS_JSON_NAME)
    {
      g_autofree char *name = g_strndup (reader->string, reader->length);

      token = uois_json_reader_next (reader, &fault);
      if (token == UOIS_JSON_FAULT)
        break;
      if (!take_parameter (question, reader, token, name, error))
        return FALSE;
    }
  return token == UOIS_JSON_END_OBJECT || refuse_json (fault, error);
}

gboolean
uois_question_parse_body (UoisQuestion *question, const GByteArray *body, GError **error)
{
  const char *text = body->len == 0 ? "" : (const char *) body->data;
  g_auto (UoisJsonReader) reader = { 0 };
  g_autoptr (GError) fault = NULL;
  UoisJsonToken token;

  if (!g_utf8_validate_len (text, body->len, NULL))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("What was sent is not in UTF-8."));
      return FALSE;
    }
  uois_json_reader_init (&reader, text, body->len, text);
  token = uois_json_reader_next (&reader, &fault);
  if (token == UOIS_JSON_FAULT)
    return refuse_json (fault, error);
  if (token != UOIS_JSON_BEGIN_OBJECT)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("A question is a JSON object with the text “query” in it."));
      return FALSE;
    }
  if (!take_parameters (question, &reader, error))
    return FALSE;
  if (!is_at_end (&reader, text + body->len))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("Something follows the question that was sent."));
      return FALSE;
    }
  return question->document != NULL || refuse ("query", _ ("a text"), error);
}

/* JSON that stands in the address must be an object, or null. */
static gboolean
check_object (GHashTable *parameters, const char *name, char **text, GError **error)
{
  const char *value = g_hash_table_lookup (parameters, name);
  g_auto (UoisJsonReader) reader = { 0 };
  g_autofree char *object = NULL;

  if (value == NULL || *value == '\0')
    return TRUE;
  uois_json_reader_init (&reader, value, strlen (value), value);
  if (!g_utf8_validate (value, -1, NULL) ||
      !take_object (&reader, uois_json_reader_next (&reader, NULL), name, &object, NULL) ||
      !is_at_end (&reader, value + strlen (value)))
    return refuse (name, _ ("a JSON object"), error);
  if (text != NULL)
    *text = g_steal_pointer (&object);
  return TRUE;
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
