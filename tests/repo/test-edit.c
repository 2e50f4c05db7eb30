/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving, deleting, undo and the history of a record, and drafts that outlive the program.
 */
#include "drafting.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- Saving ---- */

static void
test_save_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = uois_draft_new (fixture->registry, fixture->shelf);
  g_autoptr (UoisDraft) book = uois_draft_new (fixture->registry, fixture->book);
  UoisDraft *drafts[] = { shelf, book };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoState) state = NULL;

  draft_set_text (shelf, "name", "Novels");
  draft_set_text (book, "name", "Babička");
  draft_set_uuid (book, "shelf_id", uois_draft_get_id (shelf));
  /* One that is wrong keeps all from being written. */
  uois_draft_set_text (book, draft_column (fixture->book, "pages"), "x", NULL);
  g_assert_cmpint (uois_file_save (fixture->file, drafts, 2, &problems, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_cmpuint (((UoisProblem *) g_ptr_array_index (problems, 0))->draft, ==, 1);
  rows = fixture_fetch_all (fixture, fixture->shelf, NULL, 0);
  g_assert_cmpuint (rows->len, ==, 0);

  g_clear_error (&error);
  draft_set_text (book, "pages", "312");
  g_assert_cmpint (uois_file_save (fixture->file, drafts, 2, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_cmpstr (state->undo->label, ==, "Change 2 records (Shelf)");
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) mine = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (UoisDraft) theirs = draft_edit (fixture, fixture->shelf, uois_draft_get_id (mine));
  g_autoptr (UoisDraft) fresh = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GArray) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  draft_set_text (theirs, "name", "Theirs");
  draft_save (fixture, theirs);
  draft_set_text (mine, "name", "Mine");
  g_assert_cmpint (uois_file_save (fixture->file, &mine, 1, &problems, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((UoisProblem *) g_ptr_array_index (problems, 0))->column->name, ==, "name");
  g_clear_error (&error);

  row = university_read (fixture, fixture->shelf, uois_draft_get_id (mine));
  uois_draft_rebase (mine, row);
  name = draft_get_text (mine, "name");
  g_assert_cmpstr (name, ==, "Mine");
  g_assert_cmpint (draft_save (fixture, mine), >, 0);

  uois_file_delete (fixture->file, fixture->shelf, uois_draft_get_id (mine), 1, NULL, &error);
  g_assert_no_error (error);
  draft_set_text (mine, "name", "Again");
  g_assert_cmpint (uois_file_save (fixture->file, &mine, 1, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

/* Who and when; a time of change never goes back. */
static void
test_stamps (Fixture *fixture, gconstpointer data)
{
  UoisUuid me = fixture_id (1);
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, fixture->reader);
  const UoisColumn *lastchange = draft_column (fixture->reader, "lastchange");
  UoisDateTime before;

  university_sign_in (fixture, &me);
  draft_set_text (draft, "surname", "Nováková");
  draft_save (fixture, draft);
  g_assert_true (
      uois_uuid_equal (&uois_draft_get_value (draft, draft_column (fixture->reader, "createdby"))->uuid, &me));
  before = uois_draft_get_value (draft, lastchange)->datetime;
  draft_set_text (draft, "name", "Šárka");
  draft_save (fixture, draft);
  g_assert_cmpint (uois_draft_get_value (draft, lastchange)->datetime, >, before);
  g_assert_true (
      uois_uuid_equal (&uois_draft_get_value (draft, draft_column (fixture->reader, "changedby"))->uuid, &me));
}

static void
test_save_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, fixture->shelf);
  g_auto (Waiter) waiter = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  draft_set_text (draft, "name", "Saved");
  uois_file_save_async (fixture->file, &draft, 1, NULL, waiter_take, &waiter);
  /* Typed while it is being saved. */
  draft_set_text (draft, "name", "Typed later");
  g_assert_cmpint (uois_file_save_finish (fixture->file, waiter_wait (&waiter), NULL, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (uois_draft_has_changes (draft));
  uois_draft_revert_all (draft);
  name = draft_get_text (draft, "name");
  g_assert_cmpstr (name, ==, "Saved");
}

/* ---- Deleting ---- */

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) outer = draft_make_shelf (fixture, "Outer", NULL);
  g_autoptr (UoisDraft) inner = draft_make_shelf (fixture, "Inner", uois_draft_get_id (outer));
  g_autoptr (UoisDraft) book = uois_draft_new (fixture->registry, fixture->book);
  g_autoptr (UoisDraft) note = uois_draft_new (fixture->registry, fixture->note);
  UoisUuid both[] = { *uois_draft_get_id (outer), *uois_draft_get_id (inner) };
  g_autoptr (GPtrArray) dependants = NULL;
  g_autoptr (GPtrArray) soft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const UoisDependants *first;
  gint64 unit;

  draft_set_text (book, "name", "Babička");
  draft_set_uuid (book, "shelf_id", &both[1]);
  draft_save (fixture, book);
  draft_set_uuid (note, "book_id", uois_draft_get_id (book));
  draft_save (fixture, note);

  dependants = uois_file_list_dependants (fixture->file, fixture->shelf, both, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dependants->len, ==, 1);
  first = g_ptr_array_index (dependants, 0);
  g_assert_cmpuint (first->count, ==, 1);
  g_assert_true (first->prevents);
  g_assert_cmpstr (((UoisRecord *) g_ptr_array_index (first->samples, 0))->title, ==, "Babička");
  g_assert_cmpint (uois_file_delete (fixture->file, fixture->shelf, both, 2, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_clear_error (&error);

  soft = uois_file_list_dependants (fixture->file, fixture->book, uois_draft_get_id (book), 1, NULL, &error);
  g_assert_cmpuint (soft->len, ==, 1);
  g_assert_false (((UoisDependants *) g_ptr_array_index (soft, 0))->prevents);
  uois_file_delete (fixture->file, fixture->book, uois_draft_get_id (book), 1, NULL, &error);
  g_assert_no_error (error);

  /* The outer one is named first, and still goes last. */
  before = university_describe (fixture);
  unit = uois_file_delete (fixture->file, fixture->shelf, both, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (uois_file_undo_step (fixture->file, unit, NULL, &error));
  after = university_describe (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (uois_file_delete (fixture->file, fixture->note, &both[0], 1, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

/* ---- History ---- */

static void
test_undo_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = NULL;
  g_autoptr (UoisUndoState) state = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (uois_file_undo (fixture->file, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  shelf = draft_make_shelf (fixture, "A", NULL);
  draft_set_text (shelf, "name", "B");
  draft_save (fixture, shelf);

  /* The steps are those of the file, not of the run. */
  fixture_reopen (fixture);
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state->undo->label, ==, "Change Shelf: B");
  g_assert_null (state->redo);
  g_assert_true (uois_file_undo (fixture->file, NULL, &error));
  g_assert_true (uois_file_undo (fixture->file, NULL, &error));
  g_assert_false (uois_file_undo (fixture->file, NULL, &error));
  g_clear_error (&error);

  fixture_reopen (fixture);
  g_clear_pointer (&state, uois_undo_state_free);
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_null (state->undo);
  g_assert_cmpstr (state->redo->label, ==, "Insert Shelf: A");
  g_assert_true (uois_file_redo (fixture->file, NULL, &error));
  g_assert_true (uois_file_redo (fixture->file, NULL, &error));
  g_assert_false (uois_file_redo (fixture->file, NULL, &error));
  g_clear_error (&error);

  /* Who goes on working has nothing to redo. */
  g_assert_true (uois_file_undo (fixture->file, NULL, &error));
  g_object_unref (draft_make_shelf (fixture, "C", NULL));
  g_assert_false (uois_file_redo (fixture->file, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

static gboolean
pull_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  UoisDraft *draft = data;
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);
  g_autofree gboolean *changed = g_new0 (gboolean, type->columns.length);
  guint name = draft_column (type, "name")->index;

  uois_value_set_text (&values[name], "Of the server", -1);
  changed[name] = TRUE;
  gboolean done = uois_store_unit_update (unit, type, uois_draft_get_id (draft), values, changed, error);
  uois_value_clear (&values[name]);
  return done;
}

static void
test_undo_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (UoisUndoState) state = NULL;
  g_autoptr (GError) error = NULL;

  draft_set_text (shelf, "name", "B");
  draft_save (fixture, shelf);
  university_write (fixture, UOIS_ORIGIN_PULL, "Received from the server", pull_job, shelf);
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state->undo_blockers->len, ==, 1);
  g_assert_cmpint (((UoisStoreStep *) g_ptr_array_index (state->undo_blockers, 0))->origin, ==, UOIS_ORIGIN_PULL);
  g_assert_false (uois_file_undo (fixture->file, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Received from the server"));
}

static void
test_moments (Fixture *fixture, gconstpointer data)
{
  UoisUuid loaded = fixture_id (5);
  const UoisColumn *name = draft_column (fixture->shelf, "name");
  g_autoptr (GPtrArray) moments = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (UoisDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const UoisStoreMoment *newest;
  const UoisStoreMoment *oldest;

  /* Came among others: the journal has a range of rows. */
  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000004', 'name': 'Other'},"
                          " {'id': '00000000-0000-4000-8000-000000000005', 'name': 'First'}]}");
  draft = draft_edit (fixture, fixture->shelf, &loaded);
  draft_set_text (draft, "name", "Second");
  draft_save (fixture, draft);
  draft_set_text (draft, "name", "");
  draft_save (fixture, draft);

  moments = uois_file_list_moments (fixture->file, fixture->shelf, &loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moments->len, ==, 3);
  newest = g_ptr_array_index (moments, 0);
  oldest = g_ptr_array_index (moments, 2);
  g_assert_cmpint (newest->step->origin, ==, UOIS_ORIGIN_EDIT);
  g_assert_true (newest->changed[name->index]);
  g_assert_cmpstr (g_array_index (newest->before, UoisValue, name->index).text, ==, "Second");
  g_assert_cmpint (g_array_index (newest->after, UoisValue, name->index).length, ==, 0);
  g_assert_cmpint (oldest->event, ==, UOIS_STORE_INSERTED);
  g_assert_cmpint (oldest->step->origin, ==, UOIS_ORIGIN_LOAD);
  g_assert_null (oldest->before);
  g_assert_cmpstr (g_array_index (oldest->after, UoisValue, name->index).text, ==, "First");
  columns = uois_moments_compare (fixture->shelf, oldest, newest);
  g_assert_cmpuint (columns->len, ==, 1);

  g_assert_cmpint (uois_file_put_back (fixture->file, &loaded, name,
                                       &g_array_index (oldest->after, UoisValue, name->index), NULL, &error),
                   >, 0);
  g_assert_no_error (error);
  g_clear_object (&draft);
  draft = draft_edit (fixture, fixture->shelf, &loaded);
  text = draft_get_text (draft, "name");
  g_assert_cmpstr (text, ==, "First");
}

/* ---- Drafts that are kept ---- */

static void
assert_kept (Fixture *fixture, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = uois_file_list_drafts (fixture->file, NULL, &error);
  UoisDraft *draft;
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = g_ptr_array_index (drafts, 0);
  g_assert_true (uois_uuid_equal (uois_draft_get_id (draft), id));
  g_assert_true (uois_draft_get_is_new (draft));
  g_assert_cmpint (uois_draft_get_kept_at (draft), >, 0);
  g_assert_cmpint (uois_draft_get_kept_at (draft), <, uois_datetime_now ());
  name = draft_get_text (draft, "name");
  g_assert_cmpstr (name, ==, "Half \"a\" title\n");
  g_assert_cmpstr (uois_draft_get_text (draft, draft_column (fixture->book, "pages")), ==, "31x");
  g_assert_cmpint (uois_draft_get_value (draft, draft_column (fixture->book, "shelf_id"))->kind, ==, UOIS_VALUE_NULL);
}

static void
keep_book (Fixture *fixture, UoisDraft *draft)
{
  g_autoptr (GError) error = NULL;

  draft_set_text (draft, "name", "Half \"a\" title\n");
  draft_set_text (draft, "startdate", "1.9.2026 8:00");
  uois_draft_set_text (draft, draft_column (fixture->book, "pages"), "31x", NULL);
  uois_file_keep_draft (fixture->file, draft, NULL, &error);
  g_assert_no_error (error);
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, fixture->book);
  g_autoptr (UoisDraft) loaded = NULL;
  g_autoptr (UoisUndoState) state = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  keep_book (fixture, draft);
  fixture_reopen (fixture);
  assert_kept (fixture, uois_draft_get_id (draft));
  state = uois_file_get_undo_state (fixture->file, NULL, &error);
  g_assert_null (state->undo);

  loaded = uois_file_load_draft (fixture->file, fixture->book, uois_draft_get_id (draft), NULL, &error);
  draft_set_text (loaded, "pages", "31");
  draft_save (fixture, loaded);
  drafts = uois_file_list_drafts (fixture->file, NULL, &error);
  g_assert_cmpuint (drafts->len, ==, 0);

  keep_book (fixture, draft);
  uois_file_discard_draft (fixture->file, draft, NULL, &error);
  g_assert_null (uois_file_load_draft (fixture->file, fixture->book, uois_draft_get_id (draft), NULL, &error));
  g_assert_no_error (error);
}

/* A child keeps a draft and is killed at once. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *line = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  UoisUuid id;

  uois_file_close (fixture->file, &error);
  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--keep", fixture->path, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_nonnull (line);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_true (uois_uuid_parse (line, strlen (line), &id));

  fixture_reopen (fixture);
  assert_kept (fixture, &id);
}

static void G_GNUC_NORETURN
keep_and_wait (const char *path)
{
  Fixture fixture = { .registry = fixture_registry_new () };
  UoisDraft *draft;
  char *id;

  fixture.book = uois_registry_find_table (fixture.registry, "books");
  fixture.file = uois_file_open (path, fixture.registry, UOIS_FILE_OPEN_NONE, NULL, NULL);
  draft = uois_draft_new (fixture.registry, fixture.book);
  keep_book (&fixture, draft);
  id = uois_uuid_to_string (uois_draft_get_id (draft));
  printf ("%s\n", id);
  fflush (stdout);
  for (;;)
    pause ();
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--keep"))
    keep_and_wait (argv[2]);

  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/edit/save-many", test_save_many);
  fixture_add ("/repo/edit/conflict", test_conflict);
  fixture_add ("/repo/edit/stamps", test_stamps);
  fixture_add ("/repo/edit/save-async", test_save_async);
  fixture_add ("/repo/edit/delete", test_delete);
  fixture_add ("/repo/edit/undo-state", test_undo_state);
  fixture_add ("/repo/edit/undo-blocked", test_undo_blocked);
  fixture_add ("/repo/edit/moments", test_moments);
  fixture_add ("/repo/edit/keep", test_keep);
  fixture_add ("/repo/edit/killed", test_killed);
  return g_test_run ();
}
