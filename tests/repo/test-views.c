/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-library.h"

#include "repo/views.h"

#include <locale.h>

/* ---- Facets ---- */

/* The filter without the conditions of one field. */
static UoisListFilter *
without_field (UoisListFilter *filter, const UoisField *field)
{
  UoisListFilter *result = uois_list_filter_new (filter->type);

  for (guint i = 0; i < filter->n_conditions; i++)
    if (filter->conditions[i]->field != field)
      {
        UoisListFilter *longer = uois_list_filter_with (result, filter->conditions[i]);

        uois_list_filter_unref (result);
        result = longer;
      }
  return result;
}

static guint
count_rows (Fixture *fixture, const UoisListRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (fixture->file, request, NULL, &error);

  g_assert_no_error (error);
  return rows->len;
}

/* Each facet has as many records as its condition finds, and together they are all. */
static void
check_facets (Fixture *fixture, const UoisListRequest *request, const UoisField *field)
{
  g_autoptr (UoisListFilter) others = without_field (request->filter, field);
  UoisListRequest other = *request;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFacets) facets = uois_file_facets (fixture->file, request, field, 1000, NULL, &error);
  g_autoptr (UoisFacets) few = uois_file_facets (fixture->file, request, field, 2, NULL, &error);
  guint64 sum = 0;

  g_assert_no_error (error);
  other.filter = others;
  g_assert_cmpuint (facets->n_records, ==, count_rows (fixture, &other));
  g_assert_cmpuint (facets->n_more, ==, 0);
  g_assert_cmpuint (few->n_records, ==, facets->n_records);
  g_assert_cmpuint (few->facets->len + few->n_more, ==, facets->facets->len);
  for (guint i = 0; i < facets->facets->len; i++)
    {
      const UoisFacet *facet = facets->facets->pdata[i];
      g_autoptr (UoisListFilter) narrowed = uois_list_filter_with (others, facet->condition);
      UoisListRequest narrow = other;

      narrow.filter = narrowed;
      g_assert_cmpuint (count_rows (fixture, &narrow), ==, facet->count);
      g_assert_cmpstr (facet->text, !=, "");
      sum += facet->count;
    }
  g_assert_cmpuint (sum, ==, facets->n_records);
}

static void
test_facets_random (Fixture *fixture, gconstpointer data)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);

  random_library_fill (fixture, 300);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
      UoisListRequest request = { .type = fixture->book, .search = random_library_search (), .filter = filter };

      for (guint j = 0; j < n_fields; j++)
        if (uois_field_has_facets (fields[j]))
          check_facets (fixture, &request, fields[j]);
    }
}

static void
assert_facets (Fixture *fixture, const char *field, const char *expected)
{
  UoisListRequest request = { .type = fixture->book };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFacets) facets = uois_file_facets (
      fixture->file, &request, uois_type_find_field (fixture->book, field), UOIS_FACETS_USUAL, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < facets->facets->len; i++)
    {
      const UoisFacet *facet = facets->facets->pdata[i];
      g_autofree char *condition = uois_list_condition_describe (facet->condition);

      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " (%s); ", facet->text, facet->count, condition);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_facets (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'Red'}],"
                          "'books': [{'id': '00000000-0000-4000-8000-000000000011', 'name': '', 'lent': true,"
                          " 'shelf_id': '00000000-0000-4000-8000-000000000001', 'startdate': '2024-02-29T10:00:00'},"
                          "{'id': '00000000-0000-4000-8000-000000000012', 'lent': true,"
                          " 'shelf_id': '00000000-0000-4000-8000-000000000001', 'startdate': '2025-12-31T23:59:59'},"
                          "{'id': '00000000-0000-4000-8000-000000000013', 'name': 'Máj', 'lent': false}]}");
  assert_facets (fixture, "shelf", "Red 2 (Shelf is Red); No value 1 (Shelf is empty); ");
  assert_facets (fixture, "lent", "Yes 2 (Lent is Yes); No 1 (Lent is No); ");
  assert_facets (fixture, "name", "No value 2 (Name is empty); Máj 1 (Name is Máj); ");
  assert_facets (fixture, "startdate",
                 "2025 1 (Bought: from 1 Jan 2025 to 31 Dec 2025); "
                 "2024 1 (Bought: from 1 Jan 2024 to 31 Dec 2024); No value 1 (Bought is empty); ");
}

/* ---- Settings ---- */

static void
note_setting (UoisFile *file, const char *key, gpointer data)
{
  g_string_append_printf (data, "%s ", key);
}

static void
set_setting (Fixture *fixture, const char *key, const char *value)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  uois_file_set_setting_async (fixture->file, key, value, NULL, waiter_take, &waiter);
  g_assert_true (uois_file_set_setting_finish (fixture->file, waiter_wait (&waiter), &error));
  g_assert_no_error (error);
}

static char *
get_setting (Fixture *fixture, const char *key)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  char *value;

  uois_file_get_setting_async (fixture->file, key, NULL, waiter_take, &waiter);
  value = uois_file_get_setting_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  return value;
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  g_autofree char *missing = get_setting (fixture, "colour");
  g_autofree char *red = NULL;
  g_autofree char *removed = NULL;

  g_signal_connect (fixture->file, "setting-changed::colour", G_CALLBACK (note_setting), noted);
  g_assert_null (missing);
  set_setting (fixture, "colour", "red");
  set_setting (fixture, "size", "7");
  red = get_setting (fixture, "colour");
  g_assert_cmpstr (red, ==, "red");
  set_setting (fixture, "colour", NULL);
  removed = get_setting (fixture, "colour");
  g_assert_null (removed);
  g_assert_cmpstr (noted->str, ==, "colour colour ");
}

/* ---- Saved views ---- */

/* Saves, renames, removes or moves, and tells the error's sentence; %NULL for success. */
static char *
finish (Fixture *fixture,
        Waiter *waiter,
        gboolean (*finish_function) (UoisFile *file, GAsyncResult *result, GError **error))
{
  g_autoptr (GError) error = NULL;

  if (finish_function (fixture->file, waiter_wait (waiter), &error))
    return NULL;
  return g_strdup (error->message);
}

static char *
save_view (Fixture *fixture, UoisSavedView *view)
{
  g_auto (Waiter) waiter = { 0 };

  uois_file_save_view_async (fixture->file, view, NULL, waiter_take, &waiter);
  return finish (fixture, &waiter, uois_file_save_view_finish);
}

static char *
rename_view (Fixture *fixture, const char *id, const char *name)
{
  g_auto (Waiter) waiter = { 0 };

  uois_file_rename_view_async (fixture->file, id, name, NULL, waiter_take, &waiter);
  return finish (fixture, &waiter, uois_file_rename_view_finish);
}

static char *
move_view (Fixture *fixture, const char *id, const char *before)
{
  g_auto (Waiter) waiter = { 0 };

  uois_file_move_view_async (fixture->file, id, before, NULL, waiter_take, &waiter);
  return finish (fixture, &waiter, uois_file_move_view_finish);
}

static char *
remove_view (Fixture *fixture, const char *id)
{
  g_auto (Waiter) waiter = { 0 };

  uois_file_remove_view_async (fixture->file, id, NULL, waiter_take, &waiter);
  return finish (fixture, &waiter, uois_file_remove_view_finish);
}

static GPtrArray *
list_views (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *views = uois_file_list_views (fixture->file, type, NULL, &error);

  g_assert_no_error (error);
  return views;
}

static void
assert_views (Fixture *fixture, const UoisType *type, const char *expected)
{
  g_autoptr (GPtrArray) views = list_views (fixture, type);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (names, "%s; ", ((const UoisSavedView *) views->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

/* A view with all there is comes back after the file was closed. */
static void
test_view_round_trip (Fixture *fixture, gconstpointer data)
{
  random_library_fill (fixture, 20);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
      guint n_columns;
      const UoisField *const *columns = random_library_fields (fixture, &n_columns);
      UoisListRequest request = {
        .type = fixture->book,
        .search = random_library_search (),
        .sort = columns[i % n_columns],
        .descending = i % 2,
        .filter = filter,
      };
      g_autoptr (UoisSavedView) view = uois_saved_view_new (NULL, "“Žluť” \"\\\n", &request, columns, i % n_columns);
      g_autofree char *trouble = save_view (fixture, view);
      g_autofree char *unsaved = NULL;
      g_autoptr (GPtrArray) views = NULL;
      const UoisSavedView *again;

      g_assert_null (trouble);
      fixture_reopen (fixture);
      views = list_views (fixture, fixture->book);
      g_assert_cmpuint (views->len, ==, 1);
      again = views->pdata[0];
      g_assert_cmpstr (again->id, ==, view->id);
      g_assert_cmpstr (again->name, ==, view->name);
      g_assert_cmpstr (again->search, ==, view->search);
      g_assert_true (again->sort == view->sort);
      g_assert_cmpint (again->descending, ==, view->descending);
      g_assert_true (uois_list_filter_equal (again->filter, view->filter));
      g_assert_cmpuint (again->n_columns, ==, view->n_columns);
      for (guint j = 0; j < view->n_columns; j++)
        g_assert_true (again->columns[j] == view->columns[j]);
      g_assert_cmpuint (again->gone->len, ==, 0);
      unsaved = remove_view (fixture, view->id);
      g_assert_null (unsaved);
    }
}

static void
test_view_order (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "a", "b", "c" };
  g_autoptr (GString) noted = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  g_signal_connect (fixture->file, "setting-changed::" UOIS_FILE_SETTING_VIEWS, G_CALLBACK (note_setting), noted);
  for (guint i = 0; i < 3; i++)
    {
      UoisListRequest request = { .type = i == 1 ? fixture->shelf : fixture->book };
      g_autoptr (UoisSavedView) view = uois_saved_view_new (names[i], names[i], &request, NULL, 0);

      g_assert_null (save_view (fixture, view));
    }
  assert_views (fixture, NULL, "a; b; c; ");
  assert_views (fixture, fixture->book, "a; c; ");
  g_assert_null (rename_view (fixture, "b", "Shelves"));
  assert_views (fixture, NULL, "a; Shelves; c; ");
  g_assert_null (move_view (fixture, "c", "a"));
  assert_views (fixture, NULL, "c; a; Shelves; ");
  g_assert_null (move_view (fixture, "c", NULL));
  assert_views (fixture, NULL, "a; Shelves; c; ");
  g_assert_null (move_view (fixture, "c", "c"));
  g_assert_null (remove_view (fixture, "a"));
  assert_views (fixture, NULL, "Shelves; c; ");
  g_assert_cmpstr (noted->str, ==, "views views views views views views views views ");

  sentence = remove_view (fixture, "a");
  g_assert_cmpstr (sentence, ==, "There is no such view any more: it was removed meanwhile.");
  g_free (sentence);
  sentence = rename_view (fixture, "c", "  ");
  g_assert_cmpstr (sentence, ==, "Give the view a name.");
  g_free (sentence);
  sentence = move_view (fixture, "c", "a");
  g_assert_cmpstr (sentence, ==, "There is no such view any more: it was removed meanwhile.");
  assert_views (fixture, NULL, "Shelves; c; ");
}

/* What is gone is told, what another version wrote stays. */
static void
test_view_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) views = NULL;
  const UoisSavedView *view;
  g_autofree char *kept = NULL;

  set_setting (fixture, UOIS_FILE_SETTING_VIEWS,
               "[{\"id\":\"x\",\"name\":\"X\",\"type\":\"BookGQLModel\",\"sort\":\"colour\",\"columns\":[\"smell\"],"
               "\"filter\":[{\"field\":\"taste\",\"is\":[\"1\"]}],\"later\":7},"
               "{\"id\":\"y\",\"name\":\"Y\",\"type\":\"Unknown\"},5]");
  views = list_views (fixture, NULL);
  g_assert_cmpuint (views->len, ==, 1);
  view = views->pdata[0];
  g_assert_null (view->sort);
  g_assert_null (view->columns);
  g_assert_cmpuint (view->filter->n_conditions, ==, 0);
  g_assert_cmpuint (view->gone->len, ==, 3);

  g_assert_null (rename_view (fixture, "x", "Z"));
  kept = get_setting (fixture, UOIS_FILE_SETTING_VIEWS);
  g_assert_nonnull (strstr (kept, "\"later\":7"));
  g_assert_nonnull (strstr (kept, "\"Unknown\""));
  g_assert_nonnull (strstr (kept, "\"smell\""));

  set_setting (fixture, UOIS_FILE_SETTING_VIEWS, "nonsense");
  assert_views (fixture, NULL, "");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/views/facets/random", test_facets_random);
  fixture_add ("/views/facets/texts", test_facets);
  fixture_add ("/views/settings", test_settings);
  fixture_add ("/views/saved/round-trip", test_view_round_trip);
  fixture_add ("/views/saved/order", test_view_order);
  fixture_add ("/views/saved/gone", test_view_gone);
  return g_test_run ();
}
