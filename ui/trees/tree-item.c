/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trees/tree-item.h"

struct _UoisTreeItem
{
  GObject parent_instance;

  UoisRecord *record; /* nullable, owned */
  gint64 more;
  gint64 n_children;
  gint64 n_members;
  gboolean in_circle;
};

enum
{
  PROP_RECORD = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (UoisTreeItem, uois_tree_item, G_TYPE_OBJECT)

static void
uois_tree_item_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_RECORD)
    g_value_set_boxed (value, UOIS_TREE_ITEM (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
uois_tree_item_finalize (GObject *object)
{
  UoisTreeItem *self = UOIS_TREE_ITEM (object);

  g_clear_pointer (&self->record, uois_record_unref);

  G_OBJECT_CLASS (uois_tree_item_parent_class)->finalize (object);
}

static void
uois_tree_item_class_init (UoisTreeItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = uois_tree_item_get_property;
  object_class->finalize = uois_tree_item_finalize;

  properties[PROP_RECORD] =
      g_param_spec_boxed ("record", NULL, NULL, UOIS_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
uois_tree_item_init (UoisTreeItem *self)
{
}

UoisTreeItem *
uois_tree_item_new (const UoisTreeNode *node)
{
  UoisTreeItem *self = g_object_new (UOIS_TYPE_TREE_ITEM, NULL);

  uois_tree_item_update (self, node);
  return self;
}

UoisTreeItem *
uois_tree_item_new_more (gint64 count)
{
  UoisTreeItem *self = g_object_new (UOIS_TYPE_TREE_ITEM, NULL);

  self->more = count;
  return self;
}

void
uois_tree_item_update (UoisTreeItem *self, const UoisTreeNode *node)
{
  g_return_if_fail (UOIS_IS_TREE_ITEM (self));

  uois_record_ref (node->record);
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = node->record;
  self->n_children = node->n_children;
  self->n_members = node->n_members;
  self->in_circle = node->in_circle;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

UoisRecord *
uois_tree_item_get_record (UoisTreeItem *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ITEM (self), NULL);

  return self->record;
}

gint64
uois_tree_item_get_more (UoisTreeItem *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ITEM (self), 0);

  return self->more;
}

gint64
uois_tree_item_get_n_children (UoisTreeItem *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ITEM (self), 0);

  return self->n_children;
}

gint64
uois_tree_item_get_n_members (UoisTreeItem *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ITEM (self), 0);

  return self->n_members;
}

gboolean
uois_tree_item_get_in_circle (UoisTreeItem *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ITEM (self), FALSE);

  return self->in_circle;
}
