/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/plan-private.h"

/*
 * What goes on one side may be needed on the other. Nothing is taken that would leave a reference without its target
 * here, and nothing is sent that would do so there.
 */

static gboolean
is_deleted_here_soon (const UoisSyncNode *node)
{
  return node->merge.take == UOIS_SYNC_ACT_DELETE && node->held == UOIS_SYNC_REASON_NONE;
}

/* Whether the record is here once everything is taken. */
static gboolean
is_here_soon (const UoisSyncNode *node)
{
  return uois_sync_node_future (node, node->policy->type->columns.items[0]) != NULL;
}

static gboolean
is_sent (const UoisSyncNode *node, const UoisColumn *column)
{
  if (node->policy->roles[column->index] != UOIS_SYNC_ROLE_MERGED)
    return FALSE;
  return node->merge.send == UOIS_SYNC_ACT_INSERT ||
         (node->merge.send == UOIS_SYNC_ACT_UPDATE && node->merge.verdicts[column->index] == UOIS_SYNC_MINE);
}

/* ---- A reference made here to what was deleted there ---- */

static void
find_gone_target (UoisSyncPlan *plan, UoisSyncNode *node)
{
  for (guint i = 0; i < node->policy->references.length; i++)
    {
      const UoisColumn *column = node->policy->references.items[i];
      guint place = is_sent (node, column) ? uois_sync_plan_follow (plan, node->local, column) : UOIS_SYNC_NOBODY;
      UoisSyncNode *target = place != UOIS_SYNC_NOBODY ? uois_sync_plan_node (plan, place) : NULL;

      if (target != NULL && target->merge.take == UOIS_SYNC_ACT_DELETE)
        {
          target->held = UOIS_SYNC_REASON_STILL_USED;
          uois_sync_node_conflict (node, UOIS_SYNC_CONFLICT_TARGET_GONE, place, column);
          return;
        }
    }
}

static void
find_gone_targets (UoisSyncPlan *plan)
{
  for (guint i = 0; i < plan->busy->len; i++)
    {
      UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));

      if (node->merge.send == UOIS_SYNC_ACT_INSERT || node->merge.send == UOIS_SYNC_ACT_UPDATE)
        find_gone_target (plan, node);
    }
}

/* ---- What refers at the server to what was deleted here ---- */

static int
compare_uses (gconstpointer a, gconstpointer b, gpointer data)
{
  const UoisSyncPlan *plan = data;
  const UoisSyncUse *x = a;
  const UoisSyncUse *y = b;
  int order = (x->target > y->target) - (x->target < y->target);

  if (order == 0 && x->referrer != y->referrer)
    order = uois_uuid_compare (&uois_sync_node_any (uois_sync_plan_node (plan, x->referrer))->id,
                               &uois_sync_node_any (uois_sync_plan_node (plan, y->referrer))->id);
  return order != 0 ? order : (int) x->column->index - (int) y->column->index;
}

static void
find_uses_by (UoisSyncPlan *plan, guint place)
{
  const UoisSyncNode *node = uois_sync_plan_node (plan, place);
  const UoisSyncRecord *server = uois_sync_node_server (node);

  for (guint i = 0; server != NULL && i < node->policy->references.length; i++)
    {
      UoisSyncUse use = { UOIS_SYNC_NOBODY, place, node->policy->references.items[i] };

      if (use.column->enforced)
        use.target = uois_sync_plan_follow (plan, server, use.column);
      if (use.target != UOIS_SYNC_NOBODY && use.target != place &&
          uois_sync_plan_node (plan, use.target)->merge.send == UOIS_SYNC_ACT_DELETE)
        g_array_append_val (plan->uses, use);
    }
}

/* Whether the server's record came to refer to the target without our knowing. */
static gboolean
is_new_use (const UoisSyncPlan *plan, const UoisSyncUse *use)
{
  const UoisSyncNode *node = uois_sync_plan_node (plan, use->referrer);

  return node->merge.take == UOIS_SYNC_ACT_INSERT ||
         (node->merge.take == UOIS_SYNC_ACT_UPDATE && node->merge.verdicts[use->column->index] == UOIS_SYNC_THEIRS);
}

static void
find_uses (UoisSyncPlan *plan)
{
  gboolean deletes = FALSE;

  for (guint i = 0; i < plan->busy->len && !deletes; i++)
    deletes = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i))->merge.send == UOIS_SYNC_ACT_DELETE;
  if (!deletes)
    return;

  for (guint place = 0; place < plan->nodes->len; place++)
    find_uses_by (plan, place);
  g_array_sort_with_data (plan->uses, compare_uses, plan);
  for (guint i = 0; i < plan->uses->len; i++)
    {
      const UoisSyncUse *use = &g_array_index (plan->uses, UoisSyncUse, i);
      UoisSyncNode *target = uois_sync_plan_node (plan, use->target);

      if (target->merge.send == UOIS_SYNC_ACT_DELETE && is_new_use (plan, use))
        uois_sync_node_conflict (target, UOIS_SYNC_CONFLICT_STILL_USED, use->referrer, use->column);
    }
}

/* ---- What is taken ---- */

/* Returns: whether a delete was held that had not been */
static gboolean
hold_targets (UoisSyncPlan *plan, const UoisSyncNode *node, GArray *held)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < node->policy->references.length; i++)
    {
      const UoisColumn *column = node->policy->references.items[i];
      const UoisSyncRecord *copy = column->enforced ? uois_sync_node_future (node, column) : NULL;
      guint place = copy != NULL ? uois_sync_plan_follow (plan, copy, column) : UOIS_SYNC_NOBODY;

      if (place == UOIS_SYNC_NOBODY || !is_deleted_here_soon (uois_sync_plan_node (plan, place)))
        continue;
      uois_sync_plan_node (plan, place)->held = UOIS_SYNC_REASON_STILL_USED;
      g_array_append_val (held, place);
      changed = TRUE;
    }
  return changed;
}

/* A record to which one refers that stays is not deleted, so it stays too. */
static gboolean
hold_deletes (UoisSyncPlan *plan)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean changed = FALSE;

  for (guint place = 0; place < plan->nodes->len; place++)
    changed |= hold_targets (plan, uois_sync_plan_node (plan, place), held);
  for (guint i = 0; i < held->len; i++)
    hold_targets (plan, uois_sync_plan_node (plan, g_array_index (held, guint, i)), held);
  return changed;
}

static gboolean
lacks_target (const UoisSyncPlan *plan, const UoisSyncNode *node)
{
  for (guint i = 0; i < node->policy->references.length; i++)
    {
      const UoisColumn *column = node->policy->references.items[i];
      guint place = UOIS_SYNC_NOBODY;

      if (column->enforced && uois_sync_node_future (node, column) == node->remote)
        place = uois_sync_plan_follow (plan, node->remote, column);
      if (place != UOIS_SYNC_NOBODY && uois_sync_plan_node (plan, place) != node &&
          !is_here_soon (uois_sync_plan_node (plan, place)))
        return TRUE;
    }
  return FALSE;
}

/* A record whose target will not be here is not taken. */
static gboolean
hold_orphans (UoisSyncPlan *plan)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < plan->busy->len; i++)
    {
      UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));
      gboolean comes = node->merge.take == UOIS_SYNC_ACT_INSERT || node->merge.take == UOIS_SYNC_ACT_UPDATE;

      if (comes && node->held == UOIS_SYNC_REASON_NONE && lacks_target (plan, node))
        {
          node->held = UOIS_SYNC_REASON_WAITS;
          changed = TRUE;
        }
    }
  return changed;
}

static gboolean
takes_anything (const UoisSyncPlan *plan, gboolean deletes)
{
  for (guint i = 0; i < plan->busy->len; i++)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, g_array_index (plan->busy, guint, i));

      if (deletes ? node->merge.take == UOIS_SYNC_ACT_DELETE : node->merge.take != UOIS_SYNC_ACT_NONE)
        return TRUE;
    }
  return FALSE;
}

void
uois_sync_plan_check_references (UoisSyncPlan *plan)
{
  gboolean changed = takes_anything (plan, FALSE);
  gboolean deletes = takes_anything (plan, TRUE);

  if (deletes)
    find_gone_targets (plan);
  find_uses (plan);
  /* Each round holds something more, or is the last. */
  while (changed)
    {
      changed = hold_orphans (plan);
      if (deletes)
        changed |= hold_deletes (plan);
    }
}
