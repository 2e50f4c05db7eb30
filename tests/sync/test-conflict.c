/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding conflicts: what becomes of the record, and that the next plan does what was decided. */
#include "college.h"
#include "sync/conflict.h"

#include <string.h>

static UoisRegistry *registry;
static UoisSyncPolicies *policies;
static const UoisType *room_type;

typedef struct
{
  UoisSyncCapability *capability;
  UoisSyncPlan *plan;
  const UoisSyncConflict *conflict;
  guint8 *choices;
} Fixture;

static const UoisSyncCapability *
get_capability (const UoisType *type, gpointer data)
{
  return ((const Fixture *) data)->capability;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->capability = uois_sync_capability_new_full (room_type);
  fixture->choices = g_new0 (guint8, room_type->columns.length);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->plan, uois_sync_plan_free);
  g_free (fixture->capability);
  g_free (fixture->choices);
}

static void
plan (Fixture *fixture, UoisSyncRecord *base, UoisSyncRecord *local, UoisSyncRecord *remote)
{
  const GPtrArray *conflicts;

  g_clear_pointer (&fixture->plan, uois_sync_plan_free);
  fixture->plan = uois_sync_plan_new (policies, get_capability, fixture);
  uois_sync_plan_add (fixture->plan, base, local, remote);
  uois_sync_plan_finish (fixture->plan);
  conflicts = uois_sync_plan_get_conflicts (fixture->plan);
  fixture->conflict = conflicts->len > 0 ? conflicts->pdata[0] : NULL;
}

static void
make (Fixture *fixture, const char *base, const char *local, const char *remote)
{
  g_autoptr (UoisSyncRecord) b = college_copy (room_type, 1, base);
  g_autoptr (UoisSyncRecord) l = college_copy (room_type, 1, local);
  g_autoptr (UoisSyncRecord) r = college_copy (room_type, 1, remote);

  if (r != NULL)
    uois_sync_record_set_token (r, "2");
  plan (fixture, b, l, r);
  g_assert_nonnull (fixture->conflict);
}

static void
choose (Fixture *fixture, const char *column, UoisSyncChoice choice)
{
  fixture->choices[college_column (room_type, column)->index] = choice;
}

static void
check_copy (const UoisSyncRecord *copy, const char *expected)
{
  g_autoptr (UoisSyncRecord) other = college_copy (room_type, 1, expected);

  g_assert_true ((copy != NULL) == (other != NULL));
  if (copy != NULL)
    college_assert_same (copy, other);
}

/* The next plan, with what the server has, does exactly this. */
static void
check_next (Fixture *fixture, UoisSyncDecision *decision, const char *remote, UoisSyncAct act)
{
  g_autoptr (UoisSyncRecord) r = college_copy (room_type, 1, remote);
  const GPtrArray *operations;

  if (r != NULL && r->deleted && decision->base == NULL)
    g_clear_pointer (&r, uois_sync_record_unref);
  if (r != NULL)
    uois_sync_record_set_token (r, "2");
  if (decision->base == NULL && decision->local == NULL && r == NULL)
    return;
  plan (fixture, decision->base, decision->local, r);
  g_assert_null (fixture->conflict);
  operations = uois_sync_plan_get_operations (fixture->plan);
  g_assert_cmpuint (operations->len, ==, act != UOIS_SYNC_ACT_NONE);
  if (operations->len > 0)
    g_assert_cmpint (((const UoisSyncOperation *) operations->pdata[0])->act, ==, act);
}

static void
test_choose (Fixture *fixture, gconstpointer data)
{
  g_auto (UoisSyncDecision) decision = { NULL };
  g_autoptr (UoisSyncRecord) other = college_copy (room_type, 1, "note=typed");
  const UoisSyncPolicy *policy = uois_sync_policies_get (policies, room_type);

  make (fixture, "name=A seats=1 area=1 open=true note=x name_en=a",
        "name=B seats=2 area=1 open=false note=y name_en=a", "name=C seats=1 area=2 open=true note=z name_en=b");
  g_assert_cmpuint (uois_sync_conflict_count_open (fixture->conflict, fixture->choices), ==, 4);
  g_assert_false (uois_sync_conflict_choose (fixture->conflict, policy, fixture->choices, other, &decision));
  choose (fixture, "name", UOIS_SYNC_CHOICE_BASE);
  choose (fixture, "note", UOIS_SYNC_CHOICE_OTHER);
  choose (fixture, "seats", UOIS_SYNC_CHOICE_MINE);
  g_assert_cmpuint (uois_sync_conflict_count_open (fixture->conflict, fixture->choices), ==, 1);
  choose (fixture, "area", UOIS_SYNC_CHOICE_THEIRS);
  g_assert_false (uois_sync_conflict_choose (fixture->conflict, policy, fixture->choices, other, &decision));
  choose (fixture, "seats", UOIS_SYNC_CHOICE_THEIRS);
  /* Of what is no conflict, nobody is asked. */
  choose (fixture, "open", UOIS_SYNC_CHOICE_THEIRS);

  g_assert_true (uois_sync_conflict_choose (fixture->conflict, policy, fixture->choices, other, &decision));
  check_copy (decision.local, "name=A seats=1 area=2 open=false note=typed name_en=b");
  check_copy (decision.base, "name=C seats=1 area=2 open=true note=z name_en=b");
  g_assert_cmpstr (decision.base->token, ==, "2");
  check_next (fixture, &decision, "name=C seats=1 area=2 open=true note=z name_en=b", UOIS_SYNC_ACT_UPDATE);
}

static void
test_typed_together (Fixture *fixture, gconstpointer data)
{
  g_auto (UoisSyncDecision) decision = { NULL };
  g_autoptr (UoisSyncRecord) other = college_copy (room_type, 1, "area=9");

  make (fixture, "seats=1 area=1", "seats=2 area=2", "seats=3 area=3");
  choose (fixture, "seats", UOIS_SYNC_CHOICE_MINE);
  choose (fixture, "area", UOIS_SYNC_CHOICE_OTHER);
  g_assert_true (uois_sync_conflict_choose (fixture->conflict, uois_sync_policies_get (policies, room_type),
                                            fixture->choices, other, &decision));
  check_copy (decision.local, "seats=2 area=9");
}

typedef struct
{
  const char *name;
  const char *base;
  const char *local;
  const char *remote;
  gboolean mine;
  const char *new_local;
  const char *new_base;
  UoisSyncAct act;
} Whole;

static const Whole wholes[] = {
  { "fields-mine", "name=A open=true", "name=B open=true", "name=C open=false", TRUE, "name=B open=false",
    "name=C open=false", UOIS_SYNC_ACT_UPDATE },
  { "fields-theirs", "name=A", "name=B", "name=C", FALSE, "name=C", "name=C", UOIS_SYNC_ACT_NONE },
  { "same-id-mine", NULL, "name=A", "name=B", TRUE, "name=A", "name=B", UOIS_SYNC_ACT_UPDATE },
  { "same-id-theirs", NULL, "name=A", "name=B", FALSE, "name=B", "name=B", UOIS_SYNC_ACT_NONE },
  { "deleted-there-mine", "name=A", "name=B", "gone", TRUE, "name=B", NULL, UOIS_SYNC_ACT_INSERT },
  { "deleted-there-theirs", "name=A", "name=B", "gone", FALSE, NULL, NULL, UOIS_SYNC_ACT_NONE },
  { "deleted-here-mine", "name=A", "gone", "name=B", TRUE, NULL, "name=B", UOIS_SYNC_ACT_DELETE },
  { "deleted-here-theirs", "name=A", "gone", "name=B", FALSE, "name=B", "name=B", UOIS_SYNC_ACT_NONE },
};

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  const Whole *whole = data;
  g_auto (UoisSyncDecision) decision = { NULL };

  make (fixture, whole->base, whole->local, whole->remote);
  g_assert_true (uois_sync_conflict_settle (fixture->conflict, whole->mine, &decision));
  check_copy (decision.local, whole->new_local);
  check_copy (decision.base, whole->new_base);
  check_next (fixture, &decision, whole->remote, whole->act);
}

static void
test_two_records (void)
{
  g_autoptr (UoisSyncRecord) base = college_copy (room_type, 1, "name=A");
  g_autoptr (UoisSyncRecord) remote = college_copy (room_type, 1, "name=B");
  UoisSyncConflict conflict = { .type = room_type, .base = base };
  g_auto (UoisSyncDecision) decision = { NULL };

  for (guint kind = UOIS_SYNC_CONFLICT_CREATED_TWICE; kind <= UOIS_SYNC_CONFLICT_TARGET_GONE; kind++)
    {
      conflict.kind = kind;
      g_assert_false (uois_sync_conflict_settle (&conflict, TRUE, &decision));
      g_assert_false (uois_sync_conflict_settle (&conflict, FALSE, &decision));
    }
  conflict.kind = UOIS_SYNC_CONFLICT_STILL_USED;
  g_assert_false (uois_sync_conflict_settle (&conflict, TRUE, &decision));
  g_assert_null (decision.local);
  g_assert_true (uois_sync_conflict_settle (&conflict, FALSE, &decision));
  check_copy (decision.local, "name=A");
  check_copy (decision.base, "name=A");
  uois_sync_decision_clear (&decision);
  conflict.remote = remote;
  g_assert_true (uois_sync_conflict_settle (&conflict, FALSE, &decision));
  check_copy (decision.local, "name=B");
}

static void
test_proposal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *proposal = NULL;

  make (fixture, "note=a\nb\nc name=a\nb", "note=A\nb\nc name=x\nb", "note=a\nb\nC name=a\ny");
  proposal = uois_sync_conflict_propose (fixture->conflict, college_column (room_type, "note"));
  g_assert_cmpstr (proposal, ==, "A\nb\nC");
  g_assert_null (uois_sync_conflict_propose (fixture->conflict, college_column (room_type, "name")));
  g_assert_null (uois_sync_conflict_propose (fixture->conflict, college_column (room_type, "remark")));
}

static void
test_no_proposal (Fixture *fixture, gconstpointer data)
{
  make (fixture, "note=- name=A", "note=a name=B", "note=b name=C");
  g_assert_null (uois_sync_conflict_propose (fixture->conflict, college_column (room_type, "note")));
  make (fixture, "note=a name=A", "note=b name=B", "note=a name=C");
  g_assert_null (uois_sync_conflict_propose (fixture->conflict, college_column (room_type, "note")));
}

static void
test_labels (void)
{
  for (guint kind = UOIS_SYNC_CONFLICT_NONE; kind <= UOIS_SYNC_CONFLICT_STILL_USED; kind++)
    g_assert_cmpuint (strlen (uois_sync_conflict_get_label (kind)), >, 5);
  g_assert_cmpstr (uois_sync_conflict_get_label (UOIS_SYNC_CONFLICT_STILL_USED), ==,
                   "Deleted here, but still used at the server");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = college_load ();
  policies = uois_sync_policies_new (registry);
  room_type = uois_registry_find_table (registry, "rooms");
  g_test_add ("/sync/conflict/choose", Fixture, NULL, set_up, test_choose, tear_down);
  g_test_add ("/sync/conflict/typed-together", Fixture, NULL, set_up, test_typed_together, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/conflict/%s", wholes[i].name);

      g_test_add (path, Fixture, &wholes[i], set_up, test_whole, tear_down);
    }
  g_test_add_func ("/sync/conflict/two-records", test_two_records);
  g_test_add ("/sync/conflict/proposal", Fixture, NULL, set_up, test_proposal, tear_down);
  g_test_add ("/sync/conflict/no-proposal", Fixture, NULL, set_up, test_no_proposal, tear_down);
  g_test_add_func ("/sync/conflict/labels", test_labels);
  result = g_test_run ();
  uois_sync_policies_free (policies);
  uois_registry_unref (registry);
  return result;
}
