/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/care.h"

#include "repo/care-job.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* ---- One writer ---- */

UoisStoreOwner *
uois_file_get_owner (UoisFile *file)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_store_get_owner (file->store);
}

gboolean
uois_file_was_interrupted (UoisFile *file)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_store_was_interrupted (file->store);
}

/* ---- Whether it is sound ---- */

static gpointer
check_run (UoisFile *file,
           gpointer request,
           UoisProgress progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  return uois_store_check (file->store, GPOINTER_TO_INT (request), progress, progress_data, cancellable, error);
}

GPtrArray *
uois_file_check (UoisFile *file,
                 UoisCheckDepth depth,
                 UoisProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, check_run, GINT_TO_POINTER (depth), progress, progress_data, cancellable, error);
}

void
uois_file_check_async (UoisFile *file,
                       UoisCheckDepth depth,
                       UoisProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_check_async, check_run, GINT_TO_POINTER (depth), NULL,
                            (GDestroyNotify) g_ptr_array_unref, progress, progress_data, cancellable, callback,
                            user_data);
}

GPtrArray *
uois_file_check_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_check_async, result, error);
}

/* ---- Putting right ---- */

gboolean
uois_findings_are_repairable (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const UoisFinding *) g_ptr_array_index (findings, i))->repairable)
      return TRUE;
  return FALSE;
}

static gpointer
repair_run (UoisFile *file,
            gpointer request,
            UoisProgress progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  UoisUuid person;
  gboolean has_person = uois_file_get_person (file, &person);
  g_autoptr (UoisBackup) backup =
      uois_file_make_backup (file, UOIS_BACKUP_CHANGE, progress, progress_data, cancellable, error);

  if (backup == NULL ||
      !uois_store_repair (file->store, _ ("Repair the file"), has_person ? &person : NULL, cancellable, error))
    return NULL;
  return uois_store_check (file->store, UOIS_CHECK_FULL, NULL, NULL, cancellable, error);
}

GPtrArray *
uois_file_repair (
    UoisFile *file, UoisProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, repair_run, NULL, progress, progress_data, cancellable, error);
}

void
uois_file_repair_async (UoisFile *file,
                        UoisProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_repair_async, repair_run, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                            progress, progress_data, cancellable, callback, user_data);
}

GPtrArray *
uois_file_repair_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_repair_async, result, error);
}

/* The file is named, its content is not. */
char *
uois_findings_to_text (UoisFile *file, GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%x %H:%M");
  g_autofree char *name = g_filename_display_name (uois_file_get_path (file));

  /* Translators: a file, a date and time. */
  g_string_append_printf (text, _ ("Check of “%s”, %s"), name, when);
  g_string_append (text, "\n\n");
  if (findings->len == 0)
    g_string_append_printf (text, "%s\n", _ ("The file is sound."));
  for (guint i = 0; i < findings->len; i++)
    {
      const UoisFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%u. %s: %s\n   %s\n", i + 1,
                              finding->severity == UOIS_FINDING_DAMAGE ? _ ("Damage") : _ ("Problem"),
                              finding->sentence, finding->cure);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- After opening ---- */

void
uois_file_care_free (UoisFileCare *care)
{
  g_clear_pointer (&care->findings, g_ptr_array_unref);
  g_clear_pointer (&care->backup, uois_backup_free);
  g_clear_error (&care->backup_error);
  g_free (care);
}

static gboolean
is_backup_due (UoisFile *file, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) backups = NULL;
  const UoisBackup *last;
  UoisBackupPolicy policy;
  gint64 version = uois_file_read_version (file, cancellable);

  uois_file_get_backup_policy (file, &policy);
  if (!policy.automatic || version <= 0 || uois_store_get_read_only (file->store))
    return FALSE;
  backups = uois_backup_list (file->path, cancellable, NULL);
  if (backups == NULL || backups->len == 0)
    return backups != NULL;
  last = g_ptr_array_index (backups, 0);
  if (last->last_unit == version)
    return FALSE;
  for (guint i = 0; i < backups->len; i++)
    {
      const UoisBackup *backup = g_ptr_array_index (backups, i);

      if (backup->reason == UOIS_BACKUP_DAILY)
        return backup->at / G_TIME_SPAN_DAY != uois_datetime_now () / G_TIME_SPAN_DAY;
    }
  return TRUE;
}

static gpointer
care_run (UoisFile *file,
          gpointer request,
          UoisProgress progress,
          gpointer progress_data,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (UoisFileCare) care = g_new0 (UoisFileCare, 1);

  if (uois_store_was_interrupted (file->store))
    {
      care->findings = uois_store_check (file->store, UOIS_CHECK_QUICK, progress, progress_data, cancellable, error);
      if (care->findings == NULL)
        return NULL;
    }
  /* A copy of a damaged file would in time push out those that are sound. */
  if ((care->findings == NULL || care->findings->len == 0) && is_backup_due (file, cancellable))
    care->backup =
        uois_file_make_backup (file, UOIS_BACKUP_DAILY, progress, progress_data, cancellable, &care->backup_error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&care);
}

void
uois_file_care_async (UoisFile *file,
                      UoisProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_care_async, care_run, NULL, NULL, (GDestroyNotify) uois_file_care_free,
                            progress, progress_data, cancellable, callback, user_data);
}

UoisFileCare *
uois_file_care_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_care_async, result, error);
}

UoisFileCare *
uois_file_care (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, care_run, NULL, NULL, NULL, cancellable, error);
}

/* ---- Properties ---- */

void
uois_file_properties_free (UoisFileProperties *properties)
{
  g_free (properties->path);
  g_clear_pointer (&properties->last_backup, uois_backup_free);
  g_free (properties);
}

static gint64
get_size (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (name, &status) == 0 ? status.st_size : 0;
}

static gboolean
read_backups (UoisFile *file, UoisFileProperties *properties, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) backups = uois_backup_list (file->path, cancellable, error);

  if (backups == NULL)
    return FALSE;
  properties->n_backups = backups->len;
  for (guint i = 0; i < backups->len; i++)
    properties->backup_size += ((const UoisBackup *) g_ptr_array_index (backups, i))->size;
  if (backups->len > 0)
    properties->last_backup = uois_backup_copy (g_ptr_array_index (backups, 0));
  return TRUE;
}

static gboolean
read_numbers (UoisFile *file, UoisFileProperties *properties, GCancellable *cancellable, GError **error)
{
  UoisStoreReader *reader = uois_store_borrow_reader (file->store, cancellable, error);
  UoisStoreNumbers numbers = { 0 };
  gboolean done;

  if (reader == NULL)
    return FALSE;
  done = uois_store_reader_begin (reader, error) && uois_store_reader_get_numbers (reader, &numbers, error);
  uois_store_return_reader (file->store, reader);

  properties->created = numbers.created;
  properties->changed = numbers.changed;
  properties->n_records = numbers.n_records;
  properties->n_steps = numbers.n_steps;
  properties->version = numbers.version;
  properties->last_pull = numbers.last_pull;
  properties->n_unsent = numbers.n_unsent;
  return done;
}

static gpointer
properties_run (UoisFile *file,
                gpointer request,
                UoisProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (UoisFileProperties) properties = g_new0 (UoisFileProperties, 1);
  g_autoptr (GFile) place = g_file_new_for_path (file->path);
  g_autoptr (GFileInfo) info =
      g_file_query_filesystem_info (place, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE, cancellable, NULL);

  properties->path = g_strdup (file->path);
  properties->size = get_size (file->path, "");
  properties->log_size = get_size (file->path, "-wal");
  properties->is_remote = info != NULL && g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE);
  if (!read_numbers (file, properties, cancellable, error) || !read_backups (file, properties, cancellable, error))
    return NULL;
  return g_steal_pointer (&properties);
}

void
uois_file_get_properties_async (UoisFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_care_async (file, uois_file_get_properties_async, properties_run, NULL, NULL,
                            (GDestroyNotify) uois_file_properties_free, NULL, NULL, cancellable, callback, user_data);
}

UoisFileProperties *
uois_file_get_properties_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_get_properties_async, result, error);
}

UoisFileProperties *
uois_file_get_properties (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run_care (file, properties_run, NULL, NULL, NULL, cancellable, error);
}
