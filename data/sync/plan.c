/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/plan-private.h"

#include <string.h>

/* ---- Records by their ids ---- */

static guint
hash_record (gconstpointer data)
{
  const UoisSyncRecord *record = data;

  return uois_uuid_hash (&record->id) ^ (record->type->index * 2654435761u);
}

static gboolean
records_are_same (gconstpointer a, gconstpointer b)
{
  const UoisSyncRecord *x = a;
  const UoisSyncRecord *y = b;

  return x->type == y->type && uois_uuid_equal (&x->id, &y->id);
}

guint
uois_sync_plan_find (const UoisSyncPlan *plan, const UoisType *type, const UoisUuid *id)
{
  UoisSyncRecord key = { .type = type, .id = *id };
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (plan->places, &key));

  return place > 0 ? place - 1 : UOIS_SYNC_NOBODY;
}

guint
uois_sync_plan_follow (const UoisSyncPlan *plan, const UoisSyncRecord *copy, const UoisColumn *column)
{
  const UoisValue *value = uois_sync_record_get (copy, column);
  guint place;

  if (value == NULL || value->kind != UOIS_VALUE_UUID)
    return UOIS_SYNC_NOBODY;

  place = uois_sync_plan_find (plan, column->target, &value->uuid);
  if (place != UOIS_SYNC_NOBODY && uois_sync_plan_node (plan, place)->renamed_to != UOIS_SYNC_NOBODY)
    return uois_sync_plan_node (plan, place)->renamed_to;
  return place;
}

/* ---- Nodes ---- */

const UoisSyncRecord *
uois_sync_node_any (const UoisSyncNode *node)
{
  return node->local != NULL ? node->local : node->base != NULL ? node->base : node->remote;
}

const UoisSyncRecord *
uois_sync_node_server (const UoisSyncNode *node)
{
  const UoisSyncRecord *copy = node->remote != NULL ? node->remote : node->base;

  return uois_sync_is_there (copy) ? copy : NULL;
}

const UoisSyncRecord *
uois_sync_node_future (const UoisSyncNode *node, const UoisColumn *column)
{
  const UoisSyncRecord *here = uois_sync_is_there (node->local) ? node->local : NULL;

  if (node->renamed_to != UOIS_SYNC_NOBODY)
    return NULL;
  if (node->held != UOIS_SYNC_REASON_NONE)
    return here;

  switch (node->merge.take)
    {
    case UOIS_SYNC_ACT_DELETE:
      return NULL;
    case UOIS_SYNC_ACT_INSERT:
      return node->remote;
    case UOIS_SYNC_ACT_UPDATE:
      return node->merge.verdicts[column->index] == UOIS_SYNC_THEIRS && node->remote->known[column->index] ?
                 node->remote :
                 here;
    case UOIS_SYNC_ACT_NONE:
    default:
      return here;
    }
}

void
uois_sync_node_conflict (UoisSyncNode *node, UoisSyncConflictKind kind, guint other, const UoisColumn *column)
{
  node->merge.conflict = kind;
  node->merge.send = UOIS_SYNC_ACT_NONE;
  node->merge.take = UOIS_SYNC_ACT_NONE;
  node->merge.agreed = FALSE;
  node->other = other;
  node->column = column;
}

/* ---- The plan ---- */

static void
clear_node (gpointer data)
{
  UoisSyncNode *node = data;

  g_clear_pointer (&node->base, uois_sync_record_unref);
  g_clear_pointer (&node->local, uois_sync_record_unref);
  g_clear_pointer (&node->remote, uois_sync_record_unref);
  g_free (node->merge.verdicts);
}

static void
take_free (gpointer data)
{
  UoisSyncTake *take = data;

  g_clear_pointer (&take->record, uois_sync_record_unref);
  g_clear_pointer (&take->base, uois_sync_record_unref);
  g_free (take->columns);
  g_free (take);
}

static void
conflict_free (gpointer data)
{
  UoisSyncConflict *conflict = data;

  g_clear_pointer (&conflict->base, uois_sync_record_unref);
  g_clear_pointer (&conflict->local, uois_sync_record_unref);
  g_clear_pointer (&conflict->remote, uois_sync_record_unref);
  g_clear_pointer (&conflict->other, uois_sync_record_unref);
  g_free (conflict->verdicts);
  g_free (conflict);
}

UoisSyncPlan *
uois_sync_plan_new (const UoisSyncPolicies *policies, UoisSyncGetCapability get_capability, gpointer data)
{
  UoisSyncPlan *plan = g_new0 (UoisSyncPlan, 1);

  plan->policies = policies;
  plan->get_capability = get_capability;
  plan->data = data;
  plan->nodes = g_array_new (FALSE, FALSE, sizeof (UoisSyncNode));
  g_array_set_clear_func (plan->nodes, clear_node);
  plan->places = g_hash_table_new (hash_record, records_are_same);
  plan->busy = g_array_new (FALSE, FALSE, sizeof (guint));
  plan->uses = g_array_new (FALSE, FALSE, sizeof (UoisSyncUse));
  plan->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_operation_free);
  plan->takes = g_ptr_array_new_with_free_func (take_free);
  plan->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  return plan;
}

void
uois_sync_plan_free (UoisSyncPlan *plan)
{
  g_ptr_array_unref (plan->conflicts);
  g_ptr_array_unref (plan->takes);
  g_ptr_array_unref (plan->operations);
  g_array_unref (plan->uses);
  g_array_unref (plan->busy);
  g_hash_table_unref (plan->places);
  g_array_unref (plan->nodes);
  g_free (plan->scratch);
  g_free (plan);
}

static UoisSyncRecord *
ref_or_null (UoisSyncRecord *record)
{
  return record != NULL ? uois_sync_record_ref (record) : NULL;
}

static gboolean
is_busy (const UoisSyncMerge *merge)
{
  return merge->conflict != UOIS_SYNC_CONFLICT_NONE || merge->send != UOIS_SYNC_ACT_NONE ||
         merge->take != UOIS_SYNC_ACT_NONE || merge->agreed;
}

void
uois_sync_plan_add (UoisSyncPlan *plan, UoisSyncRecord *base, UoisSyncRecord *local, UoisSyncRecord *remote)
{
  guint place = plan->nodes->len;
  UoisSyncNode node = { .base = ref_or_null (base), .local = ref_or_null (local), .remote = ref_or_null (remote) };
  const UoisSyncRecord *any = uois_sync_node_any (&node);
  guint n_columns = any->type->columns.length;

  if (plan->scratch_length < n_columns)
    {
      plan->scratch_length = n_columns;
      plan->scratch = g_realloc (plan->scratch, n_columns);
    }
  node.policy = uois_sync_policies_get (plan->policies, any->type);
  node.other = UOIS_SYNC_NOBODY;
  node.renamed_to = UOIS_SYNC_NOBODY;
  node.merge.verdicts = plan->scratch;
  uois_sync_merge (node.policy, base, local, remote, &node.merge);
  node.merge.verdicts = is_busy (&node.merge) ? g_memdup2 (plan->scratch, n_columns) : NULL;

  if (node.merge.verdicts != NULL)
    g_array_append_val (plan->busy, place);
  g_array_append_val (plan->nodes, node);
  g_hash_table_insert (plan->places, (gpointer) any, GUINT_TO_POINTER (place + 1));
}

static int
compare_nodes (gconstpointer a, gconstpointer b, gpointer data)
{
  const UoisSyncPlan *plan = data;
  const UoisSyncRecord *x = uois_sync_node_any (uois_sync_plan_node (plan, *(const guint *) a));
  const UoisSyncRecord *y = uois_sync_node_any (uois_sync_plan_node (plan, *(const guint *) b));
  guint x_rank = uois_sync_policies_get_rank (plan->policies, x->type);
  guint y_rank = uois_sync_policies_get_rank (plan->policies, y->type);

  return x_rank != y_rank ? (x_rank > y_rank ? 1 : -1) : uois_uuid_compare (&x->id, &y->id);
}

/* ---- What is to be done here ---- */

static UoisSyncTake *
add_take (UoisSyncPlan *plan, UoisSyncTakeKind kind, const UoisSyncNode *node)
{
  UoisSyncTake *take = g_new0 (UoisSyncTake, 1);
  const UoisSyncRecord *any = uois_sync_node_any (node);

  take->kind = kind;
  take->type = any->type;
  take->id = any->id;
  take->reason = node->held;
  take->columns = g_new0 (guint8, any->type->columns.length);
  g_ptr_array_add (plan->takes, take);
  if (take->reason != UOIS_SYNC_REASON_NONE)
    plan->counts.held++;
  else if (kind != UOIS_SYNC_TAKE_BASE)
    plan->counts.taken++;
  return take;
}

static void
add_rename (UoisSyncPlan *plan, const UoisSyncNode *node)
{
  UoisSyncTake *take = add_take (plan, UOIS_SYNC_TAKE_RENAME, node);

  take->other = uois_sync_node_any (uois_sync_plan_node (plan, node->renamed_to))->id;
}

static UoisSyncRecord *
new_base (const UoisSyncNode *node)
{
  const UoisSyncRecord *server = uois_sync_node_server (node);

  if (server == NULL)
    return NULL;
  if (server != node->remote || !uois_sync_is_there (node->base))
    return uois_sync_record_ref (server);
  return uois_sync_merge_base (node->base, server);
}

static void
add_update_here (UoisSyncPlan *plan, const UoisSyncNode *node)
{
  UoisSyncTake *take = add_take (plan, UOIS_SYNC_TAKE_UPDATE, node);

  take->record = uois_sync_merge_result (node->base, node->local, node->remote, node->merge.verdicts);
  take->base = new_base (node);
  for (guint i = 0; i < take->type->columns.length; i++)
    take->columns[i] = node->merge.verdicts[i] == UOIS_SYNC_THEIRS;
}

static void
add_insert_here (UoisSyncPlan *plan, const UoisSyncNode *node)
{
  UoisSyncTake *take = add_take (plan, UOIS_SYNC_TAKE_INSERT, node);

  take->record = uois_sync_record_ref (node->remote);
  take->base = uois_sync_record_ref (node->remote);
  memcpy (take->columns, node->remote->known, take->type->columns.length);
}

static void
make_takes (UoisSyncPlan *plan)
{
  for (guint i = 0; i < plan->busy->len; i++)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));

      if (node->renamed_to != UOIS_SYNC_NOBODY)
        add_rename (plan, node);
    }
  for (guint i = 0; i < plan->busy->len; i++)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));

      if (node->merge.take == UOIS_SYNC_ACT_INSERT)
        add_insert_here (plan, node);
      else if (node->merge.take == UOIS_SYNC_ACT_UPDATE)
        add_update_here (plan, node);
      else if (node->merge.agreed)
        add_take (plan, UOIS_SYNC_TAKE_BASE, node)->base = new_base (node);
    }
  for (guint i = plan->busy->len; i > 0; i--)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i - 1));

      if (node->merge.take == UOIS_SYNC_ACT_DELETE)
        add_take (plan, UOIS_SYNC_TAKE_DELETE, node);
    }
}

/* ---- What a person must decide ---- */

static void
make_conflict (UoisSyncPlan *plan, const UoisSyncNode *node)
{
  UoisSyncConflict *conflict = g_new0 (UoisSyncConflict, 1);
  const UoisSyncRecord *any = uois_sync_node_any (node);
  UoisSyncNode *other = node->other != UOIS_SYNC_NOBODY ? uois_sync_plan_node (plan, node->other) : NULL;

  conflict->kind = node->merge.conflict;
  conflict->type = any->type;
  conflict->id = any->id;
  conflict->base = ref_or_null (node->base);
  conflict->local = ref_or_null (node->local);
  conflict->remote = ref_or_null (node->remote);
  conflict->verdicts = g_memdup2 (node->merge.verdicts, any->type->columns.length);
  conflict->column = node->column;
  if (other != NULL)
    conflict->other = uois_sync_record_ref (uois_sync_node_server (other) != NULL ? uois_sync_node_server (other) :
                                                                                    uois_sync_node_any (other));
  if (conflict->kind == UOIS_SYNC_CONFLICT_CREATED_TWICE)
    conflict->remote = ref_or_null (conflict->other);
  g_ptr_array_add (plan->conflicts, conflict);
}

static void
make_conflicts (UoisSyncPlan *plan)
{
  for (guint i = 0; i < plan->busy->len; i++)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));

      if (node->merge.conflict != UOIS_SYNC_CONFLICT_NONE)
        make_conflict (plan, node);
    }
  plan->counts.conflicts = plan->conflicts->len;
}

void
uois_sync_plan_finish (UoisSyncPlan *plan)
{
  g_array_sort_with_data (plan->busy, compare_nodes, plan);
  uois_sync_plan_match_keys (plan);
  uois_sync_plan_check_references (plan);
  uois_sync_plan_make_operations (plan);
  uois_sync_plan_order (plan);
  make_takes (plan);
  make_conflicts (plan);
}

const GPtrArray *
uois_sync_plan_get_operations (const UoisSyncPlan *plan)
{
  return plan->operations;
}

const GPtrArray *
uois_sync_plan_get_takes (const UoisSyncPlan *plan)
{
  return plan->takes;
}

const GPtrArray *
uois_sync_plan_get_conflicts (const UoisSyncPlan *plan)
{
  return plan->conflicts;
}

const UoisSyncCounts *
uois_sync_plan_get_counts (const UoisSyncPlan *plan)
{
  return &plan->counts;
}
