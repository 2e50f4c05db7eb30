/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.8.4. */
static void
leave_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GPtrArray) usages = uois_gql_validation_list_usages (validation, node);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  const char *operation = uois_node_get_text (document, node);

  for (guint i = 0; i < usages->len; i++)
    g_hash_table_add (
        used, (gpointer) uois_node_get_text (document, ((const UoisGqlVariableUsage *) usages->pdata[i])->node));

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_VARIABLE_DEFINITION, definition)
  {
    const char *name = uois_node_get_text (document, definition);

    if (g_hash_table_contains (used, name))
      continue;
    uois_gql_validation_report_node (
        validation, definition,
        operation[0] == '\0' ?
            g_strdup_printf ("Variable \"$%s\" is never used.", name) :
            g_strdup_printf ("Variable \"$%s\" is never used in operation \"%s\".", name, operation));
  }
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, NULL, leave_operation },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_no_unused_variables_rule = { "NoUnusedVariablesRule", visitors };
