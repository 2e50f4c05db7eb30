/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/capability.h"
#include "sync/merge.h"

G_BEGIN_DECLS

/**
 * SECTION: The planner
 *
 * What is to be done with many records: a pure function of their copies, of
 * the policies and of what the server can do. The order in which records are
 * added does not matter.
 *
 * Whoever carries a plan out first takes, then sends: each #UoisSyncTake moves
 * the base of its record, and what is sent rests on that. Planned again after
 * that, with what the server then has, nothing is left but conflicts and what
 * cannot be sent.
 *
 * A record that a reference leads to and that was not added is believed to be
 * on both sides.
 */
typedef struct _UoisSyncPlan UoisSyncPlan;

/**
 * UoisSyncReason: why something waits.
 * @UOIS_SYNC_REASON_NONE: it does not
 * @UOIS_SYNC_REASON_NO_INSERT: the server cannot insert records of the type
 * @UOIS_SYNC_REASON_NO_UPDATE: the server cannot change them
 * @UOIS_SYNC_REASON_NO_DELETE: the server cannot delete them
 * @UOIS_SYNC_REASON_NOT_WRITABLE: the server does not take the column
 * @UOIS_SYNC_REASON_NOT_CLEARABLE: the server cannot make the column empty
 * @UOIS_SYNC_REASON_HIDDEN: what the server has there is unknown
 * @UOIS_SYNC_REASON_WAITS: something else must happen first, and that waits itself, or for a person
 * @UOIS_SYNC_REASON_CYCLE: records refer to each other, and the server cannot be given them one after the other
 * @UOIS_SYNC_REASON_STILL_USED: (of a take) a record that stays here refers to it
 */
typedef enum
{
  UOIS_SYNC_REASON_NONE,
  UOIS_SYNC_REASON_NO_INSERT,
  UOIS_SYNC_REASON_NO_UPDATE,
  UOIS_SYNC_REASON_NO_DELETE,
  UOIS_SYNC_REASON_NOT_WRITABLE,
  UOIS_SYNC_REASON_NOT_CLEARABLE,
  UOIS_SYNC_REASON_HIDDEN,
  UOIS_SYNC_REASON_WAITS,
  UOIS_SYNC_REASON_CYCLE,
  UOIS_SYNC_REASON_STILL_USED,
  UOIS_SYNC_N_REASONS,
} UoisSyncReason;

/**
 * UoisSyncOperation: one change of one record at the server.
 * @id: its id; also that of @record
 * @reason: if not NONE, the operation cannot be sent now
 * @local: (nullable): the record here; %NULL if it is deleted here
 * @remote: (nullable): what the server is believed to have; %NULL for an insert
 * @record: the row as the server should have it, with the token of @remote; of a delete, @remote
 * @columns: (array): one per column: whether this operation is about it: what an insert gives, what an update changes
 * @reasons: (array): one per column: a #UoisSyncReason if the change of that column stays here
 * @depends: (array length=n_depends): places in the list of operations, all smaller, of those that must succeed before
 * @is_step: another operation of the plan is about the same record: this one only undoes a cycle of references
 */
typedef struct
{
  UoisSyncAct act;
  const UoisType *type;
  UoisUuid id;
  UoisSyncReason reason;
  gboolean is_step;
  UoisSyncRecord *local;
  UoisSyncRecord *remote;
  UoisSyncRecord *record;
  guint8 *columns;
  guint8 *reasons;
  guint *depends;
  guint n_depends;
} UoisSyncOperation;

/**
 * UoisSyncTakeKind: what is to be done here.
 * @UOIS_SYNC_TAKE_RENAME: the record gets the id @other, under which the server has it; whatever refers to it, too
 * @UOIS_SYNC_TAKE_INSERT: it is new: @record
 * @UOIS_SYNC_TAKE_UPDATE: its @columns become those of @record
 * @UOIS_SYNC_TAKE_DELETE: it is deleted
 * @UOIS_SYNC_TAKE_BASE: nothing but its base changes
 */
typedef enum
{
  UOIS_SYNC_TAKE_RENAME,
  UOIS_SYNC_TAKE_INSERT,
  UOIS_SYNC_TAKE_UPDATE,
  UOIS_SYNC_TAKE_DELETE,
  UOIS_SYNC_TAKE_BASE,
} UoisSyncTakeKind;

/**
 * UoisSyncTake: one change of one record of this file.
 * @reason: if not NONE, it waits, and the base stays
 * @record: (nullable): the record here afterwards; %NULL for a delete, a rename, and where only the base goes
 * @base: (nullable): what is agreed on afterwards; %NULL if nothing is, as after a delete
 * @columns: (array): one per column: whether it changes
 */
typedef struct
{
  UoisSyncTakeKind kind;
  const UoisType *type;
  UoisUuid id;
  UoisUuid other;
  UoisSyncReason reason;
  UoisSyncRecord *record;
  UoisSyncRecord *base;
  guint8 *columns;
} UoisSyncTake;

/**
 * UoisSyncConflict: a record about which a person must decide.
 * @base: (nullable): was
 * @local: (nullable): mine
 * @remote: (nullable): theirs; for CREATED_TWICE the other record as the server has it
 * @verdicts: (array): one per column: a #UoisSyncVerdict; all SAME where it is not about columns
 * @column: (nullable): the reference that TARGET_GONE and STILL_USED are about
 * @other: (nullable): a copy of the other record that it is about
 */
typedef struct
{
  UoisSyncConflictKind kind;
  const UoisType *type;
  UoisUuid id;
  UoisSyncRecord *base;
  UoisSyncRecord *local;
  UoisSyncRecord *remote;
  guint8 *verdicts;
  const UoisColumn *column;
  UoisSyncRecord *other;
} UoisSyncConflict;

/**
 * UoisSyncCounts: how much there is of it.
 * @inserts: operations that can be sent; steps of cycles do not count
 * @kept: operations that cannot be sent at all
 * @partly_kept: operations of which some columns cannot be sent
 * @taken: takes that change records here
 * @held: takes that wait
 */
typedef struct
{
  guint inserts;
  guint updates;
  guint deletes;
  guint kept;
  guint partly_kept;
  guint taken;
  guint held;
  guint conflicts;
} UoisSyncCounts;

/**
 * uois_sync_plan_new:
 * @policies: must outlive the plan
 * @get_capability: what the server can do
 * @data: for @get_capability
 */
UoisSyncPlan *
uois_sync_plan_new (const UoisSyncPolicies *policies, UoisSyncGetCapability get_capability, gpointer data);
void uois_sync_plan_free (UoisSyncPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSyncPlan, uois_sync_plan_free)

/**
 * uois_sync_plan_add:
 * @base: (nullable): as for uois_sync_merge(); at least one copy is there. Where the two sides agree, the same pointer
 *   may stand for several copies, and costs nothing.
 *
 * The copies are kept until the plan is freed. Each record once.
 */
void uois_sync_plan_add (UoisSyncPlan *plan, UoisSyncRecord *base, UoisSyncRecord *local, UoisSyncRecord *remote);

/* After the last record. */
void uois_sync_plan_finish (UoisSyncPlan *plan);

/* Returns: (element-type UoisSyncOperation): in the order in which they are to be sent */
const GPtrArray *uois_sync_plan_get_operations (const UoisSyncPlan *plan);
/* Returns: (element-type UoisSyncTake): renames first, then targets before what refers to them, deletes the other way */
const GPtrArray *uois_sync_plan_get_takes (const UoisSyncPlan *plan);
/* Returns: (element-type UoisSyncConflict) */
const GPtrArray *uois_sync_plan_get_conflicts (const UoisSyncPlan *plan);
const UoisSyncCounts *uois_sync_plan_get_counts (const UoisSyncPlan *plan);

/**
 * uois_sync_plan_get_fingerprint:
 *
 * Returns: (transfer full): a SHA-256 over all that the plan would send, take and ask: what a person has agreed to is
 *   what is done only if this is still the same
 */
char *uois_sync_plan_get_fingerprint (const UoisSyncPlan *plan);

/**
 * uois_sync_plan_describe:
 *
 * Returns: (transfer full): sentences for a person, in the current language: "12 new, 3 changed, 1 deleted." and what
 *   cannot be sent
 */
char *uois_sync_plan_describe (const UoisSyncPlan *plan);

/**
 * uois_sync_fold:
 * @base: (nullable): what was agreed on
 * @operation: an operation of that record
 *
 * What the record is here, if what was agreed on and the operation are all that is known of it. For every record without
 * a conflict this is the local copy, in all columns that both sides have a say in.
 *
 * Returns: (transfer full) (nullable): %NULL if it is deleted
 */
UoisSyncRecord *uois_sync_fold (const UoisSyncRecord *base, const UoisSyncOperation *operation);

/**
 * uois_sync_confirm_base:
 * @base: (nullable): what was agreed on before, after everything was taken
 * @operation: an insert or update that was sent
 * @remote: what the server had when it was read back
 *
 * What is agreed on once the server has it: what was sent, and what the server made of the rest. Where it made something
 * else of what was sent, the next plan takes that.
 *
 * Returns: (transfer full): with the token of @remote
 */
UoisSyncRecord *
uois_sync_confirm_base (const UoisSyncRecord *base, const UoisSyncOperation *operation, const UoisSyncRecord *remote);

G_END_DECLS
