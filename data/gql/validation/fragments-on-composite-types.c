/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.1.3. */
static gboolean
enter_fragment (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  UoisNode condition = uois_node_get_type (document, node);
  const UoisGqlType *type =
      condition ? uois_gql_schema_find_type (validation->schema, uois_node_get_text (document, condition)) : NULL;

  if (type == NULL || uois_gql_type_is_composite (type))
    return TRUE;
  if (uois_node_get_kind (document, node) == UOIS_NODE_INLINE_FRAGMENT)
    uois_gql_validation_report_node (
        validation, condition, g_strdup_printf ("Fragment cannot condition on non composite type \"%s\".", type->name));
  else
    uois_gql_validation_report_node (validation, condition,
                                     g_strdup_printf ("Fragment \"%s\" cannot condition on non composite type \"%s\".",
                                                      uois_node_get_text (document, node), type->name));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_INLINE_FRAGMENT, enter_fragment, NULL },
                                           { UOIS_NODE_FRAGMENT_DEFINITION, enter_fragment, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_fragments_on_composite_types_rule = { "FragmentsOnCompositeTypesRule", visitors };
