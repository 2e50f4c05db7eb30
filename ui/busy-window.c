/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "busy-window.h"

#include "busy-page.h"
#include "compat-dialogs.h"

/* Milliseconds. What is done sooner needs no window. */
#define MOMENT 400

struct _UoisBusyWindow
{
  AdwWindow parent_instance;

  /* Child; NULL once the window is gone */
  UoisBusyPage *page;

  guint present_source;
};

G_DEFINE_FINAL_TYPE (UoisBusyWindow, uois_busy_window, ADW_TYPE_WINDOW)

static gboolean
present_cb (gpointer user_data)
{
  UoisBusyWindow *self = user_data;

  self->present_source = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* It stays until it is known what became of the work. */
static gboolean
uois_busy_window_close_request (GtkWindow *window)
{
  uois_busy_page_cancel (UOIS_BUSY_WINDOW (window)->page);
  return GDK_EVENT_STOP;
}

static void
uois_busy_window_dispose (GObject *object)
{
  UoisBusyWindow *self = UOIS_BUSY_WINDOW (object);

  uois_compat_leave_parent (GTK_WINDOW (self));
  g_clear_handle_id (&self->present_source, g_source_remove);
  self->page = NULL;

  G_OBJECT_CLASS (uois_busy_window_parent_class)->dispose (object);
}

static void
uois_busy_window_class_init (UoisBusyWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = uois_busy_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = uois_busy_window_close_request;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
uois_busy_window_init (UoisBusyWindow *self)
{
}

UoisBusyWindow *
uois_busy_window_begin (GtkWidget *widget, const char *title, GCancellable **cancellable)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  UoisBusyWindow *self =
      g_object_new (UOIS_TYPE_BUSY_WINDOW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, "modal", TRUE,
                    "destroy-with-parent", TRUE, "title", title, "default-width", 420, "default-height", 320, NULL);

  self->page = UOIS_BUSY_PAGE (uois_busy_page_new (title));
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->page));
  *cancellable = uois_busy_page_begin (self->page);
  self->present_source = g_timeout_add (MOMENT, present_cb, self);
  return g_object_ref (self);
}

void
uois_busy_window_progress (double fraction, const char *what, gpointer window)
{
  UoisBusyWindow *self = window;

  if (self->page != NULL)
    uois_busy_page_progress (self->page, fraction, what);
}

void
uois_busy_window_end (UoisBusyWindow *self)
{
  g_return_if_fail (UOIS_IS_BUSY_WINDOW (self));

  if (self->page != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}
