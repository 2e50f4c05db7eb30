/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

gboolean
uois_store_create_table (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  return uois_connection_execute (connection, table->table_sql, error) &&
         uois_connection_execute_format (connection, error,
                                         "INSERT OR IGNORE INTO row_counters (table_name, next_row) VALUES (%Q, 1)",
                                         table->type->table);
}

gboolean
uois_store_create_indexes (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  for (guint i = 0; i < table->indexes->len; i++)
    {
      const UoisLayoutIndex *index = table->indexes->pdata[i];

      if (!uois_connection_execute (connection, index->sql, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
uois_store_create_search (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  return table->search == NULL || uois_connection_execute (connection, table->search_sql, error);
}

gboolean
uois_store_write_stamps (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  g_autofree char *collator = uois_collator_version (connection->collator);

  return uois_connection_execute_format (connection, error,
                                         "INSERT OR REPLACE INTO file_properties (name, value)"
                                         " VALUES ('layout', %Q), ('collator', %Q);"
                                         "PRAGMA application_id = %d; PRAGMA user_version = %d",
                                         layout->fingerprint, collator, UOIS_LAYOUT_APPLICATION_ID,
                                         UOIS_LAYOUT_VERSION);
}

static gboolean
create_all (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  if (!uois_connection_execute (connection, uois_layout_own_tables, error) ||
      !uois_connection_execute (connection, uois_layout_journal_indexes, error) ||
      !uois_connection_execute (connection, uois_layout_sync, error))
    return FALSE;

  for (guint i = 0; i < layout->tables->len; i++)
    {
      const UoisLayoutTable *table = layout->tables->pdata[i];

      if (!uois_store_create_table (connection, table, error) ||
          !uois_store_create_indexes (connection, table, error) ||
          !uois_store_create_search (connection, table, error) ||
          !uois_connection_execute (connection, table->view_sql, error))
        return FALSE;
    }

  return uois_connection_execute_format (connection, error,
                                         "INSERT INTO file_properties (name, value) VALUES ('created', '%lld')",
                                         (long long) uois_datetime_now ()) &&
         uois_store_write_stamps (connection, layout, error);
}

gboolean
uois_store_create_tables (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  if (!uois_connection_execute (connection, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (create_all (connection, layout, error) && uois_connection_execute (connection, "COMMIT", error))
    return TRUE;

  if (!sqlite3_get_autocommit (connection->db))
    sqlite3_exec (connection->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
