/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables: their columns, filters and printing; run with GTK_A11Y=test. */

#include "lists-session.h"

#include "ui/compat-column-view.h"
#include "ui/lists/column-chooser.h"
#include "ui/lists/condition-editor.h"
#include "ui/lists/filter-bar.h"
#include "ui/lists/print-preview.h"

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

typedef struct
{
  GtkColumnView *view;
  int width;
} ExpectedWidth;

/* A column is as wide as its title until the view was laid out. */
static gboolean
has_width (gpointer data)
{
  const ExpectedWidth *expected = data;

  return uois_compat_column_view_get_column_width (expected->view, 0) == expected->width;
}

/* All of it is there in another window, and on the day after. */
static void
test_layout_is_remembered (void)
{
  UoisWindow *before = window;
  UoisRecordList *list;
  ExpectedWidth expected;
  gboolean descending;

  list = go ("groups");
  expected.width = uois_compat_column_view_get_column_width (
      GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW)), 0);
  open_window ();
  gtk_window_close (GTK_WINDOW (before));
  wait_until (has_one_window, NULL);
  list = go ("groups");
  expected.view = GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (list), GTK_TYPE_COLUMN_VIEW));
  assert_columns (list, "abbreviation name grouptype mastergroup nameEn valid");
  wait_until (has_width, &expected);
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

  start ();
  result = g_test_run ();
  stop ();
  return result;
}
