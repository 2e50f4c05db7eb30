/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.4.2. */
static gboolean
enter_node (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  uois_gql_validation_check_unique_names (validation, node, UOIS_NODE_ARGUMENT,
                                          "There can be only one argument named \"", "\".");
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FIELD, enter_node, NULL },
                                           { UOIS_NODE_DIRECTIVE, enter_node, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_argument_names_rule = { "UniqueArgumentNamesRule", visitors };
