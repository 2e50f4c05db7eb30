/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json-writer.h"
#include "gql/gql-writer.h"
#include "gql/memo.h"
#include "gql/plan.h"

#include <string.h>

G_BEGIN_DECLS

/**
 * UoisGqlOutcome: what became of a value that was to be written.
 * @UOIS_GQL_WRITTEN: it stands in the answer
 * @UOIS_GQL_NULLED: it would be null where null is not allowed; the error is
 *   recorded, and the nearest position above that may be null becomes null (section 6.4.4)
 * @UOIS_GQL_FAILED: the execution cannot go on
 */
typedef enum
{
  UOIS_GQL_WRITTEN,
  UOIS_GQL_NULLED,
  UOIS_GQL_FAILED,
} UoisGqlOutcome;

/**
 * UoisGqlExecution: the state of one execution.
 * @root: (nullable): the initial value, if values are resolved from JSON instead of rows
 * @changes: (nullable): how mutations are made; %NULL if they cannot be
 * @memo: (nullable): of records that stand in the answer already; %NULL if they may change while it is written
 * @failure: (nullable): a failure of the source, which ends it without an answer
 */
typedef struct
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  UoisGqlPlan *plan;
  UoisGqlSource *source;
  const UoisGqlSourceInterface *rows;
  UoisGqlWriter *changes;
  UoisGqlMemo *memo;
  json_object *root;
  const UoisGqlLimits *limits;
  UoisGqlVariables variables;
  UoisArena arena;
  UoisGqlErrors errors;
  UoisJsonWriter writer;
  guint64 n_objects;
  GError *failure;
} UoisGqlExecution;

/* Writes the root selection set's object, or null. */
UoisGqlOutcome uois_gql_execute_plan (UoisGqlExecution *execution);

/* Records an execution error at a field; takes @message. */
void uois_gql_execution_add_error (UoisGqlExecution *execution,
                                   const UoisGqlPlanField *field,
                                   const UoisGqlPath *path,
                                   char *message);

/**
 * uois_gql_execution_settle:
 * @start: length of the answer before the value
 * @nullable: whether the position may be null
 *
 * What becomes of a position whose value had @outcome: after %UOIS_GQL_NULLED, null where that is allowed.
 */
static inline UoisGqlOutcome
uois_gql_execution_settle (UoisGqlExecution *execution, UoisGqlOutcome outcome, gsize start, gboolean nullable)
{
  if (G_LIKELY (outcome != UOIS_GQL_NULLED) || !nullable)
    return outcome;
  execution->writer.length = start;
  uois_json_writer_literal (&execution->writer, "null");
  return UOIS_GQL_WRITTEN;
}

/* Writes null, or records that the field cannot be null. */
UoisGqlOutcome uois_gql_execution_write_null (UoisGqlExecution *execution,
                                              const UoisGqlPlanField *field,
                                              gboolean nullable,
                                              const UoisGqlPath *path);

/* Records that the answer grew beyond the limits; always FALSE. */
gboolean
uois_gql_execution_exceed (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path);

/* Counts one more object; FALSE, with an error, if the answer grows beyond the limits. */
static inline gboolean
uois_gql_execution_count_object (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  execution->n_objects++;
  return G_LIKELY (execution->n_objects <= execution->limits->objects &&
                   execution->writer.length <= execution->limits->response_bytes) ||
         uois_gql_execution_exceed (execution, field, path);
}

/* Writes the label of a field: a few wide copies instead of one of odd length. */
static inline void
uois_gql_execution_write_label (UoisGqlExecution *execution, const UoisGqlPlanField *field)
{
  UoisJsonWriter *writer = &execution->writer;

  if (G_UNLIKELY (writer->capacity - writer->length < field->label_size))
    uois_json_writer_reserve (writer, field->label_size);
  for (guint i = 0; i < field->label_size; i += UOIS_GQL_LABEL_STEP)
    memcpy (writer->bytes + writer->length + i, field->label + i, UOIS_GQL_LABEL_STEP);
  writer->length += field->label_length;
}

G_END_DECLS
