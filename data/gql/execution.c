/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/execution.h"
#include "gql/write-json.h"
#include "gql/write-rows.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

void
uois_gql_execution_add_error (UoisGqlExecution *execution,
                              const UoisGqlPlanField *field,
                              const UoisGqlPath *path,
                              char *message)
{
  uois_gql_errors_add (&execution->errors, execution->document, field->nodes, field->n_nodes, path, message);
}

UoisGqlOutcome
uois_gql_execution_write_null (UoisGqlExecution *execution,
                               const UoisGqlPlanField *field,
                               gboolean nullable,
                               const UoisGqlPath *path)
{
  if (nullable)
    {
      uois_json_writer_literal (&execution->writer, "null");
      return UOIS_GQL_WRITTEN;
    }
  uois_gql_execution_add_error (execution, field, path,
                                g_strdup_printf ("Cannot return null for non-nullable field %s.%s.",
                                                 field->field->owner->name, field->field->name));
  return UOIS_GQL_NULLED;
}

gboolean
uois_gql_execution_exceed (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  if (execution->n_objects > execution->limits->objects)
    uois_gql_execution_add_error (
        execution, field, path,
        g_strdup_printf (_ ("The answer has more than %" PRIu64 " records. Ask for fewer with “limit”."),
                         execution->limits->objects));
  else
    uois_gql_execution_add_error (
        execution, field, path,
        g_strdup_printf (_ ("The answer is larger than %" PRIu64 " bytes. Ask for less in one question."),
                         (guint64) execution->limits->response_bytes));
  return FALSE;
}

UoisGqlOutcome
uois_gql_execute_plan (UoisGqlExecution *execution)
{
  UoisGqlObject root = { NULL };
  gsize start = execution->writer.length;
  UoisGqlOutcome outcome = execution->root ?
                               uois_gql_write_json_object (execution, execution->root, execution->plan->root, NULL) :
                               uois_gql_write_object (execution, &root, execution->plan->root, NULL);

  /* What went too far leaves nothing behind but its error. */
  if (outcome == UOIS_GQL_FAILED && execution->failure == NULL)
    outcome = UOIS_GQL_NULLED;
  return uois_gql_execution_settle (execution, outcome, start, TRUE);
}
