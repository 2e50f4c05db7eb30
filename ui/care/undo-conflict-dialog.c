/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/undo-conflict-dialog.h"

#include "care/step-words.h"
#include "format.h"
#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

#define ALL_RESPONSE "all"

/* How many steps are named. */
#define STEPS_SHOWN 20

/* Pixels; what is more scrolls. */
#define LIST_HEIGHT 360

/**
 * Asking: a question under way.
 * @widget: who asked
 * @dialog: (nullable): not there yet
 */
typedef struct
{
  GtkWidget *widget;
  UoisFile *file;
  gint64 number;
  GtkWidget *dialog;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->widget);
  g_object_unref (asking->file);
  g_free (asking);
}

/* ---- Taking all of it back ---- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  gint count = uois_file_undo_with_later_finish (UOIS_FILE (source), result, &error);
  g_autofree char *text = NULL;

  if (count < 0)
    {
      uois_page_notify (widget, error->message, NULL, NULL, NULL);
      return;
    }
  text = g_strdup_printf (ngettext ("%d step was taken back.", "%d steps were taken back.", count), count);
  uois_page_notify (widget, text, _ ("Redo"), "win.redo", NULL);
}

/* Takes @asking. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  if (g_str_equal (response, ALL_RESPONSE))
    uois_file_undo_with_later_async (asking->file, asking->number, NULL, undone_cb, g_object_ref (asking->widget));
  asking_free (asking);
}

/* ---- What is in the way ---- */

/* What became of the record can be looked at. */
static void
obstacle_activated_cb (GtkWidget *row, Asking *asking)
{
  const UoisRecord *record = g_object_get_data (G_OBJECT (row), "record");
  UoisLocation location = { .kind = UOIS_LOCATION_HISTORY, .type = record->type, .id = record->id };
  g_autoptr (GtkWidget) widget = g_object_ref (asking->widget);

  /* The answer frees @asking. */
  gtk_window_close (GTK_WINDOW (asking->dialog));
  uois_go (widget, &location);
}

static GtkWidget *
new_obstacle_row (Asking *asking, const UoisUndoObstacle *obstacle)
{
  g_autofree char *words = uois_words_for_step (obstacle->step, NULL);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  /* Translators: what a step is called, then when it was. */
  subtitle = g_strdup_printf (_ ("Changed later: %s (%s)"), uois_words_for_label (obstacle->step), words);
  if (obstacle->record == NULL)
    {
      row = uois_text_row_new (uois_type_get_label (obstacle->type), subtitle);
      adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "user-trash-symbolic");
      return row;
    }
  row = uois_link_row_new (uois_type_get_icon_name (obstacle->type), obstacle->record->title, subtitle);
  g_object_set_data_full (G_OBJECT (row), "record", uois_record_ref (obstacle->record),
                          (GDestroyNotify) uois_record_unref);
  g_signal_connect (row, "activated", G_CALLBACK (obstacle_activated_cb), asking);
  return row;
}

static GtkWidget *
new_obstacles (Asking *asking, const UoisUndoConflict *conflict)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Records that were changed later"));
  for (guint i = 0; i < conflict->obstacles->len; i++)
    adw_preferences_group_add (group, new_obstacle_row (asking, g_ptr_array_index (conflict->obstacles, i)));
  if (conflict->n_obstacles > conflict->obstacles->len)
    {
      guint n_more = conflict->n_obstacles - conflict->obstacles->len;
      g_autofree char *count = uois_format_count (n_more);
      g_autofree char *more = g_strdup_printf (ngettext ("%s more", "%s more", n_more), count);

      adw_preferences_group_add (group, uois_text_row_new (more, NULL));
    }
  return GTK_WIDGET (group);
}

static GtkWidget *
new_later (const UoisUndoConflict *conflict)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Later steps"));
  for (guint i = 0; i < MIN (conflict->later->len, STEPS_SHOWN); i++)
    {
      const UoisStoreStep *step = g_ptr_array_index (conflict->later, i);
      g_autofree char *words = uois_words_for_step (step, NULL);

      adw_preferences_group_add (group, uois_text_row_new (uois_words_for_label (step), words));
    }
  if (conflict->later->len > STEPS_SHOWN)
    {
      guint n_more = conflict->later->len - STEPS_SHOWN;
      g_autofree char *count = uois_format_count (n_more);
      g_autofree char *more = g_strdup_printf (ngettext ("%s more", "%s more", n_more), count);

      adw_preferences_group_add (group, uois_text_row_new (more, NULL));
    }
  return GTK_WIDGET (group);
}

static GtkWidget *
new_body (Asking *asking, const UoisUndoConflict *conflict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), new_obstacles (asking, conflict));
  if (conflict->can_undo_later)
    gtk_box_append (GTK_BOX (box), new_later (conflict));
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height",
                       TRUE, "max-content-height", LIST_HEIGHT, "child", box, NULL);
}

/* ---- The dialog ---- */

/* Takes @asking. */
static void
present (Asking *asking, const UoisUndoConflict *conflict)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (asking->widget));
  AdwMessageDialog *dialog;

  asking->dialog = adw_message_dialog_new (
      parent, _ ("This step cannot be taken back by itself"),
      conflict->can_undo_later ?
          _ ("The same records were changed later, and that would be lost. Look at them, or take "
             "back the later steps as well.") :
          _ ("The same records were changed later by something that cannot be taken back. Look "
             "at their history: single fields can be put back there."));
  dialog = ADW_MESSAGE_DIALOG (asking->dialog);
  adw_message_dialog_set_extra_child (dialog, new_body (asking, conflict));
  adw_message_dialog_add_response (dialog, "close", _ ("Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  adw_message_dialog_set_default_response (dialog, "close");
  if (conflict->can_undo_later)
    {
      guint n_steps = conflict->later->len + 1;
      g_autofree char *count = uois_format_count (n_steps);
      g_autofree char *label =
          g_strdup_printf (ngettext ("_Take back %s step", "_Take back all %s steps", n_steps), count);

      adw_message_dialog_add_response (dialog, ALL_RESPONSE, label);
      adw_message_dialog_set_response_appearance (dialog, ALL_RESPONSE, ADW_RESPONSE_DESTRUCTIVE);
    }
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
conflict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoConflict) conflict = uois_file_read_undo_conflict_finish (UOIS_FILE (source), result, &error);

  if (conflict != NULL && gtk_widget_get_root (asking->widget) != NULL)
    {
      present (asking, conflict);
      return;
    }
  if (error != NULL)
    uois_page_notify (asking->widget, error->message, NULL, NULL, NULL);
  asking_free (asking);
}

void
uois_show_undo_conflict (GtkWidget *widget, UoisFile *file, gint64 number)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->widget = g_object_ref (widget);
  asking->file = g_object_ref (file);
  asking->number = number;
  uois_file_read_undo_conflict_async (file, number, NULL, conflict_cb, asking);
}
