/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/result-coercion.h"

#include "gql/inspect.h"

#include <math.h>
#include <string.h>

static char *
fail (const char *what, json_object *json)
{
  g_autofree char *found = uois_gql_inspect_json (json);

  return g_strconcat (what, found, NULL);
}

/* The number that a text stands for; not a number if it stands for none. */
static double
parse_number (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end;
  double real;

  if (strspn (trimmed, "+-.0123456789Ee") != strlen (trimmed) || trimmed[0] == '\0')
    return NAN;
  real = g_ascii_strtod (trimmed, &end);
  return *end == '\0' ? real : NAN;
}

/* What numbers, truth values and texts are as a number. */
static double
get_number (json_object *json)
{
  switch (json_object_get_type (json))
    {
    case json_type_int:
    case json_type_double:
      return json_object_get_double (json);
    case json_type_boolean:
      return json_object_get_boolean (json) ? 1 : 0;
    case json_type_string:
      return parse_number (json_object_get_string (json));
    default:
      return NAN;
    }
}

static char *
write_int (json_object *json, UoisJsonWriter *writer)
{
  double number = get_number (json);

  if (!isfinite (number) || number != floor (number))
    return fail ("Int cannot represent non-integer value: ", json);
  if (number < G_MININT32 || number > G_MAXINT32)
    return fail ("Int cannot represent non 32-bit signed integer value: ", json);
  uois_json_writer_integer (writer, (gint64) number);
  return NULL;
}

static char *
write_float (json_object *json, UoisJsonWriter *writer)
{
  double number = get_number (json);

  if (!isfinite (number))
    return fail ("Float cannot represent non numeric value: ", json);
  uois_json_writer_real (writer, number);
  return NULL;
}

static void
write_text (json_object *json, UoisJsonWriter *writer)
{
  uois_json_writer_string (writer, json_object_get_string (json), json_object_get_string_len (json));
}

/* A number as a text. */
static void
write_quoted_number (json_object *json, UoisJsonWriter *writer)
{
  char number[UOIS_GQL_NUMBER_SIZE];

  uois_gql_format_number (json_object_get_double (json), number);
  uois_json_writer_string (writer, number, -1);
}

static char *
write_string (json_object *json, UoisJsonWriter *writer)
{
  switch (json_object_get_type (json))
    {
    case json_type_string:
      write_text (json, writer);
      return NULL;
    case json_type_boolean:
      uois_json_writer_string (writer, json_object_get_boolean (json) ? "true" : "false", -1);
      return NULL;
    case json_type_int:
    case json_type_double:
      if (!isfinite (json_object_get_double (json)))
        break;
      write_quoted_number (json, writer);
      return NULL;
    default:
      break;
    }
  return fail ("String cannot represent value: ", json);
}

static char *
write_boolean (json_object *json, UoisJsonWriter *writer)
{
  double number = get_number (json);

  if (json_object_is_type (json, json_type_string) || !isfinite (number))
    return fail ("Boolean cannot represent a non boolean value: ", json);
  uois_json_writer_raw (writer, number != 0 ? "true" : "false", number != 0 ? 4 : 5);
  return NULL;
}

static char *
write_id (json_object *json, UoisJsonWriter *writer)
{
  double number = get_number (json);

  if (json_object_is_type (json, json_type_string))
    write_text (json, writer);
  else if (!json_object_is_type (json, json_type_boolean) && isfinite (number) && number == floor (number))
    write_quoted_number (json, writer);
  else
    return fail ("ID cannot represent value: ", json);
  return NULL;
}

static char *
write_enum (const UoisGqlType *type, json_object *json, UoisJsonWriter *writer)
{
  g_autofree char *found = NULL;

  if (json_object_is_type (json, json_type_string) && uois_gql_type_find_value (type, json_object_get_string (json)))
    {
      write_text (json, writer);
      return NULL;
    }
  found = uois_gql_inspect_json (json);
  return g_strdup_printf ("Enum \"%s\" cannot represent value: %s", type->name, found);
}

char *
uois_gql_write_leaf (const UoisGqlType *type, json_object *json, UoisJsonWriter *writer)
{
  const char *text;

  if (type->kind == UOIS_GQL_TYPE_ENUM)
    return write_enum (type, json, writer);

  switch (type->scalar)
    {
    case UOIS_GQL_SCALAR_INT:
      return write_int (json, writer);
    case UOIS_GQL_SCALAR_FLOAT:
      return write_float (json, writer);
    case UOIS_GQL_SCALAR_STRING:
      return write_string (json, writer);
    case UOIS_GQL_SCALAR_BOOLEAN:
      return write_boolean (json, writer);
    case UOIS_GQL_SCALAR_ID:
      return write_id (json, writer);
    case UOIS_GQL_SCALAR_UUID:
    case UOIS_GQL_SCALAR_DATETIME:
    case UOIS_GQL_SCALAR_DATE:
    case UOIS_GQL_SCALAR_TIMEDELTA:
    case UOIS_GQL_SCALAR_ANY:
    case UOIS_GQL_SCALAR_REPRESENTATION:
      break;
    }
  text = json_object_to_json_string_ext (json, JSON_C_TO_STRING_NOSLASHESCAPE);
  uois_json_writer_raw (writer, text, strlen (text));
  return NULL;
}
