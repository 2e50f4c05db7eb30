/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GtkColumnView learned after GTK 4.8: replace by the calls named here when the floor rises. */

/* gtk_column_view_scroll_to() of 4.12, without selecting. */
void uois_compat_column_view_scroll_to (GtkColumnView *view, guint position);

/* The child that draws the rows and takes the keyboard focus for them. */
GtkWidget *uois_compat_column_view_get_list (GtkColumnView *view);

/* How wide the column at @position is on the screen, in pixels; 0 before it has been laid out. */
int uois_compat_column_view_get_column_width (GtkColumnView *view, guint position);

/**
 * uois_compat_column_sorter_new:
 * @number: what uois_compat_column_view_get_sort() answers for this column
 *
 * A sorter that orders nothing: it makes the column's header clickable and
 * shows the arrow, while the order comes from the file.
 */
GtkSorter *uois_compat_column_sorter_new (guint number);

/**
 * uois_compat_column_view_get_sort:
 * @number: (out): the column that sorts
 * @descending: (out): its direction
 *
 * gtk_column_view_sorter_get_primary_sort_column() of 4.10.
 *
 * Returns: %FALSE if no column sorts
 */
gboolean uois_compat_column_view_get_sort (GtkColumnView *view, guint *number, gboolean *descending);

G_END_DECLS
