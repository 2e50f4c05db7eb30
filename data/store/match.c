/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

#include "layout-sql.h"

gint64
uois_store_reader_get_version (UoisStoreReader *reader, GError **error)
{
  gint64 version = -1;

  if (!uois_connection_get_integer (reader->connection, "SELECT coalesce (max (unit), 0) FROM journal_units", &version,
                                    error))
    return -1;
  return version;
}

static UoisStoreStatement *
prepare_match (UoisStoreReader *reader, const UoisLayoutTable *table, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT rowid FROM ");

  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " WHERE ");
  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " MATCH uois_words (?1)");
  return uois_store_reader_prepare (reader, sql->str, error);
}

/* The index is written in the transaction of the rows, so what it finds is there: no row need be looked at. */
gboolean
uois_store_reader_match (UoisStoreReader *reader, const UoisType *type, const char *text, GArray *rows, GError **error)
{
  const UoisLayoutTable *table = uois_layout_get (reader->store->layout, type);
  g_auto (UoisValue) words = UOIS_VALUE_INIT;
  UoisStoreStatement *statement;
  int step;

  if (table->search == NULL)
    return TRUE;

  statement = prepare_match (reader, table, error);
  if (statement == NULL)
    return FALSE;
  uois_value_borrow_text (&words, text, strlen (text));
  uois_store_statement_bind (statement, 0, &words);
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      gint64 row = uois_store_statement_get_integer (statement, 0);

      g_array_append_val (rows, row);
    }
  uois_store_statement_release (statement);
  return step == 0;
}
