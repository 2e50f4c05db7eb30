/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_compat_set_tab_leaves:
 * @list: rows; a #GtkListBox, or a view of a model
 *
 * The tab-behavior of 4.12 and 4.18: the arrows go from row to row, Tab leaves the list and comes back to the row.
 */
void uois_compat_set_tab_leaves (GtkWidget *list);

G_END_DECLS
