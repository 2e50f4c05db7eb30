/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gql/json-value.h"

#include "base/error.h"
#include "base/json-reader.h"
#include "gql/inspect.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  UoisArena *arena;
  UoisJsonReader reader;
  guint depth; /* left */
  GError *error;
} Parser;

/* A value that begins with @token, and what is in it; NULL after an error. */
static UoisGqlJson *parse_value (Parser *parser, UoisJsonToken token);

static UoisJsonToken
advance (Parser *parser)
{
  return uois_json_reader_next (&parser->reader, &parser->error);
}

static gboolean
parse_items (Parser *parser, UoisGqlJson *parent)
{
  UoisJsonToken end = parent->kind == UOIS_GQL_JSON_OBJECT ? UOIS_JSON_END_OBJECT : UOIS_JSON_END_ARRAY;
  UoisGqlJson **next = &parent->first;
  UoisJsonToken token;

  if (parser->depth == 0)
    {
      g_set_error_literal (&parser->error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("the values are nested too deep"));
      return FALSE;
    }
  parser->depth--;
  while ((token = advance (parser)) != end)
    {
      const char *name = NULL;
      guint name_length = 0;

      if (token == UOIS_JSON_NAME)
        {
          /* One that has escapes is overwritten by the next token. */
          gboolean is_source = parser->reader.string == parser->reader.token_start + 1;

          name_length = parser->reader.length;
          name = is_source ?
                     parser->reader.string :
                     memcpy (uois_arena_allocate (parser->arena, name_length), parser->reader.string, name_length);
          token = advance (parser);
        }
      *next = parse_value (parser, token);
      if (*next == NULL)
        return FALSE;
      (*next)->name = name;
      (*next)->name_length = name_length;
      next = &(*next)->next;
      parent->length++;
    }
  parser->depth++;
  return TRUE;
}

static void
take_string (Parser *parser, UoisGqlJson *json)
{
  char *copy = uois_arena_allocate (parser->arena, parser->reader.length + 1);

  memcpy (copy, parser->reader.string, parser->reader.length);
  json->string = copy;
  json->length = parser->reader.length;
}

static UoisGqlJson *
parse_value (Parser *parser, UoisJsonToken token)
{
  static const UoisGqlJsonKind kinds[] = {
    [UOIS_JSON_BEGIN_OBJECT] = UOIS_GQL_JSON_OBJECT, [UOIS_JSON_BEGIN_ARRAY] = UOIS_GQL_JSON_ARRAY,
    [UOIS_JSON_STRING] = UOIS_GQL_JSON_STRING,       [UOIS_JSON_NUMBER] = UOIS_GQL_JSON_NUMBER,
    [UOIS_JSON_TRUE] = UOIS_GQL_JSON_BOOLEAN,        [UOIS_JSON_FALSE] = UOIS_GQL_JSON_BOOLEAN,
    [UOIS_JSON_NULL] = UOIS_GQL_JSON_NULL,
  };
  UoisGqlJson *json;

  if (token == UOIS_JSON_FAULT)
    return NULL;
  json = uois_arena_new (parser->arena, UoisGqlJson);
  json->kind = kinds[token];
  json->source = parser->reader.token_start;
  if (json->kind == UOIS_GQL_JSON_STRING)
    take_string (parser, json);
  else if (json->kind >= UOIS_GQL_JSON_ARRAY && !parse_items (parser, json))
    return NULL;
  json->source_length = (gsize) (parser->reader.position - json->source);
  return json;
}

const UoisGqlJson *
uois_gql_json_parse (UoisArena *arena, const char *text, guint depth, GError **error)
{
  Parser parser = { .arena = arena, .depth = depth };
  gsize length = strlen (text);
  const UoisGqlJson *json = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("the text is not in UTF-8"));
      return NULL;
    }
  uois_json_reader_init (&parser.reader, text, length, text);
  json = parse_value (&parser, advance (&parser));
  if (json != NULL)
    advance (&parser);
  if (json != NULL && parser.reader.position != text + length)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("something follows the value"));
      json = NULL;
    }
  uois_json_reader_clear (&parser.reader);
  if (parser.error != NULL)
    g_propagate_error (error, parser.error);
  return json;
}

const UoisGqlJson *
uois_gql_json_get_member (const UoisGqlJson *object, const char *name)
{
  gsize length = strlen (name);
  const UoisGqlJson *found = NULL;

  for (const UoisGqlJson *member = object->first; member != NULL; member = member->next)
    if (member->name_length == length && memcmp (member->name, name, length) == 0)
      found = member;
  return found;
}

gboolean
uois_gql_json_get_integer (const UoisGqlJson *number, gint64 *integer)
{
  char *end;

  errno = 0;
  *integer = g_ascii_strtoll (number->source, &end, 10);
  return errno == 0 && end == number->source + number->source_length;
}

double
uois_gql_json_get_real (const UoisGqlJson *number)
{
  return g_ascii_strtod (number->source, NULL);
}

/* Only what is wrong is inspected, so it may be parsed once more. */
char *
uois_gql_json_inspect (const UoisGqlJson *json)
{
  json_tokener *tokener = json_tokener_new_ex (UOIS_JSON_READER_DEPTH_MAX + 1);
  g_autofree char *text = g_strndup (json->source, json->source_length);
  json_object *object = json_tokener_parse_ex (tokener, text, (int) json->source_length + 1);
  char *inspected = uois_gql_inspect_json (object);

  json_object_put (object);
  json_tokener_free (tokener);
  return inspected;
}
