/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

static Row *
add_team (Campus *campus, const char *name)
{
  Row *team = row_new (campus->team);

  row_set (team, "name", name);
  campus_insert (campus, team);
  return team;
}

static void
assert_count (Campus *campus, const char *sql, gint64 expected)
{
  g_assert_cmpint (campus_count (campus, sql), ==, expected);
}

/* ---- Rows ---- */

static void
test_values (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autofree char *text = NULL;

  row_set (team, "name", "Žižkov \"A\" 'b'");
  row_set (team, "size", "-42");
  row_set (team, "weight", "0.1");
  row_set (team, "founded", "1969-12-31");
  campus_insert (campus, team);

  text = campus_text (campus,
                      "SELECT name || '/' || size || '/' || weight || '/' || founded || '/' || length (id) || '/' ||"
                      " row || '/' || typeof (kind_id) FROM teams");
  g_assert_cmpstr (text, ==, "Žižkov \"A\" 'b'/-42/0.1/-86400000000/16/1/null");
  campus_assert_sound (campus);
}

static void
test_text_view (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) person = row_new (campus->person);
  g_autoptr (Row) member = row_new (campus->member);
  g_autofree char *id = uois_uuid_to_string (row_get_id (team));

  row_set (team, "founded", "1969-12-31");
  row_set (person, "active", "true");
  row_set_uuid (member, "team_id", row_get_id (team));
  row_set (member, "since", "1969-12-31T23:59:59.000001");
  campus_insert (campus, team);
  campus_insert (campus, person);
  campus_insert (campus, member);

  g_autofree char *shown = campus_text (campus, "SELECT id || ' ' || founded FROM teams__text");
  g_autofree char *expected = g_strconcat (id, " 1969-12-31", NULL);
  g_assert_cmpstr (shown, ==, expected);
  g_autofree char *since = campus_text (campus, "SELECT since || ' ' || team_id FROM members__text");
  g_autofree char *expected_since = g_strconcat ("1969-12-31T23:59:59.000001 ", id, NULL);
  g_assert_cmpstr (since, ==, expected_since);
  g_autofree char *active = campus_text (campus, "SELECT active || coalesce (friend_id, '-') FROM people__text");
  g_assert_cmpstr (active, ==, "true-");
}

static void
test_duplicate (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "A");
  g_autoptr (GError) error = NULL;

  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
  campus_assert_sound (campus);
}

static void
test_wrong_type (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;

  uois_value_set_text (row_get (team, "size"), "many", -1);
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM journal_units"), ==, 0);
}

static void
test_references (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) person = row_new (campus->person);
  g_autoptr (Row) member = row_new (campus->member);
  g_autoptr (GError) error = NULL;

  row_set_uuid (member, "team_id", row_get_id (team));
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, member, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_assert_nonnull (strstr (error->message, "team_id"));
  g_clear_error (&error);

  /* A soft reference may dangle; a record may refer to itself. */
  row_set_uuid (person, "friend_id", row_get_id (team));
  campus_insert (campus, person);
  row_set_uuid (team, "parent_id", row_get_id (team));
  campus_insert (campus, team);
  campus_insert (campus, member);

  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_DELETE, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_assert_nonnull (strstr (error->message, "Memberships (1)"));
  g_clear_error (&error);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_DELETE, member, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_DELETE, team, NULL);
  campus_assert_sound (campus);
}

typedef struct
{
  const UoisType *type;
  Row *row; /* nullable: nothing is written */
} Labelled;

static gboolean
write_and_label (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Labelled *labelled = data;

  return (labelled->row == NULL || uois_store_unit_insert (unit, labelled->type, labelled->row->values, error)) &&
         uois_store_unit_set_label (unit, "Found the team Čáp", error);
}

/* What a unit is called may follow from what it wrote. */
static void
test_label (Campus *campus, gconstpointer data)
{
  Labelled labelled = { .type = campus->team };
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  uois_store_write (campus->store, UOIS_ORIGIN_EDIT, "Found a team", NULL, write_and_label, &labelled, NULL, &error);
  g_assert_no_error (error);
  assert_count (campus, "SELECT count (*) FROM journal_units", 0);

  labelled.row = team;
  uois_store_write (campus->store, UOIS_ORIGIN_EDIT, "Found a team", NULL, write_and_label, &labelled, NULL, &error);
  g_assert_no_error (error);
  label = campus_text (campus, "SELECT label FROM journal_units");
  g_assert_cmpstr (label, ==, "Found the team Čáp");
}

static void
test_update (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = add_team (campus, "Čáp");
  g_autoptr (Row) other = row_new (campus->team);
  g_autoptr (GError) error = NULL;

  row_set (team, "name", "Hora");
  row_set (team, "size", "3");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, team, NULL);
  g_autofree char *before = campus_text (campus, "SELECT before FROM journal_changes WHERE action = 'update'");
  g_assert_cmpstr (before, ==, "{\"name\":\"Čáp\",\"size\":null}");
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams__search WHERE teams__search MATCH 'cap'"), ==, 0);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams__search WHERE teams__search MATCH 'hora'"), ==,
                   1);

  /* What stays as it is, is no change. */
  gint64 changes = campus_count (campus, "SELECT count (*) FROM journal_changes");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, team, NULL);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM journal_changes"), ==, changes);

  row_set (other, "name", "x");
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, other, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  campus_assert_sound (campus);
}

static void
test_row_numbers (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) first = add_team (campus, "A");
  campus_run (campus, UOIS_ORIGIN_LOAD, STEP_DELETE, first, NULL);
  campus_reopen (campus);
  g_autoptr (Row) second = add_team (campus, "B");

  /* A number is never given twice, so an old journal cannot be taken for a new record's. */
  g_assert_cmpint (campus_count (campus, "SELECT max (row) FROM teams"), ==, 2);
}

/* ---- Journal and outbox ---- */

static void
test_outbox (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) person = row_new (campus->person);

  row_set (team, "name", "A");
  campus_run (campus, UOIS_ORIGIN_LOAD, STEP_INSERT, team, NULL);
  campus_run (campus, UOIS_ORIGIN_PULL, STEP_INSERT, person, NULL);
  assert_count (campus, "SELECT count (*) FROM outbox", 0);

  row_set (team, "name", "B");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, team, NULL);
  assert_count (campus, "SELECT count (*) FROM outbox WHERE action = 'update' AND state = 'pending'", 1);
  row_set (team, "name", "C");
  campus_run (campus, UOIS_ORIGIN_QUERY, STEP_UPDATE, team, NULL);
  assert_count (campus, "SELECT count (*) FROM outbox", 2);

  /* A column that no server has. */
  row_set (person, "note", "only here");
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_UPDATE, person, NULL);
  assert_count (campus, "SELECT count (*) FROM outbox", 2);
  assert_count (campus, "SELECT count (*) FROM journal_units", 5);
}

typedef struct
{
  Row *rows[3];
} SeveralRows;

static gboolean
insert_change_and_delete (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  SeveralRows *several = data;
  Row *first = several->rows[0];

  return uois_store_unit_insert (unit, first->type, first->values, error) &&
         uois_store_unit_insert (unit, several->rows[1]->type, several->rows[1]->values, error) &&
         uois_store_unit_update (unit, first->type, row_get_id (first), several->rows[2]->values,
                                 several->rows[2]->changed, error) &&
         uois_store_unit_delete (unit, first->type, row_get_id (several->rows[1]), error);
}

static void
test_outbox_folds (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) kept = row_new (campus->team);
  g_autoptr (Row) dropped = row_new (campus->team);
  g_autoptr (Row) changes = row_new (campus->team);
  SeveralRows several = { { kept, dropped, changes } };
  g_autoptr (GError) error = NULL;

  row_set (changes, "name", "B");
  uois_store_write (campus->store, UOIS_ORIGIN_EDIT, "several", NULL, insert_change_and_delete, &several, NULL, &error);
  g_assert_no_error (error);

  assert_count (campus, "SELECT count (*) FROM outbox", 1);
  assert_count (campus, "SELECT count (*) FROM outbox WHERE action = 'insert'", 1);
  assert_count (campus, "SELECT count (*) FROM journal_changes", 4);
  campus_assert_sound (campus);
}

/* ---- All or nothing ---- */

static gboolean
insert_and_fail (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Row *row = data;

  if (!uois_store_unit_insert (unit, row->type, row->values, error))
    return FALSE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, "as planned");
  return FALSE;
}

static gboolean
insert_and_cancel (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Row *row = data;

  g_cancellable_cancel (cancellable);
  return uois_store_unit_insert (unit, row->type, row->values, error);
}

static void
test_failure (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = campus_fingerprint (campus);
  g_autoptr (GError) error = NULL;

  g_assert_false (uois_store_write (campus->store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_and_fail, team, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      uois_store_write (campus->store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_and_cancel, team, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_autofree char *after = campus_fingerprint (campus);
  g_assert_cmpstr (before, ==, after);
  assert_count (campus, "SELECT count (*) FROM journal_units", 0);
  campus_insert (campus, team);
  campus_assert_sound (campus);
}

static gboolean
insert_twice (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Row *row = data;
  g_autoptr (GError) refused = NULL;

  if (!uois_store_unit_insert (unit, row->type, row->values, error))
    return FALSE;
  g_assert_false (uois_store_unit_insert (unit, row->type, row->values, &refused));
  g_assert_error (refused, UOIS_ERROR, UOIS_ERROR_DUPLICATE);

  uois_uuid_generate (&row->values[0].uuid);
  return uois_store_unit_insert (unit, row->type, row->values, error);
}

static void
test_goes_on_after_refusal (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;

  uois_store_write (campus->store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_twice, team, NULL, &error);
  g_assert_no_error (error);
  assert_count (campus, "SELECT count (*) FROM teams", 2);
  campus_assert_sound (campus);
}

/* ---- Threads ---- */

static void
count_changes (UoisStore *store, GPtrArray *changes, gpointer data)
{
  guint *n_ids = data;

  for (guint i = 0; i < changes->len; i++)
    {
      const UoisStoreChange *change = changes->pdata[i];

      g_assert_nonnull (change->ids);
      *n_ids += change->ids->len;
    }
}

static void
count_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  guint *n_answers = data;
  g_autoptr (GError) error = NULL;

  uois_store_write_finish (UOIS_STORE (object), result, &error);
  g_assert_no_error (error);
  (*n_answers)++;
}

static gboolean
insert_given (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Row *row = data;

  return uois_store_unit_insert (unit, row->type, row->values, error);
}

static void
test_close_drains (Campus *campus, gconstpointer data)
{
  const guint n = 20;
  guint n_ids = 0, n_answers = 0;
  g_autoptr (UoisStore) store = g_object_ref (campus->store);
  g_autoptr (GError) error = NULL;

  g_signal_connect (store, "changed", G_CALLBACK (count_changes), &n_ids);
  for (guint i = 0; i < n; i++)
    uois_store_write_async (store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_given, row_new (campus->team),
                            (GDestroyNotify) row_free, NULL, count_answer, &n_answers);
  uois_store_close (store, &error);
  g_assert_no_error (error);

  while (n_answers < n)
    g_main_context_iteration (NULL, TRUE);
  /* Listeners hear of a write before whoever asked for it. */
  g_assert_cmpuint (n_ids, ==, n);

  g_assert_false (uois_store_write (store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_given, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (uois_store_borrow_reader (store, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  g_clear_object (&store);
  campus_reopen (campus);
  assert_count (campus, "SELECT count (*) FROM teams", n);
  campus_assert_sound (campus);
}

static void
test_snapshot (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) first = add_team (campus, "A");
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  g_assert_no_error (error);

  uois_store_reader_begin (reader, &error);
  g_assert_no_error (error);
  UoisStoreStatement *count = uois_store_reader_prepare (reader, "SELECT count (*) FROM teams", &error);
  g_assert_cmpint (uois_store_statement_step (count, &error), ==, 1);
  uois_store_statement_reset (count);

  g_autoptr (Row) second = add_team (campus, "B");
  g_assert_cmpint (uois_store_statement_step (count, &error), ==, 1);
  g_assert_cmpint (uois_store_statement_get_integer (count, 0), ==, 1);
  uois_store_statement_reset (count);
  uois_store_reader_end (reader);

  g_assert_cmpint (uois_store_statement_step (count, &error), ==, 1);
  g_assert_cmpint (uois_store_statement_get_integer (count, 0), ==, 2);
  uois_store_statement_release (count);
  uois_store_return_reader (campus->store, reader);
}

/* ---- Readers beside the writer: each sees whole units, and more and more of them ---- */

static gboolean
insert_three (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Row) team = row_new (data);

      row_set (team, "name", "Tým");
      if (!uois_store_unit_insert (unit, team->type, team->values, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
watch_teams (gpointer data)
{
  Campus *campus = data;
  gint64 seen = 0;

  while (seen < 300)
    {
      gint64 count = campus_count (campus, "SELECT count (*) FROM teams");

      g_assert_cmpint (count % 3, ==, 0);
      g_assert_cmpint (count, >=, seen);
      g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams__search WHERE teams__search MATCH 'tym'"), >=,
                       count);
      seen = count;
    }
  return NULL;
}

static void
test_readers_beside_writer (Campus *campus, gconstpointer data)
{
  GThread *threads[6]; /* more than there are readers */
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("watch", watch_teams, campus);
  for (guint i = 0; i < 100; i++)
    {
      uois_store_write (campus->store, UOIS_ORIGIN_EDIT, NULL, NULL, insert_three, (gpointer) campus->team, NULL,
                        &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  campus_assert_sound (campus);
}

static const char endless_sql[] =
    "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n";

static gpointer
cancel_soon (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_stopping (Campus *campus, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, cancellable, &error);

  UoisStoreStatement *endless = uois_store_reader_prepare (reader, endless_sql, &error);
  uois_store_reader_set_deadline (reader, g_get_monotonic_time () + 1000);
  g_assert_cmpint (uois_store_statement_step (endless, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
  g_clear_error (&error);
  uois_store_statement_reset (endless);

  uois_store_reader_set_deadline (reader, 0);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_cmpint (uois_store_statement_step (endless, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  uois_store_statement_release (endless);
  uois_store_return_reader (campus->store, reader);
}

static void
test_settings (Campus *campus, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (uois_store_get_setting (campus->store, "profile"));
  uois_store_set_setting (campus->store, "profile", "šedá", &error);
  uois_store_set_setting (campus->store, "profile", "žlutá", &error);
  g_assert_no_error (error);
  campus_reopen (campus);
  g_autofree char *value = uois_store_get_setting (campus->store, "profile");
  g_assert_cmpstr (value, ==, "žlutá");
  uois_store_set_setting (campus->store, "profile", NULL, &error);
  g_assert_null (uois_store_get_setting (campus->store, "profile"));
  assert_count (campus, "SELECT count (*) FROM journal_units", 0);
}

/* The same text is prepared once; a second user of it gets a statement of its own. */
static void
test_statement_cache (Campus *campus, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  UoisStoreStatement *first = uois_store_reader_prepare (reader, "SELECT 1", &error);
  UoisStoreStatement *second = uois_store_reader_prepare (reader, "SELECT 1", &error);

  g_assert_true (first != second);
  uois_store_statement_release (second);
  uois_store_statement_release (first);
  UoisStoreStatement *third = uois_store_reader_prepare (reader, "SELECT 1", &error);
  g_assert_true (third == first);
  uois_store_statement_release (third);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);
      UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, &error);

      g_assert_cmpint (uois_store_statement_step (statement, &error), ==, 1);
      g_assert_cmpint (uois_store_statement_get_integer (statement, 0), ==, i);
      uois_store_statement_release (statement);
    }
  uois_store_return_reader (campus->store, reader);
}

#define ADD(name, function) g_test_add ("/store/unit/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values);
  ADD ("text-view", test_text_view);
  ADD ("duplicate", test_duplicate);
  ADD ("wrong-type", test_wrong_type);
  ADD ("references", test_references);
  ADD ("label", test_label);
  ADD ("update", test_update);
  ADD ("row-numbers", test_row_numbers);
  ADD ("outbox", test_outbox);
  ADD ("outbox-folds", test_outbox_folds);
  ADD ("failure", test_failure);
  ADD ("goes-on-after-refusal", test_goes_on_after_refusal);
  ADD ("close-drains", test_close_drains);
  ADD ("snapshot", test_snapshot);
  ADD ("readers-beside-writer", test_readers_beside_writer);
  ADD ("stopping", test_stopping);
  ADD ("settings", test_settings);
  ADD ("statement-cache", test_statement_cache);
  return g_test_run ();
}
