/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/backup.h"

#include "repo/draft-private.h"
#include "repo/care-job.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>

/* ---- Of a path ---- */

typedef struct
{
  char *path;
  UoisBackup *backup; /* nullable */
} PathRequest;

static void
path_request_free (gpointer data)
{
  PathRequest *request = data;

  g_free (request->path);
  g_clear_pointer (&request->backup, uois_backup_free);
  g_free (request);
}

static void
run_on_path (const char *path,
             const UoisBackup *backup,
             gpointer source_tag,
             GTaskThreadFunc job,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PathRequest *request = g_new (PathRequest, 1);

  *request = (PathRequest){ g_strdup (path), backup != NULL ? uois_backup_copy (backup) : NULL };
  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, path_request_free);
  g_task_run_in_thread (task, job);
}

static void
list_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PathRequest *request = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = uois_backup_list (request->path, cancellable, &error);

  if (backups != NULL)
    g_task_return_pointer (task, backups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
uois_backup_list_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  run_on_path (path, NULL, uois_backup_list_async, list_run, cancellable, callback, user_data);
}

GPtrArray *
uois_backup_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_backup_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
put_back_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PathRequest *request = data;
  g_autoptr (GError) error = NULL;

  if (uois_backup_put_back (request->path, request->backup, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
uois_backup_put_back_async (const char *path,
                            const UoisBackup *backup,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  run_on_path (path, backup, uois_backup_put_back_async, put_back_run, cancellable, callback, user_data);
}

gboolean
uois_backup_put_back_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_backup_put_back_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- How many are kept ---- */

/* The setting is "automatic days weeks actions bytes". */
void
uois_file_take_policy (UoisFile *file, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  UoisBackupPolicy policy = uois_backup_policy_default;

  if (g_strv_length (words) == 5)
    {
      policy.automatic = g_str_equal (words[0], "1");
      policy.days = (guint) g_ascii_strtoull (words[1], NULL, 10);
      policy.weeks = (guint) g_ascii_strtoull (words[2], NULL, 10);
      policy.actions = (guint) g_ascii_strtoull (words[3], NULL, 10);
      policy.max_bytes = g_ascii_strtoll (words[4], NULL, 10);
    }
  g_mutex_lock (&file->lock);
  file->backup_policy = policy;
  g_mutex_unlock (&file->lock);
}

void
uois_file_get_backup_policy (UoisFile *file, UoisBackupPolicy *policy)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  g_mutex_lock (&file->lock);
  *policy = file->backup_policy;
  g_mutex_unlock (&file->lock);
}

gboolean
uois_file_backs_up_before (UoisFile *file, guint64 n_records)
{
  UoisBackupPolicy policy;

  uois_file_get_backup_policy (file, &policy);
  return policy.automatic && n_records > UOIS_LARGE_CHANGE;
}

gboolean
uois_file_set_backup_policy (UoisFile *file, const UoisBackupPolicy *policy, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d %u %u %u %" G_GINT64_FORMAT, policy->automatic ? 1 : 0, policy->days,
                                           policy->weeks, policy->actions, policy->max_bytes);

  return uois_file_set_setting (file, UOIS_FILE_SETTING_BACKUPS, text, error);
}

/* One that cannot be removed now is removed the next time. */
static void
remove_expired (UoisFile *file, GCancellable *cancellable)
{
  UoisBackupPolicy policy;
  g_autoptr (GPtrArray) backups = uois_backup_list (file->path, cancellable, NULL);
  g_autoptr (GPtrArray) expired = NULL;

  if (backups == NULL)
    return;
  uois_file_get_backup_policy (file, &policy);
  expired = uois_backup_choose_expired (backups, &policy);
  for (guint i = 0; i < expired->len; i++)
    uois_backup_remove (file->path, g_ptr_array_index (expired, i), NULL);
}

/* ---- Making one ---- */

UoisBackup *
uois_file_make_backup (UoisFile *file,
                       UoisBackupReason reason,
                       UoisProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  UoisBackup *backup = uois_store_back_up (file->store, reason, progress, progress_data, cancellable, error);

  if (backup != NULL)
    remove_expired (file, cancellable);
  return backup;
}

static gpointer
back_up_run (UoisFile *file,
             gpointer request,
             UoisProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  return uois_file_make_backup (file, GPOINTER_TO_INT (request), progress, progress_data, cancellable, error);
}

void
uois_file_back_up_async (UoisFile *file,
                         UoisBackupReason reason,
                         UoisProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_back_up_async, back_up_run, GINT_TO_POINTER (reason), NULL,
                            (GDestroyNotify) uois_backup_free, progress, progress_data, cancellable, callback,
                            user_data);
}

UoisBackup *
uois_file_back_up_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_back_up_async, result, error);
}

UoisBackup *
uois_file_back_up (UoisFile *file,
                   UoisBackupReason reason,
                   UoisProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, back_up_run, GINT_TO_POINTER (reason), progress, progress_data, cancellable, error);
}

gint64
uois_file_read_version (UoisFile *file, GCancellable *cancellable)
{
  UoisStoreReader *reader = uois_store_borrow_reader (file->store, cancellable, NULL);
  gint64 version;

  if (reader == NULL)
    return -1;
  version = uois_store_reader_get_version (reader, NULL);
  uois_store_return_reader (file->store, reader);
  return version;
}

/* Returns: anything but %NULL */
static gpointer
back_up_before_run (UoisFile *file,
                    gpointer request,
                    UoisProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (UoisBackup) backup = NULL;
  UoisBackupPolicy policy;

  uois_file_get_backup_policy (file, &policy);
  if (!policy.automatic || uois_file_read_version (file, cancellable) <= 0)
    return file;
  backup = uois_file_make_backup (file, GPOINTER_TO_INT (request), progress, progress_data, cancellable, error);
  return backup != NULL ? file : NULL;
}

void
uois_file_back_up_before_async (UoisFile *file,
                                UoisBackupReason reason,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  uois_file_run_care_async (file, uois_file_back_up_before_async, back_up_before_run, GINT_TO_POINTER (reason), NULL,
                            NULL, progress, progress_data, cancellable, callback, user_data);
}

gboolean
uois_file_back_up_before_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_back_up_before_async, result, error) != NULL;
}

gboolean
uois_file_back_up_before (UoisFile *file,
                          UoisBackupReason reason,
                          UoisProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_file_run_care (file, back_up_before_run, GINT_TO_POINTER (reason), progress, progress_data, cancellable,
                             error) != NULL;
}

/* ---- Going back ---- */

static gpointer
preview_run (UoisFile *file,
             gpointer request,
             UoisProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  return uois_store_preview_restore (file->store, request, cancellable, error);
}

void
uois_file_preview_restore_async (UoisFile *file,
                                 const UoisBackup *backup,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_preview_restore_async, preview_run, uois_backup_copy (backup),
                            (GDestroyNotify) uois_backup_free, (GDestroyNotify) uois_restore_preview_free, NULL, NULL,
                            cancellable, callback, user_data);
}

UoisRestorePreview *
uois_file_preview_restore_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_preview_restore_async, result, error);
}

UoisRestorePreview *
uois_file_preview_restore (UoisFile *file, const UoisBackup *backup, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, preview_run, (gpointer) backup, NULL, NULL, cancellable, error);
}

static char *
make_restore_label (const UoisBackup *backup)
{
  UoisValue value = UOIS_VALUE_INIT;
  g_autofree char *when = NULL;

  uois_value_set_datetime (&value, backup->at - backup->at % G_TIME_SPAN_MINUTE);
  when = uois_present_value (&value, UOIS_PRESENT_PLAIN);
  /* Translators: a date and time. */
  return g_strdup_printf (_ ("Restore the backup of %s"), when);
}

static gpointer
restore_run (UoisFile *file,
             gpointer request,
             UoisProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  const UoisBackup *backup = request;
  g_autofree char *label = make_restore_label (backup);
  UoisUuid person;
  gboolean has_person = uois_file_get_person (file, &person);
  UoisBackup *kept = NULL;

  if (!uois_store_restore (file->store, backup, label, has_person ? &person : NULL, UOIS_DRAFT_KEY_PREFIX, &kept,
                           progress, progress_data, cancellable, error))
    return NULL;
  uois_file_take_settings (file);
  remove_expired (file, NULL);
  return kept;
}

void
uois_file_restore_async (UoisFile *file,
                         const UoisBackup *backup,
                         UoisProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_restore_async, restore_run, uois_backup_copy (backup),
                            (GDestroyNotify) uois_backup_free, (GDestroyNotify) uois_backup_free, progress,
                            progress_data, cancellable, callback, user_data);
}

UoisBackup *
uois_file_restore_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_restore_async, result, error);
}

UoisBackup *
uois_file_restore (UoisFile *file,
                   const UoisBackup *backup,
                   UoisProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, restore_run, (gpointer) backup, progress, progress_data, cancellable, error);
}
