/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/reporter.h"

#include "repo/present.h"
#include "repo/progress-relay.h"

#include <glib/gi18n-lib.h>

/* Between two reports; people do not read faster. */
#define INTERVAL_US 100000

/**
 * UoisReporter:
 * @relay: (nullable): carries it to another thread
 */
struct _UoisReporter
{
  UoisProgress progress;
  gpointer data;
  UoisProgressRelay *relay;
  gint64 reported_at;
};

UoisReporter *
uois_reporter_new (UoisProgress progress, gpointer data, gboolean here)
{
  UoisReporter *reporter;

  if (progress == NULL)
    return NULL;
  reporter = g_new0 (UoisReporter, 1);
  reporter->relay = here ? NULL : uois_progress_relay_new (progress, data);
  reporter->progress = here ? progress : uois_progress_relay_report;
  reporter->data = here ? data : reporter->relay;
  return reporter;
}

static char *
present_count (guint64 count)
{
  UoisValue value = UOIS_VALUE_INIT;

  uois_value_set_integer (&value, (gint64) count);
  return uois_present_value (&value, UOIS_PRESENT_PLAIN);
}

void
uois_reporter_report (UoisReporter *reporter, guint64 done, guint64 total)
{
  gint64 now;
  g_autofree char *done_text = NULL;
  g_autofree char *total_text = NULL;
  g_autofree char *what = NULL;

  if (reporter == NULL)
    return;
  now = g_get_monotonic_time ();
  if (now - reporter->reported_at < INTERVAL_US && done < total)
    return;
  reporter->reported_at = now;
  done_text = present_count (done);
  total_text = present_count (total);
  /* Translators: how far a job is: 3,000 of 10,000 records. */
  what = g_strdup_printf (_ ("%s of %s"), done_text, total_text);
  reporter->progress (total > 0 ? (double) done / (double) total : 1, what, reporter->data);
}

void
uois_reporter_free (UoisReporter *reporter)
{
  g_clear_pointer (&reporter->relay, uois_progress_relay_unref);
  g_free (reporter);
}
