/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static void
assert_refused (Campus *campus, const char *path, UoisStoreOpenFlags flags, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);

  g_assert_null (uois_store_open (path, campus->registry, flags, NULL, &error));
  g_assert_error (error, UOIS_ERROR, code);
  g_test_message ("%s", error->message);
  /* One sentence or two, with the name of the file. */
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_nonnull (strstr (error->message, name));
}

static char *
make_file (Campus *campus, const char *name, const char *content, gsize length)
{
  char *path = g_build_filename (campus->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  return path;
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static guint
count_files (Campus *campus)
{
  g_autoptr (GDir) folder = g_dir_open (campus->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The file as it is on the disk. */
static char *
checksum (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
}

/* Closes the file of the fixture, so that a test can do to it what it wants. */
static void
let_go (Campus *campus)
{
  g_autoptr (GError) error = NULL;

  uois_store_close (campus->store, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (campus->store);
  campus->store = NULL;
}

/* ---- Files that are not there, or not ours ---- */

static void
test_missing (Campus *campus, gconstpointer data)
{
  g_autofree char *path = g_build_filename (campus->folder, "nowhere.uois", NULL);
  g_autofree char *deep = g_build_filename (campus->folder, "no", "such", "folder.uois", NULL);
  g_autoptr (GError) error = NULL;

  assert_refused (campus, path, UOIS_STORE_OPEN_NONE, UOIS_ERROR_NOT_FOUND);
  assert_refused (campus, path, UOIS_STORE_OPEN_READ_ONLY, UOIS_ERROR_NOT_FOUND);
  g_assert_null (uois_store_open (deep, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_exclusive (Campus *campus, gconstpointer data)
{
  const UoisStoreOpenFlags flags = UOIS_STORE_OPEN_CREATE | UOIS_STORE_OPEN_EXCLUSIVE_NEW;
  g_autofree char *path = g_build_filename (campus->folder, "new.uois", NULL);
  g_autoptr (GError) error = NULL;

  assert_refused (campus, campus->path, flags, UOIS_ERROR_DUPLICATE);
  g_autoptr (UoisStore) store = uois_store_open (path, campus->registry, flags, NULL, &error);
  g_assert_no_error (error);
  uois_store_close (store, &error);
  assert_refused (campus, path, flags, UOIS_ERROR_DUPLICATE);
}

/* Nothing is written to, or beside, a file that is not ours. */
static void
test_foreign (Campus *campus, gconstpointer data)
{
  g_autofree char *text = make_file (campus, "text.uois", "Dear diary, nothing of note happened.", 37);
  g_autofree char *short_header = make_file (campus, "short.uois", "SQLite format 3\0\x10", 17);
  g_autofree char *zeros = make_file (campus, "zeros.uois", (char[4096]){ 0 }, 4096);
  g_autofree char *foreign = g_build_filename (campus->folder, "foreign.db", NULL);
  g_autofree char *empty = make_file (campus, "empty.uois", "", 0);
  g_autoptr (GError) error = NULL;

  execute (foreign, "PRAGMA journal_mode = WAL; CREATE TABLE users (id); PRAGMA user_version = 1");
  const char *const files[] = { text, short_header, zeros, foreign };

  guint n_files = count_files (campus);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *before = checksum (files[i]);

      assert_refused (campus, files[i], UOIS_STORE_OPEN_NONE, UOIS_ERROR_NOT_OURS);
      assert_refused (campus, files[i], UOIS_STORE_OPEN_CREATE, UOIS_ERROR_NOT_OURS);
      assert_refused (campus, files[i], UOIS_STORE_OPEN_READ_ONLY, UOIS_ERROR_NOT_OURS);
      g_autofree char *after = checksum (files[i]);
      g_assert_cmpstr (before, ==, after);
    }
  assert_refused (campus, campus->folder, UOIS_STORE_OPEN_CREATE, UOIS_ERROR_NOT_OURS);
  assert_refused (campus, empty, UOIS_STORE_OPEN_NONE, UOIS_ERROR_NOT_OURS);
  g_assert_cmpuint (count_files (campus), ==, n_files);

  /* An empty file is what mktemp and file choosers leave. */
  g_autoptr (UoisStore) store = uois_store_open (empty, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  uois_store_close (store, &error);
}

static void
test_newer (Campus *campus, gconstpointer data)
{
  let_go (campus);
  execute (campus->path, "PRAGMA user_version = 999");
  g_autofree char *before = checksum (campus->path);

  assert_refused (campus, campus->path, UOIS_STORE_OPEN_CREATE, UOIS_ERROR_NEWER);
  assert_refused (campus, campus->path, UOIS_STORE_OPEN_READ_ONLY, UOIS_ERROR_NEWER);
  g_autofree char *after = checksum (campus->path);
  g_assert_cmpstr (before, ==, after);
}

/* A name that SQLite would take for a URI, and one that needs quoting. */
static void
test_odd_names (Campus *campus, gconstpointer data)
{
  static const char *const names[] = { "file:x?mode=memory", "100% žluťoučký #1?.uois", "a'b\"c.uois", ":memory:" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (campus->folder, names[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisStore) store = uois_store_open (path, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (uois_store_get_path (store), ==, path);
      uois_store_close (store, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

/* ---- Locked, read-only, damaged ---- */

static void
test_locked (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  sqlite3_open (campus->path, &other);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "campus.uois"));
  /* Reading goes on beside a writer. */
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 0);

  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (other);
  campus_insert (campus, team);
}

static void
test_read_only (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;

  campus_insert (campus, team);
  let_go (campus);
  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (uois_store_get_read_only (campus->store));

  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (uois_store_set_setting (campus->store, "a", "b", &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY);
  campus_assert_sound (campus);
}

/* A SELECT of a reader can never write, whatever its text. */
static void
test_readers_cannot_write (Campus *campus, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  UoisStoreStatement *statement = uois_store_reader_prepare (reader, "DELETE FROM teams", &error);

  g_assert_no_error (error);
  g_assert_cmpint (uois_store_statement_step (statement, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY);
  uois_store_statement_release (statement);
  uois_store_return_reader (campus->store, reader);
}

static void
fill (Campus *campus)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (Row) team = row_new (campus->team);
      g_autofree char *name = g_strdup_printf ("Tým číslo %u", i);

      row_set (team, "name", name);
      campus_insert (campus, team);
    }
}

#define PAGE 4096

/* Pages of a file change on a bad disk: never a crash, never a silent yes. */
static void
test_damaged (Campus *campus, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  guint n_noticed = 0;
  gsize length;

  fill (campus);
  let_go (campus);
  g_assert_true (g_file_get_contents (campus->path, &content, &length, NULL));

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *damaged = g_memdup2 (content, length);
      g_autofree char *name = g_strdup_printf ("damaged-%u.uois", i);
      g_autoptr (GPtrArray) report = NULL;
      g_autoptr (GError) error = NULL;
      gsize start = (gsize) g_rand_int_range (random, 1, length / PAGE) * PAGE;

      for (guint j = 0; j < PAGE; j++)
        damaged[start + j] = g_rand_int (random);
      g_autofree char *path = make_file (campus, name, damaged, length);

      g_autoptr (UoisStore) store = uois_store_open (path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);
      if (store != NULL)
        {
          report = uois_store_check (store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
          uois_store_close (store, NULL);
        }
      n_noticed += error != NULL || report->len > 0;
      if (error != NULL)
        g_assert_true (error->domain == UOIS_ERROR);
    }

  g_assert_cmpuint (n_noticed, ==, 40);
}

static void
test_truncated (Campus *campus, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (campus);
  let_go (campus);
  g_assert_true (g_file_get_contents (campus->path, &content, &length, NULL));
  for (gsize cut = 1; cut < 20; cut++)
    {
      g_autofree char *path = make_file (campus, "cut.uois", content, length * cut / 20);
      g_autoptr (GPtrArray) report = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisStore) store = uois_store_open (path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error);

      if (store != NULL)
        {
          report = uois_store_check (store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
          uois_store_close (store, NULL);
        }
      g_assert_true (error != NULL || report->len > 0);
    }
}

#define ADD(name, function) g_test_add ("/store/open/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("missing", test_missing);
  ADD ("exclusive", test_exclusive);
  ADD ("foreign", test_foreign);
  ADD ("newer", test_newer);
  ADD ("odd-names", test_odd_names);
  ADD ("locked", test_locked);
  ADD ("read-only", test_read_only);
  ADD ("readers-cannot-write", test_readers_cannot_write);
  ADD ("damaged", test_damaged);
  ADD ("truncated", test_truncated);
  return g_test_run ();
}
