/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.5.2.2. A walk along the spreads that keeps its own stack: chains of fragments can be long. */

/* A fragment on the path, and which of its spreads is followed. */
typedef struct
{
  const char *name;
  const UoisGqlDefinition *fragment;
  guint next;
} Step;

typedef struct
{
  GHashTable *visited; /* names of fragments that were followed */
  GArray *path;        /* Step */
} State;

static gpointer
new_state (UoisGqlValidation *validation)
{
  State *state = g_new (State, 1);

  state->visited = g_hash_table_new (g_str_hash, g_str_equal);
  state->path = g_array_new (FALSE, FALSE, sizeof (Step));
  return state;
}

static void
free_state (gpointer data)
{
  State *state = data;

  g_hash_table_unref (state->visited);
  g_array_unref (state->path);
  g_free (state);
}

static UoisNode
get_spread (const Step *step, guint index)
{
  return g_array_index (step->fragment->spreads, UoisNode, index);
}

/* The cycle that begins with the fragment at @start of the path: every spread on the way, back to it. */
static void
report_cycle (UoisGqlValidation *validation, const State *state, guint start)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  g_autoptr (GString) via = g_string_new (NULL);
  const char *name = NULL;

  for (guint i = start; i < state->path->len; i++)
    {
      const Step *step = &g_array_index (state->path, Step, i);
      UoisNode spread = get_spread (step, step->next - 1);

      name = uois_node_get_text (document, spread);
      g_array_append_val (nodes, spread);
      if (i + 1 < state->path->len)
        g_string_append_printf (via, "%s\"%s\"", via->len > 0 ? ", " : " via ", name);
    }
  uois_gql_validation_report (validation, (const UoisNode *) nodes->data, nodes->len,
                              g_strdup_printf ("Cannot spread fragment \"%s\" within itself%s.", name, via->str));
}

static guint
find_on_path (const State *state, const char *name)
{
  guint i = 0;

  while (i < state->path->len && !g_str_equal (g_array_index (state->path, Step, i).name, name))
    i++;
  return i;
}

static void
follow (State *state, const char *name, const UoisGqlDefinition *fragment)
{
  Step step = { .name = name, .fragment = fragment };

  if (g_hash_table_add (state->visited, (gpointer) name))
    g_array_append_val (state->path, step);
}

static gboolean
enter_fragment (UoisGqlValidation *validation, UoisNode node, gpointer data)
{
  const UoisDocument *document = validation->document;
  State *state = data;
  const char *name = uois_node_get_text (document, node);

  follow (state, name, uois_gql_validation_find_definition (validation, node));
  while (state->path->len > 0)
    {
      Step *step = &g_array_index (state->path, Step, state->path->len - 1);
      const UoisGqlDefinition *fragment;
      guint start;

      if (step->next == step->fragment->spreads->len)
        {
          g_array_set_size (state->path, state->path->len - 1);
          continue;
        }
      name = uois_node_get_text (document, get_spread (step, step->next++));
      fragment = uois_gql_validation_find_fragment (validation, name);
      start = find_on_path (state, name);
      if (start < state->path->len)
        report_cycle (validation, state, start);
      else if (fragment)
        follow (state, name, fragment);
    }
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FRAGMENT_DEFINITION, enter_fragment, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_no_fragment_cycles_rule = { "NoFragmentCyclesRule", visitors, new_state, free_state };
