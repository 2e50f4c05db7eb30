/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "agreed.h"
#include "journal.h"
#include "unit.h"

void
uois_store_copy_clear (UoisStoreCopy *copy)
{
  g_clear_pointer (&copy->token, g_free);
  g_clear_pointer (&copy->values, g_array_unref);
  g_clear_pointer (&copy->known, g_free);
}

/* ---- Writing ---- */

static void
bind_key (sqlite3_stmt *handle, const UoisType *type, const UoisUuid *id)
{
  sqlite3_bind_blob (handle, 1, id, sizeof *id, SQLITE_STATIC);
  sqlite3_bind_text (handle, 2, type->table, -1, SQLITE_STATIC);
}

/* Runs @sql with the key of a record, a version and, unless @values are %NULL, their text. */
static gboolean
run (UoisStoreUnit *unit,
     const char *sql,
     const UoisType *type,
     const UoisUuid *id,
     const char *token,
     const UoisValue *values,
     const gboolean *known,
     GError **error)
{
  g_auto (UoisJsonWriter) writer = { 0 };
  GError *failure = NULL;

  if (!uois_unit_check (unit, error))
    return FALSE;

  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql, &failure);
  if (statement == NULL)
    return uois_unit_break (unit, failure, error);

  sqlite3_stmt *handle = uois_statement_get_handle (statement);
  bind_key (handle, type, id);
  if (sqlite3_bind_parameter_count (handle) > 2)
    sqlite3_bind_text (handle, 3, token, -1, SQLITE_STATIC);
  uois_json_writer_init (&writer);
  if (values != NULL)
    {
      uois_journal_write_values (type, values, known, &writer);
      sqlite3_bind_text (handle, 4, writer.bytes, writer.length, SQLITE_STATIC);
    }
  return uois_statement_run (statement, &failure) || uois_unit_break (unit, failure, error);
}

gboolean
uois_store_unit_set_agreed (UoisStoreUnit *unit,
                            const UoisType *type,
                            const UoisUuid *id,
                            const char *token,
                            const UoisValue *base,
                            const gboolean *known,
                            GError **error)
{
  return run (unit,
              "INSERT OR REPLACE INTO sync_records (id, table_name, agreed, token, base) VALUES (?1, ?2, 1, ?3, ?4)",
              type, id, token, base, known, error);
}

gboolean
uois_store_unit_forget_agreed (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error)
{
  return run (unit, "DELETE FROM sync_records WHERE id = ?1 AND table_name = ?2", type, id, NULL, NULL, NULL, error);
}

gboolean
uois_store_unit_set_remote (UoisStoreUnit *unit,
                            const UoisType *type,
                            const UoisUuid *id,
                            const char *token,
                            const UoisValue *values,
                            const gboolean *known,
                            GError **error)
{
  return run (unit,
              "INSERT INTO sync_records (id, table_name, agreed, remote_token, remote) VALUES (?1, ?2, 0, ?3, ?4)"
              " ON CONFLICT DO UPDATE SET remote_token = excluded.remote_token, remote = excluded.remote",
              type, id, token, values, known, error);
}

gboolean
uois_unit_keep_base (UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *before, GError **error)
{
  const UoisType *type = table->layout->type;
  g_auto (UoisJsonWriter) writer = { 0 };
  GError *failure = NULL;
  UoisStoreStatement *find;
  int step;

  if (!unit->sends || type->local)
    return TRUE;

  find = uois_unit_get_statement (
      unit, &table->keep_base,
      "SELECT 1 FROM sync_records WHERE id = ?1 AND table_name = ?2 AND agreed = 1 AND base IS NULL", error);
  if (find == NULL)
    return FALSE;
  bind_key (uois_statement_get_handle (find), type, &before[0].uuid);
  step = uois_store_statement_step (find, &failure);
  uois_store_statement_reset (find);
  if (step < 0)
    return uois_unit_break (unit, failure, error);

  return step == 0 || run (unit, "UPDATE sync_records SET base = ?4 WHERE id = ?1 AND table_name = ?2 AND ?3 IS NULL",
                           type, &before[0].uuid, NULL, before, NULL, error);
}

/* ---- Reading ---- */

/* @token and @values: columns of the row that @statement shows */
static gboolean
read_copy (UoisStoreStatement *statement,
           guint token,
           guint values,
           const UoisType *type,
           const UoisUuid *id,
           UoisStoreCopy *copy,
           GError **error)
{
  if (!uois_store_statement_is_null (statement, token))
    copy->token = g_strdup (uois_store_statement_get_text (statement, token, NULL));
  if (uois_store_statement_is_null (statement, values))
    return TRUE;

  copy->values = uois_unit_new_values (type);
  copy->known = g_new0 (gboolean, type->columns.length);
  uois_value_set_uuid (&g_array_index (copy->values, UoisValue, 0), id);
  if (!uois_journal_read_before (type, uois_store_statement_get_text (statement, values, NULL), copy->values,
                                 copy->known, error))
    return FALSE;
  copy->known[0] = TRUE;
  return TRUE;
}

gboolean
uois_store_reader_read_agreed (UoisStoreReader *reader,
                               const UoisType *type,
                               const UoisUuid *id,
                               gboolean *is_agreed,
                               UoisStoreCopy *base,
                               UoisStoreCopy *remote,
                               GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_store_reader_prepare (reader,
                                 "SELECT agreed, token, base, remote_token, remote"
                                 " FROM sync_records WHERE id = ?1 AND table_name = ?2",
                                 error);
  int step;

  *is_agreed = FALSE;
  *base = *remote = (UoisStoreCopy){ NULL };
  if (statement == NULL)
    return FALSE;

  bind_key (uois_statement_get_handle (statement), type, id);
  step = uois_store_statement_step (statement, error);
  if (step <= 0)
    return step == 0;
  *is_agreed = uois_store_statement_get_integer (statement, 0) != 0;
  if (read_copy (statement, 1, 2, type, id, base, error) && read_copy (statement, 3, 4, type, id, remote, error))
    return TRUE;
  uois_store_copy_clear (base);
  uois_store_copy_clear (remote);
  return FALSE;
}
