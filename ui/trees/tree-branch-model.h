/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trees/tree-item.h"

G_BEGIN_DECLS

/**
 * UoisTreeBranchModel: a #GListModel of #UoisTreeItem: what stands in one record of a tree, or at the top.
 *
 * Nothing is read before somebody asks how many there are: GtkTreeListModel makes models of branches only to see
 * whether they could be expanded. Then they are read a few hundred at a time.
 */
#define UOIS_TYPE_TREE_BRANCH_MODEL (uois_tree_branch_model_get_type ())
G_DECLARE_FINAL_TYPE (UoisTreeBranchModel, uois_tree_branch_model, UOIS, TREE_BRANCH_MODEL, GObject)

/**
 * UoisTreeBranchModel::answered:
 *
 * What was asked for is there, or uois_tree_branch_model_get_error() says why not. The model of the top emits it for
 * all models below it.
 */

/* The model of the top. */
UoisTreeBranchModel *uois_tree_branch_model_new (UoisFile *file, const UoisType *type);
/* What stands in the record of @item; the new model is read again when @root is. */
UoisTreeBranchModel *uois_tree_branch_model_new_below (UoisTreeBranchModel *root, UoisTreeItem *item);

/* Reads again what is there, in this model and all below; records that stay keep their items. */
void uois_tree_branch_model_refresh (UoisTreeBranchModel *root);

/* Reads some more, or all that there are. */
void uois_tree_branch_model_read_more (UoisTreeBranchModel *model);
void uois_tree_branch_model_read_all (UoisTreeBranchModel *model);

/* %FALSE if the record is not among those that are read. */
gboolean uois_tree_branch_model_find (UoisTreeBranchModel *model, const UoisUuid *id, guint *position);

gboolean uois_tree_branch_model_get_busy (UoisTreeBranchModel *model);
gboolean uois_tree_branch_model_get_complete (UoisTreeBranchModel *model);
const GError *uois_tree_branch_model_get_error (UoisTreeBranchModel *model);

G_END_DECLS
