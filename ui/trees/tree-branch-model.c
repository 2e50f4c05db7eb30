/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trees/tree-branch-model.h"

/* How many records of a branch are read at once. */
#define CHUNK 300

struct _UoisTreeBranchModel
{
  GObject parent_instance;

  /* Owned */
  UoisFile *file;
  GPtrArray *items; /* UoisTreeItem; the last one may stand for more */
  GCancellable *cancellable;
  GError *error; /* nullable */

  /* Unowned */
  UoisTreeBranchModel *root; /* weak; %NULL for the root itself */

  const UoisType *type;
  UoisUuid parent;
  gboolean has_parent;
  gboolean asked;
  gboolean busy;
  guint limit;
  gint64 total;
};

enum
{
  ANSWERED,
  REREAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_branch (UoisTreeBranchModel *self);

/* ---- GListModel ---- */

static GType
get_item_type (GListModel *model)
{
  return UOIS_TYPE_TREE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  UoisTreeBranchModel *self = UOIS_TREE_BRANCH_MODEL (model);

  if (!self->asked)
    {
      self->asked = TRUE;
      read_branch (self);
    }
  return self->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  UoisTreeBranchModel *self = UOIS_TREE_BRANCH_MODEL (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UoisTreeBranchModel,
                               uois_tree_branch_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ---- Answers ---- */

static guint
count_records (UoisTreeBranchModel *self)
{
  guint length = self->items->len;

  return length > 0 && uois_tree_item_get_record (g_ptr_array_index (self->items, length - 1)) == NULL ? length - 1 :
                                                                                                         length;
}

/* A record that gets or loses its first child becomes another item: only then GTK asks again whether it expands. */
static gboolean
is_same (UoisTreeItem *item, const UoisTreeNode *node)
{
  const UoisRecord *record = uois_tree_item_get_record (item);

  return record != NULL && uois_uuid_equal (&record->id, &node->record->id) &&
         (uois_tree_item_get_n_children (item) > 0) == (node->n_children > 0);
}

static guint
find_node (UoisTreeBranchModel *self, guint from, const UoisTreeNode *node)
{
  for (guint i = from; i < self->items->len; i++)
    if (is_same (g_ptr_array_index (self->items, i), node))
      return i;
  return G_MAXUINT;
}

static void
remove_items (UoisTreeBranchModel *self, guint position, guint length)
{
  if (length == 0)
    return;
  g_ptr_array_remove_range (self->items, position, length);
  g_list_model_items_changed (G_LIST_MODEL (self), position, length, 0);
}

/* Takes @item. */
static void
insert_item (UoisTreeBranchModel *self, guint position, UoisTreeItem *item)
{
  g_ptr_array_insert (self->items, position, item);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* Whether one of the nodes after @from is the record of the item at @position. */
static gboolean
is_wanted_later (UoisTreeBranchModel *self, guint position, GPtrArray *nodes, guint from)
{
  for (guint i = from; i < nodes->len; i++)
    if (is_same (g_ptr_array_index (self->items, position), g_ptr_array_index (nodes, i)))
      return TRUE;
  return FALSE;
}

/* Appends the nodes from @from on, as one change. */
static void
append_nodes (UoisTreeBranchModel *self, GPtrArray *nodes, guint from)
{
  guint position = self->items->len;

  for (guint i = from; i < nodes->len; i++)
    g_ptr_array_add (self->items, uois_tree_item_new (g_ptr_array_index (nodes, i)));
  if (nodes->len > from)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, nodes->len - from);
}

/* What stays keeps its item, and so its row stays expanded and selected. */
static void
merge_nodes (UoisTreeBranchModel *self, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const UoisTreeNode *node = g_ptr_array_index (nodes, i);
      guint found;

      if (i == self->items->len)
        {
          append_nodes (self, nodes, i);
          return;
        }
      found = find_node (self, i, node);
      if (found != G_MAXUINT && found > i && !is_wanted_later (self, i, nodes, i))
        {
          remove_items (self, i, found - i);
          found = i;
        }
      if (found == i)
        {
          uois_tree_item_update (g_ptr_array_index (self->items, i), node);
          continue;
        }
      if (found != G_MAXUINT)
        remove_items (self, found, 1);
      insert_item (self, i, uois_tree_item_new (node));
    }
  remove_items (self, nodes->len, self->items->len - nodes->len);
}

static void
answered (UoisTreeBranchModel *self)
{
  g_signal_emit (self, signals[ANSWERED], 0);
  if (self->root != NULL)
    g_signal_emit (self->root, signals[ANSWERED], 0);
}

static void
branch_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreeBranchModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisTreeBranch) branch = uois_file_read_branch_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->busy = FALSE;
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (branch != NULL)
    {
      gint64 rest = branch->total - branch->nodes->len;

      self->total = branch->total;
      if (count_records (self) < self->items->len)
        remove_items (self, self->items->len - 1, 1);
      merge_nodes (self, branch->nodes);
      if (rest > 0)
        insert_item (self, self->items->len, uois_tree_item_new_more (rest));
    }
  answered (self);
}

static void
read_branch (UoisTreeBranchModel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = TRUE;
  uois_file_read_branch_async (self->file, self->type, self->has_parent ? &self->parent : NULL, 0, self->limit,
                               self->cancellable, branch_cb, g_object_ref (self));
}

/* A branch that was folded again before it was read has nobody who waits for it. */
static void
reread_cb (UoisTreeBranchModel *self)
{
  if (self->asked)
    read_branch (self);
}

/* ---- GObject ---- */

static void
uois_tree_branch_model_dispose (GObject *object)
{
  UoisTreeBranchModel *self = UOIS_TREE_BRANCH_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->root);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_tree_branch_model_parent_class)->dispose (object);
}

static void
uois_tree_branch_model_finalize (GObject *object)
{
  UoisTreeBranchModel *self = UOIS_TREE_BRANCH_MODEL (object);

  g_ptr_array_unref (self->items);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (uois_tree_branch_model_parent_class)->finalize (object);
}

static void
uois_tree_branch_model_class_init (UoisTreeBranchModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_tree_branch_model_dispose;
  object_class->finalize = uois_tree_branch_model_finalize;

  signals[ANSWERED] =
      g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REREAD] =
      g_signal_new ("reread", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
uois_tree_branch_model_init (UoisTreeBranchModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->limit = CHUNK;
}

UoisTreeBranchModel *
uois_tree_branch_model_new (UoisFile *file, const UoisType *type)
{
  UoisTreeBranchModel *self = g_object_new (UOIS_TYPE_TREE_BRANCH_MODEL, NULL);

  self->file = g_object_ref (file);
  self->type = type;
  return self;
}

UoisTreeBranchModel *
uois_tree_branch_model_new_below (UoisTreeBranchModel *root, UoisTreeItem *item)
{
  UoisTreeBranchModel *self = uois_tree_branch_model_new (root->file, root->type);

  self->parent = uois_tree_item_get_record (item)->id;
  self->has_parent = TRUE;
  g_set_weak_pointer (&self->root, root);
  g_signal_connect_object (root, "reread", G_CALLBACK (reread_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
uois_tree_branch_model_refresh (UoisTreeBranchModel *self)
{
  g_return_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self));

  reread_cb (self);
  g_signal_emit (self, signals[REREAD], 0);
}

void
uois_tree_branch_model_read_more (UoisTreeBranchModel *self)
{
  g_return_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self));

  self->limit = count_records (self) + CHUNK;
  read_branch (self);
}

void
uois_tree_branch_model_read_all (UoisTreeBranchModel *self)
{
  g_return_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self));

  self->limit = G_MAXINT;
  read_branch (self);
}

gboolean
uois_tree_branch_model_find (UoisTreeBranchModel *self, const UoisUuid *id, guint *position)
{
  g_return_val_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self), FALSE);

  for (guint i = 0; i < count_records (self); i++)
    if (uois_uuid_equal (&uois_tree_item_get_record (g_ptr_array_index (self->items, i))->id, id))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
uois_tree_branch_model_get_busy (UoisTreeBranchModel *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self), FALSE);

  return self->busy;
}

gboolean
uois_tree_branch_model_get_complete (UoisTreeBranchModel *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self), FALSE);

  return !self->busy && self->asked && count_records (self) == self->items->len;
}

const GError *
uois_tree_branch_model_get_error (UoisTreeBranchModel *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_BRANCH_MODEL (self), NULL);

  return self->error;
}
