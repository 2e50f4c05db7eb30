/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as a person uses it, over a real file of an invented institution. */

#include "build-paths.h"
#include "config.h"

#include "fixture.h"

#include "ui/lists/detail-pane.h"
#include "ui/window/home-page.h"
#include "ui/window/preferences-window.h"
#include "ui/window/quick-search.h"
#include "ui/records/record-page.h"
#include "ui/settings.h"
#include "ui/sidebar-row.h"
#include "ui/lists/table-page.h"

#include <glib/gi18n.h>

#define PEOPLE 60

typedef WindowSession Fixture;

static gboolean
fill_demo (UoisFile *file, UoisProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  progress (0.5, "Half of it", data);
  return sample_fill (file, PEOPLE, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  window_session_begin (fixture, PEOPLE, fill_demo);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  window_session_end (fixture);
}

/* ---- Going around ---- */

static void
settle (Fixture *fixture)
{
  wait_until (window_is_settled, fixture->window);
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
}

static UoisTablePage *
go_list (Fixture *fixture, const char *table)
{
  const UoisType *type = uois_registry_find_table (fixture->sample.registry, table);

  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
  settle (fixture);
  return UOIS_TABLE_PAGE (uois_window_get_page (fixture->window));
}

static UoisRecordList *
list_of (UoisTablePage *page)
{
  return uois_table_page_get_list (page);
}

static guint
n_rows (UoisTablePage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (list_of (page))));
}

static void
search (Fixture *fixture, UoisTablePage *page, const char *text)
{
  uois_table_page_set_search (page, text);
  /* The entry tells of its change in the next turn of the loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  settle (fixture);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  settle (fixture);
}

static const char *
title (Fixture *fixture)
{
  return uois_page_get_title (uois_window_get_page (fixture->window));
}

static UoisRecordPage *
open_first (Fixture *fixture, UoisTablePage *page)
{
  uois_record_list_open (list_of (page), 0);
  settle (fixture);
  g_assert_true (UOIS_IS_RECORD_PAGE (uois_window_get_page (fixture->window)));
  return UOIS_RECORD_PAGE (uois_window_get_page (fixture->window));
}

/* ---- Tests ---- */

static void
test_home (Fixture *fixture, gconstpointer data)
{
  window_session_open_sample (fixture);
  g_assert_true (UOIS_IS_HOME_PAGE (uois_window_get_page (fixture->window)));
  g_assert_nonnull (find_text (GTK_WIDGET (uois_window_get_page (fixture->window)), "university.uois"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "People and groups"));
}

static void
test_search_open_back (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;
  guint all, found;

  window_session_open_sample (fixture);
  page = go_list (fixture, "users");
  all = n_rows (page);
  g_assert_cmpuint (all, ==, PEOPLE);
  g_assert_cmpstr (uois_page_get_subtitle (UOIS_PAGE (page)), ==, "60 records");

  search (fixture, page, "NOVA");
  found = n_rows (page);
  g_assert_cmpuint (found, >, 0);
  g_assert_cmpuint (found, <, all);

  open_first (fixture, page);
  g_assert_true (g_str_has_prefix (title (fixture), "Nov"));
  act (fixture, "win.back");
  g_assert_true (uois_window_get_page (fixture->window) == UOIS_PAGE (page));
  g_assert_cmpuint (n_rows (page), ==, found);
  act (fixture, "win.forward");
  g_assert_true (g_str_has_prefix (title (fixture), "Nov"));
}

static void
test_nothing_found (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;

  window_session_open_sample (fixture);
  page = go_list (fixture, "users");
  search (fixture, page, "xyzzy");
  g_assert_cmpuint (n_rows (page), ==, 0);
  g_assert_nonnull (find_text (GTK_WIDGET (page), "Nothing found"));
  g_assert_cmpstr (uois_page_get_subtitle (UOIS_PAGE (page)), ==, "0 of 60 records");

  g_signal_emit_by_name (list_of (page), "clear-search");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  settle (fixture);
  g_assert_cmpuint (n_rows (page), ==, PEOPLE);
  g_assert_null (find_text (GTK_WIDGET (page), "Nothing found"));
}

static GtkColumnView *
column_view (UoisTablePage *page)
{
  return GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
}

static gint64
row_at (UoisTablePage *page, guint position)
{
  return uois_list_model_get_row (uois_record_list_get_model (list_of (page)), position);
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;
  UoisBitsetSelection *selection;
  g_autoptr (GtkColumnViewColumn) column = NULL;
  gint64 first, last, chosen;

  window_session_open_sample (fixture);
  page = go_list (fixture, "users");
  selection = uois_record_list_get_selection (list_of (page));
  first = row_at (page, 0);
  last = row_at (page, PEOPLE - 1);
  chosen = row_at (page, 5);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 5, TRUE);

  /* What a click on the header of the column that is sorted by does. */
  column = g_list_model_get_item (gtk_column_view_get_columns (column_view (page)), 0);
  gtk_column_view_sort_by_column (column_view (page), column, GTK_SORT_DESCENDING);
  settle (fixture);
  g_assert_cmpint (row_at (page, 0), ==, last);
  g_assert_cmpint (row_at (page, PEOPLE - 1), ==, first);

  /* The selected person is still the selected one. */
  g_assert_cmpuint (uois_bitset_selection_get_size (selection), ==, 1);
  g_assert_cmpint (row_at (page, uois_bitset_selection_get_single (selection)), ==, chosen);
}

static void
test_detail_pane (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;
  GtkWidget *pane;
  GtkSelectionModel *selection;

  window_session_open_sample (fixture);
  page = go_list (fixture, "users");
  pane = find_widget (GTK_WIDGET (page), UOIS_TYPE_DETAIL_PANE);
  selection = GTK_SELECTION_MODEL (uois_record_list_get_selection (list_of (page)));
  g_assert_nonnull (find_text (pane, "Select a record to see it here"));

  gtk_selection_model_select_item (selection, 2, TRUE);
  {
    g_autoptr (UoisListItem) item = g_list_model_get_item (G_LIST_MODEL (selection), 2);
    TextSought sought = { pane, uois_list_item_get_record (item)->title };

    wait_until (text_is_shown, &sought);
  }

  gtk_selection_model_select_all (selection);
  g_assert_nonnull (find_text (pane, "60 records selected"));
}

static void
test_tabs (Fixture *fixture, gconstpointer data)
{
  UoisRecordPage *page;
  GtkWidget *list;
  TextSought sought;

  window_session_open_sample (fixture);
  page = open_first (fixture, go_list (fixture, "groups"));
  uois_record_page_show_tab (page, 1);
  settle (fixture);
  list = find_widget (GTK_WIDGET (page), UOIS_TYPE_RECORD_LIST);
  g_assert_nonnull (list);
  g_assert_true (gtk_widget_get_mapped (list));

  /* The tab's count is the number of its rows. */
  {
    UoisListModel *model = uois_record_list_get_model (UOIS_RECORD_LIST (list));
    g_autofree char *count = g_strdup_printf ("%u", g_list_model_get_n_items (G_LIST_MODEL (model)));

    sought = (TextSought){ find_widget (GTK_WIDGET (page), UOIS_TYPE_SIDEBAR_ROW), NULL };
    sought.widget = gtk_widget_get_next_sibling (sought.widget);
    sought.text = count;
    wait_until (text_is_shown, &sought);
  }
}

/* A participation of somebody who is not in the file is there and says so. */
static void
test_dangling_reference (Fixture *fixture, gconstpointer data)
{
  UoisUuid id, missing;
  g_autofree char *missing_id = NULL;
  g_autofree char *text = NULL;
  TextSought sought;

  window_session_open_sample (fixture);
  uois_uuid_generate (&missing);
  sample_add_participation (uois_window_get_file (fixture->window), &missing, &id);
  uois_window_go (fixture->window,
                  &(UoisLocation){ .kind = UOIS_LOCATION_RECORD,
                                   .type = uois_registry_find_table (fixture->sample.registry, "events_users"),
                                   .id = id });
  settle (fixture);
  missing_id = uois_uuid_to_string (&missing);
  text = g_strdup_printf ("The record %s is not in this file. The reference is kept.", missing_id);
  sought = (TextSought){ GTK_WIDGET (uois_window_get_page (fixture->window)), text };
  wait_until (text_is_shown, &sought);
}

static void
test_record_that_is_gone (Fixture *fixture, gconstpointer data)
{
  UoisLocation location = { .kind = UOIS_LOCATION_RECORD,
                            .type = uois_registry_find_table (fixture->sample.registry, "users") };

  window_session_open_sample (fixture);
  uois_uuid_generate (&location.id);
  uois_window_go (fixture->window, &location);
  settle (fixture);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "This record is not in the file"));
}

/* Ten pages on, the first ones have been given up; going back makes them anew as they were. */
static void
test_state_outlives_the_page (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "groups", "events",  "roles",      "projects", "publications",
                                        "tasks",  "surveys", "facilities", "forms",    "externalids" };
  UoisTablePage *searched, *scrolled;
  guint found;
  gint64 top;

  window_session_open_sample (fixture);
  searched = go_list (fixture, "users");
  search (fixture, searched, "nova");
  found = n_rows (searched);
  scrolled = go_list (fixture, "acsubjects");
  uois_record_list_scroll_to (list_of (scrolled), n_rows (scrolled) - 1);
  settle (fixture);
  g_assert_cmpuint (uois_record_list_get_top (list_of (scrolled)), >, 0);
  top = row_at (scrolled, uois_record_list_get_top (list_of (scrolled)));

  g_object_add_weak_pointer (G_OBJECT (searched), (gpointer *) &searched);
  g_object_add_weak_pointer (G_OBJECT (scrolled), (gpointer *) &scrolled);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    go_list (fixture, tables[i]);
  g_assert_null (searched);
  g_assert_null (scrolled);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    act (fixture, "win.back");
  scrolled = UOIS_TABLE_PAGE (uois_window_get_page (fixture->window));
  g_assert_cmpint (row_at (scrolled, uois_record_list_get_top (list_of (scrolled))), ==, top);

  act (fixture, "win.back");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  settle (fixture);
  g_assert_cmpuint (n_rows (UOIS_TABLE_PAGE (uois_window_get_page (fixture->window))), ==, found);
}

typedef struct
{
  UoisTablePage *page;
  guint n_rows;
} RowsSought;

static gboolean
has_rows (gpointer data)
{
  RowsSought *sought = data;

  return n_rows (sought->page) == sought->n_rows;
}

/* People come before and behind those on the screen, which stay where they are. */
static void
test_live_update_keeps_the_place (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;
  RowsSought sought;
  gint64 top;

  window_session_open_sample (fixture);
  sample_add_people (uois_window_get_file (fixture->window), "Mmm", 200);
  page = go_list (fixture, "users");
  uois_record_list_scroll_to (list_of (page), n_rows (page) - 40);
  settle (fixture);
  g_assert_cmpuint (uois_record_list_get_top (list_of (page)), >, 100);
  top = row_at (page, uois_record_list_get_top (list_of (page)));

  sample_add_people (uois_window_get_file (fixture->window), "Aaronová", 3);
  sought = (RowsSought){ page, PEOPLE + 203 };
  wait_until (has_rows, &sought);
  settle (fixture);
  g_assert_cmpint (row_at (page, uois_record_list_get_top (list_of (page))), ==, top);

  sample_add_people (uois_window_get_file (fixture->window), "Aaronová", 2);
  sample_add_people (uois_window_get_file (fixture->window), "Žžž", 2);
  sought = (RowsSought){ page, PEOPLE + 207 };
  wait_until (has_rows, &sought);
  settle (fixture);
  g_assert_cmpint (row_at (page, uois_record_list_get_top (list_of (page))), ==, top);
}

static void
test_live_update (Fixture *fixture, gconstpointer data)
{
  UoisTablePage *page;
  UoisBitsetSelection *selection;
  RowsSought sought;
  gint64 chosen;

  window_session_open_sample (fixture);
  page = go_list (fixture, "users");
  selection = uois_record_list_get_selection (list_of (page));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 30, TRUE);
  chosen = row_at (page, 30);

  sample_add_people (uois_window_get_file (fixture->window), "Aaronová", 3);
  sought = (RowsSought){ page, PEOPLE + 3 };
  wait_until (has_rows, &sought);
  settle (fixture);
  g_assert_cmpuint (uois_bitset_selection_get_size (selection), ==, 1);
  g_assert_cmpint (row_at (page, uois_bitset_selection_get_single (selection)), ==, chosen);
}

static void
test_two_windows (Fixture *fixture, gconstpointer data)
{
  UoisWindow *first = fixture->window;

  window_session_open_sample (fixture);
  window_session_open_window (fixture);
  window_session_open_sample (fixture);
  g_assert_true (uois_window_get_file (first) == uois_window_get_file (fixture->window));
  gtk_window_close (GTK_WINDOW (first));
  go_list (fixture, "users");
}

static gboolean
popover_has_rows (gpointer popover)
{
  GtkWidget *row = find_widget (popover, UOIS_TYPE_SIDEBAR_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
test_quick_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry, *popover;

  window_session_open_sample (fixture);
  act (fixture, "win.quick-search");
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), GTK_TYPE_SEARCH_ENTRY);
  popover = gtk_widget_get_ancestor (entry, UOIS_TYPE_QUICK_SEARCH);
  gtk_editable_set_text (GTK_EDITABLE (entry), "peop");
  wait_until (popover_has_rows, popover);
  g_assert_nonnull (find_text (popover, "Lists"));
  g_signal_emit_by_name (entry, "activate");
  settle (fixture);
  g_assert_cmpstr (title (fixture), ==, "People");
}

static gboolean
shows_failure (gpointer window)
{
  return find_text (window, "The file could not be opened") != NULL;
}

static void
test_missing_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "nowhere.uois", NULL);

  uois_window_open (fixture->window, path);
  wait_until (shows_failure, fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cancel", NULL);
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Open a file…"));
}

static void
test_new_demo_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "new.uois", NULL);

  uois_window_create (fixture->window, path, TRUE);
  wait_until (window_has_page, fixture->window);
  g_assert_cmpuint (n_rows (go_list (fixture, "users")), ==, PEOPLE);
}

static gboolean
shows_creation_failure (gpointer window)
{
  return find_text (window, "The file could not be made") != NULL;
}

static void
test_new_file_over_another (Fixture *fixture, gconstpointer data)
{
  uois_window_create (fixture->window, fixture->sample.path, FALSE);
  wait_until (shows_creation_failure, fixture->window);
  /* The file that was there is unharmed. */
  window_session_open_sample (fixture);
  g_assert_cmpuint (n_rows (go_list (fixture, "users")), ==, PEOPLE);
}

static void
test_close_while_opening (Fixture *fixture, gconstpointer data)
{
  uois_window_open (fixture->window, fixture->sample.path);
  gtk_window_close (GTK_WINDOW (fixture->window));
}

static void
test_close_while_creating (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "new.uois", NULL);

  uois_window_create (fixture->window, path, TRUE);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (window_session_is_at_rest, fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gboolean
is_in_czech (gpointer fixture)
{
  GtkWidget *window = find_toplevel (UOIS_TYPE_WINDOW);

  return window != NULL && window_has_page (window) && find_text (window, "Osoby") != NULL;
}

static gboolean
is_in_english (gpointer fixture)
{
  GtkWidget *window = find_toplevel (UOIS_TYPE_WINDOW);

  return window != NULL && window_has_page (window) && find_text (window, "People") != NULL;
}

static gboolean
preferences_are_there (gpointer text)
{
  GtkWidget *preferences = find_toplevel (UOIS_TYPE_PREFERENCES_WINDOW);

  return preferences != NULL && find_text (preferences, text) != NULL;
}

static void
choose_language (UoisLanguage language)
{
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (find_widget (find_toplevel (UOIS_TYPE_PREFERENCES_WINDOW), ADW_TYPE_COMBO_ROW)), language);
}

/* At once, at the same place of the same file, with the preferences still there. */
static void
test_language (Fixture *fixture, gconstpointer data)
{
  const UoisType *groups = uois_registry_find_table (fixture->sample.registry, "groups");
  UoisFile *file;

  bindtextdomain (GETTEXT_PACKAGE, BUILD_LOCALE_DIR);
  window_session_open_sample (fixture);
  file = uois_window_get_file (fixture->window);
  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = groups });
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "preferences", NULL);
  wait_until (preferences_are_there, "Language");

  choose_language (UOIS_LANGUAGE_CZECH);
  wait_until (is_in_czech, fixture);
  wait_until (preferences_are_there, "Jazyk");
  fixture->window = UOIS_WINDOW (find_toplevel (UOIS_TYPE_WINDOW));
  g_assert_true (uois_window_get_file (fixture->window) == file);
  g_assert_cmpstr (uois_page_get_title (uois_window_get_page (fixture->window)), ==, "Skupiny");

  choose_language (UOIS_LANGUAGE_SYSTEM);
  wait_until (is_in_english, fixture);
  wait_until (preferences_are_there, "Language");
  fixture->window = UOIS_WINDOW (find_toplevel (UOIS_TYPE_WINDOW));
  gtk_window_destroy (GTK_WINDOW (find_toplevel (UOIS_TYPE_PREFERENCES_WINDOW)));
}

static void
test_theme (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_settings_set_string (settings, UOIS_SETTING_THEME, "dark");
  g_assert_true (adw_style_manager_get_dark (style));
  g_settings_set_string (settings, UOIS_SETTING_THEME, "light");
  g_assert_false (adw_style_manager_get_dark (style));
  g_settings_reset (settings, UOIS_SETTING_THEME);
}

static void
test_recent_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  g_auto (GStrv) paths = NULL;

  window_session_open_sample (fixture);
  paths = g_settings_get_strv (settings, UOIS_SETTING_RECENT_FILES);
  g_assert_cmpstr (paths[0], ==, fixture->sample.path);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  add ("/window/home", test_home);
  add ("/window/search-open-back", test_search_open_back);
  add ("/window/nothing-found", test_nothing_found);
  add ("/window/sort", test_sort);
  add ("/window/detail-pane", test_detail_pane);
  add ("/window/tabs", test_tabs);
  add ("/window/dangling-reference", test_dangling_reference);
  add ("/window/record-that-is-gone", test_record_that_is_gone);
  add ("/window/state-outlives-the-page", test_state_outlives_the_page);
  add ("/window/live-update", test_live_update);
  add ("/window/live-update-keeps-the-place", test_live_update_keeps_the_place);
  add ("/window/two-windows", test_two_windows);
  add ("/window/quick-search", test_quick_search);
  add ("/window/missing-file", test_missing_file);
  add ("/window/new-demo-file", test_new_demo_file);
  add ("/window/new-file-over-another", test_new_file_over_another);
  add ("/window/close-while-opening", test_close_while_opening);
  add ("/window/close-while-creating", test_close_while_creating);
  add ("/window/language", test_language);
  add ("/window/theme", test_theme);
  add ("/window/recent-files", test_recent_files);

  return g_test_run ();
}
