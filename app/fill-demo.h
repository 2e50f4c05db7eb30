/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"
#include "domains/demo/demo.h"

G_BEGIN_DECLS

/* An institution that opens at once and still has something of everything. */
#define UOIS_FILL_DEMO_PEOPLE 300
#define UOIS_FILL_DEMO_SEED 1

/**
 * uois_fill_demo:
 * @file: a file that holds the type lists
 * @people: how many people to invent
 * @seed: which of the possible institutions
 * @only: (nullable): as in #UoisDemoOptions
 * @progress: (nullable): called on the working thread
 * @data: for @progress
 *
 * Writes an invented institution as one unit of work.
 */
gboolean uois_fill_demo (UoisFile *file,
                         guint people,
                         guint64 seed,
                         const char *only,
                         UoisProgress progress,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
