/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.6.3. Each further field of the same name is an error. */
static gboolean
enter_object (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GHashTable) seen = NULL;

  if (uois_node_get_next (document, uois_node_get_first_child (document, node)) == 0)
    return TRUE;

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  UOIS_NODE_FOREACH (document, node, field)
  {
    const char *name = uois_node_get_text (document, field);
    UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)), field };

    if (nodes[0] != 0)
      uois_gql_validation_report_names (validation, nodes, 2,
                                        g_strdup_printf ("There can be only one input field named \"%s\".", name));
    else
      g_hash_table_insert (seen, (gpointer) name, GUINT_TO_POINTER (field));
  }
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OBJECT_VALUE, enter_object, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_input_field_names_rule = { "UniqueInputFieldNamesRule", visitors };
