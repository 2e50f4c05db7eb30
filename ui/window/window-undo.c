/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "care/undo-conflict-dialog.h"

#include <glib/gi18n-lib.h>

static void
set_enabled (UoisWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

/* ---- What comes next ---- */

static const char *
step_label (const UoisStoreStep *step)
{
  return step->label != NULL ? step->label : _ ("A change without a name");
}

/* Takes @tooltip. */
static void
describe_button (GtkWidget *button, char *tooltip)
{
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_free (tooltip);
}

void
_uois_window_undo_update (UoisWindow *self)
{
  const UoisUndoState *state = self->undo_state;
  gboolean ready = self->file != NULL && !uois_file_get_read_only (self->file) && !self->stepping;
  const UoisStoreStep *undo = ready && state != NULL ? state->undo : NULL;
  const UoisStoreStep *redo = ready && state != NULL ? state->redo : NULL;

  set_enabled (self, "undo", undo != NULL);
  set_enabled (self, "redo", redo != NULL);
  /* Translators: %s is what was done, such as "Change Person: Nováková". */
  describe_button (self->undo_button,
                   undo != NULL ? g_strdup_printf (_ ("Undo: %s"), step_label (undo)) : g_strdup (_ ("Undo")));
  /* Translators: %s is what was done, such as "Change Person: Nováková". */
  describe_button (self->redo_button,
                   redo != NULL ? g_strdup_printf (_ ("Redo: %s"), step_label (redo)) : g_strdup (_ ("Redo")));
}

static void
undo_state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (UoisUndoState) state = uois_file_get_undo_state_finish (UOIS_FILE (source), result, NULL);

  if (state == NULL || self->file != UOIS_FILE (source))
    return;
  g_clear_pointer (&self->undo_state, uois_undo_state_free);
  self->undo_state = g_steal_pointer (&state);
  _uois_window_undo_update (self);
}

void
_uois_window_undo_refresh (UoisWindow *self)
{
  g_cancellable_cancel (self->undo_cancellable);
  g_clear_object (&self->undo_cancellable);
  self->undo_cancellable = g_cancellable_new ();
  uois_file_get_undo_state_async (self->file, self->undo_cancellable, undo_state_cb, g_object_ref (self));
}

/* ---- Where it was ---- */

/* A step under way: its name is told when it is done, and its record is shown. */
typedef struct
{
  UoisWindow *window;
  gint64 number;
  gint64 undoes; /* the unit that it takes back: another one than @number when it is done again */
  char *label;
  const UoisType *type; /* of its only record */
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->window);
  g_free (step->label);
  g_free (step);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  UoisWindow *self = step->window;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (UOIS_FILE (source), result, NULL);
  const UoisRecord *record = records != NULL && records->len == 1 ? g_ptr_array_index (records, 0) : NULL;

  if (record != NULL && self->file == UOIS_FILE (source))
    uois_window_go (self, &(UoisLocation){ UOIS_LOCATION_RECORD, record->type, record->id });
  step_free (step);
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GArray) rows = uois_file_list_finish (UOIS_FILE (source), result, NULL);

  if (rows != NULL && rows->len == 1)
    uois_file_fetch_async (UOIS_FILE (source), step->type, (const gint64 *) rows->data, 1, NULL, 0, NULL, record_cb,
                           step);
  else
    step_free (step);
}

/* A list shows its records, a record the links in its tabs. */
static gboolean
is_on_screen (UoisWindow *self, const UoisType *type)
{
  const UoisLocation *location = uois_navigation_get_location (self->navigation);

  if (location->type == NULL || location->kind == UOIS_LOCATION_RECORD)
    return type->link && location->type != NULL;
  return location->type == type;
}

static void
steps_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GPtrArray) steps = uois_file_list_steps_finish (UOIS_FILE (source), result, NULL);
  const UoisStep *found = steps != NULL && steps->len == 1 ? g_ptr_array_index (steps, 0) : NULL;

  if (found != NULL && found->step->number == step->number && found->n_records == 1 && found->types->len == 1 &&
      step->window->file == UOIS_FILE (source) && !is_on_screen (step->window, g_ptr_array_index (found->types, 0)))
    {
      g_autoptr (UoisListFilter) filter = NULL;
      g_autoptr (UoisListFilter) all = NULL;
      g_autoptr (UoisListCondition) condition =
          uois_list_condition_new_state (UOIS_LIST_STATE_CHANGED_BY, step->number);

      step->type = g_ptr_array_index (found->types, 0);
      all = uois_list_filter_new (step->type);
      filter = uois_list_filter_with (all, condition);
      uois_file_list_async (UOIS_FILE (source), &(UoisListRequest){ .type = step->type, .filter = filter }, NULL,
                            rows_cb, step);
    }
  else
    step_free (step);
}

/* Takes @step. Goes to the record of a step, if it has one and that is not on the screen. */
static void
show_step (Step *step)
{
  const UoisStepsRequest request = { .before = step->number + 1, .limit = 1 };

  uois_file_list_steps_async (step->window->file, &request, NULL, steps_cb, step);
}

/* ---- Doing it ---- */

static Step *
step_begin (UoisWindow *self, const UoisStoreStep *step, gint64 undoes)
{
  Step *begun = g_new0 (Step, 1);

  begun->window = g_object_ref (self);
  begun->number = step->number;
  begun->undoes = undoes;
  begun->label = g_strdup (step_label (step));
  /* One at a time: the state says what comes next only when this one is done. */
  self->stepping = TRUE;
  _uois_window_undo_update (self);
  return begun;
}

/* @format: what to say of a step that was done; @button and @action lead back */
static void
step_end (Step *step, const char *format, const char *button, const char *action, const GError *error)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) told = g_string_new (format);

  g_string_replace (told, "{label}", step->label, 1);
  step->window->stepping = FALSE;
  if (step->window->file != NULL)
    {
      if (error == NULL)
        uois_page_notify (GTK_WIDGET (step->window), told->str, button, action, NULL);
      else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_CONFLICT))
        uois_show_undo_conflict (GTK_WIDGET (step->window), step->window->file, step->undoes);
      else
        uois_page_notify (GTK_WIDGET (step->window), error->message, NULL, NULL, NULL);
      _uois_window_undo_refresh (step->window);
    }
  if (step->window->file != NULL && error == NULL)
    show_step (step);
  else
    step_free (step);
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  uois_file_undo_finish (UOIS_FILE (source), result, &error);
  /* Translators: {label} is what was done, such as "Change Person: Nováková". */
  step_end (user_data, _ ("Taken back: {label}"), _ ("Redo"), "win.redo", error);
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  uois_file_undo_async (self->file, NULL, undo_cb,
                        step_begin (self, self->undo_state->undo, self->undo_state->undo->number));
}

static void
redo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  uois_file_redo_finish (UOIS_FILE (source), result, &error);
  /* Translators: {label} is what was done, such as "Change Person: Nováková". */
  step_end (user_data, _ ("Done again: {label}"), _ ("Undo"), "win.undo", error);
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  uois_file_redo_async (self->file, NULL, redo_cb,
                        step_begin (self, self->undo_state->redo, self->undo_state->redo_unit));
}

/* One step under way, whichever it is. */
typedef struct
{
  UoisWindow *window;
  gint64 number;
  gboolean is_last; /* nothing was done since that could be taken back, too */
} OneStep;

static void
undo_step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree OneStep *step = user_data;
  g_autoptr (UoisWindow) self = step->window;
  g_autoptr (GError) error = NULL;

  if (uois_file_undo_step_finish (UOIS_FILE (source), result, &error))
    uois_page_notify (GTK_WIDGET (self),
                      step->is_last ? _ ("Taken back.") : _ ("Taken back. What was done since then stays as it is."),
                      _ ("Redo"), "win.redo", NULL);
  else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_CONFLICT))
    uois_show_undo_conflict (GTK_WIDGET (self), UOIS_FILE (source), step->number);
  else
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

/* What the window knows of the last step may be older than the step itself. */
static void
last_step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OneStep *step = user_data;
  g_autoptr (UoisUndoState) state = uois_file_get_undo_state_finish (UOIS_FILE (source), result, NULL);

  step->is_last = state != NULL && state->undo != NULL && state->undo->number == step->number;
  uois_file_undo_step_async (UOIS_FILE (source), step->number, NULL, undo_step_cb, step);
}

static void
undo_step_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  OneStep *step;

  if (self->file == NULL)
    return;
  step = g_new0 (OneStep, 1);
  step->window = g_object_ref (self);
  step->number = g_variant_get_int64 (parameter);
  uois_file_get_undo_state_async (self->file, NULL, last_step_cb, step);
}

/* A text that is being typed has its own undo; when that has nothing left, the file's is not meant either. */
static gboolean
step_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));
  const char *action;

  if (focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    return FALSE;
  g_variant_get (arguments, "(&s)", &action);
  return gtk_widget_activate_action (widget, action, NULL);
}

/* ---- Setting up ---- */

static const GActionEntry actions[] = {
  { "undo", undo_action },
  { "redo", redo_action },
  { "undo-step", undo_step_action, "x" },
};

void
_uois_window_undo_class_init (GtkWidgetClass *widget_class)
{
  /* Not keys of the application: those would come before the entry that has the keyboard. */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, step_key_cb, "(s)", "win.undo");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, step_key_cb, "(s)",
                                "win.redo");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, step_key_cb, "(s)", "win.redo");
}

void
_uois_window_undo_init (UoisWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

void
_uois_window_undo_leave (UoisWindow *self)
{
  g_cancellable_cancel (self->undo_cancellable);
  g_clear_object (&self->undo_cancellable);
  g_clear_pointer (&self->undo_state, uois_undo_state_free);
}
