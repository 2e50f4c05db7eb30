/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include "text-label.h"

struct _UoisNotice
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *line;
  GtkWidget *image;
  GtkWidget *label;
  GtkWidget *body;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (UoisNotice, uois_notice, GTK_TYPE_WIDGET)

static void
uois_notice_dispose (GObject *object)
{
  UoisNotice *self = UOIS_NOTICE (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, gtk_widget_unparent);

  G_OBJECT_CLASS (uois_notice_parent_class)->dispose (object);
}

static void
uois_notice_class_init (UoisNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_notice_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
uois_notice_init (UoisNotice *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
  gtk_widget_add_css_class (widget, "card");
  gtk_widget_add_css_class (widget, "notice");

  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->image = gtk_image_new ();
  self->label = uois_text_label_new (NULL, NULL);
  gtk_widget_set_valign (self->image, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self->line), self->image);
  gtk_box_append (GTK_BOX (self->line), self->label);
  gtk_widget_set_parent (self->line, widget);

  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (self->body, FALSE);
  gtk_widget_set_parent (self->body, widget);

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_parent (self->buttons, widget);
}

GtkWidget *
uois_notice_new (const char *icon, const char *text)
{
  UoisNotice *self = g_object_new (UOIS_TYPE_NOTICE, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return GTK_WIDGET (self);
}

GtkWidget *
uois_notice_add_button (UoisNotice *self, const char *label)
{
  GtkWidget *button;

  g_return_val_if_fail (UOIS_IS_NOTICE (self), NULL);

  button = gtk_button_new_with_label (label);
  gtk_box_append (GTK_BOX (self->buttons), button);
  gtk_widget_set_visible (self->buttons, TRUE);
  return button;
}

void
uois_notice_add (UoisNotice *self, GtkWidget *widget)
{
  g_return_if_fail (UOIS_IS_NOTICE (self));

  gtk_box_append (GTK_BOX (self->body), widget);
  gtk_widget_set_visible (self->body, TRUE);
}
