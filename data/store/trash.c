/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trash.h"

#include "journal.h"
#include "unit.h"

#include <glib/gi18n-lib.h>

void
uois_store_deletion_free (UoisStoreDeletion *deletion)
{
  g_clear_pointer (&deletion->step, uois_store_step_free);
  g_clear_pointer (&deletion->values, g_array_unref);
  g_free (deletion);
}

/* What read_deletion() wants, in its order. */
#define DELETION "SELECT c.change, c.unit, c.table_name, c.id, c.row, c.before FROM journal_changes AS c"

/* Returns: (nullable): %NULL without @error if this version of the program has no such table */
static UoisStoreDeletion *
read_deletion (UoisStoreReader *reader, UoisStoreStatement *statement, GError **error)
{
  const UoisType *type =
      uois_registry_find_table (reader->store->layout->registry, uois_store_statement_get_text (statement, 2, NULL));
  g_autoptr (UoisStoreDeletion) deletion = NULL;
  g_autofree gboolean *kept = NULL;

  if (type == NULL)
    return NULL;

  kept = g_new0 (gboolean, type->columns.length);
  deletion = g_new0 (UoisStoreDeletion, 1);
  deletion->type = type;
  deletion->change = uois_store_statement_get_integer (statement, 0);
  deletion->id = *uois_store_statement_get_uuid (statement, 3);
  deletion->row = uois_store_statement_get_integer (statement, 4);
  deletion->values = uois_unit_new_values (type);
  if (!uois_journal_read_before (type, uois_store_statement_get_text (statement, 5, NULL), deletion->values, kept,
                                 error))
    return NULL;
  uois_value_set_uuid (&g_array_index (deletion->values, UoisValue, 0), &deletion->id);
  deletion->step = uois_store_reader_get_step (reader, uois_store_statement_get_integer (statement, 1), error);
  return deletion->step != NULL ? g_steal_pointer (&deletion) : NULL;
}

gboolean
uois_store_reader_has_record (
    UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, gboolean *has, GError **error)
{
  const UoisLayoutTable *table = uois_layout_get (reader->store->layout, type);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, table->row_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  uois_store_statement_bind_uuid (statement, 0, id);
  step = uois_store_statement_step (statement, error);
  *has = step > 0;
  return step >= 0;
}

/* Of several deletions of one record only the last one counts. */
static const char list_sql[] =
    DELETION " INDEXED BY journal_changes__deleted JOIN journal_units AS u ON u.unit = c.unit"
             " WHERE c.action = 'delete' AND c.change < ?1 AND u.origin IN ('edit', 'import', 'query')"
             " AND u.undone = 0 AND (?2 IS NULL OR c.table_name = ?2)"
             " AND NOT EXISTS (SELECT 1 FROM journal_changes AS d JOIN journal_units AS v ON v.unit = d.unit"
             "  WHERE d.id = c.id AND d.change > c.change AND d.action = 'delete' AND v.undone = 0"
             "  AND v.origin IN ('edit', 'import', 'query'))"
             " ORDER BY c.change DESC";

GPtrArray *
uois_store_reader_list_deletions (
    UoisStoreReader *reader, const UoisType *type, gint64 before, guint limit, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, list_sql, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_deletion_free);
  g_autoptr (GError) failure = NULL;
  int step = 0;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, before > 0 ? before : G_MAXINT64);
  if (type != NULL)
    sqlite3_bind_text (uois_statement_get_handle (statement), 2, type->table, -1, SQLITE_STATIC);
  while (list->len < limit && (step = uois_store_statement_step (statement, error)) > 0)
    {
      UoisStoreDeletion *deletion = read_deletion (reader, statement, &failure);
      gboolean is_back = FALSE;

      if (deletion != NULL)
        g_ptr_array_add (list, deletion);
      if (failure != NULL || (deletion != NULL && !uois_store_reader_has_record (reader, deletion->type, &deletion->id,
                                                                                 &is_back, &failure)))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (is_back)
        g_ptr_array_remove_index (list, list->len - 1);
    }
  return step >= 0 ? g_steal_pointer (&list) : NULL;
}

UoisStoreDeletion *
uois_store_reader_get_deletion (UoisStoreReader *reader, gint64 change, GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (reader->connection, DELETION " WHERE c.change = ? AND c.action = 'delete'", error);
  g_autoptr (GError) failure = NULL;
  UoisStoreDeletion *deletion = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, change);
  step = uois_store_statement_step (statement, error);
  if (step < 0)
    return NULL;
  if (step > 0)
    deletion = read_deletion (reader, statement, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (deletion == NULL)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                         _ ("There is no such change in the history of this file."));
  return deletion;
}

UoisStoreDeletion *
uois_store_reader_find_deletion (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      reader->connection,
      DELETION " WHERE c.id = ? AND c.action = 'delete' AND c.table_name = ? ORDER BY c.change DESC LIMIT 1", error);

  if (statement == NULL)
    return NULL;
  uois_store_statement_bind_uuid (statement, 0, id);
  sqlite3_bind_text (uois_statement_get_handle (statement), 2, type->table, -1, SQLITE_STATIC);
  return uois_store_statement_step (statement, error) > 0 ? read_deletion (reader, statement, error) : NULL;
}

GPtrArray *
uois_store_reader_list_deleted_by (UoisStoreReader *reader, gint64 unit, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      reader->connection, DELETION " WHERE c.unit = ? AND c.action = 'delete' ORDER BY c.change DESC", error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_deletion_free);
  g_autoptr (GError) failure = NULL;
  int step = -1;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, unit);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    {
      UoisStoreDeletion *deletion = read_deletion (reader, statement, &failure);

      if (deletion != NULL)
        g_ptr_array_add (list, deletion);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return step == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
uois_store_unit_restore (UoisStoreUnit *unit, const UoisStoreDeletion *deletion, GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, deletion->type, error);

  return table != NULL &&
         uois_unit_insert_row (unit, table, (const UoisValue *) deletion->values->data, deletion->row, FALSE, error);
}
