/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/plan.h"

G_BEGIN_DECLS

/**
 * SECTION: Deciding a conflict
 *
 * What a person chooses becomes two things: another base, since what the server
 * has is known and accepted as the starting point, and another local record,
 * as if it had been edited. The next plan sends whatever is different then.
 * Nothing is sent by deciding.
 */

/**
 * UoisSyncChoice: whose value a column gets.
 * @UOIS_SYNC_CHOICE_NONE: not decided
 * @UOIS_SYNC_CHOICE_MINE: that of this file
 * @UOIS_SYNC_CHOICE_THEIRS: that of the server
 * @UOIS_SYNC_CHOICE_BASE: the one before both
 * @UOIS_SYNC_CHOICE_OTHER: one typed in
 */
typedef enum
{
  UOIS_SYNC_CHOICE_NONE,
  UOIS_SYNC_CHOICE_MINE,
  UOIS_SYNC_CHOICE_THEIRS,
  UOIS_SYNC_CHOICE_BASE,
  UOIS_SYNC_CHOICE_OTHER,
} UoisSyncChoice;

/**
 * UoisSyncDecision: what is to become of a record.
 * @local: (nullable): the record here afterwards; %NULL: it is deleted
 * @base: (nullable): what is agreed on afterwards; %NULL: nothing, so that a local record is new to the server
 */
typedef struct
{
  UoisSyncRecord *local;
  UoisSyncRecord *base;
} UoisSyncDecision;

void uois_sync_decision_clear (UoisSyncDecision *decision);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisSyncDecision, uois_sync_decision_clear)

/* What a person calls it, in the current language: "Changed on both sides" */
const char *uois_sync_conflict_get_label (UoisSyncConflictKind kind);

/**
 * uois_sync_conflict_propose:
 *
 * Returns: (transfer full) (nullable): for a column of long text that both sides changed, the two put together line by
 *   line; %NULL if that is not possible. A person must look at it.
 */
char *uois_sync_conflict_propose (const UoisSyncConflict *conflict, const UoisColumn *column);

/* How many columns a person must choose for. */
guint uois_sync_conflict_count_open (const UoisSyncConflict *conflict, const guint8 *choices);

/**
 * uois_sync_conflict_choose:
 * @conflict: a conflict of columns: FIELDS, or SAME_ID
 * @policy: of its type
 * @choices: (array): one per column: a #UoisSyncChoice; only those of columns in conflict count
 * @other: (nullable): a record with the values that were typed in
 * @decision: (out): the outcome
 *
 * Returns: %FALSE if a column is not decided, or columns that belong together are to come from different sides
 */
gboolean uois_sync_conflict_choose (const UoisSyncConflict *conflict,
                                    const UoisSyncPolicy *policy,
                                    const guint8 *choices,
                                    const UoisSyncRecord *other,
                                    UoisSyncDecision *decision);

/**
 * uois_sync_conflict_settle:
 * @conflict: any conflict
 * @mine: whether what was done here holds; otherwise what the server has
 * @decision: (out): the outcome
 *
 * Decides about the record as a whole: a record deleted there is sent anew or goes here too, one deleted here goes there
 * too or comes back, of two values everywhere the one side's.
 *
 * Returns: %FALSE if that cannot be decided so: two records with one key, a reference to what is gone, and a deleted
 *   record that is still used at the server want an edit, or the other answer
 */
gboolean uois_sync_conflict_settle (const UoisSyncConflict *conflict, gboolean mine, UoisSyncDecision *decision);

G_END_DECLS
