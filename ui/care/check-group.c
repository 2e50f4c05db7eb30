/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/check-group.h"

#include "care/busy-row.h"
#include "compat-dialogs.h"
#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _UoisCheckGroup
{
  AdwPreferencesGroup parent_instance;

  /* Children */
  UoisBusyRow *check_row;
  UoisBusyRow *repair_row;
  GtkWidget *save_button;

  /* Owned */
  UoisFile *file;
  GPtrArray *findings; /* UoisFinding; nullable: not checked yet */
  GPtrArray *rows;     /* owned by the group */
};

G_DEFINE_FINAL_TYPE (UoisCheckGroup, uois_check_group, ADW_TYPE_PREFERENCES_GROUP)

/* ---- What was found ---- */

static void
add_row (UoisCheckGroup *self, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = uois_text_row_new (title, subtitle);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (UoisCheckGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_finding (UoisCheckGroup *self, const UoisFinding *finding)
{
  gboolean damage = finding->severity == UOIS_FINDING_DAMAGE;
  g_autofree char *title = NULL;

  /* Translators: %s is what is wrong with the file. */
  title = g_strdup_printf (damage ? _ ("Damage: %s") : _ ("Problem: %s"), finding->sentence);
  add_row (self, damage ? "dialog-error-symbolic" : "dialog-warning-symbolic", title, finding->cure);
}

static void
show_findings (UoisCheckGroup *self)
{
  clear_rows (self);
  for (guint i = 0; i < self->findings->len; i++)
    add_finding (self, g_ptr_array_index (self->findings, i));
  if (self->findings->len == 0)
    add_row (self, "emblem-ok-symbolic", _ ("The file is sound"),
             _ ("Nothing is missing and everything fits together."));
  gtk_widget_set_visible (self->save_button, self->findings->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->repair_row),
                          !uois_file_get_read_only (self->file) && uois_findings_are_repairable (self->findings));
}

/* Takes @findings. */
static void
take_findings (UoisCheckGroup *self, GPtrArray *findings)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = findings;
  show_findings (self);
}

/* ---- Putting right ---- */

static void
repaired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisCheckGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = uois_file_repair_finish (UOIS_FILE (source), result, &error);

  if (self->repair_row != NULL)
    uois_busy_row_end (self->repair_row);
  if (findings != NULL && self->file != NULL)
    {
      take_findings (self, findings);
      uois_page_notify (GTK_WIDGET (self),
                        findings->len == 0 ? _ ("The file was repaired.") : _ ("What can be repaired was repaired."),
                        NULL, NULL, NULL);
      return;
    }
  g_clear_pointer (&findings, g_ptr_array_unref);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
repair_progress_cb (double fraction, const char *what, gpointer user_data)
{
  UoisCheckGroup *self = user_data;

  if (self->repair_row != NULL)
    uois_busy_row_progress (self->repair_row, fraction, what);
}

static void
repair_cb (UoisCheckGroup *self)
{
  uois_file_repair_async (self->file, repair_progress_cb, self, uois_busy_row_begin (self->repair_row), repaired_cb,
                          g_object_ref (self));
}

/* ---- Checking ---- */

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisCheckGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = uois_file_check_finish (UOIS_FILE (source), result, &error);

  if (self->check_row != NULL)
    uois_busy_row_end (self->check_row);
  if (findings == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  if (self->file != NULL)
    take_findings (self, findings);
  else
    g_ptr_array_unref (findings);
}

static void
progress_cb (double fraction, const char *what, gpointer user_data)
{
  UoisCheckGroup *self = user_data;

  if (self->check_row != NULL)
    uois_busy_row_progress (self->check_row, fraction, what);
}

void
uois_check_group_start (UoisCheckGroup *self)
{
  GCancellable *cancellable;

  g_return_if_fail (UOIS_IS_CHECK_GROUP (self));

  cancellable = uois_busy_row_begin (self->check_row);
  uois_file_check_async (self->file, UOIS_CHECK_FULL, progress_cb, self, cancellable, checked_cb, g_object_ref (self));
}

/* ---- A report to keep or send ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisCheckGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    uois_page_notify (GTK_WIDGET (self), _ ("The report is saved."), NULL, NULL, NULL);
  else
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisCheckGroup) self = user_data;
  g_autoptr (GFile) destination = uois_compat_choose_file_finish (result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (destination == NULL)
    return;
  text = uois_findings_to_text (self->file, self->findings);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (destination, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                       g_object_ref (self));
}

static void
save_cb (UoisCheckGroup *self)
{
  uois_compat_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE,
                                 _ ("Save the report"), _ ("report.txt"), chosen_cb, g_object_ref (self));
}

/* ---- GObject ---- */

static void
uois_check_group_dispose (GObject *object)
{
  UoisCheckGroup *self = UOIS_CHECK_GROUP (object);

  self->check_row = NULL;
  self->repair_row = NULL;
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_check_group_parent_class)->dispose (object);
}

static void
uois_check_group_finalize (GObject *object)
{
  UoisCheckGroup *self = UOIS_CHECK_GROUP (object);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (uois_check_group_parent_class)->finalize (object);
}

static void
uois_check_group_class_init (UoisCheckGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_check_group_dispose;
  object_class->finalize = uois_check_group_finalize;
}

static void
uois_check_group_init (UoisCheckGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->save_button = gtk_button_new_with_label (_ ("Save report…"));
  gtk_widget_set_valign (self->save_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->save_button, FALSE);
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->save_button);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Soundness"));

  self->check_row = UOIS_BUSY_ROW (
      uois_busy_row_new (_ ("Check the file"), _ ("Reads all of it. You can go on working meanwhile."), _ ("_Check")));
  g_signal_connect_object (self->check_row, "start", G_CALLBACK (uois_check_group_start), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->check_row));

  self->repair_row = UOIS_BUSY_ROW (uois_busy_row_new (_ ("Repair the file"),
                                                       _ ("A backup is made first. Then what is worked out from the "
                                                          "records is worked out anew, and links to nothing go to "
                                                          "the trash."),
                                                       _ ("_Repair")));
  gtk_widget_set_visible (GTK_WIDGET (self->repair_row), FALSE);
  g_signal_connect_object (self->repair_row, "start", G_CALLBACK (repair_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->repair_row));
}

GtkWidget *
uois_check_group_new (UoisFile *file)
{
  UoisCheckGroup *self = g_object_new (UOIS_TYPE_CHECK_GROUP, NULL);

  self->file = g_object_ref (file);
  return GTK_WIDGET (self);
}
