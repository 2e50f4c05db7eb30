/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "college.h"

#include <string.h>

#define ANY_TYPE G_MAXUINT

static const char *const tables[] = { "buildings", "rooms", "people", "lectures", "attendances", "codes" };
static const guint most[] = { 2, 3, 4, 3, 3, 2 };

static gboolean
chance (World *world, guint of_hundred)
{
  return (guint) g_rand_int_range (world->random, 0, 100) < of_hundred;
}

static guint
below (World *world, guint n)
{
  return n > 1 ? (guint) g_rand_int_range (world->random, 0, (gint32) n) : 0;
}

static const UoisType *
get_type (const World *world, guint i)
{
  return uois_registry_find_table (world->registry, tables[i]);
}

static void
set (UoisSyncRecord **copy, UoisSyncRecord *record)
{
  g_clear_pointer (copy, uois_sync_record_unref);
  *copy = record;
}

/* ---- Looking ---- */

WorldItem *
world_find (const World *world, const UoisType *type, const UoisUuid *id)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *item = world->items->pdata[i];
      UoisUuid item_id = college_id (item->number);

      if (item->type == type && uois_uuid_equal (&item_id, id))
        return item;
    }
  return NULL;
}

static const UoisSyncRecord *
get_there (const WorldItem *item, WorldSide side)
{
  return item != NULL && uois_sync_is_there (item->sides[side]) ? item->sides[side] : NULL;
}

static const UoisSyncRecord *
follow (const World *world, WorldSide side, const UoisSyncRecord *record, const UoisColumn *column)
{
  const UoisValue *value = uois_sync_record_get (record, column);

  return value != NULL && value->kind == UOIS_VALUE_UUID ?
             get_there (world_find (world, column->target, &value->uuid), side) :
             NULL;
}

static gboolean
refers_to (const UoisSyncRecord *record, const UoisColumn *column, const UoisUuid *id)
{
  const UoisValue *value = uois_sync_record_get (record, column);

  return value != NULL && value->kind == UOIS_VALUE_UUID && uois_uuid_equal (&value->uuid, id);
}

static gboolean
is_whole (const World *world, WorldSide side, const UoisSyncRecord *record)
{
  for (guint i = 0; i < record->type->columns.length; i++)
    {
      const UoisColumn *column = record->type->columns.items[i];
      const UoisValue *value = uois_sync_record_get (record, column);

      if (column->enforced && value != NULL && value->kind == UOIS_VALUE_UUID &&
          !uois_uuid_equal (&value->uuid, &record->id) && follow (world, side, record, column) == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
world_is_whole (const World *world, WorldSide side)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      const UoisSyncRecord *record = get_there (world->items->pdata[i], side);

      if (record != NULL && !is_whole (world, side, record))
        return FALSE;
    }
  return TRUE;
}

/* Whether another record of that side has the same values of a key. */
static gboolean
clashes (const World *world, WorldSide side, const UoisSyncRecord *record)
{
  const UoisSyncPolicy *policy = uois_sync_policies_get (world->policies, record->type);

  for (guint i = 0; i < world->items->len; i++)
    {
      const UoisSyncRecord *other = get_there (world->items->pdata[i], side);

      if (other == NULL || other->type != record->type || uois_uuid_equal (&other->id, &record->id))
        continue;
      for (guint j = 0; j < policy->keys->len; j++)
        {
          const UoisSyncKey *key = policy->keys->pdata[j];
          gboolean same = TRUE;

          for (guint k = 0; k < key->columns.length && same; k++)
            {
              const UoisValue *value = &record->values[key->columns.items[k]->index];

              same = value->kind != UOIS_VALUE_NULL &&
                     uois_value_equal (value, &other->values[key->columns.items[k]->index]);
            }
          if (same)
            return TRUE;
        }
    }
  return FALSE;
}

/* ---- Making ---- */

static void
stamp (World *world, UoisSyncRecord *record)
{
  const UoisColumn *column = uois_type_find_audit_column (record->type, UOIS_AUDIT_LASTCHANGE);
  g_autofree char *token = g_strdup_printf ("t%u", ++world->clock);

  uois_sync_record_set_token (record, token);
  if (column != NULL)
    {
      g_auto (UoisValue) value = UOIS_VALUE_INIT;

      uois_value_set_datetime (&value, world->clock);
      uois_sync_record_take (record, column, &value);
    }
}

static gboolean
is_plain (const World *world, const UoisColumn *column)
{
  return column->target == NULL && uois_sync_column_get_role (column) == UOIS_SYNC_ROLE_MERGED;
}

static void
invent_value (World *world, const UoisColumn *column, UoisValue *value)
{
  static const char *const texts[] = { "A", "B", "C", "D", "r\xcc\x8c", "\xc5\x99", "" };
  guint n = below (world, 4);

  if (n == 0)
    return;
  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, n > 2);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, n);
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, n * 0.5);
      break;
    case UOIS_VALUE_TEXT:
      uois_value_set_text (value, texts[below (world, G_N_ELEMENTS (texts))], -1);
      break;
    case UOIS_VALUE_DATETIME:
      uois_value_set_datetime (value, n);
      break;
    case UOIS_VALUE_DATE:
      value->kind = UOIS_VALUE_DATE;
      value->datetime = (gint64) n * 60 * 60 * 12 * G_USEC_PER_SEC;
      break;
    default:
      break;
    }
}

/* A record of that side that a reference can lead to; null if there is none, and sometimes. */
static void
invent_reference (World *world, WorldSide side, const UoisColumn *column, UoisValue *value)
{
  guint start = below (world, world->items->len);

  if (chance (world, 25))
    return;
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[(start + i) % world->items->len];

      if (item->type == column->target && get_there (item, side) != NULL)
        {
          uois_value_set_uuid (value, &item->sides[side]->id);
          return;
        }
    }
}

static void
invent (World *world, WorldSide side, UoisSyncRecord *record, const UoisColumn *column)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (column->target != NULL)
    invent_reference (world, side, column, &value);
  else
    invent_value (world, column, &value);
  uois_sync_record_take (record, column, &value);
}

static UoisSyncRecord *
invent_record (World *world, WorldSide side, const UoisType *type, guint number)
{
  UoisSyncRecord *record = college_copy (type, number, "");

  for (guint i = 1; i < type->columns.length; i++)
    if (uois_sync_column_get_role (type->columns.items[i]) == UOIS_SYNC_ROLE_MERGED && chance (world, 70))
      invent (world, side, record, type->columns.items[i]);
  return record;
}

static WorldItem *
add_item (World *world, const UoisType *type, guint number)
{
  WorldItem *item = g_new0 (WorldItem, 1);

  item->type = type;
  item->number = number;
  g_ptr_array_add (world->items, item);
  return item;
}

static void
item_free (gpointer data)
{
  WorldItem *item = data;

  set (&item->base, NULL);
  set (&item->was_base, NULL);
  for (guint i = 0; i < WORLD_N_SIDES; i++)
    {
      set (&item->sides[i], NULL);
      set (&item->was[i], NULL);
    }
  g_free (item);
}

/* ---- Changing ---- */

/* What is written at the server gets a new version. */
static void
write_copy (World *world, WorldItem *item, WorldSide side, UoisSyncRecord *record)
{
  if (side == WORLD_THERE)
    stamp (world, record);
  set (&item->sides[side], record);
  if (side == WORLD_THERE)
    item->is_unseen = FALSE;
}

static void
change (World *world, WorldItem *item, WorldSide side, gboolean reference)
{
  UoisSyncRecord *copy = uois_sync_record_copy (item->sides[side]);

  for (guint i = 0; i < 8; i++)
    {
      const UoisColumn *column = item->type->columns.items[1 + below (world, item->type->columns.length - 1)];

      if (reference ? column->target == NULL : !is_plain (world, column))
        continue;
      if (uois_sync_column_get_role (column) != UOIS_SYNC_ROLE_MERGED)
        continue;
      invent (world, side, copy, column);
      break;
    }
  if (clashes (world, side, copy) || uois_sync_record_agrees (copy, item->sides[side], NULL))
    uois_sync_record_unref (copy);
  else
    write_copy (world, item, side, copy);
}

static void
forget (WorldItem *item, WorldSide side, gboolean trace)
{
  UoisUuid id = item->sides[side]->id;

  set (&item->sides[side], item->base != NULL && trace ? uois_sync_record_new_deleted (item->type, &id) : NULL);
  item->is_unseen = FALSE;
}

/* What refers to the record lets go of it, or goes too. */
static void
delete_record (World *world, WorldItem *item, WorldSide side)
{
  UoisUuid id = item->sides[side]->id;

  forget (item, side, side == WORLD_THERE || chance (world, 50));
  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *other = world->items->pdata[i];

      for (guint j = 1; j < other->type->columns.length && get_there (other, side) != NULL; j++)
        {
          const UoisColumn *column = other->type->columns.items[j];
          UoisSyncRecord *copy;

          if (!column->enforced || column->target != item->type || !refers_to (other->sides[side], column, &id))
            continue;
          if (chance (world, 40))
            {
              delete_record (world, other, side);
              break;
            }
          copy = uois_sync_record_copy (other->sides[side]);
          college_set (copy, column->name, NULL);
          write_copy (world, other, side, copy);
        }
    }
}

/* Sometimes under an id that the other side used for a new record. */
static void
create (World *world, WorldSide side)
{
  const UoisType *type = get_type (world, below (world, G_N_ELEMENTS (tables)));
  gboolean reuse = chance (world, 20);
  WorldItem *item = NULL;
  UoisSyncRecord *record;

  for (guint i = 0; i < world->items->len && item == NULL && reuse; i++)
    {
      WorldItem *candidate = world->items->pdata[i];

      if (candidate->base == NULL && candidate->sides[side] == NULL)
        item = candidate;
    }
  if (item != NULL)
    type = item->type;
  record = invent_record (world, side, type, item != NULL ? item->number : world->next_number++);
  if (clashes (world, side, record))
    {
      uois_sync_record_unref (record);
      return;
    }
  if (item == NULL)
    item = add_item (world, type, world->next_number - 1);
  write_copy (world, item, side, record);
}

/* What the other side has made, made here too, under another id. */
static void
create_twin (World *world, WorldSide side)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[i];
      UoisSyncRecord *record;

      if (item->base != NULL || get_there (item, !side) == NULL || item->sides[side] != NULL ||
          uois_sync_policies_get (world->policies, item->type)->keys->len == 0)
        continue;
      record = college_copy (item->type, world->next_number, "");
      uois_sync_record_overlay (record, item->sides[!side]);
      for (guint n = below (world, 4); n > 0; n--)
        invent (world, side, record, item->type->columns.items[1 + below (world, item->type->columns.length - 1)]);
      if (is_whole (world, side, record) && !clashes (world, side, record))
        write_copy (world, add_item (world, item->type, world->next_number++), side, record);
      else
        uois_sync_record_unref (record);
      return;
    }
  create (world, side);
}

static WorldItem *
find_any (World *world, WorldSide side, const UoisType *type)
{
  guint start = below (world, world->items->len);

  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *item = world->items->pdata[(start + i) % world->items->len];

      if (item->type == type && get_there (item, side) != NULL)
        return item;
    }
  return NULL;
}

/* Two people who are each other's mentor. */
static void
make_circle (World *world, WorldSide side)
{
  const UoisType *type = uois_registry_find_table (world->registry, "people");
  WorldItem *ends[2];

  for (guint i = 0; i < 2; i++)
    {
      if (chance (world, 50))
        {
          guint number = world->next_number++;
          UoisSyncRecord *record = invent_record (world, side, type, number);

          write_copy (world, add_item (world, type, number), side, record);
        }
      ends[i] = find_any (world, side, type);
      if (ends[i] == NULL)
        return;
    }
  for (guint i = 0; i < 2; i++)
    {
      UoisSyncRecord *copy = uois_sync_record_copy (ends[i]->sides[side]);
      g_auto (UoisValue) value = UOIS_VALUE_INIT;

      uois_value_set_uuid (&value, &ends[1 - i]->sides[side]->id);
      uois_sync_record_take (copy, college_column (type, "mentor_id"), &value);
      write_copy (world, ends[i], side, copy);
    }
}

static void
perturb (World *world, WorldSide side)
{
  guint n = 1 + below (world, 5);

  for (guint i = 0; i < n; i++)
    {
      guint number = chance (world, 60) && world->hot->len > 0 ?
                         g_array_index (world->hot, guint, below (world, world->hot->len)) :
                         below (world, world->items->len);
      WorldItem *item = number < world->items->len ? world->items->pdata[number] : NULL;
      guint what = below (world, 100);

      if (what < 10)
        create_twin (world, side);
      else if (what < 14)
        make_circle (world, side);
      else if (what < 25 || get_there (item, side) == NULL)
        create (world, side);
      else if (what < 40)
        delete_record (world, item, side);
      else
        change (world, item, side, what < 55);
    }
}

/* ---- The server's limits ---- */

static const UoisSyncCapability *
get_capability (const UoisType *type, gpointer data)
{
  const World *world = data;

  return world->capabilities->pdata[type->index];
}

static UoisSyncCapability *
invent_capability (World *world, const UoisType *type)
{
  UoisSyncCapability *capability = uois_sync_capability_new_full (type);

  if (!world->is_limited)
    return capability;
  capability->can_insert = chance (world, 80);
  capability->can_update = chance (world, 80);
  capability->can_delete = chance (world, 80);
  capability->needs_whole = chance (world, 50);
  for (guint i = 0; i < type->columns.length; i++)
    {
      capability->on_insert[i] = chance (world, 90);
      capability->on_update[i] = chance (world, 90);
      capability->can_clear[i] = chance (world, 70);
    }
  return capability;
}

static void
limit (World *world)
{
  guint n_types;
  const UoisType *const *types = uois_registry_get_types (world->registry, &n_types);

  world->capabilities = g_ptr_array_new_with_free_func (g_free);
  world->sights = g_new0 (guint8 *, n_types);
  for (guint i = 0; i < n_types; i++)
    {
      g_ptr_array_add (world->capabilities, types[i]->table != NULL ? invent_capability (world, types[i]) : NULL);
      world->sights[i] = g_new0 (guint8, types[i]->columns.length + 1);
      for (guint j = 1; j < types[i]->columns.length && world->hides; j++)
        if (is_plain (world, types[i]->columns.items[j]) && chance (world, 15))
          world->sights[i][j] = chance (world, 50) ? WORLD_HIDDEN_NOW : WORLD_HIDDEN_ALWAYS;
    }
}

UoisSyncRecord *
world_view (const World *world, const WorldItem *item)
{
  UoisSyncRecord *view;

  if (item->sides[WORLD_THERE] == NULL || item->is_unseen)
    return NULL;
  view = uois_sync_record_copy (item->sides[WORLD_THERE]);
  for (guint i = 1; i < item->type->columns.length && !view->deleted; i++)
    if (world->sights[item->type->index][i] != WORLD_SHOWN)
      uois_sync_record_set_unknown (view, item->type->columns.items[i]);
  return view;
}

/* ---- A world ---- */

/* What the server never showed, nobody here knows, and the file has a null for it. */
static void
agree (World *world, WorldItem *item, UoisSyncRecord *record)
{
  stamp (world, record);
  set (&item->sides[WORLD_THERE], record);
  set (&item->sides[WORLD_HERE], uois_sync_record_copy (record));
  set (&item->base, uois_sync_record_copy (record));
  for (guint i = 1; i < item->type->columns.length; i++)
    if (world->sights[item->type->index][i] == WORLD_HIDDEN_ALWAYS)
      {
        uois_sync_record_set_unknown (item->base, item->type->columns.items[i]);
        college_set (item->sides[WORLD_HERE], item->type->columns.items[i]->name, NULL);
      }
}

static void
populate (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint n = below (world, most[i] + 1); n > 0; n--)
      {
        guint number = world->next_number++;
        UoisSyncRecord *record = invent_record (world, WORLD_THERE, get_type (world, i), number);

        if (clashes (world, WORLD_THERE, record))
          uois_sync_record_unref (record);
        else
          agree (world, add_item (world, get_type (world, i), number), record);
      }
  /* Now that all are there, some refer to what came after them, in circles too. */
  for (guint i = 0; i < world->items->len; i++)
    if (chance (world, 40))
      {
        WorldItem *item = world->items->pdata[i];
        UoisSyncRecord *record;

        change (world, item, WORLD_THERE, TRUE);
        record = uois_sync_record_ref (item->sides[WORLD_THERE]);
        agree (world, item, record);
      }
}

/* Circles that were there before. */
static void
make_circles_agreed (World *world)
{
  make_circle (world, WORLD_THERE);
  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *item = world->items->pdata[i];

      agree (world, item, uois_sync_record_copy (item->sides[WORLD_THERE]));
    }
}

static void
remember (World *world)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *item = world->items->pdata[i];

      item->was_base = item->base != NULL ? uois_sync_record_ref (item->base) : NULL;
      for (guint side = 0; side < WORLD_N_SIDES; side++)
        item->was[side] = item->sides[side] != NULL ? uois_sync_record_ref (item->sides[side]) : NULL;
    }
}

World *
world_new (const UoisRegistry *registry, const UoisSyncPolicies *policies, guint32 seed)
{
  World *world = g_new0 (World, 1);

  world->registry = registry;
  world->policies = policies;
  world->random = g_rand_new_with_seed (seed);
  world->items = g_ptr_array_new_with_free_func (item_free);
  world->hot = g_array_new (FALSE, FALSE, sizeof (guint));
  world->is_limited = chance (world, 35);
  world->hides = chance (world, 20);
  world->fills = chance (world, 20);
  world->next_number = 1;
  limit (world);
  populate (world);
  for (guint i = 0; i < 3; i++)
    {
      guint number = below (world, world->items->len);

      g_array_append_val (world->hot, number);
    }
  for (guint i = 0; i < world->items->len; i++)
    ((WorldItem *) world->items->pdata[i])->is_unseen = chance (world, 10);
  if (chance (world, 10))
    make_circles_agreed (world);
  perturb (world, WORLD_HERE);
  perturb (world, WORLD_THERE);
  remember (world);
  return world;
}

void
world_free (World *world)
{
  guint n_types;

  uois_registry_get_types (world->registry, &n_types);
  for (guint i = 0; i < n_types; i++)
    g_free (world->sights[i]);
  g_free (world->sights);
  g_ptr_array_unref (world->capabilities);
  g_array_unref (world->hot);
  g_ptr_array_unref (world->items);
  g_rand_free (world->random);
  g_free (world);
}

UoisSyncPlan *
world_plan (World *world, guint32 shuffle)
{
  UoisSyncPlan *plan = uois_sync_plan_new (world->policies, get_capability, world);
  g_autoptr (GRand) random = g_rand_new_with_seed (shuffle);
  g_autofree guint *order = g_new (guint, world->items->len + 1);

  for (guint i = 0; i < world->items->len; i++)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);

      order[i] = order[j];
      order[j] = i;
    }
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[order[i]];
      g_autoptr (UoisSyncRecord) view = world_view (world, item);

      if (item->base != NULL || item->sides[WORLD_HERE] != NULL || view != NULL)
        uois_sync_plan_add (plan, item->base, item->sides[WORLD_HERE], view);
    }
  uois_sync_plan_finish (plan);
  return plan;
}
