/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisSelectionBar: how many records of a list are selected, and what can be done with them; hidden while it is one or
 * none.
 */
#define UOIS_TYPE_SELECTION_BAR (uois_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (UoisSelectionBar, uois_selection_bar, UOIS, SELECTION_BAR, GtkWidget)

/* Call it once. */
void uois_selection_bar_set_list (UoisSelectionBar *bar, UoisRecordList *list);

G_END_DECLS
