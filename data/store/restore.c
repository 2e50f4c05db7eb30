/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "backup-private.h"
#include "journal.h"
#include "lock-private.h"
#include "unit.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Of a whole restore: the backup of what is there, the copy that is made ready, and putting it in place. */
#define KEEP_SHARE 0.4
#define STAGE_SHARE 0.7

/**
 * Restore: what the writer thread does.
 * @kept: (out) (nullable): the backup of what was replaced
 */
typedef struct
{
  UoisStore *store;
  const UoisBackup *backup;
  const char *label;
  const UoisUuid *person;
  const char *kept_settings;
  UoisBackupWork work;
  UoisBackup *kept;
} Restore;

/* ---- A copy of the backup, made ready beside it ---- */

static gboolean
copy_backup (const UoisBackup *backup, UoisConnection *staged, const UoisBackupWork *work, GError **error)
{
  g_autoptr (UoisConnection) source = uois_connection_open (backup->path, UOIS_CONNECTION_IMMUTABLE, error);

  return source != NULL && uois_connection_copy (staged, source, work, error) &&
         uois_connection_check_pages (staged, backup->path, error);
}

/* What is typed and not saved yet is not lost with what is saved. */
static gboolean
keep_settings (Restore *restore, UoisConnection *staged, GError **error)
{
  g_autoptr (UoisStoreStatement) read = uois_connection_prepare (
      restore->store->writer, "SELECT key, value FROM settings WHERE substr (key, 1, length (?1)) = ?1", error);
  g_autoptr (UoisStoreStatement) write = NULL;
  int step = -1;

  if (read == NULL ||
      !uois_connection_execute_format (staged, error, "DELETE FROM settings WHERE substr (key, 1, length (%Q)) = %Q",
                                       restore->kept_settings, restore->kept_settings))
    return FALSE;
  write = uois_connection_prepare (staged, "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", error);
  if (write == NULL)
    return FALSE;

  sqlite3_bind_text (uois_statement_get_handle (read), 1, restore->kept_settings, -1, SQLITE_STATIC);
  while ((step = uois_store_statement_step (read, error)) > 0)
    {
      sqlite3_stmt *handle = uois_statement_get_handle (write);

      sqlite3_bind_text (handle, 1, uois_store_statement_get_text (read, 0, NULL), -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (handle, 2, uois_store_statement_get_text (read, 1, NULL), -1, SQLITE_TRANSIENT);
      if (!uois_statement_run (write, error))
        return FALSE;
    }
  return step == 0;
}

/* The number goes on from that of the file: numbers of steps tell versions of the data apart, so none may come twice. */
static gboolean
add_step (Restore *restore, UoisConnection *staged, GError **error)
{
  gint64 last = 0;
  g_autoptr (UoisStoreStatement) statement = NULL;
  sqlite3_stmt *handle;

  if (!uois_connection_get_integer (restore->store->writer, "SELECT coalesce (max (unit), 0) FROM journal_units", &last,
                                    error))
    return FALSE;
  statement = uois_connection_prepare (
      staged,
      "INSERT INTO journal_units (unit, at, origin, label, person)"
      " SELECT 1 + max (?1, (SELECT coalesce (max (unit), 0) FROM journal_units)), ?2, ?3, ?4, ?5",
      error);
  if (statement == NULL)
    return FALSE;

  handle = uois_statement_get_handle (statement);
  sqlite3_bind_int64 (handle, 1, last);
  sqlite3_bind_int64 (handle, 2, uois_datetime_now ());
  sqlite3_bind_text (handle, 3, uois_origin_get_name (UOIS_ORIGIN_RESTORE), -1, SQLITE_STATIC);
  sqlite3_bind_text (handle, 4, restore->label, -1, SQLITE_STATIC);
  sqlite3_bind_blob (handle, 5, restore->person, restore->person != NULL ? sizeof *restore->person : 0, SQLITE_STATIC);
  return uois_statement_run (statement, error) &&
         uois_connection_execute (staged, "DELETE FROM file_properties WHERE name = 'backup_records'", error);
}

/* Row numbers that lists still hold must not come to mean other records. */
static gboolean
raise_counters (Restore *restore, UoisConnection *staged, GError **error)
{
  g_autoptr (UoisStoreStatement) read =
      uois_connection_prepare (restore->store->writer, "SELECT table_name, next_row FROM row_counters", error);
  int step = -1;

  while (read != NULL && (step = uois_store_statement_step (read, error)) > 0)
    if (!uois_connection_execute_format (
            staged, error, "UPDATE row_counters SET next_row = max (next_row, %lld) WHERE table_name = %Q",
            (long long) uois_store_statement_get_integer (read, 1), uois_store_statement_get_text (read, 0, NULL)))
      return FALSE;
  return step == 0;
}

static gboolean
stage (Restore *restore, UoisConnection *staged, GError **error)
{
  const UoisLayout *layout = restore->store->layout;
  UoisBackupWork work = restore->work;

  work.from = KEEP_SHARE;
  work.to = STAGE_SHARE;
  return uois_connection_execute (staged, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF", error) &&
         copy_backup (restore->backup, staged, &work, error) && uois_store_check_stamps (staged, error) &&
         uois_store_upgrade_tables (staged, layout, error) && uois_store_refresh_sort_keys (staged, layout, error) &&
         uois_store_refresh_title_indexes (staged, layout, error) &&
         (restore->kept_settings == NULL || keep_settings (restore, staged, error)) &&
         raise_counters (restore, staged, error) && add_step (restore, staged, error);
}

/* ---- Putting it in place ---- */

/* One transaction of the log: a crash leaves the file as it was, or as it is to be. */
static gboolean
put_in_place (Restore *restore, UoisConnection *staged, GError **error)
{
  UoisConnection *writer = restore->store->writer;
  UoisBackupWork work = restore->work;

  work.from = STAGE_SHARE;
  uois_connection_drop_statements (writer);
  if (!uois_connection_copy (writer, staged, &work, error))
    return FALSE;

  /* If others still read the old pages, the log keeps the new ones. */
  sqlite3_wal_checkpoint_v2 (writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return TRUE;
}

static gboolean
restore_job (UoisStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Restore *restore = data;
  g_autofree char *partial = NULL;
  UoisBackupWork keeping = restore->work;
  gboolean done = FALSE;

  keeping.to = KEEP_SHARE;
  restore->kept = uois_connection_back_up (store->writer, UOIS_BACKUP_RESTORE, &keeping, error);
  if (restore->kept == NULL)
    return FALSE;
  partial = uois_backup_make_partial (store->path, "staged", error);
  if (partial == NULL)
    return FALSE;

  UoisConnection *staged = uois_connection_open (partial, UOIS_CONNECTION_CREATE, error);
  if (staged != NULL)
    {
      g_set_object (&staged->cancellable, cancellable);
      done = stage (restore, staged, error) && put_in_place (restore, staged, error);
      g_clear_object (&staged->cancellable);
      uois_connection_close (staged);
    }
  uois_backup_discard (partial);
  return done;
}

gboolean
uois_store_restore (UoisStore *store,
                    const UoisBackup *backup,
                    const char *label,
                    const UoisUuid *person,
                    const char *kept_settings,
                    UoisBackup **kept,
                    UoisProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Restore restore = {
    .store = store,
    .backup = backup,
    .label = label,
    .person = person,
    .kept_settings = kept_settings,
    .work = { progress, progress_data, 0, 1, cancellable },
  };
  gboolean done;

  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  if (!uois_backup_check_folder (store->path, backup, error))
    return FALSE;
  done = uois_store_maintain (store, restore_job, &restore, cancellable, error);
  if (done && kept != NULL)
    *kept = g_steal_pointer (&restore.kept);
  g_clear_pointer (&restore.kept, uois_backup_free);
  return done;
}

/* ---- A file that cannot be opened ---- */

static gboolean
copy_to (const UoisBackup *backup, const char *partial, GCancellable *cancellable, GError **error)
{
  UoisBackupWork work = { .to = 1, .cancellable = cancellable };
  g_autoptr (UoisConnection) staged = uois_connection_open (partial, UOIS_CONNECTION_CREATE, error);

  return staged != NULL &&
         uois_connection_execute (staged, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF", error) &&
         copy_backup (backup, staged, &work, error) && uois_store_check_stamps (staged, error) &&
         uois_connection_execute (staged,
                                  "PRAGMA synchronous = FULL;"
                                  "DELETE FROM file_properties WHERE name = 'backup_records'",
                                  error);
}

/* With its log, without which it would be another file. A link keeps the name in place until the new file takes it. */
static gboolean
move_away (const char *path, GError **error)
{
  g_autofree char *kept = uois_backup_make_path (path, uois_datetime_now (), UOIS_BACKUP_RESTORE);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  if ((g_rename (log, kept_log) == 0 || errno == ENOENT) &&
      (link (path, kept) == 0 || errno == ENOENT || g_rename (path, kept) == 0))
    {
      g_unlink (index);
      return TRUE;
    }

  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("“%s” cannot be moved to the backups: %s."), name,
               g_strerror (errno));
  return FALSE;
}

static gboolean
put_back (const char *path, const UoisBackup *backup, GCancellable *cancellable, GError **error)
{
  g_autofree char *partial = uois_backup_make_partial (path, "staged", error);
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean done;

  if (partial == NULL)
    return FALSE;
  done = copy_to (backup, partial, cancellable, error) && move_away (path, error);
  if (done && g_rename (partial, path) != 0)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("“%s” cannot be made: %s."), name, g_strerror (errno));
      done = FALSE;
    }
  uois_backup_discard (partial);
  return done && uois_backup_sync_folder (folder, error);
}

gboolean
uois_backup_put_back (const char *path, const UoisBackup *backup, GCancellable *cancellable, GError **error)
{
  g_autofree char *resolved = uois_store_resolve_path (path);
  g_autoptr (UoisStoreOwner) owner = NULL;
  gboolean interrupted, done;
  UoisStoreLock *lock;

  if (!uois_backup_check_folder (resolved, backup, error))
    return FALSE;
  lock = uois_store_lock_acquire (resolved, &owner, &interrupted, error);
  if (lock == NULL)
    return FALSE;
  done = put_back (resolved, backup, cancellable, error);
  uois_store_lock_release (lock);
  return done;
}
