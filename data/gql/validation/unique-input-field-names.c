/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.6.3. The state is a stack: the fields seen so far of every object around. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
}

static gboolean
enter_object (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  g_ptr_array_add (state, g_hash_table_new (g_str_hash, g_str_equal));
  return TRUE;
}

static void
leave_object (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  GPtrArray *stack = state;

  g_ptr_array_set_size (stack, stack->len - 1);
}

static gboolean
enter_field (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const GPtrArray *stack = state;
  GHashTable *seen = stack->pdata[stack->len - 1];
  const char *name = uois_node_get_text (validation->document, node);
  UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)), node };

  if (nodes[0] != 0)
    uois_gql_validation_report_names (validation, nodes, 2,
                                      g_strdup_printf ("There can be only one input field named \"%s\".", name));
  else
    g_hash_table_insert (seen, (gpointer) name, GUINT_TO_POINTER (node));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OBJECT_VALUE, enter_object, leave_object },
                                           { UOIS_NODE_OBJECT_FIELD, enter_field, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_input_field_names_rule = { "UniqueInputFieldNamesRule", visitors, new_state,
                                                             (GDestroyNotify) g_ptr_array_unref };
