/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisTreeDetail: the selected record of a tree: its fields, who belongs to it, and what holds for it, also from above.
 */
#define UOIS_TYPE_TREE_DETAIL (uois_tree_detail_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeDetail, uois_tree_detail, UOIS, TREE_DETAIL, GtkWidget)

/* Call it once. */
void uois_tree_detail_set_type (UoisTreeDetail *detail, UoisFile *file, const UoisType *type);

/* @record: (nullable): %NULL shows that nothing is selected */
void uois_tree_detail_set_record (UoisTreeDetail *detail, UoisRecord *record);

void uois_tree_detail_refresh (UoisTreeDetail *detail, const UoisChanges *changes);

/* Nothing is being read. */
gboolean uois_tree_detail_get_settled (UoisTreeDetail *detail);

/* Shows the part with this to-many field; %NULL: the fields. */
void uois_tree_detail_show_part (UoisTreeDetail *detail, const UoisField *relation);

G_END_DECLS
