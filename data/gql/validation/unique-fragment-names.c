/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.1.1. The state is a table of names. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
enter_fragment (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);
  UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (state, name)), node };

  if (nodes[0] != 0)
    uois_gql_validation_report_names (validation, nodes, 2,
                                      g_strdup_printf ("There can be only one fragment named \"%s\".", name));
  else
    g_hash_table_insert (state, (gpointer) name, GUINT_TO_POINTER (node));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FRAGMENT_DEFINITION, enter_fragment, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_fragment_names_rule = { "UniqueFragmentNamesRule", visitors, new_state,
                                                          (GDestroyNotify) g_hash_table_unref };
