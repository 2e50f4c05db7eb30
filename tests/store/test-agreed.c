/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file and a server have agreed on, and what becomes of operations. */
#include "config.h"

#include "campus.h"
#include "store/agreed.h"
#include "store/outbox.h"

#include <sqlite3.h>

typedef struct
{
  Row *row;
  const char *token;
  gboolean whole;
  gboolean forget;
  gboolean remote;
} Agreement;

static gboolean
agree_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Agreement *agreement = data;
  const UoisType *type = agreement->row->type;
  const UoisUuid *id = row_get_id (agreement->row);

  if (agreement->forget)
    return uois_store_unit_forget_agreed (unit, type, id, error);
  if (agreement->remote)
    return uois_store_unit_set_remote (unit, type, id, agreement->token, agreement->row->values,
                                       agreement->row->changed, error);
  return uois_store_unit_set_agreed (unit, type, id, agreement->token, agreement->whole ? NULL : agreement->row->values,
                                     agreement->whole ? NULL : agreement->row->changed, error);
}

static void
run (Campus *campus, UoisStoreJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  uois_store_write (campus->store, UOIS_ORIGIN_PULL, NULL, NULL, job, data, NULL, &error);
  g_assert_no_error (error);
}

static void
agree (Campus *campus, Row *row, const char *token)
{
  Agreement agreement = { .row = row, .token = token, .whole = TRUE };

  run (campus, agree_job, &agreement);
}

static gboolean
read_agreed (Campus *campus, Row *row, UoisStoreCopy *base, UoisStoreCopy *remote)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  gboolean is_agreed;

  g_assert_no_error (error);
  uois_store_reader_read_agreed (reader, row->type, row_get_id (row), &is_agreed, base, remote, &error);
  g_assert_no_error (error);
  uois_store_return_reader (campus->store, reader);
  return is_agreed;
}

static void
assert_name (const UoisStoreCopy *copy, const UoisType *type, const char *expected)
{
  const UoisColumn *column = uois_type_find_column (type, "name");
  g_autofree char *name = NULL;

  g_assert_nonnull (copy->values);
  g_assert_true (copy->known[column->index]);
  name = uois_value_to_string (&g_array_index (copy->values, UoisValue, column->index));
  g_assert_cmpstr (name, ==, expected);
}

static Row *
add_team (Campus *campus, const char *name)
{
  Row *team = row_new (campus->team);

  row_set (team, "name", name);
  campus_insert (campus, team);
  return team;
}

static void
change (Campus *campus, Row *row, UoisStoreOrigin origin, const char *column, const char *text)
{
  g_autoptr (Row) changed = row_new (row->type);

  row_set_uuid (changed, "id", row_get_id (row));
  row_set (changed, column, text);
  campus_run (campus, origin, STEP_UPDATE, changed, NULL);
}

static void
test_first_change_keeps_base (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "A");
  g_autoptr (Row) stranger = add_team (campus, "S");
  g_auto (UoisStoreCopy) base = { NULL };
  g_auto (UoisStoreCopy) remote = { NULL };

  g_assert_false (read_agreed (campus, team, &base, &remote));
  agree (campus, team, "2026-01-02T03:04:05.000600");
  g_assert_true (read_agreed (campus, team, &base, &remote));
  g_assert_cmpstr (base.token, ==, "2026-01-02T03:04:05.000600");
  g_assert_null (base.values);
  uois_store_copy_clear (&base);

  change (campus, team, UOIS_ORIGIN_EDIT, "name", "B");
  change (campus, team, UOIS_ORIGIN_EDIT, "name", "C");
  change (campus, stranger, UOIS_ORIGIN_EDIT, "name", "T");
  g_assert_true (read_agreed (campus, team, &base, &remote));
  g_assert_cmpstr (base.token, ==, "2026-01-02T03:04:05.000600");
  assert_name (&base, team->type, "A");
  g_assert_null (remote.values);
  uois_store_copy_clear (&base);
  g_assert_false (read_agreed (campus, stranger, &base, &remote));
  campus_assert_sound (campus);

  /* The server has it: the record itself is what is agreed on. */
  agree (campus, team, "2");
  g_assert_true (read_agreed (campus, team, &base, &remote));
  g_assert_null (base.values);
  g_assert_cmpstr (base.token, ==, "2");
}

static void
test_delete_keeps_base (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "A");
  g_auto (UoisStoreCopy) base = { NULL };
  g_auto (UoisStoreCopy) remote = { NULL };
  Agreement forget = { .row = team, .forget = TRUE };

  agree (campus, team, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_DELETE, team, NULL);
  g_assert_true (read_agreed (campus, team, &base, &remote));
  assert_name (&base, team->type, "A");
  uois_store_copy_clear (&base);
  campus_assert_sound (campus);

  run (campus, agree_job, &forget);
  g_assert_false (read_agreed (campus, team, &base, &remote));
}

/* What came from the server, and what no server has, changes nothing of what is agreed on. */
static void
test_other_changes_do_not (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) person = row_new (campus->person);
  g_auto (UoisStoreCopy) base = { NULL };
  g_auto (UoisStoreCopy) remote = { NULL };

  row_set (person, "name", "A");
  campus_insert (campus, person);
  agree (campus, person, "1");
  change (campus, person, UOIS_ORIGIN_PULL, "name", "B");
  change (campus, person, UOIS_ORIGIN_EDIT, "note", "only here");
  g_assert_true (read_agreed (campus, person, &base, &remote));
  g_assert_null (base.values);
  campus_assert_sound (campus);
}

static void
test_conflict (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "A");
  g_autoptr (Row) theirs = row_new (campus->team);
  g_autoptr (Row) known = row_new (campus->team);
  g_auto (UoisStoreCopy) base = { NULL };
  g_auto (UoisStoreCopy) remote = { NULL };
  Agreement open = { .row = theirs, .token = "7", .remote = TRUE };
  Agreement part = { .row = known, .token = "8" };
  const UoisColumn *size = uois_type_find_column (campus->team, "size");

  row_set_uuid (theirs, "id", row_get_id (team));
  row_set (theirs, "name", "B");
  run (campus, agree_job, &open);
  g_assert_false (read_agreed (campus, team, &base, &remote));
  g_assert_cmpstr (remote.token, ==, "7");
  assert_name (&remote, team->type, "B");
  g_assert_false (remote.known[size->index]);
  uois_store_copy_clear (&remote);
  uois_store_copy_clear (&base);

  /* Nothing is kept of a record that is not agreed on. */
  change (campus, team, UOIS_ORIGIN_EDIT, "name", "C");
  g_assert_false (read_agreed (campus, team, &base, &remote));
  g_assert_null (base.values);
  uois_store_copy_clear (&remote);

  /* Decided: of what is agreed on only a part is known. */
  row_set_uuid (known, "id", row_get_id (team));
  row_set (known, "name", "B");
  run (campus, agree_job, &part);
  g_assert_true (read_agreed (campus, team, &base, &remote));
  assert_name (&base, team->type, "B");
  g_assert_false (base.known[size->index]);
  g_assert_null (remote.values);
  g_assert_null (remote.token);
  campus_assert_sound (campus);
}

/* What another program can do to a file. */
static void
lose_updates (Campus *campus)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (campus->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM outbox WHERE action = 'update'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_lost_change_is_found (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "A");
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  agree (campus, team, "1");
  change (campus, team, UOIS_ORIGIN_EDIT, "name", "B");
  campus_assert_sound (campus);
  lose_updates (campus);
  findings = uois_store_check (campus->store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((const UoisFinding *) findings->pdata[0])->sentence, ==,
                   "1 changed record of “teams” would never be sent.");
}

/* ---- Fates ---- */

typedef struct
{
  gint64 number;
  const char *state;
  const char *message;
} Fate;

static gboolean
fate_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fate *fate = data;

  return uois_store_unit_set_fate (unit, fate->number, fate->state, 3, 1, fate->message, error);
}

static GPtrArray *
list_open (Campus *campus, gint64 after, guint limit)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  GPtrArray *operations = uois_store_reader_list_open_operations (reader, after, limit, &error);

  g_assert_no_error (error);
  uois_store_return_reader (campus->store, reader);
  return operations;
}

static void
test_fates (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) one = row_new (campus->team);
  g_autoptr (Row) two = row_new (campus->team);
  g_autoptr (GPtrArray) open = NULL;
  const UoisStoreOperation *operation;
  Fate fate = { 0, "refused", "No." };

  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, one, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, two, NULL);
  open = list_open (campus, 0, 10);
  g_assert_cmpuint (open->len, ==, 2);
  operation = open->pdata[0];
  fate.number = operation->number;
  g_assert_cmpstr (operation->table, ==, "teams");
  g_assert_true (uois_uuid_equal (&operation->id, row_get_id (one)));
  g_assert_cmpstr (operation->action, ==, "insert");
  g_assert_cmpstr (operation->state, ==, "pending");
  g_assert_cmpuint (operation->attempts, ==, 0);
  g_assert_null (operation->message);
  g_assert_cmpint (operation->unit, >, 0);

  run (campus, fate_job, &fate);
  g_clear_pointer (&open, g_ptr_array_unref);
  campus_reopen (campus);
  open = list_open (campus, 0, 1);
  operation = open->pdata[0];
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpstr (operation->state, ==, "refused");
  g_assert_cmpstr (operation->message, ==, "No.");
  g_assert_cmpuint (operation->attempts, ==, 3);
  g_assert_cmpuint (operation->false_reports, ==, 1);

  fate.state = "confirmed";
  fate.message = NULL;
  run (campus, fate_job, &fate);
  g_clear_pointer (&open, g_ptr_array_unref);
  open = list_open (campus, 0, 10);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_true (uois_uuid_equal (&((const UoisStoreOperation *) open->pdata[0])->id, row_get_id (two)));
  g_clear_pointer (&open, g_ptr_array_unref);
  open = list_open (campus, G_MAXINT64, 10);
  g_assert_cmpuint (open->len, ==, 0);
}

#define TEST(name, function) g_test_add ("/store/agreed/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  campus_use_memory ();
  g_test_init (&argc, &argv, NULL);
  TEST ("first-change-keeps-base", test_first_change_keeps_base);
  TEST ("delete-keeps-base", test_delete_keeps_base);
  TEST ("other-changes-do-not", test_other_changes_do_not);
  TEST ("conflict", test_conflict);
  TEST ("lost-change-is-found", test_lost_change_is_found);
  TEST ("fates", test_fates);
  return g_test_run ();
}
