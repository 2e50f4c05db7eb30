/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/scalars.h"

#include "gql/suggestion-list.h"
#include "language/printer.h"

#include <math.h>
#include <string.h>

/* How much of a value is shown in a message. */
#define INSPECTED_ITEMS 10
#define INSPECTED_DEPTH 2

/* The kind of value that our own scalars are made of; NULL for the standard ones. */
static UoisValueKind
get_value_kind (UoisGqlScalar scalar)
{
  switch (scalar)
    {
    case UOIS_GQL_SCALAR_UUID:
      return UOIS_VALUE_UUID;
    case UOIS_GQL_SCALAR_DATETIME:
      return UOIS_VALUE_DATETIME;
    case UOIS_GQL_SCALAR_DATE:
      return UOIS_VALUE_DATE;
    default:
      return UOIS_VALUE_NULL;
    }
}

/* ---- Enums ---- */

static char *
suggest_enum_value (const UoisGqlType *type, const char *input)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < type->values.length; i++)
    g_ptr_array_add (names, (gpointer) type->values.items[i]->name);
  return uois_gql_did_you_mean ("the enum value", input, names);
}

static gboolean
parse_enum_name (const UoisGqlType *type, const char *name, UoisValue *value, char **message)
{
  const UoisGqlEnumValue *enum_value = uois_gql_type_find_value (type, name);

  if (enum_value == NULL && message)
    {
      g_autofree char *suggestion = suggest_enum_value (type, name);

      *message = g_strdup_printf ("Value \"%s\" does not exist in \"%s\" enum.%s", name, type->name, suggestion);
    }
  if (enum_value)
    uois_value_borrow_text (value, enum_value->name, strlen (enum_value->name));
  return enum_value != NULL;
}

static gboolean
parse_enum_literal (
    const UoisGqlType *type, const UoisDocument *document, UoisNode node, UoisValue *value, char **message)
{
  if (uois_node_get_kind (document, node) == UOIS_NODE_ENUM_VALUE)
    return parse_enum_name (type, uois_node_get_text (document, node), value, message);

  if (message)
    {
      g_autofree char *found = uois_node_print (document, node);
      g_autofree char *suggestion = suggest_enum_value (type, found);

      *message = g_strdup_printf ("Enum \"%s\" cannot represent non-enum value: %s.%s", type->name, found, suggestion);
    }
  return FALSE;
}

/* ---- Literals ---- */

static gboolean
fail_literal (const UoisDocument *document, UoisNode node, const char *what, char **message)
{
  if (message)
    {
      g_autofree char *found = uois_node_print (document, node);

      *message = g_strconcat (what, found, NULL);
    }
  return FALSE;
}

static gboolean
parse_int_literal (const UoisDocument *document, UoisNode node, UoisValue *value, char **message)
{
  gint64 integer;

  if (uois_node_get_kind (document, node) != UOIS_NODE_INT_VALUE)
    return fail_literal (document, node, "Int cannot represent non-integer value: ", message);
  if (!uois_node_get_integer (document, node, &integer) || integer < G_MININT32 || integer > G_MAXINT32)
    return fail_literal (document, node, "Int cannot represent non 32-bit signed integer value: ", message);
  uois_value_set_integer (value, integer);
  return TRUE;
}

static gboolean
parse_float_literal (const char *what, const UoisDocument *document, UoisNode node, UoisValue *value, char **message)
{
  UoisNodeKind kind = uois_node_get_kind (document, node);
  double real = g_ascii_strtod (uois_node_get_text (document, node), NULL);

  if ((kind != UOIS_NODE_INT_VALUE && kind != UOIS_NODE_FLOAT_VALUE) || !isfinite (real))
    return fail_literal (document, node, what, message);
  uois_value_set_real (value, real);
  return TRUE;
}

static gboolean
parse_text_literal (const UoisGqlType *type,
                    const char *expected,
                    const UoisDocument *document,
                    UoisNode node,
                    UoisValue *value,
                    char **message)
{
  g_autoptr (GError) error = NULL;

  if (uois_node_get_kind (document, node) == UOIS_NODE_STRING_VALUE &&
      uois_value_parse (get_value_kind (type->scalar), uois_node_get_text (document, node),
                        uois_node_get_text_length (document, node), value, &error))
    return TRUE;

  if (message)
    {
      g_autofree char *found = uois_node_print (document, node);

      *message = error ?
                     g_strdup_printf ("Expected value of type \"%s\", found %s; %s", expected, found, error->message) :
                     g_strdup_printf ("Expected value of type \"%s\", found %s.", expected, found);
    }
  return FALSE;
}

gboolean
uois_gql_leaf_parse_literal (const UoisGqlType *type,
                             const char *expected,
                             const UoisDocument *document,
                             UoisNode node,
                             UoisValue *value,
                             char **message)
{
  UoisNodeKind kind = uois_node_get_kind (document, node);
  const char *text = uois_node_get_text (document, node);

  if (type->kind == UOIS_GQL_TYPE_ENUM)
    return parse_enum_literal (type, document, node, value, message);

  switch (type->scalar)
    {
    case UOIS_GQL_SCALAR_INT:
      return parse_int_literal (document, node, value, message);
    case UOIS_GQL_SCALAR_FLOAT:
      return parse_float_literal ("Float cannot represent non numeric value: ", document, node, value, message);
    case UOIS_GQL_SCALAR_TIMEDELTA:
      return parse_float_literal ("timedelta is a number of minutes and cannot be: ", document, node, value, message);
    case UOIS_GQL_SCALAR_STRING:
      if (kind != UOIS_NODE_STRING_VALUE)
        return fail_literal (document, node, "String cannot represent a non string value: ", message);
      break;
    case UOIS_GQL_SCALAR_ID:
      if (kind != UOIS_NODE_STRING_VALUE && kind != UOIS_NODE_INT_VALUE)
        return fail_literal (document, node, "ID cannot represent a non-string and non-integer value: ", message);
      break;
    case UOIS_GQL_SCALAR_BOOLEAN:
      if (kind != UOIS_NODE_BOOLEAN_VALUE)
        return fail_literal (document, node, "Boolean cannot represent a non boolean value: ", message);
      uois_value_set_boolean (value, uois_node_get_boolean (document, node));
      return TRUE;
    case UOIS_GQL_SCALAR_UUID:
    case UOIS_GQL_SCALAR_DATETIME:
    case UOIS_GQL_SCALAR_DATE:
      return parse_text_literal (type, expected, document, node, value, message);
    case UOIS_GQL_SCALAR_ANY:
    case UOIS_GQL_SCALAR_REPRESENTATION:
      break;
    }
  uois_value_borrow_text (value, text, uois_node_get_text_length (document, node));
  return TRUE;
}

/* ---- Variables ---- */

/* The fewest digits that read back as @real, without point; the number is 0.digits * 10^exponent. */
static int
get_digits (double real, char digits[UOIS_GQL_NUMBER_SIZE])
{
  char text[UOIS_GQL_NUMBER_SIZE];
  guint length = 0;
  char *end;

  for (int precision = 0; precision <= 16; precision++)
    {
      char format[] = "%.__e";

      g_snprintf (format, sizeof format, "%%.%02de", precision);
      g_ascii_formatd (text, sizeof text, format, real);
      if (g_ascii_strtod (text, NULL) == real)
        break;
    }
  for (end = text; *end != 'e'; end++)
    if (*end != '.')
      digits[length++] = *end;
  digits[length] = '\0';
  return (int) g_ascii_strtoll (end + 1, NULL, 10) + 1;
}

void
uois_gql_format_number (double real, char text[UOIS_GQL_NUMBER_SIZE])
{
  const char *sign = real < 0 ? "-" : "";
  char digits[UOIS_GQL_NUMBER_SIZE];
  int exponent;
  int length;

  if (!isfinite (real))
    {
      g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%s", sign, isnan (real) ? "NaN" : "Infinity");
      return;
    }
  exponent = get_digits (fabs (real), digits);
  length = strlen (digits);
  if (exponent > 21 || exponent < -5)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%c%s%se%+d", sign, digits[0], length > 1 ? "." : "", digits + 1,
                exponent - 1);
  else if (exponent <= 0)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s0.%.*s%s", sign, -exponent, "00000", digits);
  else if (exponent >= length)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%s%.*s", sign, digits, exponent - length, "000000000000000000000");
  else
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%.*s.%s", sign, exponent, digits, digits + exponent);
}

static void
inspect (json_object *json, guint depth, GString *text)
{
  char number[UOIS_GQL_NUMBER_SIZE];
  guint written = 0;

  switch (json_object_get_type (json))
    {
    case json_type_array:
      if (depth > INSPECTED_DEPTH && json_object_array_length (json) > 0)
        {
          g_string_append (text, "[Array]");
          return;
        }
      g_string_append_c (text, '[');
      for (gsize i = 0; i < json_object_array_length (json) && i < INSPECTED_ITEMS; i++)
        {
          g_string_append (text, i > 0 ? ", " : "");
          inspect (json_object_array_get_idx (json, i), depth + 1, text);
        }
      if (json_object_array_length (json) > INSPECTED_ITEMS)
        g_string_append_printf (text, ", ... %" G_GSIZE_FORMAT " more item%s",
                                json_object_array_length (json) - INSPECTED_ITEMS,
                                json_object_array_length (json) == INSPECTED_ITEMS + 1 ? "" : "s");
      g_string_append_c (text, ']');
      return;

    case json_type_object:
      if (depth > INSPECTED_DEPTH && json_object_object_length (json) > 0)
        {
          g_string_append (text, "[Object]");
          return;
        }
      g_string_append_c (text, '{');
      json_object_object_foreach (json, name, member)
      {
        g_string_append_printf (text, "%s%s: ", written++ > 0 ? ", " : " ", name);
        inspect (member, depth + 1, text);
      }
      g_string_append (text, written > 0 ? " }" : "}");
      return;

    case json_type_double:
      uois_gql_format_number (json_object_get_double (json), number);
      g_string_append (text, number);
      return;

    default:
      g_string_append (text, json_object_to_json_string_ext (json, JSON_C_TO_STRING_NOSLASHESCAPE));
    }
}

char *
uois_gql_inspect_json (json_object *json)
{
  GString *text = g_string_new (NULL);

  inspect (json, 1, text);
  return g_string_free (text, FALSE);
}

static gboolean
fail_json (json_object *json, const char *what, char **message)
{
  g_autofree char *found = uois_gql_inspect_json (json);

  *message = g_strconcat (what, found, NULL);
  return FALSE;
}

static gboolean
is_number (json_object *json)
{
  return json_object_is_type (json, json_type_int) || json_object_is_type (json, json_type_double);
}

static gboolean
parse_int_json (json_object *json, UoisValue *value, char **message)
{
  double real = json_object_get_double (json);

  if (!is_number (json) || real != floor (real))
    return fail_json (json, "Int cannot represent non-integer value: ", message);
  if (real < G_MININT32 || real > G_MAXINT32)
    return fail_json (json, "Int cannot represent non 32-bit signed integer value: ", message);
  uois_value_set_integer (value, real);
  return TRUE;
}

static gboolean
parse_float_json (const char *what, json_object *json, UoisValue *value, char **message)
{
  if (!is_number (json) || !isfinite (json_object_get_double (json)))
    return fail_json (json, what, message);
  uois_value_set_real (value, json_object_get_double (json));
  return TRUE;
}

static void
borrow_json_string (json_object *json, UoisValue *value)
{
  uois_value_borrow_text (value, json_object_get_string (json), json_object_get_string_len (json));
}

static gboolean
parse_id_json (UoisArena *arena, json_object *json, UoisValue *value, char **message)
{
  double real = json_object_get_double (json);
  char *text;

  if (json_object_is_type (json, json_type_string))
    {
      borrow_json_string (json, value);
      return TRUE;
    }
  if (!is_number (json) || !isfinite (real) || real != floor (real))
    return fail_json (json, "ID cannot represent value: ", message);

  text = uois_arena_allocate (arena, UOIS_GQL_NUMBER_SIZE);
  if (json_object_is_type (json, json_type_int))
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%" G_GINT64_FORMAT, json_object_get_int64 (json));
  else
    uois_gql_format_number (real, text);
  uois_value_borrow_text (value, text, strlen (text));
  return TRUE;
}

static gboolean
parse_text_json (const UoisGqlType *type, json_object *json, UoisValue *value, char **message)
{
  g_autoptr (GError) error = NULL;

  if (json_object_is_type (json, json_type_string) &&
      uois_value_parse (get_value_kind (type->scalar), json_object_get_string (json), json_object_get_string_len (json),
                        value, &error))
    return TRUE;
  *message = error ? g_strdup_printf ("Expected type \"%s\". %s", type->name, error->message) :
                     g_strdup_printf ("Expected type \"%s\".", type->name);
  return FALSE;
}

static gboolean
parse_enum_json (const UoisGqlType *type, json_object *json, UoisValue *value, char **message)
{
  g_autofree char *found = NULL;
  g_autofree char *suggestion = NULL;

  if (json_object_is_type (json, json_type_string))
    return parse_enum_name (type, json_object_get_string (json), value, message);

  found = uois_gql_inspect_json (json);
  suggestion = suggest_enum_value (type, found);
  *message = g_strdup_printf ("Enum \"%s\" cannot represent non-string value: %s.%s", type->name, found, suggestion);
  return FALSE;
}

gboolean
uois_gql_leaf_parse_json (
    const UoisGqlType *type, UoisArena *arena, json_object *json, UoisValue *value, char **message)
{
  if (type->kind == UOIS_GQL_TYPE_ENUM)
    return parse_enum_json (type, json, value, message);

  switch (type->scalar)
    {
    case UOIS_GQL_SCALAR_INT:
      return parse_int_json (json, value, message);
    case UOIS_GQL_SCALAR_FLOAT:
      return parse_float_json ("Float cannot represent non numeric value: ", json, value, message);
    case UOIS_GQL_SCALAR_TIMEDELTA:
      return parse_float_json ("timedelta is a number of minutes and cannot be: ", json, value, message);
    case UOIS_GQL_SCALAR_STRING:
      if (!json_object_is_type (json, json_type_string))
        return fail_json (json, "String cannot represent a non string value: ", message);
      break;
    case UOIS_GQL_SCALAR_ID:
      return parse_id_json (arena, json, value, message);
    case UOIS_GQL_SCALAR_BOOLEAN:
      if (!json_object_is_type (json, json_type_boolean))
        return fail_json (json, "Boolean cannot represent a non boolean value: ", message);
      uois_value_set_boolean (value, json_object_get_boolean (json));
      return TRUE;
    case UOIS_GQL_SCALAR_UUID:
    case UOIS_GQL_SCALAR_DATETIME:
    case UOIS_GQL_SCALAR_DATE:
      return parse_text_json (type, json, value, message);
    case UOIS_GQL_SCALAR_ANY:
    case UOIS_GQL_SCALAR_REPRESENTATION:
      break;
    }
  borrow_json_string (json, value);
  return TRUE;
}
