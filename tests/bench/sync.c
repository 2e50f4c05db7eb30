/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "domains/domains.h"
#include "sync/plan.h"

#include <string.h>

/*
 * What planning costs: people and memberships of an institution, read from a server anew, most of them as they were,
 * some changed here, there or on both sides, some new, some gone. Nothing is shared between the copies, so that every
 * column is compared.
 */

#define PEOPLE 60000
#define MEMBERSHIPS_OF_EACH 2
#define GOAL 200000.0

typedef struct
{
  UoisSyncRecord *base;
  UoisSyncRecord *local;
  UoisSyncRecord *remote;
} Copies;

typedef struct
{
  const UoisRegistry *registry;
  UoisSyncPolicies *policies;
  GHashTable *capabilities;
  GArray *all;
  GRand *random;
} World;

static const UoisSyncCapability *
get_capability (const UoisType *type, gpointer data)
{
  const World *world = data;

  return g_hash_table_lookup (world->capabilities, type);
}

static void
fill (World *world, UoisSyncRecord *record, const UoisColumn *column, const UoisUuid *person)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (column->kind == UOIS_VALUE_TEXT)
    uois_value_take_text (&value, g_strdup_printf ("%s of somebody %u", column->name, g_rand_int (world->random)));
  else if (column->kind == UOIS_VALUE_UUID)
    uois_value_set_uuid (&value, person);
  else if (column->kind == UOIS_VALUE_DATETIME)
    uois_value_set_datetime (&value, g_rand_int (world->random));
  else if (column->kind == UOIS_VALUE_BOOLEAN)
    uois_value_set_boolean (&value, TRUE);
  uois_sync_record_take (record, column, &value);
}

static UoisSyncRecord *
make_record (World *world, const UoisType *type, const UoisUuid *id, const UoisUuid *person)
{
  UoisSyncRecord *record = uois_sync_record_new (type, id);

  for (guint i = 1; i < type->columns.length; i++)
    fill (world, record, type->columns.items[i], person);
  uois_sync_record_set_token (record, "2026-01-02T03:04:05.678901");
  return record;
}

static void
change (World *world, UoisSyncRecord *record)
{
  const UoisType *type = record->type;

  for (guint i = 1; i < type->columns.length; i++)
    if (uois_sync_column_get_role (type->columns.items[i]) == UOIS_SYNC_ROLE_MERGED &&
        type->columns.items[i]->target == NULL)
      {
        fill (world, record, type->columns.items[i], &record->id);
        return;
      }
}

static void
add_copies (World *world, const UoisType *type, const UoisUuid *id, const UoisUuid *person)
{
  Copies copies = { make_record (world, type, id, person), NULL, NULL };
  gint32 what = g_rand_int_range (world->random, 0, 1000);

  copies.local = uois_sync_record_copy (copies.base);
  copies.remote = uois_sync_record_copy (copies.base);
  if (what < 30 || what > 995)
    change (world, copies.local);
  if (what > 980)
    change (world, copies.remote);
  if (what >= 30 && what < 40)
    {
      g_clear_pointer (&copies.base, uois_sync_record_unref);
      g_clear_pointer (&copies.remote, uois_sync_record_unref);
    }
  else if (what >= 40 && what < 45 && type->link)
    g_clear_pointer (&copies.local, uois_sync_record_unref);
  g_array_append_val (world->all, copies);
}

static void
make_world (World *world)
{
  const UoisType *person = uois_registry_find_table (world->registry, "users");
  const UoisType *membership = uois_registry_find_table (world->registry, "memberships");

  for (guint i = 0; i < PEOPLE; i++)
    {
      UoisUuid id;

      uois_uuid_generate (&id);
      add_copies (world, person, &id, &id);
      for (guint j = 0; j < MEMBERSHIPS_OF_EACH; j++)
        {
          UoisUuid membership_id;

          uois_uuid_generate (&membership_id);
          add_copies (world, membership, &membership_id, &id);
        }
    }
}

static void
allow_all (World *world)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (world->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    g_hash_table_insert (world->capabilities, (gpointer) tables[i], uois_sync_capability_new_full (tables[i]));
}

static void
free_copies (gpointer data)
{
  Copies *copies = data;

  g_clear_pointer (&copies->base, uois_sync_record_unref);
  g_clear_pointer (&copies->local, uois_sync_record_unref);
  g_clear_pointer (&copies->remote, uois_sync_record_unref);
}

/* Returns: records per second of our own processor time */
static double
plan_once (World *world, UoisSyncCounts *counts)
{
  double start = bench_cpu ();
  g_autoptr (UoisSyncPlan) plan = uois_sync_plan_new (world->policies, get_capability, world);

  for (guint i = 0; i < world->all->len; i++)
    {
      const Copies *copies = &g_array_index (world->all, Copies, i);

      uois_sync_plan_add (plan, copies->base, copies->local, copies->remote);
    }
  uois_sync_plan_finish (plan);
  *counts = *uois_sync_plan_get_counts (plan);
  return world->all->len / (bench_cpu () - start);
}

int
main (int argc, char **argv)
{
  static const char *const columns[] = { "ours", "goal", "ratio", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree double *speeds = g_new (double, bench_get_runs ());
  UoisSyncCounts counts = { 0 };
  World world = { .registry = registry };
  double speed;

  bench_check (error);
  bench_pin ();
  world.policies = uois_sync_policies_new (registry);
  world.capabilities = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  world.all = g_array_new (FALSE, FALSE, sizeof (Copies));
  g_array_set_clear_func (world.all, free_copies);
  world.random = g_rand_new_with_seed (1);
  allow_all (&world);
  make_world (&world);

  for (guint i = 0; i < bench_get_runs (); i++)
    speeds[i] = plan_once (&world, &counts);
  speed = bench_median (speeds, bench_get_runs ());

  g_autofree char *title = g_strdup_printf ("sync, %u records", world.all->len);
  g_autofree char *ours = g_strdup_printf ("%.0f/s", speed);
  g_autofree char *verdict = bench_judge (speed / GOAL, 1, TRUE);
  g_autofree char *what =
      g_strdup_printf ("planned: %u new, %u changed, %u deleted, %u taken, %u in conflict", counts.inserts,
                       counts.updates, counts.deletes, counts.taken, counts.conflicts);
  bench_print_heading (title, columns);
  bench_print_row (what, ours, "200000/s", verdict, NULL);

  g_array_unref (world.all);
  g_hash_table_unref (world.capabilities);
  uois_sync_policies_free (world.policies);
  g_rand_free (world.random);
  return 0;
}
