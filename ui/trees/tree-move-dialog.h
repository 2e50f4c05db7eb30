/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisTreeMoveDialog: asks where in its tree a record is to stand, and moves it there.
 *
 * The new place is searched for by name or found in the tree. If it cannot be, the dialog says why and stays.
 */
#define UOIS_TYPE_TREE_MOVE_DIALOG (uois_tree_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeMoveDialog, uois_tree_move_dialog, UOIS, TREE_MOVE_DIALOG, AdwWindow)

/**
 * UoisTreeMoveDialog::moved:
 * @parent: (nullable): the #UoisRecord that it stands in now; %NULL: at the top
 */

UoisTreeMoveDialog *uois_tree_move_dialog_new (GtkWindow *parent, UoisFile *file, UoisRecord *record);

G_END_DECLS
