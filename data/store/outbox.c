/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "outbox.h"
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

/* ---- What became of them ---- */

void
uois_store_operation_free (UoisStoreOperation *operation)
{
  g_free (operation->table);
  g_free (operation->action);
  g_free (operation->state);
  g_free (operation->message);
  g_free (operation);
}

gboolean
uois_store_unit_set_fate (UoisStoreUnit *unit,
                          gint64 number,
                          const char *state,
                          guint attempts,
                          guint false_reports,
                          const char *message,
                          GError **error)
{
  GError *failure = NULL;

  if (!uois_unit_check (unit, error))
    return FALSE;

  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      unit->connection,
      "UPDATE outbox SET state = ?1, attempts = ?2, false_reports = ?3, message = ?4 WHERE operation = ?5", &failure);
  if (statement == NULL)
    return uois_unit_break (unit, failure, error);

  sqlite3_stmt *handle = uois_statement_get_handle (statement);
  sqlite3_bind_text (handle, 1, state, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 2, attempts);
  sqlite3_bind_int64 (handle, 3, false_reports);
  sqlite3_bind_text (handle, 4, message, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 5, number);
  return uois_statement_run (statement, &failure) || uois_unit_break (unit, failure, error);
}

static UoisStoreOperation *
read_operation (UoisStoreStatement *statement)
{
  UoisStoreOperation *operation = g_new0 (UoisStoreOperation, 1);
  const UoisUuid *id = uois_store_statement_get_uuid (statement, 3);

  operation->number = uois_store_statement_get_integer (statement, 0);
  operation->unit = uois_store_statement_get_integer (statement, 1);
  operation->table = g_strdup (uois_store_statement_get_text (statement, 2, NULL));
  if (id != NULL)
    operation->id = *id;
  operation->action = g_strdup (uois_store_statement_get_text (statement, 4, NULL));
  operation->state = g_strdup (uois_store_statement_get_text (statement, 5, NULL));
  operation->attempts = (guint) uois_store_statement_get_integer (statement, 6);
  operation->false_reports = (guint) uois_store_statement_get_integer (statement, 7);
  if (!uois_store_statement_is_null (statement, 8))
    operation->message = g_strdup (uois_store_statement_get_text (statement, 8, NULL));
  return operation;
}

GPtrArray *
uois_store_reader_list_open_operations (UoisStoreReader *reader, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_operation_free);
  g_autoptr (UoisStoreStatement) statement = uois_store_reader_prepare (
      reader,
      "SELECT operation, unit, table_name, id, action, state, attempts, false_reports, message FROM outbox"
      " WHERE operation > ?1 AND state NOT IN ('confirmed', 'different', 'discarded') ORDER BY operation LIMIT ?2",
      error);
  int step = -1;

  if (statement != NULL)
    {
      sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, after);
      sqlite3_bind_int64 (uois_statement_get_handle (statement), 2, limit);
    }
  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    g_ptr_array_add (operations, read_operation (statement));
  return step == 0 ? g_steal_pointer (&operations) : NULL;
}
