/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "window/application-private.h"

#include <glib/gi18n-lib.h>

/* ---- What the window shows meanwhile ---- */

static void
show_busy (UoisWindow *self, const char *path, const char *title)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  g_free (self->path);
  self->path = g_strdup (path);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  adw_status_page_set_title (self->busy_page, title);
  adw_status_page_set_description (self->busy_page, escaped);
  gtk_progress_bar_set_fraction (self->progress_bar, 0.0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  gtk_stack_set_visible_child_name (self->start_stack, "busy");
  gtk_stack_set_visible_child_name (self->stack, "start");
  _uois_window_actions_update (self);
}

static void
show_failure (UoisWindow *self, const char *title, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->failed_page, title);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->start_stack, "failed");
  gtk_stack_set_visible_child_name (self->stack, "start");
}

/* Takes @file, which is released if the window is not there any more. */
static void
finish (UoisWindow *self, UoisFile *file, const char *failure, const GError *error)
{
  g_autoptr (UoisFile) taken = file;

  if (self->closed)
    {
      if (file != NULL)
        _uois_application_release_file (self->application, file);
      return;
    }

  g_clear_object (&self->cancellable);
  if (file != NULL)
    {
      _uois_application_add_recent_file (self->application, uois_file_get_path (file));
      _uois_window_set_file (self, file);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_stack_set_visible_child_name (self->start_stack, "welcome");
  else
    show_failure (self, failure, error);
  _uois_window_actions_update (self);
}

/* ---- Open ---- */

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  UoisFile *file = _uois_application_open_file_finish (UOIS_APPLICATION (source), result, &error);

  finish (self, file, _ ("The file could not be opened"), error);
}

void
uois_window_open (UoisWindow *self, const char *path)
{
  g_return_if_fail (UOIS_IS_WINDOW (self));

  show_busy (self, path, _ ("Opening…"));
  _uois_application_open_file_async (self->application, path, UOIS_FILE_OPEN_SHARED, self->cancellable, open_cb,
                                     g_object_ref (self));
}

void
_uois_window_renew (UoisWindow *self)
{
  UoisWindow *window = uois_window_new (self->application);
  const UoisLocation *location = self->file != NULL ? uois_navigation_get_location (self->navigation) : NULL;
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (location != NULL)
    window->first = *location;
  /* The file stays open: the new window has it before the old one lets go. */
  if (self->path != NULL)
    uois_window_open (window, self->path);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- Make ---- */

typedef struct
{
  UoisWindow *window;
  GCancellable *cancellable;
  UoisFile *file; /* nullable */
  gboolean demo;
  GMutex mutex; /* of what follows: written on the worker thread */
  double fraction;
  char *what;
  guint source;
} Creation;

static void
creation_free (gpointer data)
{
  Creation *creation = data;

  g_clear_handle_id (&creation->source, g_source_remove);
  g_object_unref (creation->window);
  g_object_unref (creation->cancellable);
  g_clear_object (&creation->file);
  g_mutex_clear (&creation->mutex);
  g_free (creation->what);
  g_free (creation);
}

static void
progress_cb (double fraction, const char *what, gpointer data)
{
  Creation *creation = data;

  g_mutex_lock (&creation->mutex);
  creation->fraction = fraction;
  g_free (creation->what);
  creation->what = g_strdup (what);
  g_mutex_unlock (&creation->mutex);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  Creation *creation = user_data;
  UoisWindow *self = creation->window;

  if (self->closed)
    {
      creation->source = 0;
      return G_SOURCE_REMOVE;
    }

  g_mutex_lock (&creation->mutex);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), creation->fraction > 0.0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (creation->fraction, 0.0, 1.0));
  if (creation->what != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (creation->what, -1);

      adw_status_page_set_description (self->busy_page, escaped);
    }
  g_mutex_unlock (&creation->mutex);
  return G_SOURCE_CONTINUE;
}

/* A file that is not what was asked for is of no use to anybody. */
static void
remove_file (UoisFile *file)
{
  const char *const suffixes[] = { "", "-wal", "-shm" };

  uois_file_close (file, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (uois_file_get_path (file), suffixes[i], NULL);
      g_autoptr (GFile) target = g_file_new_for_path (name);

      g_file_delete (target, NULL, NULL);
    }
}

static void
fill_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Creation *creation = data;
  g_autoptr (GError) error = NULL;

  if (uois_file_load_seed (creation->file, cancellable, &error) &&
      (!creation->demo || creation->window->fill_demo (creation->file, progress_cb, creation, cancellable, &error)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  remove_file (creation->file);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (source);
  Creation *creation = g_task_get_task_data (G_TASK (result));
  UoisFile *file = g_steal_pointer (&creation->file);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&creation->source, g_source_remove);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      _uois_application_release_file (self->application, file);
      g_clear_object (&file);
    }
  finish (self, file, _ ("The file could not be made"), error);
  if (creation->demo && file != NULL && self->file == file)
    _uois_window_begin_tour (self);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  UoisWindow *self = creation->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  creation->file = _uois_application_open_file_finish (UOIS_APPLICATION (source), result, &error);
  if (creation->file == NULL)
    {
      finish (self, NULL, _ ("The file could not be made"), error);
      creation_free (creation);
      return;
    }

  if (!self->closed)
    creation->source = g_timeout_add (100, show_progress_cb, creation);
  task = g_task_new (self, creation->cancellable, filled_cb, NULL);
  g_task_set_source_tag (task, uois_window_create);
  g_task_set_task_data (task, creation, creation_free);
  g_task_run_in_thread (task, fill_thread);
}

void
uois_window_create (UoisWindow *self, const char *path, gboolean demo)
{
  Creation *creation;

  g_return_if_fail (UOIS_IS_WINDOW (self));
  g_return_if_fail (!demo || self->fill_demo != NULL);

  show_busy (self, path, demo ? _ ("Inventing an institution…") : _ ("Making the file…"));
  creation = g_new0 (Creation, 1);
  creation->window = g_object_ref (self);
  creation->cancellable = g_object_ref (self->cancellable);
  creation->demo = demo;
  g_mutex_init (&creation->mutex);
  _uois_application_open_file_async (self->application, path, UOIS_FILE_OPEN_CREATE | UOIS_FILE_OPEN_NEW,
                                     self->cancellable, created_cb, creation);
}

/* ---- Drop ---- */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, UoisWindow *self)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));

  return path != NULL && gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s", path);
}

void
_uois_window_accept_files (UoisWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
