/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

#include "gql/suggestion-list.h"

/* Section 5.5.1.2, and the types of variables. */
static gboolean
enter_named_type (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *suggestion = NULL;

  if (uois_gql_schema_find_type (validation->schema, name))
    return TRUE;

  names = g_ptr_array_new ();
  for (guint i = 0; i < validation->schema->types.length; i++)
    g_ptr_array_add (names, (gpointer) validation->schema->types.items[i]->name);
  suggestion = uois_gql_did_you_mean (NULL, name, names);
  uois_gql_validation_report_node (validation, node, g_strdup_printf ("Unknown type \"%s\".%s", name, suggestion));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_NAMED_TYPE, enter_named_type, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_type_names_rule = { "KnownTypeNamesRule", visitors };
