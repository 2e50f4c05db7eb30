/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

/* ---- Opening ---- */

static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "another.uois", NULL);
  UoisFile *file;

  uois_file_open_async (path, fixture->registry, UOIS_FILE_OPEN_NEW, NULL, waiter_take, &waiter);
  g_assert_null (waiter.result);
  file = uois_file_open_finish (waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (uois_file_get_path (file), ==, path);
  g_assert_true (uois_file_get_registry (file) == fixture->registry);
  g_assert_false (uois_file_get_read_only (file));
  uois_file_close (file, &error);
  g_assert_no_error (error);
  waiter_clear (&waiter);
  g_assert_finalize_object (file);
}

static void
test_open_failures (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "missing.uois", NULL);

  g_assert_null (uois_file_open (path, fixture->registry, UOIS_FILE_OPEN_NONE, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "missing.uois"));
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  uois_file_open_async (fixture->path, fixture->registry, UOIS_FILE_OPEN_NEW, NULL, waiter_take, &waiter);
  g_assert_null (uois_file_open_finish (waiter_wait (&waiter), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "library.uois"));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "{\"shelves\": [{\"id\": \"00000000-0000-4000-8000-000000000001\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  UoisFile *file = uois_file_open (fixture->path, fixture->registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (uois_file_get_read_only (file));
  tables = uois_file_load (file, text, strlen (text), "seed.json", NULL, NULL, NULL, &error);
  g_assert_null (tables);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY);
  uois_file_close (file, NULL);
  g_assert_finalize_object (file);
}

/* ---- Settings and the person ---- */

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absent = uois_file_get_setting (fixture->file, "view.books");
  g_autofree char *kept = NULL;
  g_autofree char *removed = NULL;

  g_assert_null (absent);
  uois_file_set_setting (fixture->file, "view.books", "šířka", &error);
  g_assert_no_error (error);
  fixture_reopen (fixture);
  kept = uois_file_get_setting (fixture->file, "view.books");
  g_assert_cmpstr (kept, ==, "šířka");
  uois_file_set_setting (fixture->file, "view.books", NULL, &error);
  g_assert_no_error (error);
  removed = uois_file_get_setting (fixture->file, "view.books");
  g_assert_null (removed);
}

/* ---- Changes ---- */

static void
on_changed (UoisFile *file, const UoisType *type, GPtrArray *types)
{
  g_ptr_array_add (types, (gpointer) type);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  g_signal_connect (fixture->file, "changed", G_CALLBACK (on_changed), types);
  fixture_store (fixture,
                 "{'books': [{'id': " ID ("20") "}, {'id': " ID ("21") "}], 'shelves': [{'id': " ID ("10") "}]}");
  while (types->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (types->len, ==, 2);
  g_assert_true (g_ptr_array_find (types, fixture->book, NULL));
  g_assert_true (g_ptr_array_find (types, fixture->shelf, NULL));

  /* Nothing new is no change. */
  g_ptr_array_set_size (types, 0);
  g_ptr_array_unref (fixture_load (fixture, "{'books': [{'id': " ID ("20") "}]}"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (types->len, ==, 0);
}

/* ---- Closing ---- */

/* Whoever asked gets an answer, also when the file is closed meanwhile. */
static void
test_close_drains (Fixture *fixture, gconstpointer data)
{
  enum
  {
    N = 50
  };
  Waiter waiters[N] = { 0 };
  UoisListRequest request = { .type = fixture->shelf };
  g_autoptr (GError) error = NULL;

  fixture_store (fixture, "{'shelves': [{'id': " ID ("10") "}]}");
  for (guint i = 0; i < N; i++)
    uois_file_list_async (fixture->file, &request, NULL, waiter_take, &waiters[i]);
  uois_file_close (fixture->file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GArray) rows = uois_file_list_finish (fixture->file, waiter_wait (&waiters[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      waiter_clear (&waiters[i]);
    }
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  UoisListRequest request = { .type = fixture->shelf };

  uois_file_close (fixture->file, &error);
  g_assert_no_error (error);
  g_assert_true (uois_file_close (fixture->file, &error));
  g_assert_null (uois_file_list (fixture->file, &request, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  uois_file_list_async (fixture->file, &request, NULL, waiter_take, &waiter);
  g_assert_null (waiter.result);
  g_assert_null (uois_file_list_finish (fixture->file, waiter_wait (&waiter), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (uois_file_set_setting (fixture->file, "a", "b", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* The last reference may go while the answer is on its way, and then on a worker. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "dropped.uois", NULL);
  UoisListRequest request = { .type = fixture->shelf };

  for (guint i = 0; i < 20; i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      UoisFile *file = uois_file_open (path, fixture->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);

      g_assert_no_error (error);
      uois_file_list_async (file, &request, NULL, waiter_take, &waiter);
      g_object_unref (file);
      waiter_wait (&waiter);
    }
}

/* ---- Cancelling ---- */

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  UoisListRequest request = { .type = fixture->shelf };

  for (guint i = 0; i < 100; i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = NULL;

      g_cancellable_reset (cancellable);
      uois_file_list_async (fixture->file, &request, cancellable, waiter_take, &waiter);
      if (i % 3 == 0)
        g_thread_yield ();
      g_cancellable_cancel (cancellable);
      rows = uois_file_list_finish (fixture->file, waiter_wait (&waiter), &error);
      g_assert_null (rows);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* ---- Reading while writing ---- */

typedef struct
{
  Fixture *fixture;
  gboolean done; /* atomic */
} Writing;

static gpointer
write_pairs (gpointer data)
{
  Writing *writing = data;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{'shelves': [{'id': '00000000-0000-4000-8000-%012u'}, {'id': '00000000-0000-4000-8000-%012u'}]}", 2 * i,
          2 * i + 1);

      fixture_store (writing->fixture, text);
    }
  g_atomic_int_set (&writing->done, TRUE);
  return NULL;
}

/* A unit of work is seen as a whole or not at all. */
static void
test_snapshots (Fixture *fixture, gconstpointer data)
{
  Writing writing = { fixture };
  UoisListRequest request = { .type = fixture->shelf };
  GThread *writer = g_thread_new ("writer", write_pairs, &writing);
  guint before = 0;

  while (!g_atomic_int_get (&writing.done))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = uois_file_list (fixture->file, &request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len % 2, ==, 0);
      g_assert_cmpuint (rows->len, >=, before);
      before = rows->len;
    }
  g_thread_join (writer);
}

/* ---- Bulk writing ---- */

static gboolean
insert_books (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  UoisValue values[16] = { 0 };
  UoisUuid shelf = fixture_id (10);
  UoisUuid book = fixture_id (20);

  g_assert_cmpuint (fixture->book->columns.length, <, G_N_ELEMENTS (values));
  uois_value_set_uuid (&values[0], &book);
  uois_value_set_uuid (&values[uois_type_find_column (fixture->book, "shelf_id")->index], &shelf);
  return uois_file_bulk_insert (bulk, fixture->book, values, error);
}

static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *one = NULL;

  /* A reference that leads nowhere takes everything back. */
  g_assert_false (uois_file_bulk (fixture->file, "Demo", insert_books, fixture, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  g_assert_nonnull (strstr (error->message, "shelf_id"));
  g_clear_error (&error);
  none = fixture_list (fixture, &(UoisListRequest){ .type = fixture->book });
  g_assert_cmpstr (none, ==, "");

  fixture_store (fixture, "{'shelves': [{'id': " ID ("10") "}]}");
  g_assert_true (uois_file_bulk (fixture->file, "Demo", insert_books, fixture, NULL, &error));
  g_assert_no_error (error);
  one = fixture_list (fixture, &(UoisListRequest){ .type = fixture->book });
  g_assert_cmpstr (one, !=, "");
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, "{'books': [{'id': " ID ("20") ", 'name': 'Růže'}]}");
  fixture_assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/file/open-async", test_open_async);
  fixture_add ("/repo/file/open-failures", test_open_failures);
  fixture_add ("/repo/file/read-only", test_read_only);
  fixture_add ("/repo/file/settings", test_settings);
  fixture_add ("/repo/file/changed", test_changed);
  fixture_add ("/repo/file/close-drains", test_close_drains);
  fixture_add ("/repo/file/closed", test_closed);
  fixture_add ("/repo/file/dropped", test_dropped);
  fixture_add ("/repo/file/cancel", test_cancel);
  fixture_add ("/repo/file/snapshots", test_snapshots);
  fixture_add ("/repo/file/bulk", test_bulk);
  fixture_add ("/repo/file/check", test_check);
  return g_test_run ();
}
