/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.8.3. */
static GHashTable *
list_defined (UoisGqlValidation *validation, UoisNode operation)
{
  GHashTable *defined = g_hash_table_new (g_str_hash, g_str_equal);

  UOIS_NODE_FOREACH_KIND (validation->document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  g_hash_table_add (defined, (gpointer) uois_node_get_text (validation->document, node));
  return defined;
}

static void
leave_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GHashTable) defined = list_defined (validation, node);
  g_autoptr (GPtrArray) usages = uois_gql_validation_list_usages (validation, node);
  const char *operation = uois_node_get_text (document, node);

  for (guint i = 0; i < usages->len; i++)
    {
      const UoisGqlVariableUsage *usage = usages->pdata[i];
      const char *name = uois_node_get_text (document, usage->node);
      UoisNode nodes[2] = { usage->node, node };

      if (g_hash_table_contains (defined, name))
        continue;
      uois_gql_validation_report (
          validation, nodes, 2,
          operation[0] == '\0' ?
              g_strdup_printf ("Variable \"$%s\" is not defined.", name) :
              g_strdup_printf ("Variable \"$%s\" is not defined by operation \"%s\".", name, operation));
    }
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, NULL, leave_operation },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_no_undefined_variables_rule = { "NoUndefinedVariablesRule", visitors };
