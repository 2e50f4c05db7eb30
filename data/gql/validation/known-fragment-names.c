/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.2.1. */
static gboolean
enter_spread (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const char *name = uois_node_get_text (validation->document, node);

  if (uois_gql_validation_find_fragment (validation, name) == NULL)
    uois_gql_validation_report_names (validation, &node, 1, g_strdup_printf ("Unknown fragment \"%s\".", name));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FRAGMENT_SPREAD, enter_spread, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_known_fragment_names_rule = { "KnownFragmentNamesRule", visitors };
