/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisFilterBar: what a list is narrowed to: a chip for each condition, which can be changed and taken away, a button
 * for more, and buttons for what became of the records.
 *
 * It shows and changes the filter of its list.
 */
#define UOIS_TYPE_FILTER_BAR (uois_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (UoisFilterBar, uois_filter_bar, UOIS, FILTER_BAR, GtkWidget)

/* Call it once. The list must outlive the bar, as one of the same page does. */
void uois_filter_bar_set_list (UoisFilterBar *bar, UoisRecordList *list);

/* Opens the popover for another condition. */
void uois_filter_bar_add (UoisFilterBar *bar);

G_END_DECLS
