/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <glib-unix.h>
#include <signal.h>

static gboolean
interrupt (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  /* GLib gives the signal its default effect back with the removal of its last source. */
  return G_SOURCE_REMOVE;
}

static void
attach (GMainContext *context, int signal_number, GCancellable *cancellable)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (signal_number);

  g_source_set_callback (source, interrupt, g_object_ref (cancellable), g_object_unref);
  g_source_attach (source, context);
}

static gpointer
listen (gpointer context)
{
  for (;;)
    g_main_context_iteration (context, TRUE);
  return NULL;
}

void
uois_interrupt_watch (GCancellable *cancellable)
{
  GMainContext *context = g_main_context_new ();

  attach (context, SIGINT, cancellable);
  attach (context, SIGTERM, cancellable);
  g_thread_unref (g_thread_new ("interrupt", listen, context));
}
