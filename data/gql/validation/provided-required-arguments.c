/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.4.3. When a node is left, so that errors inside it come first. */
static void
leave_field (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlField *field = uois_gql_type_info_get_field (&validation->info);

  for (guint i = 0; field && i < field->arguments.length; i++)
    {
      const UoisGqlInputValue *argument = field->arguments.items[i];

      if (uois_gql_input_value_is_required (argument) &&
          uois_node_find_argument (validation->document, node, argument->name) == 0)
        uois_gql_validation_report_node (
            validation, node,
            g_strdup_printf ("Field \"%s\" argument \"%s\" of type \"%s\" is required, but it was not provided.",
                             field->name, argument->name, argument->type->text));
    }
}

static void
leave_directive (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlDirective *directive =
      uois_gql_validation_find_directive (validation, uois_node_get_text (validation->document, node));

  for (guint i = 0; directive && i < directive->arguments.length; i++)
    {
      const UoisGqlInputValue *argument = directive->arguments.items[i];

      if (uois_gql_input_value_is_required (argument) &&
          uois_node_find_argument (validation->document, node, argument->name) == 0)
        uois_gql_validation_report_node (
            validation, node,
            g_strdup_printf ("Directive \"@%s\" argument \"%s\" of type \"%s\" is required, but it was not provided.",
                             directive->name, argument->name, argument->type->text));
    }
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FIELD, NULL, leave_field },
                                           { UOIS_NODE_DIRECTIVE, NULL, leave_directive },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_provided_required_arguments_rule = { "ProvidedRequiredArgumentsRule", visitors };

static const UoisGqlVisitor directive_visitors[] = { { UOIS_NODE_DIRECTIVE, NULL, leave_directive },
                                                     { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_provided_required_arguments_on_directives_rule = {
  "ProvidedRequiredArgumentsOnDirectivesRule", directive_visitors
};
