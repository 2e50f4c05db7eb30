/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/detail-pane.h"

#include "format.h"
#include "fields/record-view.h"

#include <glib/gi18n-lib.h>

struct _UoisDetailPane
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *message;
  GtkLabel *title;
  UoisRecordView *view;

  /* Owned */
  UoisFile *file;
  UoisRecordList *list;
  UoisListItem *item; /* nullable: the one that is selected */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (UoisDetailPane, uois_detail_pane, GTK_TYPE_WIDGET)

static void
show_message (UoisDetailPane *self, const char *message)
{
  gtk_label_set_text (self->message, message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisDetailPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->item == NULL)
    return;
  if (record == NULL)
    {
      show_message (self, error->message);
      return;
    }

  gtk_label_set_text (self->title, record->title);
  uois_record_view_set_record (self->view, record);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

/* What is shown stays until the answer is there, so that going through a list does not flicker. */
static void
read_item (UoisDetailPane *self)
{
  UoisRecord *record = self->item != NULL ? uois_list_item_get_record (self->item) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (record == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->cancellable = g_cancellable_new ();
  uois_file_read_async (self->file, record->type, &record->id, self->cancellable, read_cb, g_object_ref (self));
}

static void
set_item (UoisDetailPane *self, UoisListItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_swapped (item, "notify::record", G_CALLBACK (read_item), self);
}

static void
selection_changed_cb (UoisDetailPane *self)
{
  UoisBitsetSelection *selection;
  guint single, size;

  if (self->list == NULL)
    return;

  selection = uois_record_list_get_selection (self->list);
  single = uois_bitset_selection_get_single (selection);
  size = uois_bitset_selection_get_size (selection);

  if (single != GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (UoisListItem) item = g_list_model_get_item (G_LIST_MODEL (selection), single);

      set_item (self, item);
      read_item (self);
      return;
    }

  set_item (self, NULL);
  read_item (self);
  if (size == 0)
    show_message (self, _ ("Select a record to see it here"));
  else
    {
      g_autofree char *count = uois_format_count (size);
      g_autofree char *message = g_strdup_printf (ngettext ("%s record selected", "%s records selected", size), count);

      show_message (self, message);
    }
}

static void
open_cb (UoisDetailPane *self)
{
  guint single = uois_bitset_selection_get_single (uois_record_list_get_selection (self->list));

  if (single != GTK_INVALID_LIST_POSITION)
    uois_record_list_open (self->list, single);
}

static void
uois_detail_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (uois_detail_pane_parent_class)->map (widget);

  selection_changed_cb (UOIS_DETAIL_PANE (widget));
}

static void
uois_detail_pane_dispose (GObject *object)
{
  UoisDetailPane *self = UOIS_DETAIL_PANE (object);

  set_item (self, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_DETAIL_PANE);
  g_clear_object (&self->list);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_detail_pane_parent_class)->dispose (object);
}

static void
uois_detail_pane_class_init (UoisDetailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_detail_pane_dispose;
  widget_class->map = uois_detail_pane_map;

  g_type_ensure (UOIS_TYPE_RECORD_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisDetailPane, message);
  gtk_widget_class_bind_template_child (widget_class, UoisDetailPane, title);
  gtk_widget_class_bind_template_child (widget_class, UoisDetailPane, view);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
uois_detail_pane_init (UoisDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
uois_detail_pane_set_list (UoisDetailPane *self, UoisFile *file, UoisRecordList *list)
{
  UoisBitsetSelection *selection;

  g_return_if_fail (UOIS_IS_DETAIL_PANE (self));
  g_return_if_fail (self->list == NULL);

  self->file = g_object_ref (file);
  self->list = g_object_ref (list);
  selection = uois_record_list_get_selection (list);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  selection_changed_cb (self);
}

void
uois_detail_pane_refresh (UoisDetailPane *self)
{
  g_return_if_fail (UOIS_IS_DETAIL_PANE (self));

  read_item (self);
}
