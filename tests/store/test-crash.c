/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include "store/backup.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>

/* This program is its own victim: with --write or --load it works on a file and says after each unit that it is done;
 * the test kills it without warning and looks at what is left. */
#define TEAMS_PER_UNIT 3
#define TEAMS_PER_LOAD 20000

/* ---- The victim ---- */

static gboolean
insert_teams (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Campus *campus = data;

  for (guint i = 0; i < TEAMS_PER_UNIT; i++)
    {
      g_autoptr (Row) team = row_new (campus->team);

      row_set (team, "name", "Tým");
      if (!uois_store_unit_insert (unit, campus->team, team->values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_teams (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Campus *campus = data;

  uois_store_unit_begin_bulk (unit, NULL, NULL);
  for (guint i = 0; i < TEAMS_PER_LOAD; i++)
    {
      g_autoptr (Row) team = row_new (campus->team);

      row_set (team, "name", "Tým");
      if (!uois_store_unit_insert (unit, campus->team, team->values, error))
        return FALSE;
    }
  return uois_store_unit_end_bulk (unit, error);
}

/* Adds teams, makes a backup, and goes back to the first one, again and again. */
static void
go_back (Campus *campus)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (UoisBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  uois_store_write (campus->store, UOIS_ORIGIN_EDIT, "unit", NULL, insert_teams, campus, NULL, &error);
  g_assert_no_error (error);
  backup = uois_store_back_up (campus->store, UOIS_BACKUP_DAILY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  backups = uois_backup_list (campus->path, NULL, &error);
  g_assert_no_error (error);
  uois_store_restore (campus->store, backups->pdata[backups->len - 1], NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                      &error);
  g_assert_no_error (error);
}

static void G_GNUC_NORETURN
be_victim (const char *path, const char *mode)
{
  g_autoptr (GError) error = NULL;
  Campus campus = { .registry = campus_read_registry ("campus.graphql"), .path = (char *) path };
  UoisStoreJob job = g_str_equal (mode, "--load") ? load_teams : insert_teams;

  campus.team = uois_registry_find_table (campus.registry, "teams");
  campus.store = uois_store_open (path, campus.registry, UOIS_STORE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  puts ("open");
  fflush (stdout);

  for (;;)
    {
      if (g_str_equal (mode, "--restore"))
        go_back (&campus);
      else
        uois_store_write (campus.store, UOIS_ORIGIN_EDIT, "unit", NULL, job, &campus, NULL, &error);
      g_assert_no_error (error);
      puts ("done");
      fflush (stdout);
    }
}

/* ---- The test ---- */

static const char *program;

/* Kills the victim some time after it said "open" or "done" @lines times; returns how many units it said were done. */
static guint
run_victim (const char *path, const char *mode, guint lines, guint delay)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, mode, path, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  guint n_done = 0;

  /* The test framework says something, too, before the file is open. */
  for (guint i = 0; i < lines;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      n_done += g_str_equal (line, "done");
      i += g_str_equal (line, "open") || g_str_equal (line, "done");
    }
  g_usleep (delay);
  g_subprocess_send_signal (victim, SIGKILL);
  g_subprocess_wait (victim, NULL, NULL);

  /* What it still said before it died. */
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      if (line == NULL)
        return n_done;
      n_done += g_str_equal (line, "done");
    }
}

static void
close_file (Campus *campus)
{
  uois_store_close (campus->store, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&campus->store);
}

static void
test_killed (Campus *campus, gconstpointer data)
{
  const char *mode = data;
  guint per_unit = g_str_equal (mode, "--load") ? TEAMS_PER_LOAD : TEAMS_PER_UNIT;
  guint n_done = 0;

  close_file (campus);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean load = per_unit == TEAMS_PER_LOAD;
      guint lines = g_test_rand_int_range (1, load ? 3 : 40);

      n_done += run_victim (campus->path, mode, lines, g_test_rand_int_range (0, load ? 700000 : 50000));
      campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);
      g_assert_no_error (error);
      gint64 n_teams = campus_count (campus, "SELECT count (*) FROM teams");

      /* Whole units; all that were said to be done, and at most one that could not be said any more. */
      g_assert_cmpint (n_teams % per_unit, ==, 0);
      g_assert_cmpint (n_teams / per_unit, >=, n_done);
      g_assert_cmpint (n_teams / per_unit, <=, n_done + 1);
      n_done = n_teams / per_unit;
      campus_assert_sound (campus);
      close_file (campus);
    }
  g_test_message ("%u units", n_done);
}

/* Killed while it goes back: the file is the one or the other, and what has the name of a backup is one. */
static void
test_killed_restoring (Campus *campus, gconstpointer data)
{
  g_autoptr (UoisBackup) first = NULL;
  g_autoptr (GError) error = NULL;

  uois_store_write (campus->store, UOIS_ORIGIN_LOAD, NULL, NULL, load_teams, campus, NULL, &error);
  first = uois_store_back_up (campus->store, UOIS_BACKUP_BY_HAND, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  close_file (campus);

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GPtrArray) backups = NULL;

      run_victim (campus->path, "--restore", g_test_rand_int_range (1, 3), g_test_rand_int_range (0, 500000));
      campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (uois_store_was_interrupted (campus->store));
      gint64 more = campus_count (campus, "SELECT count (*) FROM teams") - TEAMS_PER_LOAD;
      g_assert_true (more >= 0 && more % TEAMS_PER_UNIT == 0);
      campus_assert_sound (campus);
      close_file (campus);

      backups = uois_backup_list (campus->path, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j + 1 < backups->len; j++)
        {
          const UoisBackup *backup = backups->pdata[j];

          g_assert_cmpint (backup->n_records, >=, TEAMS_PER_LOAD);
          uois_backup_remove (campus->path, backup, &error);
          g_assert_no_error (error);
        }
    }
}

/* Killed while the file is made: it can be opened as if nothing had been. */
static void
test_killed_at_birth (Campus *campus, gconstpointer data)
{
  close_file (campus);

  for (guint i = 0; i < 30; i++)
    {
      static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
        {
          g_autofree char *path = g_strconcat (campus->path, suffixes[j], NULL);

          g_unlink (path);
        }
      run_victim (campus->path, "--write", 0, g_test_rand_int_range (0, 40000));
      campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, &error);
      g_assert_no_error (error);
      campus_assert_sound (campus);
      close_file (campus);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_has_prefix (argv[1], "--") && g_path_is_absolute (argv[2]))
    {
      char *no_arguments[] = { argv[0], NULL };
      char **arguments = no_arguments;
      int n_arguments = 1;

      g_test_init (&n_arguments, &arguments, NULL);
      be_victim (argv[2], argv[1]);
    }

  campus_use_memory ();
  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add ("/store/crash/write", Campus, "--write", campus_set_up, test_killed, campus_tear_down);
  g_test_add ("/store/crash/load", Campus, "--load", campus_set_up, test_killed, campus_tear_down);
  g_test_add ("/store/crash/restore", Campus, NULL, campus_set_up, test_killed_restoring, campus_tear_down);
  g_test_add ("/store/crash/birth", Campus, NULL, campus_set_up, test_killed_at_birth, campus_tear_down);
  return g_test_run ();
}
