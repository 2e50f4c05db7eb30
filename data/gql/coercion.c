/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/coercion.h"

#include "gql/representation.h"
#include "gql/scalars.h"
#include "language/printer.h"

/* Exactly one field, and that not null. */
static gboolean
fulfils_one_of (const UoisGqlValue *object)
{
  guint given = 0;

  for (guint i = 0; i < object->length; i++)
    if (object->items[i])
      {
        given++;
        if (object->items[i]->kind == UOIS_GQL_VALUE_NULL)
          return FALSE;
      }
  return given == 1;
}

/* ---- Literals ---- */

static gboolean
is_missing_variable (const UoisDocument *document, UoisNode node, const UoisGqlVariables *variables)
{
  return uois_node_get_kind (document, node) == UOIS_NODE_VARIABLE &&
         uois_gql_variables_find (variables, uois_node_get_text (document, node)) == NULL;
}

static const UoisGqlValue *
coerce_list_literal (UoisArena *arena,
                     const UoisDocument *document,
                     UoisNode node,
                     const UoisGqlType *item_type,
                     const UoisGqlVariables *variables)
{
  UoisGqlValue *list;
  guint length = 0;

  UOIS_NODE_FOREACH (document, node, item)
  length++;
  list = uois_gql_value_new (arena, UOIS_GQL_VALUE_LIST, length);
  length = 0;
  UOIS_NODE_FOREACH (document, node, item)
  {
    const UoisGqlValue *value = uois_gql_coerce_literal (arena, document, item, item_type, variables);

    /* A missing variable is null in a list that may hold that. */
    if (value == NULL && item_type->kind != UOIS_GQL_TYPE_NON_NULL && is_missing_variable (document, item, variables))
      value = &uois_gql_null;
    if (value == NULL)
      return NULL;
    list->items[length++] = value;
  }
  return list;
}

static const UoisGqlValue *
coerce_object_literal (UoisArena *arena,
                       const UoisDocument *document,
                       UoisNode node,
                       const UoisGqlType *type,
                       const UoisGqlVariables *variables)
{
  UoisGqlValue *object;

  if (uois_node_get_kind (document, node) != UOIS_NODE_OBJECT_VALUE)
    return NULL;

  object = uois_gql_value_new (arena, UOIS_GQL_VALUE_OBJECT, type->input_fields.length);
  UOIS_NODE_FOREACH (document, node, field_node)
  {
    const UoisGqlInputValue *field = uois_gql_type_find_input_field (type, uois_node_get_text (document, field_node));
    UoisNode value_node = uois_node_get_value (document, field_node);

    if (field == NULL)
      return NULL;
    if (is_missing_variable (document, value_node, variables))
      continue;
    object->items[field->index] = uois_gql_coerce_literal (arena, document, value_node, field->type, variables);
    if (object->items[field->index] == NULL)
      return NULL;
  }
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];

      if (object->items[i])
        continue;
      object->items[i] = field->default_value;
      if (field->default_value == NULL && field->type->kind == UOIS_GQL_TYPE_NON_NULL)
        return NULL;
    }
  return !type->one_of || fulfils_one_of (object) ? object : NULL;
}

const UoisGqlValue *
uois_gql_coerce_literal (UoisArena *arena,
                         const UoisDocument *document,
                         UoisNode node,
                         const UoisGqlType *type,
                         const UoisGqlVariables *variables)
{
  UoisNodeKind kind = uois_node_get_kind (document, node);
  UoisValue scalar = UOIS_VALUE_INIT;
  UoisGqlValue *value;

  /* The value of a variable has been coerced to the variable's type, which validation has compared with this one. */
  if (kind == UOIS_NODE_VARIABLE)
    {
      const UoisGqlValue *variable = uois_gql_variables_find (variables, uois_node_get_text (document, node));

      return variable && variable->kind == UOIS_GQL_VALUE_NULL && type->kind == UOIS_GQL_TYPE_NON_NULL ? NULL :
                                                                                                         variable;
    }
  if (kind == UOIS_NODE_NULL_VALUE)
    return type->kind == UOIS_GQL_TYPE_NON_NULL ? NULL : &uois_gql_null;

  type = uois_gql_type_get_nullable (type);
  if (type->kind == UOIS_GQL_TYPE_LIST)
    return kind == UOIS_NODE_LIST_VALUE ?
               coerce_list_literal (arena, document, node, type->of, variables) :
               uois_gql_value_new_list_of_one (arena,
                                               uois_gql_coerce_literal (arena, document, node, type->of, variables));
  if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
    return coerce_object_literal (arena, document, node, type, variables);
  if (type->scalar == UOIS_GQL_SCALAR_REPRESENTATION)
    return uois_gql_representation_from_literal (arena, document, node, variables);

  if (!uois_gql_leaf_parse_literal (type, type->text, document, node, &scalar, NULL))
    return NULL;
  value = uois_gql_value_new (arena, UOIS_GQL_VALUE_SCALAR, 0);
  value->scalar = scalar;
  return value;
}

/* ---- Arguments ---- */

static gboolean
fail_argument (UoisNode *where, UoisNode node, char **message, char *text)
{
  *where = node;
  *message = text;
  return FALSE;
}

static gboolean
coerce_argument (UoisArena *arena,
                 const UoisDocument *document,
                 UoisNode node,
                 const UoisGqlInputValue *definition,
                 const UoisGqlVariables *variables,
                 const UoisGqlValue **value,
                 UoisNode *where,
                 char **message)
{
  UoisNode argument = uois_node_find_argument (document, node, definition->name);
  UoisNode literal = uois_node_get_value (document, argument);
  gboolean is_missing = argument != 0 && is_missing_variable (document, literal, variables);
  g_autofree char *printed = NULL;

  *value = definition->default_value;
  if (argument == 0 || is_missing)
    {
      if (*value || definition->type->kind != UOIS_GQL_TYPE_NON_NULL)
        return TRUE;
      if (argument == 0)
        return fail_argument (where, node, message,
                              g_strdup_printf ("Argument \"%s\" of required type \"%s\" was not provided.",
                                               definition->name, definition->type->text));
      return fail_argument (where, literal, message,
                            g_strdup_printf ("Argument \"%s\" of required type \"%s\" was provided the variable "
                                             "\"$%s\" which was not provided a runtime value.",
                                             definition->name, definition->type->text,
                                             uois_node_get_text (document, literal)));
    }

  *value = uois_gql_coerce_literal (arena, document, literal, definition->type, variables);
  if (*value)
    return TRUE;
  if (definition->type->kind == UOIS_GQL_TYPE_NON_NULL &&
      uois_gql_coerce_literal (arena, document, literal, definition->type->of, variables) == &uois_gql_null)
    return fail_argument (where, literal, message,
                          g_strdup_printf ("Argument \"%s\" of non-null type \"%s\" must not be null.",
                                           definition->name, definition->type->text));
  printed = uois_node_print (document, literal);
  return fail_argument (where, literal, message,
                        g_strdup_printf ("Argument \"%s\" has invalid value %s.", definition->name, printed));
}

gboolean
uois_gql_coerce_arguments (UoisArena *arena,
                           const UoisDocument *document,
                           UoisNode node,
                           const UoisGqlInputValue *const *definitions,
                           guint n_definitions,
                           const UoisGqlVariables *variables,
                           const UoisGqlValue **values,
                           UoisNode *where,
                           char **message)
{
  for (guint i = 0; i < n_definitions; i++)
    if (!coerce_argument (arena, document, node, definitions[i], variables, &values[i], where, message))
      return FALSE;
  return TRUE;
}

gboolean
uois_gql_uses_variables (const UoisDocument *document, UoisNode node)
{
  if (uois_node_get_kind (document, node) == UOIS_NODE_VARIABLE)
    return TRUE;
  UOIS_NODE_FOREACH (document, node, child)
  {
    UoisNodeKind kind = uois_node_get_kind (document, child);

    if ((kind == UOIS_NODE_ARGUMENT || kind == UOIS_NODE_OBJECT_FIELD || uois_node_kind_is_value (kind)) &&
        uois_gql_uses_variables (document, child))
      return TRUE;
  }
  return FALSE;
}
