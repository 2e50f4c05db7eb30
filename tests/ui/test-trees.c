/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trees as a person uses them, over a real file of an invented institution; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/lists/table-page.h"
#include "ui/settings.h"
#include "ui/records/inherited-list.h"
#include "ui/records/record-page.h"
#include "ui/trees/tree-detail.h"
#include "ui/trees/tree-finder.h"
#include "ui/trees/tree-move-dialog.h"
#include "ui/trees/tree-page.h"
#include "ui/trees/tree-row.h"

#include <string.h>

#define PEOPLE 60

typedef struct
{
  WindowSession session;
  const UoisType *groups;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  window_session_begin (&fixture->session, PEOPLE, NULL);
  fixture->groups = uois_registry_find_table (fixture->session.sample.registry, "groups");
  window_session_open_sample (&fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  window_session_end (&fixture->session);
}

/* ---- Going around ---- */

static UoisTreePage *
go_tree (Fixture *fixture)
{
  uois_window_go (fixture->session.window, &(UoisLocation){ .kind = UOIS_LOCATION_TREE, .type = fixture->groups });
  window_session_settle (&fixture->session);
  g_assert_true (UOIS_IS_TREE_PAGE (uois_window_get_page (fixture->session.window)));
  return UOIS_TREE_PAGE (uois_window_get_page (fixture->session.window));
}

static GtkTreeListRow *
get_row (UoisTreePage *page, guint position)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (uois_tree_view_get_rows (uois_tree_page_get_tree (page))), position);

  g_assert_nonnull (row);
  return row;
}

static UoisRecord *
get_record (UoisTreePage *page, guint position)
{
  g_autoptr (UoisTreeItem) item = gtk_tree_list_row_get_item (get_row (page, position));

  return uois_tree_item_get_record (item);
}

static guint
n_rows (UoisTreePage *page)
{
  return uois_tree_view_get_n_rows (uois_tree_page_get_tree (page));
}

static void
expand (Fixture *fixture, UoisTreePage *page, guint position)
{
  gtk_tree_list_row_set_expanded (get_row (page, position), TRUE);
  window_session_settle (&fixture->session);
}

static void
select_row (Fixture *fixture, UoisTreePage *page, guint position)
{
  gtk_single_selection_set_selected (uois_tree_view_get_rows (uois_tree_page_get_tree (page)), position);
  window_session_settle (&fixture->session);
}

static UoisUuid
read_parent (Fixture *fixture, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft =
      uois_file_edit_record (uois_window_get_file (fixture->session.window), fixture->groups, id, NULL, &error);
  const UoisValue *value;

  g_assert_no_error (error);
  value = uois_draft_get_value (draft, fixture->groups->parent);
  return value->kind == UOIS_VALUE_UUID ? value->uuid : (UoisUuid){ 0 };
}

typedef struct
{
  Fixture *fixture;
  UoisUuid id;
  UoisUuid parent;
} Place;

static gboolean
stands_there (gpointer data)
{
  Place *place = data;
  UoisUuid parent = read_parent (place->fixture, &place->id);

  return uois_uuid_equal (&parent, &place->parent);
}

/* ---- Tests ---- */

/* From the list to the tree and back; what was chosen last comes up next time. */
static void
test_list_or_tree (Fixture *fixture, gconstpointer data)
{
  UoisLocation list = { .kind = UOIS_LOCATION_LIST, .type = fixture->groups };

  uois_window_go (fixture->session.window, &list);
  window_session_settle (&fixture->session);
  g_assert_true (UOIS_IS_TABLE_PAGE (uois_window_get_page (fixture->session.window)));

  go_tree (fixture);
  gtk_widget_activate_action (GTK_WIDGET (uois_window_get_page (fixture->session.window)), "tree.list", NULL);
  window_session_settle (&fixture->session);
  g_assert_true (UOIS_IS_TABLE_PAGE (uois_window_get_page (fixture->session.window)));

  {
    g_autoptr (GSettings) layout = uois_settings_new_for_list (fixture->groups->name);

    g_settings_set_boolean (layout, UOIS_SETTING_LIST_TREE, TRUE);
    uois_window_go (fixture->session.window, &(UoisLocation){ .kind = UOIS_LOCATION_HOME });
    uois_window_go (fixture->session.window, &list);
    window_session_settle (&fixture->session);
    g_assert_true (UOIS_IS_TREE_PAGE (uois_window_get_page (fixture->session.window)));
    g_settings_reset (layout, UOIS_SETTING_LIST_TREE);
  }
}

/* One university; what is in it is read when somebody looks. */
static void
test_branches (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  guint faculty = 1, before = n_rows (page);

  g_assert_true (gtk_tree_list_row_get_expanded (get_row (page, 0)));
  g_assert_cmpuint (gtk_tree_list_row_get_depth (get_row (page, 1)), ==, 1);
  while (!gtk_tree_list_row_is_expandable (get_row (page, faculty)))
    faculty++;
  expand (fixture, page, faculty);
  g_assert_cmpuint (n_rows (page), >, before);
  gtk_tree_list_row_set_expanded (get_row (page, 0), FALSE);
  g_assert_cmpuint (n_rows (page), ==, 1);
}

typedef struct
{
  UoisTreePage *page;
  UoisUuid id;
} Selected;

/* The tree hears of what was done after the file has it. */
static gboolean
is_selected (gpointer data)
{
  const Selected *selected = data;
  const UoisRecord *record = uois_tree_view_get_selected (uois_tree_page_get_tree (selected->page));

  return record != NULL && uois_uuid_equal (&record->id, &selected->id);
}

/* A record deep in the tree: all above it is expanded, and it is selected. */
static void
test_reveal (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  UoisUuid id;

  guint faculty = 1;

  expand (fixture, page, 0);
  while (!gtk_tree_list_row_is_expandable (get_row (page, faculty)))
    faculty++;
  expand (fixture, page, faculty);
  g_assert_cmpuint (gtk_tree_list_row_get_depth (get_row (page, faculty + 1)), ==, 2);
  id = get_record (page, faculty + 1)->id;
  gtk_tree_list_row_set_expanded (get_row (page, 0), FALSE);
  window_session_settle (&fixture->session);

  uois_tree_page_reveal (page, &id);
  wait_until (is_selected, (&(Selected){ page, id }));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  GtkWidget *entry = find_widget (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *finder = find_widget (GTK_WIDGET (page), UOIS_TYPE_TREE_FINDER);
  g_autofree char *title = NULL;
  TextSought sought = { finder, NULL };

  expand (fixture, page, 0);
  title = g_strdup (get_record (page, 1)->title);
  sought.text = title;
  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  wait_until (text_is_shown, &sought);
  g_assert_true (gtk_widget_get_mapped (finder));

  g_signal_emit_by_name (entry, "activate");
  window_session_settle (&fixture->session);
  g_assert_false (gtk_widget_get_mapped (finder));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpstr (uois_tree_view_get_selected (uois_tree_page_get_tree (page))->title, ==, title);
}

/* Dropped on another: one step, which is taken back as one. */
static void
test_move (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  g_autoptr (UoisRecord) moved = NULL;
  g_autoptr (UoisRecord) target = NULL;
  Place after = { fixture }, before = { fixture };

  expand (fixture, page, 0);
  moved = uois_record_ref (get_record (page, 1));
  target = uois_record_ref (get_record (page, 2));
  before.id = after.id = moved->id;
  before.parent = read_parent (fixture, &moved->id);
  after.parent = target->id;

  g_signal_emit_by_name (uois_tree_page_get_tree (page), "move", moved, target);
  wait_until (stands_there, &after);
  window_session_settle (&fixture->session);

  {
    g_autoptr (GError) error = NULL;

    g_assert_true (uois_file_undo (uois_window_get_file (fixture->session.window), NULL, &error));
    g_assert_no_error (error);
    g_assert_true (stands_there (&before));
  }
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *text = find_text (widget, label);

  return text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;
}

static void
rename_record (UoisFile *file, const UoisRecord *record, const char *name)
{
  const UoisColumn *column = uois_type_find_field (record->type, "name")->column;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file, record->type, &record->id, NULL, &error);

  g_assert_no_error (error);
  uois_draft_set_text (draft, column, name, NULL);
  uois_file_save (file, &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The button of the message takes back what the message is about, whatever was done since. */
static void
test_undo_of_move (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  g_autoptr (UoisRecord) moved = NULL;
  g_autoptr (UoisRecord) target = NULL;
  Place after = { fixture }, before = { fixture };
  TextSought offered = { GTK_WIDGET (fixture->session.window), "Undo" };
  TextSought told = { GTK_WIDGET (fixture->session.window), "Taken back. What was done since then stays as it is." };
  UoisFile *file = uois_window_get_file (fixture->session.window);
  g_autoptr (GError) error = NULL;

  expand (fixture, page, 0);
  moved = uois_record_ref (get_record (page, 1));
  target = uois_record_ref (get_record (page, 2));
  before.id = after.id = moved->id;
  before.parent = read_parent (fixture, &moved->id);
  after.parent = target->id;
  g_signal_emit_by_name (uois_tree_page_get_tree (page), "move", moved, target);
  wait_until (stands_there, &after);
  wait_until (text_is_shown, &offered);

  rename_record (file, target, "Renamed");
  window_session_settle (&fixture->session);
  g_signal_emit_by_name (find_button (GTK_WIDGET (fixture->session.window), "Undo"), "clicked");
  wait_until (text_is_shown, &told);
  g_assert_true (stands_there (&before));

  uois_file_redo (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (stands_there (&after));
}

static UoisTreeMoveDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (UOIS_IS_TREE_MOVE_DIALOG (window))
        return UOIS_TREE_MOVE_DIALOG (window);
    }
  return NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

static gboolean
is_dialog_settled (gpointer dialog)
{
  return uois_tree_view_get_settled (UOIS_TREE_VIEW (find_widget (dialog, UOIS_TYPE_TREE_VIEW)));
}

static gboolean
says_circle (gpointer dialog)
{
  GtkWidget *tree = find_widget (dialog, UOIS_TYPE_TREE_VIEW);

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (gtk_widget_get_parent (tree)));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_widget (child, GTK_TYPE_LABEL);

      if (label != NULL && gtk_widget_get_mapped (label) &&
          strstr (gtk_label_get_text (GTK_LABEL (label)), "would lead in a circle") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Into what stands below it: the dialog says why not, and stays. */
static void
test_circle_is_refused (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  g_autoptr (UoisRecord) child = NULL;
  UoisTreeMoveDialog *dialog;

  expand (fixture, page, 0);
  child = uois_record_ref (get_record (page, 1));
  select_row (fixture, page, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "tree.move", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  wait_until (is_dialog_settled, dialog);

  g_signal_emit_by_name (find_widget (GTK_WIDGET (dialog), UOIS_TYPE_TREE_VIEW), "open", child);
  wait_until (says_circle, dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (has_no_dialog, NULL);
}

static GtkWindow *
find_other_window (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (fixture->session.window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
has_other_window (gpointer fixture)
{
  return find_other_window (fixture) != NULL;
}

static gboolean
has_no_other_window (gpointer fixture)
{
  return find_other_window (fixture) == NULL;
}

/* The window's own actions work on the tree: a new record is to stand in what is selected. */
static void
test_new_and_delete (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  g_autofree char *parent = NULL;

  g_assert_false (uois_page_can_activate (UOIS_PAGE (page), "delete"));
  select_row (fixture, page, 0);
  parent = g_strdup (get_record (page, 0)->title);
  g_assert_true (uois_page_can_activate (UOIS_PAGE (page), "delete"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->session.window), "win.new-record", "s", "");
  wait_until (has_other_window, fixture);
  {
    TextSought sought = { GTK_WIDGET (find_other_window (fixture)), parent };

    wait_until (text_is_shown, &sought);
  }
  gtk_window_close (find_other_window (fixture));
  wait_until (has_no_other_window, fixture);
}

/* What another window changes is seen, and nothing jumps: the selected record stays selected. */
static void
test_changes_from_elsewhere (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->session.sample.registry, fixture->groups);
  g_autoptr (GError) error = NULL;
  g_auto (UoisValue) parent = UOIS_VALUE_INIT;
  UoisUuid selected;
  guint before;
  TextSought sought = { GTK_WIDGET (page), "Aardvarks" };

  expand (fixture, page, 0);
  select_row (fixture, page, 2);
  selected = get_record (page, 2)->id;
  before = n_rows (page);

  uois_value_set_uuid (&parent, &get_record (page, 0)->id);
  uois_draft_set_value (draft, fixture->groups->parent, &parent);
  uois_value_set_uuid (&parent, &get_record (page, 1)->values[0].uuid);
  uois_draft_set_value (draft, uois_type_find_column (fixture->groups, "grouptype_id"), &parent);
  uois_draft_set_text (draft, uois_type_find_column (fixture->groups, "name"), "Aardvarks", &error);
  g_assert_no_error (error);
  g_assert_cmpint (uois_file_save (uois_window_get_file (fixture->session.window), &draft, 1, NULL, NULL, &error), >,
                   0);
  g_assert_no_error (error);

  wait_until (text_is_shown, &sought);
  window_session_settle (&fixture->session);
  g_assert_cmpuint (n_rows (page), ==, before + 1);
  g_assert_true (uois_uuid_equal (&uois_tree_view_get_selected (uois_tree_page_get_tree (page))->id, &selected));
}

/* Who holds a role above holds it here, and it says from where. */
static void
test_inherited (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  GtkWidget *detail = find_widget (GTK_WIDGET (page), UOIS_TYPE_TREE_DETAIL);
  g_autofree char *origin = NULL;

  expand (fixture, page, 0);
  origin = g_strdup_printf ("From “%s”", get_record (page, 0)->title);
  select_row (fixture, page, 1);
  uois_tree_detail_show_part (UOIS_TREE_DETAIL (detail), fixture->groups->tree_inherited.items[0]);
  window_session_settle (&fixture->session);
  g_assert_nonnull (find_text (detail, origin));
}

/* On the page of a person: what holds because of the groups that the person belongs to. */
static void
test_inherited_by_person (Fixture *fixture, gconstpointer data)
{
  const UoisType *people = uois_registry_find_table (fixture->session.sample.registry, "users");
  UoisFile *file = uois_window_get_file (fixture->session.window);
  UoisListRequest request = { .type = people };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) places = NULL;
  const UoisTreePlace *place = NULL;
  g_autofree char *origin = NULL;
  TextSought sought;

  g_assert_no_error (error);
  records = uois_file_fetch (file, people, (const gint64 *) rows->data, rows->len, NULL, 0, NULL, &error);
  for (guint i = 0; i < records->len && place == NULL; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      g_clear_pointer (&places, g_ptr_array_unref);
      places = uois_file_list_inherited (file, people->belongs_inherited.items[0], &record->id, 100, NULL, &error);
      g_assert_no_error (error);
      if (places->len == 0)
        continue;
      place = g_ptr_array_index (places, places->len - 1);
      uois_window_go (fixture->session.window, &(UoisLocation){ UOIS_LOCATION_RECORD, people, record->id });
    }
  g_assert_nonnull (place);
  g_assert_nonnull (place->from);
  window_session_settle (&fixture->session);
  /* Fields, memberships, roles, and these. */
  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->session.window)), 3);
  origin = place->above != NULL ? g_strdup_printf ("From “%s”, above “%s”", place->from->title, place->above->title) :
                                  g_strdup_printf ("From “%s”", place->from->title);
  sought = (TextSought){ GTK_WIDGET (uois_window_get_page (fixture->session.window)), origin };
  wait_until (text_is_shown, &sought);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  UoisTreePage *page = go_tree (fixture);
  GtkWidget *list = find_widget (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW);
  g_autoptr (UoisTreeItem) item = gtk_tree_list_row_get_item (get_row (page, 0));
  g_autofree char *name = uois_tree_item_describe (item);
  GtkWidget *row = gtk_widget_get_first_child (list);

  g_assert_nonnull (strstr (name, "records below, Members: "));
  gtk_test_accessible_assert_property (list, GTK_ACCESSIBLE_PROPERTY_LABEL, "Groups");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LEVEL, 1);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  gtk_tree_list_row_set_expanded (get_row (page, 0), FALSE);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
}

#define add(path, function) g_test_add ((path), Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  add ("/trees/list-or-tree", test_list_or_tree);
  add ("/trees/branches", test_branches);
  add ("/trees/reveal", test_reveal);
  add ("/trees/search", test_search);
  add ("/trees/move", test_move);
  add ("/trees/undo-of-move", test_undo_of_move);
  add ("/trees/circle-is-refused", test_circle_is_refused);
  add ("/trees/new-and-delete", test_new_and_delete);
  add ("/trees/changes-from-elsewhere", test_changes_from_elsewhere);
  add ("/trees/inherited", test_inherited);
  add ("/trees/inherited-by-person", test_inherited_by_person);
  add ("/trees/accessible", test_accessible);
  return g_test_run ();
}
