/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * SECTION: Trees
 *
 * A type with a parent (`@tree`) read branch by branch. Moving a record is an
 * edit of its parent by a draft, whose rules refuse a circle.
 */

/**
 * UoisTreeNode: a record of a tree.
 * @record: with the fields of type->tree_order
 * @n_children: how many stand in it
 * @n_members: how many type->tree_members leads to; 0 if the tree has no members
 * @in_circle: it stands below itself, which only what came from elsewhere does; shown at the top, or it would be nowhere
 */
typedef struct
{
  UoisRecord *record;
  gint64 n_children;
  gint64 n_members;
  gboolean in_circle;
} UoisTreeNode;

void uois_tree_node_free (UoisTreeNode *node);

/**
 * UoisTreeBranch: some of the records that stand in one.
 * @nodes: (element-type UoisTreeNode): in the declared order
 * @total: how many there are in all
 */
typedef struct
{
  GPtrArray *nodes;
  gint64 total;
} UoisTreeBranch;

void uois_tree_branch_free (UoisTreeBranch *branch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisTreeBranch, uois_tree_branch_free)

/**
 * uois_file_read_branch_async:
 * @parent: (nullable): %NULL: what stands in nothing, then one record of each circle
 * @skip: how many records are left out at the beginning
 * @limit: how many are read at most
 */
void uois_file_read_branch_async (UoisFile *file,
                                  const UoisType *type,
                                  const UoisUuid *parent,
                                  guint skip,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
UoisTreeBranch *uois_file_read_branch_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisTreeBranch *uois_file_read_branch (UoisFile *file,
                                       const UoisType *type,
                                       const UoisUuid *parent,
                                       guint skip,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * uois_file_read_ancestors_async:
 *
 * Returns: (transfer full) (element-type UoisRecord): what a record stands in, outermost first; ends before it would go
 * round in a circle
 */
void uois_file_read_ancestors_async (UoisFile *file,
                                     const UoisType *type,
                                     const UoisUuid *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *uois_file_read_ancestors_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_read_ancestors (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

/**
 * UoisTreePlace: a record and where it stands.
 * @record: without fields
 * @path: the titles of its ancestors, outermost first, joined by " › "; "" at the top
 * @from: (nullable): of what is inherited: the record of the tree that it comes from; %NULL for what is its own
 * @above: (nullable): of what comes to one that belongs to a tree: what it belongs to, if that stands below @from
 * @relation: (nullable): of what is inherited, or may be: the field that leads to it, from @from if there is one
 */
typedef struct
{
  UoisRecord *record;
  char *path;
  UoisRecord *from;
  UoisRecord *above;
  const UoisField *relation;
} UoisTreePlace;

void uois_tree_place_free (UoisTreePlace *place);

/**
 * uois_file_find_in_tree_async:
 * @text: what a person searches for, as in a list; nothing is found by nothing
 *
 * Returns: (transfer full) (element-type UoisTreePlace): the first @limit
 */
void uois_file_find_in_tree_async (UoisFile *file,
                                   const UoisType *type,
                                   const char *text,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *uois_file_find_in_tree_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_find_in_tree (
    UoisFile *file, const UoisType *type, const char *text, guint limit, GCancellable *cancellable, GError **error);

/**
 * uois_file_list_inherited_async:
 * @relation: one of type->tree_inherited or type->belongs_inherited
 *
 * Returns: (transfer full) (element-type UoisTreePlace): the records that @relation leads to from a record, then those
 * that hold for it because of what it stands in, or belongs to now and what that stands in; the nearest first, with
 * their list fields, each once; at most @limit
 */
void uois_file_list_inherited_async (UoisFile *file,
                                     const UoisField *relation,
                                     const UoisUuid *id,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *uois_file_list_inherited_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_inherited (UoisFile *file,
                                     const UoisField *relation,
                                     const UoisUuid *id,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
