/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records that are made, copied, linked, deleted and brought back in the window; run with GTK_A11Y=test. */

#include "editing-fixture.h"

#include "ui/lists/filter-bar.h"
#include "ui/lists/paste-dialog.h"
#include "ui/lists/table-page.h"

static const UoisType *
type_of (Fixture *fixture, const char *table)
{
  return uois_registry_find_table (fixture->sample.registry, table);
}

static gint64
count_records (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GArray) rows = uois_file_list (file_of (fixture), &(UoisListRequest){ .type = type }, NULL, NULL);

  return rows->len;
}

typedef struct
{
  Fixture *fixture;
  const UoisType *type;
  gint64 count;
} CountSought;

static gboolean
has_count (gpointer data)
{
  CountSought *sought = data;

  return count_records (sought->fixture, sought->type) == sought->count;
}

static void
wait_for_count (Fixture *fixture, const UoisType *type, gint64 count)
{
  CountSought sought = { fixture, type, count };

  wait_until (has_count, &sought);
}

static gboolean
can_undo (gpointer window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo");
}

static gboolean
can_redo (gpointer window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "redo");
}

static void
new_record (Fixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", "s", name);
}

/* Adds a person that nothing depends on, in the window, who is then on the screen. */
static void
add_person (Fixture *fixture, const char *surname)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  new_record (fixture, fixture->user->name);
  wait_for_text (window, "New record, not saved");
  type_text (window, "surname", surname);
  type_text (window, "name", "Šárka");
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
}

/* ---- Making ---- */

static void
test_new (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  gint64 before = count_records (fixture, fixture->user);
  GtkWidget *focus;

  new_record (fixture, "");
  wait_for_text (window, "New record, not saved");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (find_editor (window, "surname"))));
  g_assert_false (is_enabled (fixture, "delete"));

  /* Nothing is held against a person who has not begun, until she wants to save. */
  g_assert_null (find_text (window, "2 errors"));
  act (fixture, "win.save");
  wait_for_text (window, "2 errors");
  g_assert_cmpint (count_records (fixture, fixture->user), ==, before);

  type_text (window, "surname", "Zelenková");
  type_text (window, "name", "Šárka");
  wait_until_gone (window, "2 errors");
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  g_assert_cmpint (count_records (fixture, fixture->user), ==, before + 1);
  wait_for_text (window, "Zelenková Šárka");
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  gint64 before = count_records (fixture, fixture->user);
  UoisDraft *draft;

  act (fixture, "win.duplicate");
  wait_for_text (window, "New record, not saved");
  type_text (window, "surname", "Kopie");
  draft = g_ptr_array_index (uois_drafts_list_unsaved (drafts_of (fixture)), 0);
  g_assert_cmpint (uois_draft_get_value (draft, uois_type_find_column (fixture->user, "email"))->kind, ==,
                   UOIS_VALUE_NULL);
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  g_assert_cmpint (count_records (fixture, fixture->user), ==, before + 1);
}

/* ---- Linking ---- */

static UoisUuid
first_id (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GArray) rows = uois_file_list (file_of (fixture), &(UoisListRequest){ .type = type }, NULL, NULL);
  g_autoptr (GPtrArray) records =
      uois_file_fetch (file_of (fixture), type, (gint64 *) rows->data, 1, NULL, 0, NULL, NULL);

  return ((UoisRecord *) g_ptr_array_index (records, 0))->id;
}

static void
test_link_from_a_tab (Fixture *fixture, gconstpointer data)
{
  const UoisType *membership = type_of (fixture, "memberships");
  gint64 before = count_records (fixture, membership);
  UoisUuid group = first_id (fixture, type_of (fixture, "groups"));
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GPtrArray) unsaved = NULL;
  GtkWindow *dialog;
  UoisDraft *draft;

  add_person (fixture, "Zelenková");
  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 1);
  new_record (fixture, "");
  dialog = wait_for_dialog (fixture);
  wait_for_text (GTK_WIDGET (dialog), "Zelenková Šárka");
  type_text (GTK_WIDGET (dialog), "startdate", "1. 9. 2026");
  unsaved = uois_drafts_list_unsaved (drafts_of (fixture));
  draft = g_ptr_array_index (unsaved, 0);
  uois_value_set_uuid (&value, &group);
  uois_draft_set_value (draft, uois_type_find_column (membership, "group_id"), &value);
  click (GTK_WIDGET (dialog), "Add");
  wait_for_count (fixture, membership, before + 1);
  wait_for_text (GTK_WIDGET (fixture->window), "Added.");
  wait_until (can_undo, fixture->window);
  act (fixture, "win.undo");
  wait_for_count (fixture, membership, before);
}

static void
test_create_on_the_spot (Fixture *fixture, gconstpointer data)
{
  const UoisType *group = type_of (fixture, "groups");
  gint64 before = count_records (fixture, group);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid grouptype = first_id (fixture, type_of (fixture, "grouptypes"));
  g_autoptr (GPtrArray) unsaved = NULL;
  UoisUuid id = first_id (fixture, group);
  GtkWindow *dialog;

  go_record (fixture, group, &id);
  g_signal_emit_by_name (find_editor (window, "mastergroup_id"), "create-target", group, "Ústav čehokoli");
  dialog = wait_for_dialog (fixture);
  wait_for_text (GTK_WIDGET (dialog), "Ústav čehokoli");
  unsaved = uois_drafts_list_unsaved (drafts_of (fixture));
  uois_value_set_uuid (&value, &grouptype);
  uois_draft_set_value (g_ptr_array_index (unsaved, 0), uois_type_find_column (group, "grouptype_id"), &value);
  click (GTK_WIDGET (dialog), "Add");
  wait_for_count (fixture, group, before + 1);
  wait_for_text (window, "1 change, not saved");
  wait_for_text (window, "Ústav čehokoli");
}

static void
test_cancelled_dialog_can_be_undone (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 1);
  new_record (fixture, "");
  dialog = wait_for_dialog (fixture);
  type_text (GTK_WIDGET (dialog), "startdate", "1. 9. 2026");
  click (GTK_WIDGET (dialog), "Cancel");
  wait_for_text (GTK_WIDGET (fixture->window), "What you typed was discarded.");
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 0);
  click (GTK_WIDGET (fixture->window), "Undo");
  wait_for_text (GTK_WIDGET (fixture->window), "New record, not saved");
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 1);
}

/* Three people at once, one of whom is there already. */
static void
test_add_several (Fixture *fixture, gconstpointer data)
{
  const UoisType *membership = type_of (fixture, "memberships");
  gint64 before = count_records (fixture, membership);
  UoisUuid group = first_id (fixture, type_of (fixture, "groups"));
  GtkWidget *list;
  GtkWindow *dialog;

  go_record (fixture, type_of (fixture, "groups"), &group);
  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 1);
  wait_until (window_is_settled, fixture->window);
  click (GTK_WIDGET (fixture->window), "Add several…");
  dialog = wait_for_dialog (fixture);
  list = find_widget (GTK_WIDGET (dialog), UOIS_TYPE_RECORD_LIST);
  wait_until ((Condition) uois_record_list_get_settled, list);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (uois_record_list_get_selection (UOIS_RECORD_LIST (list))), 0,
                                    3, TRUE);
  click (GTK_WIDGET (dialog), "Add 3");
  wait_for_text (GTK_WIDGET (fixture->window), "Undo");
  g_assert_cmpint (count_records (fixture, membership), >, before);
  click (GTK_WIDGET (fixture->window), "Undo");
  wait_for_count (fixture, membership, before);
}

/* ---- What is related, as a list ---- */

/* Shows a tab by its name: its list. */
static UoisRecordList *
show_tab (Fixture *fixture, const char *name)
{
  GtkWidget *page = GTK_WIDGET (uois_window_get_page (fixture->window));
  GtkWidget *row = gtk_widget_get_ancestor (find_text (page, name), GTK_TYPE_LIST_BOX_ROW);

  g_assert_nonnull (row);
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  wait_until (window_is_settled, fixture->window);
  return UOIS_RECORD_LIST (find_widget (page, UOIS_TYPE_RECORD_LIST));
}

static guint
count_rows (UoisRecordList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (list)));
}

/* What is related through a link: its own columns are edited, not the record that it leads to. */
static void
test_edit_link (Fixture *fixture, gconstpointer data)
{
  UoisRecordList *list;
  GtkWindow *dialog;

  go_record (fixture, fixture->user, &fixture->id);
  list = show_tab (fixture, "Events");
  g_assert_cmpuint (count_rows (list), >, 0);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (uois_record_list_get_selection (list)), 0, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (list), "record.edit-related", NULL);
  dialog = wait_for_dialog (fixture);
  g_assert_nonnull (find_editor (GTK_WIDGET (dialog), "presencetype_id"));
  gtk_window_close (dialog);
}

static gboolean
list_is_empty (gpointer list)
{
  return count_rows (list) == 0 && uois_record_list_get_settled (list);
}

static gboolean
list_is_not_empty (gpointer list)
{
  return count_rows (list) > 0 && uois_record_list_get_settled (list);
}

/* A filter goes with its bar: what is not seen does not narrow the list. */
static void
test_filter_a_tab (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *bar;
  UoisRecordList *list;

  go_record (fixture, fixture->user, &fixture->id);
  page = GTK_WIDGET (uois_window_get_page (fixture->window));
  list = show_tab (fixture, "Memberships");
  bar = find_widget (page, UOIS_TYPE_FILTER_BAR);
  g_assert_false (gtk_widget_get_visible (bar));
  gtk_widget_set_visible (bar, TRUE);
  click (bar, "Changed here and not sent yet");
  wait_until (list_is_empty, list);
  gtk_widget_set_visible (bar, FALSE);
  wait_until (list_is_not_empty, list);
}

static gboolean
paste_is_read (gpointer dialog)
{
  return uois_paste_dialog_get_settled (dialog);
}

/* Rows of a spreadsheet become records that belong to the one on the page. */
static void
test_paste_into_a_tab (Fixture *fixture, gconstpointer data)
{
  const UoisType *membership = type_of (fixture, "memberships");
  gint64 before = count_records (fixture, membership);
  UoisUuid group = first_id (fixture, type_of (fixture, "groups"));
  g_autofree char *person = uois_uuid_to_string (&fixture->id);
  g_autofree char *text = g_strdup_printf ("Person\tFrom\n%s\t1. 9. 2031\n", person);
  GtkWindow *dialog;

  go_record (fixture, type_of (fixture, "groups"), &group);
  show_tab (fixture, "Members");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), text);
  gtk_widget_activate_action (GTK_WIDGET (uois_window_get_page (fixture->window)), "record.paste", NULL);
  dialog = wait_for_dialog (fixture);
  wait_until (paste_is_read, dialog);
  click (GTK_WIDGET (dialog), "Add 1 record");
  wait_for_text (GTK_WIDGET (fixture->window), "Added 1 record");
  wait_for_count (fixture, membership, before + 1);
}

/* ---- Deleting ---- */

static void
test_delete_and_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  gint64 before = count_records (fixture, fixture->user);
  GtkWindow *dialog;

  add_person (fixture, "Zelenková");
  act (fixture, "win.delete");
  dialog = wait_for_dialog (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "Delete “Zelenková Šárka”?");
  respond (fixture, "delete");
  wait_for_count (fixture, fixture->user, before);
  wait_for_text (window, "“Zelenková Šárka” was deleted.");
  click (window, "Undo");
  wait_for_count (fixture, fixture->user, before + 1);
}

static void
test_delete_says_what_prevents_it (Fixture *fixture, gconstpointer data)
{
  gint64 before = count_records (fixture, fixture->user);
  GtkWindow *dialog;

  act (fixture, "win.delete");
  dialog = wait_for_dialog (fixture);
  g_assert_true (g_str_has_suffix (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), "cannot be deleted"));
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), "These need it"));
  respond (fixture, "cancel");
  g_assert_cmpint (count_records (fixture, fixture->user), ==, before);
}

static void
test_delete_links_of_a_tab (Fixture *fixture, gconstpointer data)
{
  const UoisType *membership = type_of (fixture, "memberships");
  gint64 before = count_records (fixture, membership);
  GtkWidget *list;

  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 1);
  wait_until (window_is_settled, fixture->window);
  g_assert_false (is_enabled (fixture, "delete"));
  list = find_widget (GTK_WIDGET (uois_window_get_page (fixture->window)), UOIS_TYPE_RECORD_LIST);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (uois_record_list_get_selection (UOIS_RECORD_LIST (list))), 0,
                                   TRUE);
  g_assert_true (is_enabled (fixture, "delete"));
  act (fixture, "win.delete");
  wait_for_count (fixture, membership, before - 1);
  wait_until (can_undo, fixture->window);
  act (fixture, "win.undo");
  wait_for_count (fixture, membership, before);
}

/* ---- Undo ---- */

static void
test_undo_and_redo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *was = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");

  type_text (window, "surname", "Zelenková");
  act (fixture, "win.save");
  wait_for_text (window, "Zelenková Dominik");
  editing_close_window (fixture, NULL);

  /* After a restart, from another place: undo leads to the record. */
  editing_open_window (fixture);
  window = GTK_WIDGET (fixture->window);
  wait_until (can_undo, fixture->window);
  act (fixture, "win.undo");
  wait_for_text (window, was);
  g_assert_true (UOIS_IS_RECORD_PAGE (uois_window_get_page (fixture->window)));
  wait_until (can_redo, fixture->window);
  act (fixture, "win.redo");
  wait_for_text (window, "Zelenková");
}

/* ---- What is probably not meant ---- */

/* A membership of the fixture's person in @group; days in ISO. */
static UoisUuid
make_membership (Fixture *fixture, const UoisUuid *group, const char *from, const char *to)
{
  const UoisType *type = type_of (fixture, "memberships");
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->sample.registry, type);
  g_auto (UoisValue) person = UOIS_VALUE_INIT;
  g_auto (UoisValue) place = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  uois_value_set_uuid (&person, &fixture->id);
  uois_value_set_uuid (&place, group);
  uois_draft_set_value (draft, uois_type_find_column (type, "user_id"), &person);
  uois_draft_set_value (draft, uois_type_find_column (type, "group_id"), &place);
  uois_draft_set_text (draft, uois_type_find_column (type, "startdate"), from, NULL);
  uois_draft_set_text (draft, uois_type_find_column (type, "enddate"), to, NULL);
  uois_file_save (file_of (fixture), &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return *uois_draft_get_id (draft);
}

static UoisUuid
make_group (Fixture *fixture, const char *name, const UoisUuid *parent)
{
  const UoisType *type = type_of (fixture, "groups");
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->sample.registry, type);
  const UoisType *kinds = type_of (fixture, "grouptypes");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file_of (fixture), &(UoisListRequest){ .type = kinds }, NULL, &error);
  g_autoptr (GPtrArray) records =
      uois_file_fetch (file_of (fixture), kinds, (gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_auto (UoisValue) kind = UOIS_VALUE_INIT;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_draft_set_text (draft, uois_type_find_column (type, "name"), name, NULL);
  uois_value_set_uuid (&kind, &((UoisRecord *) g_ptr_array_index (records, 0))->id);
  uois_draft_set_value (draft, uois_type_find_column (type, "grouptype_id"), &kind);
  if (parent != NULL)
    uois_value_set_uuid (&value, parent);
  uois_draft_set_value (draft, type->parent, &value);
  uois_file_save (file_of (fixture), &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return *uois_draft_get_id (draft);
}

/* Beside the date, in words that tell which record and what to do; it can be saved all the same. */
static void
test_overlap_and_gap_are_told (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UoisUuid group = make_group (fixture, "Choir", NULL);
  UoisUuid membership;

  make_membership (fixture, &group, "2020-01-01", "2020-06-30");
  membership = make_membership (fixture, &group, "2020-09-01", "2020-12-31");
  go_record (fixture, type_of (fixture, "memberships"), &membership);
  type_text (window, "startdate", "2020-06-01");
  wait_for_text (window,
                 "Warning: At the same time there is another such record (Membership): 1 Jan 2020 – 30 Jun 2020. "
                 "Let the one end before the other begins, or keep only one of them.");
  g_assert_true (is_enabled (fixture, "save"));
  type_text (window, "startdate", "2020-07-05");
  wait_for_text (window, "Warning: 4 days are missing between this and 1 Jan 2020 – 30 Jun 2020. "
                         "Check the dates, or leave them if that is so.");
  g_assert_true (is_enabled (fixture, "save"));
  type_text (window, "startdate", "2020-07-01");
  wait_until_gone (window, "Warning: 4 days are missing between this and 1 Jan 2020 – 30 Jun 2020. "
                           "Check the dates, or leave them if that is so.");
}

/* Told by the path that leads round, and not saved. */
static void
test_circle_is_told (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  const UoisType *type = type_of (fixture, "groups");
  UoisUuid outer = make_group (fixture, "Choir", NULL);
  UoisUuid inner = make_group (fixture, "Basses", &outer);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GPtrArray) unsaved = NULL;

  go_record (fixture, type, &outer);
  type_text (window, "abbreviation", "CH");
  unsaved = uois_drafts_list_unsaved (drafts_of (fixture));
  g_assert_cmpuint (unsaved->len, ==, 1);
  uois_value_set_uuid (&value, &inner);
  uois_draft_set_value (g_ptr_array_index (unsaved, 0), type->parent, &value);
  wait_for_text (window, "Error: “Part of” would lead in a circle: Choir → Basses → Choir. "
                         "Choose a record that does not stand below this one.");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, editing_set_up, test, editing_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/editing-records/new", test_new);
  ADD ("/editing-records/duplicate", test_duplicate);
  ADD ("/editing-records/link-from-a-tab", test_link_from_a_tab);
  ADD ("/editing-records/create-on-the-spot", test_create_on_the_spot);
  ADD ("/editing-records/cancelled-dialog-can-be-undone", test_cancelled_dialog_can_be_undone);
  ADD ("/editing-records/add-several", test_add_several);
  ADD ("/editing-records/edit-link", test_edit_link);
  ADD ("/editing-records/filter-a-tab", test_filter_a_tab);
  ADD ("/editing-records/paste-into-a-tab", test_paste_into_a_tab);
  ADD ("/editing-records/delete-and-undo", test_delete_and_undo);
  ADD ("/editing-records/delete-says-what-prevents-it", test_delete_says_what_prevents_it);
  ADD ("/editing-records/delete-links-of-a-tab", test_delete_links_of_a_tab);
  ADD ("/editing-records/undo-and-redo", test_undo_and_redo);
  ADD ("/editing-records/overlap-and-gap-are-told", test_overlap_and_gap_are_told);
  ADD ("/editing-records/circle-is-told", test_circle_is_told);

  return g_test_run ();
}
