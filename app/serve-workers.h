/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-question.h"

G_BEGIN_DECLS

/**
 * UoisWorkers: threads that answer questions while the main loop does HTTP.
 *
 * All functions belong to the thread that made them.
 */
typedef struct _UoisWorkers UoisWorkers;

/**
 * UoisWorkersDone:
 * @answer: (nullable): %NULL if the file failed or the question was cancelled, with @error
 *
 * Called in the main context that was the default when the workers were made.
 */
typedef void (*UoisWorkersDone) (GBytes *answer, const GError *error, gpointer data);

/**
 * uois_workers_new:
 * @most_waiting: questions that may wait for a worker
 * @profile: whether to tell on standard error what each question costs
 */
UoisWorkers *uois_workers_new (UoisFile *file, guint most_waiting, gboolean profile);
/* Waits for what runs; everything that was asked must be done. */
void uois_workers_free (UoisWorkers *workers);

/**
 * uois_workers_ask:
 * @question: taken if it is accepted
 * @deadline: moment of g_get_monotonic_time() after which the answer is an error
 * @cancellable: (nullable): makes an end of it
 *
 * Returns: %FALSE if too many questions wait already
 */
gboolean uois_workers_ask (UoisWorkers *workers,
                           UoisQuestion *question,
                           gint64 deadline,
                           GCancellable *cancellable,
                           UoisWorkersDone done,
                           gpointer data);

/* Questions that wait for a worker. */
guint uois_workers_get_waiting (UoisWorkers *workers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisWorkers, uois_workers_free)

G_END_DECLS
