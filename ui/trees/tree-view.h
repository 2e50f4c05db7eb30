/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trees/tree-branch-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisTreeView: the records of a type that is a tree, to walk, expand and move.
 *
 * Keys: up and down, Home and End; right expands a record and then goes into it, left folds it and then goes to what it
 * stands in; Enter opens it. A record that is dragged onto another is moved there, if that makes no circle.
 *
 * Properties: "selected", the record that is selected, or %NULL.
 */
#define UOIS_TYPE_TREE_VIEW (uois_tree_view_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeView, uois_tree_view, UOIS, TREE_VIEW, GtkWidget)

/**
 * UoisTreeView::open:
 * @record: a #UoisRecord
 */

/**
 * UoisTreeView::move:
 * @record: a #UoisRecord that was dragged
 * @target: the #UoisRecord that it was dropped on
 */

/**
 * UoisTreeView::changed:
 *
 * Something was read.
 */

/* Call it once. @menu: (nullable): of a row; its actions work on the selected record */
void uois_tree_view_show (UoisTreeView *view, UoisFile *file, const UoisType *type, GMenuModel *menu);

void uois_tree_view_refresh (UoisTreeView *view);

/* Returns: (transfer none) (nullable): */
UoisRecord *uois_tree_view_get_selected (UoisTreeView *view);

/**
 * uois_tree_view_reveal:
 * @path: (element-type UoisRecord): the ancestors of a record, outermost first
 *
 * Expands what the record stands in and selects it as soon as all of that is read.
 */
void uois_tree_view_reveal (UoisTreeView *view, GPtrArray *path, const UoisUuid *id);

/* Nothing is being read or waited for. */
gboolean uois_tree_view_get_settled (UoisTreeView *view);
/* How many rows there are; 0 also before the first answer. */
guint uois_tree_view_get_n_rows (UoisTreeView *view);
const GError *uois_tree_view_get_error (UoisTreeView *view);

/* Moves the keyboard into the rows. */
void uois_tree_view_focus (UoisTreeView *view);

/* The rows themselves, whose order is that of the screen (element-type GtkTreeListRow). */
GtkSingleSelection *uois_tree_view_get_rows (UoisTreeView *view);

G_END_DECLS
