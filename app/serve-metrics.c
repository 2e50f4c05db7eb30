/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-metrics.h"

#include <inttypes.h>

/* Upper bounds of the durations, in seconds; a last one without bound follows. */
static const double bounds[] = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 };

#define N_BUCKETS (G_N_ELEMENTS (bounds) + 1)

struct _UoisMetrics
{
  GHashTable *requests; /* "method status" -> guint64 */
  guint64 buckets[N_BUCKETS];
  guint64 n_requests;
  double seconds;
  guint64 bytes;
  gint64 started;
};

UoisMetrics *
uois_metrics_new (void)
{
  UoisMetrics *metrics = g_new0 (UoisMetrics, 1);

  metrics->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  metrics->started = g_get_real_time ();
  return metrics;
}

void
uois_metrics_free (UoisMetrics *metrics)
{
  g_hash_table_unref (metrics->requests);
  g_free (metrics);
}

/* Anybody may invent methods; each would be a series of its own. */
static const char *
get_method_label (const char *method)
{
  static const char *const methods[] = { "GET", "POST", "HEAD", "OPTIONS" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (method, methods[i]) == 0)
      return methods[i];
  return "other";
}

void
uois_metrics_add (UoisMetrics *metrics, const char *method, guint status, gint64 duration, guint64 bytes)
{
  g_autofree char *key = g_strdup_printf ("method=\"%s\",status=\"%u\"", get_method_label (method), status);
  guint64 *count = g_hash_table_lookup (metrics->requests, key);
  double seconds = duration / (double) G_USEC_PER_SEC;
  guint bucket = 0;

  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (metrics->requests, g_steal_pointer (&key), count);
    }
  (*count)++;
  while (bucket < G_N_ELEMENTS (bounds) && seconds > bounds[bucket])
    bucket++;
  metrics->buckets[bucket]++;
  metrics->n_requests++;
  metrics->seconds += seconds;
  metrics->bytes += bytes;
}

static void
append_head (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_number (GString *text, const char *name, const char *type, const char *help, guint64 number)
{
  append_head (text, name, type, help);
  g_string_append_printf (text, "%s %" PRIu64 "\n", name, number);
}

static void
append_real (GString *text, double real)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (digits, sizeof digits, "%.10g", real));
}

static void
append_requests (GString *text, const UoisMetrics *metrics)
{
  g_autoptr (GList) labels = g_list_sort (g_hash_table_get_keys (metrics->requests), (GCompareFunc) g_strcmp0);

  append_head (text, "uois_requests_total", "counter", "Requests that were answered.");
  for (GList *label = labels; label != NULL; label = label->next)
    g_string_append_printf (text, "uois_requests_total{%s} %" PRIu64 "\n", (const char *) label->data,
                            *(guint64 *) g_hash_table_lookup (metrics->requests, label->data));
}

static void
append_durations (GString *text, const UoisMetrics *metrics)
{
  guint64 count = 0;

  append_head (text, "uois_request_duration_seconds", "histogram",
               "Time from the headers of a request to the end of its answer.");
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      count += metrics->buckets[i];
      g_string_append (text, "uois_request_duration_seconds_bucket{le=\"");
      append_real (text, bounds[i]);
      g_string_append_printf (text, "\"} %" PRIu64 "\n", count);
    }
  g_string_append_printf (text, "uois_request_duration_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", metrics->n_requests);
  g_string_append (text, "uois_request_duration_seconds_sum ");
  append_real (text, metrics->seconds);
  g_string_append_printf (text, "\nuois_request_duration_seconds_count %" PRIu64 "\n", metrics->n_requests);
}

char *
uois_metrics_to_text (const UoisMetrics *metrics, const UoisMetricsNow *now)
{
  GString *text = g_string_new (NULL);

  append_requests (text, metrics);
  append_durations (text, metrics);
  append_number (text, "uois_connections", "gauge", "Connections that are open.", now->connections);
  append_number (text, "uois_requests_in_flight", "gauge", "Requests that are read, answered or written.",
                 now->in_flight);
  append_number (text, "uois_questions_waiting", "gauge", "Questions that wait for a worker.", now->waiting);
  append_number (text, "uois_response_bytes_total", "counter", "Bytes of the bodies of answers.", metrics->bytes);
  append_number (text, "uois_statements_total", "counter", "SQL statements run to answer questions.", now->statements);
  append_head (text, "process_start_time_seconds", "gauge", "When the server started, in seconds since 1970.");
  g_string_append (text, "process_start_time_seconds ");
  append_real (text, metrics->started / (double) G_USEC_PER_SEC);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
