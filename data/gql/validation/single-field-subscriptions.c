/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.2.4.1. */

/* The fields of a subscription's root by response name, in the order of their first appearance. */
typedef struct
{
  UoisGqlValidation *validation;
  GPtrArray *groups;   /* GArray of UoisNode */
  GHashTable *by_name; /* utf8 -> GArray */
  GHashTable *visited; /* UoisGqlDefinition */
} Collection;

static void
add_field (Collection *collection, UoisNode field)
{
  const UoisDocument *document = collection->validation->document;
  gpointer name = (gpointer) uois_node_get_response_name (document, field);
  GArray *nodes = g_hash_table_lookup (collection->by_name, name);

  if (nodes == NULL)
    {
      nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
      g_ptr_array_add (collection->groups, nodes);
      g_hash_table_insert (collection->by_name, name, nodes);
    }
  g_array_append_val (nodes, field);
}

/* Only what a literal says is known here: a variable includes. */
static gboolean
is_skipped (const UoisDocument *document, UoisNode node)
{
  UoisNode skip = uois_node_get_value (
      document, uois_node_find_argument (document, uois_node_find_directive (document, node, "skip"), "if"));
  UoisNode include = uois_node_get_value (
      document, uois_node_find_argument (document, uois_node_find_directive (document, node, "include"), "if"));

  return (uois_node_get_kind (document, skip) == UOIS_NODE_BOOLEAN_VALUE && uois_node_get_boolean (document, skip)) ||
         (uois_node_get_kind (document, include) == UOIS_NODE_BOOLEAN_VALUE &&
          !uois_node_get_boolean (document, include));
}

static gboolean
type_applies (const UoisGqlValidation *validation, UoisNode fragment)
{
  UoisNode condition = uois_node_get_type (validation->document, fragment);
  const UoisGqlType *type =
      condition ? uois_gql_schema_find_type (validation->schema, uois_node_get_text (validation->document, condition)) :
                  validation->schema->subscription;

  return type == validation->schema->subscription ||
         (type && uois_gql_type_is_possible (type, validation->schema->subscription));
}

static void collect (Collection *collection, UoisNode parent);

static void
collect_fragment (Collection *collection, UoisNode fragment)
{
  if (type_applies (collection->validation, fragment))
    collect (collection, fragment);
}

static void
collect (Collection *collection, UoisNode parent)
{
  const UoisDocument *document = collection->validation->document;

  UOIS_NODE_FOREACH (document, uois_node_get_selection_set (document, parent), selection)
  {
    UoisNodeKind kind = uois_node_get_kind (document, selection);
    const UoisGqlDefinition *fragment;

    if (is_skipped (document, selection))
      continue;
    if (kind == UOIS_NODE_FIELD)
      add_field (collection, selection);
    else if (kind == UOIS_NODE_INLINE_FRAGMENT)
      collect_fragment (collection, selection);
    else
      {
        fragment = uois_gql_validation_find_fragment (collection->validation, uois_node_get_text (document, selection));
        if (fragment && g_hash_table_add (collection->visited, (gpointer) fragment))
          collect_fragment (collection, fragment->node);
      }
  }
}

static void
report (UoisGqlValidation *validation, const GArray *nodes, const char *operation, const char *what)
{
  if (nodes->len > 0)
    uois_gql_validation_report (validation, (const UoisNode *) nodes->data, nodes->len,
                                operation[0] == '\0' ?
                                    g_strdup_printf ("Anonymous Subscription must %s.", what) :
                                    g_strdup_printf ("Subscription \"%s\" must %s.", operation, what));
}

static void
check_collection (const Collection *collection, const char *operation)
{
  const UoisDocument *document = collection->validation->document;
  g_autoptr (GArray) extra = g_array_new (FALSE, FALSE, sizeof (UoisNode));

  for (guint i = 1; i < collection->groups->len; i++)
    {
      const GArray *nodes = collection->groups->pdata[i];

      g_array_append_vals (extra, nodes->data, nodes->len);
    }
  report (collection->validation, extra, operation, "select only one top level field");
  for (guint i = 0; i < collection->groups->len; i++)
    {
      const GArray *nodes = collection->groups->pdata[i];

      if (g_str_has_prefix (uois_node_get_text (document, g_array_index (nodes, UoisNode, 0)), "__"))
        report (collection->validation, nodes, operation, "not select an introspection top level field");
    }
}

static gboolean
enter_operation (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GHashTable) by_name = NULL;
  g_autoptr (GHashTable) visited = NULL;
  Collection collection = { .validation = validation };

  if (uois_node_get_operation_type (validation->document, node) != UOIS_OPERATION_TYPE_SUBSCRIPTION ||
      validation->schema->subscription == NULL)
    return TRUE;

  collection.groups = groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  collection.by_name = by_name = g_hash_table_new (g_str_hash, g_str_equal);
  collection.visited = visited = g_hash_table_new (NULL, NULL);
  collect (&collection, node);
  check_collection (&collection, uois_node_get_text (validation->document, node));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_OPERATION_DEFINITION, enter_operation, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_single_field_subscriptions_rule = { "SingleFieldSubscriptionsRule", visitors };
