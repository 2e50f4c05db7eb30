/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.8.5. */
static GHashTable *
list_definitions (UoisGqlValidation *validation, UoisNode operation)
{
  GHashTable *definitions = g_hash_table_new (g_str_hash, g_str_equal);

  UOIS_NODE_FOREACH_KIND (validation->document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  g_hash_table_insert (definitions, (gpointer) uois_node_get_text (validation->document, node),
                       GUINT_TO_POINTER (node));
  return definitions;
}

/* A nullable variable may stand where null is not allowed if one of the two has a default. */
static gboolean
is_allowed (UoisGqlValidation *validation,
            UoisNode definition,
            const UoisGqlType *type,
            const UoisGqlVariableUsage *usage)
{
  UoisNode default_node = uois_node_get_value (validation->document, definition);
  gboolean has_default =
      default_node != 0 && uois_node_get_kind (validation->document, default_node) != UOIS_NODE_NULL_VALUE;

  if (usage->type->kind != UOIS_GQL_TYPE_NON_NULL || type->kind == UOIS_GQL_TYPE_NON_NULL)
    return uois_gql_type_is_sub_type (type, usage->type);
  return (has_default || usage->has_default) && uois_gql_type_is_sub_type (type, usage->type->of);
}

static void
check_usage (UoisGqlValidation *validation, UoisNode definition, const UoisGqlVariableUsage *usage)
{
  const UoisDocument *document = validation->document;
  const UoisGqlType *type = uois_gql_schema_resolve_type (validation->schema, &validation->arena, document,
                                                          uois_node_get_type (document, definition));
  const UoisGqlType *parent_type = usage->parent_type ? uois_gql_type_get_nullable (usage->parent_type) : NULL;
  const char *name = uois_node_get_text (document, usage->node);
  UoisNode nodes[2] = { definition, usage->node };

  if (type == NULL || usage->type == NULL)
    return;
  if (!is_allowed (validation, definition, type, usage))
    uois_gql_validation_report (
        validation, nodes, 2,
        g_strdup_printf ("Variable \"$%s\" of type \"%s\" used in position expecting type \"%s\".", name, type->text,
                         usage->type->text));
  if (parent_type && parent_type->one_of && type->kind != UOIS_GQL_TYPE_NON_NULL)
    uois_gql_validation_report (
        validation, nodes, 2,
        g_strdup_printf (
            "Variable \"$%s\" is of type \"%s\" but must be non-nullable to be used for OneOf Input Object \"%s\".",
            name, type->text, parent_type->text));
}

static void
leave_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  g_autoptr (GHashTable) definitions = list_definitions (validation, node);
  g_autoptr (GPtrArray) usages = uois_gql_validation_list_usages (validation, node);

  for (guint i = 0; i < usages->len; i++)
    {
      const UoisGqlVariableUsage *usage = usages->pdata[i];
      UoisNode definition =
          GPOINTER_TO_UINT (g_hash_table_lookup (definitions, uois_node_get_text (validation->document, usage->node)));

      if (definition != 0)
        check_usage (validation, definition, usage);
    }
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, NULL, leave_operation },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_variables_in_allowed_position_rule = { "VariablesInAllowedPositionRule", visitors };
