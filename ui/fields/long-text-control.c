/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/long-text-control.h"

#include <string.h>

/* GTK lays a line out as a whole, so a longer one would freeze the window. */
#define LINE_BYTES_MAX 20000
#define EXCERPT_CHARACTERS 1000
/* Pixels; more is scrolled. */
#define HEIGHT_MAX 300
#define MARGIN 9

struct _UoisLongTextControl
{
  UoisFieldControl parent_instance;

  /* Children */
  GtkTextView *view;
  GtkLabel *placeholder;

  gboolean editable;
  gboolean is_excerpt;
};

G_DEFINE_FINAL_TYPE (UoisLongTextControl, uois_long_text_control, UOIS_TYPE_FIELD_CONTROL)

static char *
get_text (UoisLongTextControl *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
has_long_line (const char *text)
{
  const char *line = text;

  while (line != NULL)
    {
      const char *end = strchr (line, '\n');

      if ((end != NULL ? (gsize) (end - line) : strlen (line)) > LINE_BYTES_MAX)
        return TRUE;
      line = end != NULL ? end + 1 : NULL;
    }
  return FALSE;
}

static void
show_placeholder (UoisLongTextControl *self)
{
  gtk_label_set_text (self->placeholder, uois_field_control_get_placeholder (UOIS_FIELD_CONTROL (self)));
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0);
}

static void
changed_cb (UoisLongTextControl *self)
{
  g_autofree char *text = get_text (self);

  uois_field_control_write_text (UOIS_FIELD_CONTROL (self), text);
  show_placeholder (self);
}

static char *
insert_into (GtkTextBuffer *buffer, const GtkTextIter *location, const char *text)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  before = gtk_text_buffer_get_text (buffer, &start, location, TRUE);
  after = gtk_text_buffer_get_text (buffer, location, &end, TRUE);
  return g_strconcat (before, text, after, NULL);
}

static void
insert_text_cb (UoisLongTextControl *self, GtkTextIter *location, const char *text, int length, GtkTextBuffer *buffer)
{
  UoisFieldControl *control = UOIS_FIELD_CONTROL (self);
  g_autofree char *inserted = NULL;
  g_autofree char *whole = NULL;

  if (length <= LINE_BYTES_MAX || uois_field_control_is_showing (control))
    return;
  inserted = g_strndup (text, (gsize) length);
  if (!has_long_line (inserted))
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  whole = insert_into (buffer, location, inserted);
  uois_field_control_divert (control, whole);
}

static void
uois_long_text_control_show (UoisFieldControl *control)
{
  UoisLongTextControl *self = UOIS_LONG_TEXT_CONTROL (control);
  g_autofree char *text = uois_field_control_get_text (control);
  gboolean is_excerpt = has_long_line (text);
  g_autofree char *excerpt = is_excerpt ? uois_excerpt (text, EXCERPT_CHARACTERS) : NULL;
  g_autofree char *shown = get_text (self);

  if (g_strcmp0 (is_excerpt ? excerpt : text, shown) != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), is_excerpt ? excerpt : text, -1);
  self->is_excerpt = is_excerpt;
  gtk_text_view_set_editable (self->view, self->editable && !is_excerpt);
  uois_field_control_remark_excerpt (control, is_excerpt ? text : NULL);
  show_placeholder (self);
}

static void
uois_long_text_control_set_editable (UoisFieldControl *control, gboolean editable)
{
  UoisLongTextControl *self = UOIS_LONG_TEXT_CONTROL (control);

  self->editable = editable;
  gtk_text_view_set_editable (self->view, editable && !self->is_excerpt);
}

static void
uois_long_text_control_set_menu (UoisFieldControl *control, GMenuModel *menu)
{
  gtk_text_view_set_extra_menu (UOIS_LONG_TEXT_CONTROL (control)->view, menu);
}

static void
uois_long_text_control_class_init (UoisLongTextControlClass *klass)
{
  UOIS_FIELD_CONTROL_CLASS (klass)->show = uois_long_text_control_show;
  UOIS_FIELD_CONTROL_CLASS (klass)->set_editable = uois_long_text_control_set_editable;
  UOIS_FIELD_CONTROL_CLASS (klass)->set_menu = uois_long_text_control_set_menu;
}

static void
uois_long_text_control_init (UoisLongTextControl *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkTextBuffer *buffer;

  self->editable = TRUE;
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, MARGIN);
  gtk_text_view_set_right_margin (self->view, MARGIN);
  gtk_text_view_set_top_margin (self->view, MARGIN);
  gtk_text_view_set_bottom_margin (self->view, MARGIN);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  buffer = gtk_text_view_get_buffer (self->view);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT_MAX);
  gtk_widget_add_css_class (scroller, "long-text");

  self->placeholder = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_halign (GTK_WIDGET (self->placeholder), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->placeholder), GTK_ALIGN_START);
  gtk_widget_set_can_target (GTK_WIDGET (self->placeholder), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "placeholder");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->placeholder));
  uois_field_control_set_child (UOIS_FIELD_CONTROL (self), overlay, GTK_WIDGET (self->view));
}
