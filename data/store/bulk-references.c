/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bulk-references.h"

static void
append_range (GString *sql, const UoisUnitTable *table)
{
  if (!table->bulk_empty)
    g_string_append_printf (sql, " AND \"row\" >= %lld", (long long) table->bulk_first);
}

/* Asked for distinct targets, because a column mostly holds few; with an index on the column that is a walk along it. */
static gboolean
has_missing_target (
    UoisStoreUnit *unit, const UoisUnitTable *table, const UoisColumn *column, gint64 *missing, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT ");

  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, " AS target FROM ");
  uois_layout_append_name (sql, table->layout->type->table);
  g_string_append (sql, " WHERE ");
  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, " IS NOT NULL");
  append_range (sql, table);
  g_string_append (sql, ") AS d WHERE NOT EXISTS (SELECT 1 FROM ");
  uois_layout_append_name (sql, column->target->table);
  g_string_append (sql, " AS t WHERE t.\"id\" = d.target))");

  return uois_connection_get_integer (unit->connection, sql->str, missing, error);
}

static char *
reject_sql (const UoisUnitTable *table, const UoisColumn *column)
{
  const char *name = table->layout->type->table;
  GString *sql = g_string_new ("DELETE FROM ");

  uois_layout_append_name (sql, name);
  g_string_append_printf (sql, " WHERE \"row\" >= %lld AND ", (long long) table->bulk_first);
  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ");
  uois_layout_append_name (sql, column->target->table);
  g_string_append (sql, " AS t WHERE t.\"id\" = ");
  uois_layout_append_name (sql, name);
  g_string_append_c (sql, '.');
  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, ") RETURNING \"id\", ");
  uois_layout_append_column (sql, NULL, column);

  return g_string_free (sql, FALSE);
}

static gboolean
reject_rows (UoisStoreUnit *unit, UoisUnitTable *table, const UoisColumn *column, GError **error)
{
  g_autofree char *sql = reject_sql (table, column);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql, error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      UoisUuid id = *uois_store_statement_get_uuid (statement, 0);

      table->bulk_count--;
      if (unit->rejected != NULL)
        unit->rejected (table->layout->type, &id, column, uois_store_statement_get_uuid (statement, 1),
                        unit->rejected_data);
    }

  return step == 0;
}

static gboolean
check_column (UoisStoreUnit *unit, UoisUnitTable *table, const UoisColumn *column, gboolean *removed, GError **error)
{
  gint64 missing = 0;

  if (!has_missing_target (unit, table, column, &missing, error))
    return FALSE;
  if (missing == 0)
    return TRUE;

  *removed = TRUE;
  return reject_rows (unit, table, column, error);
}

gboolean
uois_unit_check_bulk_references (UoisStoreUnit *unit, GError **error)
{
  const GPtrArray *tables = unit->store->layout->tables;
  gboolean removed = TRUE;

  /* Parents come first, so a chain mostly falls in one pass; rings need more. */
  while (removed)
    {
      removed = FALSE;
      for (guint i = 0; i < tables->len; i++)
        {
          const UoisLayoutTable *layout = tables->pdata[i];
          UoisUnitTable *table = unit->tables->pdata[layout->type->index];

          if (table == NULL || table->bulk_first == 0)
            continue;
          for (guint j = 0; j < layout->references->len; j++)
            if (!check_column (unit, table, layout->references->pdata[j], &removed, error))
              return FALSE;
        }
    }

  return TRUE;
}
