/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SECTION: The desktop program
 *
 * One process with a window per file, or several on one file that share it.
 * Opens the files given on the command line; with none, the file used last,
 * or a page that offers to open or make one.
 */
#define UOIS_TYPE_APPLICATION (uois_application_get_type ())
G_DECLARE_FINAL_TYPE (UoisApplication, uois_application, UOIS, APPLICATION, AdwApplication)

/**
 * UoisFillDemo:
 * @file: a new file that holds the type lists
 * @progress: (nullable): to be told how far it is; called on the working thread
 * @data: for @progress
 *
 * Fills @file with an invented institution. Called on a worker thread.
 */
typedef gboolean (*UoisFillDemo) (
    UoisFile *file, UoisProgress progress, gpointer data, GCancellable *cancellable, GError **error);

/**
 * uois_application_new:
 * @registry: the frozen registry
 * @fill_demo: (nullable): what "New demo file" does; %NULL leaves that offer out
 *
 * Applies the person's choice of language to the process; call it before
 * the first string is translated and before GTK is initialised. Run the result
 * by g_application_run().
 *
 * Returns: (transfer full): the program
 */
UoisApplication *uois_application_new (UoisRegistry *registry, UoisFillDemo fill_demo);

G_END_DECLS
