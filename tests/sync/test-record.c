/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the sync room: what is known of them, and which values mean the same. */
#include "college.h"

static UoisRegistry *registry;
static const UoisType *room_type;

static UoisSyncRecord *
new_room (guint number)
{
  UoisUuid id = college_id (number);

  return uois_sync_record_new (room_type, &id);
}

static void
test_unknown (void)
{
  g_autoptr (UoisSyncRecord) room = new_room (1);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  const UoisColumn *name = college_column (room_type, "name");

  g_assert_false (uois_sync_record_knows (room, name));
  g_assert_null (uois_sync_record_get (room, name));
  g_assert_true (uois_sync_record_knows (room, room_type->columns.items[0]));

  uois_sync_record_set (room, name, &value);
  g_assert_nonnull (uois_sync_record_get (room, name));
  g_assert_cmpint (uois_sync_record_get (room, name)->kind, ==, UOIS_VALUE_NULL);

  uois_value_set_text (&value, "B 12", -1);
  uois_sync_record_take (room, name, &value);
  g_assert_cmpint (value.kind, ==, UOIS_VALUE_NULL);
  g_assert_cmpstr (uois_sync_record_get (room, name)->text, ==, "B 12");

  uois_sync_record_set_unknown (room, name);
  g_assert_null (uois_sync_record_get (room, name));
}

static void
test_copy (void)
{
  g_autoptr (UoisSyncRecord) room = new_room (1);
  g_autoptr (UoisSyncRecord) copy = NULL;

  college_set (room, "name", "A");
  college_set (room, "seats", "20");
  uois_sync_record_set_token (room, "2026-01-02T03:04:05.000600");
  copy = uois_sync_record_copy (room);
  g_assert_cmpstr (copy->token, ==, "2026-01-02T03:04:05.000600");
  g_assert_true (uois_sync_record_agrees (room, copy, NULL));

  college_set (copy, "name", "B");
  g_assert_cmpstr (uois_sync_record_get (room, college_column (room_type, "name"))->text, ==, "A");
  g_assert_false (uois_sync_record_agrees (room, copy, NULL));
  g_assert_true (uois_sync_record_differs_in (room, copy, college_column (room_type, "name")));
  g_assert_false (uois_sync_record_differs_in (room, copy, college_column (room_type, "seats")));
}

static void
test_overlay (void)
{
  g_autoptr (UoisSyncRecord) room = new_room (1);
  g_autoptr (UoisSyncRecord) part = new_room (1);

  college_set (room, "name", "A");
  college_set (room, "seats", "20");
  uois_sync_record_set_token (part, "t");
  college_set (part, "seats", NULL);
  uois_sync_record_overlay (room, part);
  g_assert_cmpstr (uois_sync_record_get (room, college_column (room_type, "name"))->text, ==, "A");
  g_assert_cmpint (uois_sync_record_get (room, college_column (room_type, "seats"))->kind, ==, UOIS_VALUE_NULL);
  g_assert_null (room->token);
}

static void
test_agrees (void)
{
  g_autoptr (UoisSyncRecord) room = new_room (1);
  g_autoptr (UoisSyncRecord) other = new_room (1);
  g_autoptr (UoisSyncRecord) gone = uois_sync_record_new_deleted (room_type, &room->id);
  g_autofree guint8 *columns = g_new0 (guint8, room_type->columns.length);

  college_set (room, "name", "A");
  g_assert_true (uois_sync_record_agrees (room, other, NULL));
  college_set (other, "name", "B");
  g_assert_false (uois_sync_record_agrees (room, other, NULL));

  columns[college_column (room_type, "seats")->index] = TRUE;
  g_assert_true (uois_sync_record_agrees (room, other, columns));
  columns[college_column (room_type, "name")->index] = TRUE;
  g_assert_false (uois_sync_record_agrees (room, other, columns));

  /* What the server alone or this file alone decides is no difference. */
  college_set (other, "name", "A");
  college_set (room, "lastchange", "2026-01-01");
  college_set (other, "lastchange", "2026-01-02");
  college_set (room, "remark", "ours");
  college_set (other, "remark", "theirs");
  g_assert_true (uois_sync_record_agrees (room, other, NULL));

  g_assert_false (uois_sync_record_agrees (room, gone, NULL));
  g_assert_false (uois_sync_record_agrees (gone, room, NULL));
  g_assert_true (uois_sync_record_agrees (gone, gone, NULL));
}

static void
test_roles (void)
{
  g_assert_cmpint (uois_sync_column_get_role (room_type->columns.items[0]), ==, UOIS_SYNC_ROLE_ID);
  g_assert_cmpint (uois_sync_column_get_role (college_column (room_type, "name")), ==, UOIS_SYNC_ROLE_MERGED);
  g_assert_cmpint (uois_sync_column_get_role (college_column (room_type, "remark")), ==, UOIS_SYNC_ROLE_OURS);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const audit[] = { "created", "lastchange", "createdby", "changedby" };

      g_assert_cmpint (uois_sync_column_get_role (college_column (room_type, audit[i])), ==, UOIS_SYNC_ROLE_SERVER);
    }
}

static void
check_equal (const char *column_name, const char *a, const char *b, gboolean expected)
{
  g_autoptr (UoisSyncRecord) room = new_room (1);
  g_autoptr (UoisSyncRecord) other = new_room (1);
  const UoisColumn *column = college_column (room_type, column_name);

  college_set (room, column_name, a);
  college_set (other, column_name, b);
  g_assert_cmpint (uois_sync_value_equal (column, &room->values[column->index], &other->values[column->index]), ==,
                   expected);
  g_assert_cmpint (uois_sync_value_equal (column, &other->values[column->index], &room->values[column->index]), ==,
                   expected);
}

static void
test_values (void)
{
  check_equal ("name", "A", "A", TRUE);
  check_equal ("name", "A", "a", FALSE);
  check_equal ("name", "A", "A ", FALSE);
  check_equal ("name", NULL, NULL, TRUE);
  check_equal ("name", NULL, "", FALSE);
  check_equal ("name", "\xc5\x99", "r\xcc\x8c", TRUE); /* one letter, composed and decomposed */
  check_equal ("name", "\xc5\x99", "r", FALSE);
  check_equal ("name", "\xc5\x99", "\xc4\x8d", FALSE);
  check_equal ("name_en", NULL, "", TRUE); /* the API gives "" for null */
  check_equal ("name_en", NULL, "x", FALSE);
  check_equal ("name_en", "x", "", FALSE);
  check_equal ("seats", "20", "20", TRUE);
  check_equal ("seats", "20", "21", FALSE);
  check_equal ("seats", NULL, "0", FALSE);
  check_equal ("built", "2026-01-01", "2026-01-01T10:00:00", TRUE);
  check_equal ("built", "2026-01-01", "2026-01-02", FALSE);
  check_equal ("built", "1960-01-01T23:59:59", "1960-01-01", TRUE);
  check_equal ("built", "1960-01-01T23:59:59", "1960-01-02", FALSE);
  check_equal ("building_id", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001", TRUE);
  check_equal ("building_id", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", FALSE);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = college_load ();
  room_type = uois_registry_find_table (registry, "rooms");
  g_test_add_func ("/sync/record/unknown", test_unknown);
  g_test_add_func ("/sync/record/copy", test_copy);
  g_test_add_func ("/sync/record/overlay", test_overlay);
  g_test_add_func ("/sync/record/agrees", test_agrees);
  g_test_add_func ("/sync/record/roles", test_roles);
  g_test_add_func ("/sync/record/values", test_values);
  result = g_test_run ();
  uois_registry_unref (registry);
  return result;
}
