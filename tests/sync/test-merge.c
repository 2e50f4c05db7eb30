/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The merge of one record, case by case. A copy is written as "name=A seats=20 note=-": "-" is null, "?" is unknown;
 * what is not written is null. NULL is no copy, "gone" a tombstone. Verdicts are written likewise: "name=mine".
 */
#include "college.h"
#include "sync/merge.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *base;
  const char *local;
  const char *remote;
  UoisSyncConflictKind conflict;
  UoisSyncAct send;
  UoisSyncAct take;
  gboolean agreed;
  const char *verdicts;
} Case;

#define NONE UOIS_SYNC_ACT_NONE
#define INSERT UOIS_SYNC_ACT_INSERT
#define UPDATE UOIS_SYNC_ACT_UPDATE
#define DELETE UOIS_SYNC_ACT_DELETE
#define FINE UOIS_SYNC_CONFLICT_NONE

static const Case cases[] = {
  /* The table of four lines, and that sides are alike. */
  { "nothing", "name=A", "name=A", "name=A", FINE, NONE, NONE, FALSE, "" },
  { "theirs", "name=A", "name=A", "name=B", FINE, NONE, UPDATE, FALSE, "name=theirs" },
  { "mine", "name=A", "name=B", "name=A", FINE, UPDATE, NONE, FALSE, "name=mine" },
  { "equal", "name=A", "name=B", "name=B", FINE, NONE, NONE, TRUE, "name=agreed" },
  { "differ", "name=A", "name=B", "name=C", UOIS_SYNC_CONFLICT_FIELDS, NONE, NONE, FALSE, "name=conflict" },
  { "nobody-looked", "name=A", "name=B", NULL, FINE, UPDATE, NONE, FALSE, "name=mine" },
  { "nobody-looked-and-same", "name=A", "name=A", NULL, FINE, NONE, NONE, FALSE, "" },
  { "disjoint", "name=A seats=1", "name=B seats=1", "name=A seats=2", FINE, UPDATE, UPDATE, FALSE,
    "name=mine seats=theirs area=theirs" },
  { "conflict-holds-the-rest", "name=A open=true name_en=a", "name=B open=true name_en=b",
    "name=C open=false name_en=a", UOIS_SYNC_CONFLICT_FIELDS, NONE, NONE, FALSE,
    "name=conflict open=theirs name_en=mine" },
  { "cleared-here", "name=A", "name=-", "name=A", FINE, UPDATE, NONE, FALSE, "name=mine" },
  { "cleared-there", "name=A", "name=A", "name=-", FINE, NONE, UPDATE, FALSE, "name=theirs" },
  { "agreed-and-mine", "name=A open=true", "name=B open=false", "name=B open=true", FINE, UPDATE, NONE, TRUE,
    "name=agreed open=mine" },
  { "agreed-and-theirs", "name=A open=true", "name=B open=true", "name=B open=false", FINE, NONE, UPDATE, FALSE,
    "name=agreed open=theirs" },

  /* Values that mean the same. */
  { "composed", "name=\xc5\x99", "name=r\xcc\x8c", "name=\xc5\x99", FINE, NONE, NONE, FALSE, "" },
  { "null-reads-as", "name_en=-", "name_en=", "name_en=-", FINE, NONE, NONE, FALSE, "" },
  { "null-is-not-empty", "name=-", "name=", "name=-", FINE, UPDATE, NONE, FALSE, "name=mine" },

  /* Columns that belong together: seats and area. */
  { "group-mine", "seats=1 area=1", "seats=2 area=1", "seats=1 area=1", FINE, UPDATE, NONE, FALSE,
    "seats=mine area=mine" },
  { "group-theirs", "seats=1 area=1", "seats=1 area=1", "seats=2 area=1", FINE, NONE, UPDATE, FALSE,
    "seats=theirs area=theirs" },
  { "group-mixed", "seats=1 area=1", "seats=2 area=1", "seats=1 area=2", UOIS_SYNC_CONFLICT_FIELDS, NONE, NONE, FALSE,
    "seats=conflict area=conflict" },
  { "group-agreed", "seats=1 area=1", "seats=2 area=2", "seats=2 area=2", FINE, NONE, NONE, TRUE,
    "seats=agreed area=agreed" },
  { "group-half-agreed", "seats=1 area=1", "seats=2 area=1", "seats=2 area=2", UOIS_SYNC_CONFLICT_FIELDS, NONE, NONE,
    FALSE, "seats=conflict area=conflict" },
  { "group-hidden", "seats=1 area=1", "seats=2 area=1", "seats=1 area=?", FINE, UPDATE, NONE, FALSE,
    "seats=mine area=mine" },
  { "group-hidden-change", "seats=1 area=1", "seats=2 area=2", "seats=1 area=?", FINE, UPDATE, NONE, FALSE,
    "seats=hidden area=hidden" },
  { "group-hidden-first", "seats=1 area=1", "seats=2 area=2", "seats=? area=1", FINE, UPDATE, NONE, FALSE,
    "seats=hidden area=hidden" },
  { "group-hidden-conflict", "seats=1 area=1", "seats=2 area=2", "seats=3 area=?", FINE, UPDATE, NONE, FALSE,
    "seats=hidden area=hidden" },

  /* What is unknown is no change. */
  { "unknown-there", "name=A", "name=A", "name=?", FINE, NONE, NONE, FALSE, "" },
  { "unknown-here", "name=A", "name=?", "name=A", FINE, NONE, NONE, FALSE, "" },
  { "unknown-here-theirs", "name=A", "name=?", "name=B", FINE, NONE, UPDATE, FALSE, "name=theirs" },
  { "hidden", "name=A", "name=B", "name=?", FINE, UPDATE, NONE, FALSE, "name=hidden" },
  { "hidden-and-mine", "name=A open=true", "name=B open=false", "name=? open=true", FINE, UPDATE, NONE, FALSE,
    "name=hidden open=mine" },
  { "never-known", "name=?", "name=B", "name=?", FINE, UPDATE, NONE, FALSE, "name=hidden" },
  { "never-known-nobody-looked", "name=?", "name=B", NULL, FINE, UPDATE, NONE, FALSE, "name=hidden" },
  { "never-known-null-here", "name=?", "name=-", "name=?", FINE, NONE, NONE, FALSE, "" },
  { "shown-at-last", "name=?", "name=-", "name=B", FINE, NONE, UPDATE, FALSE, "name=theirs" },
  { "shown-at-last-and-changed", "name=?", "name=A", "name=B", UOIS_SYNC_CONFLICT_FIELDS, NONE, NONE, FALSE,
    "name=conflict" },
  { "shown-at-last-and-equal", "name=?", "name=A", "name=A", FINE, NONE, NONE, TRUE, "name=agreed" },

  /* Of the server alone, and of this file alone. */
  { "touched", "lastchange=2026-01-01", "lastchange=2026-01-01", "lastchange=2026-01-02", FINE, NONE, UPDATE, FALSE,
    "lastchange=theirs" },
  { "touched-here", "lastchange=2026-01-01", "lastchange=2026-01-02", "lastchange=2026-01-01", FINE, NONE, UPDATE,
    FALSE, "lastchange=theirs" },
  { "touched-unknown", "lastchange=2026-01-01", "lastchange=2026-01-02", "lastchange=?", FINE, NONE, NONE, FALSE, "" },
  { "remark", "remark=A", "remark=B", "remark=C", FINE, NONE, NONE, FALSE, "" },

  /* Records that come and go. */
  { "new-here", NULL, "name=A", NULL, FINE, INSERT, NONE, FALSE, "" },
  { "new-there", NULL, NULL, "name=A", FINE, NONE, INSERT, FALSE, "" },
  { "never-was", NULL, NULL, NULL, FINE, NONE, NONE, FALSE, "" },
  { "new-and-deleted-here", NULL, "gone", NULL, FINE, NONE, NONE, FALSE, "" },
  { "tombstone-of-nothing", NULL, NULL, "gone", FINE, NONE, NONE, FALSE, "" },
  { "both-gone-never-agreed", NULL, "gone", "gone", FINE, NONE, NONE, FALSE, "" },
  { "tombstone-beats-stale-create", NULL, "name=A", "gone", UOIS_SYNC_CONFLICT_DELETED_THERE, NONE, NONE, FALSE, "" },
  { "deleted-before-it-was-seen", NULL, "gone", "name=A", UOIS_SYNC_CONFLICT_DELETED_HERE, NONE, NONE, FALSE, "" },
  { "same-id-equal", NULL, "name=A", "name=A", FINE, NONE, NONE, TRUE, "name=agreed" },
  { "same-id-empty", NULL, "", "", FINE, NONE, NONE, TRUE, "" },
  { "same-id-differ", NULL, "name=A", "name=B", UOIS_SYNC_CONFLICT_SAME_ID, NONE, NONE, FALSE, "name=conflict" },
  { "same-id-united", NULL, "name=A", "name=- open=true", FINE, UPDATE, UPDATE, FALSE, "name=mine open=theirs" },
  { "same-id-unknown-there", NULL, "name=A", "name=?", FINE, UPDATE, NONE, TRUE, "name=hidden" },
  { "deleted-here", "name=A", NULL, "name=A", FINE, DELETE, NONE, FALSE, "" },
  { "deleted-here-tombstone", "name=A", "gone", "name=A", FINE, DELETE, NONE, FALSE, "" },
  { "deleted-here-nobody-looked", "name=A", "gone", NULL, FINE, DELETE, NONE, FALSE, "" },
  { "deleted-here-changed-there", "name=A", "gone", "name=B", UOIS_SYNC_CONFLICT_DELETED_HERE, NONE, NONE, FALSE, "" },
  { "deleted-here-touched-there", "name=A lastchange=2026-01-01", "gone", "name=A lastchange=2026-01-02", FINE, DELETE,
    NONE, FALSE, "" },
  { "deleted-here-unknown-there", "name=A", "gone", "name=?", FINE, DELETE, NONE, FALSE, "" },
  { "deleted-there", "name=A", "name=A", "gone", FINE, NONE, DELETE, FALSE, "" },
  { "deleted-there-changed-here", "name=A", "name=B", "gone", UOIS_SYNC_CONFLICT_DELETED_THERE, NONE, NONE, FALSE, "" },
  { "deleted-there-remark-here", "remark=A", "remark=B", "gone", FINE, NONE, DELETE, FALSE, "" },
  { "deleted-there-hidden-change", "name=?", "name=B", "gone", UOIS_SYNC_CONFLICT_DELETED_THERE, NONE, NONE, FALSE,
    "" },
  { "deleted-twice", "name=A", "gone", "gone", FINE, NONE, NONE, TRUE, "" },
  { "deleted-twice-without-trace", "name=A", NULL, "gone", FINE, NONE, NONE, TRUE, "" },
  { "base-tombstone", "gone", "name=A", NULL, FINE, INSERT, NONE, FALSE, "" },
};

static UoisRegistry *registry;
static UoisSyncPolicies *policies;
static const UoisType *room_type;

static void
check_verdicts (const Case *expected, const UoisSyncMerge *merge)
{
  static const char *const names[] = { "same", "mine", "theirs", "agreed", "hidden", "conflict" };
  g_auto (GStrv) words = g_strsplit (expected->verdicts, " ", -1);

  for (guint i = 0; i < room_type->columns.length; i++)
    {
      const char *column = room_type->columns.items[i]->name;
      const char *verdict = "same";

      for (guint j = 0; words[j] != NULL; j++)
        if (g_str_has_prefix (words[j], column) && words[j][strlen (column)] == '=')
          verdict = words[j] + strlen (column) + 1;
      if (strcmp (names[merge->verdicts[i]], verdict) != 0)
        g_error ("%s: %s is %s, not %s", expected->name, column, names[merge->verdicts[i]], verdict);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (UoisSyncRecord) base = college_copy (room_type, 1, expected->base);
  g_autoptr (UoisSyncRecord) local = college_copy (room_type, 1, expected->local);
  g_autoptr (UoisSyncRecord) remote = college_copy (room_type, 1, expected->remote);
  g_autofree guint8 *verdicts = g_malloc (room_type->columns.length);
  UoisSyncMerge merge = { .verdicts = verdicts };

  memset (verdicts, 77, room_type->columns.length);
  uois_sync_merge (uois_sync_policies_get (policies, room_type), base, local, remote, &merge);
  g_assert_cmpint (merge.conflict, ==, expected->conflict);
  g_assert_cmpint (merge.send, ==, expected->send);
  g_assert_cmpint (merge.take, ==, expected->take);
  g_assert_cmpint (merge.agreed, ==, expected->agreed);
  check_verdicts (expected, &merge);
}

/* The fast way for what nobody touched gives what the slow one gives. */
static void
test_shared_copies (void)
{
  g_autoptr (UoisSyncRecord) base = college_copy (room_type, 1, "name=A");
  g_autoptr (UoisSyncRecord) other = college_copy (room_type, 1, "name=B");
  g_autofree guint8 *verdicts = g_malloc (room_type->columns.length);
  UoisSyncMerge merge = { .verdicts = verdicts };
  const UoisSyncPolicy *policy = uois_sync_policies_get (policies, room_type);

  uois_sync_merge (policy, base, base, base, &merge);
  g_assert_true (merge.send == NONE && merge.take == NONE && merge.conflict == FINE && !merge.agreed);
  uois_sync_merge (policy, base, base, NULL, &merge);
  g_assert_true (merge.send == NONE && merge.take == NONE && merge.conflict == FINE && !merge.agreed);
  uois_sync_merge (policy, base, base, other, &merge);
  g_assert_true (merge.send == NONE && merge.take == UPDATE && merge.conflict == FINE);
  uois_sync_merge (policy, base, other, base, &merge);
  g_assert_true (merge.send == UPDATE && merge.take == NONE && merge.conflict == FINE && !merge.agreed);
  uois_sync_merge (policy, base, other, other, &merge);
  g_assert_true (merge.send == NONE && merge.take == NONE && merge.agreed);
}

static void
test_token (void)
{
  g_autoptr (UoisSyncRecord) base = college_copy (room_type, 1, "name=A");
  g_autoptr (UoisSyncRecord) local = college_copy (room_type, 1, "name=B");
  g_autoptr (UoisSyncRecord) remote = college_copy (room_type, 1, "name=A");
  g_autofree guint8 *verdicts = g_malloc (room_type->columns.length);
  UoisSyncMerge merge = { .verdicts = verdicts };
  const UoisSyncPolicy *policy = uois_sync_policies_get (policies, room_type);

  uois_sync_record_set_token (base, "1");
  uois_sync_record_set_token (remote, "1");
  uois_sync_merge (policy, base, local, remote, &merge);
  g_assert_true (merge.send == UPDATE && !merge.agreed);

  /* Written anew with the same content: another version to be told to the server. */
  uois_sync_record_set_token (remote, "2");
  uois_sync_merge (policy, base, local, remote, &merge);
  g_assert_true (merge.send == UPDATE && merge.agreed && merge.take == NONE);
}

static void
test_result (void)
{
  g_autoptr (UoisSyncRecord) base = college_copy (room_type, 1, "name=A seats=1 open=true note=? name_en=a remark=A");
  g_autoptr (UoisSyncRecord) local = college_copy (room_type, 1, "name=B seats=1 open=false note=? name_en=? remark=B");
  g_autoptr (UoisSyncRecord) remote = college_copy (room_type, 1, "name=A seats=2 open=false note=? name_en=a");
  g_autoptr (UoisSyncRecord) expected =
      college_copy (room_type, 1, "name=B seats=2 open=false note=? name_en=a remark=B");
  g_autoptr (UoisSyncRecord) result = NULL;
  g_autofree guint8 *verdicts = g_malloc (room_type->columns.length);
  UoisSyncMerge merge = { .verdicts = verdicts };

  uois_sync_record_set_token (base, "1");
  uois_sync_record_set_token (local, "local");
  uois_sync_record_set_token (remote, "2");
  uois_sync_merge (uois_sync_policies_get (policies, room_type), base, local, remote, &merge);
  result = uois_sync_merge_result (base, local, remote, verdicts);
  college_assert_same (result, expected);
  g_assert_cmpstr (result->token, ==, "2");

  g_clear_pointer (&result, uois_sync_record_unref);
  result = uois_sync_merge_result (base, local, NULL, verdicts);
  g_assert_cmpstr (result->token, ==, "1");
  g_clear_pointer (&result, uois_sync_record_unref);
  memset (verdicts, UOIS_SYNC_SAME, room_type->columns.length);
  result = uois_sync_merge_result (NULL, local, NULL, verdicts);
  college_assert_same (result, local);
  g_assert_cmpstr (result->token, ==, "local");
}

static void
test_base (void)
{
  g_autoptr (UoisSyncRecord) before = college_copy (room_type, 1, "name=A seats=1");
  g_autoptr (UoisSyncRecord) remote = college_copy (room_type, 1, "name=? seats=2");
  g_autoptr (UoisSyncRecord) expected = college_copy (room_type, 1, "name=A seats=2");
  g_autoptr (UoisSyncRecord) base = NULL;

  uois_sync_record_set_token (before, "1");
  uois_sync_record_set_token (remote, "2");
  base = uois_sync_merge_base (before, remote);
  college_assert_same (base, expected);
  g_assert_cmpstr (base->token, ==, "2");
  g_clear_pointer (&base, uois_sync_record_unref);
  base = uois_sync_merge_base (NULL, remote);
  college_assert_same (base, remote);
  g_assert_cmpstr (base->token, ==, "2");
}

static void
test_policies (void)
{
  const UoisType *lecture = uois_registry_find_table (registry, "lectures");
  const UoisType *code = uois_registry_find_table (registry, "codes");
  const UoisType *building = uois_registry_find_table (registry, "buildings");
  const UoisSyncPolicy *policy = uois_sync_policies_get (policies, lecture);
  const UoisSyncKey *key;

  g_assert_cmpuint (policy->units[college_column (lecture, "startdate")->index], ==,
                    policy->units[college_column (lecture, "enddate")->index]);
  g_assert_cmpuint (policy->units[college_column (lecture, "name")->index], !=,
                    policy->units[college_column (lecture, "enddate")->index]);
  g_assert_cmpuint (policy->n_units, ==, lecture->columns.length - 1);
  g_assert_cmpuint (policy->keys->len, ==, 0);

  key = uois_sync_policies_get (policies, code)->keys->pdata[0];
  g_assert_true (key->natural);
  g_assert_cmpuint (key->columns.length, ==, 2);
  key = uois_sync_policies_get (policies, building)->keys->pdata[0];
  g_assert_false (key->natural);
  g_assert_cmpuint (key->columns.length, ==, 1);
  g_assert_cmpuint (uois_sync_policies_get (policies, uois_registry_find_table (registry, "attendances"))->keys->len,
                    ==, 1);
  g_assert_cmpuint (uois_sync_policies_get_rank (policies, building), <,
                    uois_sync_policies_get_rank (policies, room_type));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = college_load ();
  policies = uois_sync_policies_new (registry);
  room_type = uois_registry_find_table (registry, "rooms");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/merge/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/merge/shared-copies", test_shared_copies);
  g_test_add_func ("/sync/merge/token", test_token);
  g_test_add_func ("/sync/merge/result", test_result);
  g_test_add_func ("/sync/merge/base", test_base);
  g_test_add_func ("/sync/merge/policies", test_policies);
  result = g_test_run ();
  uois_sync_policies_free (policies);
  uois_registry_unref (registry);
  return result;
}
