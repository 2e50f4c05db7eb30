/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/reporter.h"

#include <glib/gi18n-lib.h>

/* Between two reports; people do not read faster. */
#define REPORT_INTERVAL_US 100000

/**
 * UoisReporter:
 * @context: (nullable): where to tell; %NULL: here
 * @told_at: when the job reported last; of the job's thread
 * @closed, @pending, @done, @total: under @mutex
 *
 * Shared by the job and by the source that tells.
 */
struct _UoisReporter
{
  gatomicrefcount reference_count;
  UoisProgress progress;
  gpointer data;
  GMainContext *context;
  gint64 told_at;

  GMutex mutex;
  gboolean closed;
  gboolean pending;
  guint64 done;
  guint64 total;
};

static void
reporter_unref (gpointer data)
{
  UoisReporter *reporter = data;

  if (!g_atomic_ref_count_dec (&reporter->reference_count))
    return;
  g_clear_pointer (&reporter->context, g_main_context_unref);
  g_mutex_clear (&reporter->mutex);
  g_free (reporter);
}

UoisReporter *
uois_reporter_new (UoisProgress progress, gpointer data, gboolean here)
{
  UoisReporter *reporter;

  if (progress == NULL)
    return NULL;
  reporter = g_new0 (UoisReporter, 1);
  g_atomic_ref_count_init (&reporter->reference_count);
  g_mutex_init (&reporter->mutex);
  reporter->progress = progress;
  reporter->data = data;
  reporter->context = here ? NULL : g_main_context_ref_thread_default ();
  return reporter;
}

static void
tell (UoisReporter *reporter, guint64 done, guint64 total)
{
  /* Translators: how far a job is: 3,000 of 10,000 records. */
  g_autofree char *what = g_strdup_printf (_ ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT), done, total);

  reporter->progress (total > 0 ? (double) done / (double) total : 1, what, reporter->data);
}

static gboolean
tell_there (gpointer data)
{
  UoisReporter *reporter = data;
  gboolean closed;
  guint64 done;
  guint64 total;

  g_mutex_lock (&reporter->mutex);
  closed = reporter->closed;
  done = reporter->done;
  total = reporter->total;
  reporter->pending = FALSE;
  g_mutex_unlock (&reporter->mutex);

  if (!closed)
    tell (reporter, done, total);
  return G_SOURCE_REMOVE;
}

static void
send (UoisReporter *reporter, guint64 done, guint64 total)
{
  g_autoptr (GSource) source = NULL;

  g_mutex_lock (&reporter->mutex);
  reporter->done = done;
  reporter->total = total;
  if (!reporter->pending)
    source = g_idle_source_new ();
  reporter->pending = TRUE;
  g_mutex_unlock (&reporter->mutex);

  if (source == NULL)
    return;
  g_atomic_ref_count_inc (&reporter->reference_count);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_there, reporter, reporter_unref);
  g_source_attach (source, reporter->context);
}

void
uois_reporter_report (UoisReporter *reporter, guint64 done, guint64 total)
{
  gint64 now;

  if (reporter == NULL)
    return;
  now = g_get_monotonic_time ();
  if (now - reporter->told_at < REPORT_INTERVAL_US && done < total)
    return;
  reporter->told_at = now;
  if (reporter->context != NULL)
    send (reporter, done, total);
  else
    tell (reporter, done, total);
}

void
uois_reporter_free (UoisReporter *reporter)
{
  g_mutex_lock (&reporter->mutex);
  reporter->closed = TRUE;
  g_mutex_unlock (&reporter->mutex);
  reporter_unref (reporter);
}
