/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.2.3. */
static gboolean
is_impossible (const UoisGqlType *fragment_type, const UoisGqlType *parent_type)
{
  return fragment_type && parent_type && uois_gql_type_is_composite (fragment_type) &&
         !uois_gql_types_overlap (fragment_type, parent_type);
}

static gboolean
enter_inline_fragment (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_type (&validation->info);
  const UoisGqlType *parent_type = uois_gql_type_info_get_parent_type (&validation->info);

  if (is_impossible (type, parent_type))
    uois_gql_validation_report_node (
        validation, node,
        g_strdup_printf ("Fragment cannot be spread here as objects of type \"%s\" can never be of type \"%s\".",
                         parent_type->name, type->name));
  return TRUE;
}

static gboolean
enter_spread (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  const char *name = uois_node_get_text (document, node);
  const UoisGqlDefinition *fragment = uois_gql_validation_find_fragment (validation, name);
  const UoisGqlType *parent_type = uois_gql_type_info_get_parent_type (&validation->info);
  const UoisGqlType *type;

  if (fragment == NULL)
    return TRUE;
  type = uois_gql_schema_find_type (validation->schema,
                                    uois_node_get_text (document, uois_node_get_type (document, fragment->node)));
  if (is_impossible (type, parent_type))
    uois_gql_validation_report_node (
        validation, node,
        g_strdup_printf ("Fragment \"%s\" cannot be spread here as objects of type \"%s\" can never be of type \"%s\".",
                         name, parent_type->name, type->name));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_INLINE_FRAGMENT, enter_inline_fragment, NULL },
                                           { UOIS_NODE_FRAGMENT_SPREAD, enter_spread, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_possible_fragment_spreads_rule = { "PossibleFragmentSpreadsRule", visitors };
