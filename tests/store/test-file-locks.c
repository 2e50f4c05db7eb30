/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campus.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

/* This program is the other one, too: with --look it reads the file as any program with SQLite does, and closes it. */

#define N_PEOPLE "SELECT count(*) FROM people"

static const char *program;

static int
look (const char *path)
{
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, N_PEOPLE, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  printf ("%d\n", sqlite3_column_int (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return 0;
}

/* What another program sees. */
static gint64
look_from_outside (Campus *campus)
{
  g_autoptr (GError) error = NULL;
  gint64 n_people;
  g_autofree char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char *[]){ (char *) program, (char *) "--look", campus->path, NULL }, NULL, G_SPAWN_DEFAULT,
                NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  g_ascii_string_to_signed (g_strstrip (output), 10, 0, G_MAXINT, &n_people, &error);
  g_assert_no_error (error);
  return n_people;
}

static void
insert_person (Campus *campus)
{
  g_autoptr (Row) row = row_new (campus->person);

  row_set (row, "name", "Somebody");
  campus_insert (campus, row);
}

/* As a file chooser does that looks into the files of a folder. */
static void
read_beside (Campus *campus)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (campus->path, suffixes[i], NULL);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &content, NULL, &error);
      g_assert_no_error (error);
    }
}

static gboolean
has_file (Campus *campus, const char *suffix)
{
  g_autofree char *path = g_strconcat (campus->path, suffix, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_read_beside (Campus *campus, gconstpointer data)
{
  gint64 n_people = look_from_outside (campus);

  for (int i = 1; i <= 3; i++)
    {
      insert_person (campus);
      read_beside (campus);
      g_assert_cmpint (look_from_outside (campus), ==, n_people + i);
      g_assert_true (has_file (campus, "-wal"));
      g_assert_true (has_file (campus, "-shm"));
      campus_assert_sound (campus);
    }
  campus_reopen (campus);
  g_assert_cmpint (campus_count (campus, N_PEOPLE), ==, n_people + 3);
}

/* The last one who closes the file leaves nothing beside it, and no descriptor open. */
static void
test_close (Campus *campus, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      insert_person (campus);
      read_beside (campus);
      campus_reopen (campus);
    }
  g_assert_cmpint (look_from_outside (campus), >=, 20);
  g_assert_true (has_file (campus, "-wal"));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--look"))
    return look (argv[2]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  g_test_add ("/store/file-locks/read-beside", Campus, NULL, campus_set_up, test_read_beside, campus_tear_down);
  g_test_add ("/store/file-locks/close", Campus, NULL, campus_set_up, test_close, campus_tear_down);

  return g_test_run ();
}
