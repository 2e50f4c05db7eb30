/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

#include "gql/scalars.h"
#include "language/printer.h"

/* Sections 5.6.1, 5.6.2 and 5.6.4. */
static void
report_expected (UoisGqlValidation *validation, UoisNode node, const UoisGqlType *type)
{
  g_autofree char *found = uois_node_print (validation->document, node);

  uois_gql_validation_report_node (validation, node,
                                   g_strdup_printf ("Expected value of type \"%s\", found %s.", type->text, found));
}

/* A literal that is a value by itself. */
static gboolean
enter_leaf (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (&validation->info);
  UoisValue value = UOIS_VALUE_INIT;
  char *message = NULL;

  if (type == NULL)
    return TRUE;
  if (!uois_gql_type_is_leaf (type->named))
    report_expected (validation, node, type);
  else if (!uois_gql_leaf_parse_literal (type->named, type->text, validation->document, node, &value, &message))
    uois_gql_validation_report_node (validation, node, message);
  return TRUE;
}

static gboolean
enter_null (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (&validation->info);

  if (type && type->kind == UOIS_GQL_TYPE_NON_NULL)
    report_expected (validation, node, type);
  return TRUE;
}

/* Inside the list the input type is that of its items. */
static gboolean
enter_list (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_parent_input_type (&validation->info);

  if (type && uois_gql_type_get_nullable (type)->kind == UOIS_GQL_TYPE_LIST)
    return TRUE;
  enter_leaf (validation, node, state);
  return FALSE;
}

static void
check_one_of (UoisGqlValidation *validation, UoisNode node, const UoisGqlType *type)
{
  const UoisDocument *document = validation->document;
  UoisNode field = uois_node_get_first_child (document, node);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  UOIS_NODE_FOREACH (document, node, child)
  g_hash_table_add (names, (gpointer) uois_node_get_text (document, child));
  if (g_hash_table_size (names) != 1)
    uois_gql_validation_report_node (
        validation, node, g_strdup_printf ("OneOf Input Object \"%s\" must specify exactly one key.", type->name));
  else if (uois_node_get_kind (document, uois_node_get_value (document, field)) == UOIS_NODE_NULL_VALUE)
    uois_gql_validation_report_node (
        validation, node,
        g_strdup_printf ("Field \"%s.%s\" must be non-null.", type->name, uois_node_get_text (document, field)));
}

static gboolean
enter_object (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (&validation->info);

  if (type == NULL || type->named->kind != UOIS_GQL_TYPE_INPUT_OBJECT)
    {
      enter_leaf (validation, node, state);
      return FALSE;
    }

  type = type->named;
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];

      if (uois_gql_input_value_is_required (field) &&
          uois_node_find_argument (validation->document, node, field->name) == 0)
        uois_gql_validation_report_node (validation, node,
                                         g_strdup_printf ("Field \"%s.%s\" of required type \"%s\" was not provided.",
                                                          type->name, field->name, field->type->text));
    }
  if (type->one_of)
    check_one_of (validation, node, type);
  return TRUE;
}

static gboolean
enter_object_field (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (&validation->info);
  const UoisGqlType *parent_type = uois_gql_type_info_get_parent_input_type (&validation->info);
  const char *name = uois_node_get_text (validation->document, node);
  g_autofree char *suggestion = NULL;

  if (type || parent_type == NULL || parent_type->named->kind != UOIS_GQL_TYPE_INPUT_OBJECT)
    return TRUE;
  parent_type = parent_type->named;
  suggestion = uois_gql_suggest_argument (parent_type->input_fields.items, parent_type->input_fields.length, name);
  uois_gql_validation_report_node (
      validation, node,
      g_strdup_printf ("Field \"%s\" is not defined by type \"%s\".%s", name, parent_type->name, suggestion));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_LIST_VALUE, enter_list, NULL },     { UOIS_NODE_OBJECT_VALUE, enter_object, NULL },
  { UOIS_NODE_OBJECT_FIELD, enter_object_field }, { UOIS_NODE_NULL_VALUE, enter_null, NULL },
  { UOIS_NODE_ENUM_VALUE, enter_leaf, NULL },     { UOIS_NODE_INT_VALUE, enter_leaf, NULL },
  { UOIS_NODE_FLOAT_VALUE, enter_leaf, NULL },    { UOIS_NODE_STRING_VALUE, enter_leaf, NULL },
  { UOIS_NODE_BOOLEAN_VALUE, enter_leaf, NULL },  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_values_of_correct_type_rule = { "ValuesOfCorrectTypeRule", visitors };
