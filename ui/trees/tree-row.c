/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-row.h"

#include "format.h"

#include <glib/gi18n-lib.h>

struct _UoisTreeRow
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkImage *circle;
  GtkWidget *words;
  GtkLabel *title;
  GtkLabel *kind;
  GtkLabel *members;

  /* Owned */
  UoisTreeItem *item; /* nullable */
};

G_DEFINE_FINAL_TYPE (UoisTreeRow, uois_tree_row, GTK_TYPE_WIDGET)

/* What the branch is ordered by first, such as the type of a group. */
static const char *
get_kind (const UoisRecord *record)
{
  return record->type->tree_order.length > 0 ? record->texts[0] : "";
}

static char *
format_more (UoisTreeItem *item)
{
  gint64 more = uois_tree_item_get_more (item);
  g_autofree char *count = uois_format_count (more);

  return g_strdup_printf (ngettext ("%s more record…", "%s more records…", (gulong) more), count);
}

static char *
format_title (UoisTreeItem *item)
{
  gint64 n_children = uois_tree_item_get_n_children (item);
  g_autofree char *count = uois_format_count (n_children);

  return n_children > 0 ? g_strdup_printf ("%s (%s)", uois_tree_item_get_record (item)->title, count) :
                          g_strdup (uois_tree_item_get_record (item)->title);
}

char *
uois_tree_item_describe (UoisTreeItem *item)
{
  const UoisRecord *record = uois_tree_item_get_record (item);
  g_autoptr (GString) text = NULL;
  g_autofree char *children = NULL;
  g_autofree char *members = NULL;

  if (record == NULL)
    return format_more (item);

  text = g_string_new (record->title);
  if (*get_kind (record) != '\0')
    g_string_append_printf (text, ", %s", get_kind (record));
  children = uois_format_count (uois_tree_item_get_n_children (item));
  if (uois_tree_item_get_n_children (item) > 0)
    g_string_append_printf (
        text, ngettext (", %s record below", ", %s records below", (gulong) uois_tree_item_get_n_children (item)),
        children);
  members = uois_format_count (uois_tree_item_get_n_members (item));
  if (record->type->tree_members != NULL)
    g_string_append_printf (text, ", %s: %s", uois_label (record->type->tree_members->label), members);
  if (uois_tree_item_get_in_circle (item))
    g_string_append_printf (text, ", %s", _ ("stands in a circle: move it elsewhere"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_members (UoisTreeRow *self)
{
  const UoisRecord *record = uois_tree_item_get_record (self->item);
  gint64 n_members = uois_tree_item_get_n_members (self->item);
  g_autofree char *count = uois_format_count (n_members);
  gboolean shown = record != NULL && record->type->tree_members != NULL && n_members > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->members), shown);
  if (!shown)
    return;
  gtk_label_set_text (self->members, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->members), uois_label (record->type->tree_members->label));
}

static void
show_item (UoisTreeRow *self)
{
  const UoisRecord *record = uois_tree_item_get_record (self->item);
  g_autofree char *title = record != NULL ? format_title (self->item) : format_more (self->item);
  const char *kind = record != NULL ? get_kind (record) : "";

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->kind, kind);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), *kind != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->circle), uois_tree_item_get_in_circle (self->item));
  show_members (self);
}

static void
uois_tree_row_dispose (GObject *object)
{
  UoisTreeRow *self = UOIS_TREE_ROW (object);

  uois_tree_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_ROW);

  G_OBJECT_CLASS (uois_tree_row_parent_class)->dispose (object);
}

static void
uois_tree_row_class_init (UoisTreeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_tree_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "treerow");
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-row.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreeRow, circle);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeRow, words);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeRow, title);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeRow, kind);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeRow, members);
}

static void
uois_tree_row_init (UoisTreeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_tree_row_new (void)
{
  return g_object_new (UOIS_TYPE_TREE_ROW, NULL);
}

void
uois_tree_row_set_item (UoisTreeRow *self, UoisTreeItem *item)
{
  g_return_if_fail (UOIS_IS_TREE_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "notify::record", G_CALLBACK (show_item), self);
  show_item (self);
}

UoisTreeItem *
uois_tree_row_get_item (UoisTreeRow *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_ROW (self), NULL);

  return self->item;
}
