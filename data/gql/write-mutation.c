/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/write-mutation.h"

#include "gql/write-rows.h"

#include <gio/gio.h>

/* What stands behind an argument of the operation; %NULL if it is absent. */
static const UoisGqlValue *
get_argument (const UoisGqlPlanField *field, const UoisOperation *operation, guint index, const char *name)
{
  const UoisGqlType *input = field->field->arguments.items[0]->type->named;
  const UoisGqlValue *object = field->arguments[0];

  if (operation->input == NULL)
    return field->arguments[index];
  if (uois_gql_value_is_null (object))
    return NULL;
  return object->items[uois_gql_type_find_input_field (input, name)->index];
}

static UoisValue *
get_values (const UoisGqlPlanField *field, const UoisOperation *operation)
{
  guint length;
  const UoisArgument *const *arguments = uois_operation_get_arguments (operation, &length);
  UoisValue *values = g_new0 (UoisValue, MAX (length, 1));

  for (guint i = 0; i < length; i++)
    {
      const UoisGqlValue *value = get_argument (field, operation, i, arguments[i]->name);

      if (!uois_gql_value_is_null (value))
        values[i] = value->scalar;
    }
  return values;
}

/* The unit of work is written outside the snapshot, and what follows reads a new one. */
static gboolean
apply (UoisGqlExecution *execution, const UoisGqlPlanField *field, UoisGqlMutationResult *result, GError **error)
{
  const UoisOperation *operation = field->field->binding->operation;
  g_autofree UoisValue *values = get_values (field, operation);
  gboolean applied;

  execution->rows->end (execution->source);
  applied = execution->changes->interface->apply (execution->changes, operation, values, result, error);
  return execution->rows->begin (execution->source, applied ? error : NULL) && applied;
}

/* Takes @error. Units before this one are kept whatever happens now, so the answer must come and tell. */
static UoisGqlOutcome
fail (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      execution->failure = error;
      return UOIS_GQL_FAILED;
    }
  uois_gql_execution_add_error (execution, field, path, g_strdup (error->message));
  g_error_free (error);
  return UOIS_GQL_NULLED;
}

static UoisGqlOutcome
write_result (UoisGqlExecution *execution,
              const UoisGqlPlanField *field,
              const UoisGqlMutationResult *result,
              const UoisGqlPath *path)
{
  UoisGqlObject object = { .id = result->has_id ? &result->id : NULL, .result = result };
  UoisGqlOutcome outcome;

  if (!uois_gql_execution_count_object (execution, field, path))
    return UOIS_GQL_FAILED;
  outcome = uois_gql_write_object (execution, &object, field->selection, path);
  if (outcome == UOIS_GQL_FAILED && execution->failure)
    outcome = fail (execution, field, path, g_steal_pointer (&execution->failure));
  return outcome;
}

/* Some mutations give a list, which has one item. */
static UoisGqlOutcome
write_list (UoisGqlExecution *execution,
            const UoisGqlPlanField *field,
            const UoisGqlMutationResult *result,
            const UoisGqlPath *path)
{
  UoisGqlPath item = { .above = path };
  UoisGqlOutcome outcome;
  gsize start;

  uois_json_writer_literal (&execution->writer, "[");
  start = execution->writer.length;
  outcome = uois_gql_execution_settle (execution, write_result (execution, field, result, &item), start,
                                       field->item_nullable);
  uois_json_writer_literal (&execution->writer, "]");
  return outcome;
}

UoisGqlOutcome
uois_gql_write_mutation (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  UoisGqlMutationResult result = { NULL };
  GError *error = NULL;

  if (!apply (execution, field, &result, &error))
    return fail (execution, field, path, error);
  if (field->field->binding->list)
    return write_list (execution, field, &result, path);
  return write_result (execution, field, &result, path);
}
