/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/backups-group.h"

#include "care/busy-row.h"
#include "care/restore-dialog.h"
#include "care/step-words.h"
#include "format.h"
#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

struct _UoisBackupsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Children */
  UoisBusyRow *make_row; /* %NULL once disposed of */
  GtkWidget *automatic_switch;

  /* Owned */
  UoisFile *file;
  GCancellable *list_cancellable;
  GPtrArray *rows; /* of the backups; owned by the group */
};

G_DEFINE_FINAL_TYPE (UoisBackupsGroup, uois_backups_group, ADW_TYPE_PREFERENCES_GROUP)

static void
progress_cb (double fraction, const char *what, gpointer user_data)
{
  UoisBackupsGroup *self = user_data;

  if (self->make_row != NULL)
    uois_busy_row_progress (self->make_row, fraction, what);
}

static void
end_work (UoisBackupsGroup *self, const GError *error)
{
  if (self->make_row != NULL)
    uois_busy_row_end (self->make_row);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

/* ---- Making one ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisBackupsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisBackup) backup = uois_file_back_up_finish (UOIS_FILE (source), result, &error);

  end_work (self, error);
  if (backup != NULL && self->file != NULL)
    uois_backups_group_refresh (self);
}

void
uois_backups_group_start (UoisBackupsGroup *self)
{
  g_return_if_fail (UOIS_IS_BACKUPS_GROUP (self));

  uois_file_back_up_async (self->file, UOIS_BACKUP_BY_HAND, progress_cb, self, uois_busy_row_begin (self->make_row),
                           made_cb, g_object_ref (self));
}

/* ---- Going back ---- */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisBackupsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisBackup) replaced = uois_file_restore_finish (UOIS_FILE (source), result, &error);

  end_work (self, error);
  if (replaced == NULL || self->file == NULL)
    return;
  uois_page_notify (GTK_WIDGET (self), _ ("The file is as it was then. What it was before is among the backups."), NULL,
                    NULL, NULL);
  uois_backups_group_refresh (self);
}

static void
response_cb (UoisBackupsGroup *self, const char *response, GtkWidget *dialog)
{
  const UoisBackup *backup = g_object_get_data (G_OBJECT (dialog), "backup");

  if (!g_str_equal (response, UOIS_RESTORE_RESPONSE) || self->file == NULL)
    return;
  uois_file_restore_async (self->file, backup, progress_cb, self, uois_busy_row_begin (self->make_row), restored_cb,
                           g_object_ref (self));
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisBackupsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRestorePreview) preview = uois_file_preview_restore_finish (UOIS_FILE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  end_work (self, error);
  if (preview == NULL || root == NULL)
    return;
  dialog = uois_restore_dialog_new (GTK_WINDOW (root), preview);
  g_object_set_data_full (G_OBJECT (dialog), "backup", uois_backup_copy (preview->backup),
                          (GDestroyNotify) uois_backup_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore_clicked_cb (UoisBackupsGroup *self, GtkWidget *button)
{
  uois_file_preview_restore_async (self->file, g_object_get_data (G_OBJECT (button), "backup"),
                                   uois_busy_row_begin (self->make_row), previewed_cb, g_object_ref (self));
}

/* ---- The list ---- */

static const char *
reason_words (UoisBackupReason reason)
{
  switch (reason)
    {
    case UOIS_BACKUP_BY_HAND:
      return C_ ("why a backup was made", "by hand");
    case UOIS_BACKUP_UPGRADE:
      return C_ ("why a backup was made", "before an upgrade");
    case UOIS_BACKUP_IMPORT:
      return C_ ("why a backup was made", "before an import");
    case UOIS_BACKUP_CHANGE:
      return C_ ("why a backup was made", "before a change of many records");
    case UOIS_BACKUP_RESTORE:
      return C_ ("why a backup was made", "before going back to a backup");
    case UOIS_BACKUP_DAILY:
    default:
      return C_ ("why a backup was made", "daily");
    }
}

/* "daily · 12.3 MB · 1,204 records" */
static char *
describe (const UoisBackup *backup)
{
  g_autofree char *size = g_format_size ((guint64) backup->size);
  g_autofree char *records = backup->n_records >= 0 ? uois_format_records (backup->n_records) : NULL;

  if (records == NULL)
    return g_strdup_printf ("%s · %s", reason_words (backup->reason), size);
  return g_strdup_printf ("%s · %s · %s", reason_words (backup->reason), size, records);
}

static void
add_backup (UoisBackupsGroup *self, const UoisBackup *backup)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Go back…"));
  g_autofree char *at = uois_words_for_moment (backup->at);
  g_autofree char *subtitle = describe (backup);
  GtkWidget *row = uois_text_row_new (at, subtitle);
  g_autofree char *label = NULL;

  /* Translators: %s is a date and time. */
  label = g_strdup_printf (_ ("Go back to the backup of %s"), at);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !uois_file_get_read_only (self->file));
  g_object_set_data_full (G_OBJECT (button), "backup", uois_backup_copy (backup), (GDestroyNotify) uois_backup_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_clicked_cb), self, G_CONNECT_SWAPPED);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisBackupsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = uois_backup_list_finish (result, &error);

  if (self->file == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    add_backup (self, g_ptr_array_index (backups, i));
  if (error != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
}

void
uois_backups_group_refresh (UoisBackupsGroup *self)
{
  g_return_if_fail (UOIS_IS_BACKUPS_GROUP (self));

  g_cancellable_cancel (self->list_cancellable);
  g_clear_object (&self->list_cancellable);
  self->list_cancellable = g_cancellable_new ();
  uois_backup_list_async (uois_file_get_path (self->file), self->list_cancellable, listed_cb, g_object_ref (self));
}

static void
open_folder_cb (UoisBackupsGroup *self)
{
  g_autofree char *folder = uois_backup_get_folder (uois_file_get_path (self->file));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

/* ---- Whether they are made by themselves ---- */

static void
set_policy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (uois_file_set_backup_policy (UOIS_FILE (source), data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
policy_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisBackupsGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
automatic_cb (UoisBackupsGroup *self)
{
  g_autoptr (GTask) task = g_task_new (self->file, NULL, policy_set_cb, g_object_ref (self));
  UoisBackupPolicy policy;

  uois_file_get_backup_policy (self->file, &policy);
  policy.automatic = gtk_switch_get_active (GTK_SWITCH (self->automatic_switch));
  g_task_set_source_tag (task, automatic_cb);
  g_task_set_task_data (task, g_memdup2 (&policy, sizeof policy), g_free);
  g_task_run_in_thread (task, set_policy_thread);
}

static GtkWidget *
new_automatic_row (UoisBackupsGroup *self)
{
  GtkWidget *row = uois_text_row_new (_ ("Make backups automatically"),
                                      _ ("Each day on which something changed, and before large changes"));
  UoisBackupPolicy policy;

  uois_file_get_backup_policy (self->file, &policy);
  self->automatic_switch = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->automatic_switch), policy.automatic);
  gtk_widget_set_valign (self->automatic_switch, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (row, !uois_file_get_read_only (self->file));
  g_signal_connect_object (self->automatic_switch, "notify::active", G_CALLBACK (automatic_cb), self,
                           G_CONNECT_SWAPPED);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->automatic_switch);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->automatic_switch);
  return row;
}

/* ---- GObject ---- */

static void
uois_backups_group_dispose (GObject *object)
{
  UoisBackupsGroup *self = UOIS_BACKUPS_GROUP (object);

  g_cancellable_cancel (self->list_cancellable);
  g_clear_object (&self->list_cancellable);
  self->make_row = NULL;
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_backups_group_parent_class)->dispose (object);
}

static void
uois_backups_group_finalize (GObject *object)
{
  g_ptr_array_unref (UOIS_BACKUPS_GROUP (object)->rows);

  G_OBJECT_CLASS (uois_backups_group_parent_class)->finalize (object);
}

static void
uois_backups_group_class_init (UoisBackupsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_backups_group_dispose;
  object_class->finalize = uois_backups_group_finalize;
}

static void
uois_backups_group_init (UoisBackupsGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
uois_backups_group_new (UoisFile *file)
{
  UoisBackupsGroup *self = g_object_new (UOIS_TYPE_BACKUPS_GROUP, "title", _ ("Backups"), NULL);
  g_autofree char *folder = uois_backup_get_folder (uois_file_get_path (file));
  g_autofree char *name = g_filename_display_name (folder);
  GtkWidget *open_button = gtk_button_new_with_label (_ ("Open folder"));

  self->file = g_object_ref (file);
  gtk_widget_set_valign (open_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (open_button, "clicked", G_CALLBACK (open_folder_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), open_button);

  self->make_row = UOIS_BUSY_ROW (uois_busy_row_new (_ ("Make a backup now"), name, _ ("_Back up")));
  g_signal_connect_object (self->make_row, "start", G_CALLBACK (uois_backups_group_start), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->make_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), new_automatic_row (self));
  uois_backups_group_refresh (self);
  return GTK_WIDGET (self);
}
