/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

static char *
ask (Fixture *fixture, const char *document, const char *variables, gboolean *has_errors)
{
  UoisQueryRequest request = { .document = document, .variables = variables };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = uois_file_query (fixture->file, &request, has_errors, NULL, &error);
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (answer, &length);
  return g_strndup (text, length);
}

static void
assert_answer (Fixture *fixture, const char *document, const char *variables, const char *expected)
{
  gboolean has_errors;
  g_autofree char *answer = ask (fixture, document, variables, &has_errors);

  g_assert_cmpstr (answer, ==, expected);
  g_assert_false (has_errors);
}

static void
store_books (Fixture *fixture)
{
  fixture_store (fixture, "{'readers': [{'id': " ID (
                              "01") ", 'name': 'Petr', 'surname': 'Chalupa'},"
                                    " {'id': " ID ("02") ", 'name': 'Jana', 'surname': 'Hrubá'}],"
                                                         " 'books': [{'id': " ID (
                                                             "20") ", 'name': 'R.U.R.', 'pages': 120}],"
                                                                   " 'loans': [{'id': " ID ("30") ", 'reader_id': " ID (
                                                                       "01") ", 'book_id': " ID ("20") "}]}");
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  store_books (fixture);
  assert_answer (fixture, "{ readerPage(orderby: \"surname\") { fullname loans { book { name weight } } } }", NULL,
                 "{\"data\":{\"readerPage\":[{\"fullname\":\"Jana Hrubá\",\"loans\":[]},"
                 "{\"fullname\":\"Petr Chalupa\",\"loans\":[{\"book\":{\"name\":\"R.U.R.\",\"weight\":60}}]}]}}");
  assert_answer (fixture, "query ($id: UUID!) { readerById(id: $id) { surname } }",
                 "{\"id\": \"00000000-0000-4000-8000-000000000002\"}",
                 "{\"data\":{\"readerById\":{\"surname\":\"Hrubá\"}}}");
}

/* The same question again is answered from the kept plan, with what was written meanwhile. */
static void
test_plan_is_kept (Fixture *fixture, gconstpointer data)
{
  static const char document[] = "{ shelfPage { name } }";

  assert_answer (fixture, document, NULL, "{\"data\":{\"shelfPage\":[]}}");
  fixture_store (fixture, "{'shelves': [{'id': " ID ("10") ", 'name': 'A'}]}");
  assert_answer (fixture, document, NULL, "{\"data\":{\"shelfPage\":[{\"name\":\"A\"}]}}");
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  gboolean has_errors;
  g_autofree char *answer = ask (fixture, "{ readerPage { nothing } }", NULL, &has_errors);

  g_assert_true (has_errors);
  g_assert_true (g_str_has_prefix (answer, "{\"errors\":["));
}

/* More than a statement can hold is refused as part of the answer, each time. */
static void
test_too_deep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) document = g_string_new ("{ readerPage(where: {");

  for (guint i = 0; i < 30; i++)
    g_string_append (document, "_or: [{name: {_eq: \"a\"}}, {_and: [{name: {_eq: \"b\"}}, {");
  g_string_append (document, "name: {_eq: \"c\"}");
  for (guint i = 0; i < 30; i++)
    g_string_append (document, "}]}]");
  g_string_append (document, "}) { name } }");
  for (guint i = 0; i < 2; i++)
    {
      gboolean has_errors;
      g_autofree char *answer = ask (fixture, document->str, NULL, &has_errors);

      g_assert_true (has_errors);
      g_test_message ("%s", answer);
      g_assert_nonnull (strstr (answer, "\"path\":[\"readerPage\"]"));
    }
}

/* Who works with the file is a setting, known at once and after opening again. */
static void
test_me (Fixture *fixture, gconstpointer data)
{
  static const char document[] =
      "{ me { surname mine } readerById(id: \"00000000-0000-4000-8000-000000000001\") { mine } }";
  g_autoptr (GError) error = NULL;

  store_books (fixture);
  assert_answer (fixture, document, NULL, "{\"data\":{\"me\":null,\"readerById\":{\"mine\":null}}}");
  uois_file_set_setting (fixture->file, "profile.person", "00000000-0000-4000-8000-000000000002", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      assert_answer (fixture, document, NULL,
                     "{\"data\":{\"me\":{\"surname\":\"Hrubá\",\"mine\":true},\"readerById\":{\"mine\":false}}}");
      fixture_reopen (fixture);
    }
  uois_file_set_setting (fixture->file, "profile.person", NULL, &error);
  g_assert_no_error (error);
  assert_answer (fixture, "{ me { surname } }", NULL, "{\"data\":{\"me\":null}}");
}

static void
test_value (Fixture *fixture, gconstpointer data)
{
  store_books (fixture);
  assert_answer (fixture, "{ a: readerNumber(surname: \"Hrubá\") b: readerNumber(surname: \"Nobody\") }", NULL,
                 "{\"data\":{\"a\":\"00000000-0000-4000-8000-000000000002\",\"b\":null}}");
}

static gpointer
ask_often (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < 50; i++)
    assert_answer (fixture, "{ readerPage(limit: 1, orderby: \"surname\") { surname } }", NULL,
                   "{\"data\":{\"readerPage\":[{\"surname\":\"Hrubá\"}]}}");
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[8];

  store_books (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, ask_often, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  UoisQueryRequest request = { .document = "{ readerPage { surname } }" };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_cancellable_cancel (cancellable);
  answer = uois_file_query (fixture->file, &request, NULL, cancellable, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/query/answers", test_answers);
  fixture_add ("/repo/query/plan-is-kept", test_plan_is_kept);
  fixture_add ("/repo/query/errors", test_errors);
  fixture_add ("/repo/query/too-deep", test_too_deep);
  fixture_add ("/repo/query/me", test_me);
  fixture_add ("/repo/query/value", test_value);
  fixture_add ("/repo/query/threads", test_threads);
  fixture_add ("/repo/query/cancelled", test_cancelled);
  return g_test_run ();
}
