/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * UoisListItem: one row of a #UoisListModel.
 *
 * Stands for the same record as long as anybody holds it, wherever the record
 * moves in the list. Its contents come later and may be replaced:
 * listen to notify::record.
 */
#define UOIS_TYPE_LIST_ITEM (uois_list_item_get_type ())
G_DECLARE_FINAL_TYPE (UoisListItem, uois_list_item, UOIS, LIST_ITEM, GObject)

/**
 * uois_list_item_new:
 * @index: (element-type gint64 UoisListItem): where the item enters itself under its row, until it is finalized
 * @row: the record's row
 */
UoisListItem *uois_list_item_new (GHashTable *index, gint64 row);

gint64 uois_list_item_get_row (UoisListItem *item);

/* Returns: (nullable) (transfer none): %NULL until it has been read */
UoisRecord *uois_list_item_get_record (UoisListItem *item);
void uois_list_item_set_record (UoisListItem *item, UoisRecord *record);

G_END_DECLS
