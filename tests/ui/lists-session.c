/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists-session.h"

#include "ui/lists/condition-editor.h"
#include "ui/lists/filter-bar.h"

Sample sample;
UoisApplication *application;
UoisWindow *window;
UoisTablePage *page;

static gboolean
has_page (gpointer data)
{
  return uois_window_get_file (data) != NULL && window_is_settled (data);
}

void
open_window (void)
{
  window = uois_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  uois_window_open (window, sample.path);
  wait_until (has_page, window);
}

void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wait_until (window_is_settled, window);
  wait_for_frames (GTK_WIDGET (window), 2);
}

UoisRecordList *
go (const char *table)
{
  const UoisType *type = uois_registry_find_table (sample.registry, table);

  uois_window_go (window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
  settle ();
  page = UOIS_TABLE_PAGE (uois_window_get_page (window));
  return uois_table_page_get_list (page);
}

/* ---- The person ---- */

void
press (guint key, GdkModifierType modifiers)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (window));
  gboolean handled = FALSE;

  while (widget != NULL && !handled)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      /* What a key does may be the end of the widget. */
      widget = gtk_widget_get_parent (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
            g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
        }
    }
  g_assert_true (handled);
  settle ();
}

void
click (GtkWidget *widget, const char *label)
{
  GtkWidget *text = find_text (widget, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
  settle ();
}

char *
columns (UoisRecordList *list)
{
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((UoisField *) g_ptr_array_index (fields, i))->name);
  return g_string_free (names, FALSE);
}

guint
n_rows (UoisRecordList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (list)));
}

gboolean
text_is_there (GtkWidget *widget, const char *text)
{
  return find_text (widget, text) != NULL;
}

void
activate_row (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };
  GtkWidget *row;

  wait_until (text_is_shown, &sought);
  row = gtk_widget_get_ancestor (find_text (widget, text), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  settle ();
}

void
tick (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };

  wait_until (text_is_shown, &sought);
  gtk_widget_activate (gtk_widget_get_ancestor (find_text (widget, text), GTK_TYPE_CHECK_BUTTON));
  settle ();
}

GtkWidget *
open_filter (const char *field)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  GtkWidget *editor;

  uois_filter_bar_add (UOIS_FILTER_BAR (bar));
  settle ();
  editor = find_widget (bar, UOIS_TYPE_CONDITION_EDITOR);
  activate_row (editor, field);
  return editor;
}

GtkWidget *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (toplevel), type) && gtk_widget_get_visible (toplevel))
        return toplevel;
    }
  return NULL;
}

GtkWidget *
open_dialog (const char *action, GType type)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  g_assert_nonnull (find_dialog (type));
  return find_dialog (type);
}

/* ---- Frame ---- */

void
start (void)
{
  g_autoptr (GError) error = NULL;

  sample_init (&sample, PEOPLE);
  application = uois_application_new (sample.registry, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  open_window ();
}

static gboolean
is_closed (gpointer data)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL && !g_main_context_pending (NULL);
}

static void
close_popovers (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

void
stop (void)
{
  close_popovers (GTK_WIDGET (window));
  settle ();
  gtk_window_close (GTK_WINDOW (window));
  wait_until (is_closed, NULL);
  g_object_unref (application);
  sample_clear (&sample);
}
