/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include "store/trash.h"

#include <sqlite3.h>

/* What a stranger with the sqlite3 program could do to the file, and a piece of the sentence that tells of it. */
typedef struct
{
  const char *name;
  const char *sql;
  const char *sentence;
  gboolean repairable;
} Harm;

static void
test_harm (Campus *campus, gconstpointer data)
{
  const Harm *harm = data;
  g_autoptr (GPtrArray) report = NULL;
  g_autoptr (GPtrArray) repaired = NULL;
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) member = row_new (campus->member);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  gboolean found = FALSE;
  guint n_left = 0;

  row_set (team, "name", "Žatec");
  row_set_uuid (member, "team_id", row_get_id (team));
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, member, NULL);
  campus_assert_sound (campus);

  g_assert_cmpint (sqlite3_open (campus->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, harm->sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  report = uois_store_check (campus->store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->len; i++)
    {
      const UoisFinding *finding = report->pdata[i];

      g_test_message ("%s", finding->sentence);
      g_assert_true (g_str_has_suffix (finding->sentence, "."));
      g_assert_true (g_str_has_suffix (finding->cure, "."));
      n_left += !finding->repairable;
      if (strstr (finding->sentence, harm->sentence) == NULL)
        continue;
      found = TRUE;
      g_assert_cmpint (finding->repairable, ==, harm->repairable);
    }
  g_assert_true (found);

  /* What can be repaired is gone then; what cannot stays to be told. */
  uois_store_repair (campus->store, "Repair", NULL, NULL, &error);
  g_assert_no_error (error);
  repaired = uois_store_check (campus->store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (repaired->len, ==, n_left);
}

/* Links that are removed are in the trash. */
static void
test_repair_is_a_step (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) member = row_new (campus->member);
  g_autoptr (GPtrArray) deletions = NULL;
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader;
  sqlite3 *db = NULL;

  row_set (team, "name", "Žatec");
  row_set_uuid (member, "team_id", row_get_id (team));
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, NULL);
  campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, member, NULL);
  g_assert_cmpint (sqlite3_open (campus->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "UPDATE members SET team_id = x'00112233445566778899aabbccddeeff'", NULL, NULL, NULL), ==,
      SQLITE_OK);
  sqlite3_close (db);

  uois_store_repair (campus->store, "Repair", NULL, NULL, &error);
  g_assert_no_error (error);
  reader = uois_store_borrow_reader (campus->store, NULL, &error);
  deletions = uois_store_reader_list_deletions (reader, campus->member, 0, 10, &error);
  uois_store_return_reader (campus->store, reader);
  g_assert_no_error (error);
  g_assert_cmpuint (deletions->len, ==, 1);
  g_assert_cmpstr (((UoisStoreDeletion *) deletions->pdata[0])->step->label, ==, "Repair");
}

static void
test_cancel (Campus *campus, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) report = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  report = uois_store_check (campus->store, UOIS_CHECK_FULL, NULL, NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (report);
}

int
main (int argc, char **argv)
{
  static const Harm harms[] = {
    { "sort-key", "UPDATE teams SET name__key = x'00'", "sorted wrongly", TRUE },
    { "search", "UPDATE teams SET name = 'Louny', name__key = name__key", "search index of “teams”", TRUE },
    { "reference", "UPDATE members SET team_id = x'00112233445566778899aabbccddeeff'", "refers to a row of “teams”",
      TRUE },
    { "row-added", "INSERT INTO people (row, id) VALUES (99, x'01')", "history of “people”" },
    { "row-number", "UPDATE members SET row = 1000000", "numbers that were not given out", TRUE },
    { "row-gone", "DELETE FROM members", "waits to be sent" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      g_autofree char *path = g_strconcat ("/store/check/", harms[i].name, NULL);

      g_test_add (path, Campus, &harms[i], campus_set_up, test_harm, campus_tear_down);
    }
  g_test_add ("/store/check/repair-is-a-step", Campus, NULL, campus_set_up, test_repair_is_a_step, campus_tear_down);
  g_test_add ("/store/check/cancel", Campus, NULL, campus_set_up, test_cancel, campus_tear_down);
  return g_test_run ();
}
