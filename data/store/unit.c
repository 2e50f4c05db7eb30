/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

static gboolean
origin_sends (UoisStoreOrigin origin)
{
  return origin == UOIS_ORIGIN_EDIT || origin == UOIS_ORIGIN_IMPORT || origin == UOIS_ORIGIN_QUERY;
}

static void
free_unit_table (gpointer data)
{
  UoisUnitTable *table = data;

  if (table == NULL)
    return;

  g_clear_pointer (&table->insert, uois_store_statement_release);
  g_clear_pointer (&table->read, uois_store_statement_release);
  g_clear_pointer (&table->find, uois_store_statement_release);
  g_clear_pointer (&table->search_insert, uois_store_statement_release);
  g_clear_pointer (&table->search_delete, uois_store_statement_release);
  g_clear_pointer (&table->keep_base, uois_store_statement_release);
  g_clear_pointer (&table->records, g_hash_table_unref);
  g_free (table);
}

UoisStoreUnit *
uois_unit_new (UoisStore *store, UoisStoreOrigin origin, const char *label, const UoisUuid *person, gint64 undoes)
{
  UoisStoreUnit *unit = g_new0 (UoisStoreUnit, 1);

  unit->store = store;
  unit->connection = store->writer;
  unit->reader = (UoisStoreReader){ .store = store, .connection = store->writer };
  unit->origin = origin;
  unit->label = label;
  unit->person = person;
  unit->undoes = undoes;
  unit->state = -1;
  unit->sends = origin_sends (origin);
  unit->changes_before = sqlite3_total_changes64 (unit->connection->db);
  unit->tables = g_ptr_array_new_with_free_func (free_unit_table);
  g_ptr_array_set_size (unit->tables, store->layout->by_type->len);
  unit->keys = g_byte_array_new ();
  return unit;
}

void
uois_unit_free (UoisStoreUnit *unit)
{
  g_clear_pointer (&unit->inner_changes, g_ptr_array_unref);
  g_ptr_array_unref (unit->tables);
  g_byte_array_unref (unit->keys);
  g_clear_error (&unit->failure);
  g_free (unit);
}

UoisStoreReader *
uois_store_unit_get_reader (UoisStoreUnit *unit)
{
  return &unit->reader;
}

gint64
uois_store_unit_get_number (UoisStoreUnit *unit)
{
  return unit->number;
}

gboolean
uois_unit_was_bulk (UoisStoreUnit *unit)
{
  return unit->was_bulk;
}

/* ---- Large units ---- */

/* From so many rows on the pages of a unit do not fit into the usual memory: its rows lie anywhere in the indexes. */
#define LARGE_ROWS 2000
#define LARGE_CACHE_KIB 131072

void
uois_store_unit_expect_rows (UoisStoreUnit *unit, guint64 n_rows)
{
  UoisConnection *connection = unit->connection;

  if (n_rows < LARGE_ROWS || connection->is_large || unit->was_bulk)
    return;

  /* What does not fit is written to the log before its time and read again; a failure costs no more than that. */
  connection->is_large = uois_connection_execute_format (connection, NULL, "PRAGMA cache_size = %d", -LARGE_CACHE_KIB);
}

void
uois_unit_shrink_connection (UoisConnection *connection)
{
  connection->is_large = FALSE;
  uois_connection_execute_format (connection, NULL, "PRAGMA cache_size = %d", -UOIS_CONNECTION_WRITE_CACHE);
  sqlite3_db_release_memory (connection->db);
}

gboolean
uois_unit_is_bulk_row (const UoisUnitTable *table, gint64 row)
{
  return table->bulk_first > 0 && row >= table->bulk_first;
}

/* ---- Failing ---- */

gboolean
uois_unit_check (UoisStoreUnit *unit, GError **error)
{
  if (unit->failure == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (unit->failure));
  return FALSE;
}

/* A job may leave out a row that is refused. Any other failure may have rolled back the transaction: what the job would
 * write after it would stand alone in the file. */
gboolean
uois_unit_break (UoisStoreUnit *unit, GError *failure, GError **error)
{
  if (unit->failure == NULL)
    unit->failure = g_error_copy (failure);

  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
uois_unit_break_with_code (UoisStoreUnit *unit, int code, GError **error)
{
  GError *failure = NULL;

  uois_connection_set_error (unit->connection, code, &failure);
  return uois_unit_break (unit, failure, error);
}

UoisStoreStatement *
uois_unit_get_statement (UoisStoreUnit *unit, UoisStoreStatement **statement, const char *sql, GError **error)
{
  GError *failure = NULL;

  if (*statement == NULL)
    *statement = uois_connection_prepare (unit->connection, sql, &failure);
  if (failure != NULL)
    uois_unit_break (unit, failure, error);
  return *statement;
}

/* ---- Tables ---- */

static gboolean
read_counter (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT next_row FROM row_counters WHERE table_name = '%s'", table->layout->type->table);
  GError *failure = NULL;

  if (!uois_connection_get_integer (unit->connection, sql, &table->next_row, &failure))
    return uois_unit_break (unit, failure, error);

  table->next_row = MAX (table->next_row, 1);
  table->first_next_row = table->next_row;
  return TRUE;
}

UoisUnitTable *
uois_unit_get_table (UoisStoreUnit *unit, const UoisType *type, GError **error)
{
  UoisUnitTable *table = unit->tables->pdata[type->index];

  if (!uois_unit_check (unit, error))
    return NULL;

  if (table == NULL)
    {
      table = g_new0 (UoisUnitTable, 1);
      table->layout = uois_layout_get (unit->store->layout, type);
      unit->tables->pdata[type->index] = table;
      if (!read_counter (unit, table, error))
        return NULL;
    }

  return table;
}

UoisUnitRecord *
uois_unit_note (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, UoisAction action)
{
  UoisUnitRecord *record;

  if (table->records == NULL)
    table->records = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, NULL, g_free);

  record = g_hash_table_lookup (table->records, id);
  if (record == NULL)
    {
      record = g_new0 (UoisUnitRecord, 1);
      record->id = *id;
      record->action = action;
      g_hash_table_insert (table->records, &record->id, record);
      return record;
    }

  /* Made and deleted again is nothing; deleted and made again, or made and changed, is one operation. */
  if (action == UOIS_ACTION_DELETE)
    record->action = record->action == UOIS_ACTION_INSERT ? UOIS_ACTION_NONE : UOIS_ACTION_DELETE;
  else if (action == UOIS_ACTION_INSERT)
    record->action = record->action == UOIS_ACTION_DELETE ? UOIS_ACTION_UPDATE : UOIS_ACTION_INSERT;
  return record;
}

/* ---- The end ---- */

static gboolean
write_counters (UoisStoreUnit *unit, GError **error)
{
  for (guint i = 0; i < unit->tables->len; i++)
    {
      const UoisUnitTable *table = unit->tables->pdata[i];

      if (table != NULL && table->next_row != table->first_next_row &&
          !uois_connection_execute_format (unit->connection, error,
                                           "UPDATE row_counters SET next_row = %lld WHERE table_name = %Q",
                                           (long long) table->next_row, table->layout->type->table))
        return FALSE;
    }

  return TRUE;
}

gboolean
uois_unit_finish (UoisStoreUnit *unit, GError **error)
{
  if (unit->in_bulk && !uois_store_unit_end_bulk (unit, error))
    return FALSE;

  return uois_unit_check (unit, error) && write_counters (unit, error) && uois_unit_write_outbox (unit, error);
}

static void
free_change (gpointer data)
{
  UoisStoreChange *change = data;

  g_clear_pointer (&change->ids, g_array_unref);
  g_free (change);
}

static GArray *
list_ids (GHashTable *records)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);
  return ids;
}

void
uois_unit_take_inner (UoisStoreUnit *unit, UoisStoreUnit *inner)
{
  GPtrArray *changes = uois_unit_steal_changes (inner);

  if (unit->inner_changes == NULL)
    unit->inner_changes = changes;
  else
    g_ptr_array_extend_and_steal (unit->inner_changes, changes);
}

GPtrArray *
uois_unit_steal_changes (UoisStoreUnit *unit)
{
  GPtrArray *changes = unit->inner_changes != NULL ? g_steal_pointer (&unit->inner_changes) :
                                                     g_ptr_array_new_with_free_func (free_change);

  for (guint i = 0; i < unit->tables->len; i++)
    {
      UoisUnitTable *table = unit->tables->pdata[i];

      if (table == NULL || (table->records == NULL && !table->was_bulk))
        continue;

      UoisStoreChange *change = g_new0 (UoisStoreChange, 1);
      change->type = table->layout->type;
      change->ids = table->was_bulk ? NULL : list_ids (table->records);
      g_ptr_array_add (changes, change);
    }

  return changes;
}
