/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-dialog.h"

#include "notice.h"
#include "page.h"
#include "records/drafts.h"
#include "records/record-form.h"

#include <glib/gi18n-lib.h>

#define UOIS_TYPE_RECORD_DIALOG (uois_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecordDialog, uois_record_dialog, UOIS, RECORD_DIALOG, AdwWindow)

struct _UoisRecordDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwWindowTitle *title;
  GtkButton *save_button;
  GtkBox *notices;
  AdwBin *place;
  GtkLabel *status;

  /* Child */
  UoisRecordForm *form;

  /* Owned */
  UoisFile *file;
  UoisDraft *draft;
  GTask *task; /* nullable: it is answered */

  gboolean saving;
};

G_DEFINE_FINAL_TYPE (UoisRecordDialog, uois_record_dialog, ADW_TYPE_WINDOW)

static UoisDrafts *
drafts (UoisRecordDialog *self)
{
  return uois_drafts_get (self->file);
}

/* ---- State ---- */

static void
show_state (UoisRecordDialog *self)
{
  gboolean writes;
  guint n_errors;
  g_autofree char *text = NULL;

  if (self->draft == NULL)
    return;
  writes = uois_draft_get_is_new (self->draft) || uois_draft_has_changes (self->draft);
  n_errors = uois_record_form_count_problems (self->form, UOIS_SEVERITY_ERROR);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", writes && !self->saving);
  if (n_errors > 0)
    text = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  gtk_label_set_text (self->status, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), text != NULL);
}

static void
show_failure (UoisRecordDialog *self, const char *message)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, old);
  if (message != NULL)
    gtk_box_append (self->notices, uois_notice_new ("dialog-error-symbolic", message));
  gtk_widget_set_visible (GTK_WIDGET (self->notices), message != NULL);
}

/* ---- Answers ---- */

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordDialog) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_drafts_save_finish (UOIS_DRAFTS (source), result, &problems, &error);

  self->saving = FALSE;
  if (self->task == NULL)
    return;
  if (unit >= 0)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_pointer (task, g_object_ref (self->draft), g_object_unref);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  if (problems != NULL)
    uois_record_form_set_problems (self->form, problems);
  if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_INVALID))
    g_free (uois_record_form_go_to_problem (self->form));
  else
    show_failure (self, error->message);
  show_state (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordDialog *self = UOIS_RECORD_DIALOG (widget);
  g_autofree char *problem = NULL;

  show_failure (self, NULL);
  if (!uois_record_form_is_valid (self->form))
    problem = uois_record_form_go_to_problem (self->form);
  if (problem != NULL && uois_record_form_is_checked (self->form))
    return;

  self->saving = TRUE;
  show_state (self);
  uois_drafts_save_async (drafts (self), &self->draft, 1, NULL, save_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* What was typed can be brought back. */
static void
discard (UoisRecordDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gboolean any = uois_draft_has_changes (self->draft);
  gint64 number = uois_drafts_discard (drafts (self), self->draft);

  if (any && parent != NULL)
    uois_page_notify (GTK_WIDGET (parent), _ ("What you typed was discarded."), _ ("Undo"), "win.restore-draft",
                      g_variant_new_int64 (number));
}

static gboolean
uois_record_dialog_close_request (GtkWindow *window)
{
  UoisRecordDialog *self = UOIS_RECORD_DIALOG (window);

  if (self->saving)
    return TRUE;
  if (self->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      discard (self);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog was closed without an answer");
    }
  return GTK_WINDOW_CLASS (uois_record_dialog_parent_class)->close_request (window);
}

/* ---- GObject ---- */

static void
uois_record_dialog_dispose (GObject *object)
{
  UoisRecordDialog *self = UOIS_RECORD_DIALOG (object);

  /* A window that goes with its parent keeps what was typed. */
  if (self->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The window is gone");
    }
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_record_dialog_parent_class)->dispose (object);
}

static void
uois_record_dialog_class_init (UoisRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_record_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = uois_record_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisRecordDialog, title);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordDialog, notices);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordDialog, place);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordDialog, status);

  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "dialog.save", NULL);
}

static void
uois_record_dialog_init (UoisRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_draft (UoisRecordDialog *self, UoisFile *file, UoisDraft *draft)
{
  gboolean is_new = uois_draft_get_is_new (draft);
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autofree char *title = NULL;

  self->file = g_object_ref (file);
  self->draft = g_object_ref (draft);
  if (is_new)
    uois_drafts_add (drafts (self), draft);
  title = is_new ? g_strdup_printf (_ ("New record: %s"), uois_type_get_label (type)) :
                   uois_drafts_get_title (drafts (self), draft);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_button_set_label (self->save_button, is_new ? _ ("Add") : _ ("Save"));

  self->form = UOIS_RECORD_FORM (uois_record_form_new (file));
  uois_record_form_set_draft (self->form, draft);
  adw_bin_set_child (self->place, GTK_WIDGET (self->form));
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (show_state), self);
  /* An answer about what was typed keeps the form alive, and may come when the dialog is closed. */
  g_signal_connect_object (self->form, "problems-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}

void
uois_record_dialog_run_async (GtkWindow *parent,
                              UoisFile *file,
                              UoisDraft *draft,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  UoisRecordDialog *self;

  g_return_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft));

  self = g_object_new (UOIS_TYPE_RECORD_DIALOG, "transient-for", parent, NULL);
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, uois_record_dialog_run_async);
  set_draft (self, file, draft);
  gtk_window_present (GTK_WINDOW (self));
  uois_record_form_focus (self->form);
}

UoisDraft *
uois_record_dialog_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
