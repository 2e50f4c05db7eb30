/* SPDX-License-Identifier: GPL-3.0-or-later */

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
 */

typedef enum
{
  PASS_SAME_FIELD,
  PASS_SAME_SHAPE,
  N_PASSES,
} Pass;

/* A field in a merged set, and the field in whose merged selection set it is. */
typedef struct _Entry Entry;
struct _Entry
{
  UoisNode node;
  const Entry *parent; /* nullable */
};

typedef struct
{
  UoisGqlValidation *validation;
  Pass pass;
  GHashTable *compared[N_PASSES]; /* GBytes: the nodes of a merged set */
  GHashTable *reported;           /* pairs of nodes */
  guint64 work;
} State;

/* Fields in the order of their first appearance, by response name. */
typedef struct
{
  GPtrArray *groups; /* GArray of Entry pointers */
  GHashTable *by_name;
} FieldMap;

static void compare_merged_set (State *state, const GPtrArray *parents);

static gpointer
new_state (UoisGqlValidation *validation)
{
  State *state = g_new0 (State, 1);

  state->validation = validation;
  for (guint i = 0; i < N_PASSES; i++)
    state->compared[i] = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  state->reported = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return state;
}

static void
free_state (gpointer data)
{
  State *state = data;

  for (guint i = 0; i < N_PASSES; i++)
    g_hash_table_unref (state->compared[i]);
  g_hash_table_unref (state->reported);
  g_free (state);
}

/* ---- Conflicts ---- */

static const char *
get_response_name (const State *state, const Entry *entry)
{
  return uois_node_get_response_name (state->validation->document, entry->node);
}

/* Reports at the outermost fields that lead to the two, with all fields on the way. */
static void
report (State *state, const Entry *a, const Entry *b, char *reason)
{
  guint64 pair = (guint64) MIN (a->node, b->node) << 32 | MAX (a->node, b->node);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  guint n_nodes = 1;

  if (!g_hash_table_add (state->reported, g_memdup2 (&pair, sizeof (pair))))
    {
      g_free (reason);
      return;
    }
  g_array_append_val (nodes, a->node);
  g_array_append_val (nodes, b->node);
  while (a->parent != b->parent)
    {
      char *inner = reason;

      reason = g_strdup_printf ("subfields \"%s\" conflict because %s", get_response_name (state, a), inner);
      g_free (inner);
      a = a->parent;
      b = b->parent;
      g_array_insert_val (nodes, n_nodes, b->node);
      g_array_insert_val (nodes, 0, a->node);
      n_nodes++;
    }
  uois_gql_validation_report (
      state->validation, (const UoisNode *) nodes->data, nodes->len,
      g_strdup_printf ("Fields \"%s\" conflict because %s. Use different aliases on the fields to fetch both if this "
                       "was intentional.",
                       get_response_name (state, a), reason));
  g_free (reason);
}

static gboolean
same_value (const UoisDocument *document, UoisNode a, UoisNode b)
{
  UoisNodeKind kind = uois_node_get_kind (document, a);
  UoisNode item_b = uois_node_get_first_child (document, b);
  guint n_fields = 0;

  if (kind != uois_node_get_kind (document, b))
    return FALSE;
  if (kind != UOIS_NODE_LIST_VALUE && kind != UOIS_NODE_OBJECT_VALUE)
    return strcmp (uois_node_get_text (document, a), uois_node_get_text (document, b)) == 0;

  UOIS_NODE_FOREACH (document, a, item)
  {
    /* The order of the fields of an object does not matter. */
    UoisNode other =
        kind == UOIS_NODE_LIST_VALUE ?
            item_b :
            uois_node_get_value (document, uois_node_find_argument (document, b, uois_node_get_text (document, item)));

    if (other == 0 ||
        !same_value (document, kind == UOIS_NODE_LIST_VALUE ? item : uois_node_get_value (document, item), other))
      return FALSE;
    item_b = uois_node_get_next (document, item_b);
    n_fields++;
  }
  UOIS_NODE_FOREACH (document, b, item)
  n_fields--;
  return n_fields == 0;
}

static gboolean
same_arguments (const UoisDocument *document, UoisNode a, UoisNode b)
{
  gint difference = 0;

  UOIS_NODE_FOREACH_KIND (document, a, UOIS_NODE_ARGUMENT, argument)
  {
    UoisNode other = uois_node_find_argument (document, b, uois_node_get_text (document, argument));

    if (other == 0 ||
        !same_value (document, uois_node_get_value (document, argument), uois_node_get_value (document, other)))
      return FALSE;
    difference++;
  }
  UOIS_NODE_FOREACH_KIND (document, b, UOIS_NODE_ARGUMENT, argument)
  difference--;
  return difference == 0;
}

static gboolean
compare_fields (State *state, const Entry *a, const Entry *b)
{
  const UoisDocument *document = state->validation->document;
  const char *name_a = uois_node_get_text (document, a->node);
  const char *name_b = uois_node_get_text (document, b->node);

  if (strcmp (name_a, name_b) != 0)
    report (state, a, b, g_strdup_printf ("\"%s\" and \"%s\" are different fields", name_a, name_b));
  else if (!same_arguments (document, a->node, b->node))
    report (state, a, b, g_strdup ("they have differing arguments"));
  else
    return TRUE;
  return FALSE;
}

static const UoisGqlType *
get_field_type (const State *state, UoisNode node)
{
  const UoisGqlType *parent_type = state->validation->field_types[node];
  const UoisGqlField *field = parent_type ?
                                  uois_gql_schema_find_field (state->validation->schema, parent_type,
                                                              uois_node_get_text (state->validation->document, node)) :
                                  NULL;

  return field ? field->type : NULL;
}

/* Lists of lists and non-null alike; the same type if it is a leaf. */
static gboolean
same_shape (const UoisGqlType *a, const UoisGqlType *b)
{
  while (a->kind == UOIS_GQL_TYPE_LIST || a->kind == UOIS_GQL_TYPE_NON_NULL || b->kind == UOIS_GQL_TYPE_LIST ||
         b->kind == UOIS_GQL_TYPE_NON_NULL)
    {
      if (a->kind != b->kind)
        return FALSE;
      a = a->of;
      b = b->of;
    }
  return (!uois_gql_type_is_leaf (a) && !uois_gql_type_is_leaf (b)) || a == b;
}

static gboolean
compare_shapes (State *state, const Entry *a, const Entry *b)
{
  const UoisGqlType *type_a = get_field_type (state, a->node);
  const UoisGqlType *type_b = get_field_type (state, b->node);

  if (type_a == NULL || type_b == NULL || same_shape (type_a, type_b))
    return TRUE;
  report (state, a, b, g_strdup_printf ("they return conflicting types \"%s\" and \"%s\"", type_a->text, type_b->text));
  return FALSE;
}

/* ---- Merged sets ---- */

static void
field_map_init (FieldMap *map)
{
  map->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  map->by_name = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
field_map_clear (FieldMap *map)
{
  g_ptr_array_unref (map->groups);
  g_hash_table_unref (map->by_name);
}

static void
add_field (State *state, FieldMap *map, GArray *nodes, UoisNode node, const Entry *parent)
{
  const char *name = uois_node_get_response_name (state->validation->document, node);
  GPtrArray *group = g_hash_table_lookup (map->by_name, name);
  Entry *entry = uois_arena_new (&state->validation->arena, Entry);

  entry->node = node;
  entry->parent = parent;
  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_ptr_array_add (map->groups, group);
      g_hash_table_insert (map->by_name, (gpointer) name, group);
    }
  g_ptr_array_add (group, entry);
  g_array_append_val (nodes, node);
  state->work++;
}

/* The fields of a selection set, those of fragments included; a fragment once per merged set. */
static void
add_selection_set (
    State *state, FieldMap *map, GArray *nodes, GHashTable *visited, UoisNode parent_node, const Entry *parent)
{
  const UoisDocument *document = state->validation->document;

  UOIS_NODE_FOREACH (document, uois_node_get_selection_set (document, parent_node), selection)
  switch ((int) uois_node_get_kind (document, selection))
    {
    case UOIS_NODE_FIELD:
      add_field (state, map, nodes, selection, parent);
      break;
    case UOIS_NODE_INLINE_FRAGMENT:
      add_selection_set (state, map, nodes, visited, selection, parent);
      break;
    default:
      {
        const UoisGqlDefinition *fragment =
            uois_gql_validation_find_fragment (state->validation, uois_node_get_text (document, selection));

        if (fragment && g_hash_table_add (visited, (gpointer) fragment))
          add_selection_set (state, map, nodes, visited, fragment->node, parent);
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

/* All entries of a group against the first, then their selection sets merged. */
static void
compare_group (State *state, const GPtrArray *group)
{
  for (guint i = 1; i < group->len; i++)
    if (!(state->pass == PASS_SAME_FIELD ? compare_fields (state, group->pdata[0], group->pdata[i]) :
                                           compare_shapes (state, group->pdata[0], group->pdata[i])))
      return;
  compare_merged_set (state, group);
}

/* The fields that can be asked of one object: those on abstract types, with those on each object type. */
static void
compare_by_parent_type (State *state, const GPtrArray *group)
{
  g_autoptr (GPtrArray) general = g_ptr_array_new ();
  g_autoptr (GPtrArray) object_types = g_ptr_array_new ();

  for (guint i = 0; i < group->len; i++)
    {
      const Entry *entry = group->pdata[i];
      const UoisGqlType *type = state->validation->field_types[entry->node];

      if (type == NULL || type->kind != UOIS_GQL_TYPE_OBJECT)
        g_ptr_array_add (general, group->pdata[i]);
      else if (!g_ptr_array_find (object_types, type, NULL))
        g_ptr_array_add (object_types, (gpointer) type);
    }
  if (object_types->len <= 1)
    {
      compare_group (state, group);
      return;
    }
  for (guint i = 0; i < object_types->len; i++)
    {
      g_autoptr (GPtrArray) together = g_ptr_array_copy (general, NULL, NULL);

      for (guint j = 0; j < group->len; j++)
        if (state->validation->field_types[((const Entry *) group->pdata[j])->node] == object_types->pdata[i])
          g_ptr_array_add (together, group->pdata[j]);
      compare_group (state, together);
    }
}

/* Merges the selection sets of @parents and compares what shares a response name. */
static void
compare_merged_set (State *state, const GPtrArray *parents)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  FieldMap map;

  if (state->work > state->validation->limits->fields * (guint64) 20)
    return;

  field_map_init (&map);
  for (guint i = 0; i < parents->len; i++)
    {
      const Entry *parent = parents->pdata[i];

      add_selection_set (state, &map, nodes, visited, parent->node, parent);
    }
  if (nodes->len > 0 && remember_set (state, nodes))
    for (guint i = 0; i < map.groups->len; i++)
      {
        if (state->pass == PASS_SAME_FIELD)
          compare_by_parent_type (state, map.groups->pdata[i]);
        else
          compare_group (state, map.groups->pdata[i]);
      }
  field_map_clear (&map);
}

static gboolean
enter_definition (UoisGqlValidation *validation, UoisNode node, gpointer data)
{
  State *state = data;
  Entry definition = { .node = node };
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();

  g_ptr_array_add (parents, &definition);
  for (state->pass = 0; state->pass < N_PASSES; state->pass++)
    compare_merged_set (state, parents);
  if (state->work > validation->limits->fields * (guint64) 20)
    uois_gql_validation_report_node (
        validation, node, g_strdup ("Too many fields overlap here to compare them. Ask for less in one question."));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, enter_definition, NULL },
                                           { UOIS_NODE_FRAGMENT_DEFINITION, enter_definition, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_overlapping_fields_can_be_merged_rule = { "OverlappingFieldsCanBeMergedRule", visitors,
                                                                     new_state, free_state };
