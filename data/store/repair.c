/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check.h"

#include "unit.h"

/* ---- What is worked out from the records ---- */

static gboolean
rebuild_search (UoisStoreUnit *unit, const UoisLayoutTable *table, GError **error)
{
  return table->search == NULL ||
         uois_connection_execute_format (unit->connection, error, "INSERT INTO \"%w\" (\"%w\") VALUES ('rebuild')",
                                         table->search, table->search);
}

static gboolean
rewrite_sort_keys (UoisStoreUnit *unit, const UoisLayoutTable *table, GError **error)
{
  for (guint i = 0; i < table->sorted->len; i++)
    {
      const char *name = ((const UoisColumn *) table->sorted->pdata[i])->name;

      if (!uois_connection_execute_format (
              unit->connection, error,
              "UPDATE \"%w\" SET \"%w__key\" = uois_sort_key (\"%w\") WHERE \"%w__key\" IS NOT uois_sort_key (\"%w\")",
              table->type->table, name, name, name, name))
        return FALSE;
    }
  return TRUE;
}

static gboolean
raise_counter (UoisStoreUnit *unit, const UoisLayoutTable *table, GError **error)
{
  const char *name = table->type->table;

  return uois_connection_execute_format (
      unit->connection, error,
      "UPDATE row_counters SET next_row = (SELECT max (\"row\") + 1 FROM \"%w\")"
      " WHERE table_name = %Q AND next_row <= (SELECT coalesce (max (\"row\"), 0) FROM \"%w\")",
      name, name, name);
}

/* ---- Links to nothing ---- */

static gboolean
list_broken (UoisStoreUnit *unit, const UoisType *type, GArray *ids, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT t.id FROM pragma_foreign_key_check ('%s') AS broken"
                                          " JOIN \"%s\" AS t ON t.rowid = broken.rowid",
                                          type->table, type->table);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql, error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    g_array_append_vals (ids, uois_store_statement_get_uuid (statement, 0), 1);
  return step == 0;
}

/* As a person would delete them, so that the trash has them. */
static gboolean
remove_broken_links (UoisStoreUnit *unit, const UoisType *type, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));

  if (!type->link)
    return TRUE;
  if (!list_broken (unit, type, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) refusal = NULL;

      /* One that others need stays as it is. */
      if (uois_store_unit_delete (unit, type, &g_array_index (ids, UoisUuid, i), &refusal) ||
          g_error_matches (refusal, UOIS_ERROR, UOIS_ERROR_REFERENCE))
        continue;
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  return TRUE;
}

static gboolean
repair_table (UoisStoreUnit *unit, const UoisLayoutTable *table, GError **error)
{
  return rewrite_sort_keys (unit, table, error) && rebuild_search (unit, table, error) &&
         raise_counter (unit, table, error) && remove_broken_links (unit, table->type, error);
}

static gboolean
repair_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const GPtrArray *tables = unit->store->layout->tables;

  for (guint i = 0; i < tables->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !repair_table (unit, tables->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
uois_store_repair (
    UoisStore *store, const char *label, const UoisUuid *person, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  return uois_store_write (store, UOIS_ORIGIN_EDIT, label, person, repair_job, NULL, cancellable, error);
}
