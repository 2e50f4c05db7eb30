/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat-list-box.h"

/* From the outermost row GTK goes on to what comes after the list; nothing of that is to be seen. */
static gboolean
key_pressed_cb (GtkWidget *box, guint key, guint code, GdkModifierType modifiers)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (box, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  double position = gtk_adjustment_get_value (adjustment);
  gboolean backward = key == GDK_KEY_ISO_Left_Tab || (modifiers & GDK_SHIFT_MASK) != 0;
  GtkWidget *row;

  if (key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab && key != GDK_KEY_ISO_Left_Tab)
    return GDK_EVENT_PROPAGATE;
  row = backward ? gtk_widget_get_first_child (box) : gtk_widget_get_last_child (box);
  while (row != NULL && !(GTK_IS_LIST_BOX_ROW (row) && gtk_widget_grab_focus (row)))
    row = backward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  gtk_adjustment_set_value (adjustment, position);
  return GDK_EVENT_PROPAGATE;
}

void
uois_compat_list_box_set_tab_leaves (GtkListBox *box)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_LIST_BOX (box));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), box);
  gtk_widget_add_controller (GTK_WIDGET (box), keys);
}
