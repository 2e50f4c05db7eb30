/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 3.3.1: an operation has one root type. The state is a table: operation type -> its definition. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
enter_schema (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION, definition)
  {
    gpointer name = (gpointer) uois_node_get_text (document, definition);
    UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (state, name)), definition };

    if (nodes[0] != 0)
      uois_gql_validation_report (validation, nodes, 2,
                                  g_strdup_printf ("There can be only one %s type in schema.", (char *) name));
    else
      g_hash_table_insert (state, name, GUINT_TO_POINTER (definition));
  }
  return FALSE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_SCHEMA_DEFINITION, enter_schema, NULL },
                                           { UOIS_NODE_SCHEMA_EXTENSION, enter_schema, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_operation_types_rule = { "UniqueOperationTypesRule", visitors, new_state,
                                                           (GDestroyNotify) g_hash_table_unref };
