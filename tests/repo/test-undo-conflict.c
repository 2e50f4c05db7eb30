/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a step cannot be taken back, and taking it back with what stands in its way. */

#include "drafting.h"

#include "repo/undo-conflict.h"

static UoisUndoConflict *
read_conflict (Fixture *fixture, gint64 number)
{
  g_autoptr (GError) error = NULL;
  UoisUndoConflict *conflict = uois_file_read_undo_conflict (fixture->file, number, NULL, &error);

  g_assert_no_error (error);
  return conflict;
}

static gint64
change_name (Fixture *fixture, const UoisUuid *id, const char *name)
{
  g_autoptr (UoisDraft) draft = draft_edit (fixture, fixture->shelf, id);

  draft_set_text (draft, "name", name);
  return draft_save (fixture, draft);
}

/* One step over two shelves. */
static gint64
change_both (Fixture *fixture, const UoisUuid *a, const UoisUuid *b, const char *name)
{
  g_autoptr (UoisDraft) first = draft_edit (fixture, fixture->shelf, a);
  g_autoptr (UoisDraft) second = draft_edit (fixture, fixture->shelf, b);
  UoisDraft *const drafts[] = { first, second };
  g_autoptr (GError) error = NULL;
  gint64 unit;

  draft_set_text (first, "name", name);
  draft_set_text (second, "name", name);
  unit = uois_file_save (fixture->file, drafts, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  return unit;
}

static gint64
step_number (GPtrArray *steps, guint index)
{
  return ((const UoisStoreStep *) g_ptr_array_index (steps, index))->number;
}

static void
test_nothing_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "A", NULL);
  gint64 unit = change_name (fixture, uois_draft_get_id (shelf), "B");
  g_autoptr (UoisUndoConflict) conflict = read_conflict (fixture, unit);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (conflict->n_obstacles, ==, 0);
  g_assert_cmpuint (conflict->later->len, ==, 0);
  g_assert_cmpint (uois_file_undo_with_later (fixture->file, unit, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

/* A is in the way by the second step, which the third stands in the way of by B. */
static void
test_steps_in_the_way_of_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) a = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (UoisDraft) b = draft_make_shelf (fixture, "B", NULL);
  g_autofree char *before = fixture_dump (fixture, NULL);
  gint64 first = change_name (fixture, uois_draft_get_id (a), "A2");
  gint64 second = change_both (fixture, uois_draft_get_id (a), uois_draft_get_id (b), "AB");
  gint64 third = change_name (fixture, uois_draft_get_id (b), "B2");
  g_autoptr (UoisUndoConflict) conflict = read_conflict (fixture, first);
  const UoisUndoObstacle *obstacle;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpuint (conflict->n_obstacles, ==, 1);
  obstacle = g_ptr_array_index (conflict->obstacles, 0);
  g_assert_true (obstacle->type == fixture->shelf);
  g_assert_cmpstr (obstacle->record->title, ==, "AB");
  g_assert_cmpint (obstacle->step->number, ==, second);
  g_assert_cmpuint (conflict->later->len, ==, 2);
  g_assert_cmpint (step_number (conflict->later, 0), ==, third);
  g_assert_cmpint (step_number (conflict->later, 1), ==, second);
  g_assert_true (conflict->can_undo_later);

  g_assert_false (uois_file_undo_step (fixture->file, first, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (uois_file_undo_with_later (fixture->file, first, NULL, &error), ==, 3);
  g_assert_no_error (error);
  after = fixture_dump (fixture, NULL);
  g_assert_cmpstr (after, ==, before);
}

static void
test_deleted_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) a = draft_make_shelf (fixture, "A", NULL);
  gint64 first = change_name (fixture, uois_draft_get_id (a), "A2");
  g_autoptr (GError) error = NULL;
  gint64 second = uois_file_delete (fixture->file, fixture->shelf, uois_draft_get_id (a), 1, NULL, &error);
  g_autoptr (UoisUndoConflict) conflict = read_conflict (fixture, first);
  const UoisUndoObstacle *obstacle = g_ptr_array_index (conflict->obstacles, 0);

  g_assert_null (obstacle->record);
  g_assert_true (obstacle->type == fixture->shelf);
  g_assert_cmpint (obstacle->step->number, ==, second);
}

static gboolean
rename_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  UoisDraft *draft = data;
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autoptr (GArray) row = uois_store_unit_read (unit, type, uois_draft_get_id (draft), error);
  g_autofree gboolean *changed = g_new0 (gboolean, type->columns.length);
  const UoisColumn *name = draft_column (type, "name");

  if (row == NULL)
    return FALSE;
  uois_value_set_text (&g_array_index (row, UoisValue, name->index), "Theirs", -1);
  changed[name->index] = TRUE;
  return uois_store_unit_update (unit, type, uois_draft_get_id (draft), (const UoisValue *) (gpointer) row->data,
                                 changed, error);
}

/* What a server sent is not taken back on the way. */
static void
test_received_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) a = draft_make_shelf (fixture, "A", NULL);
  gint64 first = change_name (fixture, uois_draft_get_id (a), "A2");
  g_autoptr (UoisUndoConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  university_write (fixture, UOIS_ORIGIN_PULL, "Received", rename_job, a);
  conflict = read_conflict (fixture, first);
  g_assert_cmpuint (conflict->n_obstacles, ==, 1);
  g_assert_false (conflict->can_undo_later);
  before = fixture_dump (fixture, NULL);
  g_assert_cmpint (uois_file_undo_with_later (fixture->file, first, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  after = fixture_dump (fixture, NULL);
  g_assert_cmpstr (after, ==, before);
}

static void
test_no_such_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (uois_file_read_undo_conflict (fixture->file, 4711, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/undo-conflict/nothing-in-the-way", test_nothing_in_the_way);
  fixture_add ("/undo-conflict/steps-in-the-way-of-steps", test_steps_in_the_way_of_steps);
  fixture_add ("/undo-conflict/deleted-later", test_deleted_later);
  fixture_add ("/undo-conflict/received-later", test_received_later);
  fixture_add ("/undo-conflict/no-such-step", test_no_such_step);
  return g_test_run ();
}
