/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages copied between two looks at the cancellable: a millisecond's work or two. */
#define STEP_PAGES 256

/* What a copy is called until it is complete. */
#define PARTIAL_SUFFIX ".partial"
/* One that is older was left by a program that ended in the middle. */
#define PARTIAL_SECONDS 3600

/* Of a whole backup: copying, then checking. */
#define COPY_SHARE 0.7

void
uois_backup_work_report (const UoisBackupWork *work, double fraction, const char *what)
{
  if (work->progress != NULL)
    work->progress (work->from + (work->to - work->from) * fraction, what, work->data);
}

/* ---- Copying ---- */

static int
copy_pages (sqlite3_backup *backup, const UoisBackupWork *work)
{
  int code;

  do
    {
      if (g_cancellable_is_cancelled (work->cancellable))
        return SQLITE_INTERRUPT;
      code = sqlite3_backup_step (backup, STEP_PAGES);

      int total = sqlite3_backup_pagecount (backup);
      if (total > 0)
        uois_backup_work_report (work, 1 - (double) sqlite3_backup_remaining (backup) / total, _ ("Copying the file"));
    }
  while (code == SQLITE_OK);

  return code;
}

gboolean
uois_connection_copy (UoisConnection *target, UoisConnection *source, const UoisBackupWork *work, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->db, "main", source->db, "main");
  if (backup == NULL)
    {
      uois_connection_set_error (target, sqlite3_extended_errcode (target->db), error);
      return FALSE;
    }

  int code = copy_pages (backup, work);
  int finish = sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE && finish == SQLITE_OK)
    return TRUE;

  if (code == SQLITE_DONE)
    code = finish;
  /* What cannot be read is the source's fault, what cannot be written the target's. */
  gboolean reading = (code & 0xff) == SQLITE_CORRUPT || code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
  if (!g_cancellable_set_error_if_cancelled (work->cancellable, error))
    uois_connection_set_error (reading ? source : target, code, error);
  return FALSE;
}

gboolean
uois_connection_check_pages (UoisConnection *connection, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *line = uois_connection_get_text (connection, "PRAGMA quick_check (1)", &failure);

  if (g_strcmp0 (line, "ok") == 0)
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_autofree char *shown = g_filename_display_name (name);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_DAMAGED,
               _ ("“%s” is damaged (%s). Keep a copy of it and go back to a backup."), shown, line);
  return FALSE;
}

/* ---- The folder ---- */

static void
set_folder_error (const char *folder, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);
  int code = number == ENOSPC || number == EDQUOT                   ? UOIS_ERROR_DISK_FULL :
             number == EACCES || number == EROFS || number == EPERM ? UOIS_ERROR_READ_ONLY :
                                                                      UOIS_ERROR_IO;

  g_set_error (error, UOIS_ERROR, code,
               _ ("There is no backup, because “%s” cannot be written: %s. Check the permissions and the free space."),
               name, g_strerror (number));
}

gboolean
uois_backup_sync_folder (const char *folder, GError **error)
{
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = descriptor >= 0 && fsync (descriptor) == 0;

  /* Some file systems do not sync folders and keep names at once. */
  if (!done && errno != EINVAL && errno != ENOTSUP)
    set_folder_error (folder, errno, error);
  else
    done = TRUE;
  if (descriptor >= 0)
    g_close (descriptor, NULL);
  return done;
}

static void
remove_old_partials (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_str_has_suffix (name, PARTIAL_SUFFIX) && g_stat (path, &status) == 0 &&
          time (NULL) - status.st_mtime > PARTIAL_SECONDS)
        uois_backup_discard (path);
    }
}

char *
uois_backup_make_partial (const char *path, const char *name, GError **error)
{
  g_autofree char *folder = uois_backup_get_folder (path);
  g_autofree char *partial = g_strdup_printf ("%s/%s.%d" PARTIAL_SUFFIX, folder, name, (int) getpid ());

  int number = g_mkdir (folder, 0777) != 0 && errno != EEXIST ? errno :
               !g_file_test (folder, G_FILE_TEST_IS_DIR)      ? ENOTDIR :
               g_access (folder, W_OK | X_OK) != 0            ? errno :
                                                                0;
  if (number != 0)
    {
      set_folder_error (folder, number, error);
      return NULL;
    }
  remove_old_partials (folder);
  uois_backup_discard (partial);
  return g_steal_pointer (&partial);
}

void
uois_backup_discard (const char *partial)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (partial, suffixes[i], NULL);

      g_unlink (path);
    }
}

/* ---- Making a backup ---- */

/* Told before half an hour of copying rather than after it. */
static gboolean
check_space (const char *folder, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  GStatBuf status;

  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) ||
      g_stat (path, &status) != 0 ||
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) >= (guint64) status.st_size)
    return TRUE;

  g_autofree char *size = g_format_size ((guint64) status.st_size);
  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL,
               _ ("There is no backup of “%s”, because the disk has less than %s left. Free some space."), name, size);
  return FALSE;
}

static gboolean
count_records (UoisConnection *copy, gint64 *n_records, GError **error)
{
  g_autoptr (UoisStoreStatement) tables = uois_connection_prepare (copy, "SELECT table_name FROM row_counters", error);
  int step = -1;

  *n_records = 0;
  while (tables != NULL && (step = uois_store_statement_step (tables, error)) > 0)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM ");
      gint64 count = 0;

      uois_layout_append_name (sql, uois_store_statement_get_text (tables, 0, NULL));
      if (!uois_connection_get_integer (copy, sql->str, &count, error))
        return FALSE;
      *n_records += count;
    }

  return step == 0;
}

/* A single file that needs nothing beside it, says what it holds, and is on disk. */
static gboolean
finish_copy (UoisConnection *copy, const char *name, gint64 *n_records, GError **error)
{
  g_autofree char *mode = NULL;

  if (!uois_connection_check_pages (copy, name, error) || !count_records (copy, n_records, error))
    return FALSE;
  mode = uois_connection_get_text (copy, "PRAGMA journal_mode = DELETE", error);
  return mode != NULL && uois_connection_execute (copy, "PRAGMA synchronous = FULL", error) &&
         uois_connection_execute_format (copy, error,
                                         "INSERT OR REPLACE INTO file_properties (name, value)"
                                         " VALUES ('backup_records', %lld)",
                                         (long long) *n_records);
}

static gboolean
make_copy (UoisConnection *source, const char *partial, const UoisBackupWork *work, gint64 *n_records, GError **error)
{
  g_autoptr (UoisConnection) copy = uois_connection_open (partial, UOIS_CONNECTION_CREATE, error);
  UoisBackupWork copying = *work;

  if (copy == NULL)
    return FALSE;
  copying.to = work->from + (work->to - work->from) * COPY_SHARE;
  g_set_object (&copy->cancellable, work->cancellable);

  /* Nobody needs half a copy, so it is made without a journal; the last write, with one, syncs the whole file. */
  gboolean done = uois_connection_execute (copy, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF", error) &&
                  uois_connection_copy (copy, source, &copying, error);
  if (done)
    {
      uois_backup_work_report (work, COPY_SHARE, _ ("Checking the backup"));
      done = finish_copy (copy, source->path, n_records, error);
    }
  g_clear_object (&copy->cancellable);
  return done;
}

/* From here on it is a backup. */
static gboolean
give_name (const char *partial, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_chmod (partial, 0444);
  if (g_rename (partial, path) != 0)
    {
      set_folder_error (folder, errno, error);
      return FALSE;
    }
  return uois_backup_sync_folder (folder, error);
}

UoisBackup *
uois_connection_back_up (UoisConnection *source, UoisBackupReason reason, const UoisBackupWork *work, GError **error)
{
  g_autoptr (UoisBackup) backup = g_new0 (UoisBackup, 1);
  g_autofree char *partial = uois_backup_make_partial (source->path, uois_backup_reason_get_name (reason), error);
  g_autofree char *folder = uois_backup_get_folder (source->path);
  GStatBuf status;

  if (partial == NULL || !check_space (folder, source->path, error))
    return NULL;

  backup->reason = reason;
  backup->at = uois_datetime_now ();
  /* One snapshot for all steps: otherwise each write of somebody else would make the copy begin again. */
  if (!uois_connection_execute (source, "BEGIN", error))
    return NULL;
  gboolean done = uois_connection_get_integer (source, "SELECT coalesce (max (unit), 0) FROM journal_units",
                                               &backup->last_unit, error) &&
                  make_copy (source, partial, work, &backup->n_records, error) &&
                  !g_cancellable_set_error_if_cancelled (work->cancellable, error);
  sqlite3_exec (source->db, "ROLLBACK", NULL, NULL, NULL);

  if (done)
    {
      backup->path = uois_backup_make_path (source->path, backup->at, reason);
      done = give_name (partial, backup->path, error);
    }
  if (!done)
    {
      uois_backup_discard (partial);
      return NULL;
    }
  if (g_stat (backup->path, &status) == 0)
    backup->size = status.st_size;
  uois_backup_work_report (work, 1, NULL);
  return g_steal_pointer (&backup);
}

UoisBackup *
uois_store_back_up (UoisStore *store,
                    UoisBackupReason reason,
                    UoisProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  UoisBackupWork work = { progress, progress_data, 0, 1, cancellable };
  g_autoptr (UoisConnection) source = NULL;
  UoisBackup *backup;

  g_return_val_if_fail (UOIS_IS_STORE (store), NULL);

  if (uois_store_fail_if_closed (store, error))
    return NULL;
  source = uois_connection_open (store->path, store->read_mode, error);
  if (source == NULL)
    return NULL;
  g_set_object (&source->cancellable, cancellable);
  backup = uois_connection_back_up (source, reason, &work, error);
  g_clear_object (&source->cancellable);
  return backup;
}
