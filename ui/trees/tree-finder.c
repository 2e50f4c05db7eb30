/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-finder.h"

#include "text-label.h"

#include <glib/gi18n-lib.h>

/* More than anybody looks through. */
#define RESULTS 50

struct _UoisTreeFinder
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *message;
  GtkListBox *results;

  /* Owned */
  UoisFile *file;
  GPtrArray *places; /* UoisTreePlace, in the order of the rows */
  GCancellable *cancellable;

  /* Weak */
  GtkSearchEntry *entry;

  const UoisType *type;
  gboolean busy;
};

enum
{
  CHOSEN,
  SEARCHING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisTreeFinder, uois_tree_finder, GTK_TYPE_WIDGET)

/* ---- What is found ---- */

static void
add_place (UoisTreeFinder *self, const UoisTreePlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const char *path = *place->path != '\0' ? place->path : _ ("At the top");
  g_autofree char *name = g_strdup_printf ("%s, %s", place->record->title, path);

  gtk_box_append (GTK_BOX (box), uois_text_label_new (place->record->title, NULL));
  gtk_box_append (GTK_BOX (box), uois_text_label_new (path, "dim-label"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->results, row);
}

static void
clear_places (UoisTreeFinder *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

static void
show_places (UoisTreeFinder *self, GPtrArray *places)
{
  clear_places (self);
  self->places = g_ptr_array_ref (places);
  for (guint i = 0; i < places->len; i++)
    add_place (self, g_ptr_array_index (places, i));
  if (places->len == 0)
    gtk_label_set_text (self->message, _ ("Nothing found. Every word must begin a word of the record."));
  gtk_stack_set_visible_child_name (self->stack, places->len > 0 ? "results" : "message");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreeFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = uois_file_find_in_tree_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->results == NULL)
    return;
  self->busy = FALSE;
  if (places != NULL)
    {
      show_places (self, places);
      return;
    }
  gtk_label_set_text (self->message, error->message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* ---- The entry ---- */

static void
search_changed_cb (UoisTreeFinder *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->busy = *text != '\0';
  g_signal_emit (self, signals[SEARCHING], 0, self->busy);
  if (!self->busy)
    {
      clear_places (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  uois_file_find_in_tree_async (self->file, self->type, text, RESULTS, self->cancellable, found_cb,
                                g_object_ref (self));
}

static void
choose (UoisTreeFinder *self, int index)
{
  if (index >= 0 && self->places != NULL && (guint) index < self->places->len)
    {
      const UoisTreePlace *place = g_ptr_array_index (self->places, index);
      g_autoptr (UoisRecord) record = uois_record_ref (place->record);

      g_signal_emit (self, signals[CHOSEN], 0, record);
    }
}

static void
entry_activate_cb (UoisTreeFinder *self)
{
  if (!self->busy)
    choose (self, 0);
}

static gboolean
key_pressed_cb (UoisTreeFinder *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->results, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_list_box_select_row (self->results, first);
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
row_activated_cb (UoisTreeFinder *self, GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

/* ---- GObject ---- */

static void
uois_tree_finder_dispose (GObject *object)
{
  UoisTreeFinder *self = UOIS_TREE_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->entry);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_FINDER);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_tree_finder_parent_class)->dispose (object);
}

static void
uois_tree_finder_class_init (UoisTreeFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_tree_finder_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, UOIS_TYPE_RECORD);
  signals[SEARCHING] = g_signal_new ("searching", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreeFinder, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeFinder, message);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeFinder, results);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
uois_tree_finder_init (UoisTreeFinder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
uois_tree_finder_follow (UoisTreeFinder *self, UoisFile *file, const UoisType *type, GtkSearchEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (UOIS_IS_TREE_FINDER (self));
  g_return_if_fail (self->file == NULL);

  self->file = g_object_ref (file);
  self->type = type;
  g_set_weak_pointer (&self->entry, entry);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

UoisRecord *
uois_tree_finder_get_selected (UoisTreeFinder *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (UOIS_IS_TREE_FINDER (self), NULL);

  row = gtk_list_box_get_selected_row (self->results);
  return row != NULL ?
             ((const UoisTreePlace *) g_ptr_array_index (self->places, gtk_list_box_row_get_index (row)))->record :
             NULL;
}

gboolean
uois_tree_finder_get_settled (UoisTreeFinder *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_FINDER (self), FALSE);

  return !self->busy;
}
