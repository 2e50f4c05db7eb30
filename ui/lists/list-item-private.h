/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/list-item.h"

G_BEGIN_DECLS

/* What the list model, and nobody else, knows of its items. */

/**
 * _uois_list_item_new:
 * @index: (element-type gint64 UoisListItem): where the item enters itself under its row, until it is finalized
 * @row: the record's row
 * @position: where it is in the list
 */
UoisListItem *_uois_list_item_new (GHashTable *index, gint64 row, guint position);

/* Gives the item, which is not in the index, another row and enters it; a record of the old row goes without a word. */
void _uois_list_item_set_row (UoisListItem *self, gint64 row);

/* Returns: %G_MAXUINT while the model does not know */
guint _uois_list_item_get_position (UoisListItem *self);
void _uois_list_item_set_position (UoisListItem *self, guint position);

/* Whether the record is what the file holds now. */
gboolean _uois_list_item_get_fresh (UoisListItem *self);
void _uois_list_item_set_stale (UoisListItem *self);

void _uois_list_item_set_record (UoisListItem *self, UoisRecord *record);

G_END_DECLS
