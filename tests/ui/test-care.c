/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages that look after a file: the history of a record, and what leads back. */

#include "fixture.h"

#include "ui/care/history-page.h"
#include "ui/records/record-page.h"

#define PEOPLE 60

typedef struct
{
  Sample sample;
  UoisApplication *application;
  UoisWindow *window;
  const UoisType *user;
  UoisUuid id;
} Fixture;

static UoisFile *
file_of (Fixture *fixture)
{
  return uois_window_get_file (fixture->window);
}

/* The tests make the backups that they look for. */
static void
make_no_backups (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file =
      uois_file_open (fixture->sample.path, fixture->sample.registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  UoisBackupPolicy policy = uois_backup_policy_default;

  g_assert_no_error (error);
  policy.automatic = FALSE;
  uois_file_set_backup_policy (file, &policy, &error);
  g_assert_no_error (error);
  uois_file_close (file, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  sample_init (&fixture->sample, PEOPLE);
  make_no_backups (fixture);
  fixture->application = uois_application_new (fixture->sample.registry, NULL);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fixture->window = uois_window_new (fixture->application);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  uois_window_open (fixture->window, fixture->sample.path);
  wait_until (window_has_page, fixture->window);

  fixture->user = uois_registry_find_table (fixture->sample.registry, "users");
  rows = uois_file_list (file_of (fixture), &(UoisListRequest){ .type = fixture->user }, NULL, &error);
  g_assert_no_error (error);
  records = uois_file_fetch (file_of (fixture), fixture->user, (gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->id = ((UoisRecord *) g_ptr_array_index (records, 0))->id;
}

static gboolean
is_at_rest (gpointer application)
{
  return gtk_application_get_windows (application) == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
  wait_until (is_at_rest, fixture->application);
  g_object_unref (fixture->application);
  sample_clear (&fixture->sample);
}

/* ---- What a person does ---- */

static void
change (Fixture *fixture, const char *column, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file_of (fixture), fixture->user, &fixture->id, NULL, &error);

  g_assert_no_error (error);
  uois_draft_set_text (draft, uois_type_find_column (fixture->user, column), text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (uois_file_save (file_of (fixture), &draft, 1, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static char *
read_column (Fixture *fixture, const char *column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file_of (fixture), fixture->user, &fixture->id, NULL, &error);
  const UoisValue *value;

  g_assert_no_error (error);
  value = uois_draft_get_value (draft, uois_type_find_column (fixture->user, column));
  return value->kind == UOIS_VALUE_TEXT ? g_strndup (value->text, value->length) : NULL;
}

static void
go (Fixture *fixture, UoisLocationKind kind)
{
  UoisLocation location = { .kind = kind };

  if (kind == UOIS_LOCATION_HISTORY)
    {
      location.type = fixture->user;
      location.id = fixture->id;
    }
  uois_window_go (fixture->window, &location);
}

static void
wait_for_text (Fixture *fixture, const char *text)
{
  TextSought sought = { GTK_WIDGET (fixture->window), text };

  wait_until (text_is_shown, &sought);
}

/* The first mapped button whose tooltip or label begins with @text; fails if there is none. */
static GtkWidget *
find_button (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (widget);
      const char *label = gtk_button_get_label (GTK_BUTTON (widget));

      if ((tooltip != NULL && g_str_has_prefix (tooltip, text)) || (label != NULL && g_str_has_prefix (label, text)))
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, text);
  return found;
}

static void
click (Fixture *fixture, const char *text)
{
  GtkWidget *button = find_button (GTK_WIDGET (fixture->window), text);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
expand (Fixture *fixture)
{
  GtkWidget *row = find_widget (GTK_WIDGET (uois_window_get_page (fixture->window)), ADW_TYPE_EXPANDER_ROW);

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

/* ---- Tests ---- */

static void
test_timeline (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = read_column (fixture, "surname");
  g_autofree char *subtitle = g_strdup_printf ("Was: %s\nIs: Šípková", before);
  g_autofree char *put_back = g_strdup_printf ("Put “Surname” back to “%s”", before);
  g_autofree char *now = NULL;

  change (fixture, "surname", "Šípková");
  go (fixture, UOIS_LOCATION_HISTORY);
  wait_for_text (fixture, "What happened");
  expand (fixture);
  wait_for_text (fixture, subtitle);

  click (fixture, put_back);
  wait_for_text (fixture, "“Surname” is as it was before.");
  now = read_column (fixture, "surname");
  g_assert_cmpstr (now, ==, before);
}

static void
test_comparison (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = read_column (fixture, "name");
  g_autofree char *across = g_strdup_printf ("Was: %s\nIs: C", before);

  change (fixture, "name", "B");
  change (fixture, "name", "C");
  go (fixture, UOIS_LOCATION_HISTORY);
  /* The first moment against the newest; what was in between does not matter. */
  wait_for_text (fixture, across);
}

static void
test_follows_the_file (Fixture *fixture, gconstpointer data)
{
  go (fixture, UOIS_LOCATION_HISTORY);
  wait_for_text (fixture, "What happened");
  change (fixture, "name", "Žofie");
  expand (fixture);
  wait_until (window_is_settled, fixture->window);
  change (fixture, "surname", "Žofková");
  wait_for_text (fixture, "Surname");
}

static void
test_never_was (Fixture *fixture, gconstpointer data)
{
  uois_uuid_generate (&fixture->id);
  go (fixture, UOIS_LOCATION_HISTORY);
  wait_for_text (fixture, "No history");
}

/* ---- The file itself ---- */

static void
test_check (Fixture *fixture, gconstpointer data)
{
  go (fixture, UOIS_LOCATION_CARE);
  wait_for_text (fixture, "Soundness");
  click (fixture, "_Check");
  wait_for_text (fixture, "The file is sound");
}

static gboolean
is_folder_with_backups (gpointer path)
{
  g_autoptr (GPtrArray) backups = uois_backup_list (path, NULL, NULL);

  return backups != NULL && backups->len > 0;
}

static GtkWindow *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
dialog_is_there (gpointer fixture)
{
  return find_dialog (fixture) != NULL;
}

static gboolean
name_is_back (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *name = read_column (fixture, "name");

  return g_strcmp0 (name, "Před zálohou") == 0;
}

/* Back up, change, look what going back would lose, go back. */
static void
test_backup (Fixture *fixture, gconstpointer data)
{
  change (fixture, "name", "Před zálohou");
  go (fixture, UOIS_LOCATION_CARE);
  wait_for_text (fixture, "Backups");
  click (fixture, "_Back up");
  wait_until (is_folder_with_backups, fixture->sample.path);
  change (fixture, "name", "Po záloze");
  wait_for_text (fixture, "Go back…");

  click (fixture, "Go back…");
  wait_until (dialog_is_there, fixture);
  g_assert_nonnull (find_text (GTK_WIDGET (find_dialog (fixture)), "1 is as it was"));
  g_assert_nonnull (find_text (GTK_WIDGET (find_dialog (fixture)), "1 step is lost"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "cancel");
  g_assert_false (name_is_back (fixture));

  click (fixture, "Go back…");
  wait_until (dialog_is_there, fixture);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "restore");
  wait_until (name_is_back, fixture);
}

/* ---- What was done, and what was deleted ---- */

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = read_column (fixture, "name");
  g_autofree char *now = NULL;

  change (fixture, "name", "B");
  change (fixture, "name", "C");
  go (fixture, UOIS_LOCATION_STEPS);
  wait_for_text (fixture, "Steps");
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (find_widget (GTK_WIDGET (uois_window_get_page (fixture->window)), GTK_TYPE_SPIN_BUTTON)), 2);
  click (fixture, "_Take back");
  wait_for_text (fixture, "2 steps were taken back.");
  now = read_column (fixture, "name");
  g_assert_cmpstr (now, ==, before);
}

/* An older step in whose way a later one stands: it is told which record and which step, and both are taken back. */
static void
test_refused_step (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = read_column (fixture, "name");
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoState) state = NULL;
  TextSought sought = { NULL, "Later steps" };

  change (fixture, "name", "B");
  state = uois_file_get_undo_state (file_of (fixture), NULL, &error);
  g_assert_no_error (error);
  change (fixture, "name", "C");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo-step", "x", state->undo->number);
  wait_until (dialog_is_there, fixture);
  sought.widget = GTK_WIDGET (find_dialog (fixture));
  wait_until (text_is_shown, &sought);
  g_assert_nonnull (find_text (sought.widget, "Records that were changed later"));
  g_assert_nonnull (find_button (sought.widget, "_Take back all 2 steps"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (sought.widget), "all");
  wait_for_text (fixture, "2 steps were taken back.");
  now = read_column (fixture, "name");
  g_assert_cmpstr (now, ==, before);
}

static gboolean
is_on_history (gpointer data)
{
  const Fixture *fixture = data;
  GtkWidget *page = GTK_WIDGET (uois_window_get_page (fixture->window));

  return UOIS_IS_HISTORY_PAGE (page) && window_is_settled (fixture->window);
}

/* What is in the way can be looked at. */
static void
test_way_to_what_is_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoState) state = NULL;
  GtkWidget *row;

  change (fixture, "name", "B");
  state = uois_file_get_undo_state (file_of (fixture), NULL, &error);
  g_assert_no_error (error);
  change (fixture, "name", "C");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo-step", "x", state->undo->number);
  wait_until (dialog_is_there, fixture);
  row = find_widget (GTK_WIDGET (find_dialog (fixture)), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  wait_until (is_on_history, fixture);
}

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->sample.registry, "rolecategories");
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->sample.registry, type);
  g_autoptr (GError) error = NULL;

  go (fixture, UOIS_LOCATION_TRASH);
  wait_for_text (fixture, "The trash is empty");

  uois_draft_set_text (draft, uois_type_find_column (type, "name"), "Zbytečná", &error);
  g_assert_no_error (error);
  g_assert_cmpint (uois_file_save (file_of (fixture), &draft, 1, NULL, NULL, &error), >, 0);
  g_assert_cmpint (uois_file_delete (file_of (fixture), type, uois_draft_get_id (draft), 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  wait_for_text (fixture, "Zbytečná");
  click (fixture, "Restore");
  wait_for_text (fixture, "The record is back.");
  wait_for_text (fixture, "The trash is empty");
}

static gboolean
is_on_record (gpointer data)
{
  const Fixture *fixture = data;

  return UOIS_IS_RECORD_PAGE (uois_window_get_page (fixture->window)) && window_is_settled (fixture->window);
}

/* What comes back refers to somebody who is not in the file: that is told, and the way to the record is open. */
static void
test_trash_missing (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->sample.registry, "events_users");
  UoisUuid nobody;
  UoisUuid id;
  g_autoptr (GError) error = NULL;
  TextSought sought = { NULL, "The record is back, but something it refers to is missing" };

  uois_uuid_generate (&nobody);
  sample_add_participation (file_of (fixture), &nobody, &id);
  g_assert_cmpint (uois_file_delete (file_of (fixture), type, &id, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  go (fixture, UOIS_LOCATION_TRASH);
  wait_for_text (fixture, "Restore");
  click (fixture, "Restore");
  wait_until (dialog_is_there, fixture);
  sought.widget = GTK_WIDGET (find_dialog (fixture));
  wait_until (text_is_shown, &sought);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (sought.widget), "open");
  wait_until (is_on_record, fixture);
}

#define care_add(path, test) g_test_add ("/ui/care/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  care_add ("timeline", test_timeline);
  care_add ("comparison", test_comparison);
  care_add ("follows-the-file", test_follows_the_file);
  care_add ("never-was", test_never_was);
  care_add ("steps", test_steps);
  care_add ("refused-step", test_refused_step);
  care_add ("way-to-what-is-in-the-way", test_way_to_what_is_in_the_way);
  care_add ("trash", test_trash);
  care_add ("trash-missing", test_trash_missing);
  care_add ("check", test_check);
  care_add ("backup", test_backup);
  return g_test_run ();
}
