/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/plan-private.h"

/*
 * The order of what is sent: what is referred to is inserted before what refers to it and deleted after it. Where
 * records refer to each other in a circle, one of them is inserted without the reference and gets it afterwards, or
 * loses it before it is deleted.
 */

/* That one operation must come after another. @column: the reference that says so; NULL: another reason */
typedef struct
{
  guint from;
  guint to;
  const UoisColumn *column;
} Edge;

typedef enum
{
  UNSEEN,
  ENTERED,
  DONE,
} State;

/**
 * Order:
 * @operations: (element-type UoisSyncOperation): in the order in which they were made
 * @nodes: (element-type guint): whose each is
 * @edges: (element-type Edge): by @from, as far as they are told by references
 * @first: (array): of each operation the first edge; one more at the end
 * @more: (element-type Edge): those of steps
 * @order: (element-type guint): numbers of operations as they are to be sent
 * @later: (element-type guint): steps that come after everything else
 * @steps: (element-type guint guint): operation to the step that completes it, plus one
 */
typedef struct
{
  UoisSyncPlan *plan;
  GPtrArray *operations;
  GArray *nodes;
  GHashTable *numbers;
  GArray *edges;
  guint *first;
  GArray *more;
  guint8 *states;
  GArray *order;
  GArray *later;
  GHashTable *steps;
} Order;

static UoisSyncOperation *
get_operation (const Order *order, guint number)
{
  return order->operations->pdata[number];
}

static UoisSyncNode *
get_node (const Order *order, guint number)
{
  return uois_sync_plan_node (order->plan, g_array_index (order->nodes, guint, number));
}

static guint
add_operation (Order *order, UoisSyncOperation *operation, guint place)
{
  guint number = order->operations->len;

  g_ptr_array_add (order->operations, operation);
  g_array_append_val (order->nodes, place);
  return number;
}

static void
add_edge (GArray *edges, guint from, guint to, const UoisColumn *column)
{
  Edge edge = { from, to, column };

  g_array_append_val (edges, edge);
}

/* Changes before deletes; both as references want it, as far as types can tell. */
static void
collect_operations (Order *order)
{
  UoisSyncPlan *plan = order->plan;

  for (guint i = 0; i < plan->busy->len; i++)
    {
      guint place = g_array_index (plan->busy, guint, i);
      UoisSyncNode *node = uois_sync_plan_node (plan, place);

      if (node->operation != NULL && node->operation->act != UOIS_SYNC_ACT_DELETE)
        add_operation (order, node->operation, place);
    }
  for (guint i = plan->busy->len; i > 0; i--)
    {
      guint place = g_array_index (plan->busy, guint, i - 1);
      UoisSyncNode *node = uois_sync_plan_node (plan, place);

      if (node->operation != NULL && node->operation->act == UOIS_SYNC_ACT_DELETE)
        add_operation (order, node->operation, place);
    }
  for (guint i = 0; i < order->operations->len; i++)
    g_hash_table_insert (order->numbers, order->operations->pdata[i], GUINT_TO_POINTER (i));
}

static guint
number_of (const Order *order, const UoisSyncOperation *operation)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (order->numbers, operation));
}

/* ---- Who waits for whom ---- */

/* A reference to what has got another id on the way. */
static void
rename_reference (const UoisSyncPlan *plan, UoisSyncOperation *operation, const UoisColumn *column, guint place)
{
  const UoisSyncRecord *target = uois_sync_node_any (uois_sync_plan_node (plan, place));
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_uuid (&value, &target->id);
  if (!uois_value_equal (&value, &operation->record->values[column->index]))
    uois_sync_record_take (operation->record, column, &value);
}

static void
link_to_target (Order *order, guint number, const UoisColumn *column)
{
  UoisSyncOperation *operation = get_operation (order, number);
  const UoisSyncPolicy *policy = get_node (order, number)->policy;
  guint place = uois_sync_plan_follow (order->plan, operation->record, column);
  const UoisSyncNode *target = place != UOIS_SYNC_NOBODY ? uois_sync_plan_node (order->plan, place) : NULL;

  if (target == NULL || target == get_node (order, number))
    return;
  rename_reference (order->plan, operation, column, place);
  /* One that is nowhere any more is waited for in vain: the reference dangles here, and will there. */
  if (uois_sync_node_server (target) != NULL || !uois_sync_is_there (target->local))
    return;
  if (target->operation != NULL && target->operation->act == UOIS_SYNC_ACT_INSERT)
    add_edge (order->edges, number, number_of (order, target->operation), column);
  else if (operation->reason == UOIS_SYNC_REASON_NONE)
    uois_sync_operation_keep (operation, policy, column, UOIS_SYNC_REASON_WAITS);
}

static void
link_change (Order *order, guint number)
{
  const UoisSyncPolicy *policy = get_node (order, number)->policy;

  for (guint i = 0; i < policy->references.length; i++)
    if (get_operation (order, number)->columns[policy->references.items[i]->index])
      link_to_target (order, number, policy->references.items[i]);
}

/* The uses are sorted by their targets. */
static guint
find_first_use (const UoisSyncPlan *plan, guint target)
{
  guint low = 0, high = plan->uses->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (plan->uses, UoisSyncUse, middle).target < target)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
link_delete (Order *order, guint number)
{
  UoisSyncPlan *plan = order->plan;
  guint target = g_array_index (order->nodes, guint, number);

  for (guint i = find_first_use (plan, target); i < plan->uses->len; i++)
    {
      const UoisSyncUse *use = &g_array_index (plan->uses, UoisSyncUse, i);
      UoisSyncOperation *other;

      if (use->target != target)
        return;
      other = uois_sync_plan_node (plan, use->referrer)->operation;
      if (other != NULL && (other->act == UOIS_SYNC_ACT_DELETE || other->columns[use->column->index]))
        add_edge (order->edges, number, number_of (order, other), use->column);
      else if (get_operation (order, number)->reason == UOIS_SYNC_REASON_NONE)
        get_operation (order, number)->reason = UOIS_SYNC_REASON_WAITS;
    }
}

static void
link_operations (Order *order)
{
  guint n_operations = order->operations->len;

  order->first = g_new (guint, n_operations + 1);
  for (guint i = 0; i < n_operations; i++)
    {
      order->first[i] = order->edges->len;
      if (get_operation (order, i)->act == UOIS_SYNC_ACT_DELETE)
        link_delete (order, i);
      else
        link_change (order, i);
    }
  order->first[n_operations] = order->edges->len;
}

/* ---- Circles ---- */

/* Whether the server can be told of a reference apart from the rest of the record. */
static gboolean
can_step (const Order *order, const UoisSyncNode *node, const UoisColumn *column, gboolean clear)
{
  const UoisSyncCapability *capability = order->plan->get_capability (node->policy->type, order->plan->data);
  const UoisSyncRecord *server = uois_sync_node_server (node);

  if (capability == NULL || !capability->can_update || !capability->on_update[column->index] || column->required)
    return FALSE;
  if (!clear)
    return TRUE;
  for (guint i = 1; capability->needs_whole && i < server->type->columns.length; i++)
    if (capability->on_update[i] && !server->known[i] && node->policy->roles[i] == UOIS_SYNC_ROLE_MERGED)
      return FALSE;
  return capability->can_clear[column->index];
}

/* The second half of an insert: the references that it had to do without. */
static guint
get_completion (Order *order, guint number)
{
  UoisSyncOperation *insert = get_operation (order, number);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (order->steps, GUINT_TO_POINTER (number)));
  UoisSyncOperation *step;
  guint step_number;

  if (known > 0)
    return known - 1;

  step = uois_sync_operation_new (UOIS_SYNC_ACT_UPDATE, insert->local, NULL);
  step->is_step = TRUE;
  step->record = uois_sync_record_copy (insert->record);
  step_number = add_operation (order, step, g_array_index (order->nodes, guint, number));
  g_hash_table_insert (order->steps, GUINT_TO_POINTER (number), GUINT_TO_POINTER (step_number + 1));
  g_array_append_val (order->later, step_number);
  add_edge (order->more, step_number, number, NULL);
  return step_number;
}

static void
postpone_reference (Order *order, const Edge *edge)
{
  static const UoisValue null = UOIS_VALUE_INIT;
  guint step = get_completion (order, edge->from);
  UoisSyncOperation *insert = get_operation (order, edge->from);
  const UoisSyncPolicy *policy = get_node (order, edge->from)->policy;

  for (guint i = 1; i < insert->type->columns.length; i++)
    if (policy->units[i] == policy->units[edge->column->index] && insert->columns[i])
      {
        get_operation (order, step)->columns[i] = TRUE;
        uois_sync_record_set (insert->record, insert->type->columns.items[i], &null);
      }
  add_edge (order->more, step, edge->to, edge->column);
}

/* Before a delete: what refers to the record lets go of it, and is deleted later itself. */
static void
let_go (Order *order, const Edge *edge)
{
  static const UoisValue null = UOIS_VALUE_INIT;
  const UoisSyncRecord *server = get_operation (order, edge->to)->remote;
  UoisSyncOperation *step = uois_sync_operation_new (UOIS_SYNC_ACT_UPDATE, server, server);
  guint number;

  step->is_step = TRUE;
  step->record = uois_sync_record_copy (server);
  step->columns[edge->column->index] = TRUE;
  uois_sync_record_set (step->record, edge->column, &null);
  number = add_operation (order, step, g_array_index (order->nodes, guint, edge->to));
  g_array_append_val (order->order, number);
  add_edge (order->more, edge->from, number, NULL);
  add_edge (order->more, edge->to, number, NULL);
}

/* @edge: a reference that the server insists on, to an operation that waits for this one */
static void
break_circle (Order *order, const Edge *edge)
{
  UoisSyncOperation *operation = get_operation (order, edge->from);

  if (operation->act == UOIS_SYNC_ACT_DELETE && can_step (order, get_node (order, edge->to), edge->column, TRUE))
    let_go (order, edge);
  else if (operation->act == UOIS_SYNC_ACT_INSERT &&
           can_step (order, get_node (order, edge->from), edge->column, FALSE))
    postpone_reference (order, edge);
  else if (operation->reason == UOIS_SYNC_REASON_NONE)
    operation->reason = UOIS_SYNC_REASON_CYCLE;
}

/* ---- The order ---- */

/* @by: the edge that led here; %NULL for where it began */
typedef struct
{
  guint number;
  guint next;
  Edge *by;
} Visit;

static void
enter (Order *order, GArray *stack, guint number, Edge *by)
{
  Visit deeper = { number, order->first[number], by };

  order->states[number] = ENTERED;
  g_array_append_val (stack, deeper);
}

/* A circle has closed: one of its references that no server insists on may dangle for a moment. What was entered because
 * of it is visited again later. Returns: whether there was one */
static gboolean
drop_soft_edge (Order *order, GArray *stack, guint closes_at)
{
  for (guint i = stack->len; i > 0 && g_array_index (stack, Visit, i - 1).number != closes_at; i--)
    {
      Edge *by = g_array_index (stack, Visit, i - 1).by;

      if (by->column == NULL || by->column->enforced)
        continue;
      for (guint j = i - 1; j < stack->len; j++)
        order->states[g_array_index (stack, Visit, j).number] = UNSEEN;
      g_array_set_size (stack, i - 1);
      by->to = UOIS_SYNC_NOBODY;
      return TRUE;
    }
  return FALSE;
}

/* Without recursion: a tree can be as deep as it has records. */
static void
visit (Order *order, guint number, GArray *stack)
{
  enter (order, stack, number, NULL);
  while (stack->len > 0)
    {
      Visit *top = &g_array_index (stack, Visit, stack->len - 1);
      Edge *edge;

      if (top->next == order->first[top->number + 1])
        {
          order->states[top->number] = DONE;
          g_array_append_val (order->order, top->number);
          g_array_set_size (stack, stack->len - 1);
          continue;
        }

      edge = &g_array_index (order->edges, Edge, top->next++);
      if (edge->to == UOIS_SYNC_NOBODY || order->states[edge->to] == DONE)
        continue;
      if (order->states[edge->to] == UNSEEN)
        enter (order, stack, edge->to, edge);
      else if (!edge->column->enforced)
        edge->to = UOIS_SYNC_NOBODY;
      else if (!drop_soft_edge (order, stack, edge->to))
        {
          break_circle (order, edge);
          edge->to = UOIS_SYNC_NOBODY;
        }
    }
}

static void
sort_operations (Order *order)
{
  guint n_operations = order->operations->len;
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Visit));

  order->states = g_new0 (guint8, n_operations);
  for (guint i = 0; i < n_operations; i++)
    if (order->states[i] == UNSEEN)
      visit (order, i, stack);
  g_array_append_vals (order->order, order->later->data, order->later->len);
}

/* ---- What waits because of what it waits for ---- */

/* Whether an operation does what another waits for. */
static gboolean
is_enough (const UoisSyncOperation *before, const Edge *edge, gboolean for_delete)
{
  if (before->reason != UOIS_SYNC_REASON_NONE)
    return FALSE;
  return !for_delete || before->act == UOIS_SYNC_ACT_DELETE || edge->column == NULL ||
         before->columns[edge->column->index];
}

static void
follow_edge (Order *order, const Edge *edge, const guint *places, GArray *depends)
{
  UoisSyncOperation *operation = get_operation (order, edge->from);
  gboolean is_delete = operation->act == UOIS_SYNC_ACT_DELETE;

  if (edge->to == UOIS_SYNC_NOBODY || operation->reason != UOIS_SYNC_REASON_NONE)
    return;
  /* A reference that stays here waits for nobody. */
  if (!is_delete && edge->column != NULL && !operation->columns[edge->column->index])
    return;

  if (is_enough (get_operation (order, edge->to), edge, is_delete))
    g_array_append_val (depends, places[edge->to]);
  else if (edge->column != NULL && !is_delete)
    uois_sync_operation_keep (operation, get_node (order, edge->from)->policy, edge->column, UOIS_SYNC_REASON_WAITS);
  else
    operation->reason = UOIS_SYNC_REASON_WAITS;
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *x = a;
  const Edge *y = b;

  return x->from != y->from ? (x->from > y->from ? 1 : -1) : (x->to > y->to) - (x->to < y->to);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

/* Of edges that are sorted by who waits, the first of @number. */
static guint
find_first_edge (const GArray *edges, guint number)
{
  guint low = 0, high = edges->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (edges, Edge, middle).from < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
follow_edges (Order *order, guint number, const GArray *edges, const guint *places, GArray *depends)
{
  for (guint i = find_first_edge (edges, number); i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);

      if (edge->from != number)
        return;
      follow_edge (order, edge, places, depends);
    }
}

static void
settle (Order *order)
{
  g_autofree guint *places = g_new (guint, order->operations->len);
  g_autoptr (GArray) depends = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_sort (order->more, compare_edges);
  for (guint i = 0; i < order->order->len; i++)
    {
      guint number = g_array_index (order->order, guint, i);
      UoisSyncOperation *operation = get_operation (order, number);

      places[number] = i;
      g_array_set_size (depends, 0);
      follow_edges (order, number, order->edges, places, depends);
      follow_edges (order, number, order->more, places, depends);
      g_array_sort (depends, compare_numbers);
      operation->n_depends = depends->len;
      operation->depends = depends->len > 0 ? g_memdup2 (depends->data, depends->len * sizeof (guint)) : NULL;
      g_ptr_array_add (order->plan->operations, operation);
    }
}

static gboolean
is_partly_kept (const UoisSyncOperation *operation)
{
  for (guint i = 0; i < operation->type->columns.length; i++)
    if (operation->reasons[i] != UOIS_SYNC_REASON_NONE)
      return TRUE;
  return FALSE;
}

static void
count (UoisSyncCounts *counts, const UoisSyncOperation *operation)
{
  if (operation->is_step)
    return;
  if (operation->reason != UOIS_SYNC_REASON_NONE)
    {
      counts->kept++;
      return;
    }

  counts->inserts += operation->act == UOIS_SYNC_ACT_INSERT;
  counts->updates += operation->act == UOIS_SYNC_ACT_UPDATE;
  counts->deletes += operation->act == UOIS_SYNC_ACT_DELETE;
  counts->partly_kept += is_partly_kept (operation);
}

void
uois_sync_plan_order (UoisSyncPlan *plan)
{
  Order order = { .plan = plan };

  order.operations = g_ptr_array_new ();
  order.nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  order.numbers = g_hash_table_new (NULL, NULL);
  order.edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  order.more = g_array_new (FALSE, FALSE, sizeof (Edge));
  order.order = g_array_new (FALSE, FALSE, sizeof (guint));
  order.later = g_array_new (FALSE, FALSE, sizeof (guint));
  order.steps = g_hash_table_new (NULL, NULL);

  collect_operations (&order);
  link_operations (&order);
  sort_operations (&order);
  settle (&order);
  for (guint i = 0; i < plan->operations->len; i++)
    count (&plan->counts, plan->operations->pdata[i]);

  g_hash_table_unref (order.steps);
  g_array_unref (order.later);
  g_array_unref (order.order);
  g_free (order.states);
  g_array_unref (order.more);
  g_free (order.first);
  g_array_unref (order.edges);
  g_hash_table_unref (order.numbers);
  g_array_unref (order.nodes);
  g_ptr_array_unref (order.operations);
}
