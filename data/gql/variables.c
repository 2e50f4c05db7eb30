/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/variables.h"

#include "gql/coercion.h"
#include "gql/json-value.h"
#include "gql/representation.h"
#include "gql/scalars.h"
#include "gql/suggestion-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One variable's value on its way through the types. */
typedef struct
{
  UoisArena *arena;
  const UoisDocument *document;
  UoisNode definition;
  guint list_limit;
  UoisGqlErrors *errors;
} VariableCoercion;

const UoisGqlValue *
uois_gql_variables_find (const UoisGqlVariables *variables, const char *name)
{
  if (variables == NULL)
    return NULL;
  for (guint i = 0; i < variables->length; i++)
    if (strcmp (variables->names[i], name) == 0)
      return variables->values[i];
  return NULL;
}

static void
append_path (GString *text, const UoisGqlPath *path)
{
  if (path->above)
    append_path (text, path->above);
  if (path->name)
    g_string_append_printf (text, "%s%s", path->above ? "." : "", path->name);
  else
    g_string_append_printf (text, "[%u]", path->index);
}

static const UoisGqlValue *
coerce_json (VariableCoercion *coercion, const UoisGqlJson *json, const UoisGqlType *type, const UoisGqlPath *path);

/* Always NULL. */
static const UoisGqlValue *
fail_variable (VariableCoercion *coercion, const UoisGqlJson *json, const UoisGqlPath *path, char *reason)
{
  g_autofree char *found = uois_gql_json_inspect (json);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "Variable \"$%s\" got invalid value %s",
                          uois_node_get_text (coercion->document, coercion->definition), found);
  if (path->above)
    {
      g_string_append (text, " at \"");
      append_path (text, path);
      g_string_append_c (text, '"');
    }
  g_string_append_printf (text, "; %s", reason);
  g_free (reason);
  uois_gql_errors_add (coercion->errors, coercion->document, &coercion->definition, 1, NULL,
                       g_strndup (text->str, text->len));
  return NULL;
}

static const UoisGqlValue *
coerce_json_list (VariableCoercion *coercion,
                  const UoisGqlJson *json,
                  const UoisGqlType *item_type,
                  const UoisGqlPath *path)
{
  const UoisGqlJson *item = json->first;
  gboolean valid = TRUE;
  UoisGqlValue *list;

  if (json->length > coercion->list_limit)
    return fail_variable (coercion, json, path,
                          g_strdup_printf ("A list can have at most %u items.", coercion->list_limit));

  list = uois_gql_value_new (coercion->arena, UOIS_GQL_VALUE_LIST, json->length);
  for (guint i = 0; i < json->length; i++, item = item->next)
    {
      UoisGqlPath item_path = { .above = path, .index = i };

      list->items[i] = coerce_json (coercion, item, item_type, &item_path);
      valid = valid && list->items[i];
    }
  return valid ? list : NULL;
}

static void
fail_unknown_field (VariableCoercion *coercion,
                    const UoisGqlJson *json,
                    const UoisGqlType *type,
                    const char *name,
                    const UoisGqlPath *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; i < type->input_fields.length; i++)
    g_ptr_array_add (names, (gpointer) type->input_fields.items[i]->name);
  suggestion = uois_gql_did_you_mean (NULL, name, names);
  fail_variable (coercion, json, path,
                 g_strdup_printf ("Field \"%s\" is not defined by type \"%s\".%s", name, type->name, suggestion));
}

static gboolean
check_unknown_fields (VariableCoercion *coercion,
                      const UoisGqlJson *json,
                      const UoisGqlType *type,
                      const UoisGqlPath *path)
{
  gboolean valid = TRUE;

  for (const UoisGqlJson *member = json->first; member != NULL; member = member->next)
    {
      g_autofree char *name = g_strndup (member->name, member->name_length);

      if (uois_gql_type_find_input_field (type, name))
        continue;
      fail_unknown_field (coercion, json, type, name, path);
      valid = FALSE;
    }
  return valid;
}

/* Says both what is wrong with the number of fields and, as the reference does, that the first one is null. */
static gboolean
check_one_of (VariableCoercion *coercion, const UoisGqlJson *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  const UoisGqlInputValue *first = NULL;
  const UoisGqlJson *first_value = NULL;
  gboolean valid = TRUE;
  guint given = 0;

  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlJson *member = uois_gql_json_get_member (json, type->input_fields.items[i]->name);

      if (member && given++ == 0)
        {
          first = type->input_fields.items[i];
          first_value = member;
        }
    }
  if (given != 1)
    {
      fail_variable (coercion, json, path,
                     g_strdup_printf ("Exactly one key must be specified for OneOf type \"%s\".", type->name));
      valid = FALSE;
    }
  if (first && first_value->kind == UOIS_GQL_JSON_NULL)
    {
      UoisGqlPath field_path = { .above = path, .name = first->name };

      fail_variable (coercion, first_value, &field_path,
                     g_strdup_printf ("Field \"%s\" must be non-null.", first->name));
      valid = FALSE;
    }
  return valid;
}

static const UoisGqlValue *
coerce_json_object (VariableCoercion *coercion,
                    const UoisGqlJson *json,
                    const UoisGqlType *type,
                    const UoisGqlPath *path)
{
  UoisGqlValue *object = uois_gql_value_new (coercion->arena, UOIS_GQL_VALUE_OBJECT, type->input_fields.length);
  gboolean valid = TRUE;

  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];
      UoisGqlPath field_path = { .above = path, .name = field->name };
      const UoisGqlJson *member = uois_gql_json_get_member (json, field->name);

      if (member)
        {
          object->items[i] = coerce_json (coercion, member, field->type, &field_path);
          valid = valid && object->items[i];
        }
      else if (field->default_value == NULL && field->type->kind == UOIS_GQL_TYPE_NON_NULL)
        {
          fail_variable (coercion, json, path,
                         g_strdup_printf ("Field \"%s\" of required type \"%s\" was not provided.", field->name,
                                          field->type->text));
          valid = FALSE;
        }
      else
        object->items[i] = field->default_value;
    }
  if (!check_unknown_fields (coercion, json, type, path))
    valid = FALSE;
  if (type->one_of && !check_one_of (coercion, json, type, path))
    valid = FALSE;
  return valid ? object : NULL;
}

static const UoisGqlValue *
coerce_json (VariableCoercion *coercion, const UoisGqlJson *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  UoisValue scalar = UOIS_VALUE_INIT;
  char *message = NULL;
  UoisGqlValue *value;

  if (json->kind == UOIS_GQL_JSON_NULL)
    return type->kind == UOIS_GQL_TYPE_NON_NULL ?
               fail_variable (coercion, json, path,
                              g_strdup_printf ("Expected non-nullable type \"%s\" not to be null.", type->text)) :
               &uois_gql_null;

  type = uois_gql_type_get_nullable (type);
  if (type->kind == UOIS_GQL_TYPE_LIST)
    return json->kind == UOIS_GQL_JSON_ARRAY ?
               coerce_json_list (coercion, json, type->of, path) :
               uois_gql_value_new_list_of_one (coercion->arena, coerce_json (coercion, json, type->of, path));
  if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
    return json->kind == UOIS_GQL_JSON_OBJECT ?
               coerce_json_object (coercion, json, type, path) :
               fail_variable (coercion, json, path,
                              g_strdup_printf ("Expected type \"%s\" to be an object.", type->name));
  if (type->scalar == UOIS_GQL_SCALAR_REPRESENTATION)
    return uois_gql_representation_from_json (coercion->arena, json);

  if (!uois_gql_leaf_parse_json (type, coercion->arena, json, &scalar, &message))
    return fail_variable (coercion, json, path, message);
  value = uois_gql_value_new (coercion->arena, UOIS_GQL_VALUE_SCALAR, 0);
  value->scalar = scalar;
  return value;
}

/* FALSE, with an error, if the text is neither a JSON object nor null; of null, there are no variables. */
static gboolean
parse_variables (
    UoisArena *arena, const char *text, const UoisGqlLimits *limits, const UoisGqlJson **json, UoisGqlErrors *errors)
{
  g_autoptr (GError) error = NULL;

  *json = uois_gql_json_parse (arena, text, limits->variables_depth, &error);
  if (*json && (*json)->kind == UOIS_GQL_JSON_NULL)
    *json = NULL;
  if (error)
    uois_gql_errors_add_request (errors, g_strdup_printf (_ ("The variables are not valid JSON: %s."), error->message));
  else if (*json && (*json)->kind != UOIS_GQL_JSON_OBJECT)
    uois_gql_errors_add_request (errors, g_strdup (_ ("The variables must be a JSON object.")));
  else
    return TRUE;
  return FALSE;
}

static void
coerce_variable (VariableCoercion *coercion,
                 const UoisGqlType *type,
                 const UoisGqlJson *json,
                 const UoisGqlValue **value)
{
  const char *name = uois_node_get_text (coercion->document, coercion->definition);
  UoisNode default_node = uois_node_get_value (coercion->document, coercion->definition);
  UoisGqlPath path = { .name = name };
  const UoisGqlJson *member = json ? uois_gql_json_get_member (json, name) : NULL;
  gboolean is_null = member && member->kind == UOIS_GQL_JSON_NULL;
  char *message = NULL;

  if (member == NULL && default_node != 0)
    *value = uois_gql_coerce_literal (coercion->arena, coercion->document, default_node, type, NULL);
  else if (member == NULL && type->kind == UOIS_GQL_TYPE_NON_NULL)
    message = g_strdup_printf ("Variable \"$%s\" of required type \"%s\" was not provided.", name, type->text);
  else if (is_null && type->kind == UOIS_GQL_TYPE_NON_NULL)
    message = g_strdup_printf ("Variable \"$%s\" of non-null type \"%s\" must not be null.", name, type->text);
  else if (member)
    *value = coerce_json (coercion, member, type, &path);

  if (message)
    uois_gql_errors_add (coercion->errors, coercion->document, &coercion->definition, 1, NULL, message);
}

gboolean
uois_gql_coerce_variables (const UoisGqlSchema *schema,
                           UoisArena *arena,
                           const UoisDocument *document,
                           UoisNode operation,
                           const char *text,
                           const UoisGqlLimits *limits,
                           UoisGqlVariables *variables,
                           UoisGqlErrors *errors)
{
  VariableCoercion coercion = {
    .arena = arena, .document = document, .list_limit = limits->list_items, .errors = errors
  };
  const UoisGqlJson *json = NULL;
  guint n_errors = uois_gql_errors_get_length (errors);
  guint length = 0;

  *variables = (UoisGqlVariables){ 0 };
  UOIS_NODE_FOREACH_KIND (document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  length++;
  if (text && !parse_variables (arena, text, limits, &json, errors))
    return FALSE;
  if (length == 0)
    return TRUE;

  variables->names = uois_arena_allocate (arena, length * sizeof (gpointer));
  variables->values = uois_arena_allocate (arena, length * sizeof (gpointer));
  UOIS_NODE_FOREACH_KIND (document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  {
    const UoisGqlType *type =
        uois_gql_schema_resolve_type (schema, arena, document, uois_node_get_type (document, node));

    coercion.definition = node;
    variables->names[variables->length] = uois_node_get_text (document, node);
    coerce_variable (&coercion, type, json, &variables->values[variables->length]);
    variables->length++;
  }
  return uois_gql_errors_get_length (errors) == n_errors;
}
