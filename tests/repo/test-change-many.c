/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-library.h"

#include "repo/change-many.h"
#include "university.h"

#include <locale.h>
#include <string.h>

static UoisChangePreview *
preview (Fixture *fixture, const UoisListRequest *request, const UoisColumn *column, const UoisValue *value)
{
  g_autoptr (GError) error = NULL;
  UoisChangePreview *result = uois_file_preview_change (fixture->file, request, NULL, 0, column, value, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static gint64
commit (Fixture *fixture, UoisChangePreview *change)
{
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_file_change_many (fixture->file, change, NULL, &error);

  g_assert_no_error (error);
  return unit;
}

/* A value that some record has, or nothing. */
static void
take_value (GPtrArray *records, guint field, UoisValue *value)
{
  const UoisRecord *record = records->pdata[g_test_rand_int_range (0, (gint32) records->len)];

  uois_value_copy (value, &record->values[field]);
}

/* ---- What is previewed is done, and undone ---- */

static void
check_random_change (Fixture *fixture)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);
  guint field = (guint) g_test_rand_int_range (0, (gint32) n_fields);
  const UoisColumn *column = fields[field]->column;
  g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
  UoisListRequest request = { .type = fixture->book, .filter = filter };
  UoisListRequest all_request = { .type = fixture->book };
  g_autoptr (GPtrArray) expected = random_library_expect (fixture, &request);
  g_autoptr (GPtrArray) all = random_library_expect (fixture, &all_request);
  g_autoptr (GPtrArray) after = NULL;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autofree char *before = fixture_dump (fixture, NULL);
  g_autofree char *again = NULL;
  g_autoptr (UoisChangePreview) change = NULL;
  const UoisChangeSummary *summary;
  guint n_same = 0;
  gint64 unit;
  g_autoptr (GError) error = NULL;

  take_value (all, field, &value);
  for (guint i = 0; i < expected->len; i++)
    n_same += uois_value_equal (&((UoisRecord *) expected->pdata[i])->values[field], &value);
  change = preview (fixture, &request, column, &value);
  summary = uois_change_preview_get_summary (change);
  g_assert_cmpuint (summary->n_records, ==, expected->len);
  g_assert_cmpuint (summary->n_same, ==, n_same);
  g_assert_cmpuint (summary->n_changes, ==, expected->len - n_same);
  g_assert_cmpuint (summary->n_refused, ==, 0);
  g_assert_cmpuint (summary->samples->len, ==, MIN (summary->n_changes, UOIS_CHANGE_SAMPLES));

  unit = commit (fixture, change);
  g_assert_cmpint (unit > 0, ==, summary->n_changes > 0);
  after = random_library_expect (fixture, &all_request);
  for (guint i = 0; i < after->len; i++)
    {
      const UoisRecord *record = after->pdata[i];
      const UoisRecord *old = NULL;
      gboolean changes = FALSE;

      for (guint j = 0; j < all->len; j++)
        if (((UoisRecord *) all->pdata[j])->row == record->row)
          old = all->pdata[j];
      for (guint j = 0; j < expected->len; j++)
        changes |= ((UoisRecord *) expected->pdata[j])->row == record->row;
      g_assert_true (uois_value_equal (&record->values[field], changes ? &value : &old->values[field]));
    }

  if (unit > 0)
    uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);
  again = fixture_dump (fixture, NULL);
  g_assert_cmpstr (again, ==, before);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  random_library_fill (fixture, 150);
  for (guint i = 0; i < 40; i++)
    check_random_change (fixture);
}

/* ---- What a person is told ---- */

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  const UoisColumn *parent = uois_type_find_column (fixture->shelf, "parent_id");
  UoisListRequest request = { .type = fixture->shelf };
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid id = fixture_id (3);
  g_autoptr (UoisChangePreview) change = NULL;
  const UoisChangeSummary *summary;
  const UoisChangeRefusal *refusal;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoState) state = NULL;
  g_autofree char *left = NULL;
  UoisListRequest parts = { .type = fixture->shelf, .relation = uois_type_find_field (fixture->shelf, "parts") };

  /* 3 stands in 2, 2 in 1; 4 and 5 stand alone; 6 is in 3 already. */
  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'One'},"
                          "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Two', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000001'},"
                          "{'id': '00000000-0000-4000-8000-000000000003', 'name': 'Three', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000002'},"
                          "{'id': '00000000-0000-4000-8000-000000000004', 'name': 'Four'},"
                          "{'id': '00000000-0000-4000-8000-000000000005', 'name': 'Five'},"
                          "{'id': '00000000-0000-4000-8000-000000000006', 'name': 'Six', 'parent_id':"
                          " '00000000-0000-4000-8000-000000000003'}]}");
  uois_value_set_uuid (&value, &id);
  change = preview (fixture, &request, parent, &value);
  summary = uois_change_preview_get_summary (change);
  g_assert_cmpuint (summary->n_records, ==, 6);
  g_assert_cmpuint (summary->n_changes, ==, 2);
  g_assert_cmpuint (summary->n_same, ==, 1);
  g_assert_cmpuint (summary->n_refused, ==, 3);
  g_assert_cmpuint (summary->refusals->len, ==, 1);
  refusal = summary->refusals->pdata[0];
  g_assert_cmpuint (refusal->count, ==, 3);
  g_assert_cmpuint (refusal->samples->len, ==, 3);
  g_assert_nonnull (strstr (refusal->sentence, "in a circle"));
  g_assert_cmpuint (summary->old->len, ==, 1);
  g_assert_cmpstr (((UoisChangeOld *) summary->old->pdata[0])->text, ==, "");

  g_assert_cmpint (commit (fixture, change), >, 0);
  parts.parent = id;
  left = fixture_list (fixture, &parts);
  g_assert_cmpstr (left, ==, "Five; Four; Six");
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state->undo->label, ==, "Change “Stands in” of 2 records (Shelf)");
}

/* ---- Somebody else was there meanwhile ---- */

static void
rename_shelf (Fixture *fixture, guint number)
{
  UoisUuid id = fixture_id (number);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (fixture->file, fixture->shelf, &id, NULL, &error);

  g_assert_no_error (error);
  uois_draft_set_text (draft, uois_type_find_column (fixture->shelf, "name"), "Renamed", &error);
  uois_file_save (fixture->file, &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  const UoisColumn *parent = uois_type_find_column (fixture->shelf, "parent_id");
  const UoisField *name = uois_type_find_field (fixture->shelf, "name");
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_auto (UoisValue) other = UOIS_VALUE_INIT;
  UoisUuid id = fixture_id (1);
  g_autoptr (UoisListFilter) none = uois_list_filter_new (fixture->shelf);
  g_autoptr (UoisListCondition) is_two = NULL;
  g_autoptr (UoisListFilter) filter = NULL;
  UoisListRequest request = { .type = fixture->shelf };
  g_autoptr (UoisChangePreview) first = NULL;
  g_autoptr (UoisChangePreview) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'One'},"
                          "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Two'},"
                          "{'id': '00000000-0000-4000-8000-000000000003', 'name': 'Three'}]}");
  uois_value_set_uuid (&value, &id);
  uois_value_set_text (&other, "Two", -1);
  is_two = uois_list_condition_new (name, UOIS_LIST_IS, &other, 1, NULL);
  filter = uois_list_filter_with (none, is_two);
  request.filter = filter;

  /* Another record does not matter. */
  first = preview (fixture, &request, parent, &value);
  rename_shelf (fixture, 3);
  g_assert_cmpint (commit (fixture, first), >, 0);
  uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);

  second = preview (fixture, &request, parent, &value);
  rename_shelf (fixture, 2);
  before = fixture_dump (fixture, NULL);
  g_assert_cmpint (uois_file_change_many (fixture->file, second, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  after = fixture_dump (fixture, NULL);
  g_assert_cmpstr (after, ==, before);
}

/* The rules are those of the moment when it is written. */
static void
test_rules_meanwhile (Fixture *fixture, gconstpointer data)
{
  const UoisColumn *parent = uois_type_find_column (fixture->shelf, "parent_id");
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid one = fixture_id (1);
  UoisUuid two = fixture_id (2);
  UoisListRequest request = { .type = fixture->shelf };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (UoisChangePreview) change = NULL;
  g_autoptr (UoisDraft) draft = NULL;
  UoisValue below = UOIS_VALUE_INIT;

  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'One'},"
                          "{'id': '00000000-0000-4000-8000-000000000002', 'name': 'Two'}]}");
  rows = uois_file_list (fixture->file, &request, NULL, &error);
  g_assert_no_error (error);
  uois_value_set_uuid (&value, &two);
  change = uois_file_preview_change (fixture->file, &request, &g_array_index (rows, gint64, 0), 1, parent, &value, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (uois_change_preview_get_summary (change)->n_changes, ==, 1);

  draft = uois_file_edit_record (fixture->file, fixture->shelf, &two, NULL, &error);
  uois_value_set_uuid (&below, &one);
  uois_draft_set_value (draft, parent, &below);
  uois_file_save (fixture->file, &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (uois_file_change_many (fixture->file, change, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
}

/* ---- On the way ---- */

typedef struct
{
  guint n_calls;
  gboolean done;
  GCancellable *cancel; /* nullable: at the first report */
} Watch;

static void
watch (double fraction, const char *what, gpointer data)
{
  Watch *seen = data;

  g_assert_false (seen->done);
  seen->n_calls++;
  if (seen->cancel != NULL)
    g_cancellable_cancel (seen->cancel);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  const UoisColumn *pages = uois_type_find_column (fixture->book, "pages");
  UoisListRequest request = { .type = fixture->book };
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_auto (Waiter) previewed = { 0 };
  g_auto (Waiter) cancelled = { 0 };
  g_auto (Waiter) changed = { 0 };
  Watch looking = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch cancelling = { .cancel = cancellable };
  Watch writing = { 0 };
  g_autoptr (UoisChangePreview) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  random_library_fill (fixture, 4000);
  before = fixture_dump (fixture, NULL);
  uois_value_set_integer (&value, 77);
  uois_file_preview_change_async (fixture->file, &request, NULL, 0, pages, &value, watch, &looking, NULL, waiter_take,
                                  &previewed);
  change = uois_file_preview_change_finish (fixture->file, waiter_wait (&previewed), &error);
  looking.done = TRUE;
  g_assert_no_error (error);
  g_assert_cmpuint (looking.n_calls, >, 0);
  g_assert_cmpuint (uois_change_preview_get_summary (change)->n_changes, ==, 4000);

  uois_file_change_many_async (fixture->file, change, watch, &cancelling, cancellable, waiter_take, &cancelled);
  g_assert_cmpint (uois_file_change_many_finish (fixture->file, waiter_wait (&cancelled), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  after = fixture_dump (fixture, NULL);
  g_assert_cmpstr (after, ==, before);

  uois_file_change_many_async (fixture->file, change, watch, &writing, NULL, waiter_take, &changed);
  g_assert_cmpint (uois_file_change_many_finish (fixture->file, waiter_wait (&changed), &error), >, 0);
  writing.done = TRUE;
  g_assert_no_error (error);
  g_assert_cmpuint (writing.n_calls, >, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- The rules are those of a form ---- */

static void
check_like_form (Fixture *fixture, const UoisColumn *column, const UoisValue *value)
{
  UoisUuid id = university_record (column->type);
  UoisListRequest request = { .type = column->type };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (fixture->file, column->type, &id, NULL, &error);
  g_autoptr (UoisChangePreview) change = preview (fixture, &request, column, value);
  const UoisChangeSummary *summary = uois_change_preview_get_summary (change);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  uois_draft_set_value (draft, column, value);
  problems = uois_file_validate (fixture->file, &draft, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->n_records, ==, 1);
  g_assert_cmpuint (summary->n_same, ==, !uois_draft_is_changed (draft, column));
  if (uois_draft_is_changed (draft, column))
    g_assert_cmpuint (summary->n_refused, ==, uois_problem_list_has_errors (problems));
}

static void
check_column (Fixture *fixture, const UoisColumn *column)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid missing = university_missing ();

  check_like_form (fixture, column, &value);
  if (column->kind == UOIS_VALUE_UUID)
    uois_value_set_uuid (&value, &missing);
  else if (!uois_typed_parse (column, column->kind == UOIS_VALUE_TEXT ? "a\001b" : "1", &value, NULL) &&
           !uois_typed_parse (column, "1950-01-01", &value, NULL))
    uois_value_clear (&value);
  check_like_form (fixture, column, &value);
}

static void
test_like_form (Fixture *fixture, gconstpointer data)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    for (guint j = 0; j < tables[i]->columns.length; j++)
      if (uois_column_can_change_many (tables[i]->columns.items[j]))
        check_column (fixture, tables[i]->columns.items[j]);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/change-many/random", test_random);
  fixture_add ("/change-many/summary", test_summary);
  fixture_add ("/change-many/conflict", test_conflict);
  fixture_add ("/change-many/rules-meanwhile", test_rules_meanwhile);
  fixture_add ("/change-many/async", test_async);
  university_add ("/change-many/like-form", test_like_form);
  return g_test_run ();
}
