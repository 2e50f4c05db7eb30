/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Sections 5.7.1 and 5.7.2. */
static const char *
get_location (UoisGqlValidation *validation, UoisNode node)
{
  static const char *const operations[] = { "QUERY", "MUTATION", "SUBSCRIPTION" };

  switch ((int) uois_node_get_kind (validation->document, node))
    {
    case UOIS_NODE_OPERATION_DEFINITION:
      return operations[uois_node_get_operation_type (validation->document, node)];
    case UOIS_NODE_FIELD:
      return "FIELD";
    case UOIS_NODE_FRAGMENT_SPREAD:
      return "FRAGMENT_SPREAD";
    case UOIS_NODE_INLINE_FRAGMENT:
      return "INLINE_FRAGMENT";
    case UOIS_NODE_FRAGMENT_DEFINITION:
      return "FRAGMENT_DEFINITION";
    case UOIS_NODE_VARIABLE_DEFINITION:
      return "VARIABLE_DEFINITION";
    default:
      g_return_val_if_reached ("");
    }
}

static gboolean
may_stand (const UoisGqlDirective *directive, const char *location)
{
  for (guint i = 0; i < directive->locations.length; i++)
    if (g_str_equal (directive->locations.items[i], location))
      return TRUE;
  return FALSE;
}

static gboolean
enter_directive (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);
  const UoisGqlDirective *directive = uois_gql_schema_find_directive (validation->schema, name);
  const char *location = get_location (validation, uois_gql_validation_get_parent (validation));

  if (directive == NULL)
    uois_gql_validation_report_node (validation, node, g_strdup_printf ("Unknown directive \"@%s\".", name));
  else if (!may_stand (directive, location))
    uois_gql_validation_report_node (validation, node,
                                     g_strdup_printf ("Directive \"@%s\" may not be used on %s.", name, location));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_DIRECTIVE, enter_directive, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_directives_rule = { "KnownDirectivesRule", visitors };
