/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * UoisListItem: one row of a #UoisListModel.
 *
 * Its contents come later and may be replaced: listen to notify::record.
 */
#define UOIS_TYPE_LIST_ITEM (uois_list_item_get_type ())
G_DECLARE_FINAL_TYPE (UoisListItem, uois_list_item, UOIS, LIST_ITEM, GObject)

gint64 uois_list_item_get_row (UoisListItem *item);

/* Returns: (nullable) (transfer none): the record of the row; %NULL until it has been read */
UoisRecord *uois_list_item_get_record (UoisListItem *item);

G_END_DECLS
