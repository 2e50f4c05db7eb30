/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 3.3: a document has one schema definition. */
static gboolean
enter_schema (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  UoisNode root = uois_document_get_root (validation->document);

  if (node != uois_node_get_child (validation->document, root, UOIS_NODE_SCHEMA_DEFINITION))
    uois_gql_validation_report_node (validation, node, g_strdup ("Must provide only one schema definition."));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_SCHEMA_DEFINITION, enter_schema, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_lone_schema_definition_rule = { "LoneSchemaDefinitionRule", visitors };
