/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"
#include "trees/tree-view.h"

G_BEGIN_DECLS

/**
 * UoisTreePage: the records of a type that is a tree, with search, the selected record beside them, and moving.
 */
#define UOIS_TYPE_TREE_PAGE (uois_tree_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreePage, uois_tree_page, UOIS, TREE_PAGE, UoisPage)

UoisPage *uois_tree_page_new (UoisFile *file, const UoisType *type);

UoisTreeView *uois_tree_page_get_tree (UoisTreePage *page);

/* Expands what the record stands in and selects it. */
void uois_tree_page_reveal (UoisTreePage *page, const UoisUuid *id);

/* Nothing is being read and what is on the screen is complete. */
gboolean uois_tree_page_get_settled (UoisTreePage *page);

G_END_DECLS
