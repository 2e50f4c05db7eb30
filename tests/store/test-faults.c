/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"
#include "fault-vfs.h"

#include "store/backup.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* What is tried on the failing disk. */
typedef gboolean (*Try) (Campus *campus, GError **error);

/**
 * Disk: how it fails.
 */
typedef struct
{
  const char *name;
  gboolean for_ever;
  int sqlite_code;
  int error_code; /* of UOIS_ERROR */
  Try try;
  void (*prepare) (Campus *campus); /* nullable */
} Disk;

static void
remove_log (Campus *campus)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (campus->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

static void
close_quietly (Campus *campus)
{
  if (campus->store == NULL)
    return;

  uois_store_close (campus->store, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (campus->store);
  campus->store = NULL;
}

static gboolean
open_quietly (Campus *campus, GError **error)
{
  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, error);
  return campus->store != NULL;
}

/* ---- What is tried ---- */

static gboolean
save_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Campus *campus = data;
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) member = row_new (campus->member);

  /* A name as long as many pages, so that the write goes beyond one. */
  g_autofree char *name = g_strnfill (20000, 'n');
  row_set (team, "name", name);
  row_set_uuid (member, "team_id", row_get_id (team));
  return uois_store_unit_insert (unit, campus->team, team->values, error) &&
         uois_store_unit_insert (unit, campus->member, member->values, error);
}

static gboolean
load_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Campus *campus = data;

  uois_store_unit_begin_bulk (unit, NULL, NULL);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (Row) team = row_new (campus->team);
      g_autofree char *name = g_strdup_printf ("Tým %u", i);

      row_set (team, "name", name);
      if (!uois_store_unit_insert (unit, campus->team, team->values, error))
        return FALSE;
    }
  return uois_store_unit_end_bulk (unit, error);
}

static gboolean
try_save (Campus *campus, GError **error)
{
  return open_quietly (campus, error) &&
         uois_store_write (campus->store, UOIS_ORIGIN_EDIT, NULL, NULL, save_job, campus, NULL, error);
}

static gboolean
try_load (Campus *campus, GError **error)
{
  return open_quietly (campus, error) &&
         uois_store_write (campus->store, UOIS_ORIGIN_LOAD, NULL, NULL, load_job, campus, NULL, error);
}

static gboolean
try_undo (Campus *campus, GError **error)
{
  return open_quietly (campus, error) && uois_store_undo (campus->store, 1, NULL, NULL, NULL, error);
}

/* The oldest backup has other rows than the file. */
static void
prepare_restore (Campus *campus)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  backup = uois_store_back_up (campus->store, UOIS_BACKUP_BY_HAND, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  campus_insert (campus, team);
}

/* Leaves the oldest, which every round goes back to. */
static void
remove_backups (Campus *campus, guint n_left)
{
  g_autoptr (GPtrArray) backups = uois_backup_list (campus->path, NULL, NULL);

  for (guint i = 0; i + n_left < backups->len; i++)
    uois_backup_remove (campus->path, backups->pdata[i], NULL);
}

static gboolean
try_restore (Campus *campus, GError **error)
{
  g_autoptr (GPtrArray) backups = NULL;

  remove_backups (campus, 1);
  backups = uois_backup_list (campus->path, NULL, error);
  return open_quietly (campus, error) &&
         uois_store_restore (campus->store, backups->pdata[0], "Restore", NULL, NULL, NULL, NULL, NULL, NULL, error);
}

/* ---- For every n ---- */

/* The number of rows tells whether it happened: @before rows, or any other number that the try makes. */
static gint64
count_rows (Campus *campus)
{
  return campus_count (campus, "SELECT (SELECT count (*) FROM teams) + (SELECT count (*) FROM members)");
}

static gboolean
run_once (Campus *campus, const Disk *disk, guint n, const char *content, gsize length, gint64 before, gint64 after)
{
  g_autoptr (GError) error = NULL;

  remove_log (campus);
  g_assert_true (g_file_set_contents (campus->path, content, length, NULL));
  fault_vfs_arm (n, disk->for_ever, disk->sqlite_code);
  gboolean done = disk->try (campus, &error);
  close_quietly (campus);
  gboolean happened = fault_vfs_happened ();
  fault_vfs_arm (0, FALSE, SQLITE_OK);

  if (!done)
    g_assert_error (error, UOIS_ERROR, disk->error_code);

  g_autoptr (GError) failure = NULL;
  open_quietly (campus, &failure);
  g_assert_no_error (failure);
  campus_assert_sound (campus);
  gint64 rows = count_rows (campus);
  if (done)
    g_assert_cmpint (rows, ==, after);
  else
    g_assert_true (rows == before || rows == after);
  close_quietly (campus);

  return happened;
}

static void
test_faults (Campus *campus, gconstpointer data)
{
  const Disk *disk = data;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n = 1;

  g_autoptr (Row) team = row_new (campus->team);
  campus_insert (campus, team);
  if (disk->prepare != NULL)
    disk->prepare (campus);
  gint64 before = count_rows (campus);
  close_quietly (campus);
  g_file_get_contents (campus->path, &content, &length, &error);
  g_assert_no_error (error);

  g_assert_true (disk->try (campus, &error));
  gint64 after = count_rows (campus);
  g_assert_cmpint (before, !=, after);
  close_quietly (campus);

  while (run_once (campus, disk, n, content, length, before, after))
    n += disk->prepare != NULL ? 2 : 1;
  g_test_message ("%u faults", n - 1);
  g_assert_cmpuint (n, >, 3);
}

/* Half a backup is none, and the file has nothing to do with it. */
static void
test_back_up (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  gboolean happened = TRUE;

  campus_insert (campus, team);
  for (guint n = 1; happened; n++)
    {
      g_autoptr (UoisBackup) backup = NULL;
      g_autoptr (GPtrArray) backups = NULL;
      g_autoptr (GError) error = NULL;

      fault_vfs_arm (n, n % 2 == 0, SQLITE_FULL);
      backup = uois_store_back_up (campus->store, UOIS_BACKUP_DAILY, NULL, NULL, NULL, &error);
      happened = fault_vfs_happened ();
      fault_vfs_arm (0, FALSE, SQLITE_OK);

      backups = uois_backup_list (campus->path, NULL, NULL);
      g_assert_cmpuint (backups->len, ==, backup != NULL);
      if (backup == NULL)
        g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL);
      else
        g_assert_cmpint (((const UoisBackup *) backups->pdata[0])->n_records, ==, 1);
      campus_assert_sound (campus);
      remove_backups (campus, 0);
    }
}

/* A new file that cannot be made is not left behind. */
static void
test_create (Campus *campus, gconstpointer data)
{
  close_quietly (campus);

  for (guint n = 1;; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) failure = NULL;

      remove_log (campus);
      g_unlink (campus->path);
      fault_vfs_arm (n, TRUE, SQLITE_FULL);
      gboolean done = open_quietly (campus, &error);
      close_quietly (campus);
      gboolean happened = fault_vfs_happened ();
      fault_vfs_arm (0, FALSE, SQLITE_OK);

      if (!done)
        {
          g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL);
          g_assert_false (g_file_test (campus->path, G_FILE_TEST_EXISTS));
        }
      open_quietly (campus, &failure);
      g_assert_no_error (failure);
      campus_assert_sound (campus);
      close_quietly (campus);
      if (!happened)
        break;
    }
}

int
main (int argc, char **argv)
{
  static const Disk disks[] = {
    { "save/full", TRUE, SQLITE_FULL, UOIS_ERROR_DISK_FULL, try_save },
    { "save/failing-once", FALSE, SQLITE_IOERR_WRITE, UOIS_ERROR_IO, try_save },
    { "load/full", TRUE, SQLITE_FULL, UOIS_ERROR_DISK_FULL, try_load },
    { "load/failing-once", FALSE, SQLITE_IOERR_FSYNC, UOIS_ERROR_IO, try_load },
    { "undo/failing", TRUE, SQLITE_IOERR_WRITE, UOIS_ERROR_IO, try_undo },
    { "restore/full", TRUE, SQLITE_FULL, UOIS_ERROR_DISK_FULL, try_restore, prepare_restore },
    { "restore/failing-once", FALSE, SQLITE_IOERR_WRITE, UOIS_ERROR_IO, try_restore, prepare_restore },
  };

  campus_use_memory ();
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (disks); i++)
    {
      g_autofree char *path = g_strconcat ("/store/faults/", disks[i].name, NULL);

      g_test_add (path, Campus, &disks[i], campus_set_up, test_faults, campus_tear_down);
    }
  g_test_add ("/store/faults/back-up", Campus, NULL, campus_set_up, test_back_up, campus_tear_down);
  g_test_add ("/store/faults/create", Campus, NULL, campus_set_up, test_create, campus_tear_down);
  return g_test_run ();
}
