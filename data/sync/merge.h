/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/policy.h"

G_BEGIN_DECLS

/**
 * SECTION: The three-way merge of one record
 *
 * A pure function of three copies: base, local, remote. Each may be missing:
 *
 * - base: %NULL if the two sides never agreed on the record.
 * - local: %NULL or a tombstone if this file does not have it.
 * - remote: a tombstone if it is known to be gone at the server; %NULL if
 *   nobody looked, which counts as "as it was agreed".
 *
 * What is unknown in a copy is no change of that side; nor is a null where
 * nothing was agreed on. A record with a
 * conflict is left alone as a whole, neither sent nor taken, until a person
 * has decided: nobody wants half of a merge at the server.
 */

/**
 * UoisSyncVerdict: what becomes of a column.
 * @UOIS_SYNC_SAME: nobody changed it
 * @UOIS_SYNC_MINE: changed here only: to be sent
 * @UOIS_SYNC_THEIRS: changed there only: to be taken
 * @UOIS_SYNC_AGREED: changed on both sides to the same
 * @UOIS_SYNC_HIDDEN: changed here, but what the server has is unknown, so that it cannot be written over
 * @UOIS_SYNC_CONFLICT: changed on both sides, differently
 */
typedef enum
{
  UOIS_SYNC_SAME,
  UOIS_SYNC_MINE,
  UOIS_SYNC_THEIRS,
  UOIS_SYNC_AGREED,
  UOIS_SYNC_HIDDEN,
  UOIS_SYNC_CONFLICT,
} UoisSyncVerdict;

/**
 * UoisSyncConflictKind: what a person must decide.
 * @UOIS_SYNC_CONFLICT_NONE: nothing
 * @UOIS_SYNC_CONFLICT_FIELDS: columns were changed on both sides, differently
 * @UOIS_SYNC_CONFLICT_DELETED_THERE: changed here, deleted there
 * @UOIS_SYNC_CONFLICT_DELETED_HERE: deleted here, changed there
 * @UOIS_SYNC_CONFLICT_SAME_ID: made on both sides with one id and different values
 * @UOIS_SYNC_CONFLICT_CREATED_TWICE: made here, and there with another id and the same natural key
 * @UOIS_SYNC_CONFLICT_UNIQUE: it would have the same unique values as another record of the server
 * @UOIS_SYNC_CONFLICT_TARGET_GONE: it refers to a record that was deleted there
 * @UOIS_SYNC_CONFLICT_STILL_USED: deleted here, and a record was made or changed there that refers to it
 *
 * The last four concern two records: they come from the planner (plan.h).
 */
typedef enum
{
  UOIS_SYNC_CONFLICT_NONE,
  UOIS_SYNC_CONFLICT_FIELDS,
  UOIS_SYNC_CONFLICT_DELETED_THERE,
  UOIS_SYNC_CONFLICT_DELETED_HERE,
  UOIS_SYNC_CONFLICT_SAME_ID,
  UOIS_SYNC_CONFLICT_CREATED_TWICE,
  UOIS_SYNC_CONFLICT_UNIQUE,
  UOIS_SYNC_CONFLICT_TARGET_GONE,
  UOIS_SYNC_CONFLICT_STILL_USED,
} UoisSyncConflictKind;

/* What is to be done with a record on one side. */
typedef enum
{
  UOIS_SYNC_ACT_NONE,
  UOIS_SYNC_ACT_INSERT,
  UOIS_SYNC_ACT_UPDATE,
  UOIS_SYNC_ACT_DELETE,
} UoisSyncAct;

/**
 * UoisSyncMerge: what becomes of a record.
 * @conflict: if not NONE, nothing is sent or taken
 * @send: at the server
 * @take: here
 * @agreed: both sides came to the same by themselves: only the base is to be moved
 * @verdicts: (array): one per column; all SAME unless both sides have the record. Columns that the server alone decides
 *   are THEIRS or SAME, those of this file alone SAME.
 *
 * The caller provides the room for @verdicts.
 */
typedef struct
{
  UoisSyncConflictKind conflict;
  UoisSyncAct send;
  UoisSyncAct take;
  gboolean agreed;
  guint8 *verdicts;
} UoisSyncMerge;

/**
 * uois_sync_merge:
 * @base: (nullable): see above
 * @local: (nullable)
 * @remote: (nullable)
 * @merge: (out): the outcome
 */
void uois_sync_merge (const UoisSyncPolicy *policy,
                      const UoisSyncRecord *base,
                      const UoisSyncRecord *local,
                      const UoisSyncRecord *remote,
                      UoisSyncMerge *merge);

/* Whether a copy is that of a record which is there. */
gboolean uois_sync_is_there (const UoisSyncRecord *copy);

/**
 * uois_sync_merge_base:
 * @fallback: (nullable): what was agreed before, or what was sent
 * @remote: what the server has
 *
 * Returns: (transfer full): what both sides agree on once @remote is taken: @remote, and @fallback where @remote is unknown
 */
UoisSyncRecord *uois_sync_merge_base (const UoisSyncRecord *fallback, const UoisSyncRecord *remote);

/**
 * uois_sync_merge_result:
 * @base: (nullable): the copies that @verdicts came from
 * @local: a record that is there
 * @remote: (nullable): likewise, or %NULL
 * @verdicts: THEIRS and AGREED take the server's value; CONFLICT and the others keep that of @local
 *
 * Returns: (transfer full): the merged record, with the token of the server's copy
 */
UoisSyncRecord *uois_sync_merge_result (const UoisSyncRecord *base,
                                        const UoisSyncRecord *local,
                                        const UoisSyncRecord *remote,
                                        const guint8 *verdicts);

G_END_DECLS
