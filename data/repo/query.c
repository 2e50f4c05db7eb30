/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gql/gql.h"
#include "language/parser.h"
#include "repo/file-private.h"
#include "repo/gql-source.h"
#include "repo/gql-writer.h"
#include "repo/profile-source.h"

#include <string.h>

/* What a reader keeps between questions: the evaluator with its plans, so that a question asked again is bind and step. */
typedef struct
{
  UoisReaderSource source;
  UoisFileWriter writer;
  UoisGqlSession *evaluator;
} Session;

static Session *
session_new (UoisFile *file, UoisStoreReader *reader)
{
  Session *session = g_new (Session, 1);

  uois_reader_source_init (&session->source, reader, file->has_person ? &file->person : NULL);
  uois_file_writer_init (&session->writer, file);
  session->evaluator = uois_gql_session_new (file->schema, &session->source.source);
  uois_gql_session_set_writer (session->evaluator, &session->writer.writer);
  return session;
}

/* Whether somebody else works with the file by now. */
static gboolean
session_is_stale (const Session *session, const UoisFile *file)
{
  return session->source.has_person != file->has_person || !uois_uuid_equal (&session->source.person, &file->person);
}

static void
session_free (gpointer data)
{
  Session *session = data;

  uois_gql_session_free (session->evaluator);
  g_free (session);
}

/* The API is derived from the registry when the first question comes; many runs of the program ask none. */
static gboolean
ensure_schema (UoisFile *file, GError **error)
{
  if (file->schema != NULL)
    return TRUE;
  file->schema = uois_gql_schema_new_service (file->registry, file->subgraph, error);
  if (file->schema == NULL)
    return FALSE;
  file->sessions = g_hash_table_new_full (NULL, NULL, NULL, session_free);
  return TRUE;
}

static Session *
get_session (UoisFile *file, UoisStoreReader *reader, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&file->lock);
  Session *session;

  if (!ensure_schema (file, error))
    return NULL;
  session = g_hash_table_lookup (file->sessions, reader);
  if (session == NULL || session_is_stale (session, file))
    {
      session = session_new (file, reader);
      g_hash_table_insert (file->sessions, reader, session);
    }
  return session;
}

void
uois_file_set_subgraph (UoisFile *file, const UoisDomain *domain)
{
  g_return_if_fail (UOIS_IS_FILE (file) && file->schema == NULL);
  file->subgraph = domain;
}

void
uois_file_clear_sessions (UoisFile *file)
{
  g_clear_pointer (&file->sessions, g_hash_table_unref);
  g_clear_pointer (&file->schema, uois_gql_schema_unref);
}

gboolean
uois_query_request_writes (const UoisQueryRequest *request)
{
  g_autoptr (UoisDocument) document =
      uois_document_parse (request->document, strlen (request->document), NULL, NULL, NULL);

  if (document == NULL)
    return FALSE;
  UOIS_NODE_FOREACH_KIND (document, uois_document_get_root (document), UOIS_NODE_OPERATION_DEFINITION, node)
  {
    const char *name = uois_node_get_text (document, node);

    if (uois_node_get_operation_type (document, node) == UOIS_OPERATION_TYPE_MUTATION &&
        (request->operation == NULL || g_strcmp0 (request->operation, name) == 0))
      return TRUE;
  }
  return FALSE;
}

/* Asks a session that knows no plans yet and keeps account. */
static GBytes *
execute_profiled (UoisFile *file,
                  Session *session,
                  const UoisGqlRequest *question,
                  UoisProfile *profile,
                  gboolean *has_errors,
                  GError **error)
{
  UoisProfileSource source;
  UoisGqlSession *evaluator;
  GBytes *answer;

  uois_profile_source_init (&source, &session->source, &session->writer.writer, profile);
  evaluator = uois_gql_session_new (file->schema, &source.source);
  uois_gql_session_set_writer (evaluator, &source.changes.writer);
  answer = uois_gql_session_execute (evaluator, question, has_errors, error);
  uois_profile_source_finish (&source);
  if (answer != NULL)
    profile->bytes = g_bytes_get_size (answer);
  uois_gql_session_free (evaluator);
  uois_profile_source_clear (&source);
  return answer;
}

static GBytes *
execute (UoisFile *file,
         UoisStoreReader *reader,
         const UoisQueryRequest *request,
         gboolean *has_errors,
         GCancellable *cancellable,
         GError **error)
{
  const UoisGqlRequest question = {
    .document = request->document,
    .length = strlen (request->document),
    .variables = request->variables,
    .operation = request->operation,
  };
  Session *session = get_session (file, reader, error);
  GBytes *answer;

  if (session == NULL)
    return NULL;
  session->writer.cancellable = cancellable;
  uois_store_reader_set_deadline (reader, request->deadline);
  if (request->profile != NULL)
    answer = execute_profiled (file, session, &question, request->profile, has_errors, error);
  else
    answer = uois_gql_session_execute (session->evaluator, &question, has_errors, error);
  session->writer.cancellable = NULL;
  return answer;
}

static void
count_statements (UoisFile *file, guint64 n_statements)
{
  g_mutex_lock (&file->lock);
  file->n_statements += n_statements;
  g_mutex_unlock (&file->lock);
}

guint64
uois_file_get_statement_count (UoisFile *file)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&file->lock);

  return file->n_statements;
}

GBytes *
uois_file_query (
    UoisFile *file, const UoisQueryRequest *request, gboolean *has_errors, GCancellable *cancellable, GError **error)
{
  GBytes *answer = NULL;
  UoisStoreReader *reader;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !uois_file_enter (file, error))
    return NULL;
  reader = uois_store_borrow_reader (file->store, cancellable, error);
  if (reader != NULL)
    {
      guint64 n_runs = uois_store_reader_get_runs (reader);

      answer = execute (file, reader, request, has_errors, cancellable, error);
      count_statements (file, uois_store_reader_get_runs (reader) - n_runs);
      uois_store_return_reader (file->store, reader);
    }
  uois_file_leave (file);
  return answer;
}
