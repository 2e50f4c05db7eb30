/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/text-control.h"

#include "fields/date-popover.h"
#include "fields/value-link.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* GTK lays a line out as a whole, and cuts what is longer than 64 KiB. */
#define LINE_BYTES_MAX 10000
#define EXCERPT_CHARACTERS 500
/* Numbers and dates are short: a long control would hide where they end. */
#define SHORT_CHARACTERS 22

struct _UoisTextControl
{
  UoisFieldControl parent_instance;

  /* Children */
  GtkBox *box;
  GtkEntry *entry;
  GtkWidget *calendar; /* nullable: of a date */
  GtkWidget *open;     /* nullable: of an address */

  gboolean editable;
  gboolean is_excerpt;
};

G_DEFINE_FINAL_TYPE (UoisTextControl, uois_text_control, UOIS_TYPE_FIELD_CONTROL)

static UoisPresentation
get_presentation (UoisTextControl *self)
{
  return uois_field_control_get_field (UOIS_FIELD_CONTROL (self))->presentation;
}

static gboolean
is_date (const UoisColumn *column)
{
  return column->kind == UOIS_VALUE_DATE || column->kind == UOIS_VALUE_DATETIME;
}

static gboolean
has_time (UoisTextControl *self)
{
  return uois_field_control_get_column (UOIS_FIELD_CONTROL (self))->kind == UOIS_VALUE_DATETIME &&
         get_presentation (self) != UOIS_PRESENT_DATE;
}

/* What goes with the text: where it leads, and what stands where nothing is. */
static void
show_state (UoisTextControl *self)
{
  gtk_entry_set_placeholder_text (self->entry, uois_field_control_get_placeholder (UOIS_FIELD_CONTROL (self)));
  if (self->open != NULL)
    {
      g_autofree char *link =
          uois_value_link (get_presentation (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));

      gtk_widget_set_sensitive (self->open, link != NULL);
    }
}

/* ---- Typing ---- */

static void
changed_cb (UoisTextControl *self)
{
  uois_field_control_write_text (UOIS_FIELD_CONTROL (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  show_state (self);
}

/* A text that the entry cannot hold goes into the draft, and is shown in part. */
static void
insert_text_cb (UoisTextControl *self, const char *text, int length, int *position, GtkEditable *editable)
{
  UoisFieldControl *control = UOIS_FIELD_CONTROL (self);
  const char *old = gtk_editable_get_text (editable);
  gsize n_bytes = length >= 0 ? (gsize) length : strlen (text);
  g_autofree char *whole = NULL;
  const char *at;

  if (strlen (old) + n_bytes <= LINE_BYTES_MAX || uois_field_control_is_showing (control))
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  at = g_utf8_offset_to_pointer (old, *position);
  whole = g_strdup_printf ("%.*s%.*s%s", (int) (at - old), old, (int) n_bytes, text, at);
  uois_field_control_divert (control, whole);
}

/* "1.9.2026" becomes "1. 9. 2026": the person sees what was understood. */
static void
focus_left_cb (UoisTextControl *self)
{
  uois_field_control_show (UOIS_FIELD_CONTROL (self));
}

/* ---- Dates ---- */

static void
take_datetime (UoisTextControl *self, gint64 datetime)
{
  UoisFieldControl *control = UOIS_FIELD_CONTROL (self);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_datetime (&value, datetime);
  value.kind = uois_field_control_get_column (control)->kind;
  uois_field_control_write_value (control, &value);
  uois_field_control_show (control);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  UoisTextControl *self = UOIS_TEXT_CONTROL (user_data);
  const UoisValue *value = uois_field_control_get_value (UOIS_FIELD_CONTROL (self));
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));

  if (popover == NULL)
    {
      popover = uois_date_popover_new (has_time (self));
      g_signal_connect_swapped (popover, "picked", G_CALLBACK (take_datetime), self);
      gtk_menu_button_set_popover (button, popover);
    }
  if (value->kind != UOIS_VALUE_NULL)
    uois_date_popover_set_datetime (UOIS_DATE_POPOVER (popover), value->datetime);
}

static gboolean
date_key_cb (UoisTextControl *self, guint key, guint code, GdkModifierType modifiers)
{
  modifiers &= GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK;
  if (!self->editable)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_ALT_MASK && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->calendar));
  else if (modifiers == GDK_CONTROL_MASK && key == GDK_KEY_semicolon)
    take_datetime (self, uois_date_popover_get_now (has_time (self)));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
add_calendar (UoisTextControl *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->calendar = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->calendar), "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->calendar), create_popover_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->calendar, _ ("Choose from a calendar (Alt+Down). Ctrl+; enters today."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose from a calendar"), -1);
  /* Its key is Alt+Down; as a stop of Tab it would double the way through dates. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (self->calendar), FALSE);
  gtk_box_append (self->box, self->calendar);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "linked");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (date_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/* ---- Addresses ---- */

static void
open_cb (UoisTextControl *self)
{
  g_autofree char *link = uois_value_link (get_presentation (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (link != NULL)
    uois_value_link_open (GTK_WIDGET (self), link);
}

static void
add_open_button (UoisTextControl *self)
{
  const char *label = get_presentation (self) == UOIS_PRESENT_EMAIL ? _ ("Write an e-mail") : _ ("Open in the browser");

  self->open = gtk_button_new_from_icon_name (uois_value_link_get_icon_name (get_presentation (self)));
  gtk_widget_set_tooltip_text (self->open, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (self->box, self->open);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "linked");
}

/* ---- A control ---- */

static void
make_short (UoisTextControl *self)
{
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), SHORT_CHARACTERS);
  gtk_widget_set_halign (GTK_WIDGET (self->box), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
}

static void
uois_text_control_setup (UoisFieldControl *control)
{
  UoisTextControl *self = UOIS_TEXT_CONTROL (control);
  const UoisColumn *column = uois_field_control_get_column (control);
  UoisPresentation presentation = get_presentation (self);

  if (is_date (column) || column->kind == UOIS_VALUE_INTEGER || column->kind == UOIS_VALUE_REAL)
    make_short (self);
  if (is_date (column))
    add_calendar (self);
  if (presentation == UOIS_PRESENT_EMAIL || presentation == UOIS_PRESENT_URL)
    {
      gtk_entry_set_input_purpose (self->entry, presentation == UOIS_PRESENT_EMAIL ? GTK_INPUT_PURPOSE_EMAIL :
                                                                                     GTK_INPUT_PURPOSE_URL);
      add_open_button (self);
    }
  if (column->required)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

static void
uois_text_control_show (UoisFieldControl *control)
{
  UoisTextControl *self = UOIS_TEXT_CONTROL (control);
  g_autofree char *text = uois_field_control_get_text (control);
  gboolean is_excerpt = strlen (text) > LINE_BYTES_MAX;
  g_autofree char *excerpt = is_excerpt ? uois_excerpt (text, EXCERPT_CHARACTERS) : NULL;
  const char *shown = is_excerpt ? excerpt : text;

  if (g_strcmp0 (shown, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
  self->is_excerpt = is_excerpt;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), self->editable && !is_excerpt);
  uois_field_control_remark_excerpt (control, is_excerpt ? text : NULL);
  show_state (self);
}

static void
uois_text_control_set_editable (UoisFieldControl *control, gboolean editable)
{
  UoisTextControl *self = UOIS_TEXT_CONTROL (control);

  self->editable = editable;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable && !self->is_excerpt);
  if (self->calendar != NULL)
    gtk_widget_set_sensitive (self->calendar, editable);
}

static void
uois_text_control_set_menu (UoisFieldControl *control, GMenuModel *menu)
{
  gtk_entry_set_extra_menu (UOIS_TEXT_CONTROL (control)->entry, menu);
}

static void
uois_text_control_class_init (UoisTextControlClass *klass)
{
  UoisFieldControlClass *control_class = UOIS_FIELD_CONTROL_CLASS (klass);

  control_class->setup = uois_text_control_setup;
  control_class->show = uois_text_control_show;
  control_class->set_editable = uois_text_control_set_editable;
  control_class->set_menu = uois_text_control_set_menu;
}

static void
uois_text_control_init (UoisTextControl *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEditable *text;

  self->editable = TRUE;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->entry));

  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (text, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  uois_field_control_set_child (UOIS_FIELD_CONTROL (self), GTK_WIDGET (self->box), GTK_WIDGET (self->entry));
}
