/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "repo/change-many.h"
#include "repo/export.h"

#include <locale.h>
#include <string.h>

static const char shelves[] = "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'Červený'},"
                              "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Dvojče'},"
                              "{'id': '00000000-0000-4000-8000-000000000003', 'name': 'Dvojče'},"
                              "{'id': '00000000-0000-4000-8000-000000000004', 'name': 'Stejný'},"
                              "{'id': '00000000-0000-4000-8000-000000000005', 'name': 'STEJNÝ'},"
                              "{'id': '00000000-0000-4000-8000-000000000006', 'name': '+++'}]}";

/* The list shows name, shelf, pages and weight, which is computed. */
static UoisPasted *
paste (Fixture *fixture, const char *text, GError **error)
{
  const UoisField *fields[] = {
    uois_type_find_field (fixture->book, "name"),
    uois_type_find_field (fixture->book, "shelf"),
    uois_type_find_field (fixture->book, "pages"),
    uois_type_find_field (fixture->book, "weight"),
  };

  return uois_file_read_pasted (fixture->file, fixture->book, NULL, NULL, fields, 4, text, NULL, error);
}

static char *
describe (UoisPasted *pasted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pasted->drafts->len; i++)
    {
      UoisDraft *draft = pasted->drafts->pdata[i];

      g_string_append_c (text, '[');
      for (guint j = 0; j < pasted->n_columns; j++)
        if (pasted->columns[j] != NULL)
          {
            g_autofree char *value = uois_value_to_string (uois_draft_get_value (draft, pasted->columns[j]));
            const char *typed = uois_draft_get_text (draft, pasted->columns[j]);

            g_string_append_printf (text, "%s=%s%s%s;", pasted->columns[j]->name, value != NULL ? value : "null",
                                    typed != NULL ? " typed " : "", typed != NULL ? typed : "");
          }
      g_string_append_c (text, ']');
    }
  for (guint i = 0; i < pasted->problems->len; i++)
    {
      const UoisProblem *problem = pasted->problems->pdata[i];

      g_string_append_printf (text, " %u %s: %s", problem->draft, problem->column->name, problem->sentence);
    }
  for (guint i = 0; i < pasted->ignored->len; i++)
    g_string_append_printf (text, " (%s)", (const char *) pasted->ignored->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_pasted (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisPasted) pasted = paste (fixture, text, &error);
  g_autofree char *description = NULL;

  g_assert_no_error (error);
  description = describe (pasted);
  g_assert_cmpstr (description, ==, expected);
}

#define ID(number) "00000000-0000-4000-8000-00000000000" number

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, shelves);
  assert_pasted (fixture, "Máj\tčervený\t1 234\r\n", "[name=Máj;shelf_id=" ID ("1") ";pages=1234;]");
  assert_pasted (fixture, "Pages\tName\n12\tMáj\n\t\n13\t\"Two\nlines\"",
                 "[pages=12;name=Máj;][pages=null;name=null;][pages=13;name=Two\nlines;]"
                 " 2 name: The text has more than one line.");
  assert_pasted (fixture, "name\tColour\tWeight\tName\tBought\nMáj\tred\t1\tMay\t1. 9. 2026",
                 "[name=Máj;startdate=2026-09-01T00:00:00;]"
                 " (The column “Colour” was not taken: no field is called so.)"
                 " (The column “Weight” was not taken: this field cannot be filled in.)"
                 " (The column “Name” was not taken: it is there twice.)");
  assert_pasted (fixture, "a\t\t\t5\t6\t7",
                 "[name=a;shelf_id=null;pages=null;]"
                 " (The column “Weight” was not taken: this field cannot be filled in.)"
                 " (2 further columns were not taken: the list does not show so many.)");
}

static void
test_references (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, shelves);
  assert_pasted (fixture, "a\t" ID ("2") "\t1\nb\tČervený\t1\nc\tSTEJNÝ\t1\nd\t+++\t1",
                 "[name=a;shelf_id=" ID ("2") ";pages=1;][name=b;shelf_id=" ID (
                     "1") ";pages=1;]"
                          "[name=c;shelf_id=" ID ("5") ";pages=1;][name=d;shelf_id=" ID ("6") ";pages=1;]");
  assert_pasted (fixture, "a\tDvojče\t1\nb\tstejny\t1\nc\tModrý\tmany",
                 "[name=a;shelf_id=null typed Dvojče;pages=1;][name=b;shelf_id=null typed stejny;pages=1;]"
                 "[name=c;shelf_id=null typed Modrý;pages=null typed many;]"
                 " 0 shelf_id: “Shelf”: there are several records (Shelf) that are called “Dvojče”."
                 " 1 shelf_id: “Shelf”: there are several records (Shelf) that are called “stejny”."
                 " 2 pages: This is no whole number. Write digits only, like 42."
                 " 2 shelf_id: “Shelf”: there is no record (Shelf) that is called “Modrý”.");
}

static void
assert_refused (Fixture *fixture, const char *text, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (paste (fixture, text, &error));
  g_assert_error (error, UOIS_ERROR, code);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *many = g_strnfill (2 * (UOIS_PASTED_ROWS_MAX + 2), 'a');

  for (gsize i = 0; i <= UOIS_PASTED_ROWS_MAX; i++)
    many[2 * i + 1] = '\n';
  assert_refused (fixture, "", UOIS_ERROR_INVALID);
  assert_refused (fixture, "\n\n", UOIS_ERROR_INVALID);
  assert_refused (fixture, "Name\tPages\n", UOIS_ERROR_INVALID);
  assert_refused (fixture, "\xff\xfe", UOIS_ERROR_INVALID);
  assert_refused (fixture, many, UOIS_ERROR_LIMIT);
}

/* Into the list of what a record has, and into that of what it is linked to. */
static void
test_related (Fixture *fixture, gconstpointer data)
{
  const UoisField *in_shelf = uois_type_find_field (fixture->shelf, "books");
  const UoisField *of_reader = uois_type_find_field (fixture->reader, "books");
  const UoisField *name = uois_type_find_field (fixture->book, "name");
  UoisUuid shelf = fixture_id (1);
  UoisUuid reader = fixture_id (20);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisPasted) books = NULL;
  g_autoptr (UoisPasted) loans = NULL;
  g_autofree char *described = NULL;
  UoisListRequest request = { .type = fixture->book, .sort = name, .relation = of_reader, .parent = reader };
  g_autofree char *lent = NULL;

  fixture_store (fixture, shelves);
  fixture_store (fixture, "{'readers': [{'id': '00000000-0000-4000-8000-000000000020', 'name': 'Jana'}]}");
  books = uois_file_read_pasted (fixture->file, fixture->book, in_shelf, &shelf, &name, 1, "Máj\nKytice", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      uois_file_save (fixture->file, (UoisDraft *const *) books->drafts->pdata, books->drafts->len, NULL, NULL, &error),
      >, 0);
  g_assert_no_error (error);

  loans =
      uois_file_read_pasted (fixture->file, fixture->loan, of_reader, &reader, &name, 1, "kytice\nMáj", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loans->problems->len, ==, 0);
  uois_file_save (fixture->file, (UoisDraft *const *) loans->drafts->pdata, loans->drafts->len, NULL, NULL, &error);
  g_assert_no_error (error);
  lent = fixture_list (fixture, &request);
  g_assert_cmpstr (lent, ==, "Kytice; Máj");
}

/* What is copied can be pasted: the copies are like the originals. */
static void
test_copied (Fixture *fixture, gconstpointer data)
{
  const UoisField *fields[] = {
    uois_type_find_field (fixture->book, "name"),      uois_type_find_field (fixture->book, "pages"),
    uois_type_find_field (fixture->book, "price"),     uois_type_find_field (fixture->book, "lent"),
    uois_type_find_field (fixture->book, "startdate"), uois_type_find_field (fixture->book, "shelf"),
  };
  UoisListRequest request = { .type = fixture->book };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_auto (Waiter) copied = { 0 };
  g_auto (Waiter) read = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (UoisPasted) pasted = NULL;
  g_autoptr (GPtrArray) records = NULL;

  fixture_store (fixture, shelves);
  fixture_store (fixture,
                 "{'books': [{'id': '00000000-0000-4000-8000-000000000031', 'name': '=\\t\\\"a\\\"', 'pages': -12345,"
                 " 'price': 12.5, 'lent': true, 'startdate': '2026-09-01T08:30:00',"
                 " 'shelf_id': '00000000-0000-4000-8000-000000000001'},"
                 "{'id': '00000000-0000-4000-8000-000000000032', 'name': 'Máj', 'lent': false}]}");
  rows = uois_file_list (fixture->file, &request, NULL, &error);
  uois_file_copy_text_async (fixture->file, fixture->book, (const gint64 *) rows->data, rows->len, fields, 6, TRUE,
                             NULL, waiter_take, &copied);
  text = uois_file_copy_text_finish (fixture->file, waiter_wait (&copied), &error);
  g_assert_no_error (error);
  uois_file_read_pasted_async (fixture->file, fixture->book, NULL, NULL, fields, 1, text, NULL, waiter_take, &read);
  pasted = uois_file_read_pasted_finish (fixture->file, waiter_wait (&read), &error);
  g_assert_no_error (error);
  g_assert_true (pasted->has_header);
  g_assert_cmpuint (pasted->problems->len, ==, 0);
  g_assert_cmpuint (pasted->drafts->len, ==, rows->len);
  records =
      uois_file_fetch (fixture->file, fixture->book, (const gint64 *) rows->data, rows->len, fields, 6, NULL, &error);
  for (guint i = 0; i < records->len; i++)
    for (guint j = 0; j < 6; j++)
      g_assert_true (uois_value_equal (uois_draft_get_value (pasted->drafts->pdata[i], fields[j]->column),
                                       &((UoisRecord *) records->pdata[i])->values[j]));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/pasted/columns", test_columns);
  fixture_add ("/pasted/references", test_references);
  fixture_add ("/pasted/refused", test_refused);
  fixture_add ("/pasted/related", test_related);
  fixture_add ("/pasted/copied", test_copied);
  return g_test_run ();
}
