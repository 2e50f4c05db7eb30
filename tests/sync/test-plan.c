/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner, case by case. Copies are written as in test-merge.c; "#5" in them is the id of record 5. */
#include "college.h"
#include "sync/plan.h"

#include <string.h>

static UoisRegistry *registry;
static UoisSyncPolicies *policies;

typedef struct
{
  UoisSyncPlan *plan;
  GHashTable *capabilities;
} Fixture;

static const UoisSyncCapability *
get_capability (const UoisType *type, gpointer data)
{
  const Fixture *fixture = data;

  return g_hash_table_lookup (fixture->capabilities, type);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  fixture->capabilities = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < n_tables; i++)
    g_hash_table_insert (fixture->capabilities, (gpointer) tables[i], uois_sync_capability_new_full (tables[i]));
  fixture->plan = uois_sync_plan_new (policies, get_capability, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  uois_sync_plan_free (fixture->plan);
  g_hash_table_unref (fixture->capabilities);
}

static UoisSyncCapability *
capability (Fixture *fixture, const char *table)
{
  return g_hash_table_lookup (fixture->capabilities, uois_registry_find_table (registry, table));
}

static void
add (Fixture *fixture, const char *table, guint number, const char *base, const char *local, const char *remote)
{
  const UoisType *type = uois_registry_find_table (registry, table);
  g_autoptr (UoisSyncRecord) b = college_copy (type, number, base);
  g_autoptr (UoisSyncRecord) l = college_copy (type, number, local);
  g_autoptr (UoisSyncRecord) r = college_copy (type, number, remote);

  if (b != NULL)
    uois_sync_record_set_token (b, "agreed");
  if (r != NULL)
    uois_sync_record_set_token (r, "agreed");
  uois_sync_plan_add (fixture->plan, b, l, r);
}

static guint
number_of (const UoisUuid *id)
{
  return id->bytes[15] + 256u * id->bytes[14];
}

static void
append_columns (GString *text, const UoisType *type, const guint8 *columns)
{
  for (guint i = 0; i < type->columns.length; i++)
    if (columns[i])
      g_string_append_printf (text, " %s", type->columns.items[i]->name);
}

static void
append_reason (GString *text, UoisSyncReason reason)
{
  static const char *const names[UOIS_SYNC_N_REASONS] = {
    "", "no-insert", "no-update", "no-delete", "not-writable", "not-clearable", "hidden", "waits", "cycle", "still-used"
  };

  if (reason != UOIS_SYNC_REASON_NONE)
    g_string_append_printf (text, " !%s", names[reason]);
}

/* "update rooms 1 name seats after 0; ..." */
static char *
print_operations (const UoisSyncPlan *plan)
{
  static const char *const acts[] = { "none", "insert", "update", "delete" };
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      g_string_append_printf (text, "%s%s%s %s %u", i > 0 ? "; " : "", operation->is_step ? "step " : "",
                              acts[operation->act], operation->type->table, number_of (&operation->id));
      if (operation->act == UOIS_SYNC_ACT_UPDATE)
        append_columns (text, operation->type, operation->columns);
      for (guint j = 0; j < operation->type->columns.length && operation->reason == UOIS_SYNC_REASON_NONE; j++)
        if (operation->reasons[j] != UOIS_SYNC_REASON_NONE)
          {
            g_string_append_printf (text, " %s", operation->type->columns.items[j]->name);
            append_reason (text, operation->reasons[j]);
          }
      append_reason (text, operation->reason);
      for (guint j = 0; j < operation->n_depends; j++)
        g_string_append_printf (text, "%s%u", j == 0 ? " after " : ",", operation->depends[j]);
    }
  return g_string_free (text, FALSE);
}

static char *
print_takes (const UoisSyncPlan *plan)
{
  static const char *const kinds[] = { "rename", "insert", "update", "delete", "base" };
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < takes->len; i++)
    {
      const UoisSyncTake *take = takes->pdata[i];

      g_string_append_printf (text, "%s%s %s %u", i > 0 ? "; " : "", kinds[take->kind], take->type->table,
                              number_of (&take->id));
      if (take->kind == UOIS_SYNC_TAKE_RENAME)
        g_string_append_printf (text, " to %u", number_of (&take->other));
      if (take->kind == UOIS_SYNC_TAKE_UPDATE)
        append_columns (text, take->type, take->columns);
      append_reason (text, take->reason);
    }
  return g_string_free (text, FALSE);
}

static char *
print_conflicts (const UoisSyncPlan *plan)
{
  static const char *const kinds[] = { "none",          "fields", "deleted-there", "deleted-here", "same-id",
                                       "created-twice", "unique", "target-gone",   "still-used" };
  const GPtrArray *conflicts = uois_sync_plan_get_conflicts (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const UoisSyncConflict *conflict = conflicts->pdata[i];

      g_string_append_printf (text, "%s%s %s %u", i > 0 ? "; " : "", kinds[conflict->kind], conflict->type->table,
                              number_of (&conflict->id));
      if (conflict->column != NULL)
        g_string_append_printf (text, " %s", conflict->column->name);
      if (conflict->other != NULL)
        g_string_append_printf (text, " %u", number_of (&conflict->other->id));
    }
  return g_string_free (text, FALSE);
}

static void
check (Fixture *fixture, const char *operations, const char *takes, const char *conflicts)
{
  g_autofree char *planned = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *open = NULL;

  uois_sync_plan_finish (fixture->plan);
  planned = print_operations (fixture->plan);
  taken = print_takes (fixture->plan);
  open = print_conflicts (fixture->plan);
  g_assert_cmpstr (planned, ==, operations);
  g_assert_cmpstr (taken, ==, takes);
  g_assert_cmpstr (open, ==, conflicts);
}

/* ---- Order ---- */

static void
test_parents_first (Fixture *fixture, gconstpointer data)
{
  add (fixture, "rooms", 1, NULL, "building_id=#9", NULL);
  add (fixture, "people", 2, NULL, "office_id=#1", NULL);
  add (fixture, "buildings", 9, NULL, "name=A", NULL);
  add (fixture, "lectures", 3, NULL, "part_of_id=#4", NULL);
  add (fixture, "lectures", 4, NULL, "name=B", NULL);
  check (fixture,
         "insert buildings 9; insert rooms 1 after 0; insert people 2 after 1; insert lectures 4; "
         "insert lectures 3 after 3",
         "", "");
}

static void
test_children_deleted_first (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "gone", NULL);
  add (fixture, "rooms", 1, "building_id=#9", "gone", NULL);
  add (fixture, "rooms", 2, "building_id=#9", "building_id=-", NULL);
  check (fixture, "update rooms 2 building_id; delete rooms 1; delete buildings 9 after 0,1", "", "");
}

static void
test_reference_to_what_is_there (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "name=B", "name=A");
  add (fixture, "rooms", 1, NULL, "building_id=#9", NULL);
  add (fixture, "rooms", 2, NULL, "building_id=#8", NULL);
  check (fixture, "update buildings 9 name; insert rooms 1; insert rooms 2", "", "");
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  const UoisSyncOperation *insert;

  add (fixture, "people", 1, NULL, "name=A mentor_id=#2", NULL);
  add (fixture, "people", 2, NULL, "name=B mentor_id=#1", NULL);
  check (fixture, "insert people 2; insert people 1 after 0; step update people 2 mentor_id after 0,1", "", "");

  insert = uois_sync_plan_get_operations (fixture->plan)->pdata[0];
  g_assert_cmpint (uois_sync_record_get (insert->record, college_column (insert->type, "mentor_id"))->kind, ==,
                   UOIS_VALUE_NULL);
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->inserts, ==, 2);
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->updates, ==, 0);
}

static void
test_circle_that_cannot_be_broken (Fixture *fixture, gconstpointer data)
{
  capability (fixture, "people")->can_update = FALSE;
  add (fixture, "people", 1, NULL, "name=A mentor_id=#2", NULL);
  add (fixture, "people", 2, NULL, "name=B mentor_id=#1", NULL);
  check (fixture, "insert people 2 !cycle; insert people 1 !waits", "", "");
}

static void
test_soft_circle (Fixture *fixture, gconstpointer data)
{
  add (fixture, "people", 1, NULL, "office_id=#3", NULL);
  add (fixture, "rooms", 3, NULL, "keeper_id=#1", NULL);
  check (fixture, "insert rooms 3; insert people 1 after 0", "", "");
}

static void
test_circle_of_deletes (Fixture *fixture, gconstpointer data)
{
  add (fixture, "people", 1, "mentor_id=#2", "gone", NULL);
  add (fixture, "people", 2, "mentor_id=#1", "gone", NULL);
  check (fixture, "step update people 2 mentor_id; delete people 1 after 0; delete people 2 after 0,1", "", "");
}

static void
test_circle_of_deletes_that_stays (Fixture *fixture, gconstpointer data)
{
  capability (fixture, "people")
      ->can_clear[college_column (uois_registry_find_table (registry, "people"), "mentor_id")->index] = FALSE;
  add (fixture, "people", 1, "mentor_id=#2", "gone", NULL);
  add (fixture, "people", 2, "mentor_id=#1", "gone", NULL);
  check (fixture, "delete people 1 !cycle; delete people 2 !waits", "", "");
}

static void
test_own_mentor (Fixture *fixture, gconstpointer data)
{
  add (fixture, "people", 1, NULL, "mentor_id=#1", NULL);
  add (fixture, "people", 2, "mentor_id=#2", "gone", NULL);
  check (fixture, "insert people 1; delete people 2", "", "");
}

/* Deeper than any stack. */
static void
test_deep_tree (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (registry, "lectures");
  const guint depth = 50000;
  const GPtrArray *operations;

  for (guint i = 0; i < depth; i++)
    {
      g_autofree char *text = g_strdup_printf ("part_of_id=00000000-0000-0000-0000-%012x", i + 2);
      g_autoptr (UoisSyncRecord) local = college_copy (type, i + 1, i + 1 < depth ? text : "");

      uois_sync_plan_add (fixture->plan, NULL, local, NULL);
    }
  uois_sync_plan_finish (fixture->plan);
  operations = uois_sync_plan_get_operations (fixture->plan);
  g_assert_cmpuint (operations->len, ==, depth);
  for (guint i = 1; i < depth; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      g_assert_cmpuint (operation->n_depends, ==, 1);
      g_assert_cmpuint (operation->depends[0], ==, i - 1);
    }
}

/* ---- What cannot be sent ---- */

static void
test_no_way (Fixture *fixture, gconstpointer data)
{
  g_hash_table_remove (fixture->capabilities, uois_registry_find_table (registry, "buildings"));
  capability (fixture, "rooms")->can_update = FALSE;
  capability (fixture, "lectures")->can_delete = FALSE;
  add (fixture, "buildings", 9, NULL, "name=A", NULL);
  add (fixture, "rooms", 1, NULL, "building_id=#9", NULL);
  add (fixture, "rooms", 2, "name=A", "name=B", NULL);
  add (fixture, "lectures", 3, "name=A", "gone", NULL);
  add (fixture, "lectures", 4, "part_of_id=#3", "gone", NULL);
  check (fixture,
         "insert buildings 9 !no-insert; insert rooms 1 !waits; update rooms 2 !no-update; "
         "delete lectures 4 !no-delete; delete lectures 3 !no-delete",
         "", "");
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->kept, ==, 5);
}

static void
test_columns_that_stay (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (registry, "rooms");
  const UoisSyncOperation *operation;
  g_autoptr (UoisSyncRecord) folded = NULL;
  g_autoptr (UoisSyncRecord) base = college_copy (type, 1, "name=A seats=1 area=1 open=true note=x");
  g_autoptr (UoisSyncRecord) local = college_copy (type, 1, "name=B seats=2 area=1 open=false note=-");

  capability (fixture, "rooms")->on_update[college_column (type, "seats")->index] = FALSE;
  capability (fixture, "rooms")->can_clear[college_column (type, "note")->index] = FALSE;
  add (fixture, "rooms", 1, "name=A seats=1 area=1 open=true note=x", "name=B seats=2 area=1 open=false note=-", NULL);
  check (fixture, "update rooms 1 name open seats !not-writable note !not-clearable", "", "");

  operation = uois_sync_plan_get_operations (fixture->plan)->pdata[0];
  g_assert_cmpstr (uois_sync_record_get (operation->record, college_column (type, "note"))->text, ==, "x");
  g_assert_cmpint (uois_sync_record_get (operation->record, college_column (type, "seats"))->integer, ==, 1);
  g_assert_cmpstr (uois_sync_record_get (operation->record, college_column (type, "name"))->text, ==, "B");
  g_assert_cmpstr (operation->record->token, ==, "agreed");
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->partly_kept, ==, 1);
  folded = uois_sync_fold (base, operation);
  college_assert_same (folded, local);
}

/* Seats can be written, the area with which they belong together cannot: neither is. */
static void
test_together_or_not_at_all (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (registry, "rooms");

  capability (fixture, "rooms")->on_update[college_column (type, "area")->index] = FALSE;
  add (fixture, "rooms", 1, "seats=1 area=1", "seats=2 area=2", NULL);
  check (fixture, "update rooms 1 !not-writable", "", "");
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  capability (fixture, "rooms")->needs_whole = TRUE;
  add (fixture, "rooms", 1, "name=A note=x", "name=B note=x", "name=A note=?");
  add (fixture, "people", 2, "name=A email=x", "name=B email=y", "name=A email=?");
  check (fixture, "update rooms 1 !hidden; update people 2 name email !hidden", "", "");
}

/* A changed reference waits; the rest of the record does not. */
static void
test_reference_that_waits (Fixture *fixture, gconstpointer data)
{
  capability (fixture, "buildings")->can_insert = FALSE;
  add (fixture, "buildings", 9, NULL, "name=A", NULL);
  add (fixture, "rooms", 1, "name=A", "name=B building_id=#9", NULL);
  check (fixture, "insert buildings 9 !no-insert; update rooms 1 name building_id !waits", "", "");
}

static void
test_insert_without_a_column (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (registry, "rooms");

  capability (fixture, "rooms")->on_insert[college_column (type, "note")->index] = FALSE;
  capability (fixture, "rooms")->on_insert[college_column (type, "name")->index] = FALSE;
  add (fixture, "rooms", 1, NULL, "seats=1 note=x remark=r", NULL);
  check (fixture, "insert rooms 1 note !not-writable", "", "");
}

/* ---- Conflicts of two records ---- */

static void
test_target_gone (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "name=A", "gone");
  add (fixture, "rooms", 1, NULL, "building_id=#9", NULL);
  check (fixture, "", "delete buildings 9 !still-used", "target-gone rooms 1 building_id 9");
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->held, ==, 1);
  g_assert_cmpuint (uois_sync_plan_get_counts (fixture->plan)->conflicts, ==, 1);
}

static void
test_still_used (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "gone", "name=A");
  add (fixture, "rooms", 1, NULL, NULL, "building_id=#9");
  add (fixture, "people", 2, NULL, NULL, "office_id=#1");
  check (fixture, "", "insert rooms 1 !waits; insert people 2 !waits", "still-used buildings 9 building_id 1");
}

/* What was pulled of two types at two moments need not fit together: nothing is deleted from under another. */
static void
test_held_delete (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "name=A", "gone");
  add (fixture, "rooms", 1, "building_id=#9", "building_id=#9", "gone");
  add (fixture, "people", 2, "office_id=#1", "office_id=#1", "office_id=#1");
  add (fixture, "buildings", 8, "name=B", "name=B", "gone");
  add (fixture, "rooms", 3, "building_id=#8", "building_id=#8", "gone");
  check (fixture, "", "delete rooms 3; delete rooms 1 !still-used; delete buildings 9 !still-used; delete buildings 8",
         "");
}

static void
test_child_of_conflict (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "name=B", "gone");
  add (fixture, "rooms", 1, NULL, "building_id=#9", NULL);
  add (fixture, "rooms", 2, "name=A", "name=B", NULL);
  check (fixture, "insert rooms 1 !waits; update rooms 2 name", "", "deleted-there buildings 9");
}

static void
test_delete_waits_for_conflict (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 9, "name=A", "gone", NULL);
  add (fixture, "rooms", 1, "building_id=#9 name=A", "gone", "building_id=#9 name=B");
  check (fixture, "delete buildings 9 !waits", "", "deleted-here rooms 1");
}

/* ---- Keys ---- */

static void
test_same_link (Fixture *fixture, gconstpointer data)
{
  add (fixture, "attendances", 1, NULL, "lecture_id=#7 person_id=#8", NULL);
  add (fixture, "attendances", 2, NULL, NULL, "lecture_id=#7 person_id=#8");
  add (fixture, "attendances", 3, NULL, "lecture_id=#7 person_id=#6", NULL);
  add (fixture, "attendances", 4, NULL, "lecture_id=#7", NULL);
  add (fixture, "attendances", 5, NULL, NULL, "lecture_id=#7");
  check (fixture, "insert attendances 3; insert attendances 4",
         "rename attendances 1 to 2; base attendances 2; insert attendances 5", "");
}

/* Deleted here and made anew: it was there all the time. */
static void
test_same_link_again (Fixture *fixture, gconstpointer data)
{
  add (fixture, "attendances", 1, NULL, "lecture_id=#7 person_id=#8 level=2", NULL);
  add (fixture, "attendances", 2, "lecture_id=#7 person_id=#8 level=1", "gone", NULL);
  check (fixture, "update attendances 2 level", "rename attendances 1 to 2; base attendances 2", "");
}

static void
test_created_twice (Fixture *fixture, gconstpointer data)
{
  add (fixture, "codes", 1, NULL, "person_id=#8 code=A kind=x", NULL);
  add (fixture, "codes", 2, NULL, NULL, "person_id=#8 code=A kind=y");
  check (fixture, "", "insert codes 2 !waits", "created-twice codes 1 2");
  g_assert_cmpint (((const UoisSyncConflict *) uois_sync_plan_get_conflicts (fixture->plan)->pdata[0])
                       ->verdicts[college_column (uois_registry_find_table (registry, "codes"), "kind")->index],
                   ==, UOIS_SYNC_CONFLICT);
}

static void
test_united_twice (Fixture *fixture, gconstpointer data)
{
  add (fixture, "codes", 1, NULL, "person_id=#8 code=A kind=x", NULL);
  add (fixture, "codes", 2, NULL, NULL, "person_id=#8 code=A");
  check (fixture, "update codes 2 kind", "rename codes 1 to 2; base codes 2", "");
}

static void
test_third_of_a_kind (Fixture *fixture, gconstpointer data)
{
  add (fixture, "people", 8, "name=A", "name=A", "name=A");
  add (fixture, "codes", 1, NULL, "person_id=#8 code=A", NULL);
  add (fixture, "codes", 2, NULL, NULL, "person_id=#8 code=A");
  add (fixture, "codes", 3, NULL, "person_id=#8 code=A", NULL);
  check (fixture, "", "rename codes 1 to 2; base codes 2", "unique codes 3 2");
}

static void
test_unique (Fixture *fixture, gconstpointer data)
{
  add (fixture, "buildings", 1, "code=A", "code=B", NULL);
  add (fixture, "buildings", 2, "code=C", "code=C", "code=B");
  add (fixture, "buildings", 3, "code=D", "code=E", NULL);
  add (fixture, "buildings", 4, NULL, "code=D", NULL);
  add (fixture, "buildings", 5, "code=F", "gone", NULL);
  add (fixture, "buildings", 6, NULL, "code=F", NULL);
  add (fixture, "buildings", 7, NULL, "code=-", NULL);
  add (fixture, "buildings", 8, NULL, "code=-", NULL);
  add (fixture, "buildings", 9, NULL, "code=G", NULL);
  add (fixture, "buildings", 10, NULL, "code=G", NULL);
  check (fixture,
         "update buildings 3 code; insert buildings 4; insert buildings 6; insert buildings 7; insert buildings 8; "
         "insert buildings 9; delete buildings 5",
         "update buildings 2 code", "unique buildings 1 2; unique buildings 10 9");
}

/* ---- What is taken ---- */

static void
test_takes (Fixture *fixture, gconstpointer data)
{
  const UoisSyncTake *take;
  const UoisType *type = uois_registry_find_table (registry, "rooms");

  add (fixture, "people", 2, NULL, NULL, "office_id=#1");
  add (fixture, "rooms", 1, NULL, NULL, "building_id=#9");
  add (fixture, "buildings", 9, NULL, NULL, "name=A");
  add (fixture, "rooms", 3, "name=A open=true", "name=B open=true", "name=A open=false");
  add (fixture, "rooms", 4, "name=A", "gone", "gone");
  check (fixture, "update rooms 3 name",
         "insert buildings 9; insert rooms 1; update rooms 3 open; base rooms 4; insert people 2", "");
  take = uois_sync_plan_get_takes (fixture->plan)->pdata[2];
  g_assert_cmpstr (uois_sync_record_get (take->record, college_column (type, "name"))->text, ==, "B");
  g_assert_false (uois_sync_record_get (take->record, college_column (type, "open"))->integer);
  g_assert_cmpstr (uois_sync_record_get (take->base, college_column (type, "name"))->text, ==, "A");
  g_assert_cmpstr (take->base->token, ==, "agreed");
  g_assert_null (((const UoisSyncTake *) uois_sync_plan_get_takes (fixture->plan)->pdata[3])->base);
}

/* ---- Words ---- */

static void
test_description (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  capability (fixture, "rooms")->can_update = FALSE;
  add (fixture, "people", 1, NULL, "name=A", NULL);
  add (fixture, "people", 2, NULL, "name=A", NULL);
  add (fixture, "people", 3, "name=A", "name=B", NULL);
  add (fixture, "lectures", 4, "name=A", "gone", NULL);
  add (fixture, "rooms", 5, "name=A", "name=B", NULL);
  add (fixture, "rooms", 6, "name=A", "name=B", NULL);
  add (fixture, "rooms", 7, "name=A", "name=B", "name=C");
  uois_sync_plan_finish (fixture->plan);
  text = uois_sync_plan_describe (fixture->plan);
  g_assert_cmpstr (text, ==,
                   "2 new, 1 changed, 1 deleted.\n"
                   "2 changed records of “Rooms” cannot be sent: the server has no way to change such records.\n"
                   "1 conflict waits for your decision.");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  add (fixture, "people", 1, "name=A", "name=A", "name=A");
  check (fixture, "", "", "");
  text = uois_sync_plan_describe (fixture->plan);
  g_assert_cmpstr (text, ==, "Nothing is to be sent.");
}

#define TEST(name, function) g_test_add ("/sync/plan/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = college_load ();
  policies = uois_sync_policies_new (registry);
  TEST ("parents-first", test_parents_first);
  TEST ("children-deleted-first", test_children_deleted_first);
  TEST ("reference-to-what-is-there", test_reference_to_what_is_there);
  TEST ("circle", test_circle);
  TEST ("circle-that-cannot-be-broken", test_circle_that_cannot_be_broken);
  TEST ("soft-circle", test_soft_circle);
  TEST ("circle-of-deletes", test_circle_of_deletes);
  TEST ("circle-of-deletes-that-stays", test_circle_of_deletes_that_stays);
  TEST ("own-mentor", test_own_mentor);
  TEST ("deep-tree", test_deep_tree);
  TEST ("no-way", test_no_way);
  TEST ("columns-that-stay", test_columns_that_stay);
  TEST ("together-or-not-at-all", test_together_or_not_at_all);
  TEST ("hidden", test_hidden);
  TEST ("reference-that-waits", test_reference_that_waits);
  TEST ("insert-without-a-column", test_insert_without_a_column);
  TEST ("target-gone", test_target_gone);
  TEST ("still-used", test_still_used);
  TEST ("held-delete", test_held_delete);
  TEST ("child-of-conflict", test_child_of_conflict);
  TEST ("delete-waits-for-conflict", test_delete_waits_for_conflict);
  TEST ("same-link", test_same_link);
  TEST ("same-link-again", test_same_link_again);
  TEST ("created-twice", test_created_twice);
  TEST ("united-twice", test_united_twice);
  TEST ("third-of-a-kind", test_third_of_a_kind);
  TEST ("unique", test_unique);
  TEST ("takes", test_takes);
  TEST ("description", test_description);
  TEST ("nothing", test_nothing);
  result = g_test_run ();
  uois_sync_policies_free (policies);
  uois_registry_unref (registry);
  return result;
}
