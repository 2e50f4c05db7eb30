/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * SECTION: What this file and a server have agreed on
 *
 * Of every record that the server has, the version in its words and the
 * content that both sides had. The content is the record itself, until a
 * change of it goes to the outbox: from then on it is kept apart, until the
 * server has the change or the change is taken back. While a conflict is open,
 * what the server has is kept as well.
 */

/**
 * UoisStoreCopy: one side's state of a record.
 * @token: (nullable): its version in the server's words
 * @values: (nullable) (element-type UoisValue): one per column
 * @known: (nullable): one per column: whether the value is
 */
typedef struct
{
  char *token;
  GArray *values;
  gboolean *known;
} UoisStoreCopy;

void uois_store_copy_clear (UoisStoreCopy *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisStoreCopy, uois_store_copy_clear)

/**
 * uois_store_unit_set_agreed:
 * @token: (nullable): the version in the server's words
 * @base: (nullable): one per column: what is agreed on; %NULL: the record as it is in this unit
 * @known: (nullable): one per column: which of @base are known; %NULL: all
 *
 * Forgets what was kept of the server for a conflict.
 */
gboolean uois_store_unit_set_agreed (UoisStoreUnit *unit,
                                     const UoisType *type,
                                     const UoisUuid *id,
                                     const char *token,
                                     const UoisValue *base,
                                     const gboolean *known,
                                     GError **error);

/* The server does not have the record, or not any more. */
gboolean uois_store_unit_forget_agreed (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error);

/* What the server has, for as long as a person must decide. The record need not be agreed on. */
gboolean uois_store_unit_set_remote (UoisStoreUnit *unit,
                                     const UoisType *type,
                                     const UoisUuid *id,
                                     const char *token,
                                     const UoisValue *values,
                                     const gboolean *known,
                                     GError **error);

/**
 * uois_store_reader_read_agreed:
 * @is_agreed: (out): whether the server has the record, as far as is known
 * @base: (out): what was agreed on: its @values are %NULL if that is the record itself
 * @remote: (out): what the server has; its @values are %NULL unless a conflict is open
 */
gboolean uois_store_reader_read_agreed (UoisStoreReader *reader,
                                        const UoisType *type,
                                        const UoisUuid *id,
                                        gboolean *is_agreed,
                                        UoisStoreCopy *base,
                                        UoisStoreCopy *remote,
                                        GError **error);

G_END_DECLS
