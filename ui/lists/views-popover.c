/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/views-popover.h"

#include <glib/gi18n-lib.h>

struct _UoisViewsPopover
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkListBox *rows;
  GtkEntry *entry;
  GtkWidget *save_button;
  GtkLabel *problem;

  /* Owned */
  GPtrArray *views; /* UoisSavedView; nullable */
  GCancellable *cancellable;
  char *renamed; /* nullable: id of the view whose name is in the entry */
  char *going;   /* nullable: id of the view that was just made, to be shown */

  /* Not owned */
  UoisRecordList *list;
};

G_DEFINE_FINAL_TYPE (UoisViewsPopover, uois_views_popover, GTK_TYPE_POPOVER)

/* ---- A view that was deleted ---- */

GVariant *
uois_saved_view_to_variant (const UoisSavedView *view)
{
  g_autofree char *filter = view->filter != NULL ? uois_list_filter_to_string (view->filter) : NULL;
  GVariantBuilder columns;

  g_variant_builder_init (&columns, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < view->n_columns; i++)
    g_variant_builder_add (&columns, "s", view->columns[i]->name);
  return g_variant_new ("(ssssssbas)", view->type->name, view->id, view->name, view->search != NULL ? view->search : "",
                        filter != NULL ? filter : "", view->sort != NULL ? view->sort->name : "", view->descending,
                        &columns);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!uois_file_save_view_finish (UOIS_FILE (source), result, &error))
    g_warning ("The view could not be put back: %s", error->message);
}

void
uois_saved_view_restore (UoisFile *file, GVariant *variant)
{
  const char *type, *id, *name, *search, *filter, *sort;
  gboolean descending;
  g_autoptr (GVariantIter) names = NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (UoisListFilter) conditions = NULL;
  g_autoptr (UoisSavedView) view = NULL;
  UoisListRequest request = { 0 };
  const char *column;

  g_variant_get (variant, "(&s&s&s&s&s&sbas)", &type, &id, &name, &search, &filter, &sort, &descending, &names);
  request.type = uois_registry_find_type (uois_file_get_registry (file), type);
  if (request.type == NULL)
    return;
  while (g_variant_iter_next (names, "&s", &column))
    g_ptr_array_add (columns, (gpointer) uois_type_find_field (request.type, column));
  conditions = *filter != '\0' ? uois_list_filter_from_string (request.type, filter, NULL, NULL) : NULL;
  request.search = search;
  request.filter = conditions;
  request.sort = uois_type_find_field (request.type, sort);
  request.descending = descending;
  view = uois_saved_view_new (id, name, &request, (const UoisField *const *) columns->pdata, columns->len);
  uois_file_save_view_async (file, view, NULL, restored_cb, NULL);
}

/* ---- Showing ---- */

static UoisFile *
get_file (UoisViewsPopover *self)
{
  return uois_record_list_get_file (self->list);
}

static const UoisType *
get_record_type (UoisViewsPopover *self)
{
  return uois_list_model_get_record_type (uois_record_list_get_model (self->list));
}

static UoisSavedView *
view_of (UoisViewsPopover *self, GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return g_ptr_array_index (self->views, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void
go (UoisViewsPopover *self, const UoisSavedView *view)
{
  UoisLocation location = { .kind = UOIS_LOCATION_VIEW, .type = view->type };

  gtk_popover_popdown (GTK_POPOVER (self));
  if (uois_uuid_parse (view->id, strlen (view->id), &location.id))
    uois_go (GTK_WIDGET (self->list), &location);
}

static void
show_problem (UoisViewsPopover *self, const char *message)
{
  gtk_label_set_text (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static void
name_button (UoisViewsPopover *self)
{
  gtk_button_set_label (GTK_BUTTON (self->save_button), self->renamed != NULL ? _ ("Rename") : _ ("Save view"));
}

static void
rename_cb (GtkButton *button, UoisViewsPopover *self)
{
  const UoisSavedView *view = view_of (self, GTK_WIDGET (button));

  g_free (self->renamed);
  self->renamed = g_strdup (view->id);
  name_button (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), view->name);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisViewsPopover) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!uois_file_remove_view_finish (UOIS_FILE (source), result, &error) && self->list != NULL)
    uois_page_notify (GTK_WIDGET (self->list), error->message, NULL, NULL, NULL);
}

static void
remove_cb (GtkButton *button, UoisViewsPopover *self)
{
  const UoisSavedView *view = view_of (self, GTK_WIDGET (button));
  /* Translators: %s is the name of a saved view. */
  g_autofree char *text = g_strdup_printf (_ ("The view “%s” was deleted"), view->name);

  uois_page_notify (GTK_WIDGET (self->list), text, _ ("Undo"), "win.restore-view", uois_saved_view_to_variant (view));
  uois_file_remove_view_async (get_file (self), view->id, NULL, removed_cb, g_object_ref (self));
}

static GtkWidget *
new_row_button (UoisViewsPopover *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
add_view (UoisViewsPopover *self, const UoisSavedView *view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (view->name);
  g_autofree char *renaming = g_strdup_printf (_ ("Rename “%s”"), view->name);
  g_autofree char *removing = g_strdup_printf (_ ("Delete “%s”"), view->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_row_button (self, "document-edit-symbolic", renaming, G_CALLBACK (rename_cb)));
  gtk_box_append (GTK_BOX (box), new_row_button (self, "user-trash-symbolic", removing, G_CALLBACK (remove_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_list_box_append (self->rows, row);
}

static void
views_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisViewsPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = uois_file_list_views_finish (UOIS_FILE (source), result, &error);
  GtkListBoxRow *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  show_problem (self, error != NULL ? error->message : NULL);
  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = g_steal_pointer (&views);
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    {
      const UoisSavedView *view = g_ptr_array_index (self->views, i);

      add_view (self, view);
      if (g_strcmp0 (view->id, self->going) == 0)
        go (self, view);
    }
  g_clear_pointer (&self->going, g_free);
}

static void
read_views (UoisViewsPopover *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  uois_file_list_views_async (get_file (self), get_record_type (self), self->cancellable, views_cb,
                              g_object_ref (self));
}

static void
row_activated_cb (UoisViewsPopover *self, GtkListBoxRow *row)
{
  go (self, view_of (self, GTK_WIDGET (row)));
}

/* ---- Saving ---- */

static void
finish_entry (UoisViewsPopover *self, gboolean done, const GError *error)
{
  if (self->list == NULL)
    return;
  show_problem (self, error != NULL ? error->message : NULL);
  if (!done)
    {
      g_clear_pointer (&self->going, g_free);
      return;
    }
  g_clear_pointer (&self->renamed, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  name_button (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisViewsPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = uois_file_save_view_finish (UOIS_FILE (source), result, &error);

  finish_entry (self, saved, error);
  if (saved && self->list != NULL)
    read_views (self);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisViewsPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean renamed = uois_file_rename_view_finish (UOIS_FILE (source), result, &error);

  finish_entry (self, renamed, error);
}

static void
save_cb (UoisViewsPopover *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (UoisSavedView) view = NULL;
  UoisListRequest request;

  if (self->renamed != NULL)
    {
      uois_file_rename_view_async (get_file (self), self->renamed, name, NULL, renamed_cb, g_object_ref (self));
      return;
    }
  columns = uois_record_list_get_columns (self->list);
  uois_record_list_get_request (self->list, &request);
  view = uois_saved_view_new (NULL, name, &request, (const UoisField *const *) columns->pdata, columns->len);
  g_free (self->going);
  self->going = g_strdup (view->id);
  uois_file_save_view_async (get_file (self), view, NULL, saved_cb, g_object_ref (self));
}

/* ---- GObject ---- */

static void
uois_views_popover_map (GtkWidget *widget)
{
  UoisViewsPopover *self = UOIS_VIEWS_POPOVER (widget);

  finish_entry (self, TRUE, NULL);
  read_views (self);

  GTK_WIDGET_CLASS (uois_views_popover_parent_class)->map (widget);
}

static void
uois_views_popover_dispose (GObject *object)
{
  UoisViewsPopover *self = UOIS_VIEWS_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->list = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_VIEWS_POPOVER);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->renamed, g_free);
  g_clear_pointer (&self->going, g_free);

  G_OBJECT_CLASS (uois_views_popover_parent_class)->dispose (object);
}

static void
uois_views_popover_class_init (UoisViewsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_views_popover_dispose;
  widget_class->map = uois_views_popover_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/views-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisViewsPopover, rows);
  gtk_widget_class_bind_template_child (widget_class, UoisViewsPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisViewsPopover, save_button);
  gtk_widget_class_bind_template_child (widget_class, UoisViewsPopover, problem);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
uois_views_popover_init (UoisViewsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
setting_changed_cb (UoisViewsPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_views (self);
}

void
uois_views_popover_set_list (UoisViewsPopover *self, UoisRecordList *list)
{
  g_return_if_fail (UOIS_IS_VIEWS_POPOVER (self));
  g_return_if_fail (self->list == NULL);

  self->list = list;
  g_signal_connect_object (get_file (self), "setting-changed::" UOIS_FILE_SETTING_VIEWS,
                           G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
}
