/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a record as a form: what is typed, saved, discarded, kept over a restart, and changed by others meanwhile. */

#include "editing-fixture.h"

#include "ui/settings.h"

#include <signal.h>
#include <sys/resource.h>

/* ---- Typing and saving ---- */

static void
test_type_and_revert (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *surname = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");

  g_assert_false (is_enabled (fixture, "save"));
  g_assert_false (is_enabled (fixture, "discard"));
  type_text (window, "surname", "Zelenková");
  g_assert_true (is_enabled (fixture, "save"));
  g_assert_true (g_str_has_prefix (page_title (fixture), "• "));
  g_assert_nonnull (find_text (window, "1 change, not saved"));
  type_text (window, "email", "zelenkova@example.com");
  g_assert_nonnull (find_text (window, "2 changes, not saved"));
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 1);
  g_assert_nonnull (find_text (window, "1 record not saved"));

  gtk_widget_activate_action (GTK_WIDGET (find_editor (window, "email")), "field.revert", NULL);
  g_assert_nonnull (find_text (window, "1 change, not saved"));
  type_text (window, "surname", surname);
  g_assert_false (is_enabled (fixture, "save"));
  g_assert_false (g_str_has_prefix (page_title (fixture), "• "));
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 0);
}

static void
test_save_is_on_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisFile) file = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *surname = NULL;

  type_text (GTK_WIDGET (fixture->window), "surname", "Zelenková");
  act (fixture, "win.save");
  wait_for_text (GTK_WIDGET (fixture->window), "Saved.");
  g_assert_false (is_enabled (fixture, "save"));
  wait_for_text (GTK_WIDGET (fixture->window), "Changed here, not sent yet: Surname");
  editing_close_window (fixture, NULL);

  file = uois_file_open (fixture->sample.path, fixture->sample.registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);
  surname = read_text (file, fixture->user, &fixture->id, "surname");
  g_assert_cmpstr (surname, ==, "Zelenková");
  kept = uois_file_list_drafts (file, NULL, &error);
  g_assert_cmpuint (kept->len, ==, 0);
  uois_file_close (file, &error);
  g_assert_no_error (error);
}

static void
test_error_is_not_saved (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *saved = NULL;
  GtkWidget *focus;

  type_text (window, "startdate", "yesterday or so");
  wait_for_text (window, "1 error");
  act (fixture, "win.save");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (find_editor (window, "startdate"))));
  g_assert_true (is_enabled (fixture, "save"));
  saved = read_text (file_of (fixture), fixture->user, &fixture->id, "startdate");
  g_assert_cmpstr (saved, !=, "yesterday or so");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, "yesterday or so");
}

static void
test_discard_and_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  type_text (window, "surname", "Zelenková");
  type_text (window, "startdate", "tomorrow or so");
  act (fixture, "win.discard");
  g_assert_false (is_enabled (fixture, "save"));
  wait_for_text (window, "Your changes were discarded.");
  click (window, "Undo");
  g_assert_nonnull (find_text (window, "2 changes, not saved"));
  g_assert_nonnull (find_text (window, "Zelenková"));
  g_assert_nonnull (find_text (window, "tomorrow or so"));
}

/* ---- Closing ---- */

static void
test_refused_save_vetoes_close (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWindow *dialog;

  type_text (window, "surname", "");
  gtk_window_close (GTK_WINDOW (window));
  respond (fixture, "save");
  dialog = wait_for_dialog (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "Your changes could not be saved");
  gtk_window_close (dialog);
  g_assert_true (is_enabled (fixture, "save"));
}

static gboolean
is_only_window (gpointer application)
{
  GList *windows = gtk_application_get_windows (application);

  return windows != NULL && windows->next == NULL;
}

/* What is typed belongs to all windows of a file: the first to close says where it is, the last one asks. */
static void
test_one_of_two_windows (Fixture *fixture, gconstpointer data)
{
  UoisWindow *first = fixture->window;
  GtkWidget *second;
  GtkWindow *dialog;

  editing_open_window (fixture);
  second = GTK_WIDGET (fixture->window);
  type_text (GTK_WIDGET (first), "surname", "");
  gtk_window_close (GTK_WINDOW (first));
  wait_until (is_only_window, fixture->application);
  wait_for_text (second, "The other window was closed. 1 record that is not saved yet is here, too.");
  click (second, "Show");
  wait_for_text (second, "1 record not saved");

  gtk_window_close (GTK_WINDOW (second));
  respond (fixture, "save");
  dialog = wait_for_dialog (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "Your changes could not be saved");
  gtk_window_close (dialog);
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 1);
}

/* Every write of the process fails while this holds. */
static void
set_disk_full (gboolean full)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = full ? 0 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
shows_failure (gpointer window)
{
  GtkWidget *notice = find_widget (window, g_type_from_name ("UoisNotice"));

  return notice != NULL && gtk_widget_get_mapped (notice);
}

static void
test_full_disk_loses_nothing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *saved = NULL;

  type_text (window, "surname", "Zelenková");
  set_disk_full (TRUE);
  act (fixture, "win.save");
  wait_until (shows_failure, window);
  g_assert_true (is_enabled (fixture, "save"));
  g_assert_nonnull (find_text (window, "Zelenková"));
  set_disk_full (FALSE);

  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  saved = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");
  g_assert_cmpstr (saved, ==, "Zelenková");
}

/* ---- Another language ---- */

static gboolean
is_other_window (gpointer data)
{
  Fixture *fixture = data;
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (fixture->application));

  return windows != NULL && windows->data != fixture->window && UOIS_IS_WINDOW (windows->data) &&
         uois_window_get_file (windows->data) != NULL && window_is_settled (windows->data);
}

/* Nothing typed is lost, not even what is no value yet. */
static void
test_language_keeps_what_is_typed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  GtkWidget *window;

  type_text (GTK_WIDGET (fixture->window), "surname", "Zelenková");
  type_text (GTK_WIDGET (fixture->window), "enddate", "next summer");
  g_settings_set_enum (settings, UOIS_SETTING_LANGUAGE, UOIS_LANGUAGE_CZECH);
  wait_until (is_other_window, fixture);
  fixture->window = UOIS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (fixture->application))->data);
  window = GTK_WIDGET (fixture->window);
  g_assert_true (UOIS_IS_RECORD_PAGE (uois_window_get_page (fixture->window)));
  wait_for_text (window, "Zelenková");
  wait_for_text (window, "next summer");
  g_assert_true (is_enabled (fixture, "discard"));
  act (fixture, "win.discard");
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 0);

  g_settings_set_enum (settings, UOIS_SETTING_LANGUAGE, UOIS_LANGUAGE_SYSTEM);
  wait_until (is_other_window, fixture);
  fixture->window = UOIS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (fixture->application))->data);
}

/* ---- Over a restart ---- */

static void
test_kept_and_restored (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;

  type_text (GTK_WIDGET (fixture->window), "surname", "Zelenková");
  type_text (GTK_WIDGET (fixture->window), "enddate", "next summer");
  editing_close_window (fixture, "keep");

  editing_open_window (fixture);
  window = GTK_WIDGET (fixture->window);
  wait_for_text (window, "1 record not saved");
  g_assert_nonnull (find_text (window, "Not saved"));
  go_record (fixture, fixture->user, &fixture->id);
  wait_for_text (window, "2 changes, not saved");
  g_assert_nonnull (find_text (window, "Zelenková"));
  g_assert_nonnull (find_text (window, "next summer"));
  click (window, "Go on");
  g_assert_null (find_text (window, "Go on"));
  click (window, "Discard");
  wait_until_kept (fixture);
  editing_close_window (fixture, NULL);

  editing_open_window (fixture);
  go_record (fixture, fixture->user, &fixture->id);
  g_assert_null (find_text (GTK_WIDGET (fixture->window), "Zelenková"));
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 0);
}

/* What is on disk a moment after the last key is all that a power cut leaves. */
static void
test_kept_without_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  UoisDraft *draft;

  type_text (GTK_WIDGET (fixture->window), "surname", "Zelenk");
  type_text (GTK_WIDGET (fixture->window), "surname", "Zelenková");
  wait_until_kept (fixture);
  kept = uois_file_list_drafts (file_of (fixture), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  draft = g_ptr_array_index (kept, 0);
  g_assert_true (uois_uuid_equal (uois_draft_get_id (draft), &fixture->id));
  {
    g_autofree char *surname =
        uois_value_to_string (uois_draft_get_value (draft, uois_type_find_column (fixture->user, "surname")));

    g_assert_cmpstr (surname, ==, "Zelenková");
  }
}

/* ---- Two at one record ---- */

static void
test_windows_share_a_draft (Fixture *fixture, gconstpointer data)
{
  UoisWindow *first = fixture->window;

  type_text (GTK_WIDGET (first), "surname", "Zelenková");
  editing_open_window (fixture);
  go_record (fixture, fixture->user, &fixture->id);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Zelenková"));
  type_text (GTK_WIDGET (fixture->window), "surname", "Modrá");
  wait_for_text (GTK_WIDGET (first), "Modrá");
  /* The other window goes without a question: the first has all of it. */
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture->window = first;
  act (fixture, "win.save");
  wait_for_text (GTK_WIDGET (first), "Saved.");
}

static void
test_others_change_another_field (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *surname = NULL;
  g_autofree char *email = NULL;

  type_text (window, "surname", "Zelenková");
  change_text (file_of (fixture), fixture->user, &fixture->id, "email", "other@example.com");
  wait_for_text (window, "other@example.com");
  g_assert_nonnull (find_text (window, "1 change, not saved"));
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  surname = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");
  email = read_text (file_of (fixture), fixture->user, &fixture->id, "email");
  g_assert_cmpstr (surname, ==, "Zelenková");
  g_assert_cmpstr (email, ==, "other@example.com");
}

static void
test_others_change_the_same_field (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *was = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");
  g_autofree char *surname = NULL;

  type_text (window, "surname", "Zelenková");
  change_text (file_of (fixture), fixture->user, &fixture->id, "surname", "Černá");
  wait_for_text (window, "Theirs:");
  g_assert_nonnull (find_text (window, was));
  g_assert_nonnull (find_text (window, "Zelenková"));
  g_assert_nonnull (find_text (window, "Černá"));
  click (window, "Keep yours");
  g_assert_null (find_text (window, "Theirs:"));
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  surname = read_text (file_of (fixture), fixture->user, &fixture->id, "surname");
  g_assert_cmpstr (surname, ==, "Zelenková");

  type_text (window, "surname", "Modrá");
  change_text (file_of (fixture), fixture->user, &fixture->id, "surname", "Bílá");
  wait_for_text (window, "Theirs:");
  click (window, "Take theirs");
  g_assert_null (find_text (window, "Theirs:"));
  g_assert_false (is_enabled (fixture, "save"));
  g_assert_nonnull (find_text (window, "Bílá"));
}

static void
test_others_delete_the_record (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (UoisDraft) lonely = uois_draft_new (fixture->sample.registry, fixture->user);
  const UoisUuid id = *uois_draft_get_id (lonely);
  g_autoptr (GError) error = NULL;
  const char *const names[] = { "surname", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    uois_draft_set_text (lonely, uois_type_find_column (fixture->user, names[i]), "Nikdo", NULL);
  uois_file_save (file_of (fixture), &lonely, 1, NULL, NULL, &error);
  g_assert_no_error (error);

  go_record (fixture, fixture->user, &id);
  type_text (window, "surname", "Zelenková");
  uois_file_delete (file_of (fixture), fixture->user, &id, 1, NULL, &error);
  g_assert_no_error (error);
  wait_for_text (window, "Make a new record");
  g_assert_false (is_enabled (fixture, "save"));
  click (window, "Make a new record");
  wait_for_text (window, "New record, not saved");
  g_assert_nonnull (find_text (window, "Zelenková"));
  act (fixture, "win.save");
  wait_for_text (window, "Saved.");
  g_assert_cmpuint (uois_drafts_get_n_unsaved (drafts_of (fixture)), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, editing_set_up, test, editing_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/editing/type-and-revert", test_type_and_revert);
  ADD ("/editing/save-is-on-disk", test_save_is_on_disk);
  ADD ("/editing/error-is-not-saved", test_error_is_not_saved);
  ADD ("/editing/discard-and-undo", test_discard_and_undo);
  ADD ("/editing/refused-save-vetoes-close", test_refused_save_vetoes_close);
  ADD ("/editing/one-of-two-windows", test_one_of_two_windows);
  ADD ("/editing/language-keeps-what-is-typed", test_language_keeps_what_is_typed);
  ADD ("/editing/full-disk-loses-nothing", test_full_disk_loses_nothing);
  ADD ("/editing/kept-and-restored", test_kept_and_restored);
  ADD ("/editing/kept-without-closing", test_kept_without_closing);
  ADD ("/editing/windows-share-a-draft", test_windows_share_a_draft);
  ADD ("/editing/others-change-another-field", test_others_change_another_field);
  ADD ("/editing/others-change-the-same-field", test_others_change_the_same_field);
  ADD ("/editing/others-delete-the-record", test_others_delete_the_record);

  return g_test_run ();
}
