/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/gql.h"

#include "gql/document-cache.h"
#include "gql/execution.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _UoisGqlSession
{
  UoisGqlSchema *schema;
  UoisGqlSource *source; /* nullable, not owned */
  UoisGqlWriter *writer; /* nullable, not owned */
  UoisGqlDocumentCache documents;
  UoisGqlMemo *memo;
};

static const UoisGqlLimits default_limits = UOIS_GQL_LIMITS_INIT;

UoisGqlSession *
uois_gql_session_new (UoisGqlSchema *schema, UoisGqlSource *source)
{
  UoisGqlSession *session = g_new0 (UoisGqlSession, 1);

  session->schema = uois_gql_schema_ref (schema);
  session->source = source;
  session->memo = uois_gql_memo_new ();
  uois_gql_document_cache_init (&session->documents);
  return session;
}

void
uois_gql_session_set_writer (UoisGqlSession *session, UoisGqlWriter *writer)
{
  session->writer = writer;
}

void
uois_gql_session_free (UoisGqlSession *session)
{
  if (session == NULL)
    return;
  uois_gql_document_cache_clear (&session->documents);
  uois_gql_memo_free (session->memo);
  uois_gql_schema_unref (session->schema);
  g_free (session);
}

/* GetOperation() of section 6.1; 0 with an error. */
static UoisNode
get_operation (const UoisDocument *document, const char *name, UoisGqlErrors *errors)
{
  UoisNode root = uois_document_get_root (document);
  UoisNode found = 0;

  UOIS_NODE_FOREACH_KIND (document, root, UOIS_NODE_OPERATION_DEFINITION, node)
  {
    if (name && strcmp (uois_node_get_text (document, node), name) == 0)
      return node;
    if (name == NULL && found != 0)
      {
        uois_gql_errors_add_request (errors,
                                     g_strdup ("Must provide operation name if query contains multiple operations."));
        return 0;
      }
    found = node;
  }
  if (name)
    uois_gql_errors_add_request (errors, g_strdup_printf ("Unknown operation named \"%s\".", name));
  else if (found == 0)
    uois_gql_errors_add_request (errors, g_strdup ("Must provide an operation."));
  return name ? 0 : found;
}

/* Whether an operation of its kind can be executed. */
static gboolean
check_operation_type (UoisGqlExecution *execution, UoisNode operation)
{
  static const char *const names[] = { "query", "mutation", "subscription" };
  UoisOperationType type = uois_node_get_operation_type (execution->document, operation);
  char *message;

  if (type == UOIS_OPERATION_TYPE_QUERY || (type == UOIS_OPERATION_TYPE_MUTATION && execution->changes) ||
      (execution->root && uois_gql_schema_get_root (execution->schema, type)))
    return TRUE;
  if (uois_gql_schema_get_root (execution->schema, type) == NULL)
    message = g_strdup_printf ("Schema is not configured to execute %s operation.", names[type]);
  else
    message = g_strdup (_ ("Only questions are answered here. Ask for changes where they can be made."));
  uois_gql_errors_add (&execution->errors, execution->document, &operation, 1, NULL, message);
  return FALSE;
}

/* From `errors` to the text of the answer, with what was written of `data`. */
static GBytes *
finish (UoisGqlExecution *execution, const UoisGqlErrors *errors, gboolean *has_errors)
{
  g_auto (UoisJsonWriter) answer = { NULL };
  UoisJsonWriter *data = &execution->writer;

  if (has_errors)
    *has_errors = uois_gql_errors_get_length (errors) > 0;
  if (uois_gql_errors_get_length (errors) == 0)
    {
      uois_json_writer_literal (data, "}");
      return uois_json_writer_steal (data);
    }

  uois_json_writer_literal (&answer, "{\"errors\":");
  uois_gql_errors_write (errors, &answer);
  if (data->length > 0)
    {
      uois_json_writer_literal (&answer, ",");
      uois_json_writer_raw (&answer, data->bytes + 1, data->length - 1);
    }
  uois_json_writer_literal (&answer, "}");
  return uois_json_writer_steal (&answer);
}

/* Without data an answer ends with the list of its errors; data is an object or null. */
gboolean
uois_gql_answer_has_data (GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);

  return length < 2 || text[length - 2] != ']';
}

/* Writes `{"data":…`. */
static gboolean
run (UoisGqlExecution *execution, GError **error)
{
  gboolean prepared;

  if (execution->source && !execution->rows->begin (execution->source, error))
    return FALSE;
  prepared = uois_gql_plan_prepare (execution->plan, &execution->arena, &execution->variables, error);
  if (prepared)
    {
      uois_json_writer_reserve (&execution->writer, execution->plan->answer_length);
      uois_json_writer_literal (&execution->writer, "{\"data\":");
      uois_gql_execute_plan (execution);
      execution->plan->answer_length = execution->writer.length + 1;
    }
  if (execution->source)
    execution->rows->end (execution->source);
  if (execution->failure)
    {
      g_propagate_error (error, g_steal_pointer (&execution->failure));
      return FALSE;
    }
  return prepared;
}

/* FALSE with @error; request errors are in the execution's errors, and nothing is written then. */
static gboolean
execute (UoisGqlExecution *execution, UoisGqlPrepared *prepared, const UoisGqlRequest *request, GError **error)
{
  UoisNode operation = get_operation (execution->document, request->operation, &execution->errors);

  if (operation == 0 || !check_operation_type (execution, operation) ||
      !uois_gql_coerce_variables (execution->schema, &execution->arena, execution->document, operation,
                                  request->variables, execution->limits, &execution->variables, &execution->errors))
    return TRUE;

  execution->plan = uois_gql_prepared_get_plan (prepared, execution->schema, operation, &execution->variables,
                                                execution->source, &execution->errors, error);
  if (execution->plan == NULL)
    return uois_gql_errors_get_length (&execution->errors) > 0;
  if (execution->plan->type == UOIS_OPERATION_TYPE_MUTATION)
    execution->memo = NULL;
  return run (execution, error);
}

GBytes *
uois_gql_session_execute (UoisGqlSession *session, const UoisGqlRequest *request, gboolean *has_errors, GError **error)
{
  const UoisGqlLimits *limits = request->limits ? request->limits : &default_limits;
  UoisGqlPrepared *prepared =
      uois_gql_document_cache_get (&session->documents, session->schema, request->document, request->length, limits);
  UoisGqlExecution execution = {
    .schema = session->schema,
    .document = prepared->document,
    .source = session->source,
    .rows = session->source ? session->source->interface : NULL,
    .root = request->root,
    .changes = session->writer,
    .memo = session->memo,
    .limits = limits,
  };
  GBytes *answer = NULL;

  if (uois_gql_errors_get_length (&prepared->errors) > 0)
    return finish (&execution, &prepared->errors, has_errors);

  uois_gql_memo_forget (session->memo);
  uois_json_writer_init (&execution.writer);
  uois_gql_errors_init (&execution.errors, limits->errors);
  if (execute (&execution, prepared, request, error))
    answer = finish (&execution, &execution.errors, has_errors);

  uois_json_writer_clear (&execution.writer);
  uois_gql_errors_clear (&execution.errors);
  uois_arena_clear (&execution.arena);
  return answer;
}
