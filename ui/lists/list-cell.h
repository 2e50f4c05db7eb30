/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/list-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_list_cell_factory_new:
 * @field: (nullable): what the column shows; %NULL for the record's title
 * @index: which of the fetched fields that is
 *
 * Returns: (transfer full): a factory of cells over #UoisListItem: one line of text each, since a column view of GTK 4.8
 * makes a thousand of them
 */
GtkListItemFactory *uois_list_cell_factory_new (const UoisField *field, guint index);

/* Whether the column of @field has use for more room. */
gboolean uois_list_cell_expands (const UoisField *field);

G_END_DECLS
