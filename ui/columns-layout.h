/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisColumnsLayout: puts children of different heights into as many columns
 * of equal width as there is room for, each below the shortest so far.
 */
#define UOIS_TYPE_COLUMNS_LAYOUT (uois_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (UoisColumnsLayout, uois_columns_layout, UOIS, COLUMNS_LAYOUT, GtkLayoutManager)

G_END_DECLS
