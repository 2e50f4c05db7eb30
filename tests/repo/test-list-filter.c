/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-library.h"

#include "repo/edit.h"
#include "repo/views.h"

#include <locale.h>

/* ---- The answers are those of plain C ---- */

static void
check_random_question (Fixture *fixture)
{
  g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
  static const char *const sorts[] = { NULL, "name", "pages", "shelf" };
  const char *sort = sorts[g_test_rand_int_range (0, G_N_ELEMENTS (sorts))];
  UoisListRequest request = {
    .type = fixture->book,
    .search = random_library_search (),
    .sort = sort != NULL ? uois_type_find_field (fixture->book, sort) : NULL,
    .descending = sort != NULL && g_test_rand_int_range (0, 2),
    .filter = filter,
  };
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = uois_list_filter_to_string (filter);

  if (g_test_rand_int_range (0, 4) == 0)
    {
      request.relation = uois_type_find_field (fixture->shelf, "books");
      request.parent = random_library_shelf (g_test_rand_int_range (0, RANDOM_SHELVES));
    }
  expected = random_library_expect (fixture, &request);
  rows = uois_file_list (fixture->file, &request, NULL, &error);
  g_assert_no_error (error);
  if (rows->len != expected->len)
    g_error ("%s, search %s, sort %s: %u rows instead of %u", text, request.search, sort, rows->len, expected->len);
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) != ((UoisRecord *) expected->pdata[i])->row)
      g_error ("%s, search %s, sort %s: another row at %u", text, request.search, sort, i);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  random_library_fill (fixture, 300);
  for (guint i = 0; i < 400; i++)
    check_random_question (fixture);
}

/* Long lists are ordered and filtered in other ways than short ones. */
static void
test_random_long (Fixture *fixture, gconstpointer data)
{
  random_library_fill (fixture, 12000);
  for (guint i = 0; i < 30; i++)
    check_random_question (fixture);
}

/* ---- As text ---- */

static void
test_text (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
      g_autofree char *text = uois_list_filter_to_string (filter);
      g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisListFilter) again = uois_list_filter_from_string (fixture->book, text, gone, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (gone->len, ==, 0);
      g_assert_true (uois_list_filter_equal (filter, again));
    }
}

static void
assert_gone (Fixture *fixture, const char *text, guint n_left, const char *sentence)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisListFilter) filter = uois_list_filter_from_string (fixture->book, text, gone, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (filter->n_conditions, ==, n_left);
  g_assert_cmpuint (gone->len, ==, sentence != NULL ? 1 : 0);
  if (sentence != NULL)
    g_assert_cmpstr (gone->pdata[0], ==, sentence);
}

/* What a later version left out is named; the rest still holds. */
static void
test_text_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_gone (fixture, "[]", 0, NULL);
  assert_gone (fixture, "[{\"field\":\"colour\",\"is\":[\"red\"]},{\"field\":\"pages\",\"less\":[\"3\"]}]", 1,
               "Records of the kind “Book” have no field “colour” any more.");
  assert_gone (fixture, "[{\"field\":\"pages\",\"resembles\":[\"3\"]}]", 0,
               "The condition of “Pages” is none that this version understands.");
  assert_gone (fixture, "[{\"field\":\"pages\",\"is\":[\"many\"]}]", 0,
               "The condition of “Pages” is none that this version understands.");
  assert_gone (fixture, "[{\"field\":\"pages\",\"between\":[\"1\"]}]", 0,
               "The condition of “Pages” is none that this version understands.");
  assert_gone (fixture, "[{\"field\":\"weight\",\"is\":[\"1\"]}]", 0,
               "Records of the kind “Book” have no field “weight” any more.");
  assert_gone (fixture, "[{\"state\":\"blue\"}]", 0, "This version does not know the condition “blue”.");
  assert_gone (fixture, "[7]", 0, "A condition names no field.");

  g_assert_null (uois_list_filter_from_string (fixture->book, "{", NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
}

/* ---- For people ---- */

static void
assert_described (Fixture *fixture,
                  const char *field,
                  UoisListOperator compare,
                  const char *from,
                  const char *to,
                  const char *expected)
{
  const UoisField *found = uois_type_find_field (fixture->book, field);
  const char *texts[] = { from, to };
  UoisValue values[2] = { 0 };
  guint n_values = 0;
  g_autoptr (UoisListCondition) condition = NULL;
  g_autofree char *description = NULL;

  for (; n_values < 2 && texts[n_values] != NULL; n_values++)
    if (*texts[n_values] != '\0')
      uois_typed_parse (found->column, texts[n_values], &values[n_values], NULL);
  condition = uois_list_condition_new (found, compare, values, n_values, NULL);
  description = uois_list_condition_describe (condition);
  g_assert_cmpstr (description, ==, expected);
  for (guint i = 0; i < 2; i++)
    uois_value_clear (&values[i]);
}

static void
test_describe (Fixture *fixture, gconstpointer data)
{
  const UoisField *shelf = uois_type_find_field (fixture->book, "shelf");
  const char *const names[] = { "Green", "Red" };
  UoisValue values[2] = { 0 };
  UoisUuid id = fixture_id (1);
  g_autoptr (UoisListCondition) of_shelves = NULL;
  g_autoptr (UoisListCondition) unsent = uois_list_condition_new_state (UOIS_LIST_STATE_UNSENT, 0);
  g_autofree char *shelves = NULL;
  g_autofree char *state = uois_list_condition_describe (unsent);

  assert_described (fixture, "name", UOIS_LIST_CONTAINS, "Máj", NULL, "Name contains “Máj”");
  assert_described (fixture, "name", UOIS_LIST_IS_EMPTY, NULL, NULL, "Name is empty");
  assert_described (fixture, "pages", UOIS_LIST_IS, "10", "20", "Pages is 10 or 20");
  assert_described (fixture, "pages", UOIS_LIST_LESS, "10", NULL, "Pages is less than 10");
  assert_described (fixture, "pages", UOIS_LIST_BETWEEN, "10", "20", "Pages: from 10 to 20");
  assert_described (fixture, "pages", UOIS_LIST_BETWEEN, "", "20", "Pages: to 20");
  assert_described (fixture, "startdate", UOIS_LIST_LESS, "2026-09-01", NULL, "Bought is before 1 Sep 2026");

  uois_value_set_uuid (&values[0], &id);
  uois_value_set_uuid (&values[1], &id);
  of_shelves = uois_list_condition_new (shelf, UOIS_LIST_IS, values, 2, names);
  shelves = uois_list_condition_describe (of_shelves);
  g_assert_cmpstr (shelves, ==, "Shelf is Green or Red");
  g_assert_cmpstr (state, ==, "Changed here and not sent yet");
}

/* ---- What became of a record ---- */

static char *
list_state (Fixture *fixture, UoisListState state, gint64 unit)
{
  g_autoptr (UoisListFilter) none = uois_list_filter_new (fixture->shelf);
  g_autoptr (UoisListCondition) condition = uois_list_condition_new_state (state, unit);
  g_autoptr (UoisListFilter) filter = uois_list_filter_with (none, condition);

  return fixture_list (fixture, &(UoisListRequest){ .type = fixture->shelf, .filter = filter });
}

#define assert_state(fixture, state, unit, expected)                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *titles_ = list_state ((fixture), (state), (unit));                                                \
    g_assert_cmpstr (titles_, ==, (expected));                                                                         \
  }                                                                                                                    \
  G_STMT_END

static UoisDraft *
make_shelf (Fixture *fixture, const char *name, gint64 *unit)
{
  UoisDraft *draft = uois_draft_new (fixture->registry, fixture->shelf);
  g_autoptr (GError) error = NULL;

  uois_draft_set_text (draft, uois_type_find_column (fixture->shelf, "name"), name, &error);
  *unit = uois_file_save (fixture->file, &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return draft;
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  gint64 first;
  gint64 second;
  gint64 renamed;
  g_autoptr (UoisDraft) red = NULL;
  g_autoptr (UoisDraft) green = NULL;
  g_autoptr (UoisDraft) old = NULL;
  UoisUuid id = fixture_id (1);
  g_autoptr (GError) error = NULL;

  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'Old'},"
                          "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Older'}]}");
  red = make_shelf (fixture, "Red", &first);
  green = make_shelf (fixture, "Green", &second);
  old = uois_file_edit_record (fixture->file, fixture->shelf, &id, NULL, &error);
  g_assert_no_error (error);
  uois_draft_set_text (old, uois_type_find_column (fixture->shelf, "name"), "New", &error);
  renamed = uois_file_save (fixture->file, &old, 1, NULL, NULL, &error);
  g_assert_no_error (error);

  assert_state (fixture, UOIS_LIST_STATE_UNSENT, 0, "Green; New; Red");
  assert_state (fixture, UOIS_LIST_STATE_CREATED, 0, "Green; Red");
  assert_state (fixture, UOIS_LIST_STATE_CHANGED_BY, first, "Red");
  assert_state (fixture, UOIS_LIST_STATE_CHANGED_BY, renamed, "New");
  assert_state (fixture, UOIS_LIST_STATE_CHANGED_BY, 12345, "");
  /* The load is one unit, of a range of rows. */
  assert_state (fixture, UOIS_LIST_STATE_CHANGED_BY, first - 1, "New; Older");

  uois_file_delete (fixture->file, fixture->shelf, uois_draft_get_id (green), 1, NULL, &error);
  g_assert_no_error (error);
  assert_state (fixture, UOIS_LIST_STATE_CREATED, 0, "Red");
  assert_state (fixture, UOIS_LIST_STATE_CHANGED_BY, second, "");
  uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);
  assert_state (fixture, UOIS_LIST_STATE_CREATED, 0, "Green; Red");
}

/* ---- Problems ---- */

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  assert_state (fixture, UOIS_LIST_STATE_PROBLEMS, 0, "");
  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'Good'},"
                          "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Own', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000002'},"
                          "{'id': '00000000-0000-4000-8000-000000000003', 'name': 'Bell\\u0007'},"
                          "{'id': '00000000-0000-4000-8000-000000000004', 'name': 'To', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000005'},"
                          "{'id': '00000000-0000-4000-8000-000000000005', 'name': 'Fro', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000004'},"
                          "{'id': '00000000-0000-4000-8000-000000000006', 'name': 'Below', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000004'}]}");
  assert_state (fixture, UOIS_LIST_STATE_PROBLEMS, 0, "Bell\a; Fro; Own; To");
}

static void
count_progress (double fraction, const char *what, gpointer data)
{
  guint *n_calls = data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  (*n_calls)++;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
  UoisListRequest request = { .type = fixture->book, .filter = filter };
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;
  guint n_calls = 0;

  random_library_fill (fixture, 300);
  g_cancellable_cancel (cancellable);
  g_assert_null (uois_file_list (fixture->file, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  uois_file_count_problems_async (fixture->file, fixture->book, count_progress, &n_calls, cancellable, waiter_take,
                                  &waiter);
  g_assert_cmpint (uois_file_count_problems_finish (fixture->file, waiter_wait (&waiter), &failure), ==, -1);
  g_assert_error (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/list-filter/random", test_random);
  fixture_add ("/list-filter/random-long", test_random_long);
  fixture_add ("/list-filter/text", test_text);
  fixture_add ("/list-filter/text-gone", test_text_gone);
  fixture_add ("/list-filter/describe", test_describe);
  fixture_add ("/list-filter/states", test_states);
  fixture_add ("/list-filter/problems", test_problems);
  fixture_add ("/list-filter/cancel", test_cancel);
  return g_test_run ();
}
