/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisBitsetSelection: selects any number of items of a list.
 *
 * Keeps positions and no items: selecting a million rows costs nothing, where
 * GtkMultiSelection of GTK 4.8 holds an object for each.
 */
#define UOIS_TYPE_BITSET_SELECTION (uois_bitset_selection_get_type ())
G_DECLARE_FINAL_TYPE (UoisBitsetSelection, uois_bitset_selection, UOIS, BITSET_SELECTION, GObject)

UoisBitsetSelection *uois_bitset_selection_new (GListModel *model);

guint uois_bitset_selection_get_size (UoisBitsetSelection *selection);

/* Returns: the position of the only selected item, or %GTK_INVALID_LIST_POSITION */
guint uois_bitset_selection_get_single (UoisBitsetSelection *selection);

/* Selects exactly @selected, in one change. */
void uois_bitset_selection_replace (UoisBitsetSelection *selection, GtkBitset *selected);

G_END_DECLS
