/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* This program is the other one, too: with --hold it opens the file for writing and closes it when its input ends. */

#define PATIENCE_US (20 * G_USEC_PER_SEC)

static const char *program;

static int
hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = campus_read_registry ("campus.graphql");
  UoisStore *store = uois_store_open (path, registry, UOIS_STORE_OPEN_NONE, NULL, &error);

  g_assert_no_error (error);
  puts ("open");
  fflush (stdout);
  while (getchar () != EOF)
    ;
  uois_store_close (store, &error);
  g_assert_no_error (error);
  g_object_unref (store);
  return 0;
}

static GSubprocess *
start_other (Campus *campus)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                                         program, "--hold", campus->path, NULL);
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (other));
  while (g_strcmp0 (line, "open") != 0)
    {
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
    }
  return other;
}

static void
close_file (Campus *campus)
{
  g_autoptr (GError) error = NULL;

  uois_store_close (campus->store, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&campus->store);
}

static void
open_file (Campus *campus, UoisStoreOpenFlags flags)
{
  g_autoptr (GError) error = NULL;

  campus->store = uois_store_open (campus->path, campus->registry, flags, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_beside (Campus *campus, const char *suffix)
{
  g_autofree char *path = g_strconcat (campus->path, suffix, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_alone (Campus *campus)
{
  g_assert_false (has_beside (campus, ".lock"));
  g_assert_false (has_beside (campus, "-wal"));
  g_assert_false (has_beside (campus, "-shm"));
}

static void
test_one_writer (Campus *campus, gconstpointer data)
{
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (UoisStoreOwner) owner = NULL;
  g_autoptr (GError) error = NULL;

  close_file (campus);
  other = start_other (campus);
  g_assert_null (uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, g_get_host_name ()));
  g_assert_nonnull (strstr (error->message, "campus.uois"));
  g_clear_error (&error);

  /* Reading is free. */
  open_file (campus, UOIS_STORE_OPEN_READ_ONLY);
  g_assert_null (uois_store_get_owner (campus->store));
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 0);
  close_file (campus);

  open_file (campus, UOIS_STORE_OPEN_SHARED);
  g_assert_true (uois_store_get_read_only (campus->store));
  owner = uois_store_get_owner (campus->store);
  g_assert_cmpint (owner->process, ==, g_ascii_strtoll (g_subprocess_get_identifier (other), NULL, 10));
  g_assert_cmpstr (owner->host, ==, g_get_host_name ());
  close_file (campus);

  g_output_stream_close (g_subprocess_get_stdin_pipe (other), NULL, NULL);
  g_subprocess_wait_check (other, NULL, &error);
  g_assert_no_error (error);
  assert_alone (campus);
  open_file (campus, UOIS_STORE_OPEN_NONE);
  g_assert_false (uois_store_was_interrupted (campus->store));
}

static void
on_writable (UoisStore *store, gboolean *writable)
{
  *writable = TRUE;
}

static void
test_takes_over (Campus *campus, gconstpointer data)
{
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  gboolean killed = GPOINTER_TO_INT (data);
  gboolean writable = FALSE;

  close_file (campus);
  other = start_other (campus);
  open_file (campus, UOIS_STORE_OPEN_SHARED);
  g_signal_connect (campus->store, "writable", G_CALLBACK (on_writable), &writable);
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED);

  if (killed)
    g_subprocess_send_signal (other, SIGKILL);
  else
    g_output_stream_close (g_subprocess_get_stdin_pipe (other), NULL, NULL);
  g_subprocess_wait (other, NULL, NULL);
  while (!writable && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (writable);
  g_assert_false (uois_store_get_read_only (campus->store));
  g_assert_null (uois_store_get_owner (campus->store));
  g_assert_cmpint (uois_store_was_interrupted (campus->store), ==, killed);
  campus_insert (campus, team);
  campus_assert_sound (campus);
  close_file (campus);
  assert_alone (campus);

  open_file (campus, UOIS_STORE_OPEN_NONE);
  g_assert_false (uois_store_was_interrupted (campus->store));
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
}

/* Another who died: the system let go of the lock, and the text tells that it was not meant to end so. */
static void
test_stale (Campus *campus, gconstpointer data)
{
  g_autoptr (GSubprocess) other = NULL;

  close_file (campus);
  other = start_other (campus);
  g_subprocess_send_signal (other, SIGKILL);
  g_subprocess_wait (other, NULL, NULL);
  g_assert_true (has_beside (campus, ".lock"));
  open_file (campus, UOIS_STORE_OPEN_NONE);
  g_assert_true (uois_store_was_interrupted (campus->store));
  campus_assert_sound (campus);
  campus_reopen (campus);
  g_assert_false (uois_store_was_interrupted (campus->store));
}

/* Stores of one process share the lock, whichever name they came by. */
static void
test_shared_here (Campus *campus, gconstpointer data)
{
  g_autofree char *link = g_build_filename (campus->folder, "link.uois", NULL);
  g_autoptr (Row) team = row_new (campus->team);
  UoisStore *first = campus->store;

  g_assert_cmpint (symlink (campus->path, link), ==, 0);
  campus->store = uois_store_open (link, campus->registry, UOIS_STORE_OPEN_NONE, NULL, NULL);
  g_assert_nonnull (campus->store);
  campus_insert (campus, team);
  close_file (campus);
  g_assert_true (has_beside (campus, ".lock"));
  campus->store = first;
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
  close_file (campus);
  assert_alone (campus);
  open_file (campus, UOIS_STORE_OPEN_NONE);
}

static void
test_reading_leaves_nothing (Campus *campus, gconstpointer data)
{
  g_autoptr (Row) team = row_new (campus->team);

  campus_insert (campus, team);
  close_file (campus);
  assert_alone (campus);
  open_file (campus, UOIS_STORE_OPEN_READ_ONLY);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1);
  close_file (campus);
  assert_alone (campus);
  open_file (campus, UOIS_STORE_OPEN_NONE);
}

#define ADD(name, data, function)                                                                                      \
  g_test_add ("/store/lock/" name, Campus, data, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    {
      char *no_arguments[] = { argv[0], NULL };
      char **arguments = no_arguments;
      int n_arguments = 1;

      g_test_init (&n_arguments, &arguments, NULL);
      return hold (argv[2]);
    }

  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  ADD ("one-writer", NULL, test_one_writer);
  ADD ("takes-over", GINT_TO_POINTER (FALSE), test_takes_over);
  ADD ("takes-over-killed", GINT_TO_POINTER (TRUE), test_takes_over);
  ADD ("stale", NULL, test_stale);
  ADD ("shared-here", NULL, test_shared_here);
  ADD ("reading-leaves-nothing", NULL, test_reading_leaves_nothing);
  return g_test_run ();
}
