/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/text-control.h"

struct _UoisTextControl
{
  UoisFieldControl parent_instance;

  /* Child */
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (UoisTextControl, uois_text_control, UOIS_TYPE_FIELD_CONTROL)

static void
changed_cb (UoisTextControl *self)
{
  UoisFieldControl *control = UOIS_FIELD_CONTROL (self);

  uois_field_control_write_text (control, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_entry_set_placeholder_text (self->entry, uois_field_control_get_placeholder (control));
}

/* "1.9.2026" becomes "1. 9. 2026": the person sees what was understood. */
static void
focus_left_cb (UoisTextControl *self)
{
  uois_field_control_show (UOIS_FIELD_CONTROL (self));
}

static void
uois_text_control_show (UoisFieldControl *control)
{
  UoisTextControl *self = UOIS_TEXT_CONTROL (control);
  const UoisColumn *column = uois_field_control_get_column (control);
  const char *typed = uois_draft_get_text (uois_field_control_get_draft (control), column);
  g_autofree char *text =
      typed != NULL ? g_strdup (typed) : uois_typed_format (column, uois_field_control_get_value (control));

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_entry_set_placeholder_text (self->entry, uois_field_control_get_placeholder (control));
}

static void
uois_text_control_class_init (UoisTextControlClass *klass)
{
  UOIS_FIELD_CONTROL_CLASS (klass)->show = uois_text_control_show;
}

static void
uois_text_control_init (UoisTextControl *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  uois_field_control_set_child (UOIS_FIELD_CONTROL (self), GTK_WIDGET (self->entry), GTK_WIDGET (self->entry));
}
