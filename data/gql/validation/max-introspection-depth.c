/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Not in the specification: lists of introspection inside each other multiply the answer. */
#define MOST_NESTED_LISTS 3

typedef struct
{
  GHashTable *checked; /* UoisGqlDefinition -> greatest depth + 1 at which it was found harmless */
} State;

static gpointer
new_state (UoisGqlValidation *validation)
{
  State *state = g_new (State, 1);

  state->checked = g_hash_table_new (NULL, NULL);
  return state;
}

static void
free_state (gpointer data)
{
  State *state = data;

  g_hash_table_unref (state->checked);
  g_free (state);
}

static gboolean
is_list (const char *name)
{
  return g_str_equal (name, "fields") || g_str_equal (name, "interfaces") || g_str_equal (name, "possibleTypes") ||
         g_str_equal (name, "inputFields");
}

static gboolean exceeds (UoisGqlValidation *validation, State *state, UoisNode node, guint depth);

static gboolean
selections_exceed (UoisGqlValidation *validation, State *state, UoisNode parent, guint depth)
{
  UOIS_NODE_FOREACH (validation->document, uois_node_get_selection_set (validation->document, parent), selection)
  if (exceeds (validation, state, selection, depth))
    return TRUE;
  return FALSE;
}

static gboolean
exceeds (UoisGqlValidation *validation, State *state, UoisNode node, guint depth)
{
  UoisNodeKind kind = uois_node_get_kind (validation->document, node);
  const char *name = uois_node_get_text (validation->document, node);

  if (kind == UOIS_NODE_FRAGMENT_SPREAD)
    {
      const UoisGqlDefinition *fragment = uois_gql_validation_find_fragment (validation, name);
      guint checked = GPOINTER_TO_UINT (g_hash_table_lookup (state->checked, fragment));

      /* Entered before at this depth or deeper: known to be harmless, or part of a cycle. */
      if (fragment == NULL || checked > depth)
        return FALSE;
      g_hash_table_insert (state->checked, (gpointer) fragment, GUINT_TO_POINTER (depth + 1));
      return selections_exceed (validation, state, fragment->node, depth);
    }
  if (kind == UOIS_NODE_FIELD && is_list (name) && ++depth >= MOST_NESTED_LISTS)
    return TRUE;
  return selections_exceed (validation, state, node, depth);
}

static gboolean
enter_field (UoisGqlValidation *validation, UoisNode node, gpointer data)
{
  const char *name = uois_node_get_text (validation->document, node);
  State *state = data;

  if (!g_str_equal (name, "__schema") && !g_str_equal (name, "__type"))
    return TRUE;
  if (!exceeds (validation, state, node, 0))
    return TRUE;
  /* What was entered on the way to the excess is not harmless. */
  g_hash_table_remove_all (state->checked);
  uois_gql_validation_report_node (validation, node, g_strdup ("Maximum introspection depth exceeded"));
  return FALSE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FIELD, enter_field, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_max_introspection_depth_rule = { "MaxIntrospectionDepthRule", visitors, new_state,
                                                            free_state };
