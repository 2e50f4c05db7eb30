/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_compat_list_box_set_tab_leaves:
 * @box: rows that are nothing but places to go to, in a #GtkScrolledWindow
 *
 * GtkListBox:tab-behavior of 4.18: the arrows go from row to row, Tab leaves the list, and comes back to the selected row.
 */
void uois_compat_list_box_set_tab_leaves (GtkListBox *box);

G_END_DECLS
