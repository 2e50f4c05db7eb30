/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/progress.h"

G_BEGIN_DECLS

/**
 * UoisProgressRelay: carries progress from a working thread to the main context that asked.
 *
 * Made in the thread of that context. What is answered by a GTask of the same context comes after all progress.
 */
typedef struct _UoisProgressRelay UoisProgressRelay;

/* @progress: (nullable): then nothing is carried */
UoisProgressRelay *uois_progress_relay_new (UoisProgress progress, gpointer data);
void uois_progress_relay_unref (UoisProgressRelay *relay);

/* A #UoisProgress for the working thread; @relay is its data. What follows within a tenth of a second is left out. */
void uois_progress_relay_report (double fraction, const char *what, gpointer relay);

G_END_DECLS
