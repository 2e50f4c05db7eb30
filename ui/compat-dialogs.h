/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_compat_choose_file_async:
 * @parent: (nullable): the window that asks
 * @action: %GTK_FILE_CHOOSER_ACTION_OPEN or %GTK_FILE_CHOOSER_ACTION_SAVE
 * @title: the dialog's title
 * @name: (nullable): the name first offered when saving
 *
 * gtk_file_dialog_open() and gtk_file_dialog_save() of 4.10, for files of ours.
 */
void uois_compat_choose_file_async (GtkWindow *parent,
                                    GtkFileChooserAction action,
                                    const char *title,
                                    const char *name,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* The same for files of other programs. */
void uois_compat_choose_any_file_async (GtkWindow *parent,
                                        GtkFileChooserAction action,
                                        const char *title,
                                        const char *name,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* Of either. Returns: (transfer full) (nullable): %NULL with %G_IO_ERROR_CANCELLED if the person thought better of it */
GFile *uois_compat_choose_file_finish (GAsyncResult *result, GError **error);

/* gtk_file_launcher_open_containing_folder() of 4.10. */
void uois_compat_open_folder (GtkWindow *parent, const char *uri);

/**
 * uois_compat_leave_parent:
 *
 * To be called where a dialog that goes with its parent is disposed of: what is under way may hold it longer than the
 * parent lives, which GTK 4.8 would still ask for.
 */
void uois_compat_leave_parent (GtkWindow *dialog);

G_END_DECLS
