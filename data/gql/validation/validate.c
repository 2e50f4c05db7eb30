/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/validation/context.h"
#include "gql/validation/rules.h"

#include <glib/gi18n-lib.h>

#define N_NODE_KINDS (UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION + 1)
/* How many rules look at one kind of node. */
#define MOST_VISITORS 16

typedef struct
{
  guint rule;
  const UoisGqlVisitor *visitor;
} Visit;

/* The rules that look at each kind of node, in their order. */
typedef struct
{
  Visit visits[N_NODE_KINDS][MOST_VISITORS];
  guint n_visits[N_NODE_KINDS];
} Dispatch;

/* One walk of all rules through the document. */
typedef struct
{
  UoisGqlValidation *validation;
  const Dispatch *dispatch;
  gpointer states[UOIS_GQL_N_RULES];
  UoisNode skipped[UOIS_GQL_N_RULES]; /* the node inside which a rule does not look, or 0 */
} Walk;

static const Dispatch *
get_dispatch (void)
{
  static Dispatch dispatch;
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    {
      for (guint rule = 0; rule < UOIS_GQL_N_RULES; rule++)
        for (const UoisGqlVisitor *visitor = uois_gql_rules[rule]->visitors; visitor->kind != UOIS_NODE_NONE; visitor++)
          {
            g_assert (dispatch.n_visits[visitor->kind] < MOST_VISITORS);
            dispatch.visits[visitor->kind][dispatch.n_visits[visitor->kind]++] = (Visit){ rule, visitor };
          }
      g_once_init_leave (&is_ready, 1);
    }
  return &dispatch;
}

/* ---- What the rules ask of definitions, collected beforehand ---- */

static void
definition_free (gpointer data)
{
  UoisGqlDefinition *definition = data;

  g_array_unref (definition->usages);
  g_array_unref (definition->spreads);
  g_free (definition);
}

static void
collect_usage (UoisGqlDefinition *definition, const UoisGqlTypeInfo *info, UoisNode node)
{
  UoisGqlVariableUsage usage = {
    .node = node,
    .type = uois_gql_type_info_get_input_type (info),
    .has_default = uois_gql_type_info_has_default (info),
    .parent_type = uois_gql_type_info_get_parent_input_type (info),
  };

  g_array_append_val (definition->usages, usage);
}

static void
collect_node (UoisGqlValidation *validation, UoisGqlTypeInfo *info, UoisGqlDefinition *definition, UoisNode node)
{
  UoisNodeKind kind = uois_node_get_kind (validation->document, node);

  if (kind == UOIS_NODE_VARIABLE)
    collect_usage (definition, info, node);
  else if (kind == UOIS_NODE_FRAGMENT_SPREAD)
    g_array_append_val (definition->spreads, node);
  else if (kind == UOIS_NODE_FIELD)
    validation->field_types[node] = uois_gql_type_info_get_parent_type (info);

  uois_gql_type_info_enter (info, node);
  UOIS_NODE_FOREACH (validation->document, node, child)
  collect_node (validation, info, definition, child);
  uois_gql_type_info_leave (info, node);
}

static void
collect_definitions (UoisGqlValidation *validation)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    UoisGqlDefinition *definition;

    if (!uois_node_kind_is_executable (uois_node_get_kind (document, node)))
      continue;
    definition = g_new (UoisGqlDefinition, 1);
    definition->node = node;
    definition->usages = g_array_new (FALSE, FALSE, sizeof (UoisGqlVariableUsage));
    definition->spreads = g_array_new (FALSE, FALSE, sizeof (UoisNode));
    g_ptr_array_add (validation->definitions, definition);
    g_hash_table_insert (validation->definitions_by_node, GUINT_TO_POINTER (node), definition);
    if (uois_node_get_kind (document, node) == UOIS_NODE_FRAGMENT_DEFINITION)
      g_hash_table_insert (validation->fragments, (gpointer) uois_node_get_text (document, node), definition);
    collect_node (validation, &validation->info, definition, node);
  }
}

/* ---- Limits that protect the rules ---- */

/* Always TRUE; takes @message. */
static gboolean
exceed (UoisGqlValidation *validation, UoisNode node, char *message)
{
  uois_gql_validation_report_node (validation, node, message);
  return TRUE;
}

static gboolean
exceeds_limits (UoisGqlValidation *validation)
{
  const UoisDocument *document = validation->document;
  const UoisGqlLimits *limits = validation->limits;
  guint n_directives = 0;

  for (UoisNode node = 1; node < uois_document_get_n_nodes (document); node++)
    {
      UoisNodeKind kind = uois_node_get_kind (document, node);
      guint n_children = 0;
      guint n_here = 0;

      UOIS_NODE_FOREACH (document, node, child)
      {
        n_children++;
        n_here += uois_node_get_kind (document, child) == UOIS_NODE_DIRECTIVE;
      }
      n_directives += n_here;
      if (n_here > limits->directives_per_location)
        return exceed (validation, node,
                       g_strdup_printf (_ ("More than %u directives stand here."), limits->directives_per_location));
      if (n_directives > limits->directives)
        return exceed (validation, node,
                       g_strdup_printf (_ ("The question has more than %u directives."), limits->directives));
      if (kind == UOIS_NODE_SELECTION_SET && n_children > limits->aliases)
        return exceed (validation, node,
                       g_strdup_printf (_ ("More than %u fields are asked for here."), limits->aliases));
      if (kind == UOIS_NODE_LIST_VALUE && n_children > limits->list_items)
        return exceed (validation, node, g_strdup_printf (_ ("A list can have at most %u items."), limits->list_items));
    }
  return FALSE;
}

/* ---- The walk ---- */

static void
enter (Walk *walk, UoisNode node, UoisNodeKind kind)
{
  for (guint i = 0; i < walk->dispatch->n_visits[kind]; i++)
    {
      const Visit *visit = &walk->dispatch->visits[kind][i];

      if (visit->visitor->enter == NULL || walk->skipped[visit->rule] != 0)
        continue;
      walk->validation->errors->rule = uois_gql_rules[visit->rule]->name;
      if (!visit->visitor->enter (walk->validation, node, walk->states[visit->rule]))
        walk->skipped[visit->rule] = node;
    }
}

static void
leave (Walk *walk, UoisNode node, UoisNodeKind kind)
{
  for (guint i = 0; i < walk->dispatch->n_visits[kind]; i++)
    {
      const Visit *visit = &walk->dispatch->visits[kind][i];

      if (walk->skipped[visit->rule] == node)
        walk->skipped[visit->rule] = 0;
      else if (visit->visitor->leave && walk->skipped[visit->rule] == 0)
        {
          walk->validation->errors->rule = uois_gql_rules[visit->rule]->name;
          visit->visitor->leave (walk->validation, node, walk->states[visit->rule]);
        }
    }
}

static void
visit_node (Walk *walk, UoisNode node)
{
  UoisGqlValidation *validation = walk->validation;
  UoisNodeKind kind = uois_node_get_kind (validation->document, node);

  if (uois_gql_errors_is_full (validation->errors))
    return;

  uois_gql_type_info_enter (&validation->info, node);
  enter (walk, node, kind);
  g_array_append_val (validation->ancestors, node);
  UOIS_NODE_FOREACH (validation->document, node, child)
  {
    UoisNodeKind child_kind = uois_node_get_kind (validation->document, child);

    /* What belongs to the type system is the business of one rule, which looks at the document. */
    if (kind != UOIS_NODE_DOCUMENT || uois_node_kind_is_executable (child_kind))
      visit_node (walk, child);
  }
  g_array_set_size (validation->ancestors, validation->ancestors->len - 1);
  leave (walk, node, kind);
  uois_gql_type_info_leave (&validation->info, node);
}

static void
walk_rules (UoisGqlValidation *validation)
{
  Walk walk = { .validation = validation, .dispatch = get_dispatch () };

  for (guint i = 0; i < UOIS_GQL_N_RULES; i++)
    if (uois_gql_rules[i]->new_state)
      walk.states[i] = uois_gql_rules[i]->new_state (validation);
  visit_node (&walk, uois_document_get_root (validation->document));
  for (guint i = 0; i < UOIS_GQL_N_RULES; i++)
    if (walk.states[i] && uois_gql_rules[i]->free_state)
      uois_gql_rules[i]->free_state (walk.states[i]);
  validation->errors->rule = NULL;
}

gboolean
uois_gql_validate (const UoisGqlSchema *schema,
                   const UoisDocument *document,
                   const UoisGqlLimits *limits,
                   UoisGqlErrors *errors)
{
  UoisGqlValidation validation = { .schema = schema, .document = document, .limits = limits, .errors = errors };

  validation.ancestors = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  validation.definitions = g_ptr_array_new_with_free_func (definition_free);
  validation.definitions_by_node = g_hash_table_new (NULL, NULL);
  validation.fragments = g_hash_table_new (g_str_hash, g_str_equal);
  validation.field_types = g_new0 (const UoisGqlType *, uois_document_get_n_nodes (document));
  uois_gql_type_info_init (&validation.info, schema, document, &validation.arena);

  if (!exceeds_limits (&validation))
    {
      collect_definitions (&validation);
      walk_rules (&validation);
    }

  uois_gql_type_info_clear (&validation.info);
  g_free (validation.field_types);
  g_hash_table_unref (validation.fragments);
  g_hash_table_unref (validation.definitions_by_node);
  g_ptr_array_unref (validation.definitions);
  g_array_unref (validation.ancestors);
  uois_arena_clear (&validation.arena);
  return uois_gql_errors_get_length (errors) == 0;
}
