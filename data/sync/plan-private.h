/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/plan.h"

G_BEGIN_DECLS

#define UOIS_SYNC_NOBODY G_MAXUINT

/**
 * UoisSyncNode: one record of the plan.
 * @verdicts: (nullable): its columns; %NULL as long as nobody changed it
 * @other: node of the other record that a conflict is about; NOBODY: none
 * @column: (nullable): the reference that a conflict is about
 * @renamed_to: node of the record that it becomes; NOBODY: none
 * @held: why nothing of it is taken
 * @operation: (nullable): what is sent
 */
typedef struct
{
  const UoisSyncPolicy *policy;
  UoisSyncRecord *base;
  UoisSyncRecord *local;
  UoisSyncRecord *remote;
  UoisSyncMerge merge;
  guint other;
  const UoisColumn *column;
  guint renamed_to;
  UoisSyncReason held;
  UoisSyncOperation *operation;
} UoisSyncNode;

/* Of a deleted record, that another refers to it at the server. */
typedef struct
{
  guint target;
  guint referrer;
  const UoisColumn *column;
} UoisSyncUse;

/**
 * UoisSyncPlan:
 * @nodes: (element-type UoisSyncNode): in the order in which they were added
 * @places: (element-type UoisSyncRecord guint): a copy of each record to its node
 * @busy: (element-type guint): nodes that are not the same on both sides; by rank and id once the plan is finished
 * @uses: (element-type UoisSyncUse): by target
 */
struct _UoisSyncPlan
{
  const UoisSyncPolicies *policies;
  UoisSyncGetCapability get_capability;
  gpointer data;

  GArray *nodes;
  GHashTable *places;
  GArray *busy;
  GArray *uses;
  guint8 *scratch;
  gsize scratch_length;

  GPtrArray *operations;
  GPtrArray *takes;
  GPtrArray *conflicts;
  UoisSyncCounts counts;
};

static inline UoisSyncNode *
uois_sync_plan_node (const UoisSyncPlan *plan, guint place)
{
  return &g_array_index (plan->nodes, UoisSyncNode, place);
}

/* The node of a record; NOBODY if it was not added. */
guint uois_sync_plan_find (const UoisSyncPlan *plan, const UoisType *type, const UoisUuid *id);
/* The node that a reference of a copy leads to; NOBODY if it is empty or that record was not added. */
guint uois_sync_plan_follow (const UoisSyncPlan *plan, const UoisSyncRecord *copy, const UoisColumn *column);

/* Any copy of the record. */
const UoisSyncRecord *uois_sync_node_any (const UoisSyncNode *node);
/* (nullable): what the server is believed to have. */
const UoisSyncRecord *uois_sync_node_server (const UoisSyncNode *node);
/* (nullable): the copy in which the value stands that a column will have here, unless the node is held; NULL if there
 * will be no record, or nothing is known. */
const UoisSyncRecord *uois_sync_node_future (const UoisSyncNode *node, const UoisColumn *column);
/* Makes it a conflict: nothing is sent or taken. */
void uois_sync_node_conflict (UoisSyncNode *node, UoisSyncConflictKind kind, guint other, const UoisColumn *column);

/* ---- plan-keys.c: records that are the same one, or must not be ---- */
void uois_sync_plan_match_keys (UoisSyncPlan *plan);
/* ---- plan-references.c: what may go and come, with regard to what refers to it ---- */
void uois_sync_plan_check_references (UoisSyncPlan *plan);
/* ---- plan-operations.c: what of a change the server can take ---- */
void uois_sync_plan_make_operations (UoisSyncPlan *plan);
UoisSyncOperation *uois_sync_operation_new (UoisSyncAct act, const UoisSyncRecord *local, const UoisSyncRecord *remote);
void uois_sync_operation_free (UoisSyncOperation *operation);
/* Lets the change of a column, and of what belongs to it, stay here. */
void uois_sync_operation_keep (UoisSyncOperation *operation,
                               const UoisSyncPolicy *policy,
                               const UoisColumn *column,
                               UoisSyncReason reason);
/* ---- plan-order.c ---- */
void uois_sync_plan_order (UoisSyncPlan *plan);

G_END_DECLS
