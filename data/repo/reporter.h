/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * UoisReporter: tells a person how many of how many records a job has done.
 *
 * The job calls it as often as it likes; the person's side is called at most ten times a second, in the main context
 * where the reporter was made, or where the job is.
 */
typedef struct _UoisReporter UoisReporter;

/* @progress: (nullable); @here: on the thread of the job. Returns: (nullable): %NULL if there is nobody to tell */
UoisReporter *uois_reporter_new (UoisProgress progress, gpointer data, gboolean here);
/* On the thread of the job. @reporter: (nullable) */
void uois_reporter_report (UoisReporter *reporter, guint64 done, guint64 total);
void uois_reporter_free (UoisReporter *reporter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisReporter, uois_reporter_free)

G_END_DECLS
