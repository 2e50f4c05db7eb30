/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include "layout-sql.h"

/* What the words of many rows may take in memory before they are written, against the usual: fewer pieces to merge. */
#define BULK_WORDS (64 * 1024 * 1024)
#define USUAL_WORDS (1024 * 1024)

gboolean
uois_unit_index_row (
    UoisStoreUnit *unit, UoisUnitTable *table, gboolean remove, gint64 row, const UoisValue *values, GError **error)
{
  const UoisLayoutTable *layout = table->layout;
  UoisStoreStatement **statement = remove ? &table->search_delete : &table->search_insert;
  GError *failure = NULL;

  if (layout->search == NULL || uois_unit_is_bulk_row (table, row))
    return TRUE;

  if (uois_unit_get_statement (unit, statement, remove ? layout->search_delete_sql : layout->search_insert_sql,
                               error) == NULL)
    return FALSE;

  sqlite3_bind_int64 (uois_statement_get_handle (*statement), 1, row);
  for (guint i = 0; i < layout->searched->len; i++)
    uois_store_statement_bind (*statement, i + 1, &values[((const UoisColumn *) layout->searched->pdata[i])->index]);

  return uois_statement_run (*statement, &failure) || uois_unit_break (unit, failure, error);
}

static gboolean
set_words (UoisStoreUnit *unit, const UoisLayoutTable *layout, int size, GError **error)
{
  return uois_connection_execute_format (unit->connection, error,
                                         "INSERT INTO \"%w\" (\"%w\", rank) VALUES ('hashsize', %d)", layout->search,
                                         layout->search, size);
}

static gboolean
fill_index (UoisStoreUnit *unit, const UoisUnitTable *table, GError **error)
{
  g_autofree char *sql = uois_layout_search_fill_sql (table->layout);
  g_autoptr (UoisStoreStatement) fill = uois_connection_prepare (unit->connection, sql, error);
  if (fill == NULL)
    return FALSE;

  sqlite3_bind_int64 (uois_statement_get_handle (fill), 1, table->bulk_first);
  return uois_statement_run (fill, error);
}

gboolean
uois_unit_index_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  if (table->layout->search == NULL || table->bulk_count == 0)
    return TRUE;

  return set_words (unit, table->layout, BULK_WORDS, error) && fill_index (unit, table, error) &&
         set_words (unit, table->layout, USUAL_WORDS, error);
}
