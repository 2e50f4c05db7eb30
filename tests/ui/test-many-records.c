/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with many records of a table at once, and saved views of it; run with GTK_A11Y=test. */

#include "lists-session.h"

#include "ui/fields/field-editor.h"
#include "ui/lists/change-dialog.h"
#include "ui/lists/export-dialog.h"
#include "ui/lists/paste-dialog.h"
#include "ui/lists/selection-bar.h"
#include "ui/lists/views-popover.h"
#include "ui/window/sidebar.h"

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

/* A large change tells of the backup before. */
static void
test_change_many_backs_up (void)
{
  UoisRecordList *list = go ("users");
  TextSought told = { NULL, "A backup of the file is made first" };
  UoisChangeDialog *dialog;
  GtkWidget *radio;

  select_rows (list, 0, UOIS_LARGE_CHANGE + 1);
  dialog = UOIS_CHANGE_DIALOG (open_dialog ("win.edit-many", UOIS_TYPE_CHANGE_DIALOG));
  told.widget = GTK_WIDGET (dialog);
  uois_change_dialog_set_field (dialog,
                                uois_type_find_field (uois_registry_find_table (sample.registry, "users"), "email"));
  radio = gtk_widget_get_ancestor (find_text (GTK_WIDGET (dialog), "Clear the field: they have no value then"),
                                   GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), TRUE);
  wait_until (text_is_shown, &told);
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
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

/* There is that of the day, too. */
static guint
count_backups (void)
{
  g_autoptr (GPtrArray) backups = uois_backup_list (sample.path, NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < backups->len; i++)
    count += ((UoisBackup *) backups->pdata[i])->reason == UOIS_BACKUP_CHANGE;
  return count;
}

/* So many that a backup comes first: that is told, and done. */
static void
test_paste_many (void)
{
  UoisRecordList *list = go ("groups");
  guint before = n_rows (list);
  RowsSought more = { list, before + UOIS_LARGE_CHANGE + 1 };
  RowsSought same = { list, before };
  TextSought told = { GTK_WIDGET (window), "Added 51 records" };
  g_autoptr (GString) text = g_string_new ("Name\tType\n");
  UoisPasteDialog *dialog;

  for (guint i = 0; i <= UOIS_LARGE_CHANGE; i++)
    g_string_append_printf (text, "Katedra %u\tdepartment\n", i);
  dialog = paste (list, text->str);
  g_assert_true (text_is_there (GTK_WIDGET (dialog), "All rows can be saved. A backup of the file is made first."));
  g_assert_cmpuint (count_backups (), ==, 0);
  click (GTK_WIDGET (dialog), "Add 51 records");
  wait_until (has_rows, &more);
  wait_until (text_is_shown, &told);
  g_assert_cmpuint (count_backups (), ==, 1);
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

int
main (int argc, char **argv)
{
  int result;

  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/many-records/selection-bar", test_selection_bar);
  g_test_add_func ("/many-records/copy", test_copy);
  g_test_add_func ("/many-records/export", test_export);
  g_test_add_func ("/many-records/export-that-fails", test_export_that_fails);
  g_test_add_func ("/many-records/change-many", test_change_many);
  g_test_add_func ("/many-records/change-many-backs-up", test_change_many_backs_up);
  g_test_add_func ("/many-records/change-many-needs-a-value", test_change_many_needs_a_value);
  g_test_add_func ("/many-records/paste", test_paste);
  g_test_add_func ("/many-records/paste-many", test_paste_many);
  g_test_add_func ("/many-records/paste-with-problems", test_paste_with_problems);
  g_test_add_func ("/many-records/saved-view", test_saved_view);
  g_test_add_func ("/many-records/view-is-kept", test_view_is_kept);
  g_test_add_func ("/many-records/view-is-a-place", test_view_is_a_place);
  g_test_add_func ("/many-records/rename-and-delete-view", test_rename_and_delete_view);

  start ();
  result = g_test_run ();
  stop ();
  return result;
}
