/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisMachineEditDialog: the name of a state and whether something begins there, or the name and the two states of a
 * transition; new or changed. It saves as one step that can be taken back; if it cannot, it says why and stays.
 */
#define UOIS_TYPE_MACHINE_EDIT_DIALOG (uois_machine_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisMachineEditDialog, uois_machine_edit_dialog, UOIS, MACHINE_EDIT_DIALOG, AdwWindow)

/**
 * UoisMachineEditDialog::saved:
 * @draft: the #UoisDraft that is in the file now
 */

/**
 * uois_machine_edit_dialog_new:
 * @draft: of a state or a transition of @model; what it says already is offered
 */
UoisMachineEditDialog *
uois_machine_edit_dialog_new (GtkWindow *parent, UoisFile *file, UoisMachineModel *model, UoisDraft *draft);

/* For tests: what a person would type and choose. @target is ignored for a state. */
void uois_machine_edit_dialog_fill (UoisMachineEditDialog *dialog, const char *name, guint target);
void uois_machine_edit_dialog_save (UoisMachineEditDialog *dialog);

G_END_DECLS
