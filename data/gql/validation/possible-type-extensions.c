/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

#include "gql/suggestion-list.h"

/* Section 3.4.3 and those of the kinds: what is extended is there, and of that kind. */
typedef struct
{
  UoisNodeKind extension;
  UoisNodeKind definition;
  const char *name;
} ExtensionKind;

static const ExtensionKind extension_kinds[] = {
  { UOIS_NODE_SCALAR_TYPE_EXTENSION, UOIS_NODE_SCALAR_TYPE_DEFINITION, "scalar" },
  { UOIS_NODE_OBJECT_TYPE_EXTENSION, UOIS_NODE_OBJECT_TYPE_DEFINITION, "object" },
  { UOIS_NODE_INTERFACE_TYPE_EXTENSION, UOIS_NODE_INTERFACE_TYPE_DEFINITION, "interface" },
  { UOIS_NODE_UNION_TYPE_EXTENSION, UOIS_NODE_UNION_TYPE_DEFINITION, "union" },
  { UOIS_NODE_ENUM_TYPE_EXTENSION, UOIS_NODE_ENUM_TYPE_DEFINITION, "enum" },
  { UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, "input object" },
};

static void
report_undefined (UoisGqlValidation *validation, UoisNode node, const char *name)
{
  g_autoptr (GPtrArray) names = uois_gql_validation_list_type_definitions (validation);
  g_autofree char *suggestion = uois_gql_did_you_mean (NULL, name, names);

  uois_gql_validation_report_names (
      validation, &node, 1,
      g_strdup_printf ("Cannot extend type \"%s\" because it is not defined.%s", name, suggestion));
}

static gboolean
enter_extension (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);
  UoisNode nodes[2] = { uois_gql_validation_find_type_definition (validation, name), node };
  const ExtensionKind *kind = extension_kinds;

  while (kind->extension != uois_node_get_kind (validation->document, node))
    kind++;
  if (nodes[0] == 0)
    report_undefined (validation, node, name);
  else if (uois_node_get_kind (validation->document, nodes[0]) != kind->definition)
    uois_gql_validation_report (validation, nodes, 2,
                                g_strdup_printf ("Cannot extend non-%s type \"%s\".", kind->name, name));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_SCALAR_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_OBJECT_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_INTERFACE_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_UNION_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_ENUM_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, enter_extension, NULL },
  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_possible_type_extensions_rule = { "PossibleTypeExtensionsRule", visitors };
