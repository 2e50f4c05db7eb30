/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/validation/context.h"
#include "gql/validation/rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_NODE_KINDS (UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION + 1)
/* How many rules look at one kind of node. */
#define MOST_VISITORS 16

typedef struct
{
  guint rule;
  const UoisGqlVisitor *visitor;
} Visit;

/* Rules in their order, and those that look at each kind of node. */
typedef struct
{
  const UoisGqlRule *const *rules;
  guint n_rules;
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

static void
fill_dispatch (Dispatch *dispatch, const UoisGqlRule *const *rules, guint n_rules)
{
  dispatch->rules = rules;
  dispatch->n_rules = n_rules;
  for (guint rule = 0; rule < n_rules; rule++)
    for (const UoisGqlVisitor *visitor = rules[rule]->visitors; visitor->kind != UOIS_NODE_NONE; visitor++)
      {
        g_assert (dispatch->n_visits[visitor->kind] < MOST_VISITORS);
        dispatch->visits[visitor->kind][dispatch->n_visits[visitor->kind]++] = (Visit){ rule, visitor };
      }
}

static const Dispatch *
get_dispatch (gboolean type_system)
{
  static Dispatch dispatches[2];
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    {
      fill_dispatch (&dispatches[FALSE], uois_gql_rules, UOIS_GQL_N_RULES);
      fill_dispatch (&dispatches[TRUE], uois_gql_type_system_rules, UOIS_GQL_N_TYPE_SYSTEM_RULES);
      g_once_init_leave (&is_ready, 1);
    }
  return &dispatches[type_system];
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
  else if (kind == UOIS_NODE_FIELD)
    validation->field_types[node] = uois_gql_type_info_get_parent_type (info);

  uois_gql_type_info_enter (info, node);
  UOIS_NODE_FOREACH (validation->document, node, child)
  collect_node (validation, info, definition, child);
  uois_gql_type_info_leave (info, node);
}

/* In the order of the reference: those of a selection set, then those inside its last selection and on to the first. */
static void
collect_spreads (UoisGqlValidation *validation, UoisGqlDefinition *definition)
{
  const UoisDocument *document = validation->document;
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  UoisNode set = uois_node_get_selection_set (document, definition->node);

  while (set != 0)
    {
      UOIS_NODE_FOREACH (document, set, selection)
      {
        UoisNode inner = uois_node_get_selection_set (document, selection);

        if (uois_node_get_kind (document, selection) == UOIS_NODE_FRAGMENT_SPREAD)
          g_array_append_val (definition->spreads, selection);
        else if (inner != 0)
          g_array_append_val (pending, inner);
      }
      set = pending->len > 0 ? g_array_index (pending, UoisNode, pending->len - 1) : 0;
      g_array_set_size (pending, MAX (pending->len, 1) - 1);
    }
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
    collect_spreads (validation, definition);
    collect_node (validation, &validation->info, definition, node);
  }
}

static const UoisGqlType *
name_type (UoisGqlValidation *validation, UoisNode node)
{
  UoisGqlType *type;

  if (uois_node_get_kind (validation->document, node) != UOIS_NODE_NAMED_TYPE)
    return uois_gql_type_wrap (&validation->arena,
                               uois_node_get_kind (validation->document, node) == UOIS_NODE_LIST_TYPE ?
                                   UOIS_GQL_TYPE_LIST :
                                   UOIS_GQL_TYPE_NON_NULL,
                               name_type (validation, uois_node_get_type (validation->document, node)));

  type = uois_arena_new (&validation->arena, UoisGqlType);
  type->text = type->name = uois_node_get_text (validation->document, node);
  type->named = type;
  return type;
}

/* Of arguments with one name, which is a mistake, the last required one counts, where the first of those stands. */
static void
collect_argument (UoisGqlValidation *validation, UoisGqlDirective *directive, UoisNode node)
{
  const UoisDocument *document = validation->document;
  UoisGqlInputValue *value = uois_arena_new (&validation->arena, UoisGqlInputValue);

  value->name = uois_node_get_text (document, node);
  value->type = name_type (validation, uois_node_get_type (document, node));
  value->default_node = uois_node_get_value (document, node);
  for (guint i = 0; i < directive->arguments.length; i++)
    {
      const UoisGqlInputValue **other = &directive->arguments.items[i];

      if (strcmp ((*other)->name, value->name) != 0)
        continue;
      if (!uois_gql_input_value_is_required (value))
        return;
      if (uois_gql_input_value_is_required (*other))
        {
          *other = value;
          return;
        }
    }
  uois_arena_append (&validation->arena, &directive->arguments, value);
}

static void
collect_directive (UoisGqlValidation *validation, UoisNode node)
{
  const UoisDocument *document = validation->document;
  UoisGqlDirective *directive = uois_arena_new (&validation->arena, UoisGqlDirective);

  directive->name = uois_node_get_text (document, node);
  directive->repeatable = uois_node_get_repeatable (document, node);
  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_DIRECTIVE_LOCATION, location)
  {
    uois_arena_append (&validation->arena, &directive->locations, uois_node_get_text (document, location));
  }
  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  collect_argument (validation, directive, argument);
  g_hash_table_insert (validation->directives, (gpointer) directive->name, directive);
}

static void
collect_type_system (UoisGqlValidation *validation)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    UoisNodeKind kind = uois_node_get_kind (document, node);

    if (uois_node_kind_is_type_definition (kind))
      g_hash_table_insert (validation->type_definitions, (gpointer) uois_node_get_text (document, node),
                           GUINT_TO_POINTER (node));
    else if (kind == UOIS_NODE_DIRECTIVE_DEFINITION)
      collect_directive (validation, node);
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
      guint n_aliases = 0;
      guint n_here = 0;

      UOIS_NODE_FOREACH (document, node, child)
      {
        n_children++;
        n_here += uois_node_get_kind (document, child) == UOIS_NODE_DIRECTIVE;
        n_aliases += uois_node_get_child (document, child, UOIS_NODE_ALIAS) != 0;
      }
      n_directives += n_here;
      if (n_here > limits->directives_per_location)
        return exceed (validation, node,
                       g_strdup_printf (_ ("More than %u directives stand here."), limits->directives_per_location));
      if (n_directives > limits->directives)
        return exceed (validation, node,
                       g_strdup_printf (_ ("The question has more than %u directives."), limits->directives));
      if (kind == UOIS_NODE_SELECTION_SET && n_aliases > limits->aliases)
        return exceed (validation, node, g_strdup_printf (_ ("More than %u aliases stand here."), limits->aliases));
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
      walk->validation->errors->rule = walk->dispatch->rules[visit->rule]->name;
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
          walk->validation->errors->rule = walk->dispatch->rules[visit->rule]->name;
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
  visit_node (walk, child);
  g_array_set_size (validation->ancestors, validation->ancestors->len - 1);
  leave (walk, node, kind);
  uois_gql_type_info_leave (&validation->info, node);
}

static void
walk_rules (UoisGqlValidation *validation, const Dispatch *dispatch)
{
  Walk walk = { .validation = validation, .dispatch = dispatch };

  for (guint i = 0; i < dispatch->n_rules; i++)
    if (dispatch->rules[i]->new_state)
      walk.states[i] = dispatch->rules[i]->new_state (validation);
  visit_node (&walk, uois_document_get_root (validation->document));
  for (guint i = 0; i < dispatch->n_rules; i++)
    if (walk.states[i] && dispatch->rules[i]->free_state)
      dispatch->rules[i]->free_state (walk.states[i]);
  validation->errors->rule = NULL;
}

static void
init (UoisGqlValidation *validation)
{
  validation->ancestors = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  validation->definitions = g_ptr_array_new_with_free_func (definition_free);
  validation->definitions_by_node = g_hash_table_new (NULL, NULL);
  validation->fragments = g_hash_table_new (g_str_hash, g_str_equal);
  validation->type_definitions = g_hash_table_new (g_str_hash, g_str_equal);
  validation->directives = g_hash_table_new (g_str_hash, g_str_equal);
  validation->field_types = g_new0 (const UoisGqlType *, uois_document_get_n_nodes (validation->document));
  uois_gql_type_info_init (&validation->info, validation->schema, validation->document, &validation->arena);
}

static void
clear (UoisGqlValidation *validation)
{
  uois_gql_type_info_clear (&validation->info);
  g_free (validation->field_types);
  g_hash_table_unref (validation->directives);
  g_hash_table_unref (validation->type_definitions);
  g_hash_table_unref (validation->fragments);
  g_hash_table_unref (validation->definitions_by_node);
  g_ptr_array_unref (validation->definitions);
  g_array_unref (validation->ancestors);
  uois_arena_clear (&validation->arena);
}

gboolean
uois_gql_validate (const UoisGqlSchema *schema,
                   const UoisDocument *document,
                   const UoisGqlLimits *limits,
                   UoisGqlErrors *errors)
{
  UoisGqlValidation validation = { .schema = schema, .document = document, .limits = limits, .errors = errors };

  init (&validation);
  if (!exceeds_limits (&validation))
    {
      collect_type_system (&validation);
      collect_definitions (&validation);
      walk_rules (&validation, get_dispatch (FALSE));
    }
  clear (&validation);
  return uois_gql_errors_get_length (errors) == 0;
}

gboolean
uois_gql_validate_type_system (const UoisGqlSchema *schema, const UoisDocument *document, UoisGqlErrors *errors)
{
  UoisGqlValidation validation = { .schema = schema, .document = document, .errors = errors };

  init (&validation);
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    if (uois_node_kind_is_executable (uois_node_get_kind (document, node)))
      uois_gql_validation_report_node (&validation, node, g_strdup ("A schema cannot hold operations or fragments."));
  }
  collect_type_system (&validation);
  walk_rules (&validation, get_dispatch (TRUE));
  clear (&validation);
  return uois_gql_errors_get_length (errors) == 0;
}
