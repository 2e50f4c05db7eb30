/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/progress-relay.h"

#define INTERVAL_US 100000

/* @mutex guards what follows it. */
struct _UoisProgressRelay
{
  UoisProgress progress;
  gpointer data;
  GMainContext *context;
  gint64 reported_at; /* touched by the working thread alone */

  GMutex mutex;
  gboolean pending;
  double fraction;
  char *what;
};

UoisProgressRelay *
uois_progress_relay_new (UoisProgress progress, gpointer data)
{
  UoisProgressRelay *relay = g_atomic_rc_box_new0 (UoisProgressRelay);

  relay->progress = progress;
  relay->data = data;
  relay->context = g_main_context_ref_thread_default ();
  g_mutex_init (&relay->mutex);
  return relay;
}

static void
clear (gpointer data)
{
  UoisProgressRelay *relay = data;

  g_main_context_unref (relay->context);
  g_mutex_clear (&relay->mutex);
  g_free (relay->what);
}

void
uois_progress_relay_unref (UoisProgressRelay *relay)
{
  g_atomic_rc_box_release_full (relay, clear);
}

static gboolean
deliver (gpointer data)
{
  UoisProgressRelay *relay = data;
  g_autofree char *what = NULL;
  double fraction;

  g_mutex_lock (&relay->mutex);
  fraction = relay->fraction;
  what = g_steal_pointer (&relay->what);
  relay->pending = FALSE;
  g_mutex_unlock (&relay->mutex);

  relay->progress (fraction, what, relay->data);
  return G_SOURCE_REMOVE;
}

void
uois_progress_relay_report (double fraction, const char *what, gpointer data)
{
  UoisProgressRelay *relay = data;
  gint64 now = g_get_monotonic_time ();

  if (relay->progress == NULL || (fraction < 1 && now - relay->reported_at < INTERVAL_US))
    return;
  relay->reported_at = now;

  g_mutex_lock (&relay->mutex);
  relay->fraction = fraction;
  g_free (relay->what);
  relay->what = g_strdup (what);
  if (!relay->pending)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      relay->pending = TRUE;
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, deliver, g_atomic_rc_box_acquire (relay),
                             (GDestroyNotify) uois_progress_relay_unref);
      g_source_set_static_name (source, "[uois] progress");
      g_source_attach (source, relay->context);
    }
  g_mutex_unlock (&relay->mutex);
}
