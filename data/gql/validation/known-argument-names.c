/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.4.1. */
static gboolean
enter_argument (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlField *field = uois_gql_type_info_get_field (&validation->info);
  const UoisGqlType *parent_type = uois_gql_type_info_get_parent_type (&validation->info);
  const char *name = uois_node_get_text (validation->document, node);
  g_autofree char *suggestion = NULL;

  if (validation->info.argument || field == NULL || parent_type == NULL)
    return TRUE;
  suggestion = uois_gql_suggest_argument (field->arguments.items, field->arguments.length, name);
  uois_gql_validation_report_node (validation, node,
                                   g_strdup_printf ("Unknown argument \"%s\" on field \"%s.%s\".%s", name,
                                                    parent_type->name, field->name, suggestion));
  return TRUE;
}

/* The arguments of a directive are no arguments of the field that it stands on. */
static gboolean
enter_directive (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  const UoisGqlDirective *directive =
      uois_gql_validation_find_directive (validation, uois_node_get_text (validation->document, node));

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_ARGUMENT, argument)
  {
    const char *name = uois_node_get_text (document, argument);
    g_autofree char *suggestion = NULL;

    if (directive == NULL || uois_gql_directive_find_argument (directive, name))
      continue;
    suggestion = uois_gql_suggest_argument (directive->arguments.items, directive->arguments.length, name);
    uois_gql_validation_report_node (
        validation, argument,
        g_strdup_printf ("Unknown argument \"%s\" on directive \"@%s\".%s", name, directive->name, suggestion));
  }
  return FALSE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_ARGUMENT, enter_argument, NULL },
                                           { UOIS_NODE_DIRECTIVE, enter_directive, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_argument_names_rule = { "KnownArgumentNamesRule", visitors };

static const UoisGqlVisitor directive_visitors[] = { { UOIS_NODE_DIRECTIVE, enter_directive, NULL },
                                                     { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_argument_names_on_directives_rule = { "KnownArgumentNamesOnDirectivesRule",
                                                                       directive_visitors };
