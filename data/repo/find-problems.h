/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * uois_file_find_problems:
 * @rows: records are added in which the rules of uois_file_validate() find something, be it a warning
 * @reporter: (nullable)
 *
 * Passes the whole table, but knows the answer as long as the file does not change.
 */
gboolean uois_file_find_problems (UoisFile *file,
                                  UoisStoreReader *reader,
                                  const UoisType *type,
                                  UoisRowSet *rows,
                                  UoisReporter *reporter,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
