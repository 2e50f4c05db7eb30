/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/plan-private.h"

/* How many records of a reference must have been met before their repetitions say anything. */
#define REFERENCES_ENOUGH 64
/* A record by a statement of its own costs more than twice as much as one by a join: of those met, two in three have to
 * be repetitions for it to pay, and one in two for it to stay. */
#define IS_WORTH_READING_APART(met, copied) ((copied) >= (met) / 3 * 2)
#define IS_WORTH_STAYING_APART(met, copied) ((copied) >= (met) / 2)
/* A change leaves a little behind in the plan's arena. */
#define MOST_CHANGES 16

/* ---- Arguments ---- */

static void
coerce_dynamic_arguments (UoisGqlPlan *plan,
                          UoisGqlPlanField *field,
                          UoisArena *arena,
                          const UoisGqlVariables *variables)
{
  const UoisGqlField *definition = field->field;

  g_clear_pointer (&field->argument_error, g_free);
  for (guint i = 0; i < definition->arguments.length; i++)
    if ((field->dynamic & UOIS_GQL_DYNAMIC_BIT (i)) &&
        !uois_gql_coerce_arguments (arena, plan->document, field->nodes[0], &definition->arguments.items[i], 1,
                                    variables, &field->arguments[i], &field->argument_error_node,
                                    &field->argument_error))
      return;
}

/* @first: of the dynamic fields */
static gboolean
prepare_fields (UoisGqlPlan *plan, guint first, UoisArena *arena, const UoisGqlVariables *variables, GError **error)
{
  for (guint i = first; i < plan->dynamic_fields->len; i++)
    {
      UoisGqlPlanField *field = plan->dynamic_fields->pdata[i];
      UoisGqlRowRequest *request = field->request;

      coerce_dynamic_arguments (plan, field, arena, variables);
      /* A request that could not be compiled stays in error. */
      if (request == NULL || field->argument_error || !(request->reshaped || request->rows))
        continue;
      g_free (request->error);
      request->error = uois_gql_plan_check_window (plan, field);
      if (request->error == NULL && request->reshaped && !uois_gql_plan_compile_again (plan, request, arena, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- How references are read ---- */

/* Whether the last execution says that the records should be read in the other way. */
static gboolean
wants_change (const UoisGqlReference *reference)
{
  if (reference->n_met < REFERENCES_ENOUGH || reference->n_changes >= MOST_CHANGES)
    return FALSE;
  return reference->apart ? !IS_WORTH_STAYING_APART (reference->n_met, reference->n_copied) :
                            IS_WORTH_READING_APART (reference->n_met, reference->n_copied);
}

/* Whether a request is not made, because its records are joined to those that refer to them. */
static gboolean
is_dormant (const UoisGqlRowRequest *request)
{
  return request->field->step == UOIS_GQL_STEP_JOINED;
}

/* Decides anew how references are read. */
static gboolean
revise (UoisGqlPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->references->len; i++)
    {
      UoisGqlReference *reference = ((UoisGqlPlanField *) plan->references->pdata[i])->reference;

      if (wants_change (reference))
        {
          reference->apart = !reference->apart;
          reference->n_changes++;
          reference->request->revised = plan->revised = TRUE;
        }
      reference->n_met = reference->n_copied = 0;
    }

  for (guint i = 0; plan->revised && i < plan->requests->len; i++)
    {
      UoisGqlRowRequest *request = plan->requests->pdata[i];

      /* One that variables shape is compiled in each execution. */
      if (request->revised && !request->reshaped && !is_dormant (request) &&
          !uois_gql_plan_compile_again (plan, request, &plan->arena, error))
        return FALSE;
      request->revised = FALSE;
    }
  plan->revised = FALSE;
  return TRUE;
}

gboolean
uois_gql_plan_prepare (UoisGqlPlan *plan, UoisArena *arena, const UoisGqlVariables *variables, GError **error)
{
  return revise (plan, error) && prepare_fields (plan, 0, arena, variables, error);
}

/* ---- Types that are met ---- */

static guint
find_possible_type (const UoisGqlPlanField *field, const UoisGqlType *type)
{
  const UoisGqlType *abstract = field->field->type->named;
  guint index = 0;

  while (abstract->possible_types.items[index] != type)
    index++;
  return index;
}

UoisGqlFieldSet *
uois_gql_plan_select (UoisGqlPlan *plan,
                      const UoisGqlPlanField *field,
                      const UoisGqlType *type,
                      UoisArena *arena,
                      const UoisGqlVariables *variables,
                      const UoisGqlLimits *limits,
                      UoisGqlErrors *errors)
{
  UoisGqlCollector collector = uois_gql_plan_get_collector (plan, variables, limits, errors);
  guint n_dynamic_fields = plan->dynamic_fields->len;
  guint index = find_possible_type (field, type);

  if (field->possible_selections[index])
    return field->possible_selections[index];

  field->possible_selections[index] =
      uois_gql_collect_fields (&collector, type, field->nodes, field->n_nodes, field->depth + 1);
  plan->n_fields = collector.n_fields;
  for (guint i = n_dynamic_fields; i < plan->dynamic_fields->len; i++)
    coerce_dynamic_arguments (plan, plan->dynamic_fields->pdata[i], arena, variables);
  return field->possible_selections[index];
}

UoisGqlPlanField *
uois_gql_plan_entity (UoisGqlPlan *plan,
                      const UoisGqlPlanField *field,
                      const UoisGqlType *type,
                      UoisArena *arena,
                      const UoisGqlVariables *variables,
                      const UoisGqlLimits *limits,
                      UoisGqlErrors *errors,
                      GError **error)
{
  guint n_dynamic_fields = plan->dynamic_fields->len;
  UoisGqlPlanField **entity = field->entities;
  UoisGqlPlanField *record;

  for (; *entity != NULL; entity++)
    if ((*entity)->selection->type == type)
      return *entity;

  record = uois_arena_new (&plan->arena, UoisGqlPlanField);
  *record = *field;
  record->nullable = TRUE;
  record->dynamic = 0;
  record->selection = uois_gql_plan_select (plan, field, type, arena, variables, limits, errors);
  if (record->selection == NULL)
    return NULL;
  if (!uois_gql_plan_record (plan, record, error) || !prepare_fields (plan, n_dynamic_fields, arena, variables, error))
    {
      /* Another execution begins anew with this type. */
      field->possible_selections[find_possible_type (field, type)] = NULL;
      return NULL;
    }
  return *entity = record;
}
