/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisColumnChooser: a popover in which a person chooses the columns of a list and their order.
 *
 * What is done shows in the list at once. By keyboard: Space shows and hides, Alt+Up and Alt+Down move,
 * Alt+Left and Alt+Right make narrower and wider.
 */
#define UOIS_TYPE_COLUMN_CHOOSER (uois_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UoisColumnChooser, uois_column_chooser, UOIS, COLUMN_CHOOSER, GtkPopover)

GtkWidget *uois_column_chooser_new (void);

/* Call it once. The list must outlive the popover, as one that has it among its widgets does. */
void uois_column_chooser_set_list (UoisColumnChooser *chooser, UoisRecordList *list);

G_END_DECLS
