/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @name: (nullable): where to; "-" and %NULL: standard output. A file appears under its name only once it is complete. */
GOutputStream *uois_output_file_open (const char *name, GCancellable *cancellable, GError **error);

/**
 * uois_output_file_close:
 * @done: whether all was written; if not, a file that was there stays as it was
 *
 * Returns: whether all is there
 */
gboolean uois_output_file_close (GOutputStream *output, gboolean done, GCancellable *cancellable, GError **error);

G_END_DECLS
