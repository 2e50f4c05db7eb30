/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

static gboolean
add_operation (UoisStoreUnit *unit,
               UoisStoreStatement *statement,
               const UoisUnitTable *table,
               const UoisUnitRecord *record,
               GError **error)
{
  sqlite3_stmt *handle = uois_statement_get_handle (statement);

  sqlite3_bind_int64 (handle, 1, unit->number);
  sqlite3_bind_text (handle, 2, table->layout->type->table, -1, SQLITE_STATIC);
  sqlite3_bind_blob (handle, 3, &record->id, sizeof record->id, SQLITE_STATIC);
  sqlite3_bind_text (handle, 4, uois_action_get_name (record->action), -1, SQLITE_STATIC);
  return uois_statement_run (statement, error);
}

static gboolean
add_operations (UoisStoreUnit *unit, const UoisUnitTable *table, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      unit->connection,
      "INSERT INTO outbox (unit, table_name, id, action, state) VALUES (?, ?, ?, ?, '" UOIS_OUTBOX_PENDING "')", error);
  GHashTableIter iter;
  UoisUnitRecord *record;

  if (statement == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, table->records);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &record))
    if (record->sent && record->action != UOIS_ACTION_NONE && !add_operation (unit, statement, table, record, error))
      return FALSE;

  return TRUE;
}

gboolean
uois_unit_write_outbox (UoisStoreUnit *unit, GError **error)
{
  if (!unit->sends)
    return TRUE;

  for (guint i = 0; i < unit->tables->len; i++)
    {
      const UoisUnitTable *table = unit->tables->pdata[i];

      if (table != NULL && table->records != NULL && !table->layout->type->local &&
          !add_operations (unit, table, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
uois_unit_send_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  const UoisType *type = table->layout->type;

  if (!unit->sends || type->local || table->bulk_count == 0)
    return TRUE;

  return uois_connection_execute_format (
      unit->connection, error,
      "INSERT INTO outbox (unit, table_name, id, action, state)"
      " SELECT %lld, %Q, id, 'insert', '" UOIS_OUTBOX_PENDING "' FROM \"%w\" WHERE \"row\" >= %lld ORDER BY \"row\"",
      (long long) unit->number, type->table, type->table, (long long) table->bulk_first);
}
