/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/answer-private.h"
#include "sync/request-private.h"

#include <string.h>

/* A service keeps what it read for 20 seconds, and compares versions with that. */
#define STALE_CACHE_SECONDS 21

void
uois_answer_free (UoisAnswer *answer)
{
  g_free (answer->words);
  g_free (answer->code);
  g_ptr_array_unref (answer->records);
  g_clear_pointer (&answer->schema, g_bytes_unref);
  g_free (answer);
}

const char *
uois_answer_kind_to_string (UoisAnswerKind kind)
{
  static const char *const names[] = {
    [UOIS_ANSWER_ROWS] = "rows",
    [UOIS_ANSWER_SCHEMA] = "schema",
    [UOIS_ANSWER_APPLIED] = "applied",
    [UOIS_ANSWER_EXISTS] = "exists",
    [UOIS_ANSWER_STALE] = "stale",
    [UOIS_ANSWER_GONE] = "gone",
    [UOIS_ANSWER_MISSING_PARENT] = "missing-parent",
    [UOIS_ANSWER_HAS_CHILDREN] = "has-children",
    [UOIS_ANSWER_REFUSED] = "refused",
    [UOIS_ANSWER_FORBIDDEN] = "forbidden",
    [UOIS_ANSWER_UNSETTABLE] = "unsettable",
    [UOIS_ANSWER_BROKEN] = "broken",
    [UOIS_ANSWER_UNKNOWN] = "unknown",
    [UOIS_ANSWER_SIGNED_OUT] = "signed-out",
    [UOIS_ANSWER_TRANSIENT] = "transient",
    [UOIS_ANSWER_TOO_LARGE] = "too-large",
    [UOIS_ANSWER_SCHEMA_CHANGED] = "schema-changed",
    [UOIS_ANSWER_UNTRUSTED] = "untrusted",
    [UOIS_ANSWER_CANCELLED] = "cancelled",
  };

  return names[kind];
}

/* ---- Without JSON ---- */

/* Nothing is known of a write that got as far as the server, or may have. */
static UoisAnswerKind
doubt (const UoisRequest *request, gboolean sent)
{
  return uois_request_is_write (request) && sent ? UOIS_ANSWER_UNKNOWN : UOIS_ANSWER_TRANSIENT;
}

static void
judge_connection (const UoisRequest *request, const UoisReply *reply, UoisAnswer *answer)
{
  answer->words = uois_server_words_clean (reply->words);
  switch (reply->state)
    {
    case UOIS_REPLY_UNTRUSTED:
      answer->kind = UOIS_ANSWER_UNTRUSTED;
      break;
    case UOIS_REPLY_CANCELLED:
      answer->kind = reply->sent && uois_request_is_write (request) ? UOIS_ANSWER_UNKNOWN : UOIS_ANSWER_CANCELLED;
      break;
    case UOIS_REPLY_TOO_LONG:
      answer->kind = uois_request_is_write (request) ? UOIS_ANSWER_UNKNOWN : UOIS_ANSWER_TOO_LARGE;
      break;
    default:
      answer->kind = doubt (request, reply->sent);
    }
}

/* What HTTP says by itself. A page of HTML comes from whatever stands between us and the server, or instead of it. */
static void
judge_status (const UoisRequest *request, const UoisReply *reply, UoisAnswer *answer)
{
  if (reply->status >= 300 && reply->status < 400)
    answer->kind = UOIS_ANSWER_SIGNED_OUT;
  else if (reply->status == 403 && answer->json)
    answer->kind = UOIS_ANSWER_FORBIDDEN;
  else if (reply->status == 401 || reply->status == 403)
    answer->kind = UOIS_ANSWER_SIGNED_OUT;
  else if (reply->status == 413)
    answer->kind = UOIS_ANSWER_TOO_LARGE;
  else if (reply->status == 400 || reply->status == 422)
    answer->kind = answer->json ? UOIS_ANSWER_SCHEMA_CHANGED : UOIS_ANSWER_TRANSIENT;
  else if (reply->status > 400 && reply->status < 500)
    answer->kind = UOIS_ANSWER_TRANSIENT;
  else
    answer->kind = doubt (request, TRUE);
  answer->sign_in =
      answer->kind == UOIS_ANSWER_UNKNOWN || (answer->kind == UOIS_ANSWER_TRANSIENT && reply->status != 429);
}

/* ---- Reads ---- */

/* Some servers give an object with nothing but the id for a record that is not there. */
static gboolean
is_empty (const UoisSyncRecord *record)
{
  if (record->token != NULL)
    return FALSE;
  for (guint i = 1; i < record->type->columns.length; i++)
    {
      const UoisValue *value = uois_sync_record_get (record, record->type->columns.items[i]);

      if (value != NULL && value->kind != UOIS_VALUE_NULL)
        return FALSE;
    }
  return TRUE;
}

/* The one that was asked for: filters of some servers let others pass. */
static void
keep_asked (const UoisRequest *request, UoisAnswer *answer)
{
  for (guint i = answer->records->len; i-- > 0;)
    {
      const UoisSyncRecord *record = g_ptr_array_index (answer->records, i);

      if (!uois_uuid_equal (&record->id, &request->id) || (request->type->stubs && is_empty (record)))
        g_ptr_array_remove_index (answer->records, i);
    }
}

static void
read_record (UoisRowReader *reader, json_object *value)
{
  UoisSyncRecord *record = uois_row_reader_read (reader, value);

  if (record)
    g_ptr_array_add (reader->answer->records, record);
  else
    reader->answer->complete = FALSE;
}

/* The parent comes as an object, or as a page with nothing but it. */
static void
read_parents (UoisRowReader *reader, const UoisRequest *request, json_object *value)
{
  guint length = uois_sync_json_get_length (value);

  if (json_object_is_type (value, json_type_object))
    uois_row_reader_read_parent (reader, value);
  for (guint i = 0; i < length; i++)
    {
      json_object *parent = json_object_array_get_idx (value, i);
      const char *text = uois_sync_json_get_string (parent, "id");
      UoisUuid id;

      if (text == NULL || !uois_uuid_parse (text, strlen (text), &id) || !uois_uuid_equal (&id, &request->id))
        continue;
      uois_row_reader_push_index (reader, i);
      uois_row_reader_read_parent (reader, parent);
      uois_row_reader_pop (reader);
    }
}

static void
read_rows (const UoisRequest *request, json_object *value, const UoisServerErrors *errors, UoisAnswer *answer)
{
  g_auto (UoisRowReader) reader;

  uois_row_reader_init (&reader, errors, request->type, answer);
  uois_row_reader_push_name (&reader, request->root);
  answer->kind = UOIS_ANSWER_ROWS;
  answer->complete = !errors->present;
  if (request->kind == UOIS_REQUEST_LIST)
    read_parents (&reader, request, value);
  else if (json_object_is_type (value, json_type_array))
    uois_row_reader_read_list (&reader, value);
  else if (value != NULL)
    read_record (&reader, value);
  if (request->kind == UOIS_REQUEST_RECORD)
    keep_asked (request, answer);
}

static void
judge_read (
    const UoisRequest *request, json_object *value, gboolean there, const UoisServerErrors *errors, UoisAnswer *answer)
{
  /* A page is a list; a record that is not there is null, and so is one that could not be got, but with an error. */
  gboolean usable = there && (request->kind == UOIS_REQUEST_PAGE ? json_object_is_type (value, json_type_array) :
                              value == NULL                      ? !errors->present :
                                                                   json_object_is_type (value, json_type_array) ||
                                                  json_object_is_type (value, json_type_object));

  if (usable)
    read_rows (request, value, errors, answer);
  else
    uois_server_words_classify (request, errors->code, errors->words, answer);
}

/* ---- Writes ---- */

/* Adds the record in the member @name of @object; %NULL if there is none. */
static const UoisSyncRecord *
read_entity (const UoisRequest *request,
             json_object *object,
             const char *name,
             const UoisServerErrors *errors,
             UoisAnswer *answer)
{
  g_auto (UoisRowReader) reader;
  UoisSyncRecord *record;

  uois_row_reader_init (&reader, errors, request->type, answer);
  uois_row_reader_push_name (&reader, request->root);
  if (name != NULL)
    uois_row_reader_push_name (&reader, name);
  record = uois_row_reader_read (&reader, name ? uois_sync_json_get (object, name, json_type_object) : object);
  if (record != NULL)
    g_ptr_array_add (answer->records, record);
  return record;
}

/* Whether the answer tells what is there now in the member @name of @object: a record, or null for none. */
static gboolean
tells (json_object *object, const char *name, const UoisSyncRecord *record, const UoisServerErrors *errors)
{
  json_object *member;

  return name != NULL && !errors->present && json_object_object_get_ex (object, name, &member) &&
         (member == NULL || record != NULL);
}

/* A write that the server did not do because of the version: what is there now tells why. */
static void
compare_versions (const UoisRequest *request, const UoisSyncRecord *current, gboolean told, UoisAnswer *answer)
{
  if (!told || request->type->token == NULL)
    answer->kind = UOIS_ANSWER_UNKNOWN;
  else if (current == NULL || is_empty (current))
    {
      answer->kind = UOIS_ANSWER_GONE;
      g_ptr_array_set_size (answer->records, 0);
    }
  else if (current->token == NULL)
    answer->kind = UOIS_ANSWER_REFUSED;
  else if (g_strcmp0 (current->token, request->token) != 0)
    answer->kind = UOIS_ANSWER_STALE;
  else
    {
      answer->kind = UOIS_ANSWER_TRANSIENT;
      answer->retry_after = MAX (answer->retry_after, STALE_CACHE_SECONDS);
    }
}

static void
adopt_id (json_object *result, const UoisRequest *request, UoisAnswer *answer)
{
  const char *text = uois_sync_json_get_string (result, "id");
  UoisUuid id;

  if (request->mutation->kind != UOIS_OPERATION_INSERT || text == NULL || !uois_uuid_parse (text, strlen (text), &id) ||
      uois_uuid_equal (&id, &request->id))
    return;
  answer->has_id = TRUE;
  answer->id = id;
}

/* `msg` of anything but "ok": to be understood by what was asked, and by the record beside it. */
static void
judge_message (const UoisRequest *request,
               json_object *result,
               const char *message,
               const UoisSyncRecord *entity,
               const UoisServerErrors *errors,
               UoisAnswer *answer)
{
  const UoisDialectMutation *mutation = request->mutation;
  gboolean fail = message != NULL && g_str_has_prefix (message, "fail");

  answer->words = uois_server_words_clean (message);
  switch (mutation->kind)
    {
    case UOIS_OPERATION_INSERT:
    case UOIS_OPERATION_LINK:
    case UOIS_OPERATION_UPSERT:
      answer->kind = UOIS_ANSWER_EXISTS;
      adopt_id (result, request, answer);
      break;
    case UOIS_OPERATION_UPDATE:
      if (fail && strstr (message, "not found") != NULL)
        answer->kind = UOIS_ANSWER_GONE;
      else if (fail)
        compare_versions (request, entity, tells (result, mutation->entity, entity, errors), answer);
      else
        answer->kind = UOIS_ANSWER_UNKNOWN;
      break;
    case UOIS_OPERATION_UNLINK:
      answer->kind = fail ? UOIS_ANSWER_GONE : UOIS_ANSWER_UNKNOWN;
      break;
    default:
      answer->kind = UOIS_ANSWER_UNKNOWN;
    }
}

static void
judge_classic (const UoisRequest *request, json_object *result, const UoisServerErrors *errors, UoisAnswer *answer)
{
  const UoisDialectMutation *mutation = request->mutation;
  const char *message = uois_sync_json_get_string (result, "msg");
  gboolean removes = mutation->kind == UOIS_OPERATION_DELETE || mutation->kind == UOIS_OPERATION_UNLINK;
  const UoisSyncRecord *entity =
      mutation->entity && !removes ? read_entity (request, result, mutation->entity, errors, answer) : NULL;

  if (g_strcmp0 (message, "ok") == 0)
    answer->kind = UOIS_ANSWER_APPLIED;
  else
    judge_message (request, result, message, entity, errors, answer);
}

/* The services check who asks, what is there and what they may do in turn; each says so in its own way. */
static void
judge_error (const UoisRequest *request, json_object *error, const UoisServerErrors *errors, UoisAnswer *answer)
{
  const UoisDialectMutation *mutation = request->mutation;
  const char *code = uois_sync_json_get_string (error, UOIS_REQUEST_ERROR_CODE);
  const char *message = uois_sync_json_get_string (error, UOIS_REQUEST_ERROR_MESSAGE);
  const UoisSyncRecord *current =
      mutation->error_entity ? read_entity (request, error, UOIS_REQUEST_ERROR_ENTITY, errors, answer) : NULL;
  gboolean failed_update = code != NULL && g_str_has_prefix (code, "0cabc1b2-");
  /* A fault of a service hides that a delete was stale: it says something of a variable of its own instead. */
  gboolean masked = request->kind == UOIS_REQUEST_DELETE && message != NULL && strstr (message, "'_entity'") != NULL;

  answer->words = uois_server_words_clean (message);
  answer->code = uois_server_words_clean (code);
  if (failed_update || masked)
    {
      const char *name = mutation->error_entity ? UOIS_REQUEST_ERROR_ENTITY : NULL;

      compare_versions (request, current, tells (error, name, current, errors), answer);
      return;
    }

  uois_server_words_classify (request, code, answer->words, answer);
  if (answer->kind == UOIS_ANSWER_REFUSED && request->token != NULL && current != NULL && current->token != NULL &&
      g_strcmp0 (current->token, request->token) != 0)
    answer->kind = UOIS_ANSWER_STALE;
}

static void
judge_typed (const UoisRequest *request, json_object *result, const UoisServerErrors *errors, UoisAnswer *answer)
{
  const char *name = uois_sync_json_get_string (result, "__typename");

  if (name != NULL && g_str_has_suffix (name, "Error"))
    judge_error (request, result, errors, answer);
  else if (request->mutation->result == UOIS_DIALECT_RESULT_UNION && name != NULL &&
           read_entity (request, result, NULL, errors, answer) != NULL)
    answer->kind = UOIS_ANSWER_APPLIED;
  else
    answer->kind = UOIS_ANSWER_UNKNOWN;
}

static void
judge_write (
    const UoisRequest *request, json_object *value, gboolean there, const UoisServerErrors *errors, UoisAnswer *answer)
{
  const UoisDialectMutation *mutation = request->mutation;

  if (json_object_is_type (value, json_type_object))
    {
      if (mutation->result == UOIS_DIALECT_RESULT_CLASSIC)
        judge_classic (request, value, errors, answer);
      else
        judge_typed (request, value, errors, answer);
      /* Where all of a request is one transaction, an error beside a success may have undone it. */
      if (errors->present && answer->kind == UOIS_ANSWER_APPLIED && mutation->result != UOIS_DIALECT_RESULT_CLASSIC)
        answer->kind = UOIS_ANSWER_UNKNOWN;
    }
  else if (errors->present)
    uois_server_words_classify (request, errors->code, errors->words, answer);
  else if (there && value == NULL && mutation->result == UOIS_DIALECT_RESULT_ERROR)
    answer->kind = UOIS_ANSWER_APPLIED;
  else
    answer->kind = UOIS_ANSWER_UNKNOWN;
}

/* ---- All ---- */

static void
judge_introspection (const UoisReply *reply, json_object *data, const UoisServerErrors *errors, UoisAnswer *answer)
{
  if (uois_sync_json_get (data, "__schema", json_type_object) == NULL)
    {
      answer->kind = errors->present ? UOIS_ANSWER_REFUSED : UOIS_ANSWER_TRANSIENT;
      return;
    }
  answer->kind = UOIS_ANSWER_SCHEMA;
  answer->complete = !errors->present;
  answer->schema = g_bytes_ref (reply->body);
}

/* Whether the JSON is an answer of GraphQL, whatever HTTP says. */
static gboolean
is_graphql (json_object *json)
{
  return json_object_is_type (json, json_type_object) &&
         (json_object_object_get_ex (json, "data", NULL) || json_object_object_get_ex (json, "errors", NULL));
}

static void
judge_json (const UoisRequest *request, const UoisReply *reply, json_object *json, UoisAnswer *answer)
{
  json_object *data = uois_sync_json_get (json, "data", json_type_object);
  json_object *value = NULL;
  gboolean there = data != NULL && json_object_object_get_ex (data, request->root, &value);
  g_auto (UoisServerErrors) errors;

  uois_server_errors_init (&errors, json);
  if (request->kind == UOIS_REQUEST_INTROSPECTION)
    judge_introspection (reply, data, &errors, answer);
  else if (uois_request_is_write (request))
    judge_write (request, value, there, &errors, answer);
  else
    judge_read (request, value, there, &errors, answer);

  if (answer->words == NULL)
    answer->words = g_strdup (errors.words);
  if (answer->code == NULL)
    answer->code = g_strdup (errors.code);
}

UoisAnswer *
uois_answer_new (const UoisRequest *request, const UoisReply *reply)
{
  UoisAnswer *answer = g_new0 (UoisAnswer, 1);
  g_autoptr (json_object) json = NULL;
  gsize length = 0;
  const char *text = reply->body ? g_bytes_get_data (reply->body, &length) : NULL;

  answer->records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  answer->status = reply->status;
  answer->retry_after = reply->retry_after;
  if (reply->state != UOIS_REPLY_ANSWERED)
    {
      judge_connection (request, reply, answer);
      return answer;
    }

  json = uois_sync_json_parse (text, length, NULL);
  answer->json = json != NULL;
  if (reply->status / 100 == 2 && is_graphql (json))
    judge_json (request, reply, json, answer);
  else
    {
      g_auto (UoisServerErrors) errors;

      judge_status (request, reply, answer);
      uois_server_errors_init (&errors, json);
      answer->words = g_steal_pointer (&errors.words);
      answer->code = g_steal_pointer (&errors.code);
    }
  return answer;
}
