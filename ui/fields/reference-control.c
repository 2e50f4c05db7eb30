/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/reference-control.h"

#include "fields/reference-picker.h"
#include "page.h"

#include <glib/gi18n-lib.h>

struct _UoisReferenceControl
{
  UoisFieldControl parent_instance;

  /* Children */
  UoisReferencePicker *picker;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (UoisReferenceControl, uois_reference_control, UOIS_TYPE_FIELD_CONTROL)

static void
show_dangling (UoisReferenceControl *self)
{
  const UoisUuid *id = uois_reference_picker_get_id (self->picker);
  gboolean dangling = uois_reference_picker_get_dangling (self->picker);
  g_autofree char *text = dangling ? uois_uuid_to_string (id) : NULL;
  g_autofree char *remark = NULL;

  if (dangling)
    /* Translators: %s is the id of a record. */
    remark = g_strdup_printf (_ ("The record %s is not in this file. The reference is kept."), text);
  uois_field_control_set_remark (UOIS_FIELD_CONTROL (self), remark);
  gtk_widget_set_visible (self->open, id != NULL && !dangling);
}

static void
chosen_cb (UoisReferenceControl *self)
{
  const UoisUuid *id = uois_reference_picker_get_id (self->picker);
  UoisFieldControl *control = UOIS_FIELD_CONTROL (self);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (id != NULL)
    uois_value_set_uuid (&value, id);
  uois_field_control_write_value (control, &value);
  uois_reference_picker_set_placeholder (self->picker, uois_field_control_get_placeholder (control));
}

static void
create_target_cb (UoisReferenceControl *self, const char *text)
{
  g_signal_emit_by_name (self, "create-target", uois_field_control_get_column (UOIS_FIELD_CONTROL (self))->target,
                         text);
}

static void
open_cb (UoisReferenceControl *self)
{
  const UoisUuid *id = uois_reference_picker_get_id (self->picker);

  if (id != NULL)
    uois_go_record (GTK_WIDGET (self), uois_field_control_get_column (UOIS_FIELD_CONTROL (self))->target, id);
}

static void
uois_reference_control_setup (UoisFieldControl *control)
{
  UoisReferenceControl *self = UOIS_REFERENCE_CONTROL (control);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *picker = uois_reference_picker_new (uois_field_control_get_file (control),
                                                 uois_field_control_get_column (control)->target);

  self->picker = UOIS_REFERENCE_PICKER (picker);
  uois_reference_picker_set_can_create (self->picker, TRUE);
  /* What the picker waits for keeps it longer than its control. */
  g_signal_connect_object (picker, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "create-target", G_CALLBACK (create_target_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "notify::text", G_CALLBACK (show_dangling), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (picker, TRUE);
  gtk_box_append (GTK_BOX (box), picker);

  self->open = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_tooltip_text (self->open, _ ("Open this record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open this record"),
                                  -1);
  gtk_widget_add_css_class (self->open, "flat");
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (box), self->open);
  uois_field_control_set_child (control, box, uois_reference_picker_get_button (self->picker));
}

static void
uois_reference_control_show (UoisFieldControl *control)
{
  UoisReferenceControl *self = UOIS_REFERENCE_CONTROL (control);
  const UoisValue *value = uois_field_control_get_value (control);

  uois_reference_picker_set_placeholder (self->picker, uois_field_control_get_placeholder (control));
  uois_reference_picker_set_id (self->picker, value->kind == UOIS_VALUE_UUID ? &value->uuid : NULL);
}

static void
uois_reference_control_set_label (UoisFieldControl *control, const char *label)
{
  uois_reference_picker_set_label (UOIS_REFERENCE_CONTROL (control)->picker, label);
}

static void
uois_reference_control_set_editable (UoisFieldControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (UOIS_REFERENCE_CONTROL (control)->picker), editable);
}

static void
uois_reference_control_set_can_create (UoisFieldControl *control, gboolean can_create)
{
  uois_reference_picker_set_can_create (UOIS_REFERENCE_CONTROL (control)->picker, can_create);
}

static void
uois_reference_control_class_init (UoisReferenceControlClass *klass)
{
  UoisFieldControlClass *control_class = UOIS_FIELD_CONTROL_CLASS (klass);

  control_class->setup = uois_reference_control_setup;
  control_class->show = uois_reference_control_show;
  control_class->set_label = uois_reference_control_set_label;
  control_class->set_editable = uois_reference_control_set_editable;
  control_class->set_can_create = uois_reference_control_set_can_create;
}

static void
uois_reference_control_init (UoisReferenceControl *self)
{
}
