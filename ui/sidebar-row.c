/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sidebar-row.h"

#include "format.h"

struct _UoisSidebarRow
{
  GtkListBoxRow parent_instance;

  /* Template widgets */
  GtkBox *box;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *count;
  GtkImage *arrow;

  gboolean foldable;
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (UoisSidebarRow, uois_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
uois_sidebar_row_class_init (UoisSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisSidebarRow, box);
  gtk_widget_class_bind_template_child (widget_class, UoisSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, UoisSidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, UoisSidebarRow, count);
  gtk_widget_class_bind_template_child (widget_class, UoisSidebarRow, arrow);
}

static void
uois_sidebar_row_init (UoisSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_sidebar_row_new (const char *icon, const char *name)
{
  UoisSidebarRow *self = g_object_new (UOIS_TYPE_SIDEBAR_ROW, NULL);

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_label_set_text (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

void
uois_sidebar_row_set_count (UoisSidebarRow *self, gint64 count)
{
  g_autofree char *text = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (UOIS_IS_SIDEBAR_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->count), count >= 0);
  if (count < 0)
    return;

  text = uois_format_count (count);
  description = uois_format_records (count);
  gtk_label_set_text (self->count, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  if (count == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "nothing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "nothing");
}

void
uois_sidebar_row_set_keys (UoisSidebarRow *self, const char *keys)
{
  g_return_if_fail (UOIS_IS_SIDEBAR_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->count), keys != NULL);
  if (keys == NULL)
    return;
  gtk_label_set_text (self->count, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, keys, -1);
}

void
uois_sidebar_row_set_foldable (UoisSidebarRow *self, gboolean folded)
{
  g_return_if_fail (UOIS_IS_SIDEBAR_ROW (self));

  self->foldable = TRUE;
  self->folded = folded;
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_image_set_from_icon_name (self->arrow, folded ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, !folded, -1);
}

gboolean
uois_sidebar_row_get_folded (UoisSidebarRow *self)
{
  g_return_val_if_fail (UOIS_IS_SIDEBAR_ROW (self), FALSE);

  return self->foldable && self->folded;
}

void
uois_sidebar_row_set_inner (UoisSidebarRow *self)
{
  g_return_if_fail (UOIS_IS_SIDEBAR_ROW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "inner");
}
