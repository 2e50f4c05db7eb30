/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include "bulk-references.h"

#include <glib/gi18n-lib.h>

/* Memory for pages while rows are inserted. What does not fit is written to the log before its time and read again. */
#define BULK_CACHE_KIB 262144

/* The same while indexes are made. SQLite sorts so much at a time and merges what it sorted: a piece that fits into the
 * processor's cache takes half the time. */
#define SORTING_CACHE_KIB 2048

/* Threads that sort beside the one that asks, at most. */
#define SORTING_THREADS 2

/* A statistic of so many rows per index is as good as one of all. */
#define ANALYSIS_LIMIT 2000

/* From this size on a bulk is worth new statistics. */
#define ANALYSIS_ROWS 500

/* ---- The connection ---- */

void
uois_unit_restore_connection (UoisConnection *connection)
{
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  uois_connection_execute_format (connection, NULL, "PRAGMA cache_size = %d; PRAGMA threads = 0",
                                  -UOIS_CONNECTION_WRITE_CACHE);
  sqlite3_db_release_memory (connection->db);
}

/* SQLite looks up every target of every row when foreign keys are on; we ask once per column at the end. The switch does
 * nothing inside a transaction, so one that has written nothing is begun again. If it has, or somebody else wrote in
 * between, foreign keys stay on: slower, and as right. */
static gboolean
begin_again (UoisStoreUnit *unit, GError **error)
{
  UoisConnection *connection = unit->connection;
  gint64 before = 0, after = 0;

  if (sqlite3_total_changes64 (connection->db) != unit->changes_before)
    return TRUE;

  if (!uois_connection_get_integer (connection, "PRAGMA data_version", &before, error) ||
      !uois_connection_execute (connection, "ROLLBACK", error))
    return FALSE;
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  if (!uois_connection_execute_format (connection, error, "PRAGMA cache_size = %d; BEGIN IMMEDIATE", -BULK_CACHE_KIB) ||
      !uois_connection_get_integer (connection, "PRAGMA data_version", &after, error))
    return FALSE;
  if (before == after)
    return TRUE;

  uois_connection_set_error (connection, SQLITE_BUSY, error);
  return FALSE;
}

void
uois_store_unit_begin_bulk (UoisStoreUnit *unit, UoisStoreRejected rejected, gpointer data)
{
  GError *failure = NULL;

  g_return_if_fail (!unit->in_bulk);

  unit->in_bulk = unit->was_bulk = TRUE;
  unit->rejected = rejected;
  unit->rejected_data = data;
  if (unit->failure == NULL && !begin_again (unit, &failure))
    {
      unit->failure = g_error_copy (failure);
      g_error_free (failure);
    }
}

/* ---- The tables ---- */

static gboolean
is_unique (const UoisLayoutIndex *index)
{
  return g_str_has_prefix (index->sql, "CREATE UNIQUE");
}

/* Entries of a sorted index come from everywhere; making it from a sorted list afterwards is three times as fast. Unique
 * ones stay, because they refuse rows. */
static gboolean
drop_indexes (UoisStoreUnit *unit, const UoisLayoutTable *layout, GError **error)
{
  for (guint i = 0; i < layout->indexes->len; i++)
    {
      const UoisLayoutIndex *index = layout->indexes->pdata[i];

      if (!is_unique (index) &&
          !uois_connection_execute_format (unit->connection, error, "DROP INDEX IF EXISTS \"%w\"", index->name))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_indexes (UoisStoreUnit *unit, const UoisLayoutTable *layout, GError **error)
{
  for (guint i = 0; i < layout->indexes->len; i++)
    {
      const UoisLayoutIndex *index = layout->indexes->pdata[i];

      if (!is_unique (index) && !uois_connection_execute (unit->connection, index->sql, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
uois_unit_prepare_bulk_table (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  const char *name = table->layout->type->table;
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\")", name);
  GError *failure = NULL;
  gint64 has_rows = 1;

  table->bulk_first = table->next_row;
  table->bulk_count = 0;

  if (uois_connection_get_integer (unit->connection, sql, &has_rows, &failure))
    table->bulk_empty = has_rows == 0;
  if (failure == NULL && table->bulk_empty)
    drop_indexes (unit, table->layout, &failure);

  return failure == NULL || uois_unit_break (unit, failure, error);
}

/* ---- The end ---- */

static gboolean
for_each_table (UoisStoreUnit *unit, gboolean (*job) (UoisStoreUnit *, UoisUnitTable *, GError **), GError **error)
{
  for (guint i = 0; i < unit->tables->len; i++)
    {
      UoisUnitTable *table = unit->tables->pdata[i];

      if (table != NULL && table->bulk_first > 0 && !job (unit, table, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare_sorting (UoisConnection *connection, GError **error)
{
  return uois_connection_execute_format (connection, error, "PRAGMA cache_size = %d; PRAGMA threads = %d",
                                         -SORTING_CACHE_KIB, MIN (SORTING_THREADS, (int) g_get_num_processors () - 1));
}

static gboolean
finish_indexes (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  return !table->bulk_empty || make_indexes (unit, table->layout, error);
}

static gboolean
analyze (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  return table->bulk_count < ANALYSIS_ROWS ||
         uois_connection_execute_format (unit->connection, error, "PRAGMA analysis_limit = %d; ANALYZE \"%w\"",
                                         ANALYSIS_LIMIT, table->layout->type->table);
}

static gboolean
forget_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  table->was_bulk |= table->bulk_count > 0;
  table->bulk_first = table->bulk_count = 0;
  table->bulk_empty = FALSE;
  return TRUE;
}

gboolean
uois_store_unit_end_bulk (UoisStoreUnit *unit, GError **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (unit->in_bulk, FALSE);

  if (!uois_unit_check (unit, error))
    return FALSE;

  if (!prepare_sorting (unit->connection, &failure) || !for_each_table (unit, finish_indexes, &failure) ||
      !uois_unit_check_bulk_references (unit, &failure) || !for_each_table (unit, uois_unit_index_bulk, &failure) ||
      !for_each_table (unit, uois_unit_log_bulk, &failure) || !for_each_table (unit, uois_unit_send_bulk, &failure) ||
      !for_each_table (unit, analyze, &failure))
    {
      if (unit->failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      return uois_unit_break (unit, failure, error);
    }

  unit->in_bulk = FALSE;
  return for_each_table (unit, forget_bulk, error);
}
