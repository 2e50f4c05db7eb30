/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editing-fixture.h"

#include <string.h>

#define PEOPLE 60

UoisFile *
file_of (Fixture *fixture)
{
  return uois_window_get_file (fixture->window);
}

UoisDrafts *
drafts_of (Fixture *fixture)
{
  return uois_drafts_get (file_of (fixture));
}

void
editing_open_window (Fixture *fixture)
{
  fixture->window = uois_window_new (fixture->application);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  uois_window_open (fixture->window, fixture->sample.path);
  wait_until (window_has_page, fixture->window);
}

void
editing_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  sample_init (&fixture->sample, PEOPLE);
  fixture->application = uois_application_new (fixture->sample.registry, NULL);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* The process outlives the windows of a test. */
  g_application_hold (G_APPLICATION (fixture->application));
  editing_open_window (fixture);

  fixture->user = uois_registry_find_table (fixture->sample.registry, "users");
  rows = uois_file_list (file_of (fixture), &(UoisListRequest){ .type = fixture->user }, NULL, &error);
  g_assert_no_error (error);
  records = uois_file_fetch (file_of (fixture), fixture->user, (gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->id = ((UoisRecord *) g_ptr_array_index (records, 0))->id;
  go_record (fixture, fixture->user, &fixture->id);
}

static gboolean
is_at_rest (gpointer data)
{
  Fixture *fixture = data;

  return gtk_application_get_windows (GTK_APPLICATION (fixture->application)) == NULL;
}

static gboolean
is_closed (gpointer path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return !g_file_test (wal, G_FILE_TEST_EXISTS);
}

/* What a test leaves unsaved is nobody's. */
static void
discard_all (Fixture *fixture)
{
  g_autoptr (GPtrArray) unsaved = uois_drafts_list_unsaved (drafts_of (fixture));

  for (guint i = 0; i < unsaved->len; i++)
    uois_drafts_discard (drafts_of (fixture), g_ptr_array_index (unsaved, i));
}

void
editing_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    discard_all (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
  wait_until (is_at_rest, fixture);
  wait_until (is_closed, fixture->sample.path);
  g_application_release (G_APPLICATION (fixture->application));
  g_object_unref (fixture->application);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sample_clear (&fixture->sample);
}

/* ---- What a person does ---- */

static void
settle (Fixture *fixture)
{
  wait_until (window_is_settled, fixture->window);
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
}

void
go_record (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = type, .id = *id });
  settle (fixture);
}

typedef struct
{
  Fixture *fixture;
  const char *name;
} ActionSought;

static gboolean
action_is_enabled (gpointer action_sought)
{
  ActionSought *sought = action_sought;

  return is_enabled (sought->fixture, sought->name);
}

/* What a page can do may only be known when it has read its record. */
void
act (Fixture *fixture, const char *action)
{
  ActionSought sought = { fixture, action + strlen ("win.") };

  g_assert_true (g_str_has_prefix (action, "win."));
  wait_until (action_is_enabled, &sought);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  settle (fixture);
}

gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

const char *
page_title (Fixture *fixture)
{
  return uois_page_get_title (uois_window_get_page (fixture->window));
}

void
wait_for_text (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };

  g_test_message ("waiting for “%s”", text);
  wait_until (text_is_shown, &sought);
}

static gboolean
text_is_gone (gpointer sought)
{
  return !text_is_shown (sought);
}

void
wait_until_gone (GtkWidget *widget, const char *text)
{
  TextSought sought = { widget, text };

  wait_until (text_is_gone, &sought);
}

UoisFieldEditor *
find_editor (GtkWidget *widget, const char *column)
{
  if (UOIS_IS_FIELD_EDITOR (widget) &&
      g_str_equal (uois_field_editor_get_field (UOIS_FIELD_EDITOR (widget))->column->name, column))
    return UOIS_FIELD_EDITOR (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      UoisFieldEditor *found = gtk_widget_get_child_visible (child) ? find_editor (child, column) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
type_text (GtkWidget *widget, const char *column, const char *text)
{
  UoisFieldEditor *editor = find_editor (widget, column);

  g_assert_nonnull (editor);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (GTK_WIDGET (editor), GTK_TYPE_TEXT)), text);
}

static GtkWindow *
find_dialog (UoisWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer window)
{
  return find_dialog (window) != NULL;
}

GtkWindow *
wait_for_dialog (Fixture *fixture)
{
  wait_until (has_dialog, fixture->window);
  return find_dialog (fixture->window);
}

void
respond (Fixture *fixture, const char *response)
{
  GtkWindow *dialog = wait_for_dialog (fixture);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  /* A button does that, too. */
  gtk_window_destroy (dialog);
}

void
click (GtkWidget *widget, const char *label)
{
  GtkWidget *text = find_text (widget, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

static gboolean
window_is_gone (gpointer weak)
{
  return *(gpointer *) weak == NULL;
}

void
editing_close_window (Fixture *fixture, const char *response)
{
  UoisWindow *window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (window));
  if (response != NULL)
    respond (fixture, response);
  wait_until (window_is_gone, &fixture->window);
  wait_until (is_closed, fixture->sample.path);
}

/* ---- What is in the file ---- */

char *
read_text (UoisFile *file, const UoisType *type, const UoisUuid *id, const char *column)
{
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file, type, id, NULL, NULL);

  return draft != NULL ? uois_value_to_string (uois_draft_get_value (draft, uois_type_find_column (type, column))) :
                         NULL;
}

void
change_text (UoisFile *file, const UoisType *type, const UoisUuid *id, const char *column, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file, type, id, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (uois_draft_set_text (draft, uois_type_find_column (type, column), text, &error));
  g_assert_cmpint (uois_file_save (file, &draft, 1, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static gboolean
is_kept (gpointer drafts)
{
  return !uois_drafts_is_busy (drafts);
}

void
wait_until_kept (Fixture *fixture)
{
  wait_until (is_kept, drafts_of (fixture));
}
