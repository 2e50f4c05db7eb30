/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.8.1. */
static gboolean
enter_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  uois_gql_validation_check_unique_names (validation, node, UOIS_NODE_VARIABLE_DEFINITION,
                                          "There can be only one variable named \"$", "\".");
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, enter_operation, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_variable_names_rule = { "UniqueVariableNamesRule", visitors };
