/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/printout.h"

G_BEGIN_DECLS

/* A longer list is not for paper. */
#define UOIS_PRINT_ROWS_MAX 20000

/**
 * uois_print_list_async:
 * @request: which list; what its filter is in words stands under the title
 * @rows: (array length=n_rows): its rows, in order
 * @fields: (array length=n_fields): the columns
 * @progress: (nullable): called in the caller's main context with how much is read
 * @error: LIMIT: more than %UOIS_PRINT_ROWS_MAX rows
 *
 * Reads a list for printing, piece by piece.
 *
 * Returns: (transfer full): the printout, not laid out yet
 */
void uois_print_list_async (UoisFile *file,
                            const UoisListRequest *request,
                            const gint64 *rows,
                            guint n_rows,
                            const UoisField *const *fields,
                            guint n_fields,
                            UoisProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* How many records of each of its lists a record is printed with. */
#define UOIS_PRINT_RELATED_MAX 200

/* The same of one record: its fields by section, then the records that each of its tabs leads to. */
void uois_print_record_async (UoisFile *file,
                              const UoisType *type,
                              const UoisUuid *id,
                              UoisProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

UoisPrintout *uois_print_finish (GAsyncResult *result, GError **error);

G_END_DECLS
