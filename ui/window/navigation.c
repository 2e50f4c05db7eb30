/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/navigation.h"

#define ENTRIES_KEPT 100

typedef struct
{
  UoisLocation location;
  GObject *page;   /* nullable */
  GVariant *state; /* nullable */
  guint64 used;    /* when it was last current, in steps */
} Entry;

struct _UoisNavigation
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *entries; /* Entry */

  guint current;
  guint64 steps;
};

enum
{
  PAGE_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisNavigation, uois_navigation, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->page);
  g_clear_pointer (&entry->state, g_variant_unref);
  g_free (entry);
}

static Entry *
current_entry (UoisNavigation *self)
{
  return self->entries->len > 0 ? g_ptr_array_index (self->entries, self->current) : NULL;
}

static void
drop_page (UoisNavigation *self, Entry *entry)
{
  g_autoptr (GObject) page = g_steal_pointer (&entry->page);

  if (page != NULL)
    g_signal_emit (self, signals[PAGE_REMOVED], 0, page);
}

static void
remove_entries (UoisNavigation *self, guint first, guint length)
{
  for (guint i = first; i < first + length; i++)
    drop_page (self, g_ptr_array_index (self->entries, i));
  if (length > 0)
    g_ptr_array_remove_range (self->entries, first, length);
}

static void
use_current (UoisNavigation *self)
{
  current_entry (self)->used = ++self->steps;
}

static void
uois_navigation_finalize (GObject *object)
{
  UoisNavigation *self = UOIS_NAVIGATION (object);

  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (uois_navigation_parent_class)->finalize (object);
}

static void
uois_navigation_class_init (UoisNavigationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = uois_navigation_finalize;

  /**
   * UoisNavigation::page-removed:
   * @page: a page that no location keeps any more
   */
  signals[PAGE_REMOVED] = g_signal_new ("page-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
uois_navigation_init (UoisNavigation *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

UoisNavigation *
uois_navigation_new (void)
{
  return g_object_new (UOIS_TYPE_NAVIGATION, NULL);
}

gboolean
uois_navigation_go (UoisNavigation *self, const UoisLocation *location)
{
  Entry *entry;

  g_return_val_if_fail (UOIS_IS_NAVIGATION (self), FALSE);

  entry = current_entry (self);
  if (entry != NULL && uois_location_equal (&entry->location, location))
    return FALSE;

  if (entry != NULL)
    remove_entries (self, self->current + 1, self->entries->len - self->current - 1);
  if (self->entries->len == ENTRIES_KEPT)
    remove_entries (self, 0, 1);

  entry = g_new0 (Entry, 1);
  entry->location = *location;
  g_ptr_array_add (self->entries, entry);
  self->current = self->entries->len - 1;
  use_current (self);

  return TRUE;
}

gboolean
uois_navigation_can_step (UoisNavigation *self, int steps)
{
  g_return_val_if_fail (UOIS_IS_NAVIGATION (self), FALSE);

  return (gint64) self->current + steps >= 0 && (gint64) self->current + steps < self->entries->len;
}

gboolean
uois_navigation_step (UoisNavigation *self, int steps)
{
  if (!uois_navigation_can_step (self, steps))
    return FALSE;

  self->current += steps;
  use_current (self);
  return TRUE;
}

const UoisLocation *
uois_navigation_get_location (UoisNavigation *self)
{
  Entry *entry;

  g_return_val_if_fail (UOIS_IS_NAVIGATION (self), NULL);

  entry = current_entry (self);
  return entry != NULL ? &entry->location : NULL;
}

GObject *
uois_navigation_get_page (UoisNavigation *self)
{
  Entry *entry;

  g_return_val_if_fail (UOIS_IS_NAVIGATION (self), NULL);

  entry = current_entry (self);
  return entry != NULL ? entry->page : NULL;
}

GVariant *
uois_navigation_get_state (UoisNavigation *self)
{
  Entry *entry;

  g_return_val_if_fail (UOIS_IS_NAVIGATION (self), NULL);

  entry = current_entry (self);
  return entry != NULL ? entry->state : NULL;
}

void
uois_navigation_set_page (UoisNavigation *self, GObject *page)
{
  Entry *entry;

  g_return_if_fail (UOIS_IS_NAVIGATION (self));

  entry = current_entry (self);
  g_return_if_fail (entry != NULL);

  g_set_object (&entry->page, page);
  g_clear_pointer (&entry->state, g_variant_unref);
}

void
uois_navigation_trim (UoisNavigation *self, guint keep, UoisNavigationSave save, gpointer data)
{
  g_return_if_fail (UOIS_IS_NAVIGATION (self));

  while (TRUE)
    {
      Entry *oldest = NULL;
      GVariant *state;
      guint n_pages = 0;

      for (guint i = 0; i < self->entries->len; i++)
        {
          Entry *entry = g_ptr_array_index (self->entries, i);

          if (entry->page == NULL)
            continue;
          n_pages++;
          if (i != self->current && (oldest == NULL || entry->used < oldest->used))
            oldest = entry;
        }
      if (n_pages <= keep || oldest == NULL)
        return;

      state = save (oldest->page, data);
      oldest->state = state != NULL ? g_variant_ref_sink (state) : NULL;
      drop_page (self, oldest);
    }
}

void
uois_navigation_foreach_page (UoisNavigation *self, GFunc callback, gpointer data)
{
  g_return_if_fail (UOIS_IS_NAVIGATION (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->page != NULL)
        callback (entry->page, data);
    }
}
