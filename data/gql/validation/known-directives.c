/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Sections 5.7.1 and 5.7.2. */
static const char *
get_location (UoisGqlValidation *validation, UoisNode node)
{
  static const char *const operations[] = { "QUERY", "MUTATION", "SUBSCRIPTION" };
  static const char *const locations[UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION + 1] = {
    [UOIS_NODE_FIELD] = "FIELD",
    [UOIS_NODE_FRAGMENT_SPREAD] = "FRAGMENT_SPREAD",
    [UOIS_NODE_INLINE_FRAGMENT] = "INLINE_FRAGMENT",
    [UOIS_NODE_FRAGMENT_DEFINITION] = "FRAGMENT_DEFINITION",
    [UOIS_NODE_VARIABLE_DEFINITION] = "VARIABLE_DEFINITION",
    [UOIS_NODE_SCHEMA_DEFINITION] = "SCHEMA",
    [UOIS_NODE_SCHEMA_EXTENSION] = "SCHEMA",
    [UOIS_NODE_SCALAR_TYPE_DEFINITION] = "SCALAR",
    [UOIS_NODE_SCALAR_TYPE_EXTENSION] = "SCALAR",
    [UOIS_NODE_OBJECT_TYPE_DEFINITION] = "OBJECT",
    [UOIS_NODE_OBJECT_TYPE_EXTENSION] = "OBJECT",
    [UOIS_NODE_FIELD_DEFINITION] = "FIELD_DEFINITION",
    [UOIS_NODE_INTERFACE_TYPE_DEFINITION] = "INTERFACE",
    [UOIS_NODE_INTERFACE_TYPE_EXTENSION] = "INTERFACE",
    [UOIS_NODE_UNION_TYPE_DEFINITION] = "UNION",
    [UOIS_NODE_UNION_TYPE_EXTENSION] = "UNION",
    [UOIS_NODE_ENUM_TYPE_DEFINITION] = "ENUM",
    [UOIS_NODE_ENUM_TYPE_EXTENSION] = "ENUM",
    [UOIS_NODE_ENUM_VALUE_DEFINITION] = "ENUM_VALUE",
    [UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION] = "INPUT_OBJECT",
    [UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION] = "INPUT_OBJECT",
  };
  UoisNodeKind kind = uois_node_get_kind (validation->document, node);

  if (kind == UOIS_NODE_OPERATION_DEFINITION)
    return operations[uois_node_get_operation_type (validation->document, node)];
  /* An argument, or the field of an input object. */
  if (kind == UOIS_NODE_INPUT_VALUE_DEFINITION)
    {
      const GArray *ancestors = validation->ancestors;
      UoisNode owner = g_array_index (ancestors, UoisNode, ancestors->len - 2);

      kind = uois_node_get_kind (validation->document, owner);
      return kind == UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION || kind == UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION ?
                 "INPUT_FIELD_DEFINITION" :
                 "ARGUMENT_DEFINITION";
    }
  return locations[kind];
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
  const UoisGqlDirective *directive = uois_gql_validation_find_directive (validation, name);
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
