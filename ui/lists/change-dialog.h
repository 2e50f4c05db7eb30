/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisChangeDialog: gives one field of many records a value, or clears it, after it was seen what that will do.
 *
 * It is one step that one undo takes back.
 */
#define UOIS_TYPE_CHANGE_DIALOG (uois_change_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisChangeDialog, uois_change_dialog, UOIS, CHANGE_DIALOG, AdwWindow)

/* Whether the records of @list have a field that many can be given at once. */
gboolean uois_change_dialog_can_present (UoisRecordList *list);

/* Presents the dialog over the window of @list: for the selected records, if there are several, or for all of the list. */
UoisChangeDialog *uois_change_dialog_present (UoisRecordList *list);

/* As if the person had chosen it. */
void uois_change_dialog_set_field (UoisChangeDialog *dialog, const UoisField *field);

/* The record on which the value is entered; it is never saved. */
UoisDraft *uois_change_dialog_get_draft (UoisChangeDialog *dialog);

/* Returns: (nullable): what the change will do; %NULL while it is not known */
UoisChangePreview *uois_change_dialog_get_preview (UoisChangeDialog *dialog);

G_END_DECLS
