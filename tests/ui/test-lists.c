/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables: their columns, filters, views, and what is done with many records; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/compat-column-view.h"
#include "ui/fields/field-editor.h"
#include "ui/lists/change-dialog.h"
#include "ui/lists/column-chooser.h"
#include "ui/lists/condition-editor.h"
#include "ui/lists/export-dialog.h"
#include "ui/lists/filter-bar.h"
#include "ui/lists/paste-dialog.h"
#include "ui/lists/print-preview.h"
#include "ui/lists/selection-bar.h"
#include "ui/lists/table-page.h"
#include "ui/lists/views-popover.h"
#include "ui/settings.h"
#include "ui/window/sidebar.h"

#define PEOPLE 60

static Sample sample;
static UoisApplication *application;
static UoisWindow *window;
static UoisTablePage *page;

static gboolean
has_page (gpointer data)
{
  return uois_window_get_file (data) != NULL && window_is_settled (data);
}

static void
open_window (void)
{
  window = uois_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  uois_window_open (window, sample.path);
  wait_until (has_page, window);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wait_until (window_is_settled, window);
  wait_for_frames (GTK_WIDGET (window), 2);
}

static UoisRecordList *
go (const char *table)
{
  const UoisType *type = uois_registry_find_table (sample.registry, table);

  uois_window_go (window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
  settle ();
  page = UOIS_TABLE_PAGE (uois_window_get_page (window));
  return uois_table_page_get_list (page);
}

/* ---- The person ---- */

/* A key, as the widget that has the keyboard and those that it is in get it. */
static void
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

/* A button by what it says; activating it would take as long as its animation. */
static void
click (GtkWidget *widget, const char *label)
{
  GtkWidget *text = find_text (widget, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
  settle ();
}

static char *
columns (UoisRecordList *list)
{
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((UoisField *) g_ptr_array_index (fields, i))->name);
  return g_string_free (names, FALSE);
}

#define assert_columns(list, expected)                                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found_columns = columns (list);                                                                   \
    g_assert_cmpstr (found_columns, ==, expected);                                                                     \
  }                                                                                                                    \
  G_STMT_END

/* ---- Columns ---- */

static UoisColumnChooser *
open_chooser (void)
{
  GtkWidget *button = find_widget (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON);

  while (!UOIS_IS_COLUMN_CHOOSER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))))
    button = gtk_widget_get_next_sibling (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  settle ();
  return UOIS_COLUMN_CHOOSER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
}

/* The check button of a column in the chooser. */
static GtkWidget *
find_check (UoisColumnChooser *chooser, const char *label)
{
  GtkWidget *text = find_text (GTK_WIDGET (chooser), label);

  g_assert_nonnull (text);
  return gtk_widget_get_ancestor (text, GTK_TYPE_CHECK_BUTTON);
}

static void
press_on (UoisColumnChooser *chooser, const char *label, guint key, GdkModifierType modifiers)
{
  gtk_widget_grab_focus (find_check (chooser, label));
  press (key, modifiers);
}

static void
test_columns (void)
{
  UoisRecordList *list = go ("groups");
  UoisColumnChooser *chooser;
  GtkWidget *check;

  assert_columns (list, "name abbreviation grouptype mastergroup email valid");
  chooser = open_chooser ();
  check = find_check (chooser, "Name in English");
  gtk_test_accessible_assert_role (check, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_state (check, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  gtk_widget_grab_focus (check);
  gtk_widget_activate (check);
  settle ();
  assert_columns (list, "name abbreviation grouptype mastergroup email valid nameEn");
  check = find_check (chooser, "Name in English");
  gtk_test_accessible_assert_state (check, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);

  /* The keyboard follows the column that it moves. */
  press (GDK_KEY_Up, GDK_ALT_MASK);
  press (GDK_KEY_Up, GDK_ALT_MASK);
  assert_columns (list, "name abbreviation grouptype mastergroup nameEn email valid");
  press_on (chooser, "Name", GDK_KEY_Down, GDK_ALT_MASK);
  assert_columns (list, "abbreviation name grouptype mastergroup nameEn email valid");
  gtk_widget_activate (find_check (chooser, "E-mail"));
  settle ();
  assert_columns (list, "abbreviation name grouptype mastergroup nameEn valid");
}

static void
test_widths (void)
{
  UoisRecordList *list = go ("groups");
  GtkColumnView *view = GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW));
  UoisColumnChooser *chooser = open_chooser ();
  int width = uois_compat_column_view_get_column_width (view, 0);

  g_assert_cmpint (width, >, 0);
  press_on (chooser, "Abbreviation", GDK_KEY_Right, GDK_ALT_MASK);
  g_assert_cmpint (uois_compat_column_view_get_column_width (view, 0), ==, width + 24);
  press_on (chooser, "Abbreviation", GDK_KEY_Left, GDK_ALT_MASK);
  press_on (chooser, "Abbreviation", GDK_KEY_Left, GDK_ALT_MASK);
  g_assert_cmpint (uois_compat_column_view_get_column_width (view, 0), ==, width - 24);
}

static void
test_sort (void)
{
  UoisRecordList *list = go ("groups");
  gboolean descending;

  gtk_widget_activate_action (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW), "records.sort", "(sb)",
                              "abbreviation", TRUE);
  settle ();
  g_assert_cmpstr (uois_record_list_get_sort (list, &descending)->name, ==, "abbreviation");
  g_assert_true (descending);
}

static gboolean
has_one_window (gpointer data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  return windows != NULL && windows->next == NULL;
}

/* All of it is there in another window, and on the day after. */
static void
test_layout_is_remembered (void)
{
  UoisWindow *before = window;
  UoisRecordList *list;
  GtkColumnView *view;
  gboolean descending;
  int width;

  list = go ("groups");
  width = uois_compat_column_view_get_column_width (
      GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW)), 0);
  open_window ();
  gtk_window_close (GTK_WINDOW (before));
  wait_until (has_one_window, NULL);
  list = go ("groups");
  view = GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW));
  assert_columns (list, "abbreviation name grouptype mastergroup nameEn valid");
  g_assert_cmpint (uois_compat_column_view_get_column_width (view, 0), ==, width);
  g_assert_cmpstr (uois_record_list_get_sort (list, &descending)->name, ==, "abbreviation");
  g_assert_true (descending);

  /* Other lists have their own. */
  list = go ("users");
  g_assert_null (uois_record_list_get_sort (list, &descending));
}

static void
test_reset_columns (void)
{
  UoisRecordList *list = go ("groups");
  UoisColumnChooser *chooser = open_chooser ();

  click (GTK_WIDGET (chooser), "Reset columns");
  assert_columns (list, "name abbreviation grouptype mastergroup email valid");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (chooser, "E-mail"))));
}

/* A list without columns would show nothing. */
static void
test_last_column_stays (void)
{
  UoisRecordList *list = go ("users");
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);
  UoisColumnChooser *chooser;

  uois_record_list_set_columns (list, (const UoisField *const *) fields->pdata, 1);
  chooser = open_chooser ();
  g_assert_false (gtk_widget_get_sensitive (find_check (chooser, "Surname")));
  gtk_widget_activate_action (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW), "records.hide-column", "s",
                              "surname");
  assert_columns (list, "surname");
  uois_record_list_reset_columns (list);
}

static void
test_find_column (void)
{
  UoisColumnChooser *chooser;
  GtkWidget *entry;

  go ("groups");
  chooser = open_chooser ();
  entry = find_widget (GTK_WIDGET (chooser), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ENGLISH");
  settle ();
  g_assert_nonnull (find_text (GTK_WIDGET (chooser), "Name in English"));
  g_assert_null (find_text (GTK_WIDGET (chooser), "Abbreviation"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "xyzzy");
  settle ();
  g_assert_nonnull (find_text (GTK_WIDGET (chooser), "No field has such a name"));
}

/* ---- Filters ---- */

static guint
n_rows (UoisRecordList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (list)));
}

static gboolean
text_is_there (GtkWidget *widget, const char *text)
{
  return find_text (widget, text) != NULL;
}

/* The row of a list box that says so. */
static void
activate_row (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };
  GtkWidget *row;

  wait_until (text_is_shown, &sought);
  row = gtk_widget_get_ancestor (find_text (widget, text), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  settle ();
}

static void
tick (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };

  wait_until (text_is_shown, &sought);
  gtk_widget_activate (gtk_widget_get_ancestor (find_text (widget, text), GTK_TYPE_CHECK_BUTTON));
  settle ();
}

static GtkWidget *
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

static void
test_filter_by_facets (void)
{
  UoisRecordList *list = go ("groups");
  guint all = n_rows (list);
  GtkWidget *editor = open_filter ("Type");
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  guint departments;

  tick (editor, "department");
  click (editor, "Filter");
  departments = n_rows (list);
  g_assert_cmpuint (departments, >, 0);
  g_assert_cmpuint (departments, <, all);
  {
    g_autofree char *summary = g_strdup_printf ("%u of %u records", departments, all);
    g_assert_cmpstr (uois_page_get_subtitle (UOIS_PAGE (page)), ==, summary);
  }
  g_assert_true (text_is_there (bar, "Type is department"));

  /* A second value, by way of the chip. */
  click (bar, "Type is department");
  editor = gtk_widget_get_last_child (bar);
  while (!UOIS_IS_CONDITION_EDITOR (editor))
    editor = gtk_widget_get_prev_sibling (editor);
  tick (editor, "faculty");
  click (editor, "Filter");
  g_assert_cmpuint (n_rows (list), >, departments);

  click (bar, "Clear filters");
  g_assert_cmpuint (n_rows (list), ==, all);
  g_assert_null (find_text (bar, "Clear filters"));
}

static void
test_filter_by_typing (void)
{
  UoisRecordList *list = go ("users");
  guint all = n_rows (list);
  GtkWidget *editor = open_filter ("Surname");
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  GtkWidget *entry = find_widget (editor, GTK_TYPE_ENTRY);

  /* Nothing to compare with: said where it is missing. */
  click (editor, "Filter");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (text_is_there (editor, "Type what to compare with."));

  gtk_editable_set_text (GTK_EDITABLE (entry), "nov");
  g_signal_emit_by_name (entry, "activate");
  settle ();
  g_assert_cmpuint (n_rows (list), >, 0);
  g_assert_cmpuint (n_rows (list), <, all);

  /* Delete on the chip takes it away, and the keyboard has somewhere to be. */
  {
    GtkWidget *chip = gtk_widget_get_ancestor (find_text (bar, "Surname contains “nov”"), GTK_TYPE_BUTTON);

    gtk_widget_grab_focus (chip);
    press (GDK_KEY_Delete, 0);
  }
  g_assert_cmpuint (n_rows (list), ==, all);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), bar));
}

static void
test_filter_that_leaves_nothing (void)
{
  UoisRecordList *list = go ("users");
  guint all = n_rows (list);
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  GtkWidget *editor = open_filter ("Surname");

  gtk_editable_set_text (GTK_EDITABLE (find_widget (editor, GTK_TYPE_ENTRY)), "xyzzy");
  click (editor, "Filter");
  g_assert_cmpuint (n_rows (list), ==, 0);
  g_assert_true (text_is_there (GTK_WIDGET (list), "No record passes these filters together. Remove one of them."));
  click (GTK_WIDGET (list), "Show everything");
  g_assert_cmpuint (n_rows (list), ==, all);
  g_assert_null (find_text (bar, "Clear filters"));
}

static void
test_filter_by_state (void)
{
  UoisRecordList *list = go ("users");
  guint all = n_rows (list);
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  const char *label = uois_list_state_get_label (UOIS_LIST_STATE_CREATED);
  GtkWidget *toggle = gtk_widget_get_ancestor (find_text (bar, label), GTK_TYPE_TOGGLE_BUTTON);

  gtk_test_accessible_assert_state (toggle, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  settle ();
  g_assert_cmpuint (n_rows (list), <, all);
  gtk_test_accessible_assert_state (toggle, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  settle ();
  g_assert_cmpuint (n_rows (list), ==, all);
}

static gboolean
is_filtered (gpointer list)
{
  return uois_record_list_get_narrowed (list) && window_is_settled (window);
}

/* Those with problems are looked for first; toggling again gives up, or takes the filter back. */
static void
test_filter_by_problems (void)
{
  UoisRecordList *list = go ("users");
  guint all = n_rows (list);
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  const char *label = uois_list_state_get_label (UOIS_LIST_STATE_PROBLEMS);
  GtkToggleButton *toggle =
      GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (find_text (bar, label), GTK_TYPE_TOGGLE_BUTTON));

  gtk_toggle_button_set_active (toggle, TRUE);
  gtk_toggle_button_set_active (toggle, FALSE);
  settle ();
  g_assert_false (uois_record_list_get_narrowed (list));
  g_assert_true (text_is_there (bar, label));

  gtk_toggle_button_set_active (toggle, TRUE);
  wait_until (is_filtered, list);
  g_assert_true (gtk_toggle_button_get_active (toggle));
  g_assert_cmpuint (n_rows (list), <, all);
  gtk_toggle_button_set_active (toggle, FALSE);
  settle ();
  g_assert_cmpuint (n_rows (list), ==, all);
}

/* ---- Printing ---- */

static gboolean
is_laid_out (gpointer preview)
{
  return uois_print_preview_get_settled (preview);
}

static GtkWidget *
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

static GtkWidget *
open_dialog (const char *action, GType type)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  g_assert_nonnull (find_dialog (type));
  return find_dialog (type);
}

static UoisPrintPreview *
open_preview (void)
{
  UoisPrintPreview *preview = UOIS_PRINT_PREVIEW (open_dialog ("win.print", UOIS_TYPE_PRINT_PREVIEW));

  wait_until (is_laid_out, preview);
  return preview;
}

static void
test_print_preview (void)
{
  UoisRecordList *list = go ("users");
  UoisPrintPreview *preview = open_preview ();
  g_autofree char *first = uois_print_preview_describe (preview);
  g_autofree char *last = NULL;
  GtkWidget *area = find_widget (GTK_WIDGET (preview), GTK_TYPE_DRAWING_AREA);
  guint n_pages = uois_print_preview_get_n_pages (preview);

  g_assert_cmpuint (n_pages, >, 1);
  g_assert_true (g_str_has_prefix (first, "People\n60 records\nSurname\tFirst name\t"));
  g_assert_nonnull (strstr (first, "university.uois, "));
  gtk_test_accessible_assert_role (area, GTK_ACCESSIBLE_ROLE_DOCUMENT);
  gtk_test_accessible_assert_property (area, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, first);

  /* The header of the table stands on every page. */
  for (guint i = 1; i < n_pages; i++)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (preview), "preview.next", NULL));
  last = uois_print_preview_describe (preview);
  g_assert_true (g_str_has_prefix (last, "People\nSurname\tFirst name\t"));
  {
    g_autofree char *number = g_strdup_printf ("Page %u of %u\n", n_pages, n_pages);
    g_assert_true (g_str_has_suffix (last, number));
  }
  g_assert_cmpuint (n_rows (list), ==, PEOPLE);
  gtk_window_close (GTK_WINDOW (preview));
  settle ();
}

/* A record with its fields by section and the records that its tabs lead to. */
static void
test_print_record (void)
{
  UoisRecordList *list = go ("groups");
  UoisPrintPreview *preview;
  g_autofree char *text = NULL;

  uois_record_list_open (list, 0);
  settle ();
  preview = open_preview ();
  text = uois_print_preview_describe (preview);
  g_assert_nonnull (strstr (text, "\nIn the institution\n"));
  g_assert_nonnull (strstr (text, "\nAbbreviation\t"));
  gtk_window_close (GTK_WINDOW (preview));
  settle ();
}

static gboolean
is_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_print_to_pdf (void)
{
  UoisPrintPreview *preview;
  g_autofree char *path = g_build_filename (sample.folder, "people.pdf", NULL);
  g_autofree char *content = NULL;

  go ("users");
  preview = open_preview ();
  uois_print_preview_save (preview, path);
  wait_until (is_file, path);
  {
    TextSought sought = { GTK_WIDGET (preview), "Saved as PDF" };
    wait_until (text_is_shown, &sought);
  }
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  gtk_window_close (GTK_WINDOW (preview));
  settle ();
}

/* ---- Many records ---- */

static void
select_rows (UoisRecordList *list, guint first, guint n)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (uois_record_list_get_selection (list));

  gtk_selection_model_select_range (selection, first, n, TRUE);
  settle ();
}

static void
test_selection_bar (void)
{
  UoisRecordList *list = go ("users");
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_SELECTION_BAR);

  select_rows (list, 0, 1);
  g_assert_false (gtk_widget_get_visible (bar));
  select_rows (list, 0, 3);
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_GROUP);
  g_assert_true (text_is_there (bar, "3 records selected"));
  click (bar, "Select all 60");
  g_assert_true (text_is_there (bar, "60 records selected"));
  click (bar, "Unselect");
  g_assert_false (gtk_widget_get_visible (bar));
}

typedef struct
{
  char *text;
  gboolean read;
} Clipboard;

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Clipboard *clipboard = data;

  clipboard->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  clipboard->read = TRUE;
}

static gboolean
is_read (gpointer data)
{
  return ((Clipboard *) data)->read;
}

static void
test_copy (void)
{
  UoisRecordList *list = go ("users");
  TextSought sought = { GTK_WIDGET (window), "Copied 2 records" };
  Clipboard clipboard = { NULL, FALSE };
  g_auto (GStrv) lines = NULL;

  select_rows (list, 0, 2);
  gtk_widget_activate_action (GTK_WIDGET (list), "table.copy", "b", TRUE);
  wait_until (text_is_shown, &sought);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, clipboard_cb, &clipboard);
  wait_until (is_read, &clipboard);
  lines = g_strsplit (clipboard.text, "\n", -1);
  g_assert_cmpstr (g_strstrip (lines[0]), ==, "Surname\tFirst name\tE-mail\tActive");
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_free (clipboard.text);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)));
}

static gboolean
has_no_export_dialog (gpointer data)
{
  return find_dialog (UOIS_TYPE_EXPORT_DIALOG) == NULL;
}

static void
test_export (void)
{
  UoisRecordList *list = go ("users");
  g_autofree char *path = g_build_filename (sample.folder, "people.csv", NULL);
  TextSought sought = { GTK_WIDGET (window), "Exported 3 records" };
  GtkWidget *dialog;
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  select_rows (list, 0, 3);
  dialog = open_dialog ("win.export", UOIS_TYPE_EXPORT_DIALOG);
  g_assert_true (text_is_there (dialog, "3 selected records"));
  uois_export_dialog_export (UOIS_EXPORT_DIALOG (dialog), path);
  wait_until (has_no_export_dialog, NULL);
  wait_until (text_is_shown, &sought);
  g_assert_true (text_is_there (GTK_WIDGET (window), "Open folder"));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "\xef\xbb\xbfSurname,First name,E-mail,Active");
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)));
}

/* A folder that cannot be written to: said in the dialog, which stays. */
static void
test_export_that_fails (void)
{
  GtkWidget *dialog;
  GtkWidget *problem;

  go ("users");
  dialog = open_dialog ("win.export", UOIS_TYPE_EXPORT_DIALOG);
  uois_export_dialog_export (UOIS_EXPORT_DIALOG (dialog), "/nowhere/at/all.csv");
  {
    TextSought sought = { dialog, "Byte order mark" };
    settle ();
    wait_until (text_is_shown, &sought);
  }
  problem = find_widget (dialog, GTK_TYPE_SCROLLED_WINDOW);
  problem = find_widget (problem, GTK_TYPE_LABEL);
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (problem)), !=, "");
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}

/* ---- One field of many ---- */

static gboolean
text_is_gone (gpointer sought)
{
  return !text_is_shown (sought);
}

static gboolean
has_preview (gpointer dialog)
{
  return uois_change_dialog_get_preview (dialog) != NULL;
}

static gboolean
has_no_change_dialog (gpointer data)
{
  return find_dialog (UOIS_TYPE_CHANGE_DIALOG) == NULL;
}

static UoisRecord *
record_at (UoisRecordList *list, guint position)
{
  g_autoptr (UoisListItem) item = g_list_model_get_item (G_LIST_MODEL (uois_record_list_get_model (list)), position);

  return uois_list_item_get_record (item);
}

/* Two of three will change; that is seen before, done in one step, and undone by one. */
static void
test_change_many (void)
{
  UoisRecordList *list = go ("groups");
  const UoisField *field = uois_type_find_field (uois_registry_find_table (sample.registry, "groups"), "abbreviation");
  g_autofree char *kept = g_strdup (record_at (list, 0)->texts[1]);
  g_autofree char *lost = g_strdup (record_at (list, 1)->texts[1]);
  TextSought sought = { GTK_WIDGET (window), "Changed 2 records" };
  TextSought undone = { GTK_WIDGET (list), lost };
  UoisChangeDialog *dialog;
  GtkWidget *entry;

  select_rows (list, 0, 3);
  dialog = UOIS_CHANGE_DIALOG (open_dialog ("win.edit-many", UOIS_TYPE_CHANGE_DIALOG));
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "3 selected records"));
  uois_change_dialog_set_field (dialog, field);
  entry = find_widget (find_widget (GTK_WIDGET (dialog), UOIS_TYPE_FIELD_EDITOR), GTK_TYPE_TEXT);
  gtk_editable_set_text (GTK_EDITABLE (entry), kept);
  wait_until (has_preview, dialog);
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "2 records will change"));
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "1 record has this value already"));

  click (GTK_WIDGET (dialog), "Change 2 records");
  wait_until (has_no_change_dialog, NULL);
  wait_until (text_is_shown, &sought);
  wait_until (text_is_gone, &undone);
  click (GTK_WIDGET (window), "Undo");
  wait_until (text_is_shown, &undone);
}

/* A value that cannot be, none at all, and the cleared field are three things. */
static void
test_change_many_needs_a_value (void)
{
  UoisRecordList *list = go ("groups");
  UoisChangeDialog *dialog;
  GtkWidget *radio;
  TextSought missing = { NULL, "Enter the new value, or choose to clear the field." };

  select_rows (list, 0, 2);
  dialog = UOIS_CHANGE_DIALOG (open_dialog ("win.edit-many", UOIS_TYPE_CHANGE_DIALOG));
  missing.widget = GTK_WIDGET (dialog);
  uois_change_dialog_set_field (
      dialog, uois_type_find_field (uois_registry_find_table (sample.registry, "groups"), "abbreviation"));
  wait_until (text_is_shown, &missing);
  g_assert_false (
      gtk_widget_get_sensitive (gtk_widget_get_ancestor (find_text (GTK_WIDGET (dialog), "Change"), GTK_TYPE_BUTTON)));
  radio = gtk_widget_get_ancestor (find_text (GTK_WIDGET (dialog), "Clear the field: they have no value then"),
                                   GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), TRUE);
  wait_until (has_preview, dialog);
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "2 records will change"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}

/* ---- Pasting ---- */

static gboolean
is_paste_read (gpointer dialog)
{
  return uois_paste_dialog_get_settled (dialog);
}

static UoisPasteDialog *
paste (UoisRecordList *list, const char *text)
{
  UoisPasteDialog *dialog = uois_paste_dialog_present (list, text);

  wait_until (is_paste_read, dialog);
  wait_for_frames (GTK_WIDGET (dialog), 2);
  return dialog;
}

typedef struct
{
  UoisRecordList *list;
  guint n_rows;
} RowsSought;

static gboolean
has_rows (gpointer data)
{
  RowsSought *sought = data;

  return n_rows (sought->list) == sought->n_rows;
}

static void
test_paste (void)
{
  UoisRecordList *list = go ("groups");
  guint before = n_rows (list);
  RowsSought more = { list, before + 2 };
  RowsSought same = { list, before };
  UoisPasteDialog *dialog =
      paste (list, "Name\tAbbreviation\tType\nKatedra A\tKA\tdepartment\nKatedra B\tKB\tdepartment\n");

  g_assert_true (text_is_there (GTK_WIDGET (dialog), "All rows can be saved."));
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "Katedra A"));
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "department"));
  click (GTK_WIDGET (dialog), "Add 2 records");
  wait_until (has_rows, &more);
  settle ();
  click (GTK_WIDGET (window), "Undo");
  wait_until (has_rows, &same);
}

/* What is wrong stands in its cell and in words, and nothing is added. */
static void
test_paste_with_problems (void)
{
  UoisRecordList *list = go ("groups");
  UoisPasteDialog *dialog = paste (list, "Name\tType\tActive\nKatedra A\tdepartment\tperhaps\nB\tdepartment\tyes\n");
  GtkWidget *cell = find_text (GTK_WIDGET (dialog), "⚠ perhaps");

  g_assert_nonnull (cell);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (cell), !=, NULL);
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "1 problem. Correct it in the spreadsheet and paste again."));
  g_assert_false (gtk_widget_get_sensitive (
      gtk_widget_get_ancestor (find_text (GTK_WIDGET (dialog), "Add 2 records"), GTK_TYPE_BUTTON)));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}

/* ---- Saved views ---- */

static gboolean
is_settled_on (gpointer title)
{
  UoisPage *shown = uois_window_get_page (window);

  return shown != NULL && g_str_equal (uois_page_get_title (shown), title) && window_is_settled (window);
}

static UoisRecordList *
wait_for_view (const char *name)
{
  wait_until (is_settled_on, (gpointer) name);
  settle ();
  page = UOIS_TABLE_PAGE (uois_window_get_page (window));
  return uois_table_page_get_list (page);
}

static GtkWidget *
open_views (void)
{
  GtkWidget *popover = find_widget (GTK_WIDGET (page), UOIS_TYPE_VIEWS_POPOVER);

  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON)));
  settle ();
  return popover;
}

/* A search, a filter, an order and columns are kept under a name and come back as they were. */
static void
test_saved_view (void)
{
  UoisRecordList *list = go ("groups");
  guint all = n_rows (list);
  GtkWidget *editor = open_filter ("Type");
  GtkWidget *views;
  gboolean descending;
  guint found;

  tick (editor, "department");
  click (editor, "Filter");
  found = n_rows (list);
  gtk_widget_activate_action (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW), "records.hide-column", "s",
                              "email");
  views = open_views ();
  gtk_editable_set_text (GTK_EDITABLE (find_widget (views, GTK_TYPE_ENTRY)), "Departments");
  click (views, "Save view");
  list = wait_for_view ("Departments");
  g_assert_cmpuint (n_rows (list), ==, found);
  g_assert_true (text_is_there (GTK_WIDGET (page), "Type is department"));
  assert_columns (list, "name abbreviation grouptype mastergroup valid");

  /* A change of the view is no change of the list, and can be taken back. */
  g_assert_null (find_text (GTK_WIDGET (page), "This view was changed."));
  uois_record_list_set_sort (list, uois_type_find_field (uois_registry_find_table (sample.registry, "groups"), "email"),
                             TRUE);
  settle ();
  g_assert_true (text_is_there (GTK_WIDGET (page), "This view was changed."));
  click (GTK_WIDGET (page), "Revert");
  g_assert_null (find_text (GTK_WIDGET (page), "This view was changed."));
  g_assert_cmpuint (n_rows (list), ==, found);
  uois_table_page_set_search (page, "katedra");
  settle ();
  g_assert_true (text_is_there (GTK_WIDGET (page), "This view was changed."));
  click (GTK_WIDGET (page), "Save");
  {
    TextSought sought = { GTK_WIDGET (page), "This view was changed." };

    while (text_is_shown (&sought))
      settle ();
  }

  list = go ("groups");
  uois_record_list_set_filter (list, NULL);
  settle ();
  g_assert_cmpuint (n_rows (list), ==, all);
  uois_record_list_get_sort (list, &descending);
  uois_record_list_reset_columns (list);
}

/* In another window, from the file. */
static void
test_view_is_kept (void)
{
  UoisRecordList *list;
  GtkWidget *views;

  go ("groups");
  views = open_views ();
  activate_row (views, "Departments");
  list = wait_for_view ("Departments");
  assert_columns (list, "name abbreviation grouptype mastergroup valid");
  g_assert_cmpstr (uois_list_model_get_search (uois_record_list_get_model (list)), ==, "katedra");
}

static GtkWidget *found_button;

static void
look_for_button (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget))
    {
      g_autofree char *differs =
          gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (differs == NULL)
        found_button = widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_for_button (child, name);
}

static gboolean
button_is_there (gpointer data)
{
  TextSought *sought = data;

  found_button = NULL;
  look_for_button (sought->widget, sought->text);
  return found_button != NULL;
}

/* A button without words, by what it is called, when it is there. */
static void
click_named (GtkWidget *widget, const char *name)
{
  TextSought sought = { widget, name };

  wait_until (button_is_there, &sought);
  g_signal_emit_by_name (found_button, "clicked");
  settle ();
}

/* In the sidebar under its type, selected while it is shown, and at home. */
static void
test_view_is_a_place (void)
{
  TextSought sought = { NULL, "Departments" };
  GtkWidget *sidebar = find_widget (GTK_WIDGET (window), UOIS_TYPE_SIDEBAR);
  GtkWidget *row;

  sought.widget = sidebar;
  wait_until (text_is_shown, &sought);
  row = gtk_widget_get_ancestor (find_text (sidebar, "Departments"), GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (find_text (gtk_widget_get_prev_sibling (row), "Groups"));
  go ("users");
  g_assert_false (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  wait_for_view ("Departments");
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.home", NULL);
  settle ();
  sought.widget = GTK_WIDGET (uois_window_get_page (window));
  wait_until (text_is_shown, &sought);
}

static void
test_rename_and_delete_view (void)
{
  GtkWidget *views;
  TextSought old = { NULL, "Departments" };
  TextSought renamed = { NULL, "Katedry" };

  go ("groups");
  views = open_views ();
  old.widget = renamed.widget = views;
  wait_until (text_is_shown, &old);
  click_named (views, "Rename “Departments”");
  gtk_editable_set_text (GTK_EDITABLE (find_widget (views, GTK_TYPE_ENTRY)), "Katedry");
  click (views, "Rename");
  click_named (views, "Delete “Katedry”");
  wait_until (text_is_gone, &renamed);
  click (GTK_WIDGET (window), "Undo");
  wait_until (text_is_shown, &renamed);
  gtk_popover_popdown (GTK_POPOVER (views));
}

/* ---- Frame ---- */

static void
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

static void
stop (void)
{
  close_popovers (GTK_WIDGET (window));
  settle ();
  gtk_window_close (GTK_WINDOW (window));
  wait_until (is_closed, NULL);
  g_object_unref (application);
  sample_clear (&sample);
}

int
main (int argc, char **argv)
{
  int result;

  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lists/columns", test_columns);
  g_test_add_func ("/lists/widths", test_widths);
  g_test_add_func ("/lists/sort", test_sort);
  g_test_add_func ("/lists/layout-is-remembered", test_layout_is_remembered);
  g_test_add_func ("/lists/reset-columns", test_reset_columns);
  g_test_add_func ("/lists/last-column-stays", test_last_column_stays);
  g_test_add_func ("/lists/find-column", test_find_column);

  g_test_add_func ("/lists/filter-by-facets", test_filter_by_facets);
  g_test_add_func ("/lists/filter-by-typing", test_filter_by_typing);
  g_test_add_func ("/lists/filter-that-leaves-nothing", test_filter_that_leaves_nothing);
  g_test_add_func ("/lists/filter-by-state", test_filter_by_state);
  g_test_add_func ("/lists/filter-by-problems", test_filter_by_problems);
  g_test_add_func ("/lists/print-preview", test_print_preview);
  g_test_add_func ("/lists/print-to-pdf", test_print_to_pdf);
  g_test_add_func ("/lists/print-record", test_print_record);
  g_test_add_func ("/lists/selection-bar", test_selection_bar);
  g_test_add_func ("/lists/copy", test_copy);
  g_test_add_func ("/lists/export", test_export);
  g_test_add_func ("/lists/export-that-fails", test_export_that_fails);
  g_test_add_func ("/lists/change-many", test_change_many);
  g_test_add_func ("/lists/change-many-needs-a-value", test_change_many_needs_a_value);
  g_test_add_func ("/lists/paste", test_paste);
  g_test_add_func ("/lists/paste-with-problems", test_paste_with_problems);
  g_test_add_func ("/lists/saved-view", test_saved_view);
  g_test_add_func ("/lists/view-is-kept", test_view_is_kept);
  g_test_add_func ("/lists/view-is-a-place", test_view_is_a_place);
  g_test_add_func ("/lists/rename-and-delete-view", test_rename_and_delete_view);

  start ();
  result = g_test_run ();
  stop ();
  return result;
}
