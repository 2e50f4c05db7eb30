/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

#include "gql/suggestion-list.h"

/* Section 5.5.1.2, the types of variables, and in a type system whatever refers to types. */
static gboolean
enter_named_type (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *suggestion = NULL;
  GHashTableIter iterator;
  gpointer known;

  if (uois_gql_schema_find_type (validation->schema, name) ||
      uois_gql_validation_find_type_definition (validation, name) != 0)
    return TRUE;

  names = uois_gql_validation_list_type_definitions (validation);
  g_hash_table_iter_init (&iterator, validation->schema->types_by_name);
  while (g_hash_table_iter_next (&iterator, &known, NULL))
    g_ptr_array_add (names, known);
  suggestion = uois_gql_did_you_mean (NULL, name, names);
  uois_gql_validation_report_node (validation, node, g_strdup_printf ("Unknown type \"%s\".%s", name, suggestion));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_NAMED_TYPE, enter_named_type, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_type_names_rule = { "KnownTypeNamesRule", visitors };
