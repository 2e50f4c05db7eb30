/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 3: types have unique names. The state is a table: name -> definition. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
enter_type (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  gpointer name = (gpointer) uois_node_get_text (validation->document, node);
  UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (state, name)), node };

  if (nodes[0] != 0)
    uois_gql_validation_report_names (validation, nodes, 2,
                                      g_strdup_printf ("There can be only one type named \"%s\".", (char *) name));
  else
    g_hash_table_insert (state, name, GUINT_TO_POINTER (node));
  return FALSE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_SCALAR_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_OBJECT_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_INTERFACE_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_UNION_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_ENUM_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_unique_type_names_rule = { "UniqueTypeNamesRule", visitors, new_state,
                                                      (GDestroyNotify) g_hash_table_unref };
