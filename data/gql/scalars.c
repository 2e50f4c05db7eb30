/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/scalars.h"

#include "gql/inspect.h"
#include "gql/suggestion-list.h"
#include "language/printer.h"

#include <math.h>
#include <string.h>

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

static gboolean
fail_json (const UoisGqlJson *json, const char *what, char **message)
{
  g_autofree char *found = uois_gql_json_inspect (json);

  *message = g_strconcat (what, found, NULL);
  return FALSE;
}

static gboolean
parse_int_json (const UoisGqlJson *json, UoisValue *value, char **message)
{
  double real = json->kind == UOIS_GQL_JSON_NUMBER ? uois_gql_json_get_real (json) : NAN;

  if (real != floor (real))
    return fail_json (json, "Int cannot represent non-integer value: ", message);
  if (real < G_MININT32 || real > G_MAXINT32)
    return fail_json (json, "Int cannot represent non 32-bit signed integer value: ", message);
  uois_value_set_integer (value, real);
  return TRUE;
}

static gboolean
parse_float_json (const char *what, const UoisGqlJson *json, UoisValue *value, char **message)
{
  double real = json->kind == UOIS_GQL_JSON_NUMBER ? uois_gql_json_get_real (json) : NAN;

  if (!isfinite (real))
    return fail_json (json, what, message);
  uois_value_set_real (value, real);
  return TRUE;
}

static void
borrow_json_string (const UoisGqlJson *json, UoisValue *value)
{
  uois_value_borrow_text (value, json->string, json->length);
}

/* A number in the text that it has in JavaScript, except that integers of 64 bits keep their digits. */
static gboolean
parse_id_json (UoisArena *arena, const UoisGqlJson *json, UoisValue *value, char **message)
{
  gint64 integer;
  double real;
  char *text;

  if (json->kind == UOIS_GQL_JSON_STRING)
    {
      borrow_json_string (json, value);
      return TRUE;
    }
  real = json->kind == UOIS_GQL_JSON_NUMBER ? uois_gql_json_get_real (json) : NAN;
  if (!isfinite (real) || real != floor (real))
    return fail_json (json, "ID cannot represent value: ", message);

  text = uois_arena_allocate (arena, UOIS_GQL_NUMBER_SIZE);
  if (uois_gql_json_get_integer (json, &integer))
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%" G_GINT64_FORMAT, integer);
  else
    uois_gql_format_number (real, text);
  uois_value_borrow_text (value, text, strlen (text));
  return TRUE;
}

static gboolean
parse_text_json (const UoisGqlType *type, const UoisGqlJson *json, UoisValue *value, char **message)
{
  g_autoptr (GError) error = NULL;

  if (json->kind == UOIS_GQL_JSON_STRING &&
      uois_value_parse (get_value_kind (type->scalar), json->string, json->length, value, &error))
    return TRUE;
  *message = error ? g_strdup_printf ("Expected type \"%s\". %s", type->name, error->message) :
                     g_strdup_printf ("Expected type \"%s\".", type->name);
  return FALSE;
}

static gboolean
parse_enum_json (const UoisGqlType *type, const UoisGqlJson *json, UoisValue *value, char **message)
{
  g_autofree char *found = NULL;
  g_autofree char *suggestion = NULL;

  /* No enum value has the empty name, which stands for one with a zero in it. */
  if (json->kind == UOIS_GQL_JSON_STRING)
    return parse_enum_name (type, strlen (json->string) == json->length ? json->string : "", value, message);

  found = uois_gql_json_inspect (json);
  suggestion = suggest_enum_value (type, found);
  *message = g_strdup_printf ("Enum \"%s\" cannot represent non-string value: %s.%s", type->name, found, suggestion);
  return FALSE;
}

gboolean
uois_gql_leaf_parse_json (
    const UoisGqlType *type, UoisArena *arena, const UoisGqlJson *json, UoisValue *value, char **message)
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
      if (json->kind != UOIS_GQL_JSON_STRING)
        return fail_json (json, "String cannot represent a non string value: ", message);
      break;
    case UOIS_GQL_SCALAR_ID:
      return parse_id_json (arena, json, value, message);
    case UOIS_GQL_SCALAR_BOOLEAN:
      if (json->kind != UOIS_GQL_JSON_BOOLEAN)
        return fail_json (json, "Boolean cannot represent a non boolean value: ", message);
      uois_value_set_boolean (value, json->source[0] == 't');
      return TRUE;
    case UOIS_GQL_SCALAR_UUID:
    case UOIS_GQL_SCALAR_DATETIME:
    case UOIS_GQL_SCALAR_DATE:
      return parse_text_json (type, json, value, message);
    case UOIS_GQL_SCALAR_ANY:
    case UOIS_GQL_SCALAR_REPRESENTATION:
      break;
    }
  if (json->kind == UOIS_GQL_JSON_STRING)
    borrow_json_string (json, value);
  else
    uois_value_borrow_text (value, json->source, json->source_length);
  return TRUE;
}
