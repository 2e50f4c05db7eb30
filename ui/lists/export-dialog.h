/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisExportDialog: asks what of a list is exported and how, and does it, with progress.
 *
 * Afterwards a toast of the window below tells how many records it were.
 */
#define UOIS_TYPE_EXPORT_DIALOG (uois_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisExportDialog, uois_export_dialog, UOIS, EXPORT_DIALOG, AdwWindow)

/* Presents the dialog over the window of @list. */
UoisExportDialog *uois_export_dialog_present (UoisRecordList *list);

/* Exports to a file as the dialog says now; the dialog closes when it is done. */
void uois_export_dialog_export (UoisExportDialog *dialog, const char *path);

G_END_DECLS
