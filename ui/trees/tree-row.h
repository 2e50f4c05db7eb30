/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trees/tree-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisTreeRow: what a tree shows of one record: its title, what kind it is, how many stand in it and belong to it.
 */
#define UOIS_TYPE_TREE_ROW (uois_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeRow, uois_tree_row, UOIS, TREE_ROW, GtkWidget)

GtkWidget *uois_tree_row_new (void);

/* @item: (nullable): what to show and follow */
void uois_tree_row_set_item (UoisTreeRow *row, UoisTreeItem *item);
UoisTreeItem *uois_tree_row_get_item (UoisTreeRow *row);

/* All of it in words, for those who do not see it. */
char *uois_tree_item_describe (UoisTreeItem *item);

G_END_DECLS
