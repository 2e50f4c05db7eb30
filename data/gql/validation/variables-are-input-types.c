/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.8.2. */
static gboolean
enter_variable_definition (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  UoisNode type_node = uois_node_get_type (document, node);
  const UoisGqlType *type = uois_gql_schema_resolve_type (validation->schema, &validation->arena, document, type_node);

  if (type && !uois_gql_type_is_input (type))
    uois_gql_validation_report_node (validation, type_node,
                                     g_strdup_printf ("Variable \"$%s\" cannot be non-input type \"%s\".",
                                                      uois_node_get_text (document, node), type->text));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_VARIABLE_DEFINITION, enter_variable_definition, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_variables_are_input_types_rule = { "VariablesAreInputTypesRule", visitors };
