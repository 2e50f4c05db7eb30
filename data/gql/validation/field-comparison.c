/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/validation/field-comparison.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* How much of a conflict a message tells. */
#define MOST_DETAIL 1000
#define MOST_NODES 20

/* The fields of a selection set by response name, and the fragments it spreads; inline fragments are part of it. */
typedef struct
{
  GPtrArray *names;     /* utf8, in the order of appearance */
  GHashTable *by_name;  /* utf8 -> GArray of UoisNode */
  GPtrArray *fragments; /* UoisGqlDefinition */
} Collection;

/* Why two fields cannot be merged. */
typedef struct
{
  const char *response_name;
  char *reason;
  GArray *nodes[2]; /* UoisNode: on either side, outermost first */
} Conflict;

struct _UoisGqlFieldComparison
{
  UoisGqlValidation *validation;
  GHashTable *collections;        /* selection set node -> Collection */
  GHashTable *compared_pairs;     /* pairs of fragments, see was_compared() */
  GHashTable *compared_fragments; /* collection with fragment */
  guint64 work;
};

static void collect_between_sub_selection_sets (
    UoisGqlFieldComparison *comparison, GPtrArray *conflicts, gboolean exclusive, UoisNode a, UoisNode b);

/* ---- What two fields have in common ---- */

/* The field of @b that goes with @field of @a: of that name, and the first, second, ... of it. */
static UoisNode
find_counterpart (const UoisDocument *document, UoisNode a, UoisNode field, UoisNode b)
{
  const char *name = uois_node_get_text (document, field);
  UoisNode counterpart = uois_node_find_argument (document, b, name);

  for (UoisNode other = uois_node_find_argument (document, a, name); other != field && counterpart != 0;
       other = uois_node_get_next (document, other))
    if (strcmp (uois_node_get_text (document, other), name) == 0)
      do
        counterpart = uois_node_get_next (document, counterpart);
      while (counterpart != 0 && strcmp (uois_node_get_text (document, counterpart), name) != 0);
  return counterpart;
}

static gboolean
same_value (const UoisDocument *document, UoisNode a, UoisNode b)
{
  UoisNodeKind kind = uois_node_get_kind (document, a);
  UoisNode next = uois_node_get_first_child (document, b);
  int difference = 0;

  if (kind != uois_node_get_kind (document, b))
    return FALSE;
  if (kind == UOIS_NODE_STRING_VALUE && uois_node_get_block (document, a) != uois_node_get_block (document, b))
    return FALSE;
  if (kind != UOIS_NODE_LIST_VALUE && kind != UOIS_NODE_OBJECT_VALUE)
    return strcmp (uois_node_get_text (document, a), uois_node_get_text (document, b)) == 0;

  UOIS_NODE_FOREACH (document, a, item)
  {
    UoisNode value = item;
    UoisNode other = next;

    if (kind == UOIS_NODE_OBJECT_VALUE)
      {
        value = uois_node_get_value (document, item);
        other = uois_node_get_value (document, find_counterpart (document, a, item, b));
      }
    if (other == 0 || !same_value (document, value, other))
      return FALSE;
    next = uois_node_get_next (document, next);
    difference++;
  }
  UOIS_NODE_FOREACH (document, b, item)
  difference--;
  return difference == 0;
}

gboolean
uois_gql_same_arguments (const UoisDocument *document, UoisNode a, UoisNode b)
{
  int difference = 0;

  UOIS_NODE_FOREACH_KIND (document, b, UOIS_NODE_ARGUMENT, argument)
  difference--;
  UOIS_NODE_FOREACH_KIND (document, a, UOIS_NODE_ARGUMENT, argument)
  difference++;
  if (difference != 0)
    return FALSE;

  UOIS_NODE_FOREACH_KIND (document, a, UOIS_NODE_ARGUMENT, argument)
  {
    UoisNode other = uois_node_find_argument (document, b, uois_node_get_text (document, argument));

    if (other == 0 ||
        !same_value (document, uois_node_get_value (document, argument), uois_node_get_value (document, other)))
      return FALSE;
  }
  return TRUE;
}

gboolean
uois_gql_same_shape (const UoisGqlType *a, const UoisGqlType *b)
{
  while (a->of || b->of)
    {
      if (a->kind != b->kind)
        return FALSE;
      a = a->of;
      b = b->of;
    }
  return (!uois_gql_type_is_leaf (a) && !uois_gql_type_is_leaf (b)) || a == b;
}

const UoisGqlType *
uois_gql_get_selected_type (const UoisGqlValidation *validation, UoisNode field)
{
  const UoisGqlType *parent_type = validation->field_types[field];
  const char *name = uois_node_get_text (validation->document, field);
  const UoisGqlField *definition =
      parent_type ? uois_gql_schema_find_field (validation->schema, parent_type, name) : NULL;

  return definition && definition->owner == parent_type ? definition->type : NULL;
}

/* ---- Conflicts ---- */

static void
conflict_free (gpointer data)
{
  Conflict *conflict = data;

  g_free (conflict->reason);
  g_array_unref (conflict->nodes[0]);
  g_array_unref (conflict->nodes[1]);
  g_free (conflict);
}

static Conflict *
conflict_new (const char *response_name, char *reason, UoisNode a, UoisNode b)
{
  Conflict *conflict = g_new (Conflict, 1);

  conflict->response_name = response_name;
  conflict->reason = reason;
  conflict->nodes[0] = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  conflict->nodes[1] = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  g_array_append_val (conflict->nodes[0], a);
  g_array_append_val (conflict->nodes[1], b);
  return conflict;
}

/* Long texts end in dots. */
static char *
abbreviate (const char *text)
{
  const char *end = text;
  gsize left = MOST_DETAIL;

  while (left > 0 && *end != '\0')
    {
      end = g_utf8_next_char (end);
      left--;
    }
  return *end == '\0' ? g_strdup (text) : g_strdup_printf ("%.*s...", (int) (end - text), text);
}

/* The deepest nodes of the conflicts are told rather than those around them. */
static void
append_nodes (GArray *nodes, const GArray *inner)
{
  guint room = MOST_NODES - nodes->len;
  guint first = inner->len > room ? inner->len - room : 0;

  g_array_append_vals (nodes, (const UoisNode *) inner->data + first, inner->len - first);
}

/* One conflict of two fields, from those in their selection sets; NULL if there are none. */
static Conflict *
conflict_of_subfields (const GPtrArray *inner, const char *response_name, UoisNode a, UoisNode b)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  Conflict *conflict;

  if (inner->len == 0)
    return NULL;
  for (guint i = 0; i < inner->len && reason->len <= MOST_DETAIL; i++)
    {
      const Conflict *subfield = inner->pdata[i];
      g_autofree char *name = abbreviate (subfield->response_name);

      g_string_append_printf (reason, "%ssubfields \"%s\" conflict because %s", i > 0 ? " and " : "", name,
                              subfield->reason);
    }
  conflict = conflict_new (response_name, abbreviate (reason->str), a, b);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < inner->len && conflict->nodes[side]->len < MOST_NODES; i++)
      append_nodes (conflict->nodes[side], ((const Conflict *) inner->pdata[i])->nodes[side]);
  return conflict;
}

/* Why two fields that can be asked of one object cannot be one; NULL if they can. */
static char *
find_difference (const UoisDocument *document, UoisNode a, UoisNode b)
{
  const char *name_a = uois_node_get_text (document, a);
  const char *name_b = uois_node_get_text (document, b);

  if (strcmp (name_a, name_b) != 0)
    return g_strdup_printf ("\"%s\" and \"%s\" are different fields", name_a, name_b);
  return uois_gql_same_arguments (document, a, b) ? NULL : g_strdup ("they have differing arguments");
}

static Conflict *
find_conflict (
    UoisGqlFieldComparison *comparison, gboolean exclusive, const char *response_name, UoisNode a, UoisNode b)
{
  const UoisGqlValidation *validation = comparison->validation;
  const UoisGqlType *parent_a = validation->field_types[a];
  const UoisGqlType *parent_b = validation->field_types[b];
  const UoisGqlType *type_a = uois_gql_get_selected_type (validation, a);
  const UoisGqlType *type_b = uois_gql_get_selected_type (validation, b);
  g_autoptr (GPtrArray) inner = NULL;
  char *reason = NULL;
  UoisNode set_a;
  UoisNode set_b;

  comparison->work += 2;
  /* Objects of two object types are never the same object. */
  if (parent_a != parent_b && parent_a && parent_b && parent_a->kind == UOIS_GQL_TYPE_OBJECT &&
      parent_b->kind == UOIS_GQL_TYPE_OBJECT)
    exclusive = TRUE;

  if (!exclusive)
    reason = find_difference (validation->document, a, b);
  if (reason == NULL && type_a && type_b && !uois_gql_same_shape (type_a, type_b))
    reason = g_strdup_printf ("they return conflicting types \"%s\" and \"%s\"", type_a->text, type_b->text);
  if (reason)
    return conflict_new (response_name, reason, a, b);

  set_a = uois_node_get_selection_set (validation->document, a);
  set_b = uois_node_get_selection_set (validation->document, b);
  if (set_a == 0 || set_b == 0)
    return NULL;
  inner = g_ptr_array_new_with_free_func (conflict_free);
  collect_between_sub_selection_sets (comparison, inner, exclusive, set_a, set_b);
  return conflict_of_subfields (inner, response_name, a, b);
}

/* ---- Collections ---- */

static void
collection_free (gpointer data)
{
  Collection *collection = data;

  g_ptr_array_unref (collection->names);
  g_hash_table_unref (collection->by_name);
  g_ptr_array_unref (collection->fragments);
  g_free (collection);
}

static void
fill_collection (UoisGqlFieldComparison *comparison, Collection *collection, UoisNode selection_set)
{
  const UoisDocument *document = comparison->validation->document;

  UOIS_NODE_FOREACH (document, selection_set, selection)
  {
    UoisNodeKind kind = uois_node_get_kind (document, selection);

    if (kind == UOIS_NODE_INLINE_FRAGMENT)
      fill_collection (comparison, collection, uois_node_get_selection_set (document, selection));
    else if (kind == UOIS_NODE_FRAGMENT_SPREAD)
      {
        const UoisGqlDefinition *fragment =
            uois_gql_validation_find_fragment (comparison->validation, uois_node_get_text (document, selection));

        if (fragment && !g_ptr_array_find (collection->fragments, fragment, NULL))
          g_ptr_array_add (collection->fragments, (gpointer) fragment);
      }
    else
      {
        gpointer name = (gpointer) uois_node_get_response_name (document, selection);
        GArray *nodes = g_hash_table_lookup (collection->by_name, name);

        if (nodes == NULL)
          {
            nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
            g_ptr_array_add (collection->names, name);
            g_hash_table_insert (collection->by_name, name, nodes);
          }
        g_array_append_val (nodes, selection);
      }
  }
}

static Collection *
get_collection (UoisGqlFieldComparison *comparison, UoisNode selection_set)
{
  Collection *collection = g_hash_table_lookup (comparison->collections, GUINT_TO_POINTER (selection_set));

  if (collection)
    return collection;
  collection = g_new (Collection, 1);
  collection->names = g_ptr_array_new ();
  collection->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  collection->fragments = g_ptr_array_new ();
  g_hash_table_insert (comparison->collections, GUINT_TO_POINTER (selection_set), collection);
  fill_collection (comparison, collection, selection_set);
  return collection;
}

static Collection *
get_fragment_collection (UoisGqlFieldComparison *comparison, const UoisGqlDefinition *fragment)
{
  return get_collection (comparison, uois_node_get_selection_set (comparison->validation->document, fragment->node));
}

/* Whether a pair was compared before, as strictly as now: what was found among fields of one object holds for others too. */
static gboolean
was_compared (GHashTable *pairs, gconstpointer a, gconstpointer b, gboolean exclusive)
{
  g_autofree char *key = g_strdup_printf ("%p %p", a, b);
  gpointer strict;

  if (g_hash_table_lookup_extended (pairs, key, NULL, &strict) && (exclusive || GPOINTER_TO_INT (strict)))
    return TRUE;
  g_hash_table_insert (pairs, g_steal_pointer (&key), GINT_TO_POINTER (!exclusive));
  return FALSE;
}

/* ---- Comparing collections ---- */

static gboolean
is_exhausted (const UoisGqlFieldComparison *comparison)
{
  return comparison->work > UOIS_GQL_COMPARISON_BUDGET;
}

static void
take_conflict (GPtrArray *conflicts, Conflict *conflict)
{
  if (conflict)
    g_ptr_array_add (conflicts, conflict);
}

static void
collect_within (UoisGqlFieldComparison *comparison, GPtrArray *conflicts, const Collection *collection)
{
  for (guint i = 0; i < collection->names->len; i++)
    {
      const char *name = collection->names->pdata[i];
      const GArray *nodes = g_hash_table_lookup (collection->by_name, name);

      for (guint j = 0; j < nodes->len; j++)
        for (guint k = j + 1; k < nodes->len && !is_exhausted (comparison); k++)
          take_conflict (conflicts, find_conflict (comparison, FALSE, name, g_array_index (nodes, UoisNode, j),
                                                   g_array_index (nodes, UoisNode, k)));
    }
}

static void
collect_between (UoisGqlFieldComparison *comparison,
                 GPtrArray *conflicts,
                 gboolean exclusive,
                 const Collection *a,
                 const Collection *b)
{
  for (guint i = 0; i < a->names->len; i++)
    {
      const char *name = a->names->pdata[i];
      const GArray *nodes_a = g_hash_table_lookup (a->by_name, name);
      const GArray *nodes_b = g_hash_table_lookup (b->by_name, name);

      comparison->work++;
      for (guint j = 0; nodes_b && j < nodes_a->len; j++)
        for (guint k = 0; k < nodes_b->len && !is_exhausted (comparison); k++)
          take_conflict (conflicts, find_conflict (comparison, exclusive, name, g_array_index (nodes_a, UoisNode, j),
                                                   g_array_index (nodes_b, UoisNode, k)));
    }
}

static void
collect_with_fragment (UoisGqlFieldComparison *comparison,
                       GPtrArray *conflicts,
                       gboolean exclusive,
                       const Collection *collection,
                       const UoisGqlDefinition *fragment)
{
  const Collection *other;

  comparison->work++;
  if (is_exhausted (comparison) || collection->names->len == 0 ||
      was_compared (comparison->compared_fragments, collection, fragment, exclusive))
    return;
  other = get_fragment_collection (comparison, fragment);
  if (other == collection)
    return;
  collect_between (comparison, conflicts, exclusive, collection, other);
  for (guint i = 0; i < other->fragments->len; i++)
    collect_with_fragment (comparison, conflicts, exclusive, collection, other->fragments->pdata[i]);
}

static void
collect_between_fragments (UoisGqlFieldComparison *comparison,
                           GPtrArray *conflicts,
                           gboolean exclusive,
                           const UoisGqlDefinition *a,
                           const UoisGqlDefinition *b)
{
  const Collection *collection_a;
  const Collection *collection_b;

  comparison->work += 2;
  if (is_exhausted (comparison) || a == b ||
      was_compared (comparison->compared_pairs, MIN (a, b), MAX (a, b), exclusive))
    return;
  collection_a = get_fragment_collection (comparison, a);
  collection_b = get_fragment_collection (comparison, b);
  collect_between (comparison, conflicts, exclusive, collection_a, collection_b);
  for (guint i = 0; i < collection_b->fragments->len; i++)
    collect_between_fragments (comparison, conflicts, exclusive, a, collection_b->fragments->pdata[i]);
  for (guint i = 0; i < collection_a->fragments->len; i++)
    collect_between_fragments (comparison, conflicts, exclusive, collection_a->fragments->pdata[i], b);
}

static void
collect_between_sub_selection_sets (
    UoisGqlFieldComparison *comparison, GPtrArray *conflicts, gboolean exclusive, UoisNode a, UoisNode b)
{
  const Collection *collection_a = get_collection (comparison, a);
  const Collection *collection_b = get_collection (comparison, b);

  collect_between (comparison, conflicts, exclusive, collection_a, collection_b);
  for (guint i = 0; i < collection_b->fragments->len; i++)
    collect_with_fragment (comparison, conflicts, exclusive, collection_a, collection_b->fragments->pdata[i]);
  for (guint i = 0; i < collection_a->fragments->len; i++)
    collect_with_fragment (comparison, conflicts, exclusive, collection_b, collection_a->fragments->pdata[i]);
  for (guint i = 0; i < collection_a->fragments->len; i++)
    for (guint j = 0; j < collection_b->fragments->len; j++)
      collect_between_fragments (comparison, conflicts, exclusive, collection_a->fragments->pdata[i],
                                 collection_b->fragments->pdata[j]);
}

/* ---- The report ---- */

static void
report_conflict (UoisGqlValidation *validation, const Conflict *conflict)
{
  g_autoptr (GArray) nodes = g_array_copy (conflict->nodes[0]);
  g_autofree char *name = abbreviate (conflict->response_name);

  g_array_append_vals (nodes, conflict->nodes[1]->data, conflict->nodes[1]->len);
  uois_gql_validation_report (validation, (const UoisNode *) nodes->data, nodes->len,
                              g_strdup_printf ("Fields \"%s\" conflict because %s. Use different aliases on the fields "
                                               "to fetch both if this was intentional.",
                                               name, conflict->reason));
}

void
uois_gql_field_comparison_report (UoisGqlFieldComparison *comparison, UoisNode selection_set)
{
  const Collection *collection = get_collection (comparison, selection_set);
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func (conflict_free);

  if (is_exhausted (comparison))
    return;

  collect_within (comparison, conflicts, collection);
  for (guint i = 0; i < collection->fragments->len; i++)
    {
      collect_with_fragment (comparison, conflicts, FALSE, collection, collection->fragments->pdata[i]);
      for (guint j = i + 1; j < collection->fragments->len; j++)
        collect_between_fragments (comparison, conflicts, FALSE, collection->fragments->pdata[i],
                                   collection->fragments->pdata[j]);
    }
  for (guint i = 0; i < conflicts->len; i++)
    report_conflict (comparison->validation, conflicts->pdata[i]);
  if (is_exhausted (comparison))
    uois_gql_validation_report_node (
        comparison->validation, selection_set,
        g_strdup (_ ("Too many fields overlap here to compare them all. Ask for less in one question.")));
}

UoisGqlFieldComparison *
uois_gql_field_comparison_new (UoisGqlValidation *validation)
{
  UoisGqlFieldComparison *comparison = g_new0 (UoisGqlFieldComparison, 1);

  comparison->validation = validation;
  comparison->collections = g_hash_table_new_full (NULL, NULL, NULL, collection_free);
  comparison->compared_pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  comparison->compared_fragments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return comparison;
}

void
uois_gql_field_comparison_free (UoisGqlFieldComparison *comparison)
{
  g_hash_table_unref (comparison->collections);
  g_hash_table_unref (comparison->compared_pairs);
  g_hash_table_unref (comparison->compared_fragments);
  g_free (comparison);
}
