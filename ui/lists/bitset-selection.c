/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists/bitset-selection.h"

struct _UoisBitsetSelection
{
  GObject parent_instance;

  /* Owned */
  GListModel *model;
  GtkBitset *selected;
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UoisBitsetSelection,
                               uois_bitset_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static GType
uois_bitset_selection_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (UOIS_BITSET_SELECTION (model)->model);
}

static guint
uois_bitset_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (UOIS_BITSET_SELECTION (model)->model);
}

static gpointer
uois_bitset_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (UOIS_BITSET_SELECTION (model)->model, position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = uois_bitset_selection_get_item_type;
  iface->get_n_items = uois_bitset_selection_get_n_items;
  iface->get_item = uois_bitset_selection_get_item;
}

static gboolean
uois_bitset_selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (UOIS_BITSET_SELECTION (model)->selected, position);
}

static GtkBitset *
uois_bitset_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (UOIS_BITSET_SELECTION (model)->selected);
}

static gboolean
uois_bitset_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  UoisBitsetSelection *self = UOIS_BITSET_SELECTION (model);
  g_autoptr (GtkBitset) chosen = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);
  guint n_items = g_list_model_get_n_items (self->model);

  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_subtract (chosen, mask);
  gtk_bitset_union (chosen, wanted);
  if (n_items < G_MAXUINT)
    gtk_bitset_remove_range_closed (chosen, n_items, G_MAXUINT);
  uois_bitset_selection_replace (self, chosen);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = uois_bitset_selection_is_selected;
  iface->get_selection_in_range = uois_bitset_selection_get_selection_in_range;
  iface->set_selection = uois_bitset_selection_set_selection;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  UoisBitsetSelection *self = UOIS_BITSET_SELECTION (user_data);
  GtkBitset *selected = gtk_bitset_copy (self->selected);

  /* A fresh set: the old one may have been handed out. */
  gtk_bitset_splice (selected, position, removed, added);
  gtk_bitset_unref (self->selected);
  self->selected = selected;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
uois_bitset_selection_dispose (GObject *object)
{
  UoisBitsetSelection *self = UOIS_BITSET_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);

  G_OBJECT_CLASS (uois_bitset_selection_parent_class)->dispose (object);
}

static void
uois_bitset_selection_finalize (GObject *object)
{
  UoisBitsetSelection *self = UOIS_BITSET_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->selected, gtk_bitset_unref);

  G_OBJECT_CLASS (uois_bitset_selection_parent_class)->finalize (object);
}

static void
uois_bitset_selection_class_init (UoisBitsetSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_bitset_selection_dispose;
  object_class->finalize = uois_bitset_selection_finalize;
}

static void
uois_bitset_selection_init (UoisBitsetSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

UoisBitsetSelection *
uois_bitset_selection_new (GListModel *model)
{
  UoisBitsetSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (UOIS_TYPE_BITSET_SELECTION, NULL);
  self->model = g_object_ref (model);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);

  return self;
}

guint
uois_bitset_selection_get_size (UoisBitsetSelection *self)
{
  g_return_val_if_fail (UOIS_IS_BITSET_SELECTION (self), 0);

  return gtk_bitset_get_size (self->selected);
}

guint
uois_bitset_selection_get_single (UoisBitsetSelection *self)
{
  g_return_val_if_fail (UOIS_IS_BITSET_SELECTION (self), GTK_INVALID_LIST_POSITION);

  return gtk_bitset_get_size (self->selected) == 1 ? gtk_bitset_get_minimum (self->selected) :
                                                     GTK_INVALID_LIST_POSITION;
}

void
uois_bitset_selection_replace (UoisBitsetSelection *self, GtkBitset *selected)
{
  g_autoptr (GtkBitset) changed = NULL;
  guint first, last;

  g_return_if_fail (UOIS_IS_BITSET_SELECTION (self));

  changed = gtk_bitset_copy (selected);
  gtk_bitset_difference (changed, self->selected);
  if (gtk_bitset_is_empty (changed))
    return;

  first = gtk_bitset_get_minimum (changed);
  last = gtk_bitset_get_maximum (changed);
  gtk_bitset_unref (self->selected);
  self->selected = gtk_bitset_copy (selected);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
}
