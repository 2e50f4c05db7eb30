/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Sections 3.6 and 3.13: the arguments of a field or directive have unique names. */
static void
check_arguments (UoisGqlValidation *validation, UoisNode node, const char *owner, const char *separator)
{
  const UoisDocument *document = validation->document;
  UoisNode first = uois_node_get_child (document, node, UOIS_NODE_INPUT_VALUE_DEFINITION);
  g_autofree char *before = NULL;

  /* Mostly there is nothing to compare, and so no need for words. */
  if (first == 0 || uois_node_get_next_of_kind (document, first, UOIS_NODE_INPUT_VALUE_DEFINITION) == 0)
    return;
  before = g_strdup_printf ("Argument \"%s%s%s(", owner, separator, uois_node_get_text (document, node));
  uois_gql_validation_check_unique_names (validation, node, UOIS_NODE_INPUT_VALUE_DEFINITION, before,
                                          ":)\" can only be defined once.");
}

static gboolean
enter_directive (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  check_arguments (validation, node, "", "@");
  return FALSE;
}

static gboolean
enter_type (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_FIELD_DEFINITION, field)
  check_arguments (validation, field, uois_node_get_text (document, node), ".");
  return FALSE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_DIRECTIVE_DEFINITION, enter_directive, NULL }, { UOIS_NODE_OBJECT_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_OBJECT_TYPE_EXTENSION, enter_type, NULL },     { UOIS_NODE_INTERFACE_TYPE_DEFINITION, enter_type, NULL },
  { UOIS_NODE_INTERFACE_TYPE_EXTENSION, enter_type, NULL },  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_unique_argument_definition_names_rule = { "UniqueArgumentDefinitionNamesRule", visitors };
