/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * SECTION: The outbox
 *
 * One operation per record and unit of work, written with the change itself. Its
 * state is a word of sync/outbox-state.h, which the store keeps and, but for
 * the first and the last ones, does not know.
 */

/**
 * UoisStoreOperation:
 * @number: grows with every operation
 * @unit: the unit of work that made it
 * @action: "insert", "update" or "delete"
 * @message: (nullable): what the server said last
 */
typedef struct
{
  gint64 number;
  gint64 unit;
  char *table;
  UoisUuid id;
  char *action;
  char *state;
  guint attempts;
  guint false_reports;
  char *message;
} UoisStoreOperation;

void uois_store_operation_free (UoisStoreOperation *operation);

/* Writes what became of an operation. @message: (nullable) */
gboolean uois_store_unit_set_fate (UoisStoreUnit *unit,
                                   gint64 number,
                                   const char *state,
                                   guint attempts,
                                   guint false_reports,
                                   const char *message,
                                   GError **error);

/**
 * uois_store_reader_list_open_operations:
 * @after: only those with a larger number
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type UoisStoreOperation): operations to which something can still happen, oldest first
 */
GPtrArray *uois_store_reader_list_open_operations (UoisStoreReader *reader, gint64 after, guint limit, GError **error);

G_END_DECLS
