/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

/* How many lines of SQLite's own report are worth showing. */
#define INTEGRITY_LINES 20

/* How much of the work the pages and the references are, by experience; the tables share the rest. */
#define PAGES_SHARE 0.4
#define REFERENCES_SHARE 0.2

/**
 * Check: a check that runs.
 * @done: what share of the work is behind it
 */
typedef struct
{
  UoisConnection *connection;
  UoisRegistry *registry;
  GPtrArray *findings;
  UoisProgress progress;
  gpointer progress_data;
  double done;
} Check;

void
uois_finding_free (UoisFinding *finding)
{
  g_free (finding->sentence);
  g_free (finding->cure);
  g_free (finding);
}

static UoisFinding *G_GNUC_PRINTF (4, 5)
    add (GPtrArray *findings, UoisFindingSeverity severity, const char *cure, const char *format, ...)
{
  UoisFinding *finding = g_new0 (UoisFinding, 1);
  va_list arguments;

  finding->severity = severity;
  finding->cure = g_strdup (cure);
  va_start (arguments, format);
  finding->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (findings, finding);
  return finding;
}

static void
advance (Check *check, double share, const char *what)
{
  check->done += share;
  if (check->progress != NULL)
    check->progress (MIN (check->done, 1), what, check->progress_data);
}

/* ---- What SQLite can tell ---- */

static gboolean
check_pages (Check *check, UoisCheckDepth depth, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "PRAGMA %s (%d)", depth == UOIS_CHECK_QUICK ? "quick_check" : "integrity_check", INTEGRITY_LINES);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (check->connection, sql, error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      const char *line = uois_store_statement_get_text (statement, 0, NULL);

      if (!g_str_equal (line, "ok"))
        add (check->findings, UOIS_FINDING_DAMAGE,
             _ ("Keep a copy of the file as it is, and go back to the last backup."), _ ("The file is damaged: %s."),
             line);
    }

  return step == 0;
}

static gboolean
check_references (Check *check, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      check->connection,
      "SELECT \"table\", parent, count (*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2", error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      gint64 count = uois_store_statement_get_integer (statement, 2);
      const UoisType *type =
          uois_registry_find_table (check->registry, uois_store_statement_get_text (statement, 0, NULL));
      gboolean link = type != NULL && type->link;

      add (check->findings, UOIS_FINDING_DAMAGE,
           link ? _ ("Go back to a backup in which they are. Or repair the file: such links go to the trash then.") :
                  _ ("Go back to a backup in which they are, or choose other records in their place."),
           ngettext ("%lld row of “%s” refers to a row of “%s” that is not there.",
                     "%lld rows of “%s” refer to rows of “%s” that are not there.", count),
           (long long) count, uois_store_statement_get_text (statement, 0, NULL),
           uois_store_statement_get_text (statement, 1, NULL))
          ->repairable = link;
    }

  return step == 0;
}

/* ---- Our own invariants ---- */

/* Of what is worked out from the records. */
static const char *
cure_by_repair (void)
{
  return _ ("The records are complete. Repair the file: this is worked out anew from them.");
}

static gboolean
check_sort_keys (Check *check, const UoisLayoutTable *table, GError **error)
{
  for (guint i = 0; i < table->sorted->len; i++)
    {
      const UoisColumn *column = table->sorted->pdata[i];
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s__key\" IS NOT uois_sort_key (\"%s\")",
                           table->type->table, column->name, column->name);
      gint64 wrong = 0;

      if (!uois_connection_get_integer (check->connection, sql, &wrong, error))
        return FALSE;
      if (wrong > 0)
        add (check->findings, UOIS_FINDING_PROBLEM, cure_by_repair (),
             ngettext ("%lld row of “%s” would be sorted wrongly by “%s”.",
                       "%lld rows of “%s” would be sorted wrongly by “%s”.", wrong),
             (long long) wrong, table->type->table, column->name)
            ->repairable = TRUE;
    }

  return TRUE;
}

/* Every row was inserted by a unit of the journal and not deleted since, and rows are numbered below the counter. */
static gboolean
check_journal (Check *check, const UoisLayoutTable *table, GError **error)
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

  if (!uois_connection_get_integer (check->connection, logged_sql, &logged, error) ||
      !uois_connection_get_integer (check->connection, stored_sql, &stored, error) ||
      !uois_connection_get_integer (check->connection, counter_sql, &beyond, error))
    return FALSE;

  if (logged != stored)
    add (check->findings, UOIS_FINDING_PROBLEM,
         _ ("Another program changed the file. Undo only what you know, or go back to a backup."),
         _ ("The history of “%s” knows of %lld rows, but there are %lld."), name, (long long) logged,
         (long long) stored);
  if (beyond)
    add (check->findings, UOIS_FINDING_PROBLEM, cure_by_repair (),
         _ ("“%s” has rows with numbers that were not given out."), name)
        ->repairable = TRUE;
  return TRUE;
}

static gboolean
check_outbox (Check *check, const UoisLayoutTable *table, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM outbox AS o WHERE o.table_name = '%s' AND o.action <> 'delete'"
                       " AND NOT EXISTS (SELECT 1 FROM \"%s\" AS t WHERE t.\"id\" = o.id)"
                       " AND NOT EXISTS (SELECT 1 FROM outbox AS d WHERE d.id = o.id AND d.operation > o.operation"
                       " AND d.action = 'delete')",
                       table->type->table, table->type->table);
  gint64 orphans = 0;

  if (!uois_connection_get_integer (check->connection, sql, &orphans, error))
    return FALSE;
  if (orphans > 0)
    add (check->findings, UOIS_FINDING_PROBLEM,
         _ ("Another program changed the file. Do not send these changes, or go back to a backup."),
         ngettext ("%lld change that waits to be sent concerns a row of “%s” that is not there.",
                   "%lld changes that wait to be sent concern rows of “%s” that are not there.", orphans),
         (long long) orphans, table->type->table);
  return TRUE;
}

/* What differs from what was agreed on is on its way to the server, or it would be lost for good without a word. */
static gboolean
check_agreed (Check *check, const UoisLayoutTable *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM sync_records AS s WHERE s.table_name = '%s' AND s.base IS NOT NULL AND NOT EXISTS"
      " (SELECT 1 FROM outbox AS o WHERE o.id = s.id AND o.table_name = s.table_name"
      " AND o.state NOT IN ('confirmed', 'different', 'discarded'))",
      table->type->table);
  gint64 lost = 0;

  if (!uois_connection_get_integer (check->connection, sql, &lost, error))
    return FALSE;
  if (lost > 0)
    add (check->findings, UOIS_FINDING_PROBLEM,
         _ ("Another program changed the file. Write these changes again, or go back to a backup."),
         ngettext ("%lld changed record of “%s” would never be sent.",
                   "%lld changed records of “%s” would never be sent.", lost),
         (long long) lost, table->type->table);
  return TRUE;
}

static gboolean
check_tables (Check *check, const GPtrArray *tables, GError **error)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLayoutTable *table = tables->pdata[i];

      if (!check_sort_keys (check, table, error) || !check_journal (check, table, error) ||
          !check_outbox (check, table, error) || !check_agreed (check, table, error))
        return FALSE;
      advance (check, (1 - PAGES_SHARE - REFERENCES_SHARE) / (tables->len + 1), _ ("Checking the records"));
    }

  return TRUE;
}

static gboolean
check_all (Check *check, UoisCheckDepth depth, const GPtrArray *tables, GError **error)
{
  advance (check, 0, _ ("Checking the pages of the file"));
  if (!check_pages (check, depth, error))
    return FALSE;
  advance (check, PAGES_SHARE, _ ("Checking the references"));
  if (!check_references (check, error))
    return FALSE;
  advance (check, REFERENCES_SHARE, _ ("Checking the records"));
  return depth == UOIS_CHECK_QUICK || check_tables (check, tables, error);
}

/* ---- The search index ---- */

/* SQLite asks a search index to check itself by an INSERT that inserts nothing, which needs the writer. */
static gboolean
check_search (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *findings = data;
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
        add (findings, UOIS_FINDING_PROBLEM, cure_by_repair (),
             _ ("The search index of “%s” does not agree with its rows."), table->type->table)
            ->repairable = TRUE;
      else if (code != SQLITE_OK)
        {
          uois_connection_set_error (unit->connection, code, error);
          return FALSE;
        }
    }

  return TRUE;
}

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const UoisFinding *const *first = a;
  const UoisFinding *const *second = b;

  return (int) (*first)->severity - (int) (*second)->severity;
}

GPtrArray *
uois_store_check (UoisStore *store,
                  UoisCheckDepth depth,
                  UoisProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), NULL);

  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_finding_free);
  UoisStoreReader *reader = uois_store_borrow_reader (store, cancellable, error);
  if (reader == NULL)
    return NULL;

  Check check = { reader->connection, store->layout->registry, findings, progress, progress_data, 0 };
  gboolean done = uois_store_reader_begin (reader, error) && check_all (&check, depth, store->layout->tables, error);
  uois_store_return_reader (store, reader);
  if (done && depth == UOIS_CHECK_FULL && !uois_store_get_read_only (store))
    done = uois_store_write (store, UOIS_ORIGIN_EDIT, NULL, NULL, check_search, findings, cancellable, error);

  if (!done)
    return NULL;
  g_ptr_array_sort (findings, compare_severity);
  return g_steal_pointer (&findings);
}
