/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.1.1: a request holds operations and fragments only. */
static gboolean
enter_document (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH (document, node, definition)
  {
    UoisNodeKind kind = uois_node_get_kind (document, definition);
    g_autofree char *name = NULL;

    if (uois_node_kind_is_executable (kind))
      continue;
    name = kind == UOIS_NODE_SCHEMA_DEFINITION || kind == UOIS_NODE_SCHEMA_EXTENSION ?
               g_strdup ("schema") :
               g_strdup_printf ("\"%s\"", uois_node_get_text (document, definition));
    uois_gql_validation_report_node (validation, definition,
                                     g_strdup_printf ("The %s definition is not executable.", name));
  }
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_DOCUMENT, enter_document, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_executable_definitions_rule = { "ExecutableDefinitionsRule", visitors };
