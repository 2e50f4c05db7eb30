/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 3.13: directives have unique names. The state is a table: name -> definition. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
enter_directive (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  gpointer name = (gpointer) uois_node_get_text (validation->document, node);
  UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (state, name)), node };

  if (nodes[0] != 0)
    uois_gql_validation_report_names (
        validation, nodes, 2, g_strdup_printf ("There can be only one directive named \"@%s\".", (char *) name));
  else
    g_hash_table_insert (state, name, GUINT_TO_POINTER (node));
  return FALSE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_DIRECTIVE_DEFINITION, enter_directive, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_directive_names_rule = { "UniqueDirectiveNamesRule", visitors, new_state,
                                                           (GDestroyNotify) g_hash_table_unref };
