/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include "store/backup.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
add_team (Campus *campus, const char *name)
{
  g_autoptr (Row) team = row_new (campus->team);

  row_set (team, "name", name);
  campus_insert (campus, team);
}

static UoisBackup *
back_up (Campus *campus, UoisBackupReason reason)
{
  g_autoptr (GError) error = NULL;
  UoisBackup *backup = uois_store_back_up (campus->store, reason, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return backup;
}

static void
restore (Campus *campus, const UoisBackup *backup)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisBackup) kept = NULL;

  uois_store_restore (campus->store, backup, "Restore", NULL, "draft.", &kept, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->reason, ==, UOIS_BACKUP_RESTORE);
}

static GPtrArray *
list (Campus *campus)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = uois_backup_list (campus->path, NULL, &error);

  g_assert_no_error (error);
  return backups;
}

static gboolean
is_beside (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* ---- Making ---- */

static void
test_make (Campus *campus, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  add_team (campus, "Šárka");
  add_team (campus, "Žatec");
  before = campus_fingerprint (campus);
  backup = back_up (campus, UOIS_BACKUP_BY_HAND);
  add_team (campus, "later");

  backups = list (campus);
  g_assert_cmpuint (backups->len, ==, 1);
  const UoisBackup *listed = backups->pdata[0];
  g_assert_cmpstr (listed->path, ==, backup->path);
  g_assert_cmpint (listed->reason, ==, UOIS_BACKUP_BY_HAND);
  g_assert_cmpint (listed->n_records, ==, 2);
  g_assert_cmpint (listed->last_unit, ==, 2);
  g_assert_cmpint (listed->at, ==, backup->at - backup->at % G_USEC_PER_SEC);
  g_assert_cmpint (listed->size, >, 0);

  /* A whole file of its own, that leaves nothing beside it and is not written by accident. */
  g_assert_cmpint (stat (backup->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0222, ==, 0);
  campus_reopen (campus);
  g_autofree char *own = campus->path;
  campus->path = g_strdup (backup->path);
  UoisStore *store = campus->store;
  campus->store = uois_store_open (backup->path, campus->registry, UOIS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  after = campus_fingerprint (campus);
  assert_store_sound (campus->store);
  uois_store_close (campus->store, NULL);
  g_object_unref (campus->store);
  campus->store = store;
  g_free (campus->path);
  campus->path = g_steal_pointer (&own);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (is_beside (backup->path, "-wal"));
  g_assert_false (is_beside (backup->path, "-shm"));
}

/* What is written meanwhile neither waits nor makes the copy begin anew. */
static void
write_once (double fraction, const char *what, gpointer data)
{
  Campus *campus = data;

  if (campus != NULL && campus_count (campus, "SELECT count (*) FROM teams") < 60)
    add_team (campus, "meanwhile");
}

static void
test_while_writing (Campus *campus, gconstpointer data)
{
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strnfill (40000, 'n');

      add_team (campus, name);
    }
  backup = uois_store_back_up (campus->store, UOIS_BACKUP_DAILY, write_once, campus, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (backup->n_records, ==, 50);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), >, 50);
}

static void
cancel (double fraction, const char *what, gpointer data)
{
  if (fraction > 0)
    g_cancellable_cancel (data);
}

static void
assert_no_leftovers (Campus *campus, guint expected)
{
  g_autofree char *folder = uois_backup_get_folder (campus->path);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (directory != NULL && g_dir_read_name (directory) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static void
test_cancel (Campus *campus, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_team (campus, "A");
  g_assert_null (uois_store_back_up (campus->store, UOIS_BACKUP_DAILY, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_leftovers (campus, 0);
}

/* A file stands where the folder is to be. */
static void
test_no_folder (Campus *campus, gconstpointer data)
{
  g_autofree char *folder = uois_backup_get_folder (campus->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_null (uois_store_back_up (campus->store, UOIS_BACKUP_DAILY, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_IO);
  g_assert_nonnull (strstr (error->message, folder));
  campus_assert_sound (campus);
}

/* ---- Keeping ---- */

static UoisBackup *
made_at (int day, UoisBackupReason reason)
{
  UoisBackup *backup = g_new0 (UoisBackup, 1);

  backup->path = g_strdup ("x");
  /* The first of January 2026 was a Thursday. */
  backup->at = uois_datetime_from_parts (2026, 1, 1, 12, 0, 0, 0) + day * G_TIME_SPAN_DAY;
  backup->reason = reason;
  backup->size = 100;
  return backup;
}

static guint
count_kept (GPtrArray *backups, const UoisBackupPolicy *policy)
{
  g_autoptr (GPtrArray) expired = uois_backup_choose_expired (backups, policy);

  g_assert_false (backups->len > 0 && g_ptr_array_find (expired, backups->pdata[0], NULL));
  for (guint i = 0; i < expired->len; i++)
    g_assert_cmpint (((const UoisBackup *) expired->pdata[i])->reason, !=, UOIS_BACKUP_BY_HAND);
  return backups->len - expired->len;
}

static void
test_policy (void)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_backup_free);
  UoisBackupPolicy policy = uois_backup_policy_default;

  g_assert_cmpuint (count_kept (backups, &policy), ==, 0);
  for (int day = 99; day >= 0; day--)
    g_ptr_array_add (backups, made_at (day, UOIS_BACKUP_DAILY));
  /* Day 99 is a Friday: seven days reach into two weeks, two more have one each. */
  g_assert_cmpuint (count_kept (backups, &policy), ==, 9);
  policy.days = 1;
  g_assert_cmpuint (count_kept (backups, &policy), ==, 4);
  policy.max_bytes = 250;
  g_assert_cmpuint (count_kept (backups, &policy), ==, 2);
  policy.max_bytes = 1;
  g_assert_cmpuint (count_kept (backups, &policy), ==, 1);

  g_ptr_array_set_size (backups, 0);
  policy = uois_backup_policy_default;
  for (int day = 30; day > 0; day--)
    g_ptr_array_add (backups, made_at (day, day % 2 ? UOIS_BACKUP_IMPORT : UOIS_BACKUP_BY_HAND));
  g_assert_cmpuint (count_kept (backups, &policy), ==, 25);
}

/* ---- Going back ---- */

static const UoisRestoreTable *
find_table (UoisRestorePreview *preview, const UoisType *type)
{
  for (guint i = 0; i < preview->tables->len; i++)
    if (((const UoisRestoreTable *) preview->tables->pdata[i])->type == type)
      return preview->tables->pdata[i];
  return NULL;
}

static gboolean
load_people (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Campus *campus = data;

  uois_store_unit_begin_bulk (unit, NULL, NULL);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (Row) person = row_new (campus->person);

      if (!uois_store_unit_insert (unit, campus->person, person->values, error))
        return FALSE;
    }
  return uois_store_unit_end_bulk (unit, error);
}

static void
test_preview (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) kept = row_new (campus->team);
  g_autoptr (Row) gone = row_new (campus->team);
  g_autoptr (Row) same = row_new (campus->team);
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (UoisRestorePreview) preview = NULL;
  g_autoptr (GError) error = NULL;

  campus_insert (campus, kept);
  campus_insert (campus, gone);
  campus_insert (campus, same);
  backup = back_up (campus, UOIS_BACKUP_DAILY);

  row_set (kept, "name", "A");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, kept, NULL);
  row_set (same, "name", "B");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, same, NULL);
  uois_store_undo (campus->store, 5, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_DELETE, gone, NULL);
  add_team (campus, "new");
  uois_store_write (campus->store, UOIS_ORIGIN_LOAD, NULL, NULL, load_people, campus, NULL, &error);
  g_assert_no_error (error);

  preview = uois_store_preview_restore (campus->store, backup, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->tables->len, ==, 2);
  const UoisRestoreTable *teams = find_table (preview, campus->team);
  g_assert_cmpuint (teams->made, ==, 1);
  g_assert_cmpuint (teams->changed, ==, 1);
  g_assert_cmpuint (teams->deleted, ==, 1);
  g_assert_cmpuint (find_table (preview, campus->person)->made, ==, 30);
  g_assert_cmpuint (preview->n_steps, ==, 6);
  g_assert_cmpuint (preview->steps->len, ==, 6);
  g_assert_cmpint (((const UoisStoreStep *) preview->steps->pdata[0])->number, ==, 9);
  g_assert_cmpuint (preview->n_unsent, ==, 4);
}

static void
on_changed (UoisStore *store, GPtrArray *changes, guint *n_all)
{
  *n_all += changes->len == 1 && ((const UoisStoreChange *) changes->pdata[0])->type == NULL;
}

static void
test_restore (Campus *campus, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *later = NULL;
  g_autofree char *back = NULL;
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autoptr (UoisRestorePreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  guint n_all = 0;

  add_team (campus, "A");
  before = campus_fingerprint (campus);
  backup = back_up (campus, UOIS_BACKUP_DAILY);
  for (guint i = 0; i < 5; i++)
    add_team (campus, "B");
  later = campus_fingerprint (campus);
  uois_store_set_setting (campus->store, "draft.teams.1", "typed", &error);
  g_assert_no_error (error);
  g_signal_connect (campus->store, "changed", G_CALLBACK (on_changed), &n_all);

  /* Somebody reads all the while. */
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  g_assert_true (uois_store_reader_begin (reader, &error));
  g_assert_cmpint (uois_store_reader_get_version (reader, &error), ==, 6);
  restore (campus, backup);
  g_assert_cmpint (uois_store_reader_get_version (reader, &error), ==, 6);
  uois_store_reader_end (reader);
  /* A version that was before means other data now. */
  g_assert_cmpint (uois_store_reader_get_version (reader, &error), ==, 7);
  g_assert_no_error (error);
  uois_store_return_reader (campus->store, reader);

  after = campus_fingerprint (campus);
  g_assert_cmpstr (before, ==, after);
  campus_assert_sound (campus);
  g_autofree char *draft = uois_store_get_setting (campus->store, "draft.teams.1");
  g_assert_cmpstr (draft, ==, "typed");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_all, ==, 1);

  /* Rows of lists that still show what was do not come to mean something else. */
  add_team (campus, "C");
  g_assert_cmpint (campus_count (campus, "SELECT max (\"row\") FROM teams"), ==, 7);
  campus_assert_sound (campus);

  /* And forward again, to what was kept. */
  backups = list (campus);
  g_assert_cmpuint (backups->len, ==, 2);
  preview = uois_store_preview_restore (campus->store, backups->pdata[0], NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find_table (preview, campus->team)->made, ==, 1);
  g_assert_cmpuint (find_table (preview, campus->team)->deleted, ==, 5);
  restore (campus, backups->pdata[0]);
  back = campus_fingerprint (campus);
  g_assert_cmpstr (later, ==, back);
  campus_reopen (campus);
  campus_assert_sound (campus);
  more = list (campus);
  assert_no_leftovers (campus, more->len);
}

/* Older tables are brought up to date before they take the place of newer ones. */
static void
test_restore_older (Campus *campus, gconstpointer data)
{
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  add_team (campus, "Žatec");
  backup = back_up (campus, UOIS_BACKUP_DAILY);
  uois_store_close (campus->store, NULL);
  g_clear_object (&campus->store);
  uois_registry_unref (campus->registry);
  campus->registry = campus_read_registry ("campus-next.graphql");
  campus->team = uois_registry_find_table (campus->registry, "teams");
  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);
  add_team (campus, "later");

  restore (campus, backup);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
  g_assert_cmpint (campus_count (campus, "SELECT count (phone) FROM people"), ==, 0);
  campus_assert_sound (campus);
}

static void
test_refused (Campus *campus, gconstpointer data)
{
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (UoisBackup) foreign = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add_team (campus, "A");
  backup = back_up (campus, UOIS_BACKUP_DAILY);
  before = campus_fingerprint (campus);

  foreign = uois_backup_copy (backup);
  g_free (foreign->path);
  foreign->path = g_build_filename (campus->folder, "other.uois", NULL);
  g_assert_false (uois_store_restore (campus->store, foreign, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);

  /* A backup that rotted changes nothing. */
  g_autofree char *content = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (backup->path, &content, &length, NULL));
  memset (content + 2 * 4096, 0x55, length / 2);
  g_chmod (backup->path, 0644);
  g_assert_true (g_file_set_contents (backup->path, content, (gssize) length, NULL));
  g_assert_false (uois_store_restore (campus->store, backup, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DAMAGED);
  g_clear_error (&error);

  after = campus_fingerprint (campus);
  g_assert_cmpstr (before, ==, after);
  campus_assert_sound (campus);
}

/* The file itself cannot be opened any more. */
static void
test_put_back (Campus *campus, gconstpointer data)
{
  g_autoptr (UoisBackup) backup = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  add_team (campus, "A");
  before = campus_fingerprint (campus);
  backup = back_up (campus, UOIS_BACKUP_DAILY);
  uois_store_close (campus->store, NULL);
  g_clear_object (&campus->store);
  g_assert_true (g_file_set_contents (campus->path, "rubbish", -1, NULL));
  g_assert_null (uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, NULL));

  uois_backup_put_back (campus->path, backup, NULL, &error);
  g_assert_no_error (error);
  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);
  after = campus_fingerprint (campus);
  g_assert_cmpstr (before, ==, after);
  campus_assert_sound (campus);

  backups = list (campus);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_cmpint (((const UoisBackup *) backups->pdata[0])->size, ==, strlen ("rubbish"));
}

#define ADD(name, function) g_test_add ("/store/backup/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  campus_use_memory ();
  g_test_init (&argc, &argv, NULL);
  ADD ("make", test_make);
  ADD ("while-writing", test_while_writing);
  ADD ("cancel", test_cancel);
  ADD ("no-folder", test_no_folder);
  g_test_add_func ("/store/backup/policy", test_policy);
  ADD ("preview", test_preview);
  ADD ("restore", test_restore);
  ADD ("restore-older", test_restore_older);
  ADD ("refused", test_refused);
  ADD ("put-back", test_put_back);
  return g_test_run ();
}
