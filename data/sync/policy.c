/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/policy.h"

#include "schema/arena.h"

/**
 * UoisSyncPolicies:
 * @policies: (array) (nullable elements): at the type's index
 * @ranks: (array): at the type's index
 */
struct _UoisSyncPolicies
{
  UoisArena arena;
  UoisSyncPolicy **policies;
  guint *ranks;
  guint n_types;
};

static void
make_units (UoisArena *arena, UoisSyncPolicy *policy)
{
  const UoisType *type = policy->type;

  policy->units = uois_arena_allocate (arena, sizeof *policy->units * type->columns.length);
  for (guint i = 0; i < type->together.length; i++)
    {
      policy->n_units++;
      for (guint j = 0; j < type->together.items[i]->columns.length; j++)
        policy->units[type->together.items[i]->columns.items[j]->index] = policy->n_units;
    }
  for (guint i = 0; i < type->columns.length; i++)
    if (policy->units[i] == 0)
      policy->units[i] = ++policy->n_units;
  for (guint i = 0; i < type->columns.length; i++)
    policy->units[i]--;
}

static UoisSyncPolicy *
make_policy (UoisArena *arena, const UoisType *type)
{
  UoisSyncPolicy *policy = uois_arena_new (arena, UoisSyncPolicy);

  policy->type = type;
  policy->keys = g_ptr_array_new ();
  policy->roles = uois_arena_allocate (arena, type->columns.length);
  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      policy->roles[i] = (guint8) uois_sync_column_get_role (column);
      if (column->target != NULL && column->target->table != NULL)
        uois_arena_append (arena, &policy->references, column);
    }
  make_units (arena, policy);
  return policy;
}

static void
add_key (UoisArena *arena, UoisSyncPolicy *policy, const UoisColumn *const *columns, guint length, gboolean natural)
{
  UoisSyncKey *key;

  if (length == 0 || columns[0]->index == 0)
    return;

  key = uois_arena_new (arena, UoisSyncKey);
  key->natural = natural;
  for (guint i = 0; i < length; i++)
    uois_arena_append (arena, &key->columns, columns[i]);
  g_ptr_array_add (policy->keys, key);
}

static void
add_operation_key (UoisSyncPolicies *policies, const UoisOperation *operation)
{
  UoisSyncPolicy *policy = operation->type != NULL ? policies->policies[operation->type->index] : NULL;

  if (policy != NULL && (operation->kind == UOIS_OPERATION_INSERT || operation->kind == UOIS_OPERATION_LINK ||
                         operation->kind == UOIS_OPERATION_UPSERT))
    add_key (&policies->arena, policy, operation->key.items, operation->key.length, TRUE);
}

UoisSyncPolicies *
uois_sync_policies_new (const UoisRegistry *registry)
{
  UoisSyncPolicies *policies = g_new0 (UoisSyncPolicies, 1);
  guint n_tables, n_mutations;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);
  const UoisField *const *mutations = uois_registry_get_mutations (registry, &n_mutations);

  uois_registry_get_types (registry, &policies->n_types);
  policies->policies = g_new0 (UoisSyncPolicy *, policies->n_types);
  policies->ranks = g_new0 (guint, policies->n_types);
  for (guint i = 0; i < n_tables; i++)
    {
      policies->ranks[tables[i]->index] = i;
      policies->policies[tables[i]->index] = make_policy (&policies->arena, tables[i]);
    }
  for (guint i = 0; i < n_mutations; i++)
    if (mutations[i]->operation != NULL)
      add_operation_key (policies, mutations[i]->operation);
  for (guint i = 0; i < n_tables; i++)
    for (guint j = 0; j < tables[i]->indexes.length; j++)
      if (tables[i]->indexes.items[j]->unique)
        add_key (&policies->arena, policies->policies[tables[i]->index], tables[i]->indexes.items[j]->columns.items,
                 tables[i]->indexes.items[j]->columns.length, FALSE);
  return policies;
}

void
uois_sync_policies_free (UoisSyncPolicies *policies)
{
  for (guint i = 0; i < policies->n_types; i++)
    if (policies->policies[i] != NULL)
      g_ptr_array_unref (policies->policies[i]->keys);
  g_free (policies->policies);
  g_free (policies->ranks);
  uois_arena_clear (&policies->arena);
  g_free (policies);
}

const UoisSyncPolicy *
uois_sync_policies_get (const UoisSyncPolicies *policies, const UoisType *type)
{
  g_return_val_if_fail (type->table != NULL, NULL);

  return policies->policies[type->index];
}

guint
uois_sync_policies_get_rank (const UoisSyncPolicies *policies, const UoisType *type)
{
  return policies->ranks[type->index];
}
