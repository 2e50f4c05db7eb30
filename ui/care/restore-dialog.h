/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The answer of the dialog of uois_restore_dialog_new() that goes back. */
#define UOIS_RESTORE_RESPONSE "restore"

/**
 * uois_restore_dialog_new:
 *
 * Returns: (transfer floating): a dialog that asks whether to go back to a backup and tells what would be lost
 */
GtkWidget *uois_restore_dialog_new (GtkWindow *parent, const UoisRestorePreview *preview);

G_END_DECLS
