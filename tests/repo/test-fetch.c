/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

static const char books[] = "{'shelves': [{'id': " ID (
    "10") ", 'name': 'Žlutá'}],"
          "'readers': [{'id': " ID (
              "01") ", 'name': 'Petr', 'surname': 'Chalupa',"
                    " 'createdby': " ID ("99") ", 'changedby': " ID (
                        "01") "}],"
                              "'books': [{'id': " ID (
                                  "20") ", 'name': 'R.U.R.', 'pages': 120, 'price': 99.5, 'lent': false,"
                                        " 'startdate': '2026-11-24T14:05:00', 'shelf_id': " ID (
                                            "10") "},"
                                                  "{'id': " ID ("21") ", 'name': 'Thin', 'pages': -1}, {'id': " ID (
                                                      "22") "}],"
                                                            "'notes': [{'id': " ID (
                                                                "40") ", 'text': 'two\\nlines', "
                                                                      "'book_id': " ID (
                                                                          "20") "},"
                                                                                "{'id': " ID ("41") ", "
                                                                                                    "'text': "
                                                                                                    "'lost', "
                                                                                                    "'book_"
                                                                                                    "id':"
                                                                                                    " " ID ("77") "}]}";

static UoisRecord *
read_record (Fixture *fixture, const UoisType *type, guint id, GError **error)
{
  g_auto (Waiter) waiter = { 0 };
  UoisUuid uuid = fixture_id (id);

  uois_file_read_async (fixture->file, type, &uuid, NULL, waiter_take, &waiter);
  return uois_file_read_finish (fixture->file, waiter_wait (&waiter), error);
}

static void
assert_field (const UoisRecord *record, const char *name, const char *text, gboolean dangling)
{
  const UoisField *field = uois_type_find_field (record->type, name);

  g_assert_nonnull (field);
  g_assert_cmpstr (record->texts[field->index], ==, text);
  g_assert_cmpint (record->dangling[field->index], ==, dangling);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) record = NULL;
  UoisUuid id = fixture_id (20);

  fixture_store (fixture, books);
  record = read_record (fixture, fixture->book, 20, NULL);
  g_assert_cmpuint (record->n_fields, ==, fixture->book->fields.length);
  g_assert_true (uois_uuid_equal (&record->id, &id));
  g_assert_cmpstr (record->title, ==, "R.U.R.");
  assert_field (record, "id", "00000000-0000-4000-8000-000000000020", FALSE);
  assert_field (record, "name", "R.U.R.", FALSE);
  assert_field (record, "pages", "120", FALSE);
  assert_field (record, "price", "99.5", FALSE);
  assert_field (record, "lent", "No", FALSE);
  assert_field (record, "startdate", "24 Nov 2026, 14:05", FALSE);
  assert_field (record, "printedAt", "", FALSE);
  assert_field (record, "shelf", "Žlutá", FALSE);
  assert_field (record, "weight", "60", FALSE);
  assert_field (record, "loans", "", FALSE);
}

static void
test_dangling (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) found = NULL;
  g_autoptr (UoisRecord) lost = NULL;
  UoisUuid target = fixture_id (77);
  guint book = uois_type_find_field (fixture->note, "book")->index;

  fixture_store (fixture, books);
  found = read_record (fixture, fixture->note, 40, NULL);
  lost = read_record (fixture, fixture->note, 41, NULL);
  assert_field (found, "book", "R.U.R.", FALSE);
  assert_field (found, "text", "two\nlines", FALSE);
  assert_field (lost, "book", "00000000-0000-4000-8000-000000000077", TRUE);
  g_assert_true (uois_uuid_equal (&lost->values[book].uuid, &target));
}

/* What is not there is "", and a record without words has a title all the same. */
static void
test_nulls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) record = NULL;

  fixture_store (fixture, books);
  record = read_record (fixture, fixture->book, 22, NULL);
  for (guint i = 1; i < record->n_fields; i++)
    {
      g_assert_cmpstr (record->texts[i], ==, "");
      g_assert_cmpint (record->values[i].kind, ==, UOIS_VALUE_NULL);
      g_assert_false (record->dangling[i]);
    }
  g_assert_true (g_str_has_prefix (record->title, "Book "));
}

/* A hook that fails takes no record away. */
static void
test_hook_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) record = NULL;

  fixture_store (fixture, books);
  record = read_record (fixture, fixture->book, 21, NULL);
  assert_field (record, "weight", "too thin", FALSE);
  assert_field (record, "name", "Thin", FALSE);
}

/* Expressions know who works with the file. */
static void
test_me (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) nobody = NULL;
  g_autoptr (UoisRecord) me = NULL;

  fixture_store (fixture, books);
  nobody = read_record (fixture, fixture->reader, 1, NULL);
  assert_field (nobody, "mine", "", FALSE);
  uois_file_set_setting (fixture->file, "profile.person", "00000000-0000-4000-8000-000000000001", NULL);
  me = read_record (fixture, fixture->reader, 1, NULL);
  assert_field (me, "mine", "Yes", FALSE);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = NULL;

  fixture_store (fixture, books);
  record = read_record (fixture, fixture->book, 55, &error);
  g_assert_null (record);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* Records stand in the order asked for, as often as asked for, and gone rows leave a hole. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;
  gint64 asked[5];

  fixture_store (fixture, books);
  rows = uois_file_list (fixture->file, &(UoisListRequest){ .type = fixture->book }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  asked[0] = g_array_index (rows, gint64, 2);
  asked[1] = 123456;
  asked[2] = g_array_index (rows, gint64, 0);
  asked[3] = asked[0];
  asked[4] = -1;
  records = uois_file_fetch (fixture->file, fixture->book, asked, 5, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      if (i == 1 || i == 4)
        g_assert_null (record);
      else
        g_assert_cmpint (record->row, ==, asked[i]);
    }
}

static void
test_no_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_fetch (fixture->file, fixture->book, NULL, 0, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
}

/* A record may outlive the file and travel between threads. */
static gpointer
unref_record (gpointer record)
{
  uois_record_unref (record);
  return NULL;
}

static void
test_life (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRecord) record = NULL;
  GThread *threads[8];

  fixture_store (fixture, books);
  record = read_record (fixture, fixture->book, 20, NULL);
  fixture_reopen (fixture);
  g_assert_cmpstr (record->title, ==, "R.U.R.");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, unref_record, uois_record_ref (record));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (record->title, ==, "R.U.R.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/fetch/texts", test_texts);
  fixture_add ("/repo/fetch/dangling", test_dangling);
  fixture_add ("/repo/fetch/nulls", test_nulls);
  fixture_add ("/repo/fetch/hook-failure", test_hook_failure);
  fixture_add ("/repo/fetch/me", test_me);
  fixture_add ("/repo/fetch/missing", test_missing);
  fixture_add ("/repo/fetch/rows", test_rows);
  fixture_add ("/repo/fetch/no-rows", test_no_rows);
  fixture_add ("/repo/fetch/life", test_life);
  return g_test_run ();
}
