/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.1.4. */
static void
mark_reached (UoisGqlValidation *validation, GHashTable *reached, const UoisGqlDefinition *operation)
{
  g_autoptr (GPtrArray) fragments = uois_gql_validation_list_reached_fragments (validation, operation);

  for (guint i = 0; i < fragments->len; i++)
    g_hash_table_add (reached, (gpointer) uois_node_get_text (validation->document,
                                                              ((const UoisGqlDefinition *) fragments->pdata[i])->node));
}

static void
leave_document (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < validation->definitions->len; i++)
    {
      const UoisGqlDefinition *definition = validation->definitions->pdata[i];

      if (uois_node_get_kind (document, definition->node) == UOIS_NODE_OPERATION_DEFINITION)
        mark_reached (validation, reached, definition);
    }
  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_FRAGMENT_DEFINITION, fragment)
  {
    const char *name = uois_node_get_text (document, fragment);

    if (!g_hash_table_contains (reached, name))
      uois_gql_validation_report_node (validation, fragment, g_strdup_printf ("Fragment \"%s\" is never used.", name));
  }
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_DOCUMENT, NULL, leave_document }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_no_unused_fragments_rule = { "NoUnusedFragmentsRule", visitors };
