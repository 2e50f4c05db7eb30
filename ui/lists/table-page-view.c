/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/table-page-private.h"

#include <glib/gi18n-lib.h>

/* Whether the list is no longer what the view says. */
static gboolean
is_changed (UoisTablePage *self)
{
  const UoisSavedView *view = self->view;
  g_autoptr (GPtrArray) columns = uois_record_list_get_columns (self->list);
  UoisListRequest request;

  uois_record_list_get_request (self->list, &request);
  if (g_strcmp0 (request.search != NULL ? request.search : "", view->search != NULL ? view->search : "") != 0 ||
      !uois_list_filter_equal (request.filter, view->filter) || request.sort != view->sort ||
      request.descending != view->descending)
    return TRUE;
  if (view->n_columns == 0)
    return FALSE;
  if (columns->len != view->n_columns)
    return TRUE;
  for (guint i = 0; i < columns->len; i++)
    if (g_ptr_array_index (columns, i) != view->columns[i])
      return TRUE;
  return FALSE;
}

static void
update (UoisTablePage *self)
{
  if (self->view != NULL && !self->applying)
    gtk_widget_set_visible (self->view_bar, is_changed (self));
}

static void
apply (UoisTablePage *self)
{
  const UoisSavedView *view = self->view;

  self->applying = TRUE;
  uois_record_list_show_view (self->list, view);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), view->search != NULL ? view->search : "");
  self->applying = FALSE;
  update (self);
}

static void
tell_what_is_gone (UoisTablePage *self)
{
  for (guint i = 0; i < self->view->gone->len; i++)
    uois_page_notify (GTK_WIDGET (self), g_ptr_array_index (self->view->gone, i), NULL, NULL, NULL);
}

static UoisSavedView *
find_view (UoisTablePage *self, GPtrArray *views)
{
  g_autofree char *id = uois_uuid_to_string (&self->view_id);

  for (guint i = 0; i < views->len; i++)
    {
      UoisSavedView *view = g_ptr_array_index (views, i);

      if (g_str_equal (view->id, id))
        return view;
    }
  return NULL;
}

/* The first answer fills the list. Later ones tell of another name, or what is asked for under it elsewhere. */
static void
views_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTablePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = uois_file_list_views_finish (UOIS_FILE (source), result, &error);
  UoisSavedView *view = views != NULL ? find_view (self, views) : NULL;
  gboolean first = self->view == NULL;

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view == NULL)
    {
      /* A view that was deleted leaves the list as it is, which is the whole if it never was shown. */
      gtk_widget_set_visible (self->view_bar, FALSE);
      g_clear_pointer (&self->view, uois_saved_view_unref);
      uois_page_set_title (UOIS_PAGE (self), uois_type_get_label_many (self->type));
      if (first)
        uois_record_list_request (self->list);
      return;
    }
  g_clear_pointer (&self->view, uois_saved_view_unref);
  self->view = uois_saved_view_ref (view);
  uois_page_set_title (UOIS_PAGE (self), view->name);
  if (first && !self->restored)
    {
      tell_what_is_gone (self);
      apply (self);
    }
  else
    update (self);
}

static void
read_view (UoisTablePage *self)
{
  uois_file_list_views_async (self->file, self->type, NULL, views_cb, g_object_ref (self));
}

/* ---- Save and revert ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTablePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!uois_file_save_view_finish (UOIS_FILE (source), result, &error))
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);
  g_autoptr (GPtrArray) columns = uois_record_list_get_columns (self->list);
  g_autoptr (UoisSavedView) view = NULL;
  UoisListRequest request;

  if (self->view == NULL)
    return;
  uois_record_list_get_request (self->list, &request);
  view = uois_saved_view_new (self->view->id, self->view->name, &request, (const UoisField *const *) columns->pdata,
                              columns->len);
  uois_file_save_view_async (self->file, view, NULL, saved_cb, g_object_ref (self));
}

static void
revert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);

  if (self->view != NULL)
    apply (self);
}

void
_uois_table_page_view_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "table.save-view", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "table.revert-view", NULL, revert_action);
}

void
_uois_table_page_view_update (UoisTablePage *self)
{
  update (self);
}

void
_uois_table_page_set_view (UoisTablePage *self, const UoisUuid *id)
{
  self->has_view = TRUE;
  self->view_id = *id;
  uois_record_list_forget_layout (self->list);
  g_signal_connect_object (self->list, "layout-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filter-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "setting-changed::" UOIS_FILE_SETTING_VIEWS, G_CALLBACK (read_view), self,
                           G_CONNECT_SWAPPED);
  read_view (self);
}
