/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.3.3. */
static gboolean
enter_field (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  const UoisGqlType *type = uois_gql_type_info_get_type (&validation->info);
  UoisNode selection_set = uois_node_get_selection_set (document, node);
  const char *name = uois_node_get_text (document, node);

  if (type == NULL)
    return TRUE;
  if (uois_gql_type_is_leaf (type->named) && selection_set != 0)
    uois_gql_validation_report_node (
        validation, selection_set,
        g_strdup_printf ("Field \"%s\" must not have a selection since type \"%s\" has no subfields.", name,
                         type->text));
  else if (!uois_gql_type_is_leaf (type->named) && selection_set == 0)
    uois_gql_validation_report_node (
        validation, node,
        g_strdup_printf ("Field \"%s\" of type \"%s\" must have a selection of subfields. Did you mean \"%s { ... }\"?",
                         name, type->text, name));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FIELD, enter_field, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_scalar_leafs_rule = { "ScalarLeafsRule", visitors };
