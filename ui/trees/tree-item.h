/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisTreeItem: a row of a tree: a record, or the word that there are more.
 *
 * The same object as long as the record stands in the same place and can, or cannot, be expanded.
 *
 * Signals "notify::record" when what is known of it changed.
 */
#define UOIS_TYPE_TREE_ITEM (uois_tree_item_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeItem, uois_tree_item, UOIS, TREE_ITEM, GObject)

UoisTreeItem *uois_tree_item_new (const UoisTreeNode *node);
/* Stands for @count records that are not read yet. */
UoisTreeItem *uois_tree_item_new_more (gint64 count);

/* Takes over what @node says of the same record. */
void uois_tree_item_update (UoisTreeItem *item, const UoisTreeNode *node);

/* %NULL for the word that there are more */
UoisRecord *uois_tree_item_get_record (UoisTreeItem *item);
/* 0 for a record */
gint64 uois_tree_item_get_more (UoisTreeItem *item);
gint64 uois_tree_item_get_n_children (UoisTreeItem *item);
gint64 uois_tree_item_get_n_members (UoisTreeItem *item);
gboolean uois_tree_item_get_in_circle (UoisTreeItem *item);

G_END_DECLS
