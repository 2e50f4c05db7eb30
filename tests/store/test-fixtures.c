/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domains/domains.h"
#include "store/check.h"
#include "store/store.h"

#include <glib/gstdio.h>

/* Files as released versions wrote them (fixtures/README.md) open in this version, are upgraded, and keep their rows. */
typedef struct
{
  const char *name;
  gint64 n_rows; /* of all tables that the version knew */
  const char *sql;
  const char *answer;
} Released;

static const Released released[] = {
  { "v1", 502, "SELECT count (*) || ' ' || max (surname) FROM users", "14 Newbie" },
  { "v2", 502, "SELECT count (*) || ' ' || max (surname) FROM users", "14 Newbie" },
};

static void
decompress (const char *name, const char *path)
{
  g_autofree char *file_name = g_strconcat (name, ".uois.gz", NULL);
  g_autofree char *packed_path = g_test_build_filename (G_TEST_DIST, "store", "fixtures", file_name, NULL);
  g_autoptr (GFile) packed = g_file_new_for_path (packed_path);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) error = NULL;

  g_autoptr (GFileInputStream) file = g_file_read (packed, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GInputStream) input = g_converter_input_stream_new (G_INPUT_STREAM (file), G_CONVERTER (decompressor));
  g_autoptr (GFileOutputStream) output = g_file_create (target, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

static char *
ask (UoisStoreReader *reader, const char *sql)
{
  g_autoptr (GError) error = NULL;
  UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (uois_store_statement_step (statement, &error), ==, 1);
  char *answer = g_strdup (uois_store_statement_get_text (statement, 0, NULL));
  uois_store_statement_release (statement);
  return answer;
}

static gint64
count_rows (UoisStoreReader *reader, UoisRegistry *registry)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);
  gint64 n_rows = 0;

  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", tables[i]->table);
      g_autofree char *count = ask (reader, sql);

      n_rows += g_ascii_strtoll (count, NULL, 10);
    }
  return n_rows;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_opens (gconstpointer data)
{
  const Released *version = data;
  g_autofree char *folder = g_dir_make_tmp ("uois-store-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "old.uois", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);

  g_assert_no_error (error);
  decompress (version->name, path);
  UoisStore *store = uois_store_open (path, registry, UOIS_STORE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);

  g_autoptr (GPtrArray) findings = uois_store_check (store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((const UoisFinding *) findings->pdata[i])->sentence);
  g_assert_cmpuint (findings->len, ==, 0);

  UoisStoreReader *reader = uois_store_borrow_reader (store, NULL, &error);
  g_autofree char *answer = ask (reader, version->sql);
  g_assert_cmpint (count_rows (reader, registry), ==, version->n_rows);
  g_assert_cmpstr (answer, ==, version->answer);
  uois_store_return_reader (store, reader);

  uois_store_close (store, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (store);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (released); i++)
    {
      g_autofree char *path = g_strconcat ("/store/fixtures/", released[i].name, NULL);

      g_test_add_data_func (path, &released[i], test_opens);
    }
  return g_test_run ();
}
