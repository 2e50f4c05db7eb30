/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for all mutations whatever they write: who can make them, what
 * they see of each other, how they end.
 */
#include "university.h"

#include "repo/file-private.h"

#include <string.h>

#define INSERT "userInsert(user: {name: \"Nový\"}) { id msg }"

static const char *
get_text (json_object *answer, const char *first, const char *second)
{
  json_object *data = json_object_object_get (answer, "data");

  return json_object_get_string (json_object_object_get (json_object_object_get (data, first), second));
}

static const UoisType *
users (Fixture *fixture)
{
  return uois_registry_find_table (fixture->registry, "users");
}

/* ---- Reading and writing ---- */

/* A question is no unit of work, whatever it asks. */
static void
test_queries_do_not_write (Fixture *fixture, gconstpointer data)
{
  gint64 unit = university_unit (fixture);
  g_autofree char *before = university_describe (fixture);
  g_autofree char *after = NULL;

  json_object_put (university_ask (fixture, "{ userPage { id memberships { id } } me { id } }", NULL));
  json_object_put (university_ask (fixture, "mutation { __typename }", NULL));
  after = university_describe (fixture);
  g_assert_cmpint (university_unit (fixture), ==, unit);
  g_assert_cmpstr (before, ==, after);
}

/* Only the operation that was asked for. */
static void
test_operation (Fixture *fixture, gconstpointer data)
{
  UoisQueryRequest request = { .document = "query A { me { id } } mutation B { " INSERT " }", .operation = "A" };
  gint64 unit = university_unit (fixture);
  g_autoptr (GBytes) answer = NULL;

  g_assert_false (uois_query_request_writes (&request));
  answer = uois_file_query (fixture->file, &request, NULL, NULL, NULL);
  g_assert_cmpint (university_unit (fixture), ==, unit);
  g_clear_pointer (&answer, g_bytes_unref);

  request.operation = "B";
  g_assert_true (uois_query_request_writes (&request));
  answer = uois_file_query (fixture->file, &request, NULL, NULL, NULL);
  g_assert_cmpint (university_unit (fixture), ==, unit + 1);

  request = (UoisQueryRequest){ .document = "mutation {" };
  g_assert_false (uois_query_request_writes (&request));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = university_describe (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  json_object *answer;
  json_object *errors;

  uois_file_close (fixture->file, &error);
  g_assert_no_error (error);
  g_object_unref (fixture->file);
  fixture->file = uois_file_open (fixture->path, fixture->registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);

  /* One result may be null, so both mutations are tried and both are told. */
  answer = university_ask (fixture,
                           "mutation { a: externalidDelete(id: \"00000000-0000-4000-8000-000000000001\") { msg }"
                           " b: groupInsert(group: {name: \"x\", grouptypeId:"
                           " \"00000000-0000-4000-8000-000000000001\"}) { msg } }",
                           NULL);
  errors = json_object_object_get (answer, "errors");
  g_assert_cmpuint (json_object_array_length (errors), >=, 1);
  for (guint i = 0; i < json_object_array_length (errors); i++)
    g_assert_nonnull (strstr (
        json_object_get_string (json_object_object_get (json_object_array_get_idx (errors, i), "message")), "reading"));
  json_object_put (answer);
  after = university_describe (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* ---- One after the other ---- */

/* The second sees the first, and the record that comes back is the one that is now there. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char document[] =
      "mutation ($id: UUID!) {"
      " a: groupInsert(group: {id: $id, name: \"A\", grouptypeId: \"%s\"}) { group { name subgroups { name } } }"
      " b: groupInsert(group: {name: \"B\", mastergroupId: $id, grouptypeId: \"%s\"})"
      " { group { mastergroup { subgroups { name } } } }"
      " c: groupDelete(id: $id) { msg } }";
  UoisUuid kind = university_record (uois_registry_find_table (fixture->registry, "grouptypes"));
  g_autofree char *kind_text = uois_uuid_to_string (&kind);
  g_autofree char *text = g_strdup_printf (document, kind_text, kind_text);
  json_object *answer = university_ask (fixture, text, "{\"id\": \"00000000-0000-4000-8000-000000000042\"}");

  /* The third cannot be made, and its result must not be null: the answer is, but the first two stand. */
  g_assert_nonnull (strstr (answer_get_error (answer), "Groups (1)"));
  json_object_put (answer);
  answer = university_ask (
      fixture, "{ groupById(id: \"00000000-0000-4000-8000-000000000042\") { name subgroups { name } } }", NULL);
  g_assert_cmpstr (get_text (answer, "groupById", "subgroups"), ==, "[ { \"name\": \"B\" } ]");
  json_object_put (answer);
}

/* The path of an error inside a result leads through it. */
static void
test_paths (Fixture *fixture, gconstpointer data)
{
  json_object *answer =
      university_ask (fixture,
                      "mutation { " INSERT " x: formRequestUpdate(request: {id: \"00000000-0000-4000-8000-"
                      "000000000042\", lastchange: \"2024-01-01\"}) { request { id } } }",
                      NULL);
  json_object *error = json_object_array_get_idx (json_object_object_get (answer, "errors"), 0);

  g_assert_cmpstr (json_object_get_string (json_object_object_get (error, "path")), ==, "[ \"x\", \"request\" ]");
  g_assert_null (json_object_object_get (answer, "data"));
  json_object_put (answer);
}

/* ---- Time and person ---- */

/* The token of a record moves on even where the clock of the computer was put back. */
static void
test_future (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = users (fixture);
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  g_autoptr (GArray) record = NULL;
  UoisUuid id = fixture_id (77);
  json_object *answer;

  g_ptr_array_unref (fixture_load (
      fixture,
      "{'users': [{'id': '00000000-0000-4000-8000-000000000077', 'lastchange': '2999-01-01T00:00:00.000001'}]}"));
  answer = university_ask (fixture,
                           "mutation { userUpdate(user: {id: \"00000000-0000-4000-8000-000000000077\","
                           " lastchange: \"2999-01-01T00:00:00.000001\", name: \"x\"}) { msg user { lastchange } } }",
                           NULL);
  g_assert_cmpstr (get_text (answer, "userUpdate", "msg"), ==, "ok");
  json_object_put (answer);
  record = university_read (fixture, type, &id);
  g_assert_cmpint (g_array_index (record, UoisValue, lastchange->index).datetime, ==,
                   uois_datetime_from_parts (2999, 1, 1, 0, 0, 0, 2));
}

/* Whoever is signed in now, also after the same question was asked by somebody else. */
static void
test_person (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = users (fixture);
  const UoisColumn *createdby = uois_type_find_audit_column (type, UOIS_AUDIT_CREATEDBY);
  UoisUuid first = university_record (type);

  for (guint i = 0; i < 2; i++)
    {
      json_object *answer;
      g_autoptr (GArray) record = NULL;
      UoisUuid id;

      university_sign_in (fixture, i == 0 ? &first : NULL);
      answer = university_ask (fixture, "mutation { r: " INSERT " }", NULL);
      g_assert_true (uois_uuid_parse (result_get (answer_get_result (answer), "id"), UOIS_UUID_TEXT_LENGTH, &id));
      json_object_put (answer);
      record = university_read (fixture, type, &id);
      g_assert_cmpint (g_array_index (record, UoisValue, createdby->index).kind, ==,
                       i == 0 ? UOIS_VALUE_UUID : UOIS_VALUE_NULL);
    }
}

/* ---- Around it ---- */

static void
on_changed (UoisFile *file, const UoisType *type, GPtrArray *types)
{
  g_ptr_array_add (types, (gpointer) type);
}

static void
test_announced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->file, "changed", G_CALLBACK (on_changed), types);
  json_object_put (university_ask (fixture, "mutation { " INSERT " }", NULL));
  while (types->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (types->len, ==, 1);
  g_assert_true (types->pdata[0] == users (fixture));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  UoisQueryRequest request = { .document = "mutation { " INSERT " }" };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 unit = university_unit (fixture);

  g_cancellable_cancel (cancellable);
  g_assert_null (uois_file_query (fixture->file, &request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (university_unit (fixture), ==, unit);
}

static gpointer
insert_often (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      json_object *answer = university_ask (data, "mutation { a: " INSERT " b: " INSERT " }", NULL);

      g_assert_cmpstr (answer_get_error (answer), ==, "");
      json_object_put (answer);
    }
  return NULL;
}

/* More threads than readers: each mutation is one unit, none is lost. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[8];
  gint64 unit = university_unit (fixture);
  g_autoptr (GArray) before = university_list (fixture, users (fixture));
  g_autoptr (GArray) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, insert_often, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  after = university_list (fixture, users (fixture));
  g_assert_cmpuint (after->len, ==, before->len + G_N_ELEMENTS (threads) * 40);
  g_assert_cmpint (university_unit (fixture), ==, unit + (gint64) G_N_ELEMENTS (threads) * 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  university_add ("/repo/mutations/queries-do-not-write", test_queries_do_not_write);
  university_add ("/repo/mutations/operation", test_operation);
  university_add ("/repo/mutations/read-only", test_read_only);
  university_add ("/repo/mutations/order", test_order);
  university_add ("/repo/mutations/paths", test_paths);
  university_add ("/repo/mutations/future", test_future);
  university_add ("/repo/mutations/person", test_person);
  university_add ("/repo/mutations/announced", test_announced);
  university_add ("/repo/mutations/cancelled", test_cancelled);
  university_add ("/repo/mutations/threads", test_threads);
  return g_test_run ();
}
