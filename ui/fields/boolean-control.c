/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/boolean-control.h"

#include <glib/gi18n-lib.h>

enum
{
  CHOICE_YES,
  CHOICE_NO,
  CHOICE_UNKNOWN,
  N_CHOICES
};

struct _UoisBooleanControl
{
  UoisFieldControl parent_instance;

  /* Children */
  GtkWidget *group;
  GtkCheckButton *choices[N_CHOICES];
};

G_DEFINE_FINAL_TYPE (UoisBooleanControl, uois_boolean_control, UOIS_TYPE_FIELD_CONTROL)

static void
toggled_cb (UoisBooleanControl *self, GtkCheckButton *choice)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (!gtk_check_button_get_active (choice))
    return;
  if (choice != self->choices[CHOICE_UNKNOWN])
    uois_value_set_boolean (&value, choice == self->choices[CHOICE_YES]);
  uois_field_control_write_value (UOIS_FIELD_CONTROL (self), &value);
}

/* A value that is required has no third state to choose; one that lacks has no choice made. */
static void
uois_boolean_control_setup (UoisFieldControl *control)
{
  UoisBooleanControl *self = UOIS_BOOLEAN_CONTROL (control);

  gtk_widget_set_visible (GTK_WIDGET (self->choices[CHOICE_UNKNOWN]),
                          !uois_field_control_get_column (control)->required);
}

static void
uois_boolean_control_show (UoisFieldControl *control)
{
  UoisBooleanControl *self = UOIS_BOOLEAN_CONTROL (control);
  const UoisValue *value = uois_field_control_get_value (control);
  int chosen = CHOICE_UNKNOWN;

  if (value->kind == UOIS_VALUE_BOOLEAN)
    chosen = value->integer ? CHOICE_YES : CHOICE_NO;
  gtk_check_button_set_active (self->choices[chosen], TRUE);
}

static gboolean
uois_boolean_control_grab_focus (GtkWidget *widget)
{
  UoisBooleanControl *self = UOIS_BOOLEAN_CONTROL (widget);

  for (guint i = 0; i < N_CHOICES; i++)
    if (gtk_check_button_get_active (self->choices[i]) && gtk_widget_get_visible (GTK_WIDGET (self->choices[i])))
      return gtk_widget_grab_focus (GTK_WIDGET (self->choices[i]));
  return gtk_widget_grab_focus (GTK_WIDGET (self->choices[CHOICE_YES]));
}

static void
uois_boolean_control_class_init (UoisBooleanControlClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = uois_boolean_control_grab_focus;
  UOIS_FIELD_CONTROL_CLASS (klass)->setup = uois_boolean_control_setup;
  UOIS_FIELD_CONTROL_CLASS (klass)->show = uois_boolean_control_show;
}

static void
uois_boolean_control_init (UoisBooleanControl *self)
{
  const char *labels[N_CHOICES] = { _ ("Yes"), _ ("No"), _ ("Not known") };

  self->group = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, "spacing", 12, NULL);
  gtk_widget_add_css_class (self->group, "yes-and-no");
  for (guint i = 0; i < N_CHOICES; i++)
    {
      self->choices[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (labels[i]));
      gtk_check_button_set_group (self->choices[i], self->choices[0] != self->choices[i] ? self->choices[0] : NULL);
      gtk_box_append (GTK_BOX (self->group), GTK_WIDGET (self->choices[i]));
      g_signal_connect_swapped (self->choices[i], "toggled", G_CALLBACK (toggled_cb), self);
    }
  uois_field_control_set_child (UOIS_FIELD_CONTROL (self), self->group, self->group);
}
