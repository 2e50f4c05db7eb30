/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Properties of the planner: one world, changed on both sides, in thousands of cases. UOIS_SEED is the first case's
 * seed, UOIS_CASES how many there are; a case that fails prints its own seed. Seeds that failed once stand in
 * seeds.txt and are tried each time.
 */
#include "college.h"
#include "world.h"

#include <stdlib.h>
#include <string.h>

#define CASES 10000
#define MOST_ROUNDS 3

static UoisRegistry *registry;
static UoisSyncPolicies *policies;
static guint32 current_seed;
static World *current_world;

#define check(condition)                                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if (!(condition))                                                                                                  \
      fail (#condition, __LINE__);                                                                                     \
  }                                                                                                                    \
  G_STMT_END

static void
fail (const char *condition, int line)
{
  g_autofree char *text = current_world != NULL ? world_print (current_world) : NULL;

  g_error ("line %d: not so: %s; UOIS_SEED=%u UOIS_CASES=1\n%s", line, condition, current_seed, text);
}

static void
report (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_printerr ("UOIS_SEED=%u UOIS_CASES=1: %s\n", current_seed, message);
}

/* ---- What is planned for a record ---- */

static const UoisSyncOperation *
find_operation (const UoisSyncPlan *plan, const UoisType *type, const UoisUuid *id)
{
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);

  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      if (!operation->is_step && operation->type == type && uois_uuid_equal (&operation->id, id))
        return operation;
    }
  return NULL;
}

static const UoisSyncConflict *
find_conflict (const UoisSyncPlan *plan, const UoisType *type, const UoisUuid *id)
{
  const GPtrArray *conflicts = uois_sync_plan_get_conflicts (plan);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const UoisSyncConflict *conflict = conflicts->pdata[i];

      if (conflict->type == type && uois_uuid_equal (&conflict->id, id))
        return conflict;
    }
  return NULL;
}

static const UoisSyncTake *
find_take (const UoisSyncPlan *plan, const UoisType *type, const UoisUuid *id)
{
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);

  for (guint i = 0; i < takes->len; i++)
    {
      const UoisSyncTake *take = takes->pdata[i];

      if (take->type == type && uois_uuid_equal (&take->id, id))
        return take;
    }
  return NULL;
}

/* Two texts of one meaning are one. A null that nobody knows to be one is the null of the file. */
static gboolean
is_same (const UoisSyncRecord *a, const UoisSyncRecord *b, guint i)
{
  static const UoisValue null = UOIS_VALUE_INIT;

  return uois_sync_value_equal (a->type->columns.items[i], a->known[i] ? &a->values[i] : &null,
                                b->known[i] ? &b->values[i] : &null);
}

static gboolean
is_merged (const UoisType *type, guint i)
{
  return uois_sync_column_get_role (type->columns.items[i]) == UOIS_SYNC_ROLE_MERGED;
}

static gboolean
are_same (const UoisSyncRecord *a, const UoisSyncRecord *b)
{
  for (guint i = 1; i < a->type->columns.length; i++)
    if (is_merged (a->type, i) && !is_same (a, b, i))
      return FALSE;
  return TRUE;
}

/* ---- I3: what was agreed on and the outbox make what is here ---- */

static void
check_fold (const UoisSyncPlan *plan, const WorldItem *item)
{
  UoisUuid id = college_id (item->number);
  const UoisSyncOperation *operation = find_operation (plan, item->type, &id);
  const UoisSyncTake *take = find_take (plan, item->type, &id);
  const UoisSyncRecord *local = item->sides[WORLD_HERE];
  g_autoptr (UoisSyncRecord) folded = NULL;

  if (find_conflict (plan, item->type, &id) != NULL || (take != NULL && take->reason != UOIS_SYNC_REASON_NONE))
    return;
  if (operation != NULL)
    folded = uois_sync_fold (item->base, operation);
  else if (item->base != NULL)
    folded = uois_sync_record_ref (item->base);
  check ((folded != NULL) == uois_sync_is_there (local));
  if (folded != NULL)
    check (are_same (folded, local));
}

/* ---- I4, I12: where the edits of this side are at the end ---- */

static gboolean
has_conflict (const UoisSyncPlan *plan, const WorldItem *item)
{
  UoisUuid id = college_id (item->number);
  const GPtrArray *conflicts = uois_sync_plan_get_conflicts (plan);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const UoisSyncConflict *conflict = conflicts->pdata[i];

      if (conflict->type == item->type && (uois_uuid_equal (&conflict->id, &id) ||
                                           (conflict->other != NULL && uois_uuid_equal (&conflict->other->id, &id))))
        return TRUE;
    }
  return FALSE;
}

/* A change of a column is at the server, waits with a reason, or is what the server had come to by itself. */
static void
check_edit (const World *world, const UoisSyncPlan *plan, const WorldItem *item, guint i)
{
  static const UoisValue null = UOIS_VALUE_INIT;
  UoisUuid id = college_id (item->number);
  const UoisSyncRecord *was = item->was[WORLD_HERE];
  const UoisSyncRecord *server = item->sides[WORLD_THERE];
  const UoisSyncOperation *operation = find_operation (plan, item->type, &id);

  /* A null in a new record is nothing that anybody wrote. */
  if (!was->known[i] ||
      (item->was_base != NULL ? is_same (was, item->was_base, i) :
                                uois_sync_value_equal (item->type->columns.items[i], &null, &was->values[i])))
    return;
  if (uois_sync_is_there (server) && is_same (was, server, i))
    return;
  /* A reference to what has got another id. */
  if (was->type->columns.items[i]->target != NULL && uois_sync_is_there (server) &&
      is_same (item->sides[WORLD_HERE], server, i))
    return;
  check (operation != NULL);
  check (operation->reason != UOIS_SYNC_REASON_NONE || operation->reasons[i] != UOIS_SYNC_REASON_NONE);
}

static gboolean
was_renamed (const WorldItem *item)
{
  return item->was_base == NULL && uois_sync_is_there (item->was[WORLD_HERE]) && item->sides[WORLD_HERE] == NULL;
}

static void
check_edits (const World *world, const UoisSyncPlan *plan, const WorldItem *item)
{
  const UoisSyncRecord *was = item->was[WORLD_HERE];
  UoisUuid id = college_id (item->number);
  const UoisSyncOperation *operation = find_operation (plan, item->type, &id);

  if (has_conflict (plan, item) || was_renamed (item))
    return;
  if (item->was_base != NULL && !uois_sync_is_there (was))
    {
      gboolean waits = operation != NULL && operation->act == UOIS_SYNC_ACT_DELETE;

      /* Or it was made anew here, and is the same one. */
      check (!uois_sync_is_there (item->sides[WORLD_THERE]) || waits || uois_sync_is_there (item->sides[WORLD_HERE]));
      return;
    }
  if (!uois_sync_is_there (was))
    return;
  /* Nobody changed it here, and it was deleted there. */
  if (item->was[WORLD_THERE] != NULL && item->was[WORLD_THERE]->deleted)
    {
      check (!uois_sync_is_there (item->sides[WORLD_THERE]));
      return;
    }
  for (guint i = 1; i < item->type->columns.length; i++)
    if (is_merged (item->type, i))
      check_edit (world, plan, item, i);
}

/* ---- I11: nothing is invented ---- */

static void
check_invented (const World *world, const WorldItem *item)
{
  const UoisSyncRecord *local = item->sides[WORLD_HERE];

  for (guint i = 1; uois_sync_is_there (local) && i < item->type->columns.length; i++)
    {
      gboolean found = item->type->columns.items[i]->target != NULL || local->values[i].kind == UOIS_VALUE_NULL ||
                       !is_merged (item->type, i) || (world->fills && item->was_base == NULL);

      found |= uois_sync_is_there (item->was_base) && is_same (item->was_base, local, i);
      for (guint side = 0; side < WORLD_N_SIDES && !found; side++)
        found = uois_sync_is_there (item->was[side]) && is_same (item->was[side], local, i);
      /* What became another one has that one's values, too. */
      check (found || !uois_sync_is_there (item->was[WORLD_HERE]));
    }
}

static UoisSyncVerdict
swap (UoisSyncVerdict verdict)
{
  return verdict == UOIS_SYNC_MINE ? UOIS_SYNC_THEIRS : verdict == UOIS_SYNC_THEIRS ? UOIS_SYNC_MINE : verdict;
}

static void
check_trivial (const UoisSyncPolicy *policy, const UoisSyncRecord *base, const UoisSyncRecord *other, guint8 *verdicts)
{
  UoisSyncMerge merge = { .verdicts = verdicts };

  /* merge (b, x, x) = x */
  uois_sync_merge (policy, base, other, other, &merge);
  check (merge.conflict == UOIS_SYNC_CONFLICT_NONE && merge.send == UOIS_SYNC_ACT_NONE);
  check (merge.take == UOIS_SYNC_ACT_NONE);
  /* merge (b, b, r) = r, merge (b, l, b) = l */
  uois_sync_merge (policy, base, base, other, &merge);
  check (merge.conflict == UOIS_SYNC_CONFLICT_NONE && merge.send == UOIS_SYNC_ACT_NONE);
  uois_sync_merge (policy, base, other, base, &merge);
  check (merge.conflict == UOIS_SYNC_CONFLICT_NONE);
  for (guint i = 1; i < policy->type->columns.length; i++)
    check (policy->roles[i] != UOIS_SYNC_ROLE_MERGED || verdicts[i] != UOIS_SYNC_THEIRS);
}

static void
check_algebra (const WorldItem *item)
{
  const UoisSyncPolicy *policy = uois_sync_policies_get (policies, item->type);
  const UoisSyncRecord *here = item->was[WORLD_HERE];
  const UoisSyncRecord *there = item->was[WORLD_THERE];
  guint8 verdicts[64], swapped[64];
  UoisSyncMerge merge = { .verdicts = verdicts };
  UoisSyncMerge other = { .verdicts = swapped };

  if (here == NULL || there == NULL)
    return;
  uois_sync_merge (policy, item->was_base, here, there, &merge);
  uois_sync_merge (policy, item->was_base, there, here, &other);
  check ((merge.conflict == UOIS_SYNC_CONFLICT_NONE) == (other.conflict == UOIS_SYNC_CONFLICT_NONE));
  for (guint i = 1; i < item->type->columns.length; i++)
    check (policy->roles[i] != UOIS_SYNC_ROLE_MERGED || verdicts[i] == swap (swapped[i]));
  if (item->was_base != NULL && !here->deleted && !there->deleted)
    {
      check_trivial (policy, item->was_base, here, verdicts);
      check_trivial (policy, item->was_base, there, verdicts);
    }
}

/* ---- A case ---- */

static gboolean
is_quiet (const UoisSyncPlan *plan)
{
  const UoisSyncCounts *counts = uois_sync_plan_get_counts (plan);
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);

  for (guint i = 0; i < takes->len; i++)
    if (((const UoisSyncTake *) takes->pdata[i])->reason == UOIS_SYNC_REASON_NONE)
      return FALSE;
  return counts->inserts + counts->updates + counts->deletes == 0;
}

static gboolean
is_settled (const UoisSyncPlan *plan)
{
  const UoisSyncCounts *counts = uois_sync_plan_get_counts (plan);

  return counts->conflicts == 0 && counts->held == 0 && uois_sync_plan_get_operations (plan)->len == 0;
}

/* I25: with nothing left to do, both sides have the same. */
static void
check_converged (const World *world)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[i];
      const UoisSyncRecord *here = item->sides[WORLD_HERE];
      const UoisSyncRecord *there = item->sides[WORLD_THERE];

      check (uois_sync_is_there (here) == uois_sync_is_there (there));
      if (uois_sync_is_there (here) && !world->hides)
        check (are_same (here, there));
    }
}

static void
check_shuffled (World *world, const UoisSyncPlan *plan)
{
  g_autoptr (UoisSyncPlan) other = world_plan (world, current_seed + 77);
  g_autofree char *one = uois_sync_plan_get_fingerprint (plan);
  g_autofree char *two = uois_sync_plan_get_fingerprint (other);

  check (strcmp (one, two) == 0);
}

/* ---- That the cases are worth something ---- */

static guint64 met_conflicts[UOIS_SYNC_CONFLICT_STILL_USED + 1];
static guint64 met_reasons[UOIS_SYNC_N_REASONS];
static guint64 met_takes[UOIS_SYNC_TAKE_BASE + 1];
static guint64 met_steps;

static void
note (const UoisSyncPlan *plan)
{
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);
  const GPtrArray *conflicts = uois_sync_plan_get_conflicts (plan);

  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      met_reasons[operation->reason]++;
      met_steps += operation->is_step;
    }
  for (guint i = 0; i < takes->len; i++)
    {
      const UoisSyncTake *take = takes->pdata[i];

      met_takes[take->kind]++;
      met_reasons[take->reason]++;
    }
  for (guint i = 0; i < conflicts->len; i++)
    met_conflicts[((const UoisSyncConflict *) conflicts->pdata[i])->kind]++;
}

static void
check_met (const char *what, const guint64 *met, guint first, guint length)
{
  for (guint i = first; i < length; i++)
    {
      g_test_message ("%s %u: %" G_GUINT64_FORMAT " times", what, i, met[i]);
      g_assert_cmpuint (met[i], >, 0);
    }
}

static void
run_case (guint32 seed)
{
  g_autoptr (World) world = world_new (registry, policies, seed);
  g_autoptr (UoisSyncPlan) plan = NULL;
  guint refusals = seed % 4 == 0 ? 30 : 0;
  guint rounds = 0;

  current_seed = seed;
  current_world = world;
  check (world_is_whole (world, WORLD_HERE) && world_is_whole (world, WORLD_THERE));
  for (guint i = 0; i < world->items->len; i++)
    check_algebra (world->items->pdata[i]);

  plan = world_plan (world, seed);
  check_shuffled (world, plan);
  note (plan);
  while (!is_quiet (plan))
    {
      /* I26; those that were refused get another chance. */
      check (rounds++ < MOST_ROUNDS + (refusals > 0));
      world_take (world, plan);
      check (world_is_whole (world, WORLD_HERE));
      for (guint i = 0; i < world->items->len; i++)
        check_fold (plan, world->items->pdata[i]);
      world_send (world, plan, rounds == 1 ? refusals : 0);
      check (world_is_whole (world, WORLD_THERE));
      uois_sync_plan_free (g_steal_pointer (&plan));
      plan = world_plan (world, seed);
    }

  for (guint i = 0; i < world->items->len; i++)
    {
      check_fold (plan, world->items->pdata[i]);
      check_edits (world, plan, world->items->pdata[i]);
      check_invented (world, world->items->pdata[i]);
    }
  if (is_settled (plan))
    check_converged (world);
  current_world = NULL;
}

static void
test_cases (void)
{
  const char *seed_text = g_getenv ("UOIS_SEED");
  const char *cases_text = g_getenv ("UOIS_CASES");
  guint32 seed = seed_text != NULL ? (guint32) g_ascii_strtoull (seed_text, NULL, 10) : g_random_int ();
  guint64 cases = cases_text != NULL ? g_ascii_strtoull (cases_text, NULL, 10) : CASES;

  g_test_message ("UOIS_SEED=%u UOIS_CASES=%" G_GUINT64_FORMAT, seed, cases);
  for (guint64 i = 0; i < cases; i++)
    run_case (seed + (guint32) i);
}

/* Enough of everything that can happen happens in them: these always are the same. */
static void
test_worth (void)
{
  memset (met_conflicts, 0, sizeof met_conflicts);
  memset (met_reasons, 0, sizeof met_reasons);
  memset (met_takes, 0, sizeof met_takes);
  met_steps = 0;
  for (guint32 seed = 1; seed <= CASES; seed++)
    run_case (seed);
  check_met ("conflict", met_conflicts, UOIS_SYNC_CONFLICT_FIELDS, G_N_ELEMENTS (met_conflicts));
  check_met ("reason", met_reasons, 0, G_N_ELEMENTS (met_reasons));
  check_met ("take", met_takes, 0, G_N_ELEMENTS (met_takes));
  check_met ("step", &met_steps, 0, 1);
}

static void
test_seeds (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sync", "seeds.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_isdigit (lines[i][0]))
      run_case ((guint32) g_ascii_strtoull (lines[i], NULL, 10));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_log_set_fatal_handler (NULL, NULL);
  g_log_set_handler (NULL, G_LOG_LEVEL_ERROR | G_LOG_FLAG_FATAL, report, NULL);
  registry = college_load ();
  policies = uois_sync_policies_new (registry);
  g_test_add_func ("/sync/planner/seeds", test_seeds);
  g_test_add_func ("/sync/planner/cases", test_cases);
  g_test_add_func ("/sync/planner/worth", test_worth);
  result = g_test_run ();
  uois_sync_policies_free (policies);
  uois_registry_unref (registry);
  return result;
}
