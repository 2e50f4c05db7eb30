/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/answer-private.h"

#include <string.h>

#define WORDS_LENGTH_MAX 500

/* ---- Reading ---- */

char *
uois_server_words_clean (const char *words)
{
  g_autofree char *valid = words ? g_utf8_make_valid (words, -1) : NULL;
  g_autofree char *cut = NULL;
  char *end;

  if (valid == NULL)
    return NULL;
  cut = g_utf8_strlen (valid, -1) > WORDS_LENGTH_MAX ? g_utf8_substring (valid, 0, WORDS_LENGTH_MAX) :
                                                       g_steal_pointer (&valid);
  for (end = cut; *end != '\0'; end = g_utf8_next_char (end))
    if (g_unichar_iscntrl (g_utf8_get_char (end)))
      for (char *p = end; p < g_utf8_next_char (end); p++)
        *p = ' ';
  g_strstrip (cut);
  return *cut != '\0' ? g_steal_pointer (&cut) : NULL;
}

/* A gateway spreads a text that it took for an object over the keys "0", "1", … */
static char *
join_characters (json_object *object)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < WORDS_LENGTH_MAX; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      const char *character = uois_sync_json_get_string (object, key);

      if (character == NULL)
        break;
      g_string_append (text, character);
    }
  return g_string_free (text, FALSE);
}

/* What the gateway hid: the service's own words. */
static char *
read_hidden_words (json_object *error)
{
  json_object *extensions = uois_sync_json_get (error, "extensions", json_type_object);
  json_object *exception = uois_sync_json_get (extensions, "exception", json_type_object);
  const char *code = uois_sync_json_get_string (extensions, "code");
  const char *message = uois_sync_json_get_string (exception, "message");
  g_autofree char *joined = NULL;

  if (g_strcmp0 (code, "DOWNSTREAM_SERVICE_ERROR") != 0)
    return NULL;
  if (message == NULL)
    message = uois_sync_json_get_string (exception, "msg");
  if (message != NULL)
    return uois_server_words_clean (message);
  joined = join_characters (exception);
  return uois_server_words_clean (joined);
}

/* `{"TypeError": "text"}`: an exception outside of execution. */
static const char *
read_only_text (json_object *error)
{
  const char *words = NULL;

  if (!json_object_is_type (error, json_type_object) || json_object_object_length (error) != 1)
    return NULL;
  json_object_object_foreach (error, name, value)
  {
    (void) value;
    words = uois_sync_json_get_string (error, name);
  }
  return words;
}

static char *
read_words (json_object *error)
{
  g_autofree char *hidden = read_hidden_words (error);
  const char *words;

  if (hidden)
    return g_steal_pointer (&hidden);
  if (json_object_is_type (error, json_type_string))
    return uois_server_words_clean (json_object_get_string (error));
  words = uois_sync_json_get_string (error, "message");
  if (words == NULL)
    words = uois_sync_json_get_string (error, "msg");
  if (words == NULL)
    words = read_only_text (error);
  return uois_server_words_clean (words);
}

static void
read_error (UoisServerErrors *errors, json_object *error)
{
  json_object *path = uois_sync_json_get (error, "path", json_type_array);
  json_object *extensions = uois_sync_json_get (error, "extensions", json_type_object);

  if (uois_sync_json_get_length (path) > 0)
    g_ptr_array_add (errors->paths, path);
  else
    errors->pathless = TRUE;
  if (errors->words == NULL)
    errors->words = read_words (error);
  if (errors->code == NULL)
    errors->code = uois_server_words_clean (uois_sync_json_get_string (extensions, "code"));
}

void
uois_server_errors_init (UoisServerErrors *errors, json_object *answer)
{
  json_object *list = NULL;
  guint length;

  *errors = (UoisServerErrors){ .paths = g_ptr_array_new () };
  if (!json_object_is_type (answer, json_type_object) || !json_object_object_get_ex (answer, "errors", &list))
    return;

  length = uois_sync_json_get_length (list);
  errors->present = list != NULL && (length > 0 || !json_object_is_type (list, json_type_array));
  errors->pathless = errors->present && length == 0;
  for (guint i = 0; i < length; i++)
    read_error (errors, json_object_array_get_idx (list, i));
}

void
uois_server_errors_clear (UoisServerErrors *errors)
{
  g_ptr_array_unref (errors->paths);
  g_free (errors->words);
  g_free (errors->code);
}

/* ---- What they mean ---- */

#define READS                                                                                                          \
  (1 << UOIS_REQUEST_INTROSPECTION | 1 << UOIS_REQUEST_PAGE | 1 << UOIS_REQUEST_RECORD | 1 << UOIS_REQUEST_LIST)
#define INSERTS (1 << UOIS_REQUEST_INSERT)
#define UPDATES (1 << UOIS_REQUEST_UPDATE)
#define DELETES (1 << UOIS_REQUEST_DELETE)
#define WRITES (INSERTS | UPDATES | DELETES)
#define ALL (READS | WRITES)

/* Codes of the services and of the gateway; a code may be the beginning of one. */
static const struct
{
  const char *code;
  guint requests;
  UoisAnswerKind kind;
} codes[] = {
  { "UNAUTHENTICATED", ALL, UOIS_ANSWER_SIGNED_OUT },
  { "GRAPHQL_PARSE_FAILED", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "GRAPHQL_VALIDATION_FAILED", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "BAD_USER_INPUT", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "FORBIDDEN", ALL, UOIS_ANSWER_FORBIDDEN },

  { "a8c2c427-", WRITES, UOIS_ANSWER_GONE },
  { "c4e3cd62-", WRITES, UOIS_ANSWER_BROKEN },
  { "a849f652-", WRITES, UOIS_ANSWER_BROKEN },
  { "e866b8c6-", WRITES, UOIS_ANSWER_BROKEN },
  { "a9a36c0b-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "00f53a67-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "77a75382-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "e12dd4fe-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "468e8391-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "1bc8c5ec-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "66249ce2-", WRITES, UOIS_ANSWER_FORBIDDEN },
  { "ca8b4531-", INSERTS, UOIS_ANSWER_UNKNOWN },
};

/* Parts of messages of Python, SQLAlchemy, PostgreSQL, graphql-core and the services; the first that is found counts. */
static const struct
{
  const char *part;
  guint requests;
  UoisAnswerKind kind;
} phrases[] = {
  { "401: Unauthorized", ALL, UOIS_ANSWER_SIGNED_OUT },
  { "Unauthenticated", ALL, UOIS_ANSWER_SIGNED_OUT },
  { "User is wanted but not present", ALL, UOIS_ANSWER_TRANSIENT },
  { "connect ECONNREFUSED", ALL, UOIS_ANSWER_TRANSIENT },
  { "getaddrinfo ", ALL, UOIS_ANSWER_TRANSIENT },
  { "connect EHOSTUNREACH", ALL, UOIS_ANSWER_TRANSIENT },

  { "Cannot query field", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "Unknown argument", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "Unknown type", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "is not defined by type", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "got invalid value", ALL, UOIS_ANSWER_SCHEMA_CHANGED },
  { "of required type", ALL, UOIS_ANSWER_SCHEMA_CHANGED },

  { "duplicate key value", INSERTS | UPDATES, UOIS_ANSWER_EXISTS },
  { "UNIQUE constraint failed", INSERTS | UPDATES, UOIS_ANSWER_EXISTS },
  { "UniqueViolation", INSERTS | UPDATES, UOIS_ANSWER_EXISTS },
  { "transaction has been rolled back", WRITES, UOIS_ANSWER_UNKNOWN },
  { "PendingRollback", WRITES, UOIS_ANSWER_UNKNOWN },
  { "still referenced", DELETES, UOIS_ANSWER_HAS_CHILDREN },
  { "foreign key", DELETES, UOIS_ANSWER_HAS_CHILDREN },
  { "foreign key", INSERTS | UPDATES, UOIS_ANSWER_MISSING_PARENT },
  { "ForeignKeyViolation", INSERTS | UPDATES, UOIS_ANSWER_MISSING_PARENT },
  { "is unknown part", INSERTS | UPDATES, UOIS_ANSWER_MISSING_PARENT },
  { "Cannot return null for non-nullable field", WRITES, UOIS_ANSWER_UNKNOWN },

  { "not authorized", ALL, UOIS_ANSWER_FORBIDDEN },
  { "user must have one of roles", ALL, UOIS_ANSWER_FORBIDDEN },
  { "permission", ALL, UOIS_ANSWER_FORBIDDEN },
  { "not allowed", ALL, UOIS_ANSWER_FORBIDDEN },

  { "has no attribute", WRITES, UOIS_ANSWER_BROKEN },
  { "keyword argument", WRITES, UOIS_ANSWER_BROKEN },
  { "keyword-only argument", WRITES, UOIS_ANSWER_BROKEN },
  { "positional argument", WRITES, UOIS_ANSWER_BROKEN },

  { "500: Internal Server Error", WRITES, UOIS_ANSWER_UNKNOWN },
  { "404: ", WRITES, UOIS_ANSWER_UNKNOWN },
  { "failed, reason", WRITES, UOIS_ANSWER_UNKNOWN },
  { "socket hang up", WRITES, UOIS_ANSWER_UNKNOWN },
};

static gboolean
contains (const char *words, const char *part)
{
  gsize length = strlen (part);

  for (const char *p = words; *p != '\0'; p++)
    if (g_ascii_strncasecmp (p, part, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
find_by_code (const UoisRequest *request, const char *code, UoisAnswer *answer)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (code, codes[i].code) && (codes[i].requests & 1u << request->kind))
      {
        answer->kind = codes[i].kind;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_by_words (const UoisRequest *request, const char *words, UoisAnswer *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if ((phrases[i].requests & 1u << request->kind) && contains (words, phrases[i].part))
      {
        answer->kind = phrases[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* "can't set attribute 'valid'", "property 'valid' of 'GroupModel' object has no setter": the column that is meant. */
static gboolean
find_unsettable (const UoisRequest *request, const char *words, UoisAnswer *answer)
{
  const UoisDialectMutation *mutation = request->mutation;

  if (mutation == NULL || (!contains (words, "can't set attribute") && !contains (words, "has no setter")))
    return FALSE;
  answer->kind = UOIS_ANSWER_BROKEN;
  for (guint i = 0; i < mutation->inputs->len; i++)
    {
      const UoisDialectInput *input = g_ptr_array_index (mutation->inputs, i);
      g_autofree char *quoted = g_strdup_printf ("'%s'", input->column->name);

      if (!contains (words, quoted) || input->token || input->column->index == 0)
        continue;
      answer->kind = UOIS_ANSWER_UNSETTABLE;
      answer->column = input->column;
      break;
    }
  return TRUE;
}

void
uois_server_words_classify (const UoisRequest *request, const char *code, const char *words, UoisAnswer *answer)
{
  gboolean write = uois_request_is_write (request);

  if (find_by_code (request, code, answer))
    return;
  if (words == NULL)
    {
      answer->kind = write ? UOIS_ANSWER_UNKNOWN : UOIS_ANSWER_TRANSIENT;
      return;
    }
  /* The key that Python misses when the service could not find out who asks. */
  if (g_str_equal (words, "'id'"))
    answer->kind = UOIS_ANSWER_TRANSIENT;
  else if (!find_unsettable (request, words, answer) && !find_by_words (request, words, answer))
    {
      gboolean hidden = contains (words, "Error while fetching subquery");

      answer->kind = !write ? UOIS_ANSWER_TRANSIENT : hidden ? UOIS_ANSWER_UNKNOWN : UOIS_ANSWER_REFUSED;
    }
  answer->sign_in = contains (words, "404: ") || contains (words, "500: ");
}
