/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include <glib/gstdio.h>

UoisRegistry *
campus_read_registry (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  UoisRegistry *registry = uois_registry_new ();
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  uois_registry_add (registry, name, text, length, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);
  return registry;
}

static void
open_store (Campus *campus)
{
  g_autoptr (GError) error = NULL;

  campus->store = uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
}

static void
close_store (Campus *campus)
{
  g_autoptr (GError) error = NULL;

  if (campus->store == NULL)
    return;

  uois_store_close (campus->store, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (campus->store);
  campus->store = NULL;
}

void
campus_use_memory (void)
{
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
}

void
campus_set_up (Campus *campus, gconstpointer data)
{
  campus->folder = g_dir_make_tmp ("uois-store-XXXXXX", NULL);
  campus->path = g_build_filename (campus->folder, "campus.uois", NULL);
  campus->registry = campus_read_registry ("campus.graphql");
  campus->kind = uois_registry_find_table (campus->registry, "kinds");
  campus->team = uois_registry_find_table (campus->registry, "teams");
  campus->person = uois_registry_find_table (campus->registry, "people");
  campus->member = uois_registry_find_table (campus->registry, "members");
  open_store (campus);
}

/* Backups stand in a folder of their own. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

void
campus_tear_down (Campus *campus, gconstpointer data)
{
  close_store (campus);
  uois_registry_unref (campus->registry);

  remove_folder (campus->folder);
  g_free (campus->folder);
  g_free (campus->path);
}

void
campus_reopen (Campus *campus)
{
  close_store (campus);
  open_store (campus);
}

/* ---- Rows ---- */

Row *
row_new (const UoisType *type)
{
  Row *row = g_new0 (Row, 1);

  row->type = type;
  row->values = g_new0 (UoisValue, type->columns.length);
  row->changed = g_new0 (gboolean, type->columns.length);
  uois_value_set_uuid (&row->values[0], &(UoisUuid){ 0 });
  uois_uuid_generate (&row->values[0].uuid);
  return row;
}

void
row_free (Row *row)
{
  for (guint i = 0; i < row->type->columns.length; i++)
    uois_value_clear (&row->values[i]);
  g_free (row->values);
  g_free (row->changed);
  g_free (row);
}

UoisValue *
row_get (Row *row, const char *column)
{
  const UoisColumn *found = uois_type_find_column (row->type, column);

  g_assert_nonnull (found);
  row->changed[found->index] = TRUE;
  return &row->values[found->index];
}

const UoisUuid *
row_get_id (Row *row)
{
  return &row->values[0].uuid;
}

void
row_set (Row *row, const char *column, const char *text)
{
  UoisValue *value = row_get (row, column);
  g_autoptr (GError) error = NULL;

  uois_value_clear (value);
  if (text != NULL)
    uois_value_parse (uois_type_find_column (row->type, column)->kind, text, strlen (text), value, &error);
  g_assert_no_error (error);
}

void
row_set_uuid (Row *row, const char *column, const UoisUuid *uuid)
{
  uois_value_set_uuid (row_get (row, column), uuid);
}

/* ---- Units ---- */

typedef struct
{
  StepKind kind;
  Row *row;
} Step;

static gboolean
run_step (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  Row *row = step->row;

  switch (step->kind)
    {
    case STEP_INSERT:
      return uois_store_unit_insert (unit, row->type, row->values, error);
    case STEP_UPDATE:
      return uois_store_unit_update (unit, row->type, row_get_id (row), row->values, row->changed, error);
    case STEP_DELETE:
      return uois_store_unit_delete (unit, row->type, row_get_id (row), error);
    }

  g_assert_not_reached ();
}

gboolean
campus_run (Campus *campus, UoisStoreOrigin origin, StepKind kind, Row *row, GError **error)
{
  Step step = { .kind = kind, .row = row };
  g_autoptr (GError) failure = NULL;
  gboolean done =
      uois_store_write (campus->store, origin, "a test", NULL, run_step, &step, NULL, error != NULL ? error : &failure);

  g_assert_no_error (failure);
  return done;
}

void
campus_insert (Campus *campus, Row *row)
{
  campus_run (campus, UOIS_ORIGIN_LOAD, STEP_INSERT, row, NULL);
}

/* ---- Looking ---- */

char *
campus_text (Campus *campus, const char *sql)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  g_assert_no_error (error);

  UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, &error);
  g_assert_no_error (error);
  char *text = NULL;
  if (uois_store_statement_step (statement, &error) > 0)
    text = g_strdup (uois_store_statement_get_text (statement, 0, NULL));
  g_assert_no_error (error);
  uois_store_statement_release (statement);
  uois_store_return_reader (campus->store, reader);
  return text;
}

gint64
campus_count (Campus *campus, const char *sql)
{
  g_autofree char *text = campus_text (campus, sql);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}

char *
campus_select (Campus *campus, const UoisSelect *select, const UoisValue *bind, guint n_bind)
{
  g_autoptr (GError) error = NULL;
  GString *result = g_string_new (NULL);
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  g_assert_no_error (error);
  UoisStoreStatement *statement = uois_store_reader_compile (reader, select, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < n_bind; i++)
    uois_store_statement_bind (statement, i, &bind[i]);
  while (uois_store_statement_step (statement, &error) > 0)
    {
      const char *text = uois_store_statement_get_text (statement, 0, NULL);

      g_string_append_printf (result, "%s%s", result->len > 0 ? "|" : "", text != NULL ? text : "∅");
    }
  g_assert_no_error (error);

  uois_store_statement_release (statement);
  uois_store_return_reader (campus->store, reader);
  return g_string_free (result, FALSE);
}

static void
add_table (GString *all, UoisStoreReader *reader, const UoisType *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY \"row\"", type->table);
  g_autoptr (GError) error = NULL;
  UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, &error);
  guint n_columns = 1 + type->columns.length;

  g_assert_no_error (error);
  for (guint i = 0; i < type->columns.length; i++)
    n_columns += type->columns.items[i]->sorted;

  g_string_append_printf (all, "%s\n", type->table);
  while (uois_store_statement_step (statement, &error) > 0)
    for (guint i = 0; i < n_columns; i++)
      {
        gsize length;
        const char *text = uois_store_statement_get_text (statement, i, &length);

        g_string_append_printf (all, "%d:", text == NULL ? -1 : (int) length);
        g_string_append_len (all, text, length);
      }
  g_assert_no_error (error);
  uois_store_statement_release (statement);
}

char *
campus_fingerprint (Campus *campus)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (campus->store, NULL, &error);
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (campus->registry, &n_tables);

  g_assert_no_error (error);
  uois_store_reader_begin (reader, &error);
  for (guint i = 0; i < n_tables; i++)
    add_table (all, reader, tables[i]);
  uois_store_return_reader (campus->store, reader);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) all->str, all->len);
}

void
assert_store_sound (UoisStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = uois_store_check (store, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((const UoisFinding *) findings->pdata[i])->sentence);
  g_assert_cmpuint (findings->len, ==, 0);
}

void
campus_assert_sound (Campus *campus)
{
  assert_store_sound (campus->store);
}
