/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

/**
 * Bulk: rows for one bulk, and what became of them.
 */
typedef struct
{
  GPtrArray *rows;
  GHashTable *rejected; /* ids */
  guint n_duplicates;
} Bulk;

static void
bulk_init (Bulk *bulk)
{
  bulk->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  bulk->rejected = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  bulk->n_duplicates = 0;
}

static void
bulk_clear (Bulk *bulk)
{
  g_ptr_array_unref (bulk->rows);
  g_hash_table_unref (bulk->rejected);
}

static Row *
bulk_add (Bulk *bulk, const UoisType *type)
{
  Row *row = row_new (type);

  g_ptr_array_add (bulk->rows, row);
  return row;
}

static void
note_rejected (
    const UoisType *type, const UoisUuid *id, const UoisColumn *column, const UoisUuid *target, gpointer data)
{
  Bulk *bulk = data;

  g_assert_true (g_hash_table_add (bulk->rejected, g_memdup2 (id, sizeof *id)));
}

static gboolean
run_bulk (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Bulk *bulk = data;

  uois_store_unit_begin_bulk (unit, note_rejected, bulk);
  for (guint i = 0; i < bulk->rows->len; i++)
    {
      Row *row = bulk->rows->pdata[i];
      g_autoptr (GError) refused = NULL;

      if (uois_store_unit_insert (unit, row->type, row->values, &refused))
        continue;
      g_assert_error (refused, UOIS_ERROR, UOIS_ERROR_DUPLICATE);
      bulk->n_duplicates++;
    }
  return uois_store_unit_end_bulk (unit, error);
}

static void
write_bulk (Campus *campus, Bulk *bulk, UoisStoreOrigin origin)
{
  g_autoptr (GError) error = NULL;

  uois_store_write (campus->store, origin, "bulk", NULL, run_bulk, bulk, NULL, &error);
  g_assert_no_error (error);
}

/* Teams in a chain from the last to the first, so that every reference points to what comes later. */
static void
add_chain (Campus *campus, Bulk *bulk, guint n)
{
  Row *previous = NULL;

  for (guint i = 0; i < n; i++)
    {
      Row *team = bulk_add (bulk, campus->team);
      g_autofree char *name = g_strdup_printf ("Tým %u", i);

      row_set (team, "name", name);
      if (previous != NULL)
        row_set_uuid (previous, "parent_id", row_get_id (team));
      previous = team;
    }
}

static char *
list_schema (Campus *campus)
{
  return campus_text (campus,
                      "SELECT group_concat (sql, '; ') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                      " AND name NOT LIKE 'sqlite_stat%' ORDER BY name)");
}

static void
test_into_empty (Campus *campus, gconstpointer data)
{
  g_autofree char *schema = list_schema (campus);
  Bulk bulk;

  bulk_init (&bulk);
  add_chain (campus, &bulk, 1000);
  write_bulk (campus, &bulk, UOIS_ORIGIN_DEMO);
  bulk_clear (&bulk);

  g_autofree char *after = list_schema (campus);
  g_assert_cmpstr (schema, ==, after);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 1000);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM journal_changes"), ==, 1);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams__search WHERE teams__search MATCH 'tym'"), ==,
                   1000);
  campus_assert_sound (campus);
}

static void
test_beside_others (Campus *campus, gconstpointer data)
{
  Bulk bulk;

  for (guint i = 0; i < 3; i++)
    {
      bulk_init (&bulk);
      add_chain (campus, &bulk, 100);
      write_bulk (campus, &bulk, UOIS_ORIGIN_IMPORT);
      bulk_clear (&bulk);
    }

  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 300);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM journal_changes"), ==, 3);
  g_assert_cmpint (campus_count (campus, "SELECT count (DISTINCT id) FROM outbox"), ==, 300);
  campus_assert_sound (campus);
}

/* A chain whose end refers to nothing falls as a whole; what stands beside it stays. */
static void
test_rejects_cascade (Campus *campus, gconstpointer data)
{
  gboolean beside_others = GPOINTER_TO_INT (data);
  UoisUuid nobody = { { 1 } };
  Bulk bulk;

  if (beside_others)
    {
      g_autoptr (Row) team = row_new (campus->team);

      campus_insert (campus, team);
    }

  bulk_init (&bulk);
  add_chain (campus, &bulk, 50);
  row_set_uuid (bulk.rows->pdata[49], "parent_id", &nobody);
  Row *kept = bulk_add (&bulk, campus->team);
  for (guint i = 0; i < 2; i++)
    {
      Row *member = bulk_add (&bulk, campus->member);

      row_set_uuid (member, "team_id", i == 0 ? row_get_id (kept) : row_get_id (bulk.rows->pdata[7]));
    }
  write_bulk (campus, &bulk, UOIS_ORIGIN_LOAD);

  g_assert_cmpuint (g_hash_table_size (bulk.rejected), ==, 51);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, beside_others ? 2 : 1);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM members"), ==, 1);
  bulk_clear (&bulk);
  campus_assert_sound (campus);
}

static void
test_duplicates (Campus *campus, gconstpointer data)
{
  Bulk bulk;

  bulk_init (&bulk);
  add_chain (campus, &bulk, 10);
  for (guint i = 0; i < 5; i++)
    {
      Row *again = bulk_add (&bulk, campus->team);

      row_set_uuid (again, "id", row_get_id (bulk.rows->pdata[i]));
    }
  write_bulk (campus, &bulk, UOIS_ORIGIN_LOAD);

  g_assert_cmpuint (bulk.n_duplicates, ==, 5);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 10);
  bulk_clear (&bulk);
  campus_assert_sound (campus);
}

/* Rows of a bulk that the same bulk changes or deletes. */
static gboolean
change_in_bulk (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Bulk *bulk = data;
  Row *first = bulk->rows->pdata[0];
  Row *second = bulk->rows->pdata[1];
  g_autoptr (Row) changes = row_new (first->type);

  row_set (changes, "name", "Jinak");
  uois_store_unit_begin_bulk (unit, note_rejected, bulk);
  return uois_store_unit_insert (unit, first->type, first->values, error) &&
         uois_store_unit_insert (unit, first->type, second->values, error) &&
         uois_store_unit_update (unit, first->type, row_get_id (first), changes->values, changes->changed, error) &&
         uois_store_unit_delete (unit, first->type, row_get_id (second), error) &&
         uois_store_unit_end_bulk (unit, error) && uois_store_unit_insert (unit, first->type, second->values, error);
}

static void
test_changes_inside (Campus *campus, gconstpointer data)
{
  g_autofree char *empty = campus_fingerprint (campus);
  g_autoptr (GError) error = NULL;
  Bulk bulk;

  bulk_init (&bulk);
  bulk_add (&bulk, campus->team);
  bulk_add (&bulk, campus->team);
  uois_store_write (campus->store, UOIS_ORIGIN_LOAD, NULL, NULL, change_in_bulk, &bulk, NULL, &error);
  g_assert_no_error (error);
  bulk_clear (&bulk);

  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams"), ==, 2);
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM teams__search WHERE teams__search MATCH 'jinak'"), ==,
                   1);
  campus_assert_sound (campus);

  uois_store_undo (campus->store, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *undone = campus_fingerprint (campus);
  g_assert_cmpstr (undone, ==, empty);
  campus_assert_sound (campus);
}

static gboolean
fail_in_bulk (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Bulk *bulk = data;
  Row *first = bulk->rows->pdata[0];

  uois_store_unit_begin_bulk (unit, note_rejected, bulk);
  if (!uois_store_unit_insert (unit, first->type, first->values, error))
    return FALSE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, "as planned");
  return FALSE;
}

/* After a bulk that failed foreign keys must be enforced again, and nothing of it be left. */
static void
test_failure (Campus *campus, gconstpointer data)
{
  g_autofree char *schema = list_schema (campus);
  UoisUuid nobody = { { 1 } };
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (GError) error = NULL;
  Bulk bulk;

  bulk_init (&bulk);
  bulk_add (&bulk, campus->team);
  g_assert_false (uois_store_write (campus->store, UOIS_ORIGIN_LOAD, NULL, NULL, fail_in_bulk, &bulk, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);
  bulk_clear (&bulk);

  g_autofree char *after = list_schema (campus);
  g_assert_cmpstr (schema, ==, after);
  row_set_uuid (team, "parent_id", &nobody);
  g_assert_false (campus_run (campus, UOIS_ORIGIN_EDIT, STEP_INSERT, team, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
  campus_assert_sound (campus);
}

static void
note_change (UoisStore *store, GPtrArray *changes, gpointer data)
{
  guint *n = data;

  for (guint i = 0; i < changes->len; i++)
    g_assert_null (((UoisStoreChange *) changes->pdata[i])->ids);
  *n += changes->len;
}

static void
test_changed (Campus *campus, gconstpointer data)
{
  guint n = 0;
  Bulk bulk;

  g_signal_connect (campus->store, "changed", G_CALLBACK (note_change), &n);
  bulk_init (&bulk);
  add_chain (campus, &bulk, 3);
  write_bulk (campus, &bulk, UOIS_ORIGIN_LOAD);
  bulk_clear (&bulk);

  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
}

#define ADD(name, function, data)                                                                                      \
  g_test_add ("/store/bulk/" name, Campus, data, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("into-empty", test_into_empty, NULL);
  ADD ("beside-others", test_beside_others, NULL);
  ADD ("rejects-cascade", test_rejects_cascade, NULL);
  ADD ("rejects-cascade-beside-others", test_rejects_cascade, GINT_TO_POINTER (TRUE));
  ADD ("duplicates", test_duplicates, NULL);
  ADD ("changes-inside", test_changes_inside, NULL);
  ADD ("failure", test_failure, NULL);
  ADD ("changed", test_changed, NULL);
  return g_test_run ();
}
