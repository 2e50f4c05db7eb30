/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.7.3. */
static gboolean
enter_node (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  UoisNode first = uois_node_get_child (document, node, UOIS_NODE_DIRECTIVE);
  g_autoptr (GHashTable) seen = NULL;

  if (first == 0 || uois_node_get_next_of_kind (document, first, UOIS_NODE_DIRECTIVE) == 0)
    return TRUE;

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_DIRECTIVE, directive_node)
  {
    const char *name = uois_node_get_text (document, directive_node);
    const UoisGqlDirective *directive = uois_gql_schema_find_directive (validation->schema, name);
    UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)), directive_node };

    if (directive == NULL || directive->repeatable)
      continue;
    if (nodes[0] != 0)
      uois_gql_validation_report (
          validation, nodes, 2,
          g_strdup_printf ("The directive \"@%s\" can only be used once at this location.", name));
    else
      g_hash_table_insert (seen, (gpointer) name, GUINT_TO_POINTER (directive_node));
  }
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, enter_node, NULL },
                                           { UOIS_NODE_VARIABLE_DEFINITION, enter_node, NULL },
                                           { UOIS_NODE_FIELD, enter_node, NULL },
                                           { UOIS_NODE_FRAGMENT_SPREAD, enter_node, NULL },
                                           { UOIS_NODE_INLINE_FRAGMENT, enter_node, NULL },
                                           { UOIS_NODE_FRAGMENT_DEFINITION, enter_node, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_directives_per_location_rule = { "UniqueDirectivesPerLocationRule", visitors };
