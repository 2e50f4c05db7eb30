/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes a picture of every page in one language, theme and text size; tests/ui/screenshots runs it for each. */

#include "build-paths.h"
#include "config.h"

#include "fixture.h"

#include "ui/lists/change-dialog.h"
#include "ui/lists/condition-editor.h"
#include "ui/lists/filter-bar.h"
#include "ui/lists/print-preview.h"
#include "ui/guide/tour.h"
#include "ui/care/care-page.h"
#include "ui/records/record-page.h"
#include "ui/settings.h"
#include "ui/lists/table-page.h"
#include "ui/trees/machine-page.h"
#include "ui/trees/tree-detail.h"
#include "ui/trees/tree-page.h"

#include <glib/gi18n.h>
#include <locale.h>

#define SETTLING_FRAMES 40

typedef struct
{
  const char *folder;
  guint number;
  Sample sample;
  UoisApplication *application;
  UoisWindow *window;
} Session;

/* Never called: it only makes the window offer demo files. */
static gboolean
fill_demo (UoisFile *file, UoisProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
take (Session *session, GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++session->number, name);
  g_autofree char *path = g_build_filename (session->folder, file, NULL);

  wait_for_frames (GTK_WIDGET (gtk_widget_get_native (widget)), SETTLING_FRAMES);
  save_picture (widget, path);
}

static GtkWidget *
find_menu_button (GtkWidget *widget, const char *icon)
{
  if (GTK_IS_MENU_BUTTON (widget) && g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_menu_button (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
take_window (Session *session, const char *name)
{
  wait_until (window_is_settled, session->window);
  take (session, GTK_WIDGET (session->window), name);
}

/* ---- Going around ---- */

static gboolean
has_page (gpointer window)
{
  return uois_window_get_file (window) != NULL && window_is_settled (window);
}

static void
open_window (Session *session, const char *path)
{
  session->window = uois_window_new (session->application);
  gtk_window_set_default_size (GTK_WINDOW (session->window), 1024, 700);
  gtk_window_present (GTK_WINDOW (session->window));
  if (path == NULL)
    return;
  uois_window_open (session->window, path);
  wait_until (has_page, session->window);
}

static void
close_window (Session *session)
{
  gtk_window_destroy (GTK_WINDOW (session->window));
  session->window = NULL;
}

static UoisTablePage *
go_list (Session *session, const char *table)
{
  const UoisType *type = uois_registry_find_table (session->sample.registry, table);

  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
  wait_until (window_is_settled, session->window);
  return UOIS_TABLE_PAGE (uois_window_get_page (session->window));
}

static UoisRecordPage *
open_row (Session *session, const char *table, guint position)
{
  UoisTablePage *page = go_list (session, table);

  uois_record_list_open (uois_table_page_get_list (page), position);
  wait_until (window_is_settled, session->window);
  return UOIS_RECORD_PAGE (uois_window_get_page (session->window));
}

/* ---- Pictures ---- */

static void
take_start_pages (Session *session)
{
  open_window (session, NULL);
  take (session, GTK_WIDGET (session->window), "welcome");
  uois_window_open (session->window, "/nowhere/at-all.uois");
  take (session, GTK_WIDGET (session->window), "failed");
  close_window (session);
}

/* The popover of the button in @page with this icon. */
static void
take_popover (Session *session, UoisTablePage *page, const char *icon, const char *name)
{
  GtkWidget *button = find_menu_button (GTK_WIDGET (page), icon);
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  take (session, GTK_WIDGET (popover), name);
  gtk_popover_popdown (popover);
}

/* Without a window manager no window is the active one. */
static GtkWindow *
find_dialog (Session *session)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (session->window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  g_error ("no dialog has come up");
}

static gboolean
is_laid_out (gpointer preview)
{
  return uois_print_preview_get_settled (preview);
}

static void
take_preview (Session *session, const char *name)
{
  GtkWindow *preview;

  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.print", NULL);
  preview = find_dialog (session);
  wait_until (is_laid_out, preview);
  take (session, GTK_WIDGET (preview), name);
  gtk_window_close (preview);
}

static void
take_filters (Session *session)
{
  UoisTablePage *page = go_list (session, "groups");
  GtkWidget *bar = find_widget (GTK_WIDGET (page), UOIS_TYPE_FILTER_BAR);
  GtkWidget *editor = find_widget (bar, UOIS_TYPE_CONDITION_EDITOR);
  UoisRecordList *list = uois_table_page_get_list (page);
  const UoisField *type =
      uois_type_find_field (uois_registry_find_table (session->sample.registry, "groups"), "grouptype");
  const UoisField *name = uois_type_find_field (uois_registry_find_table (session->sample.registry, "groups"), "name");
  g_autoptr (UoisListFilter) none = uois_list_filter_new (type->owner);
  g_autoptr (UoisListFilter) named = NULL;
  g_autoptr (UoisListCondition) condition = NULL;
  UoisValue value = UOIS_VALUE_INIT;

  uois_filter_bar_add (UOIS_FILTER_BAR (bar));
  take (session, editor, "filter-fields");
  uois_value_borrow_text (&value, "a", 1);
  condition = uois_list_condition_new (name, UOIS_LIST_CONTAINS, &value, 1, NULL);
  named = uois_list_filter_with (none, condition);
  uois_record_list_set_filter (list, named);
  g_clear_pointer (&condition, uois_list_condition_unref);
  condition = uois_list_condition_new (type, UOIS_LIST_IS, NULL, 0, NULL);
  uois_condition_editor_edit (UOIS_CONDITION_EDITOR (editor), condition);
  take (session, editor, "filter-values");
  gtk_popover_popdown (GTK_POPOVER (editor));
  take_window (session, "groups-filtered");
  uois_record_list_set_filter (list, NULL);
}

static gboolean
has_change_preview (gpointer dialog)
{
  return uois_change_dialog_get_preview (dialog) != NULL;
}

static void
take_list_dialogs (Session *session)
{
  UoisTablePage *page = go_list (session, "groups");
  UoisRecordList *list = uois_table_page_get_list (page);
  const UoisType *type = uois_registry_find_table (session->sample.registry, "groups");
  const UoisField *field = uois_type_find_field (type, "abbreviation");
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  GtkWindow *dialog;

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)), 2, 12, TRUE);
  take_window (session, "groups-selected");
  take_popover (session, page, "user-bookmarks-symbolic", "views");
  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.export", NULL);
  dialog = find_dialog (session);
  take (session, GTK_WIDGET (dialog), "export");
  gtk_window_close (dialog);
  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.edit-many", NULL);
  dialog = find_dialog (session);
  uois_change_dialog_set_field (UOIS_CHANGE_DIALOG (dialog), field);
  uois_value_borrow_text (&value, "KEK", 3);
  uois_draft_set_value (uois_change_dialog_get_draft (UOIS_CHANGE_DIALOG (dialog)), field->column, &value);
  wait_until (has_change_preview, dialog);
  take (session, GTK_WIDGET (dialog), "set-field");
  gtk_window_close (dialog);
}

static void
take_lists (Session *session)
{
  UoisTablePage *page = go_list (session, "users");
  UoisRecordList *list = uois_table_page_get_list (page);

  take_window (session, "people");
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)), 3, TRUE);
  take_popover (session, page, "columns-symbolic", "columns");
  take_window (session, "people-selected");
  take_preview (session, "print-preview");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)));
  take_window (session, "people-all-selected");
  uois_table_page_set_search (page, "nov");
  take_window (session, "people-search");
  uois_table_page_set_search (page, "xyzzy");
  take_window (session, "people-nothing");
  take_filters (session);
  take_list_dialogs (session);
  take_window (session, "groups");
  go_list (session, "events");
  take_window (session, "events");
  go_list (session, "eventtypes");
  take_window (session, "event-types");
  go_list (session, "externalids");
  take_window (session, "external-ids");
}

static void
take_records (Session *session)
{
  UoisRecordPage *page = open_row (session, "users", 3);

  take_window (session, "person");
  uois_record_page_show_tab (page, 1);
  take_window (session, "person-tab");
  open_row (session, "groups", 2);
  take_window (session, "group");
  open_row (session, "events", 5);
  take_window (session, "event");
  open_row (session, "externalids", 5);
  take_window (session, "external-id");
}

/* Changes a person twice, as the form would. */
static void
change_person (Session *session, const UoisUuid *id)
{
  UoisFile *file = uois_window_get_file (session->window);
  const UoisType *type = uois_registry_find_table (session->sample.registry, "users");
  static const char *const changes[][2] = { { "surname", "Šípková" }, { "email", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (UoisDraft) draft = uois_file_edit_record (file, type, id, NULL, NULL);

      uois_draft_set_text (draft, uois_type_find_column (type, changes[i][0]), changes[i][1], NULL);
      if (uois_file_save (file, &draft, 1, NULL, NULL, NULL) < 0)
        g_error ("the person cannot be changed");
    }
}

static void
take_history (Session *session)
{
  UoisTablePage *page = go_list (session, "users");
  UoisListModel *model = uois_record_list_get_model (uois_table_page_get_list (page));
  g_autoptr (UoisListItem) item = g_list_model_get_item (G_LIST_MODEL (model), 7);
  UoisLocation location = { .kind = UOIS_LOCATION_HISTORY };
  GtkWidget *row;

  location.type = uois_registry_find_table (session->sample.registry, "users");
  location.id = uois_list_item_get_record (item)->id;
  change_person (session, &location.id);
  uois_window_go (session->window, &location);
  take_window (session, "history");
  row = find_widget (GTK_WIDGET (uois_window_get_page (session->window)), ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  take_window (session, "history-expanded");
}

static gboolean
is_checked (gpointer window)
{
  return find_text (window, _ ("The file is sound")) != NULL;
}

static void
take_care (Session *session)
{
  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_STEPS });
  take_window (session, "steps");
  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_TRASH });
  take_window (session, "trash");
  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_CARE });
  take_window (session, "care");
  uois_care_page_check (UOIS_CARE_PAGE (uois_window_get_page (session->window)));
  uois_care_page_back_up (UOIS_CARE_PAGE (uois_window_get_page (session->window)));
  wait_until (is_checked, session->window);
  take_window (session, "care-checked");
}

static gboolean
has_results (gpointer popover)
{
  GtkWidget *row = find_widget (popover, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
take_quick_search (Session *session)
{
  GtkWidget *popover;
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.quick-search", NULL);
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (session->window)), GTK_TYPE_SEARCH_ENTRY);
  popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);
  take (session, popover, "find-anything");
  gtk_editable_set_text (GTK_EDITABLE (entry), "sk");
  wait_until (has_results, popover);
  take (session, popover, "find-anything-results");
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
take_dialog (Session *session, const char *action, const char *name)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (session->window), action, NULL);
  dialog = find_dialog (session);
  take (session, GTK_WIDGET (dialog), name);
  gtk_window_close (dialog);
}

static void
take_dialogs (Session *session)
{
  take_dialog (session, "app.preferences", "preferences");
  take_dialog (session, "app.about", "about");
  take_dialog (session, "win.show-help-overlay", "shortcuts");
}

static void
take_trees (Session *session)
{
  const UoisType *groups = uois_registry_find_table (session->sample.registry, "groups");
  GtkSingleSelection *rows;
  GtkWidget *page;

  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_TREE, .type = groups });
  wait_until (window_is_settled, session->window);
  page = GTK_WIDGET (uois_window_get_page (session->window));
  rows = uois_tree_view_get_rows (uois_tree_page_get_tree (UOIS_TREE_PAGE (page)));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      gtk_tree_list_row_set_expanded (row, TRUE);
      wait_until (window_is_settled, session->window);
    }
  gtk_single_selection_set_selected (rows, 2);
  take_window (session, "tree");
  uois_tree_detail_show_part (UOIS_TREE_DETAIL (find_widget (page, UOIS_TYPE_TREE_DETAIL)), groups->tree_members);
  take_window (session, "tree-members");
  uois_tree_detail_show_part (UOIS_TREE_DETAIL (find_widget (page, UOIS_TYPE_TREE_DETAIL)),
                              groups->tree_inherited.items[0]);
  take_window (session, "tree-inherited");
  gtk_widget_activate_action (page, "tree.move", NULL);
  take (session, GTK_WIDGET (find_dialog (session)), "tree-move");
  gtk_window_close (find_dialog (session));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (page, GTK_TYPE_SEARCH_ENTRY)), "fak");
  take_window (session, "tree-search");
}

static void
take_commands (Session *session)
{
  GtkWidget *entry, *popover;

  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.quick-search", NULL);
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (session->window)), GTK_TYPE_SEARCH_ENTRY);
  popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);
  gtk_editable_set_text (GTK_EDITABLE (entry), ">");
  wait_until (has_results, popover);
  take (session, popover, "commands");
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static gboolean
tour_is_shown (gpointer window)
{
  GtkWidget *tour = find_widget (window, UOIS_TYPE_TOUR);

  return tour != NULL && gtk_widget_get_mapped (tour);
}

static void
take_tour (Session *session)
{
  gtk_widget_activate_action (GTK_WIDGET (session->window), "win.tour", NULL);
  for (guint step = 1; step <= 5; step++)
    {
      g_autofree char *name = g_strdup_printf ("tour-%u", step);
      GtkWidget *tour;

      wait_until (tour_is_shown, session->window);
      tour = find_widget (GTK_WIDGET (session->window), UOIS_TYPE_TOUR);
      take (session, tour, name);
      uois_tour_next (UOIS_TOUR (tour));
    }
}

static void
take_help (Session *session)
{
  const char *const pages[] = { "start", "list", "keyboard", "command-line" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("help-", pages[i], NULL);

      gtk_widget_activate_action (GTK_WIDGET (session->window), "win.help-page", "s", pages[i]);
      take (session, GTK_WIDGET (find_dialog (session)), name);
    }
  gtk_window_close (find_dialog (session));
}

/* The menu that an action of a page opens. */
static void
take_menu (Session *session, GtkWidget *page, const char *action, const char *name)
{
  GtkWidget *popover;

  gtk_widget_activate_action (page, action, NULL);
  popover = gtk_widget_get_ancestor (gtk_root_get_focus (gtk_widget_get_root (page)), GTK_TYPE_POPOVER);
  take (session, popover, name);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
take_machines (Session *session)
{
  const UoisType *workflows = uois_registry_find_table (session->sample.registry, "awworkflows");
  const UoisType *requests = uois_registry_find_table (session->sample.registry, "formrequests");
  UoisTablePage *list = go_list (session, workflows->table);
  g_autoptr (UoisListItem) item =
      g_list_model_get_item (G_LIST_MODEL (uois_record_list_get_model (uois_table_page_get_list (list))), 0);
  UoisLocation location = { UOIS_LOCATION_MACHINE, workflows, uois_list_item_get_record (item)->id };

  uois_window_go (session->window, &location);
  wait_until (window_is_settled, session->window);
  uois_machine_page_choose (UOIS_MACHINE_PAGE (uois_window_get_page (session->window)), 1, G_MAXUINT);
  take_window (session, "machine");
  gtk_widget_activate_action (GTK_WIDGET (uois_window_get_page (session->window)), "machine.add-transition", NULL);
  take (session, GTK_WIDGET (find_dialog (session)), "machine-add");
  gtk_window_close (find_dialog (session));
  take_menu (session, GTK_WIDGET (uois_window_get_page (session->window)), "machine.add", "machine-add-menu");
  gtk_widget_activate_action (GTK_WIDGET (uois_window_get_page (session->window)), "machine.add-actor", "i", 0);
  take (session, GTK_WIDGET (find_dialog (session)), "machine-add-role");
  gtk_window_close (find_dialog (session));
  open_row (session, requests->table, 1);
  take_window (session, "request");
}

static void
take_empty_file (Session *session)
{
  Sample empty;

  sample_init (&empty, 0);
  open_window (session, empty.path);
  take_window (session, "empty-home");
  go_list (session, "users");
  take_window (session, "empty-list");
  close_window (session);
  sample_clear (&empty);
}

static void
take_all (Session *session)
{
  take_start_pages (session);
  take_empty_file (session);
  open_window (session, session->sample.path);
  take_lists (session);
  take_records (session);
  take_history (session);
  take_care (session);
  take_trees (session);
  take_machines (session);
  uois_window_go (session->window, &(UoisLocation){ .kind = UOIS_LOCATION_HOME });
  take_window (session, "home");
  take_quick_search (session);
  take_commands (session);
  take_tour (session);
  take_help (session);
  take_dialogs (session);
  close_window (session);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), "gtk-enable-animations", FALSE,
                NULL);
}

/* LANGUAGE and LC_ALL in the environment say which language. */
int
main (int argc, char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  Session session = { 0 };

  if (argc != 4)
    {
      g_printerr ("Usage: %s FOLDER light|dark TEXT-SCALE\n", argv[0]);
      return 2;
    }
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BUILD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("uois-desk");

  settings = uois_settings_new ();
  g_settings_set_string (settings, UOIS_SETTING_THEME, argv[2]);
  session.folder = argv[1];
  sample_init (&session.sample, 300);
  session.application = uois_application_new (session.sample.registry, fill_demo);
  if (!g_application_register (G_APPLICATION (session.application), NULL, &error))
    g_error ("%s", error->message);
  set_text_scale (g_ascii_strtod (argv[3], NULL));
  take_all (&session);
  g_object_unref (session.application);
  sample_clear (&session.sample);
  return 0;
}
