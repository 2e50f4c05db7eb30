/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several steps back, the list of steps, the trash, backups and care through the facade.
 */
#include "drafting.h"

#include "repo/care.h"
#include "repo/history.h"

#include <glib/gstdio.h>
#include <string.h>

#define ID(n) "'00000000-0000-4000-8000-0000000000" n "'"

static UoisUuid
make_shelf (Fixture *fixture, const char *name, const UoisUuid *parent)
{
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, name, parent);

  return *uois_draft_get_id (shelf);
}

static void
delete_shelf (Fixture *fixture, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (uois_file_delete (fixture->file, fixture->shelf, id, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static char *
list_shelves (Fixture *fixture)
{
  return fixture_list (fixture, &(UoisListRequest){ .type = fixture->shelf });
}

static void
assert_shelves (Fixture *fixture, const char *expected)
{
  g_autofree char *list = list_shelves (fixture);

  g_assert_cmpstr (list, ==, expected);
}

static GPtrArray *
list_deleted (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = uois_file_list_deleted (fixture->file, NULL, 0, 100, NULL, &error);

  g_assert_no_error (error);
  return list;
}

/* ---- Steps ---- */

static void
test_undo_steps (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (uois_file_undo_steps (fixture->file, 6, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (const char *name = "A\0B\0C\0D\0"; *name != '\0'; name += 2)
    make_shelf (fixture, name, NULL);
  g_assert_cmpint (uois_file_undo_steps (fixture->file, 3, NULL, &error), ==, 3);
  g_assert_no_error (error);
  assert_shelves (fixture, "A");

  /* One by one again, the first first. */
  g_assert_true (uois_file_redo (fixture->file, NULL, &error));
  assert_shelves (fixture, "A; B");
  uois_file_undo_steps_async (fixture->file, 100, NULL, waiter_take, &waiter);
  g_assert_cmpint (uois_file_undo_steps_finish (fixture->file, waiter_wait (&waiter), &error), ==, 2);
  assert_shelves (fixture, "");
  for (guint i = 0; i < 4; i++)
    g_assert_true (uois_file_redo (fixture->file, NULL, &error));
  g_assert_no_error (error);
  assert_shelves (fixture, "A; B; C; D");
  g_assert_false (uois_file_redo (fixture->file, NULL, NULL));
  fixture_assert_sound (fixture);
}

static gboolean
pull_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisDraft) draft = g_object_ref (data);
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autofree gboolean *changed = g_new0 (gboolean, type->columns.length);
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);
  const UoisColumn *name = draft_column (type, "name");

  changed[name->index] = TRUE;
  uois_value_borrow_text (&values[name->index], "pulled", 6);
  return uois_store_unit_update (unit, type, uois_draft_get_id (draft), values, changed, error);
}

/* All or none: what stands in the way of one step stands in the way of all. */
static void
test_undo_steps_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) first = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (GError) error = NULL;

  make_shelf (fixture, "B", NULL);
  university_write (fixture, UOIS_ORIGIN_PULL, "Received", pull_job, first);
  g_assert_cmpint (uois_file_undo_steps (fixture->file, 2, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  assert_shelves (fixture, "B; pulled");
}

static void
test_list_steps (Fixture *fixture, gconstpointer data)
{
  UoisUuid me = fixture_id (1);
  UoisStepsRequest request = { .limit = 2 };
  g_autoptr (UoisDraft) reader = uois_draft_new (fixture->registry, fixture->reader);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (GPtrArray) mine = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GError) error = NULL;

  fixture_store (fixture, "{'readers': [{'id': " ID ("01") ", 'name': 'Eva', 'surname': 'Malá'}],"
                                                           " 'shelves': [{'id': " ID ("02") ", 'name': 'S'}]}");
  make_shelf (fixture, "A", NULL);
  university_sign_in (fixture, &me);
  draft_set_text (reader, "surname", "Novák");
  draft_save (fixture, reader);

  page = uois_file_list_steps (fixture->file, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 2);
  const UoisStep *newest = g_ptr_array_index (page, 0);
  g_assert_cmpuint (newest->n_records, ==, 1);
  g_assert_cmpuint (newest->types->len, ==, 1);
  g_assert_true (g_ptr_array_index (newest->types, 0) == fixture->reader);
  g_assert_nonnull (strstr (newest->person, "Malá"));
  g_assert_null (((const UoisStep *) g_ptr_array_index (page, 1))->person);

  request.before = ((const UoisStep *) g_ptr_array_index (page, 1))->step->number;
  next = uois_file_list_steps (fixture->file, &request, NULL, &error);
  g_assert_cmpuint (next->len, ==, 1);
  g_assert_cmpuint (((const UoisStep *) g_ptr_array_index (next, 0))->n_records, ==, 2);

  request = (UoisStepsRequest){ .limit = 10, .person = &me };
  mine = uois_file_list_steps (fixture->file, &request, NULL, &error);
  g_assert_cmpuint (mine->len, ==, 1);
  request = (UoisStepsRequest){ .limit = 10, .type = fixture->shelf, .origins = 1u << UOIS_ORIGIN_LOAD };
  loaded = uois_file_list_steps (fixture->file, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->len, ==, 1);
}

/* ---- The trash ---- */

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  UoisUuid hall = make_shelf (fixture, "Hall", NULL);
  UoisUuid corner = make_shelf (fixture, "Corner", &hall);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GError) error = NULL;

  delete_shelf (fixture, &corner);
  delete_shelf (fixture, &hall);
  make_shelf (fixture, "Other", NULL);

  list = list_deleted (fixture);
  g_assert_cmpuint (list->len, ==, 2);
  const UoisDeleted *newest = g_ptr_array_index (list, 0);
  const UoisDeleted *oldest = g_ptr_array_index (list, 1);
  g_assert_cmpstr (newest->title, ==, "Hall");
  g_assert_cmpstr (oldest->title, ==, "Corner");
  g_assert_true (newest->type == fixture->shelf);

  /* Not before what it stands in, and the sentence says what that is. */
  g_assert_cmpint (uois_file_restore_deleted (fixture->file, oldest->number, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_assert_nonnull (strstr (error->message, "Hall"));
  g_clear_error (&error);

  g_assert_cmpint (uois_file_restore_deleted (fixture->file, newest->number, NULL, NULL, &error), >, 0);
  g_assert_cmpint (uois_file_restore_deleted (fixture->file, oldest->number, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  assert_shelves (fixture, "Corner; Hall; Other");
  later = list_deleted (fixture);
  g_assert_cmpuint (later->len, ==, 0);

  g_assert_cmpint (uois_file_restore_deleted (fixture->file, oldest->number, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE);
  g_clear_error (&error);
  g_assert_cmpint (uois_file_restore_deleted (fixture->file, 1, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Restoring is a step as any other. */
  g_assert_true (uois_file_undo (fixture->file, NULL, &error));
  g_assert_no_error (error);
  assert_shelves (fixture, "Hall; Other");
  g_clear_pointer (&later, g_ptr_array_unref);
  later = list_deleted (fixture);
  g_assert_cmpuint (later->len, ==, 1);
  fixture_assert_sound (fixture);
}

/* Of several that were deleted together, one and what it needs. */
static void
test_trash_together (Fixture *fixture, gconstpointer data)
{
  UoisUuid ids[] = { make_shelf (fixture, "Hall", NULL), { { 0 } }, make_shelf (fixture, "Other", NULL) };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  ids[1] = make_shelf (fixture, "Corner", &ids[0]);
  g_assert_cmpint (uois_file_delete (fixture->file, fixture->shelf, ids, 3, NULL, &error), >, 0);
  list = list_deleted (fixture);
  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 0; i < list->len; i++)
    {
      const UoisDeleted *deleted = g_ptr_array_index (list, i);

      g_assert_cmpuint (deleted->n_along, ==, g_str_equal (deleted->title, "Corner") ? 1 : 0);
      if (g_str_equal (deleted->title, "Corner"))
        g_assert_cmpint (uois_file_restore_deleted (fixture->file, deleted->number, NULL, NULL, &error), >, 0);
    }
  g_assert_no_error (error);
  assert_shelves (fixture, "Corner; Hall");
  fixture_assert_sound (fixture);
}

static UoisDraft *
make (Fixture *fixture, const UoisType *type, const char *column, const char *text)
{
  UoisDraft *draft = uois_draft_new (fixture->registry, type);

  draft_set_text (draft, column, text);
  return draft;
}

static void
delete_draft (Fixture *fixture, UoisDraft *draft)
{
  g_autoptr (GError) error = NULL;

  uois_file_delete (fixture->file, uois_draft_get_record_type (draft), uois_draft_get_id (draft), 1, NULL, &error);
  g_assert_no_error (error);
}

/* A reference that the file does not enforce: the record comes back, and what is missing has a name as far as it is known. */
static void
test_trash_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) book = make (fixture, fixture->book, "name", "Dune");
  g_autoptr (UoisDraft) note = make (fixture, fixture->note, "text", "Good");
  g_autoptr (UoisDraft) stray = make (fixture, fixture->note, "text", "Lost");
  UoisUuid never = fixture_id (4711);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;

  draft_save (fixture, book);
  draft_set_uuid (note, "book_id", uois_draft_get_id (book));
  draft_save (fixture, note);
  draft_set_uuid (stray, "book_id", &never);
  draft_save (fixture, stray);
  delete_draft (fixture, note);
  delete_draft (fixture, stray);
  delete_draft (fixture, book);

  list = list_deleted (fixture);
  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 1; i < list->len; i++)
    {
      const UoisDeleted *deleted = g_ptr_array_index (list, i);

      g_assert_cmpint (uois_file_restore_deleted (fixture->file, deleted->number, &missing, NULL, &error), >, 0);
      g_assert_no_error (error);
      g_assert_cmpuint (missing->len, ==, 1);
      g_assert_cmpstr (missing->pdata[0], ==,
                       i == 1 ? "Book of “Lost”: the record that is meant (Book) is not in this file." :
                                "Book of “Good”: “Dune” (Book) was deleted, too.");
      g_clear_pointer (&missing, g_ptr_array_unref);
    }
  g_assert_cmpint (
      uois_file_restore_deleted (fixture->file, ((UoisDeleted *) list->pdata[0])->number, &missing, NULL, &error), >,
      0);
  g_assert_cmpuint (missing->len, ==, 0);
}

/* ---- Backups and care ---- */

static void
on_progress (double fraction, const char *what, gpointer data)
{
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpfloat (fraction, >=, *(double *) data);
  *(double *) data = fraction;
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { NULL };
  g_auto (Waiter) second = { NULL };
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (UoisBackup) kept = NULL;
  g_autoptr (UoisRestorePreview) preview = NULL;
  g_autoptr (UoisDraft) typed = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  double fraction = 0;

  make_shelf (fixture, "A", NULL);
  uois_file_back_up_async (fixture->file, UOIS_BACKUP_BY_HAND, on_progress, &fraction, NULL, waiter_take, &waiter);
  backup = uois_file_back_up_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, ==, 1);

  UoisUuid id = make_shelf (fixture, "B", NULL);
  typed = draft_edit (fixture, fixture->shelf, &id);
  draft_set_text (typed, "name", "typed");
  uois_file_keep_draft (fixture->file, typed, NULL, &error);
  g_assert_no_error (error);

  preview = uois_file_preview_restore (fixture->file, backup, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->tables->len, ==, 1);
  g_assert_cmpuint (preview->n_steps, ==, 1);
  uois_file_restore_async (fixture->file, backup, NULL, NULL, NULL, waiter_take, &second);
  kept = uois_file_restore_finish (fixture->file, waiter_wait (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->reason, ==, UOIS_BACKUP_RESTORE);
  assert_shelves (fixture, "A");
  drafts = uois_file_list_drafts (fixture->file, NULL, &error);
  g_assert_cmpuint (drafts->len, ==, 1);

  /* Nothing to take back, and the way back is in the history. */
  g_autoptr (GPtrArray) steps = uois_file_list_steps (fixture->file, &(UoisStepsRequest){ .limit = 1 }, NULL, &error);
  const UoisStep *step = g_ptr_array_index (steps, 0);
  g_assert_cmpint (step->step->origin, ==, UOIS_ORIGIN_RESTORE);
  g_assert_true (g_str_has_prefix (step->step->label, "Restore the backup of "));
  make_shelf (fixture, "C", NULL);
  assert_shelves (fixture, "A; C");
  fixture_assert_sound (fixture);
}

static void
test_care (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisFileCare) empty = NULL;
  g_autoptr (UoisFileCare) first = NULL;
  g_autoptr (UoisFileCare) second = NULL;
  g_autoptr (UoisFileProperties) properties = NULL;
  UoisBackupPolicy policy;
  g_autoptr (GError) error = NULL;

  empty = uois_file_care (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (empty->backup);
  make_shelf (fixture, "A", NULL);
  first = uois_file_care (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (first->backup);
  g_assert_null (first->findings);
  make_shelf (fixture, "B", NULL);
  second = uois_file_care (fixture->file, NULL, &error);
  g_assert_null (second->backup);

  properties = uois_file_get_properties (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (properties->n_records, ==, 2);
  g_assert_cmpuint (properties->n_steps, ==, 2);
  g_assert_cmpuint (properties->n_unsent, ==, 2);
  g_assert_cmpint (properties->created, >, 0);
  g_assert_cmpint (properties->changed, >=, properties->created);
  g_assert_cmpint (properties->last_pull, ==, 0);
  g_assert_cmpstr (properties->last_backup->path, ==, first->backup->path);

  uois_file_get_backup_policy (fixture->file, &policy);
  g_assert_true (policy.automatic);
  policy.automatic = FALSE;
  policy.days = 3;
  g_assert_true (uois_file_set_backup_policy (fixture->file, &policy, &error));
  uois_file_get_backup_policy (fixture->file, &policy);
  g_assert_false (policy.automatic);
  g_assert_cmpuint (policy.days, ==, 3);
  g_assert_cmpuint (policy.weeks, ==, 4);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { NULL };
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  double fraction = 0;

  uois_file_check_async (fixture->file, UOIS_CHECK_FULL, on_progress, &fraction, NULL, waiter_take, &waiter);
  findings = uois_file_check_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  text = uois_findings_to_text (fixture->file, findings);
  g_assert_nonnull (strstr (text, "The file is sound."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/history/undo-steps", test_undo_steps);
  fixture_add ("/repo/history/undo-steps-blocked", test_undo_steps_blocked);
  fixture_add ("/repo/history/list-steps", test_list_steps);
  fixture_add ("/repo/history/trash", test_trash);
  fixture_add ("/repo/history/trash-together", test_trash_together);
  fixture_add ("/repo/history/trash-missing", test_trash_missing);
  fixture_add ("/repo/history/backups", test_backups);
  fixture_add ("/repo/history/care", test_care);
  fixture_add ("/repo/history/report", test_report);
  return g_test_run ();
}
