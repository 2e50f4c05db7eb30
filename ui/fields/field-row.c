/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/field-row.h"

#include "fields/value-link.h"
#include "page.h"

#include <glib/gi18n-lib.h>

struct _UoisFieldRow
{
  GtkListBoxRow parent_instance;

  /* Template widgets */
  GtkBox *box;
  GtkLabel *label;
  GtkLabel *value;
  GtkLabel *note;
  GtkImage *arrow;
  GMenuModel *menu;

  /* Child; NULL until it is wanted: a record has many rows */
  GtkWidget *popover;

  /* Owned */
  UoisRecord *record;
  char *uri; /* nullable */

  /* Of the registry */
  const UoisField *field;
  const UoisType *target; /* nullable: of the record that the value leads to */
  UoisUuid target_id;
};

G_DEFINE_FINAL_TYPE (UoisFieldRow, uois_field_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_link (UoisFieldRow *self, const char *icon)
{
  gboolean is_link = icon != NULL;

  gtk_image_set_from_icon_name (self->arrow, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), is_link);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), is_link);
  /* The whole row is the link; a selectable label would swallow the click. */
  gtk_label_set_selectable (self->value, !is_link);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "field.follow", is_link);
}

static void
show_text (UoisFieldRow *self, const char *text, const char *note)
{
  g_autofree char *name = NULL;
  gboolean empty = *text == '\0';

  /* Translators: stands for a value that is not known. */
  gtk_label_set_text (self->value, empty ? _ ("—") : text);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "dim-label");

  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);

  name = g_strdup_printf ("%s: %s", gtk_label_get_text (self->label), empty ? _ ("no value") : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note != NULL ? note : "", -1);
}

static void
show_reference (UoisFieldRow *self, guint index)
{
  UoisRecord *record = self->record;
  const UoisValue *value = &record->values[index];
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  if (value->kind != UOIS_VALUE_UUID)
    {
      show_text (self, "", NULL);
      return;
    }

  if (record->dangling[index])
    {
      id = uois_uuid_to_string (&value->uuid);
      /* Translators: %s is the kind of record that a link leads to, "Person". */
      text = g_strdup_printf (_ ("%s not in this file"), uois_type_get_label (self->field->column->target));
      show_text (self, text, id);
      return;
    }

  self->target = self->field->column->target;
  self->target_id = value->uuid;
  show_text (self, record->texts[index], NULL);
  set_link (self, "go-next-symbolic");
}

static void
show_value (UoisFieldRow *self)
{
  g_autofree char *id = NULL;

  self->target = NULL;
  g_clear_pointer (&self->uri, g_free);
  set_link (self, NULL);

  if (self->field == NULL)
    {
      id = uois_uuid_to_string (&self->record->id);
      show_text (self, id, NULL);
      return;
    }

  if (self->field->column != NULL && self->field->column->target != NULL)
    show_reference (self, self->field->index);
  else
    {
      const char *text = self->record->texts[self->field->index];

      show_text (self, text, NULL);
      self->uri = uois_value_link (self->field->presentation, text);
      if (self->uri != NULL)
        set_link (self, uois_value_link_get_icon_name (self->field->presentation));
    }
}

static void
follow_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  uois_field_row_follow (UOIS_FIELD_ROW (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisFieldRow *self = UOIS_FIELD_ROW (widget);
  const char *text = gtk_label_get_text (self->value);

  if (self->field == NULL || *self->record->texts[self->field->index] != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
menu_pressed_cb (UoisFieldRow *self, int n_press, double x, double y)
{
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ x, y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  menu_pressed_cb (UOIS_FIELD_ROW (widget), 1, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget));
}

static void
uois_field_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (uois_field_row_parent_class)->size_allocate (widget, width, height, baseline);

  if (UOIS_FIELD_ROW (widget)->popover != NULL)
    gtk_popover_present (GTK_POPOVER (UOIS_FIELD_ROW (widget)->popover));
}

static void
uois_field_row_dispose (GObject *object)
{
  g_clear_pointer (&UOIS_FIELD_ROW (object)->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (uois_field_row_parent_class)->dispose (object);
}

static void
uois_field_row_finalize (GObject *object)
{
  UoisFieldRow *self = UOIS_FIELD_ROW (object);

  g_clear_pointer (&self->record, uois_record_unref);
  g_free (self->uri);

  G_OBJECT_CLASS (uois_field_row_parent_class)->finalize (object);
}

static void
uois_field_row_class_init (UoisFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_field_row_dispose;
  object_class->finalize = uois_field_row_finalize;
  widget_class->size_allocate = uois_field_row_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, value);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, note);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);

  gtk_widget_class_install_action (widget_class, "field.follow", NULL, follow_action);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "field.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "field.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "field.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "field.menu", NULL);
}

static void
uois_field_row_init (UoisFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_field_row_new (const UoisField *field, GtkSizeGroup *labels)
{
  UoisFieldRow *self = g_object_new (UOIS_TYPE_FIELD_ROW, NULL);

  self->field = field;
  gtk_label_set_text (self->label, field != NULL ? uois_label (field->label) : _ ("Identifier"));
  if (field != NULL && field->help != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), uois_label (field->help));

  if (labels != NULL)
    gtk_size_group_add_widget (labels, GTK_WIDGET (self->label));
  else
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), GTK_ORIENTATION_VERTICAL);
      gtk_widget_add_css_class (GTK_WIDGET (self->box), "narrow");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
    }
  return GTK_WIDGET (self);
}

const UoisField *
uois_field_row_get_field (UoisFieldRow *self)
{
  g_return_val_if_fail (UOIS_IS_FIELD_ROW (self), NULL);

  return self->field;
}

void
uois_field_row_set_record (UoisFieldRow *self, UoisRecord *record)
{
  g_return_if_fail (UOIS_IS_FIELD_ROW (self));

  uois_record_ref (record);
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = record;
  show_value (self);
}

void
uois_field_row_follow (UoisFieldRow *self)
{
  g_return_if_fail (UOIS_IS_FIELD_ROW (self));

  if (self->target != NULL)
    uois_go_record (GTK_WIDGET (self), self->target, &self->target_id);
  else if (self->uri != NULL)
    uois_value_link_open (GTK_WIDGET (self), self->uri);
}
