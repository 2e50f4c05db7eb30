/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_record_dialog_run_async:
 * @parent: the window that asks
 * @draft: a new record, or one whose draft uois_drafts_open_async() gave
 *
 * Lets the person fill in one record in a window of its own and saves it: a new
 * record that another one is to refer to, or a link between two. What is typed
 * is kept like that of a page.
 *
 * Returns: (transfer full): @draft, saved; %NULL with %G_IO_ERROR_CANCELLED if the person thought better of it
 */
void uois_record_dialog_run_async (GtkWindow *parent,
                                   UoisFile *file,
                                   UoisDraft *draft,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
UoisDraft *uois_record_dialog_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
