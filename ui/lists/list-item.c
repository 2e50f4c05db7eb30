/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists/list-item-private.h"

struct _UoisListItem
{
  GObject parent_instance;

  /* Owned */
  GHashTable *index;
  UoisRecord *record;

  gint64 row;
  guint position;
  gboolean fresh;
};

enum
{
  PROP_RECORD = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (UoisListItem, uois_list_item, G_TYPE_OBJECT)

static void
uois_list_item_finalize (GObject *object)
{
  UoisListItem *self = UOIS_LIST_ITEM (object);

  if (g_hash_table_lookup (self->index, &self->row) == self)
    g_hash_table_remove (self->index, &self->row);
  g_hash_table_unref (self->index);
  g_clear_pointer (&self->record, uois_record_unref);

  G_OBJECT_CLASS (uois_list_item_parent_class)->finalize (object);
}

static void
uois_list_item_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  UoisListItem *self = UOIS_LIST_ITEM (object);

  switch (property_id)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
uois_list_item_class_init (UoisListItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = uois_list_item_finalize;
  object_class->get_property = uois_list_item_get_property;

  properties[PROP_RECORD] =
      g_param_spec_boxed ("record", NULL, NULL, UOIS_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
uois_list_item_init (UoisListItem *self)
{
}

gint64
uois_list_item_get_row (UoisListItem *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_ITEM (self), 0);

  return self->row;
}

UoisRecord *
uois_list_item_get_record (UoisListItem *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_ITEM (self), NULL);

  return self->record;
}

UoisListItem *
_uois_list_item_new (GHashTable *index, gint64 row, guint position)
{
  UoisListItem *self = g_object_new (UOIS_TYPE_LIST_ITEM, NULL);

  self->row = row;
  self->position = position;
  self->index = g_hash_table_ref (index);
  g_hash_table_insert (index, &self->row, self);

  return self;
}

void
_uois_list_item_set_row (UoisListItem *self, gint64 row)
{
  if (self->row != row)
    {
      self->row = row;
      self->fresh = FALSE;
      g_clear_pointer (&self->record, uois_record_unref);
    }
  g_hash_table_insert (self->index, &self->row, self);
}

guint
_uois_list_item_get_position (UoisListItem *self)
{
  return self->position;
}

void
_uois_list_item_set_position (UoisListItem *self, guint position)
{
  self->position = position;
}

gboolean
_uois_list_item_get_fresh (UoisListItem *self)
{
  return self->fresh;
}

void
_uois_list_item_set_stale (UoisListItem *self)
{
  self->fresh = FALSE;
}

void
_uois_list_item_set_record (UoisListItem *self, UoisRecord *record)
{
  self->fresh = TRUE;
  if (self->record == record)
    return;

  uois_record_ref (record);
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = record;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}
