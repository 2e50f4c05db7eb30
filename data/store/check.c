/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

/* How many lines of SQLite's own report are worth showing. */
#define INTEGRITY_LINES 20

static void G_GNUC_PRINTF (2, 3) add (GPtrArray *report, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (report, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
check_pages (UoisConnection *connection, GPtrArray *report, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA integrity_check (%d)", INTEGRITY_LINES);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql, error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      const char *line = uois_store_statement_get_text (statement, 0, NULL);

      if (!g_str_equal (line, "ok"))
        add (report, _ ("The file is damaged: %s."), line);
    }

  return step == 0;
}

static gboolean
check_references (UoisConnection *connection, GPtrArray *report, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      connection, "SELECT \"table\", parent, count (*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
      error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      gint64 count = uois_store_statement_get_integer (statement, 2);

      add (report,
           ngettext ("%lld row of “%s” refers to a row of “%s” that is not there.",
                     "%lld rows of “%s” refer to rows of “%s” that are not there.", count),
           (long long) count, uois_store_statement_get_text (statement, 0, NULL),
           uois_store_statement_get_text (statement, 1, NULL));
    }

  return step == 0;
}

/* ---- Our own invariants ---- */

static gboolean
check_sort_keys (UoisConnection *connection, const UoisLayoutTable *table, GPtrArray *report, GError **error)
{
  for (guint i = 0; i < table->sorted->len; i++)
    {
      const UoisColumn *column = table->sorted->pdata[i];
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s__key\" IS NOT uois_sort_key (\"%s\")",
                           table->type->table, column->name, column->name);
      gint64 wrong = 0;

      if (!uois_connection_get_integer (connection, sql, &wrong, error))
        return FALSE;
      if (wrong > 0)
        add (report,
             ngettext ("%lld row of “%s” would be sorted wrongly by “%s”.",
                       "%lld rows of “%s” would be sorted wrongly by “%s”.", wrong),
             (long long) wrong, table->type->table, column->name);
    }

  return TRUE;
}

/* Every row was inserted by a unit of the journal and not deleted since, and rows are numbered below the counter. */
static gboolean
check_journal (UoisConnection *connection, const UoisLayoutTable *table, GPtrArray *report, GError **error)
{
  const char *name = table->type->table;
  g_autofree char *logged_sql = g_strdup_printf (
      "SELECT coalesce (sum (CASE action WHEN 'insert' THEN count WHEN 'delete' THEN -count ELSE 0 END), 0)"
      " FROM journal_changes WHERE table_name = '%s'",
      name);
  g_autofree char *stored_sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", name);
  g_autofree char *counter_sql = g_strdup_printf (
      "SELECT coalesce (max (\"row\"), 0) >= (SELECT next_row FROM row_counters WHERE table_name = '%s') FROM \"%s\"",
      name, name);
  gint64 logged = 0, stored = 0, beyond = 0;

  if (!uois_connection_get_integer (connection, logged_sql, &logged, error) ||
      !uois_connection_get_integer (connection, stored_sql, &stored, error) ||
      !uois_connection_get_integer (connection, counter_sql, &beyond, error))
    return FALSE;

  if (logged != stored)
    add (report, _ ("The history of “%s” knows of %lld rows, but there are %lld."), name, (long long) logged,
         (long long) stored);
  if (beyond)
    add (report, _ ("“%s” has rows with numbers that were not given out."), name);
  return TRUE;
}

static gboolean
check_outbox (UoisConnection *connection, const UoisLayoutTable *table, GPtrArray *report, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM outbox AS o WHERE o.table_name = '%s' AND o.action <> 'delete'"
                       " AND NOT EXISTS (SELECT 1 FROM \"%s\" AS t WHERE t.\"id\" = o.id)"
                       " AND NOT EXISTS (SELECT 1 FROM outbox AS d WHERE d.id = o.id AND d.operation > o.operation"
                       " AND d.action = 'delete')",
                       table->type->table, table->type->table);
  gint64 orphans = 0;

  if (!uois_connection_get_integer (connection, sql, &orphans, error))
    return FALSE;
  if (orphans > 0)
    add (report,
         ngettext ("%lld change that waits to be sent concerns a row of “%s” that is not there.",
                   "%lld changes that wait to be sent concern rows of “%s” that are not there.", orphans),
         (long long) orphans, table->type->table);
  return TRUE;
}

static gboolean
check_all (UoisStoreReader *reader, GPtrArray *report, GError **error)
{
  UoisConnection *connection = reader->connection;
  const GPtrArray *tables = reader->store->layout->tables;

  if (!check_pages (connection, report, error) || !check_references (connection, report, error))
    return FALSE;

  for (guint i = 0; i < tables->len; i++)
    if (!check_sort_keys (connection, tables->pdata[i], report, error) ||
        !check_journal (connection, tables->pdata[i], report, error) ||
        !check_outbox (connection, tables->pdata[i], report, error))
      return FALSE;

  return TRUE;
}

/* ---- The search index ---- */

/* SQLite asks a search index to check itself by an INSERT that inserts nothing, which needs the writer. */
static gboolean
check_search (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *report = data;
  const GPtrArray *tables = unit->store->layout->tables;

  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLayoutTable *table = tables->pdata[i];
      g_autofree char *sql = NULL;

      if (table->search == NULL)
        continue;

      sql = g_strdup_printf ("INSERT INTO \"%s\" (\"%s\", rank) VALUES ('integrity-check', 1)", table->search,
                             table->search);
      int code = sqlite3_exec (unit->connection->db, sql, NULL, NULL, NULL);
      if ((code & 0xff) == SQLITE_CORRUPT)
        add (report, _ ("The search index of “%s” does not agree with its rows."), table->type->table);
      else if (code != SQLITE_OK)
        {
          uois_connection_set_error (unit->connection, code, error);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
uois_store_check (UoisStore *store, GPtrArray **report, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  UoisStoreReader *reader = uois_store_borrow_reader (store, cancellable, error);
  if (reader == NULL)
    return FALSE;

  gboolean done = uois_store_reader_begin (reader, error) && check_all (reader, sentences, error);
  uois_store_return_reader (store, reader);
  if (done && !store->read_only)
    done = uois_store_write (store, UOIS_ORIGIN_EDIT, NULL, NULL, check_search, sentences, cancellable, error);

  if (done)
    *report = g_steal_pointer (&sentences);
  return done;
}
