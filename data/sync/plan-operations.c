/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/plan-private.h"

UoisSyncOperation *
uois_sync_operation_new (UoisSyncAct act, const UoisSyncRecord *local, const UoisSyncRecord *remote)
{
  UoisSyncOperation *operation = g_new0 (UoisSyncOperation, 1);
  const UoisSyncRecord *any = local != NULL ? local : remote;

  operation->act = act;
  operation->type = any->type;
  operation->id = any->id;
  operation->local = local != NULL ? uois_sync_record_ref (local) : NULL;
  operation->remote = remote != NULL ? uois_sync_record_ref (remote) : NULL;
  operation->columns = g_new0 (guint8, any->type->columns.length);
  operation->reasons = g_new0 (guint8, any->type->columns.length);
  return operation;
}

void
uois_sync_operation_free (UoisSyncOperation *operation)
{
  g_clear_pointer (&operation->local, uois_sync_record_unref);
  g_clear_pointer (&operation->remote, uois_sync_record_unref);
  g_clear_pointer (&operation->record, uois_sync_record_unref);
  g_free (operation->columns);
  g_free (operation->reasons);
  g_free (operation->depends);
  g_free (operation);
}

static gboolean
gives_anything (const UoisSyncOperation *operation)
{
  for (guint i = 0; i < operation->type->columns.length; i++)
    if (operation->columns[i])
      return TRUE;
  return FALSE;
}

/* What stays here, the server keeps as it is. */
static void
keep_column (UoisSyncOperation *operation, guint i, UoisSyncReason reason)
{
  const UoisColumn *column = operation->type->columns.items[i];

  operation->columns[i] = FALSE;
  operation->reasons[i] = (guint8) reason;
  if (operation->remote != NULL && operation->remote->known[i])
    uois_sync_record_set (operation->record, column, &operation->remote->values[i]);
  else
    uois_sync_record_set_unknown (operation->record, column);
}

void
uois_sync_operation_keep (UoisSyncOperation *operation,
                          const UoisSyncPolicy *policy,
                          const UoisColumn *column,
                          UoisSyncReason reason)
{
  if (operation->act != UOIS_SYNC_ACT_UPDATE)
    {
      operation->reason = reason;
      return;
    }

  for (guint i = 0; i < operation->type->columns.length; i++)
    if (policy->units[i] == policy->units[column->index] && (operation->columns[i] || i == column->index))
      keep_column (operation, i, reason);
  if (!gives_anything (operation))
    operation->reason = reason;
}

/* ---- Inserts ---- */

static void
fill_insert (const UoisSyncNode *node, const UoisSyncCapability *capability, UoisSyncOperation *operation)
{
  const UoisSyncRecord *local = node->local;

  operation->record = uois_sync_record_copy (local);
  uois_sync_record_set_token (operation->record, NULL);
  if (capability == NULL || !capability->can_insert)
    operation->reason = UOIS_SYNC_REASON_NO_INSERT;

  for (guint i = 1; i < local->type->columns.length; i++)
    {
      UoisSyncRole role = node->policy->roles[i];
      gboolean filled = local->known[i] && local->values[i].kind != UOIS_VALUE_NULL;
      gboolean taken = capability != NULL && capability->on_insert[i];

      if (role == UOIS_SYNC_ROLE_SERVER || !local->known[i])
        continue;
      operation->columns[i] = taken && (role == UOIS_SYNC_ROLE_MERGED || filled);
      if (filled && !taken && role == UOIS_SYNC_ROLE_MERGED)
        operation->reasons[i] = UOIS_SYNC_REASON_NOT_WRITABLE;
    }
}

/* ---- Updates ---- */

static UoisSyncReason
judge_change (const UoisSyncNode *node, const UoisSyncCapability *capability, guint i)
{
  if (node->merge.verdicts[i] == UOIS_SYNC_HIDDEN)
    return UOIS_SYNC_REASON_HIDDEN;
  if (!capability->on_update[i])
    return UOIS_SYNC_REASON_NOT_WRITABLE;
  if (node->local->values[i].kind == UOIS_VALUE_NULL && !capability->can_clear[i])
    return UOIS_SYNC_REASON_NOT_CLEARABLE;
  return UOIS_SYNC_REASON_NONE;
}

static void
set_change (const UoisSyncNode *node, UoisSyncOperation *operation, guint i)
{
  operation->columns[i] = TRUE;
  uois_sync_record_set (operation->record, operation->type->columns.items[i], &node->local->values[i]);
}

static gboolean
is_change (const UoisSyncNode *node, const UoisSyncRecord *server, guint i)
{
  const UoisColumn *column = server->type->columns.items[i];
  UoisSyncVerdict verdict = node->merge.verdicts[i];

  if (!node->local->known[i])
    return FALSE;
  return (verdict == UOIS_SYNC_MINE || verdict == UOIS_SYNC_HIDDEN) &&
         (!server->known[i] || uois_sync_record_differs_in (node->local, server, column));
}

/* Whether an update would clear a column that nobody may know. */
static gboolean
would_clear (const UoisSyncOperation *operation, const UoisSyncCapability *capability)
{
  for (guint i = 1; capability->needs_whole && i < operation->type->columns.length; i++)
    if (capability->on_update[i] && !operation->record->known[i] &&
        uois_sync_column_get_role (operation->type->columns.items[i]) == UOIS_SYNC_ROLE_MERGED)
      return TRUE;
  return FALSE;
}

static void
keep_all (UoisSyncOperation *operation, UoisSyncReason reason)
{
  operation->reason = reason;
  for (guint i = 0; i < operation->type->columns.length; i++)
    if (operation->columns[i])
      keep_column (operation, i, reason);
}

static void
fill_update (const UoisSyncNode *node, const UoisSyncCapability *capability, UoisSyncOperation *operation)
{
  const UoisSyncRecord *server = operation->remote;
  guint n_columns = server->type->columns.length;

  operation->record = uois_sync_record_copy (server);
  for (guint i = 1; i < n_columns; i++)
    if (is_change (node, server, i))
      set_change (node, operation, i);
  if (capability == NULL || !capability->can_update)
    {
      keep_all (operation, UOIS_SYNC_REASON_NO_UPDATE);
      return;
    }

  for (guint i = 1; i < n_columns; i++)
    {
      UoisSyncReason reason = operation->columns[i] ? judge_change (node, capability, i) : UOIS_SYNC_REASON_NONE;

      if (reason != UOIS_SYNC_REASON_NONE)
        uois_sync_operation_keep (operation, node->policy, server->type->columns.items[i], reason);
    }
  if (operation->reason == UOIS_SYNC_REASON_NONE && would_clear (operation, capability))
    keep_all (operation, UOIS_SYNC_REASON_HIDDEN);
}

/* ---- All ---- */

static void
make_operation (UoisSyncPlan *plan, UoisSyncNode *node)
{
  const UoisSyncCapability *capability = plan->get_capability (node->policy->type, plan->data);
  const UoisSyncRecord *server = uois_sync_node_server (node);
  UoisSyncOperation *operation;

  if (node->merge.send == UOIS_SYNC_ACT_NONE)
    return;

  operation = uois_sync_operation_new (node->merge.send, node->merge.send == UOIS_SYNC_ACT_DELETE ? NULL : node->local,
                                       node->merge.send == UOIS_SYNC_ACT_INSERT ? NULL : server);
  if (node->merge.send == UOIS_SYNC_ACT_INSERT)
    fill_insert (node, capability, operation);
  else if (node->merge.send == UOIS_SYNC_ACT_UPDATE)
    fill_update (node, capability, operation);
  else
    {
      operation->record = uois_sync_record_ref (server);
      if (capability == NULL || !capability->can_delete)
        operation->reason = UOIS_SYNC_REASON_NO_DELETE;
    }

  /* What is sent rests on what is taken. */
  if (node->held != UOIS_SYNC_REASON_NONE && operation->reason == UOIS_SYNC_REASON_NONE)
    operation->reason = UOIS_SYNC_REASON_WAITS;
  node->operation = operation;
}

void
uois_sync_plan_make_operations (UoisSyncPlan *plan)
{
  for (guint i = 0; i < plan->busy->len; i++)
    make_operation (plan, uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i)));
}

UoisSyncRecord *
uois_sync_fold (const UoisSyncRecord *base, const UoisSyncOperation *operation)
{
  UoisSyncRecord *result;

  if (operation->act == UOIS_SYNC_ACT_DELETE)
    return NULL;

  result = base != NULL ? uois_sync_record_copy (base) : uois_sync_record_new (operation->type, &operation->id);
  for (guint i = 1; i < operation->type->columns.length; i++)
    if ((operation->columns[i] || operation->reasons[i] != UOIS_SYNC_REASON_NONE) && operation->local->known[i])
      uois_sync_record_set (result, operation->type->columns.items[i], &operation->local->values[i]);
  return result;
}

UoisSyncRecord *
uois_sync_confirm_base (const UoisSyncRecord *base, const UoisSyncOperation *operation, const UoisSyncRecord *remote)
{
  UoisSyncRecord *agreed = uois_sync_merge_base (base, remote);

  for (guint i = 1; i < operation->type->columns.length; i++)
    if (operation->columns[i])
      uois_sync_record_set (agreed, operation->type->columns.items[i], &operation->record->values[i]);
  return agreed;
}
