/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <json-c/json.h>
#include <string.h>

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

/* ---- The text ---- */

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  fixture_store (fixture,
                 "{'books': [{'id': '{00000000-0000-4000-8000-0000000000AB}', 'name': 'Růže \\\"x\\\"', 'price': 0.1,"
                 " 'lent': true, 'startdate': '2024-01-02', 'shelf_id': " ID (
                     "01") "}],"
                           " 'shelves': [{'id': " ID ("02") ", 'parent_id': " ID ("01") "}, {'id': " ID (
                               "01") ", 'name': 'A'}],"
                                     " 'readers': [{'id': " ID (
                                         "03") ", 'born': '1980-05-06', 'created': '2024-01-02T03:04:05.000006'}]}");
  text = fixture_dump (fixture, &notes);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (
      strstr (text, "\"shelves\""), ==,
      "\"shelves\": [\n"
      "{\"id\": \"00000000-0000-4000-8000-000000000001\", \"name\": \"A\", \"_chunk\": 0},\n"
      "{\"id\": \"00000000-0000-4000-8000-000000000002\", \"parent_id\": \"00000000-0000-4000-8000-000000000001\","
      " \"_chunk\": 1}\n"
      "],\n"
      "\"books\": [\n"
      "{\"id\": \"00000000-0000-4000-8000-0000000000ab\", \"name\": \"Růže \\\"x\\\"\", \"price\": 0.1, \"lent\": true,"
      " \"startdate\": \"2024-01-02T00:00:00\", \"shelf_id\": \"00000000-0000-4000-8000-000000000001\"}\n"
      "]\n"
      "}\n");
  g_assert_nonnull (strstr (text, "\"_born\": \"1980-05-06T00:00:00\""));
  g_assert_nonnull (strstr (text, "\"created\": \"2024-01-02T03:04:05.000006\""));
  g_assert_null (strstr (text, "loans"));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = fixture_dump (fixture, NULL);

  g_assert_cmpstr (text, ==, "{\n}\n");
}

/* ---- What the servers' feeder must not meet ---- */

static void
test_feeder_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  fixture_store (fixture, "{'books': [{'id': " ID (
                              "01") ", 'printed_at': '2024-01-02T03:04:05'}],"
                                    " 'labels': [{'id': " ID (
                                        "02") ", 'outer_id': 'K-1', 'old_id': 'K-0', 'book_id': " ID ("01") "}]}");
  text = fixture_dump (fixture, &notes);
  g_assert_nonnull (strstr (text, "\"_printed_at\": \"2024-01-02T03:04:05\""));
  g_assert_nonnull (strstr (text, "\"outer_id\": \"K-1\""));
  g_assert_null (strstr (text, "old_id"));
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (
      g_ptr_array_index (notes, 0), ==,
      "books: “printed_at” is written as “_printed_at” in 1 row, where the servers ignore it, because they "
      "could not read the time.");
  g_assert_cmpstr (g_ptr_array_index (notes, 1), ==,
                   "labels: “old_id” was left out of 1 row, because the servers would take it for a UUID.");
}

static void
test_some_tables (Fixture *fixture, gconstpointer data)
{
  static const char *const books[] = { "books", NULL };
  static const char *const wrong[] = { "books", "cars", NULL };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) none = NULL;

  fixture_store (fixture,
                 "{'books': [{'id': " ID ("01") ", 'shelf_id': " ID ("02") "}], 'shelves': [{'id': " ID ("02") "}]}");
  notes = uois_file_dump (fixture->file, books, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (notes, 0), ==,
                   "books: “shelf_id” refers in 1 row to “shelves”, which was left out; who reads this must have it "
                   "already.");
  none = uois_file_dump (fixture->file, wrong, stream, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

/* ---- There and back ---- */

static char *
random_text (void)
{
  static const char *const pieces[] = { "a", "Ř", "\\\"", "\\\\", "\\n", "\\u0001", "\xf0\x9f\x98\x80", " ", "'", "/" };
  GString *text = g_string_new (NULL);

  for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
append_id (GString *text, const char *key, guint n)
{
  if (n == G_MAXUINT)
    return;
  g_string_append_printf (text, "%s\"%s\": \"00000000-0000-4000-8000-%012u\"", g_str_equal (key, "id") ? "{" : ", ",
                          key, n);
}

/* Shelves form a forest in any order; books refer to any of them. */
static char *
make_file (void)
{
  guint n = (guint) g_test_rand_int_range (1, 60);
  g_autofree guint *order = g_new (guint, n);
  GString *text = g_string_new ("{\"shelves\": [");

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      guint swap = order[i];

      order[i] = order[j];
      order[j] = swap;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = random_text ();

      g_string_append (text, i > 0 ? ",\n" : "");
      append_id (text, "id", order[i]);
      append_id (text, "parent_id", i == 0 ? G_MAXUINT : order[g_test_rand_int_range (0, (gint32) i)]);
      g_string_append_printf (text, ", \"name\": \"%s\"}", name);
    }
  g_string_append (text, "], \"books\": [");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? ",\n" : "");
      append_id (text, "id", 1000 + i);
      append_id (text, "shelf_id", g_test_rand_bit () ? (guint) g_test_rand_int_range (0, (gint32) n) : G_MAXUINT);
      if (g_test_rand_bit ())
        g_string_append_printf (text, ", \"price\": %d.%02d", g_test_rand_int_range (-9, 9),
                                g_test_rand_int_range (0, 100));
      if (g_test_rand_bit ())
        g_string_append_printf (text, ", \"pages\": %d", g_test_rand_int ());
      if (g_test_rand_bit ())
        g_string_append_printf (text, ", \"printed_at\": \"20%02d-02-03T04:05:06.%06d\"", g_test_rand_int_range (0, 99),
                                g_test_rand_int_range (0, 1000000));
      g_string_append (text, "}");
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* In a dump every parent has a lower number than its children and every row has one. */
static void
check_chunks (const char *text)
{
  json_object *file = json_tokener_parse (text);
  json_object *shelves;
  g_autoptr (GHashTable) chunks = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (json_object_object_get_ex (file, "shelves", &shelves));
  for (gsize i = 0; i < json_object_array_length (shelves); i++)
    {
      json_object *row = json_object_array_get_idx (shelves, i);
      json_object *chunk = json_object_object_get (row, "_chunk");

      g_assert_nonnull (chunk);
      g_hash_table_insert (chunks, (gpointer) json_object_get_string (json_object_object_get (row, "id")),
                           GINT_TO_POINTER (json_object_get_int (chunk)));
    }
  for (gsize i = 0; i < json_object_array_length (shelves); i++)
    {
      json_object *row = json_object_array_get_idx (shelves, i);
      json_object *parent;

      if (json_object_object_get_ex (row, "parent_id", &parent))
        g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (chunks, json_object_get_string (parent))), <,
                         json_object_get_int (json_object_object_get (row, "_chunk")));
    }
  json_object_put (file);
}

static void
test_round_trip (void)
{
  for (guint round = 0; round < 10; round++)
    {
      Fixture first = { 0 };
      Fixture second = { 0 };
      g_autofree char *text = make_file ();
      g_autofree char *dump = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GPtrArray) tables = NULL;
      g_autoptr (GError) error = NULL;

      fixture_set_up (&first, NULL);
      fixture_set_up (&second, NULL);
      tables = uois_file_load (first.file, text, strlen (text), "x", NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      dump = fixture_dump (&first, NULL);
      check_chunks (dump);
      g_clear_pointer (&tables, g_ptr_array_unref);
      tables = uois_file_load (second.file, dump, strlen (dump), "x", NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < tables->len; i++)
        {
          const UoisLoadTable *table = g_ptr_array_index (tables, i);

          g_assert_cmpuint (table->stored, ==, table->rows);
          g_assert_cmpuint (table->notes->len, ==, 0);
        }
      again = fixture_dump (&second, NULL);
      g_assert_cmpstr (dump, ==, again);
      fixture_tear_down (&first, NULL);
      fixture_tear_down (&second, NULL);
    }
}

/* A long chain must not go down the C stack, nor take quadratic time. */
static void
test_deep_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{\"shelves\": [");
  g_autofree char *dump = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (text, i > 0 ? ",\n" : "");
      append_id (text, "id", i);
      append_id (text, "parent_id", i == 19999 ? G_MAXUINT : i + 1);
      g_string_append (text, "}");
    }
  g_string_append (text, "]}");
  fixture_store (fixture, text->str);
  dump = fixture_dump (fixture, NULL);
  g_assert_nonnull (strstr (dump, "\"_chunk\": 19999}"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  g_cancellable_cancel (cancellable);
  notes = uois_file_dump (fixture->file, NULL, stream, cancellable, &error);
  g_assert_null (notes);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/dump/text", test_text);
  fixture_add ("/repo/dump/empty", test_empty);
  fixture_add ("/repo/dump/feeder-keys", test_feeder_keys);
  fixture_add ("/repo/dump/some-tables", test_some_tables);
  fixture_add ("/repo/dump/deep-chain", test_deep_chain);
  fixture_add ("/repo/dump/cancel", test_cancel);
  g_test_add_func ("/repo/dump/round-trip", test_round_trip);
  return g_test_run ();
}
