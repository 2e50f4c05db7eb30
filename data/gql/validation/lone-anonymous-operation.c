/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.2.3.1. */
static gboolean
enter_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  UoisNode first = uois_node_get_child (document, uois_document_get_root (document), UOIS_NODE_OPERATION_DEFINITION);
  gboolean is_alone =
      first == node && uois_node_get_next_of_kind (document, first, UOIS_NODE_OPERATION_DEFINITION) == 0;

  if (!is_alone && uois_node_get_text_length (document, node) == 0)
    uois_gql_validation_report_node (validation, node,
                                     g_strdup ("This anonymous operation must be the only defined operation."));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, enter_operation, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_lone_anonymous_operation_rule = { "LoneAnonymousOperationRule", visitors };
