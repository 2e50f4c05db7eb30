/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history.h"
#include "store-private.h"

/* What a person made, in the words of the journal. */
static const char created_sql[] =
    "SELECT c.row, c.last_row FROM journal_units AS u JOIN journal_changes AS c ON c.unit = u.unit"
    " WHERE u.origin IN ('edit', 'import', 'query') AND c.table_name = ?1 AND c.action = 'insert'";

static const char changed_sql[] = "SELECT row, last_row FROM journal_changes WHERE unit = ?2 AND table_name = ?1";

static const char changed_since_sql[] = "SELECT row, last_row FROM journal_changes WHERE unit > ?2 AND table_name = ?1";

/* @sql: gives the first and the last row of ranges; ?1: the table, ?2: a unit */
static gboolean
add_ranges (
    UoisStoreReader *reader, const char *sql, const UoisType *type, gint64 unit, UoisRowSet *rows, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_store_reader_prepare (reader, sql, error);
  g_auto (UoisValue) table = UOIS_VALUE_INIT;
  g_auto (UoisValue) number = UOIS_VALUE_INIT;
  int step;

  if (statement == NULL)
    return FALSE;
  uois_value_borrow_text (&table, type->table, strlen (type->table));
  uois_value_set_integer (&number, unit);
  uois_store_statement_bind (statement, 0, &table);
  uois_store_statement_bind (statement, 1, &number);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    uois_row_set_add_range (rows, uois_store_statement_get_integer (statement, 0),
                            uois_store_statement_get_integer (statement, 1));
  return step == 0;
}

gboolean
uois_store_reader_find_created (UoisStoreReader *reader, const UoisType *type, UoisRowSet *rows, GError **error)
{
  return add_ranges (reader, created_sql, type, 0, rows, error);
}

gboolean
uois_store_reader_find_changed (
    UoisStoreReader *reader, const UoisType *type, gint64 unit, UoisRowSet *rows, GError **error)
{
  return add_ranges (reader, changed_sql, type, unit, rows, error);
}

gboolean
uois_store_reader_find_changed_since (
    UoisStoreReader *reader, const UoisType *type, gint64 unit, UoisRowSet *rows, GError **error)
{
  return add_ranges (reader, changed_since_sql, type, unit, rows, error);
}

GArray *
uois_store_reader_list_unsent_units (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_store_reader_prepare (
      reader,
      "SELECT unit FROM outbox INDEXED BY outbox__id"
      " WHERE id = ?1 AND table_name = ?2 AND state = '" UOIS_OUTBOX_PENDING "' ORDER BY operation",
      error);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (UoisValue) table = UOIS_VALUE_INIT;
  int step;

  if (statement == NULL)
    return NULL;
  uois_value_borrow_text (&table, type->table, strlen (type->table));
  uois_store_statement_bind_uuid (statement, 0, id);
  uois_store_statement_bind (statement, 1, &table);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    {
      gint64 unit = uois_store_statement_get_integer (statement, 0);

      g_array_append_val (units, unit);
    }
  return step == 0 ? g_steal_pointer (&units) : NULL;
}

/* What waits in the outbox. */
gboolean
uois_store_reader_find_unsent (UoisStoreReader *reader, const UoisType *type, UoisRowSet *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.\"row\", t.\"row\" FROM outbox AS o JOIN \"%s\" AS t ON t.id = o.id"
                                          " WHERE o.table_name = ?1 AND o.state = '" UOIS_OUTBOX_PENDING "'",
                                          type->table);

  return add_ranges (reader, sql, type, 0, rows, error);
}
