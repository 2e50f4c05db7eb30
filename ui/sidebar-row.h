/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisSidebarRow: an entry of a list of places or tabs: icon, name and a count.
 */
#define UOIS_TYPE_SIDEBAR_ROW (uois_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (UoisSidebarRow, uois_sidebar_row, UOIS, SIDEBAR_ROW, GtkListBoxRow)

/* @icon: (nullable) */
GtkWidget *uois_sidebar_row_new (const char *icon, const char *name);

/* @count: -1 if it is not known */
void uois_sidebar_row_set_count (UoisSidebarRow *row, gint64 count);

/* Shows @keys (nullable) where the count would stand: the shortcut of what the row does. */
void uois_sidebar_row_set_keys (UoisSidebarRow *row, const char *keys);

/* Makes the row one that folds others; the caller does the folding when it is activated. */
void uois_sidebar_row_set_foldable (UoisSidebarRow *row, gboolean folded);
gboolean uois_sidebar_row_get_folded (UoisSidebarRow *row);

/* Indents the row below a foldable one. */
void uois_sidebar_row_set_inner (UoisSidebarRow *row);

G_END_DECLS
