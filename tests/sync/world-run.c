/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "college.h"
#include "world.h"

#include <string.h>

static void
set (UoisSyncRecord **copy, UoisSyncRecord *record)
{
  g_clear_pointer (copy, uois_sync_record_unref);
  *copy = record;
}

static UoisSyncRecord *
ref_or_null (UoisSyncRecord *record)
{
  return record != NULL ? uois_sync_record_ref (record) : NULL;
}

/* ---- Here ---- */

static void
redirect (World *world, const UoisType *type, const UoisUuid *from, const UoisUuid *to)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      WorldItem *item = world->items->pdata[i];

      for (guint j = 1; uois_sync_is_there (item->sides[WORLD_HERE]) && j < item->type->columns.length; j++)
        {
          const UoisValue *value = &item->sides[WORLD_HERE]->values[j];
          g_auto (UoisValue) other = UOIS_VALUE_INIT;
          UoisSyncRecord *copy;

          if (item->type->columns.items[j]->target != type || value->kind != UOIS_VALUE_UUID ||
              !uois_uuid_equal (&value->uuid, from))
            continue;
          copy = uois_sync_record_copy (item->sides[WORLD_HERE]);
          uois_value_set_uuid (&other, to);
          uois_sync_record_take (copy, item->type->columns.items[j], &other);
          set (&item->sides[WORLD_HERE], copy);
        }
    }
}

static void
rename_item (World *world, WorldItem *item, const UoisUuid *id)
{
  WorldItem *other = world_find (world, item->type, id);
  UoisUuid old = college_id (item->number);
  UoisSyncRecord *copy = uois_sync_record_new (item->type, id);

  g_assert_nonnull (other);
  g_assert_false (uois_sync_is_there (other->sides[WORLD_HERE]));
  uois_sync_record_overlay (copy, item->sides[WORLD_HERE]);
  set (&other->sides[WORLD_HERE], copy);
  set (&item->sides[WORLD_HERE], NULL);
  redirect (world, item->type, &old, id);
}

static void
take_one (World *world, const UoisSyncTake *take)
{
  WorldItem *item = world_find (world, take->type, &take->id);

  g_assert_nonnull (item);
  switch (take->kind)
    {
    case UOIS_SYNC_TAKE_RENAME:
      rename_item (world, item, &take->other);
      return;
    case UOIS_SYNC_TAKE_INSERT:
      g_assert_false (uois_sync_is_there (item->sides[WORLD_HERE]));
      set (&item->sides[WORLD_HERE], uois_sync_record_copy (take->record));
      /* The file has nulls where the server showed nothing. */
      for (guint i = 1; i < take->type->columns.length; i++)
        if (!take->record->known[i])
          college_set (item->sides[WORLD_HERE], take->type->columns.items[i]->name, NULL);
      break;
    case UOIS_SYNC_TAKE_UPDATE:
      set (&item->sides[WORLD_HERE], uois_sync_record_ref (take->record));
      break;
    case UOIS_SYNC_TAKE_DELETE:
      set (&item->sides[WORLD_HERE], NULL);
      set (&item->sides[WORLD_THERE], NULL);
      break;
    case UOIS_SYNC_TAKE_BASE:
    default:
      if (take->base == NULL)
        {
          set (&item->sides[WORLD_HERE], NULL);
          set (&item->sides[WORLD_THERE], NULL);
        }
      break;
    }
  set (&item->base, ref_or_null (take->base));
}

void
world_take (World *world, const UoisSyncPlan *plan)
{
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);

  for (guint i = 0; i < takes->len; i++)
    {
      const UoisSyncTake *take = takes->pdata[i];

      if (take->reason == UOIS_SYNC_REASON_NONE)
        take_one (world, take);
    }
}

/* ---- There ---- */

static void
stamp (World *world, UoisSyncRecord *record)
{
  const UoisColumn *column = uois_type_find_audit_column (record->type, UOIS_AUDIT_LASTCHANGE);
  g_autofree char *token = g_strdup_printf ("t%u", ++world->clock);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_sync_record_set_token (record, token);
  uois_value_set_datetime (&value, world->clock);
  if (column != NULL)
    uois_sync_record_take (record, column, &value);
}

static void
check_targets (const World *world, const UoisSyncRecord *record)
{
  for (guint i = 1; i < record->type->columns.length; i++)
    {
      const UoisColumn *column = record->type->columns.items[i];
      const UoisValue *value = &record->values[i];
      const WorldItem *target;

      if (!column->enforced || value->kind != UOIS_VALUE_UUID || uois_uuid_equal (&value->uuid, &record->id))
        continue;
      target = world_find (world, column->target, &value->uuid);
      if (target == NULL || !uois_sync_is_there (target->sides[WORLD_THERE]))
        g_error ("the server refuses a record of %s: its %s is not there", record->type->table, column->name);
    }
}

static void
check_referrers (const World *world, const UoisSyncOperation *operation)
{
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[i];
      const UoisSyncRecord *record = item->sides[WORLD_THERE];

      if (!uois_sync_is_there (record) || uois_uuid_equal (&record->id, &operation->id))
        continue;
      for (guint j = 1; j < item->type->columns.length; j++)
        if (item->type->columns.items[j]->enforced && item->type->columns.items[j]->target == operation->type &&
            record->values[j].kind == UOIS_VALUE_UUID && uois_uuid_equal (&record->values[j].uuid, &operation->id))
          g_error ("the server refuses to delete a record of %s: one of %s refers to it", operation->type->table,
                   item->type->table);
    }
}

static void
insert_there (World *world, WorldItem *item, const UoisSyncOperation *operation)
{
  const UoisSyncCapability *capability = world->capabilities->pdata[item->type->index];
  UoisSyncRecord *record = college_copy (item->type, item->number, "");

  g_assert_true (capability->can_insert);
  g_assert_false (uois_sync_is_there (item->sides[WORLD_THERE]));
  for (guint i = 1; i < item->type->columns.length; i++)
    if (operation->columns[i])
      {
        g_assert_true (capability->on_insert[i]);
        uois_sync_record_set (record, item->type->columns.items[i], &operation->record->values[i]);
      }
  if (world->fills && uois_type_find_column (item->type, "open") != NULL &&
      record->values[college_column (item->type, "open")->index].kind == UOIS_VALUE_NULL)
    college_set (record, "open", "true");
  check_targets (world, record);
  stamp (world, record);
  set (&item->sides[WORLD_THERE], record);
}

static void
update_there (World *world, WorldItem *item, const UoisSyncOperation *operation)
{
  const UoisSyncCapability *capability = world->capabilities->pdata[item->type->index];
  UoisSyncRecord *record = uois_sync_record_copy (item->sides[WORLD_THERE]);

  g_assert_true (capability->can_update);
  if (item->touched != world->run)
    g_assert_cmpstr (operation->record->token, ==, record->token);
  for (guint i = 1; i < item->type->columns.length; i++)
    {
      gboolean merged = uois_sync_column_get_role (item->type->columns.items[i]) == UOIS_SYNC_ROLE_MERGED;

      if (capability->needs_whole && capability->on_update[i] && merged)
        g_assert_true (operation->is_step || operation->record->known[i]);
      if (!operation->columns[i])
        continue;
      g_assert_true (merged && capability->on_update[i]);
      g_assert_true (operation->record->values[i].kind != UOIS_VALUE_NULL || capability->can_clear[i]);
      uois_sync_record_set (record, item->type->columns.items[i], &operation->record->values[i]);
    }
  check_targets (world, record);
  stamp (world, record);
  set (&item->sides[WORLD_THERE], record);
}

static void
delete_there (World *world, WorldItem *item, const UoisSyncOperation *operation)
{
  const UoisSyncCapability *capability = world->capabilities->pdata[item->type->index];

  g_assert_true (capability->can_delete);
  if (item->touched != world->run)
    g_assert_cmpstr (operation->record->token, ==, item->sides[WORLD_THERE]->token);
  check_referrers (world, operation);
  set (&item->sides[WORLD_THERE], NULL);
  set (&item->sides[WORLD_HERE], NULL);
  set (&item->base, NULL);
}

static void
send_one (World *world, const UoisSyncOperation *operation)
{
  WorldItem *item = world_find (world, operation->type, &operation->id);
  g_autoptr (UoisSyncRecord) view = NULL;

  g_assert_nonnull (item);
  if (operation->act == UOIS_SYNC_ACT_INSERT)
    insert_there (world, item, operation);
  else if (operation->act == UOIS_SYNC_ACT_UPDATE)
    update_there (world, item, operation);
  else
    delete_there (world, item, operation);
  item->touched = world->run;
  item->is_unseen = FALSE;
  view = world_view (world, item);
  if (view != NULL)
    {
      g_autoptr (UoisSyncRecord) before = item->base;

      item->base = uois_sync_confirm_base (before, operation, view);
    }
}

guint
world_send (World *world, const UoisSyncPlan *plan, guint refusals)
{
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);
  g_autofree gboolean *done = g_new0 (gboolean, operations->len + 1);
  guint sent = 0;

  world->run++;
  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];
      gboolean ready = operation->reason == UOIS_SYNC_REASON_NONE;

      for (guint j = 0; j < operation->n_depends; j++)
        {
          g_assert_cmpuint (operation->depends[j], <, i);
          ready = ready && done[operation->depends[j]];
        }
      done[i] = ready && (refusals == 0 || (guint) g_rand_int_range (world->random, 0, 100) >= refusals);
      if (done[i])
        {
          send_one (world, operation);
          sent++;
        }
    }
  return sent;
}

/* ---- For people ---- */

static void
print_copy (GString *text, const char *name, const UoisSyncRecord *copy)
{
  g_string_append_printf (text, "    %-6s", name);
  if (copy == NULL || copy->deleted)
    g_string_append (text, copy == NULL ? " -" : " gone");
  for (guint i = 1; copy != NULL && !copy->deleted && i < copy->type->columns.length; i++)
    {
      g_autofree char *value = copy->known[i] ? uois_value_to_string (&copy->values[i]) : g_strdup ("?");

      if (value != NULL)
        g_string_append_printf (text, " %s=%s", copy->type->columns.items[i]->name,
                                strlen (value) == UOIS_UUID_TEXT_LENGTH ? value + 30 : value);
    }
  if (copy != NULL && copy->token != NULL)
    g_string_append_printf (text, " (%s)", copy->token);
  g_string_append_c (text, '\n');
}

char *
world_print (const World *world)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "limited %d, hides %d, fills %d\n", world->is_limited, world->hides, world->fills);
  for (guint i = 0; i < world->items->len; i++)
    {
      const WorldItem *item = world->items->pdata[i];

      g_string_append_printf (text, "  %s %x%s\n", item->type->table, item->number, item->is_unseen ? " unseen" : "");
      print_copy (text, "base", item->was_base);
      print_copy (text, "here", item->was[WORLD_HERE]);
      print_copy (text, "there", item->was[WORLD_THERE]);
    }
  return g_string_free (text, FALSE);
}
