/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The answer of the dialog that means yes. */
#define UOIS_DELETE_RESPONSE "delete"

/**
 * uois_delete_dialog_new:
 * @parent: the window above which it comes
 * @title: (nullable): of the only record
 * @dependants: (element-type UoisDependants): as from uois_file_list_dependants_async()
 * @backs_up: a backup is made before
 *
 * Returns: a dialog that says what depends on records and asks whether to delete them, or says why that cannot be
 */
GtkWidget *uois_delete_dialog_new (GtkWindow *parent,
                                   const UoisType *type,
                                   guint n_records,
                                   const char *title,
                                   GPtrArray *dependants,
                                   gboolean backs_up);

G_END_DECLS
