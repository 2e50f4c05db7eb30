/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisPasteDialog: rows of a spreadsheet that are to become records of a list, with what is wrong in which of them.
 *
 * The rows are saved together in one step, or none of them.
 */
#define UOIS_TYPE_PASTE_DIALOG (uois_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisPasteDialog, uois_paste_dialog, UOIS, PASTE_DIALOG, AdwWindow)

/* Presents the dialog over the window of @list; @text: lines with tabs between their fields. */
UoisPasteDialog *uois_paste_dialog_present (UoisRecordList *list, const char *text);

/* The rows have been read, and checked. */
gboolean uois_paste_dialog_get_settled (UoisPasteDialog *dialog);

G_END_DECLS
