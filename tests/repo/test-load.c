/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

static void
assert_counts (GPtrArray *tables, const char *name, guint64 rows, guint64 stored, guint64 present, guint64 rejected)
{
  const UoisLoadTable *table = fixture_find_table (tables, name);

  g_assert_cmpuint (table->rows, ==, rows);
  g_assert_cmpuint (table->stored, ==, stored);
  g_assert_cmpuint (table->present, ==, present);
  g_assert_cmpuint (table->rejected, ==, rejected);
}

static void
assert_sentences (GPtrArray *sentences, const char *const *expected)
{
  for (guint i = 0; i < sentences->len || expected[i] != NULL; i++)
    {
      g_assert_cmpstr (i < sentences->len ? g_ptr_array_index (sentences, i) : NULL, ==, expected[i]);
      if (expected[i] == NULL)
        break;
    }
}

#define assert_reasons(tables, name, ...)                                                                              \
  assert_sentences (fixture_find_table ((tables), (name))->reasons, (const char *const[]){ __VA_ARGS__, NULL })
#define assert_notes(tables, name, ...)                                                                                \
  assert_sentences (fixture_find_table ((tables), (name))->notes, (const char *const[]){ __VA_ARGS__, NULL })

/* ---- What is stored ---- */

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "name", "pages", "price", "lent", "startdate", "shelf" };
  const UoisField *fields[G_N_ELEMENTS (names)];
  g_autoptr (GPtrArray) records = NULL;
  const UoisRecord *record;
  UoisUuid shelf = fixture_id (1);

  fixture_store (fixture, "{'books': [{'name': 'R\\u016f\\u017ee', 'id': " ID (
                              "02") ", 'pages': 3.0, 'price': 12,"
                                    " 'lent': true, 'startdate': '2024-02-29T23:59:59.123456', 'shelf_id': " ID (
                                        "01") "}],"
                                              " 'shelves': [{'id': " ID ("01") ", 'name': null}]}");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields[i] = uois_type_find_field (fixture->book, names[i]);
  records = fixture_fetch_all (fixture, fixture->book, fields, G_N_ELEMENTS (names));
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpmem (record->values[0].text, record->values[0].length, "Růže", strlen ("Růže"));
  g_assert_cmpint (record->values[1].integer, ==, 3);
  g_assert_cmpfloat (record->values[2].real, ==, 12.0);
  g_assert_true (record->values[3].integer);
  g_assert_cmpint (record->values[4].datetime, ==, uois_datetime_from_parts (2024, 2, 29, 23, 59, 59, 123456));
  g_assert_true (uois_uuid_equal (&record->values[5].uuid, &shelf));
  g_assert_false (record->dangling[5]);
}

static void
test_present (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "{'shelves': [{'id': " ID ("01") ", 'name': 'A'}, {'id': " ID ("02") ", 'name': 'B'}]}";
  g_autoptr (GPtrArray) first = fixture_load (fixture, text);
  g_autoptr (GPtrArray) second =
      fixture_load (fixture, "{'shelves': [{'id': " ID ("01") ", 'name': 'changed'}, {'id': " ID ("03") "}]}");
  g_autofree char *titles = NULL;

  assert_counts (first, "shelves", 2, 2, 0, 0);
  assert_counts (second, "shelves", 2, 1, 1, 0);
  titles = fixture_list (fixture, &(UoisListRequest){ .type = fixture->shelf });
  g_assert_true (g_str_has_prefix (titles, "A; B; "));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = fixture_load (
      fixture,
      "{'books': ["
      "{'id': " ID ("01") ", 'title': 'A', 'author': 'x', 'isbn': null},"
                          "{'id': " ID ("02") ", 'caption': 'B', 'author': {'deep': [1, 2]}, '_chunk': 1},"
                                              "{'id': " ID (
                                                  "03") ", 'title': 'lost', 'name': 'C'},"
                                                        "{'id': " ID (
                                                            "04") ", 'name': 'D', 'title': 'lost'},"
                                                                  "{'id': " ID (
                                                                      "05") ", 'name': 'lost', 'name': 'E'},"
                                                                            "{'id': " ID (
                                                                                "06") ", 'name': 'F', '_printed_at': "
                                                                                      "'2024-01-01T00:00:00'}]}");
  g_autofree char *titles = NULL;

  assert_counts (tables, "books", 6, 6, 0, 0);
  assert_notes (tables, "books", "“caption” was read as “name” in 1 row.", "“title” was read as “name” in 2 rows.",
                "“author” is no column; it was left out in 2 rows.", "“isbn” is no column; it was left out in 1 row.",
                "“title” was left out in 2 rows, which give “name” under another name as well.",
                "“name” stands twice in 1 row; the last one counts.");
  titles = fixture_list (
      fixture, &(UoisListRequest){ .type = fixture->book, .sort = uois_type_find_field (fixture->book, "name") });
  g_assert_cmpstr (titles, ==, "A; B; C; D; E; F");
}

static void
test_changed_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = fixture_load (
      fixture,
      "{'readers': [{'id': " ID (
          "01") ", 'born': '2001-05-06T07:08:09', 'lastchange': '2024-01-01T10:00:00Z'},"
                " {'id': " ID (
                    "02") ", 'created': '2024-01-01T10:00:00+02:00', 'lastchange': '2024-01-01 10:00:00+0200'}],"
                          " 'books': [{'id': " ID ("03") ", 'shelf_id': ''}]}");
  static const char *const names[] = { "born", "lastchange" };
  const UoisField *fields[] = { uois_type_find_field (fixture->reader, names[0]),
                                uois_type_find_field (fixture->reader, names[1]) };
  g_autoptr (GPtrArray) records = fixture_fetch_all (fixture, fixture->reader, fields, 2);
  const UoisRecord *record = g_ptr_array_index (records, 0);

  assert_counts (tables, "readers", 2, 2, 0, 0);
  assert_notes (tables, "readers", "“created” had a time zone in 1 row; it was dropped, the time was not converted.",
                "“lastchange” had a time zone in 2 rows; it was dropped, the time was not converted.");
  assert_notes (tables, "books", "“shelf_id” was an empty text in 1 row and was read as no value.");
  /* The servers' columns of dates are times; what came with the date stays. */
  g_assert_cmpint (record->values[0].datetime, ==, uois_datetime_from_parts (2001, 5, 6, 7, 8, 9, 0));
  g_assert_cmpint (record->values[1].datetime, ==, uois_datetime_from_parts (2024, 1, 1, 10, 0, 0, 0));
}

/* As the servers' databases do: a record without its last change could never be changed. */
static void
test_missing_times (Fixture *fixture, gconstpointer data)
{
  UoisDateTime before = uois_datetime_now ();
  g_autoptr (GPtrArray) tables =
      fixture_load (fixture, "{'readers': [{'id': " ID ("01") ", 'lastchange': '2024-01-01T10:00:00'}]}");
  const UoisField *fields[] = { uois_type_find_field (fixture->reader, "created"),
                                uois_type_find_field (fixture->reader, "lastchange") };
  g_autoptr (GPtrArray) records = fixture_fetch_all (fixture, fixture->reader, fields, 2);
  const UoisRecord *record = g_ptr_array_index (records, 0);

  assert_counts (tables, "readers", 1, 1, 0, 0);
  g_assert_cmpint (record->values[0].datetime, >, before);
  g_assert_cmpint (record->values[1].datetime, ==, uois_datetime_from_parts (2024, 1, 1, 10, 0, 0, 0));
}

/* ---- What is not stored ---- */

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = fixture_load (
      fixture,
      "{'books': ["
      "{'id': " ID (
          "01") "},"
                "{'id': '', 'name': 'no id'},"
                "{'name': 'no id'},"
                "{'id': null},"
                "{'id': 'not-a-uuid'},"
                "{'id': " ID (
                    "02") ", 'shelf_id': '00000000-0000-4000-8000-00000000000g'},"
                          "{'id': " ID (
                              "03") ", 'shelf_id': 12},"
                                    "{'id': " ID (
                                        "04") ", 'startdate': 'yesterday'},"
                                              "{'id': " ID (
                                                  "05") ", 'startdate': '2023-02-29'},"
                                                        "{'id': " ID (
                                                            "06") ", 'pages': '12'},"
                                                                  "{'id': " ID (
                                                                      "07") ", 'pages': 1.5},"
                                                                            "{'id': " ID (
                                                                                "08") ", 'lent': 1},"
                                                                                      "{'id': " ID (
                                                                                          "09") ", 'name': ['a']},"
                                                                                                "{'id': " ID (
                                                                                                    "10") ", 'name': "
                                                                                                          "'a\\u0000b'}"
                                                                                                          ","
                                                                                                          "{'id': " ID (
                                                                                                              "01") ", "
                                                                                                                    "'n"
                                                                                                                    "am"
                                                                                                                    "e'"
                                                                                                                    ": "
                                                                                                                    "'a"
                                                                                                                    "ga"
                                                                                                                    "in"
                                                                                                                    "'}"
                                                                                                                    ","
                                                                                                                    "'a"
                                                                                                                    " r"
                                                                                                                    "ow"
                                                                                                                    "',"
                                                                                                                    " n"
                                                                                                                    "ul"
                                                                                                                    "l,"
                                                                                                                    " ["
                                                                                                                    "1]"
                                                                                                                    "]"
                                                                                                                    "}");

  assert_counts (tables, "books", 18, 1, 0, 17);
  assert_reasons (
      tables, "books", "3 rows were not stored; books, row 2, for example: the row has no id.",
      "books, row 5 was not stored: “id” is \"not-a-uuid\", which is no UUID.",
      "books, row 6 was not stored: “shelf_id” is \"00000000-0000-4000-8000-00000000000g\", which is no UUID.",
      "books, row 7 was not stored: “shelf_id” is 12 instead of a UUID in quotes.",
      "2 rows were not stored; books, row 8, for example: “startdate” is \"yesterday\", which is no time like "
      "2026-11-24T14:05:00.",
      "2 rows were not stored; books, row 10, for example: “pages” is \"12\" instead of a whole number.",
      "books, row 12 was not stored: “lent” is 1 instead of true or false.",
      "books, row 13 was not stored: “name” is [ instead of a text.",
      "books, row 14 was not stored: “name” holds a zero character.",
      "books, row 15 was not stored: a row before it has the same id 00000000-0000-4000-8000-000000000001.",
      "3 rows were not stored; books, row 16, for example: a row must be an object, not \"a row\".");
}

static void
test_unknown_tables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables =
      fixture_load (fixture, "{'cars': [{'id': 1}, {'id': 2}], 'shelves': [], 'comment': 'made by hand', 'empty': []}");

  g_assert_cmpuint (tables->len, ==, 4);
  assert_counts (tables, "cars", 2, 0, 0, 2);
  assert_reasons (tables, "cars", "2 rows were not stored: no table has that name.");
  g_assert_null (fixture_find_table (tables, "cars")->type);
  assert_counts (tables, "shelves", 0, 0, 0, 0);
  g_assert_true (fixture_find_table (tables, "shelves")->type == fixture->shelf);
  assert_counts (tables, "empty", 0, 0, 0, 0);
  assert_counts (tables, "comment", 0, 0, 0, 0);
  assert_notes (tables, "comment", "This is no list of rows and was left out.");
}

/* Parents may stand after their children, in another table or in the same. What refers to a refused row is refused. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = fixture_load (
      fixture, "{'notes': [{'id': " ID ("40") ", 'book_id': " ID (
                   "20") "},"
                         " {'id': " ID ("41") ", 'book_id': " ID (
                             "98") "},"
                                   " {'id': " ID ("42") ", 'book_id': " ID (
                                       "97") "},"
                                             " {'id': " ID ("43") ", 'book_id': " ID (
                                                 "98") "}],"
                                                       " 'books': [{'id': " ID ("20") ", 'shelf_id': " ID (
                                                           "10") "},"
                                                                 " {'id': " ID ("21") ", 'shelf_id': " ID (
                                                                     "99") "},"
                                                                           " {'id': " ID ("22") ", 'shelf_id': " ID (
                                                                               "12") "}],"
                                                                                     " 'shelves': [{'id': " ID ("10") ", 'parent_id': " ID (
                                                                                         "11") "},"
                                                                                               " {'id': " ID (
                                                                                                   "11") "},"
                                                                                                         " {'id': " ID (
                                                                                                             "12") ", "
                                                                                                                   "'pa"
                                                                                                                   "ren"
                                                                                                                   "t_"
                                                                                                                   "id'"
                                                                                                                   ":"
                                                                                                                   " " ID (
                                                                                                                       "99") "}]}");

  assert_counts (tables, "shelves", 3, 2, 0, 1);
  assert_reasons (tables, "shelves",
                  "shelves, row 3 was not stored: “parent_id” is 00000000-0000-4000-8000-000000000099, which is "
                  "neither in the table “shelves” nor among the rows stored now.");
  assert_counts (tables, "books", 3, 1, 0, 2);
  assert_counts (tables, "notes", 4, 4, 0, 0);
  assert_notes (tables, "notes",
                "“book_id” refers in 3 rows to records of “books” that are not in this file "
                "(00000000-0000-4000-8000-000000000097, for example); they were kept as they are.");
}

/* ---- What is no seed file ---- */

static void
assert_refused (Fixture *fixture, const char *text, gsize length, UoisError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = uois_file_load (fixture->file, text, length, "seed.json", NULL, NULL, NULL, &error);
  g_autofree char *titles = NULL;

  g_assert_null (tables);
  g_assert_error (error, UOIS_ERROR, (gint) code);
  g_assert_cmpstr (error->message, ==, message);
  titles = fixture_list (fixture, &(UoisListRequest){ .type = fixture->shelf });
  g_assert_cmpstr (titles, ==, "");
}

#define assert_text_refused(fixture, text, code, message)                                                              \
  assert_refused ((fixture), (text), sizeof (text) - 1, (code), (message))

static void
test_no_seed_file (Fixture *fixture, gconstpointer data)
{
  assert_text_refused (fixture, "", UOIS_ERROR_SYNTAX,
                       "“seed.json” is no seed file: line 1, column 1: the text ends too early.");
  assert_text_refused (fixture, "[]", UOIS_ERROR_INVALID,
                       "“seed.json” is no seed file: the text must be an object whose keys are tables.");
  assert_text_refused (fixture, "{\"shelves\": [{\"id\": \"00000000-0000-4000-8000-000000000001\"},\n 3",
                       UOIS_ERROR_SYNTAX, "“seed.json” is no seed file: line 2, column 3: the text ends too early.");
  assert_text_refused (fixture, "{\"shelves\": [{\"id\": \"00000000-0000-4000-8000-000000000001\"}],\n\"books\": [x]}",
                       UOIS_ERROR_SYNTAX, "“seed.json” is no seed file: line 2, column 11: a value was expected here.");
  assert_text_refused (fixture, "{\n  \"shelves\": {}}", UOIS_ERROR_INVALID,
                       "“seed.json” is no seed file: line 2, column 14: “shelves” must be a list of rows.");
  assert_text_refused (fixture, "{}\n{}", UOIS_ERROR_SYNTAX,
                       "“seed.json” is no seed file: line 2, column 1: the text should end here.");
  assert_text_refused (fixture, "{\"a\":\n \"\xe1\"}", UOIS_ERROR_SYNTAX,
                       "“seed.json” is not UTF-8 text (line 2, column 3); save it as UTF-8 and try again.");
  assert_text_refused (fixture, "{\0}", UOIS_ERROR_SYNTAX,
                       "“seed.json” is no seed file: line 1, column 2: a name in quotes was expected here.");
}

static void
test_byte_order_mark (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = fixture_load (fixture, "\xef\xbb\xbf{'shelves': [{'id': " ID ("01") "}]}");

  assert_counts (tables, "shelves", 1, 1, 0, 0);
}

/* ---- Progress and cancellation ---- */

typedef struct
{
  GCancellable *cancellable;
  double fraction;
  guint n_calls;
} Progress;

static void
on_progress (double fraction, const char *what, gpointer data)
{
  Progress *progress = data;

  g_assert_cmpfloat (fraction, >=, progress->fraction);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_cmpstr (what, ==, "Shelves");
  progress->fraction = fraction;
  progress->n_calls++;
  if (progress->cancellable != NULL && fraction > 0.5)
    g_cancellable_cancel (progress->cancellable);
}

static char *
make_shelves (guint n)
{
  GString *text = g_string_new ("{\"shelves\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"id\": \"00000000-0000-4000-8000-%012u\", \"name\": \"S%u\"}",
                            i > 0 ? ",\n" : "", i, i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_shelves (10000);
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };
  g_autoptr (GPtrArray) tables =
      uois_file_load (fixture->file, text, strlen (text), "seed.json", on_progress, &progress, NULL, &error);

  g_assert_no_error (error);
  assert_counts (tables, "shelves", 10000, 10000, 0, 0);
  g_assert_cmpuint (progress.n_calls, >, 5);
  g_assert_cmpfloat (progress.fraction, >, 0.9);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_shelves (10000);
  g_autofree char *titles = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Progress progress = { .cancellable = cancellable };
  g_autoptr (GPtrArray) tables =
      uois_file_load (fixture->file, text, strlen (text), "seed.json", on_progress, &progress, cancellable, &error);

  g_assert_null (tables);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  titles = fixture_list (fixture, &(UoisListRequest){ .type = fixture->shelf });
  g_assert_cmpstr (titles, ==, "");
}

/* ---- Accounting, by generated files ---- */

#define N_IDS 30

typedef enum
{
  ROW_GOOD,
  ROW_FAULTY,
} RowState;

typedef struct
{
  guint id;
  guint shelf; /* the enforced reference; N_IDS: none */
  RowState state;
} ModelRow;

/* Shelves refer to shelves, books to shelves. */
typedef struct
{
  GArray *shelves;
  GArray *books;
} Model;

static void
append_row (GString *text, GArray *rows, const char *reference)
{
  static const char *const faults[] = {
    "{}", "null", "{\"id\": \"\"}", "{\"id\": \"zz\"}", "{\"id\": 7}", "{\"name\": \"x\"}"
  };
  ModelRow row = { (guint) g_test_rand_int_range (0, N_IDS), N_IDS, ROW_GOOD };

  g_string_append (text, rows->len > 0 ? ",\n" : "");
  if (g_test_rand_int_range (0, 6) == 0)
    {
      row.state = ROW_FAULTY;
      g_string_append (text, faults[g_test_rand_int_range (0, G_N_ELEMENTS (faults))]);
    }
  else
    {
      g_string_append_printf (text, "{\"id\": \"00000000-0000-4000-8000-%012u\"", row.id);
      if (g_test_rand_bit ())
        {
          row.shelf = (guint) g_test_rand_int_range (0, N_IDS);
          g_string_append_printf (text, ", \"%s\": \"00000000-0000-4000-8000-%012u\"", reference, row.shelf);
        }
      if (g_test_rand_int_range (0, 6) == 0)
        {
          row.state = ROW_FAULTY;
          g_string_append (text, ", \"name\": 5");
        }
      g_string_append (text, ", \"unknown\": {}}");
    }
  g_array_append_val (rows, row);
}

static char *
make_file (Model *model)
{
  GString *text = g_string_new ("{\"books\": [");

  for (int i = g_test_rand_int_range (0, 40); i > 0; i--)
    append_row (text, model->books, "shelf_id");
  g_string_append (text, "], \"shelves\": [");
  for (int i = g_test_rand_int_range (0, 40); i > 0; i--)
    append_row (text, model->shelves, "parent_id");
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* Of rows with the same id, the first without a fault counts. The rest is refused or, if the id was there, present. */
static void
enter_rows (GArray *rows, const gboolean *before, ModelRow *entered, guint *present, guint *rejected)
{
  gboolean seen[N_IDS] = { FALSE };

  for (guint i = 0; i < rows->len; i++)
    {
      const ModelRow *row = &g_array_index (rows, ModelRow, i);

      if (row->state == ROW_FAULTY || seen[row->id])
        (*rejected)++;
      else if (before[row->id])
        (*present)++;
      else
        {
          entered[row->id] = *row;
          entered[row->id].state = ROW_GOOD;
        }
      if (row->state == ROW_GOOD)
        seen[row->id] = TRUE;
    }
}

static gboolean
remove_dangling (ModelRow *rows, const ModelRow *shelves, const gboolean *shelves_before, guint *rejected)
{
  gboolean removed = FALSE;

  for (guint i = 0; i < N_IDS; i++)
    if (rows[i].state == ROW_GOOD && rows[i].shelf != N_IDS && !shelves_before[rows[i].shelf] &&
        shelves[rows[i].shelf].state != ROW_GOOD)
      {
        rows[i].state = ROW_FAULTY;
        (*rejected)++;
        removed = TRUE;
      }
  return removed;
}

static void
check_table (GPtrArray *tables,
             const char *name,
             GArray *rows,
             const ModelRow *entered,
             gboolean *before,
             guint present,
             guint rejected)
{
  guint stored = 0;

  for (guint i = 0; i < N_IDS; i++)
    if (entered[i].state == ROW_GOOD)
      {
        stored++;
        before[i] = TRUE;
      }
  g_assert_cmpuint (rows->len, ==, stored + present + rejected);
  assert_counts (tables, name, rows->len, stored, present, rejected);
}

static guint
count_rows (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GArray) rows = uois_file_list (fixture->file, &(UoisListRequest){ .type = type }, NULL, NULL);

  return rows->len;
}

static guint
count_true (const gboolean *flags)
{
  guint n = 0;

  for (guint i = 0; i < N_IDS; i++)
    n += flags[i] != FALSE;
  return n;
}

static void
test_accounting (Fixture *fixture, gconstpointer data)
{
  gboolean shelves_before[N_IDS] = { FALSE };
  gboolean books_before[N_IDS] = { FALSE };

  for (guint round = 0; round < 40; round++)
    {
      Model model = { g_array_new (FALSE, FALSE, sizeof (ModelRow)), g_array_new (FALSE, FALSE, sizeof (ModelRow)) };
      g_autofree char *text = make_file (&model);
      g_autoptr (GPtrArray) tables = fixture_load (fixture, text);
      ModelRow shelves[N_IDS];
      ModelRow books[N_IDS];
      guint present[2] = { 0 };
      guint rejected[2] = { 0 };

      for (guint i = 0; i < N_IDS; i++)
        shelves[i].state = books[i].state = ROW_FAULTY;
      enter_rows (model.shelves, shelves_before, shelves, &present[0], &rejected[0]);
      enter_rows (model.books, books_before, books, &present[1], &rejected[1]);
      while (remove_dangling (shelves, shelves, shelves_before, &rejected[0]))
        ;
      remove_dangling (books, shelves, shelves_before, &rejected[1]);

      check_table (tables, "shelves", model.shelves, shelves, shelves_before, present[0], rejected[0]);
      check_table (tables, "books", model.books, books, books_before, present[1], rejected[1]);
      g_assert_cmpuint (count_rows (fixture, fixture->shelf), ==, count_true (shelves_before));
      g_assert_cmpuint (count_rows (fixture, fixture->book), ==, count_true (books_before));
      g_array_unref (model.shelves);
      g_array_unref (model.books);
    }
}

/* A file that is broken anywhere leaves nothing behind, whatever else it holds. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_shelves (50);
  gsize length = strlen (text);

  for (guint i = 0; i < 50; i++)
    {
      gsize cut = (gsize) g_test_rand_int_range (0, (gint32) length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) tables = uois_file_load (fixture->file, text, cut, "seed.json", NULL, NULL, NULL, &error);

      g_assert_null (tables);
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
    }
  g_assert_cmpuint (count_rows (fixture, fixture->shelf), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/load/values", test_values);
  fixture_add ("/repo/load/present", test_present);
  fixture_add ("/repo/load/keys", test_keys);
  fixture_add ("/repo/load/changed-values", test_changed_values);
  fixture_add ("/repo/load/missing-times", test_missing_times);
  fixture_add ("/repo/load/faults", test_faults);
  fixture_add ("/repo/load/unknown-tables", test_unknown_tables);
  fixture_add ("/repo/load/references", test_references);
  fixture_add ("/repo/load/no-seed-file", test_no_seed_file);
  fixture_add ("/repo/load/byte-order-mark", test_byte_order_mark);
  fixture_add ("/repo/load/progress", test_progress);
  fixture_add ("/repo/load/cancel", test_cancel);
  fixture_add ("/repo/load/accounting", test_accounting);
  fixture_add ("/repo/load/truncated", test_truncated);
  return g_test_run ();
}
