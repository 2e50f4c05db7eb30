/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/collect-fields.h"

#include "gql/introspection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A response name on the way to a field: the nodes that have it. */
typedef struct
{
  const char *response_name;
  GArray *nodes; /* UoisNode */
} Group;

/* The grouped field set of one object type. */
typedef struct
{
  UoisGqlCollector *collector;
  const UoisGqlType *type;
  GArray *groups;      /* Group, in the order of their first appearance */
  GHashTable *by_name; /* response name -> index of its group + 1 */
  GHashTable *visited; /* names of fragments */
} Grouping;

static void
group_clear (gpointer data)
{
  g_array_unref (((Group *) data)->nodes);
}

/* What `if` of a `@skip` or `@include` says; @otherwise without that directive. */
static gboolean
evaluate_condition (UoisGqlCollector *collector, UoisNode node, const char *name, gboolean otherwise)
{
  const UoisDocument *document = collector->document;
  UoisNode directive = uois_node_find_directive (document, node, name);
  UoisNode literal = uois_node_get_value (document, uois_node_find_argument (document, directive, "if"));
  const UoisGqlValue *value;

  if (directive == 0)
    return otherwise;
  value =
      uois_gql_coerce_literal (collector->arena, document, literal, collector->schema->boolean, collector->variables);
  return value && value->kind == UOIS_GQL_VALUE_SCALAR ? value->scalar.integer != 0 : otherwise;
}

static gboolean
should_include (UoisGqlCollector *collector, UoisNode node)
{
  return !evaluate_condition (collector, node, "skip", FALSE) && evaluate_condition (collector, node, "include", TRUE);
}

static gboolean
type_applies (Grouping *grouping, UoisNode condition)
{
  const UoisGqlType *type;

  if (condition == 0)
    return TRUE;
  type = uois_gql_schema_find_type (grouping->collector->schema,
                                    uois_node_get_text (grouping->collector->document, condition));
  return type && (type == grouping->type || uois_gql_type_is_possible (type, grouping->type));
}

static void
add_field (Grouping *grouping, UoisNode node)
{
  const char *name = uois_node_get_response_name (grouping->collector->document, node);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (grouping->by_name, name));

  if (index == 0)
    {
      Group group = { .response_name = name, .nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode)) };

      g_array_append_val (grouping->groups, group);
      index = grouping->groups->len;
      g_hash_table_insert (grouping->by_name, (gpointer) name, GUINT_TO_POINTER (index));
    }
  g_array_append_val (g_array_index (grouping->groups, Group, index - 1).nodes, node);
}

static void
group_selection_set (Grouping *grouping, UoisNode parent)
{
  UoisGqlCollector *collector = grouping->collector;
  const UoisDocument *document = collector->document;

  UOIS_NODE_FOREACH (document, uois_node_get_selection_set (document, parent), selection)
  {
    UoisNodeKind kind = uois_node_get_kind (document, selection);
    UoisNode fragment = selection;

    if (!should_include (collector, selection))
      continue;
    if (kind == UOIS_NODE_FIELD)
      {
        add_field (grouping, selection);
        continue;
      }
    if (kind == UOIS_NODE_FRAGMENT_SPREAD)
      {
        const char *name = uois_node_get_text (document, selection);

        if (!g_hash_table_add (grouping->visited, (gpointer) name))
          continue;
        fragment = GPOINTER_TO_UINT (g_hash_table_lookup (collector->fragments, name));
      }
    if (fragment != 0 && type_applies (grouping, uois_node_get_type (document, fragment)))
      group_selection_set (grouping, fragment);
  }
}

static void
set_label (UoisGqlCollector *collector, UoisGqlPlanField *field, gboolean is_first)
{
  gsize length = strlen (field->response_name) + (is_first ? 3 : 4);
  gsize size = (length / UOIS_GQL_LABEL_STEP + 1) * UOIS_GQL_LABEL_STEP;
  char *label = uois_arena_allocate (collector->arena, size);

  /* Names of GraphQL have nothing to escape. */
  g_snprintf (label, size, "%s\"%s\":", is_first ? "" : ",", field->response_name);
  field->label = label;
  field->label_length = length;
  field->label_size = size;
}

/* What is constant is coerced once, here. */
static void
coerce_arguments (UoisGqlCollector *collector, UoisGqlPlanField *field)
{
  const UoisGqlField *definition = field->field;
  UoisNode node = field->nodes[0];

  if (definition->arguments.length == 0)
    return;
  field->arguments = uois_arena_allocate (collector->arena, definition->arguments.length * sizeof (gpointer));
  for (guint i = 0; i < definition->arguments.length; i++)
    {
      UoisNode argument = uois_node_find_argument (collector->document, node, definition->arguments.items[i]->name);

      if (argument != 0 && uois_gql_uses_variables (collector->document, argument))
        field->dynamic |= UOIS_GQL_DYNAMIC_BIT (i);
    }
  for (guint i = 0; i < definition->arguments.length; i++)
    if (!(field->dynamic & UOIS_GQL_DYNAMIC_BIT (i)) && field->argument_error == NULL)
      uois_gql_coerce_arguments (collector->arena, collector->document, node, &definition->arguments.items[i], 1, NULL,
                                 &field->arguments[i], &field->argument_error_node, &field->argument_error);
  if (field->dynamic)
    g_ptr_array_add (collector->dynamic_fields, field);
}

static gboolean
fill_field (
    UoisGqlCollector *collector, UoisGqlPlanField *field, const Group *group, const UoisGqlType *type, guint depth)
{
  const char *name;
  gsize size = group->nodes->len * sizeof (UoisNode);

  field->response_name = group->response_name;
  field->n_nodes = group->nodes->len;
  field->nodes = memcpy (uois_arena_allocate (collector->arena, size), group->nodes->data, size);
  name = uois_node_get_text (collector->document, field->nodes[0]);
  field->field = uois_gql_schema_find_field (collector->schema, type, name);
  g_assert (field->field != NULL);
  field->output = -1;
  field->depth = depth;
  if (g_str_has_prefix (type->name, "__"))
    field->introspection = uois_gql_introspection_find_field (name);
  field->nullable = field->field->type->kind != UOIS_GQL_TYPE_NON_NULL;
  field->item_nullable = TRUE;
  if (uois_gql_type_get_nullable (field->field->type)->kind == UOIS_GQL_TYPE_LIST)
    field->item_nullable = uois_gql_type_get_nullable (field->field->type)->of->kind != UOIS_GQL_TYPE_NON_NULL;
  coerce_arguments (collector, field);

  if (uois_gql_type_is_abstract (field->field->type->named))
    field->possible_selections =
        uois_arena_allocate (collector->arena, field->field->type->named->possible_types.length * sizeof (gpointer));
  if (field->field->type->named->kind != UOIS_GQL_TYPE_OBJECT)
    return TRUE;
  field->selection =
      uois_gql_collect_fields (collector, field->field->type->named, field->nodes, field->n_nodes, depth + 1);
  return field->selection != NULL;
}

/* Always NULL. */
static UoisGqlFieldSet *
fail (UoisGqlCollector *collector, UoisNode node, char *message)
{
  uois_gql_errors_add (collector->errors, collector->document, &node, 1, NULL, message);
  return NULL;
}

static UoisGqlFieldSet *
fill_field_set (Grouping *grouping, guint depth)
{
  UoisGqlCollector *collector = grouping->collector;
  UoisGqlFieldSet *set = uois_arena_new (collector->arena, UoisGqlFieldSet);

  set->type = grouping->type;
  set->id = -1;
  set->length = grouping->groups->len;
  set->fields = uois_arena_allocate (collector->arena, set->length * sizeof (UoisGqlPlanField));
  for (guint i = 0; i < set->length; i++)
    {
      if (!fill_field (collector, &set->fields[i], &g_array_index (grouping->groups, Group, i), grouping->type, depth))
        return NULL;
      set_label (collector, &set->fields[i], i == 0);
    }
  return set;
}

UoisGqlFieldSet *
uois_gql_collect_fields (
    UoisGqlCollector *collector, const UoisGqlType *type, const UoisNode *parents, guint n_parents, guint depth)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) visited = g_hash_table_new (g_str_hash, g_str_equal);
  Grouping grouping = {
    .collector = collector, .type = type, .groups = groups, .by_name = by_name, .visited = visited
  };
  gboolean is_introspection = g_str_has_prefix (type->name, "__");
  guint limit = is_introspection ? collector->limits->introspection_depth : collector->limits->depth;

  g_array_set_clear_func (groups, group_clear);
  if (depth > limit)
    return fail (
        collector, parents[0],
        g_strdup_printf (_ ("The question nests deeper than %u selection sets. Ask for less in one question."), limit));

  for (guint i = 0; i < n_parents; i++)
    group_selection_set (&grouping, parents[i]);
  collector->n_fields += groups->len;
  if (collector->n_fields > collector->limits->fields)
    return fail (collector, parents[0],
                 g_strdup_printf (_ ("The question has more than %u fields. Ask for less in one question."),
                                  collector->limits->fields));
  return fill_field_set (&grouping, depth);
}
