/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/field-comparison.h"
#include "gql/validation/rules.h"

#include <string.h>

/*
 * Section 5.3.2, in time that grows with the document and not with the square
 * of it. Instead of comparing every pair of fields, all fields of one response
 * name are compared with the first of them: "the same field" and "the same
 * shape" are equivalences. Their selection sets are merged and compared in turn;
 * a merged set that was compared already is not compared again.
 *
 * Two passes: fields that can be asked of one object must be the same (section
 * FieldsInSetCanMerge); all fields of a response name must have the same shape
 * (SameResponseShape), even on objects of different types.
 *
 * Only if there is a conflict somewhere are the pairs looked at one by one, to
 * report them as the reference does.
 */

typedef enum
{
  PASS_SAME_FIELD,
  PASS_SAME_SHAPE,
  N_PASSES,
} Pass;

typedef struct
{
  UoisGqlValidation *validation;
  Pass pass;
  GHashTable *compared[N_PASSES]; /* GBytes: the nodes of a merged set */
  gboolean has_conflict;
  guint64 work;
  UoisGqlFieldComparison *comparison; /* nullable */
} State;

/* Fields by response name, in the order of their first appearance. */
typedef struct
{
  GPtrArray *groups; /* GArray of UoisNode */
  GHashTable *by_name;
} FieldMap;

static void compare_merged_set (State *state, const UoisNode *parents, guint n_parents);

static gpointer
new_state (UoisGqlValidation *validation)
{
  State *state = g_new0 (State, 1);

  state->validation = validation;
  for (guint i = 0; i < N_PASSES; i++)
    state->compared[i] = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  return state;
}

static void
free_state (gpointer data)
{
  State *state = data;

  for (guint i = 0; i < N_PASSES; i++)
    g_hash_table_unref (state->compared[i]);
  g_clear_pointer (&state->comparison, uois_gql_field_comparison_free);
  g_free (state);
}

/* ---- Two fields ---- */

static gboolean
can_be_one_field (State *state, UoisNode a, UoisNode b)
{
  const UoisDocument *document = state->validation->document;

  return strcmp (uois_node_get_text (document, a), uois_node_get_text (document, b)) == 0 &&
         uois_gql_same_arguments (document, a, b);
}

static gboolean
have_same_shape (State *state, UoisNode a, UoisNode b)
{
  const UoisGqlType *type_a = uois_gql_get_selected_type (state->validation, a);
  const UoisGqlType *type_b = uois_gql_get_selected_type (state->validation, b);

  return type_a == NULL || type_b == NULL || uois_gql_same_shape (type_a, type_b);
}

/* ---- Merged sets ---- */

static void
field_map_init (FieldMap *map)
{
  map->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  map->by_name = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
field_map_clear (FieldMap *map)
{
  g_ptr_array_unref (map->groups);
  g_hash_table_unref (map->by_name);
}

static void
add_field (State *state, FieldMap *map, GArray *nodes, UoisNode node)
{
  const char *name = uois_node_get_response_name (state->validation->document, node);
  GArray *group = g_hash_table_lookup (map->by_name, name);

  if (group == NULL)
    {
      group = g_array_new (FALSE, FALSE, sizeof (UoisNode));
      g_ptr_array_add (map->groups, group);
      g_hash_table_insert (map->by_name, (gpointer) name, group);
    }
  g_array_append_val (group, node);
  g_array_append_val (nodes, node);
  state->work++;
}

/* The fields of a selection set, those of fragments included; a fragment once per merged set. */
static void
add_selection_set (State *state, FieldMap *map, GArray *nodes, GHashTable *visited, UoisNode parent)
{
  const UoisDocument *document = state->validation->document;

  UOIS_NODE_FOREACH (document, uois_node_get_selection_set (document, parent), selection)
  switch ((int) uois_node_get_kind (document, selection))
    {
    case UOIS_NODE_FIELD:
      add_field (state, map, nodes, selection);
      break;
    case UOIS_NODE_INLINE_FRAGMENT:
      add_selection_set (state, map, nodes, visited, selection);
      break;
    default:
      {
        const UoisGqlDefinition *fragment =
            uois_gql_validation_find_fragment (state->validation, uois_node_get_text (document, selection));

        if (fragment && g_hash_table_add (visited, (gpointer) fragment))
          add_selection_set (state, map, nodes, visited, fragment->node);
      }
    }
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  UoisNode node_a = *(const UoisNode *) a;
  UoisNode node_b = *(const UoisNode *) b;

  return node_a < node_b ? -1 : node_a > node_b;
}

/* Whether the set of these fields is new to the pass. */
static gboolean
remember_set (State *state, GArray *nodes)
{
  g_array_sort (nodes, compare_nodes);
  return g_hash_table_add (state->compared[state->pass], g_bytes_new (nodes->data, nodes->len * sizeof (UoisNode)));
}

/* All fields of a group against the first, then their selection sets merged. */
static void
compare_group (State *state, const GArray *group)
{
  const UoisNode *nodes = (const UoisNode *) group->data;

  for (guint i = 1; i < group->len; i++)
    if (!(state->pass == PASS_SAME_FIELD ? can_be_one_field (state, nodes[0], nodes[i]) :
                                           have_same_shape (state, nodes[0], nodes[i])))
      {
        state->has_conflict = TRUE;
        return;
      }
  compare_merged_set (state, nodes, group->len);
}

/* The fields that can be asked of one object: those on abstract types, with those on each object type. */
static void
compare_by_parent_type (State *state, const GArray *group)
{
  const UoisGqlType **types = state->validation->field_types;
  g_autoptr (GPtrArray) object_types = g_ptr_array_new ();

  for (guint i = 0; i < group->len; i++)
    {
      const UoisGqlType *type = types[g_array_index (group, UoisNode, i)];

      if (type && type->kind == UOIS_GQL_TYPE_OBJECT && !g_ptr_array_find (object_types, type, NULL))
        g_ptr_array_add (object_types, (gpointer) type);
    }
  if (object_types->len <= 1)
    {
      compare_group (state, group);
      return;
    }
  for (guint i = 0; i < object_types->len && !state->has_conflict; i++)
    {
      g_autoptr (GArray) together = g_array_new (FALSE, FALSE, sizeof (UoisNode));

      for (guint j = 0; j < group->len; j++)
        {
          UoisNode node = g_array_index (group, UoisNode, j);

          if (types[node] == NULL || types[node]->kind != UOIS_GQL_TYPE_OBJECT || types[node] == object_types->pdata[i])
            g_array_append_val (together, node);
        }
      compare_group (state, together);
    }
}

/* Merges the selection sets of @parents and compares what shares a response name. */
static void
compare_merged_set (State *state, const UoisNode *parents, guint n_parents)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  FieldMap map;

  /* What takes that long is left to the other comparison, which counts its steps as well. */
  if (state->work > UOIS_GQL_COMPARISON_BUDGET)
    state->has_conflict = TRUE;
  if (state->has_conflict)
    return;

  field_map_init (&map);
  for (guint i = 0; i < n_parents; i++)
    add_selection_set (state, &map, nodes, visited, parents[i]);
  if (nodes->len > 0 && remember_set (state, nodes))
    for (guint i = 0; i < map.groups->len && !state->has_conflict; i++)
      {
        if (state->pass == PASS_SAME_FIELD)
          compare_by_parent_type (state, map.groups->pdata[i]);
        else
          compare_group (state, map.groups->pdata[i]);
      }
  field_map_clear (&map);
}

/* What holds for the fields of a definition holds for the fragments that it reaches, whose fields are among them. */
static void
compare_definition (State *state, GHashTable *reached, const UoisGqlDefinition *definition)
{
  g_autoptr (GPtrArray) fragments = NULL;

  if (g_hash_table_contains (reached, definition))
    return;
  for (state->pass = 0; state->pass < N_PASSES; state->pass++)
    compare_merged_set (state, &definition->node, 1);
  fragments = uois_gql_validation_list_reached_fragments (state->validation, definition);
  for (guint i = 0; i < fragments->len; i++)
    g_hash_table_add (reached, fragments->pdata[i]);
}

static gboolean
enter_document (UoisGqlValidation *validation, UoisNode node, gpointer data)
{
  static const UoisNodeKind kinds[] = { UOIS_NODE_OPERATION_DEFINITION, UOIS_NODE_FRAGMENT_DEFINITION };
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  State *state = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < validation->definitions->len && !state->has_conflict; j++)
      {
        const UoisGqlDefinition *definition = validation->definitions->pdata[j];

        if (uois_node_get_kind (validation->document, definition->node) == kinds[i])
          compare_definition (state, reached, definition);
      }
  if (state->has_conflict)
    state->comparison = uois_gql_field_comparison_new (validation);
  return TRUE;
}

static gboolean
enter_selection_set (UoisGqlValidation *validation, UoisNode node, gpointer data)
{
  const UoisDocument *document = validation->document;
  State *state = data;

  /* The fields of an inline fragment belong to the selection set around it. */
  if (state->comparison &&
      uois_node_get_kind (document, uois_gql_validation_get_parent (validation)) != UOIS_NODE_INLINE_FRAGMENT)
    uois_gql_field_comparison_report (state->comparison, node);
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_DOCUMENT, enter_document, NULL },
                                           { UOIS_NODE_SELECTION_SET, enter_selection_set, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_overlapping_fields_can_be_merged_rule = { "OverlappingFieldsCanBeMergedRule", visitors,
                                                                     new_state, free_state };
