/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisTreeFinder: what a search in a tree found, each record with the way to it.
 *
 * The search entry is somebody else's: uois_tree_finder_follow() puts the two together.
 */
#define UOIS_TYPE_TREE_FINDER (uois_tree_finder_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeFinder, uois_tree_finder, UOIS, TREE_FINDER, GtkWidget)

/**
 * UoisTreeFinder::chosen:
 * @record: a #UoisRecord
 */

/**
 * UoisTreeFinder::searching:
 * @active: whether there is something to search for
 */

/**
 * uois_tree_finder_follow:
 * @entry: its text is searched for; down goes from it to what is found, Enter chooses the first
 *
 * Call it once.
 */
void uois_tree_finder_follow (UoisTreeFinder *finder, UoisFile *file, const UoisType *type, GtkSearchEntry *entry);

/* Returns: (transfer none) (nullable): the record of the selected row */
UoisRecord *uois_tree_finder_get_selected (UoisTreeFinder *finder);

/* Nothing is being searched. */
gboolean uois_tree_finder_get_settled (UoisTreeFinder *finder);

G_END_DECLS
