/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-detail.h"

#include "fields/record-view.h"
#include "lists/record-list.h"
#include "records/inherited-list.h"

#include <glib/gi18n-lib.h>

/* What stands beside the fields; its widget is made anew for each record, when somebody looks. */
typedef struct
{
  const UoisField *relation;
  gboolean inherited;
  AdwBin *bin;
  AdwViewStackPage *page;
  gboolean shown;
} Part;

struct _UoisTreeDetail
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *message;
  GtkLabel *title;
  GtkLabel *kind;
  AdwViewStack *parts;
  UoisRecordView *view;

  /* Owned */
  UoisFile *file;
  UoisRecord *record;    /* nullable: the selected one */
  GArray *parts_of_type; /* Part */
  GCancellable *cancellable;

  const UoisType *type;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (UoisTreeDetail, uois_tree_detail, GTK_TYPE_WIDGET)

/* ---- Parts ---- */

static Part *
get_part (UoisTreeDetail *self, guint number)
{
  return &g_array_index (self->parts_of_type, Part, number);
}

static void
fill_part (UoisTreeDetail *self, Part *part)
{
  GtkWidget *list = g_object_new (part->inherited ? UOIS_TYPE_INHERITED_LIST : UOIS_TYPE_RECORD_LIST, NULL);

  part->shown = TRUE;
  adw_bin_set_child (part->bin, list);
  if (part->inherited)
    {
      uois_inherited_list_show (UOIS_INHERITED_LIST (list), self->file, part->relation, &self->record->id);
      return;
    }
  uois_record_list_show (UOIS_RECORD_LIST (list), self->file, part->relation->target, part->relation,
                         &self->record->id);
  uois_record_list_request (UOIS_RECORD_LIST (list));
}

static void
fill_visible_part (UoisTreeDetail *self)
{
  for (guint i = 0; self->record != NULL && i < self->parts_of_type->len; i++)
    {
      Part *part = get_part (self, i);

      if (!part->shown && adw_view_stack_get_visible_child (self->parts) == GTK_WIDGET (part->bin))
        fill_part (self, part);
    }
}

static void
empty_parts (UoisTreeDetail *self)
{
  for (guint i = 0; i < self->parts_of_type->len; i++)
    {
      Part *part = get_part (self, i);

      part->shown = FALSE;
      adw_bin_set_child (part->bin, NULL);
      adw_view_stack_page_set_badge_number (part->page, 0);
    }
}

static void
add_part (UoisTreeDetail *self, const UoisField *relation, gboolean inherited)
{
  Part part = { .relation = relation, .inherited = inherited };

  part.bin = ADW_BIN (adw_bin_new ());
  part.page =
      adw_view_stack_add_titled (self->parts, GTK_WIDGET (part.bin), relation->name, uois_label (relation->label));
  adw_view_stack_page_set_icon_name (part.page, uois_type_get_icon_name (relation->target));
  g_array_append_val (self->parts_of_type, part);
}

/* ---- The record ---- */

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreeDetail) self = user_data;
  g_autoptr (GArray) counts = uois_file_count_finish (UOIS_FILE (source), result, NULL);

  for (guint i = 0; counts != NULL && i < self->parts_of_type->len; i++)
    for (guint tab = 0; tab < self->type->tabs.length; tab++)
      if (self->type->tabs.items[tab] == get_part (self, i)->relation)
        adw_view_stack_page_set_badge_number (get_part (self, i)->page, (guint) g_array_index (counts, gint64, tab));
}

static void
show_message (UoisTreeDetail *self, const char *message)
{
  gtk_label_set_text (self->message, message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreeDetail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->title == NULL)
    return;
  self->busy = FALSE;
  if (record == NULL)
    {
      show_message (self, error->message);
      return;
    }

  gtk_label_set_text (self->title, record->title);
  uois_record_view_set_record (self->view, record);
  gtk_stack_set_visible_child_name (self->stack, "record");
  fill_visible_part (self);
}

static void
read_record (UoisTreeDetail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->busy = self->record != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->busy)
    return;
  self->cancellable = g_cancellable_new ();
  uois_file_read_async (self->file, self->type, &self->record->id, self->cancellable, read_cb, g_object_ref (self));
  uois_file_count_async (self->file, self->type, &self->record->id, self->cancellable, count_cb, g_object_ref (self));
}

static void
open_cb (UoisTreeDetail *self)
{
  if (self->record != NULL)
    uois_go_record (GTK_WIDGET (self), self->type, &self->record->id);
}

/* ---- GObject ---- */

static void
uois_tree_detail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (uois_tree_detail_parent_class)->map (widget);

  read_record (UOIS_TREE_DETAIL (widget));
}

static void
uois_tree_detail_dispose (GObject *object)
{
  UoisTreeDetail *self = UOIS_TREE_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_set_size (self->parts_of_type, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_DETAIL);
  g_clear_pointer (&self->record, uois_record_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_tree_detail_parent_class)->dispose (object);
}

static void
uois_tree_detail_finalize (GObject *object)
{
  g_array_unref (UOIS_TREE_DETAIL (object)->parts_of_type);

  G_OBJECT_CLASS (uois_tree_detail_parent_class)->finalize (object);
}

static void
uois_tree_detail_class_init (UoisTreeDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_tree_detail_dispose;
  object_class->finalize = uois_tree_detail_finalize;
  widget_class->map = uois_tree_detail_map;

  g_type_ensure (UOIS_TYPE_RECORD_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, message);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, title);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, kind);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, parts);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeDetail, view);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_visible_part);
}

static void
uois_tree_detail_init (UoisTreeDetail *self)
{
  self->parts_of_type = g_array_new (FALSE, FALSE, sizeof (Part));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
uois_tree_detail_set_type (UoisTreeDetail *self, UoisFile *file, const UoisType *type)
{
  g_return_if_fail (UOIS_IS_TREE_DETAIL (self));
  g_return_if_fail (self->file == NULL);

  self->file = g_object_ref (file);
  self->type = type;
  if (type->tree_members != NULL)
    add_part (self, type->tree_members, FALSE);
  for (guint i = 0; i < type->tree_inherited.length; i++)
    add_part (self, type->tree_inherited.items[i], TRUE);
}

void
uois_tree_detail_set_record (UoisTreeDetail *self, UoisRecord *record)
{
  g_return_if_fail (UOIS_IS_TREE_DETAIL (self));

  if (record != NULL && self->record != NULL && uois_uuid_equal (&record->id, &self->record->id))
    return;
  empty_parts (self);
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = record != NULL ? uois_record_ref (record) : NULL;
  if (record == NULL)
    show_message (self, _ ("Select a record to see it here"));
  else
    {
      const char *kind = self->type->tree_order.length > 0 ? record->texts[0] : "";

      gtk_label_set_text (self->kind, *kind != '\0' ? kind : uois_type_get_label (self->type));
    }
  read_record (self);
}

void
uois_tree_detail_refresh (UoisTreeDetail *self, const UoisChanges *changes)
{
  g_return_if_fail (UOIS_IS_TREE_DETAIL (self));

  for (guint i = 0; i < self->parts_of_type->len; i++)
    {
      Part *part = get_part (self, i);

      if (part->shown && part->inherited)
        uois_inherited_list_show (UOIS_INHERITED_LIST (adw_bin_get_child (part->bin)), self->file, part->relation,
                                  &self->record->id);
      else if (part->shown)
        uois_record_list_refresh (UOIS_RECORD_LIST (adw_bin_get_child (part->bin)), changes);
    }
  read_record (self);
}

gboolean
uois_tree_detail_get_settled (UoisTreeDetail *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_DETAIL (self), FALSE);

  for (guint i = 0; i < self->parts_of_type->len; i++)
    {
      Part *part = get_part (self, i);
      GtkWidget *list = adw_bin_get_child (part->bin);

      if (part->shown && !(part->inherited ? uois_inherited_list_get_settled (UOIS_INHERITED_LIST (list)) :
                                             uois_record_list_get_settled (UOIS_RECORD_LIST (list))))
        return FALSE;
    }
  return !self->busy;
}

void
uois_tree_detail_show_part (UoisTreeDetail *self, const UoisField *relation)
{
  g_return_if_fail (UOIS_IS_TREE_DETAIL (self));

  adw_view_stack_set_visible_child_name (self->parts, relation != NULL ? relation->name : "fields");
}
