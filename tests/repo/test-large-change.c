/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup comes before a large change, whichever it is, and none before a small one; both can be given up half way. */

#include "random-library.h"

#include "repo/backup.h"
#include "repo/change-many.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define SMALL UOIS_LARGE_CHANGE
#define LARGE (UOIS_LARGE_CHANGE + 1)

static guint
count_backups (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = uois_backup_list (fixture->path, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < backups->len; i++)
    g_assert_cmpint (((UoisBackup *) backups->pdata[i])->reason, ==, UOIS_BACKUP_CHANGE);
  return backups->len;
}

static void
set_automatic (Fixture *fixture, gboolean automatic)
{
  g_autoptr (GError) error = NULL;
  UoisBackupPolicy policy = uois_backup_policy_default;

  policy.automatic = automatic;
  uois_file_set_backup_policy (fixture->file, &policy, &error);
  g_assert_no_error (error);
}

/* In the place of the folder of backups is something else. */
static void
spoil_backups (Fixture *fixture)
{
  g_autofree char *folder = uois_backup_get_folder (fixture->path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (folder, "", 0, &error);
  g_assert_no_error (error);
}

static void
mend_backups (Fixture *fixture)
{
  g_autofree char *folder = uois_backup_get_folder (fixture->path);

  g_assert_cmpint (g_unlink (folder), ==, 0);
}

/* ---- The ways to change many records ---- */

/**
 * Way: how many records are changed at once.
 * Returns: number of the unit; -1 on error
 */
typedef gint64 (*Way) (Fixture *fixture, guint n_records, GError **error);

static GPtrArray *
new_shelves (Fixture *fixture, guint n_records)
{
  const UoisColumn *name = uois_type_find_column (fixture->shelf, "name");
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_records; i++)
    {
      UoisDraft *draft = uois_draft_new (fixture->registry, fixture->shelf);
      g_autofree char *text = g_strdup_printf ("Shelf %u", i);

      uois_draft_set_text (draft, name, text, NULL);
      g_ptr_array_add (drafts, draft);
    }
  return drafts;
}

static gint64
save_many (Fixture *fixture, guint n_records, GError **error)
{
  g_autoptr (GPtrArray) drafts = new_shelves (fixture, n_records);

  return uois_file_save (fixture->file, (UoisDraft *const *) drafts->pdata, drafts->len, NULL, NULL, error);
}

static gint64
delete_many (Fixture *fixture, guint n_records, GError **error)
{
  g_autoptr (GPtrArray) records = fixture_fetch_all (fixture, fixture->book, NULL, 0);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));

  for (guint i = 0; i < n_records; i++)
    g_array_append_val (ids, ((UoisRecord *) records->pdata[i])->id);
  return uois_file_delete (fixture->file, fixture->book, (const UoisUuid *) (gpointer) ids->data, ids->len, NULL,
                           error);
}

static gint64
change_many (Fixture *fixture, guint n_records, GError **error)
{
  const UoisColumn *pages = uois_type_find_column (fixture->book, "pages");
  UoisListRequest request = { .type = fixture->book };
  g_autoptr (GArray) rows = uois_file_list (fixture->file, &request, NULL, NULL);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (UoisChangePreview) preview = NULL;

  uois_value_set_integer (&value, 12345);
  preview = uois_file_preview_change (fixture->file, &request, (const gint64 *) (gpointer) rows->data, n_records, pages,
                                      &value, NULL, error);
  g_assert_nonnull (preview);
  g_assert_cmpuint (uois_change_preview_get_summary (preview)->n_changes, ==, n_records);
  return uois_file_change_many (fixture->file, preview, NULL, error);
}

static void
check_way (Fixture *fixture, Way way)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 unit;

  random_library_fill (fixture, 2 * LARGE);
  before = fixture_dump (fixture, NULL);
  g_assert_cmpuint (count_backups (fixture), ==, 0);

  spoil_backups (fixture);
  g_assert_true (uois_file_backs_up_before (fixture->file, LARGE));
  g_assert_cmpint (way (fixture, LARGE, &error), ==, -1);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "No backup could be made"));
  g_clear_error (&error);
  after = fixture_dump (fixture, NULL);
  g_assert_cmpstr (after, ==, before);
  mend_backups (fixture);

  unit = way (fixture, LARGE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (unit, >, 0);
  g_assert_cmpuint (count_backups (fixture), ==, 1);
  uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);

  g_assert_false (uois_file_backs_up_before (fixture->file, SMALL));
  g_assert_cmpint (way (fixture, SMALL, &error), >, 0);
  g_assert_no_error (error);
  uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_backups (fixture), ==, 1);

  set_automatic (fixture, FALSE);
  g_assert_false (uois_file_backs_up_before (fixture->file, LARGE));
  g_assert_cmpint (way (fixture, LARGE, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (count_backups (fixture), ==, 1);
  fixture_assert_sound (fixture);
}

static void
test_way (Fixture *fixture, gconstpointer data)
{
  check_way (fixture, (Way) (gpointer) data);
}

/* ---- The policy ---- */

static void
test_policy_outlives_reopening_and_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (UoisBackup) kept = NULL;

  g_assert_true (uois_file_backs_up_before (fixture->file, LARGE));
  set_automatic (fixture, FALSE);
  fixture_reopen (fixture);
  g_assert_false (uois_file_backs_up_before (fixture->file, LARGE));

  backup = uois_file_back_up (fixture->file, UOIS_BACKUP_BY_HAND, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  set_automatic (fixture, TRUE);
  g_assert_true (uois_file_backs_up_before (fixture->file, LARGE));
  kept = uois_file_restore (fixture->file, backup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (uois_file_backs_up_before (fixture->file, LARGE));
}

/* ---- Progress, and giving up ---- */

typedef struct
{
  guint n_reports;
  const char *cancel_at; /* nullable: a word of what is being done */
  GCancellable *cancellable;
} Watch;

static void
watch (double fraction, const char *what, gpointer data)
{
  Watch *seen = data;

  seen->n_reports++;
  if (seen->cancel_at != NULL && what != NULL && strstr (what, seen->cancel_at) != NULL)
    g_cancellable_cancel (seen->cancellable);
}

/* @cancel_at: (nullable) */
static gint64
save_watched (Fixture *fixture, const char *cancel_at, GError **error)
{
  g_autoptr (GPtrArray) drafts = new_shelves (fixture, 3000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch seen = { .cancel_at = cancel_at, .cancellable = cancellable };
  g_auto (Waiter) waiter = { 0 };
  gint64 unit;

  uois_file_save_many_async (fixture->file, (UoisDraft *const *) drafts->pdata, drafts->len, watch, &seen, cancellable,
                             waiter_take, &waiter);
  unit = uois_file_save_finish (fixture->file, waiter_wait (&waiter), NULL, error);
  g_assert_cmpuint (seen.n_reports, >, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return unit;
}

/* Whether it is heard in time while records are written is not for sure; that nothing is done by halves is. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *given_up = NULL;
  g_autofree char *undone = NULL;

  random_library_fill (fixture, 100);
  before = fixture_dump (fixture, NULL);
  g_assert_cmpint (save_watched (fixture, "Copying", &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  given_up = fixture_dump (fixture, NULL);
  g_assert_cmpstr (given_up, ==, before);

  if (save_watched (fixture, " of 6", &error) < 0)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }
  else
    uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);
  undone = fixture_dump (fixture, NULL);
  g_assert_cmpstr (undone, ==, before);

  g_assert_cmpint (save_watched (fixture, NULL, &error), >, 0);
  g_assert_no_error (error);
  fixture_assert_sound (fixture);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/large-change/save", Fixture, save_many, fixture_set_up, test_way, fixture_tear_down);
  g_test_add ("/large-change/delete", Fixture, delete_many, fixture_set_up, test_way, fixture_tear_down);
  g_test_add ("/large-change/change", Fixture, change_many, fixture_set_up, test_way, fixture_tear_down);
  fixture_add ("/large-change/policy", test_policy_outlives_reopening_and_restore);
  fixture_add ("/large-change/progress", test_progress);
  return g_test_run ();
}
