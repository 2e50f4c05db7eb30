/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-dialogs.h"

#include <glib/gi18n-lib.h>

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  gtk_native_dialog_hide (dialog);
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog was closed without a choice");
}

static void
choose (GtkWindow *parent,
        GtkFileChooserAction action,
        const char *title,
        const char *name,
        gboolean ours,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  g_task_set_source_tag (task, choose);
  /* The native dialog has no other owner. */
  g_task_set_task_data (task, dialog, g_object_unref);

  if (ours)
    {
      add_filter (GTK_FILE_CHOOSER (dialog), _ ("UOIS Desk files"), "*.uois");
      add_filter (GTK_FILE_CHOOSER (dialog), _ ("All files"), "*");
    }
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
uois_compat_choose_file_async (GtkWindow *parent,
                               GtkFileChooserAction action,
                               const char *title,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  choose (parent, action, title, name, TRUE, callback, user_data);
}

void
uois_compat_choose_any_file_async (GtkWindow *parent,
                                   GtkFileChooserAction action,
                                   const char *title,
                                   const char *name,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  choose (parent, action, title, name, FALSE, callback, user_data);
}

GFile *
uois_compat_choose_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
uois_compat_open_folder (GtkWindow *parent, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_uri = g_file_get_uri (folder != NULL ? folder : file);

  gtk_show_uri (parent, folder_uri, GDK_CURRENT_TIME);
}

void
uois_compat_leave_parent (GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, NULL);
}
