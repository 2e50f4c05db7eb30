/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * UoisMetrics: what the server did since it started.
 *
 * One thread.
 */
typedef struct _UoisMetrics UoisMetrics;

UoisMetrics *uois_metrics_new (void);
void uois_metrics_free (UoisMetrics *metrics);

/* @status: of HTTP. @duration: in microseconds. */
void uois_metrics_add (UoisMetrics *metrics, const char *method, guint status, gint64 duration, guint64 bytes);

/**
 * UoisMetricsNow: what is only known when somebody looks.
 * @connections: that are open
 * @in_flight: requests that are read, answered or written
 * @waiting: questions that wait for a worker
 * @statements: that were run on the file
 */
typedef struct
{
  guint connections;
  guint in_flight;
  guint waiting;
  guint64 statements;
} UoisMetricsNow;

/* Returns: (transfer full): in the text format of Prometheus, version 0.0.4 */
char *uois_metrics_to_text (const UoisMetrics *metrics, const UoisMetricsNow *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisMetrics, uois_metrics_free)

G_END_DECLS
