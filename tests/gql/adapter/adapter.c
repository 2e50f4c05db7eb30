/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapter.h"

#include "gql/gql.h"
#include "gql/type-system.h"
#include "gql/validation/validation.h"
#include "language/parser.h"
#include "language/printer.h"

#include <json-c/json.h>
#include <string.h>

struct _UoisAdapter
{
  char *sdl;             /* of @schema */
  UoisGqlSchema *schema; /* nullable */
  UoisGqlSession *session;
  UoisGqlErrors schema_errors; /* why there is no schema */
};

/* One question and what becomes of its answer. */
typedef struct
{
  UoisAdapter *adapter;
  json_object *request;
  json_object *answer;
  UoisGqlLimits limits;
} Question;

typedef void (*Operation) (Question *question);

/* ---- Answers ---- */

static const char *
get_text (Question *question, const char *name)
{
  json_object *member;

  return json_object_object_get_ex (question->request, name, &member) &&
                 json_object_is_type (member, json_type_string) ?
             json_object_get_string (member) :
             NULL;
}

static void
answer_ok (Question *question, gboolean ok)
{
  json_object_object_add (question->answer, "ok", json_object_new_boolean (ok));
}

static void
answer_errors (Question *question, const UoisGqlErrors *errors)
{
  g_auto (UoisJsonWriter) writer;
  json_object *list;

  uois_json_writer_init (&writer);
  uois_gql_errors_write (errors, &writer);
  uois_json_writer_raw (&writer, "", 1);
  list = json_tokener_parse (writer.bytes);
  g_assert (list != NULL);
  for (guint i = 0; i < uois_gql_errors_get_length (errors); i++)
    {
      const char *rule = uois_gql_errors_get_rule (errors, i);

      if (rule)
        json_object_object_add (json_object_array_get_idx (list, i), "rule", json_object_new_string (rule));
    }
  answer_ok (question, FALSE);
  json_object_object_add (question->answer, "errors", list);
}

static void
answer_failure (Question *question, const char *message)
{
  g_auto (UoisGqlErrors) errors;

  uois_gql_errors_init (&errors, 1);
  uois_gql_errors_add_request (&errors, g_strdup (message));
  answer_errors (question, &errors);
}

/* ---- What operations have in common ---- */

static void
clear_schema (UoisAdapter *adapter)
{
  g_clear_pointer (&adapter->session, uois_gql_session_free);
  g_clear_pointer (&adapter->schema, uois_gql_schema_unref);
  if (adapter->sdl)
    uois_gql_errors_clear (&adapter->schema_errors);
  g_clear_pointer (&adapter->sdl, g_free);
}

/* Makes the schema unless it is there; FALSE, with an answer, if it is not valid. */
static gboolean
require_schema (Question *question)
{
  UoisAdapter *adapter = question->adapter;
  const char *sdl = get_text (question, "schema");

  if (sdl == NULL)
    {
      answer_failure (question, "The request has no text \"schema\".");
      return FALSE;
    }
  if (g_strcmp0 (sdl, adapter->sdl) != 0)
    {
      clear_schema (adapter);
      adapter->sdl = g_strdup (sdl);
      uois_gql_errors_init (&adapter->schema_errors, question->limits.errors);
      adapter->schema = uois_gql_schema_new_checked (sdl, strlen (sdl), &adapter->schema_errors);
      if (adapter->schema)
        adapter->session = uois_gql_session_new (adapter->schema, NULL);
    }
  if (adapter->schema == NULL)
    answer_errors (question, &adapter->schema_errors);
  return adapter->schema != NULL;
}

/* NULL, with an answer, if the query cannot be parsed. */
static UoisDocument *
parse_query (Question *question)
{
  const char *query = get_text (question, "query");
  UoisParseLimits limits = { .tokens = question->limits.tokens };
  g_auto (UoisGqlErrors) errors;
  g_autoptr (GError) error = NULL;
  UoisSourceLocation location;
  UoisDocument *document;

  uois_gql_errors_init (&errors, question->limits.errors);
  if (query == NULL)
    {
      answer_failure (question, "The request has no text \"query\".");
      return NULL;
    }
  document = uois_document_parse (query, strlen (query), &limits, &location, &error);
  if (document == NULL)
    {
      uois_gql_errors_add_at (&errors, &location, 1, g_strdup (error->message));
      answer_errors (question, &errors);
    }
  return document;
}

/* FALSE, with an answer, if the query is not valid. */
static gboolean
validate_query (Question *question)
{
  g_autoptr (UoisDocument) document = require_schema (question) ? parse_query (question) : NULL;
  g_auto (UoisGqlErrors) errors;

  uois_gql_errors_init (&errors, question->limits.errors);
  if (document == NULL)
    return FALSE;
  if (uois_gql_validate (question->adapter->schema, document, &question->limits, &errors))
    return TRUE;
  answer_errors (question, &errors);
  return FALSE;
}

/* ---- Operations ---- */

static void
parse (Question *question)
{
  g_autoptr (UoisDocument) document = parse_query (question);

  if (document)
    answer_ok (question, TRUE);
}

static void
print (Question *question)
{
  g_autoptr (UoisDocument) document = parse_query (question);
  g_autofree char *text = NULL;

  if (document == NULL)
    return;
  text = uois_node_print (document, uois_document_get_root (document));
  answer_ok (question, TRUE);
  json_object_object_add (question->answer, "text", json_object_new_string (text));
}

static void
validate (Question *question)
{
  if (validate_query (question))
    answer_ok (question, TRUE);
}

static void
validate_schema (Question *question)
{
  if (require_schema (question))
    answer_ok (question, TRUE);
}

/* The response's own members, `data` and `errors`, are members of the answer. */
static void
answer_response (Question *question, GBytes *response)
{
  gsize length;
  const char *text = g_bytes_get_data (response, &length);
  g_autofree char *copy = g_strndup (text, length);
  json_tokener *tokener = json_tokener_new_ex (G_MAXINT16);
  json_object *json = json_tokener_parse_ex (tokener, copy, length + 1);

  g_assert (json != NULL);
  json_tokener_free (tokener);
  answer_ok (question, !json_object_object_get_ex (json, "errors", NULL));
  json_object_object_foreach (json, name, member)
      json_object_object_add (question->answer, name, json_object_get (member));
  json_object_put (json);
}

static void
execute (Question *question)
{
  const char *query = get_text (question, "query");
  json_object *variables = json_object_object_get (question->request, "variables");
  json_object *data = json_object_object_get (question->request, "data");
  g_autoptr (GBytes) response = NULL;
  g_autoptr (GError) error = NULL;
  UoisGqlRequest request = {
    .document = query,
    .variables = variables ? json_object_to_json_string_ext (variables, JSON_C_TO_STRING_PLAIN) : NULL,
    .operation = get_text (question, "operationName"),
    .limits = &question->limits,
  };

  if (!validate_query (question))
    return;
  request.length = strlen (query);
  request.root = data ? json_object_get (data) : json_object_new_object ();
  response = uois_gql_session_execute (question->adapter->session, &request, NULL, &error);
  json_object_put (request.root);
  if (response)
    answer_response (question, response);
  else
    answer_failure (question, error->message);
}

static void
introspect (Question *question)
{
  g_autoptr (GBytes) response = NULL;

  if (!require_schema (question))
    return;
  response = uois_gql_schema_introspect (question->adapter->schema);
  answer_response (question, response);
}

static const struct
{
  const char *name;
  Operation answer;
} operations[] = {
  { "parse", parse },     { "print", print },           { "validate", validate }, { "validateSchema", validate_schema },
  { "execute", execute }, { "introspect", introspect },
};

static void
answer (Question *question)
{
  const char *name = get_text (question, "op");

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_strcmp0 (name, operations[i].name) == 0)
      {
        operations[i].answer (question);
        return;
      }
  answer_failure (question, "The request has no \"op\" that is known.");
}

/* ---- The door ---- */

UoisAdapter *
uois_adapter_new (void)
{
  return g_new0 (UoisAdapter, 1);
}

void
uois_adapter_free (UoisAdapter *adapter)
{
  clear_schema (adapter);
  g_free (adapter);
}

char *
uois_adapter_answer (UoisAdapter *adapter, const char *line, gsize length)
{
  json_tokener *tokener = json_tokener_new_ex (G_MAXINT16);
  Question question = {
    .adapter = adapter,
    .request = json_tokener_parse_ex (tokener, line, length),
    .answer = json_object_new_object (),
    .limits = UOIS_GQL_LIMITS_INIT,
  };
  char *text;

  if (json_tokener_get_error (tokener) != json_tokener_success ||
      !json_object_is_type (question.request, json_type_object))
    answer_failure (&question, "The request is not a JSON object.");
  else
    answer (&question);
  text = g_strdup (
      json_object_to_json_string_ext (question.answer, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (question.answer);
  json_object_put (question.request);
  json_tokener_free (tokener);
  return text;
}
