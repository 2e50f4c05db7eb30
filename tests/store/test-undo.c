/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include <sqlite3.h>

/* ---- Random units ---- */

/**
 * World: the records that exist, so that most steps of a random unit are legal.
 */
typedef struct
{
  Campus *campus;
  GRand *random;
  GArray *ids[4]; /* of kinds, teams, people, members */
} World;

static const UoisType *
get_type (World *world, guint n)
{
  const UoisType *types[] = { world->campus->kind, world->campus->team, world->campus->person, world->campus->member };

  return types[n];
}

static guint
get_number (World *world, const UoisType *type)
{
  for (guint i = 0; i < 4; i++)
    if (get_type (world, i) == type)
      return i;

  g_assert_not_reached ();
}

static void
refresh (World *world)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (world->campus->store, NULL, &error);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY row", get_type (world, i)->table);
      UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, &error);

      g_array_set_size (world->ids[i], 0);
      while (uois_store_statement_step (statement, &error) > 0)
        g_array_append_vals (world->ids[i], uois_store_statement_get_uuid (statement, 0), 1);
      uois_store_statement_release (statement);
    }
  g_assert_no_error (error);
  uois_store_return_reader (world->campus->store, reader);
}

static const UoisUuid *
pick (World *world, guint type)
{
  GArray *ids = world->ids[type];

  return ids->len > 0 ? &g_array_index (ids, UoisUuid, g_rand_int_range (world->random, 0, ids->len)) : NULL;
}

static void
set_random_text (World *world, UoisValue *value)
{
  static const char *const pieces[] = { "", "Šárka", "ch", "\"", "\\", "\n", "\t", "💡", "O'Neil", " ", "𝒳", "\x01" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (int n = g_rand_int_range (world->random, 0, 4); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (world->random, 0, G_N_ELEMENTS (pieces))]);
  uois_value_set_text (value, text->str, text->len);
}

static void
set_random (World *world, const UoisColumn *column, UoisValue *value)
{
  uois_value_clear (value);
  if (g_rand_int_range (world->random, 0, 4) == 0)
    return;

  switch (column->kind)
    {
    case UOIS_VALUE_TEXT:
      set_random_text (world, value);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value,
                              (gint64) ((guint64) g_rand_int (world->random) << 32 | g_rand_int (world->random)));
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, g_rand_double_range (world->random, -1e300, 1e300) / 3);
      break;
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, g_rand_boolean (world->random));
      break;
    case UOIS_VALUE_DATETIME:
      uois_value_set_datetime (value, (gint64) (g_rand_double_range (world->random, -6e16, 6e16)));
      break;
    case UOIS_VALUE_DATE:
      /* Some come with a time of day. */
      value->kind = UOIS_VALUE_DATE;
      value->datetime = (gint64) g_rand_int_range (world->random, -700000, 2900000) * 86400 * G_USEC_PER_SEC;
      if (g_rand_boolean (world->random))
        value->datetime += (gint64) g_rand_double_range (world->random, 0, 864e8);
      break;
    case UOIS_VALUE_UUID:
      {
        const UoisUuid *target = column->target != NULL ? pick (world, get_number (world, column->target)) : NULL;

        if (target != NULL)
          uois_value_set_uuid (value, target);
        break;
      }
    case UOIS_VALUE_NULL:
      g_assert_not_reached ();
    }
}

/* Any of the steps may be refused (a reference, a duplicate, a missing record); the unit then goes on. */
static void
forgive (GError *error)
{
  if (error == NULL)
    return;

  g_assert_true (error->domain == UOIS_ERROR);
  g_assert_true (error->code == UOIS_ERROR_REFERENCE || error->code == UOIS_ERROR_NOT_FOUND);
}

static gboolean
run_random_unit (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  int n_steps = g_rand_int_range (world->random, 1, 12);
  gboolean bulk = g_rand_int_range (world->random, 0, 4) == 0;

  if (bulk)
    uois_store_unit_begin_bulk (unit, NULL, NULL);

  for (int i = 0; i < n_steps; i++)
    {
      guint number = g_rand_int_range (world->random, 0, 4);
      const UoisType *type = get_type (world, number);
      g_autoptr (Row) row = row_new (type);
      g_autoptr (GError) refused = NULL;
      const UoisUuid *id = pick (world, number);
      int what = g_rand_int_range (world->random, 0, 5);

      for (guint j = 1; j < type->columns.length; j++)
        {
          set_random (world, type->columns.items[j], &row->values[j]);
          row->changed[j] = g_rand_boolean (world->random);
        }

      if (what < 2 || id == NULL)
        {
          if (uois_store_unit_insert (unit, type, row->values, &refused))
            g_array_append_vals (world->ids[number], row_get_id (row), 1);
        }
      else if (what < 4)
        uois_store_unit_update (unit, type, id, row->values, row->changed, &refused);
      else
        uois_store_unit_delete (unit, type, id, &refused);
      forgive (refused);
    }

  return !bulk || uois_store_unit_end_bulk (unit, error);
}

static void
run_unit (World *world)
{
  g_autoptr (GError) error = NULL;

  refresh (world);
  uois_store_write (world->campus->store, UOIS_ORIGIN_EDIT, "random", NULL, run_random_unit, world, NULL, &error);
  g_assert_no_error (error);
}

static gint64
last_unit (Campus *campus)
{
  return campus_count (campus, "SELECT coalesce (max (unit), 0) FROM journal_units");
}

static void
undo (Campus *campus, gint64 unit)
{
  g_autoptr (GError) error = NULL;

  uois_store_undo (campus->store, unit, "undo", NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
world_init (World *world, Campus *campus)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  world->campus = campus;
  world->random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < 4; i++)
    world->ids[i] = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
}

static void
world_clear (World *world)
{
  g_rand_free (world->random);
  for (guint i = 0; i < 4; i++)
    g_array_unref (world->ids[i]);
}

/* Any unit, and then its undo, leaves every table as it was; undoing that does it again, to the byte. */
static void
test_restores (Campus *campus, gconstpointer data)
{
  World world;

  world_init (&world, campus);
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *before = campus_fingerprint (campus);
      gint64 previous = last_unit (campus);

      run_unit (&world);
      gint64 unit = last_unit (campus);
      if (unit == previous)
        continue;
      g_autofree char *after = campus_fingerprint (campus);

      undo (campus, unit);
      g_autofree char *undone = campus_fingerprint (campus);
      g_assert_cmpstr (undone, ==, before);
      undo (campus, last_unit (campus));
      g_autofree char *redone = campus_fingerprint (campus);
      g_assert_cmpstr (redone, ==, after);
      if (i % 10 == 0)
        campus_assert_sound (campus);
    }
  campus_assert_sound (campus);
  world_clear (&world);
}

/* All of history can be taken back, newest first. */
static void
test_back_to_nothing (Campus *campus, gconstpointer data)
{
  g_autofree char *empty = campus_fingerprint (campus);
  World world;

  world_init (&world, campus);
  for (guint i = 0; i < 40; i++)
    run_unit (&world);
  for (gint64 unit = last_unit (campus); unit > 0; unit--)
    undo (campus, unit);
  world_clear (&world);

  g_autofree char *after = campus_fingerprint (campus);
  g_assert_cmpstr (after, ==, empty);
  campus_assert_sound (campus);
}

/* ---- Files of the first version ---- */

/* Which steps count, and what each left each row as; lines between the first and the last of a step on a row are
 * nobody's business. */
static char *
describe_journal (Campus *campus)
{
  g_autofree char *units = campus_text (
      campus, "SELECT group_concat (unit || origin || undone, ' ') FROM (SELECT * FROM journal_units ORDER BY unit)");
  g_autofree char *states = campus_text (
      campus, "SELECT group_concat (change || '=' || state, ' ') FROM (SELECT change, coalesce (state, change) AS state"
              " FROM journal_changes WHERE change IN (SELECT max (change) FROM journal_changes"
              " GROUP BY unit, table_name, row) ORDER BY change)");

  return g_strconcat (units, "\n", states, NULL);
}

static void
make_first_version (Campus *campus)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (campus->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "DROP INDEX journal_units__person; DROP INDEX journal_units__undoable;"
                                 "DROP INDEX journal_units__redoable; DROP INDEX journal_changes__range;"
                                 "DROP INDEX journal_changes__deleted; DROP TABLE sync_records;"
                                 "ALTER TABLE outbox DROP COLUMN attempts; ALTER TABLE outbox DROP COLUMN message;"
                                 "ALTER TABLE outbox DROP COLUMN false_reports;"
                                 "UPDATE journal_units SET origin = 'undo' WHERE origin = 'redo';"
                                 "ALTER TABLE journal_units DROP COLUMN undone;"
                                 "ALTER TABLE journal_changes DROP COLUMN state; PRAGMA user_version = 1",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What is said of steps while they are made can be told afterwards from who took back whom. */
static void
test_upgrade (Campus *campus, gconstpointer data)
{
  World world;

  world_init (&world, campus);
  if (data != NULL)
    g_rand_set_seed (world.random, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < 200; i++)
    {
      gint64 last = last_unit (campus);

      if (last == 0 || g_rand_int_range (world.random, 0, 3) == 0)
        run_unit (&world);
      else
        /* Whether it can be taken back or not. */
        uois_store_undo (campus->store, g_rand_int_range (world.random, MAX (last - 12, 1), last + 1), "undo", NULL,
                         NULL, NULL);
    }
  g_autofree char *before = describe_journal (campus);
  g_autofree char *rows = campus_fingerprint (campus);

  uois_store_close (campus->store, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&campus->store);
  make_first_version (campus);
  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, NULL);
  g_assert_nonnull (campus->store);

  g_autofree char *after = describe_journal (campus);
  g_assert_cmpstr (before, ==, after);
  g_autofree char *same_rows = campus_fingerprint (campus);
  g_assert_cmpstr (rows, ==, same_rows);
  campus_assert_sound (campus);
  world_clear (&world);
}

/* ---- What is refused ---- */

static void
test_conflicts (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;

  campus_insert (campus, team);
  row_set (team, "name", "A");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, team, NULL);
  row_set (team, "size", "7");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, team, NULL);

  g_assert_false (uois_store_undo (campus->store, 99, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (uois_store_undo (campus->store, 2, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  g_clear_error (&error);

  undo (campus, 3);
  g_assert_false (uois_store_undo (campus->store, 3, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT);
  g_clear_error (&error);

  /* The later change is taken back, so it stands in nobody's way; nor does it when it was done again and undone. */
  undo (campus, 4);
  undo (campus, 3);
  undo (campus, 2);
  g_assert_null (campus_text (campus, "SELECT name FROM teams"));
  campus_assert_sound (campus);
}

static void
test_needed_record (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) member = row_new (campus->member);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  campus_insert (campus, team);
  row_set_uuid (member, "team_id", row_get_id (team));
  campus_insert (campus, member);
  before = campus_fingerprint (campus);

  g_assert_false (uois_store_undo (campus->store, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_autofree char *after = campus_fingerprint (campus);
  g_assert_cmpstr (before, ==, after);
  campus_assert_sound (campus);
}

static void
test_outbox (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) loaded = row_new (campus->team);
  g_autoptr (Row) edited = row_new (campus->team);

  campus_run (campus, UOIS_ORIGIN_LOAD, STEP_INSERT, loaded, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, edited, NULL);
  undo (campus, 1);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM outbox"), ==, 1);
  undo (campus, 2);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM outbox WHERE action = 'delete'"), ==, 1);
  campus_assert_sound (campus);
}

#define ADD(name, function) g_test_add ("/store/undo/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  campus_use_memory ();
  g_test_init (&argc, &argv, NULL);
  ADD ("restores", test_restores);
  ADD ("back-to-nothing", test_back_to_nothing);
  ADD ("upgrade", test_upgrade);
  /* In it a unit is taken back by two others, one of which is taken back itself. */
  g_test_add ("/store/undo/upgrade-pinned", Campus, GUINT_TO_POINTER (3992505436), campus_set_up, test_upgrade,
              campus_tear_down);
  ADD ("conflicts", test_conflicts);
  ADD ("needed-record", test_needed_record);
  ADD ("outbox", test_outbox);
  return g_test_run ();
}
