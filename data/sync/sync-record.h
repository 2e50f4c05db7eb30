/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * SECTION: Records as the sync room sees them
 *
 * The same form for all three copies of a record: base (the last state that
 * both sides agreed on), local (the file now) and remote (the server when it
 * was read last). Whoever fills one says of every column whether its value is
 * known: a null that came with an error, a field that was not asked for or not
 * allowed is unknown, and what is unknown never counts as a change.
 */

/**
 * UoisSyncRole: who has a say in a column.
 * @UOIS_SYNC_ROLE_MERGED: both sides: its changes are sent, received and merged
 * @UOIS_SYNC_ROLE_SERVER: the server: who wrote the record and when; taken over, never sent
 * @UOIS_SYNC_ROLE_OURS: this file: the server has no such column, or does not show it; at most sent with a new record
 * @UOIS_SYNC_ROLE_ID: nobody: the record's id
 */
typedef enum
{
  UOIS_SYNC_ROLE_MERGED,
  UOIS_SYNC_ROLE_SERVER,
  UOIS_SYNC_ROLE_OURS,
  UOIS_SYNC_ROLE_ID,
} UoisSyncRole;

UoisSyncRole uois_sync_column_get_role (const UoisColumn *column);

/**
 * UoisSyncRecord: one copy of one record.
 * @type: a type with a table
 * @deleted: the record was there and is known to be gone: a tombstone, in which only the id is known
 * @token: (nullable): its version in the server's words (`lastchange`): opaque, to be echoed byte for byte;
 *   %NULL if there is none
 * @values: (array): one per column of @type; null where not @known
 * @known: (array): one per column of @type: whether the value is
 *
 * Reference-counted. Whoever builds one may change it; once it is handed on it
 * is constant and may be read from any thread. The registry must outlive it.
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  UoisUuid id;
  gboolean deleted;
  char *token;
  UoisValue *values;
  guint8 *known;
} UoisSyncRecord;

/* Returns: (transfer full): a record of which only the id is known */
UoisSyncRecord *uois_sync_record_new (const UoisType *type, const UoisUuid *id);
/* Returns: (transfer full): a tombstone */
UoisSyncRecord *uois_sync_record_new_deleted (const UoisType *type, const UoisUuid *id);
/* Returns: (transfer full): one that may be changed; it owns its texts */
UoisSyncRecord *uois_sync_record_copy (const UoisSyncRecord *record);
UoisSyncRecord *uois_sync_record_ref (const UoisSyncRecord *record);
void uois_sync_record_unref (UoisSyncRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSyncRecord, uois_sync_record_unref)

/* ---- Building ---- */

/* @value is copied, and known from now on, also if it is null. The id cannot be set. */
void uois_sync_record_set (UoisSyncRecord *record, const UoisColumn *column, const UoisValue *value);
/* The same, but moves the content of @value, which is null afterwards. Borrowed text must outlive the record. */
void uois_sync_record_take (UoisSyncRecord *record, const UoisColumn *column, UoisValue *value);
void uois_sync_record_set_unknown (UoisSyncRecord *record, const UoisColumn *column);
/* @token: (nullable): copied */
void uois_sync_record_set_token (UoisSyncRecord *record, const char *token);
/* What is known in @source becomes known in @record, with its values; the token stays. Both of one type. */
void uois_sync_record_overlay (UoisSyncRecord *record, const UoisSyncRecord *source);

/* ---- Reading ---- */

gboolean uois_sync_record_knows (const UoisSyncRecord *record, const UoisColumn *column);
/* Returns: (transfer none) (nullable): the value, a null value for null; %NULL if it is unknown */
const UoisValue *uois_sync_record_get (const UoisSyncRecord *record, const UoisColumn *column);

/* ---- Comparing ---- */

/**
 * uois_sync_value_equal:
 *
 * Whether two values of a column mean the same to the servers: text by its
 * canonical Unicode form (NFC), a date without the time of day that may have
 * come with it, null and what the API gives for null (`@column(reads:)`) alike.
 */
gboolean uois_sync_value_equal (const UoisColumn *column, const UoisValue *a, const UoisValue *b);

/* Whether a column is known in both records and its values differ. */
gboolean
uois_sync_record_differs_in (const UoisSyncRecord *record, const UoisSyncRecord *other, const UoisColumn *column);

/**
 * uois_sync_record_agrees:
 * @columns: (nullable) (array): only those of the columns of the type that are not 0 here; %NULL: those that both sides have a say in
 *
 * Returns: %TRUE if both are tombstones, or neither is and no column differs that is known in both
 */
gboolean uois_sync_record_agrees (const UoisSyncRecord *record, const UoisSyncRecord *other, const guint8 *columns);

G_END_DECLS
