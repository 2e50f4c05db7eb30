/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout-sql.h"

/* The journal keeps what was before a change; what was after is the next change's `before` or the row itself. An insert
 * needs neither, so a load of millions is one line per table: rows `row` to `last_row`, `count` of them stored. */
const char uois_layout_own_tables[] =
    "CREATE TABLE file_properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE row_counters (table_name TEXT PRIMARY KEY, next_row INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE journal_units ("
    " unit INTEGER PRIMARY KEY, at INTEGER NOT NULL, origin TEXT NOT NULL, label TEXT, person BLOB,"
    " undoes INTEGER REFERENCES journal_units (unit), undone INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE TABLE journal_changes ("
    " change INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES journal_units (unit), table_name TEXT NOT NULL,"
    " action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),"
    " id BLOB, row INTEGER NOT NULL, last_row INTEGER NOT NULL, count INTEGER NOT NULL, before TEXT, state INTEGER"
    ") STRICT;"
    "CREATE INDEX journal_units__undoes ON journal_units (undoes) WHERE undoes IS NOT NULL;"
    "CREATE INDEX journal_changes__unit ON journal_changes (unit, change);"
    "CREATE INDEX journal_changes__id ON journal_changes (id, change) WHERE id IS NOT NULL;"
    "CREATE INDEX journal_changes__row ON journal_changes (table_name, row, unit);"
    "CREATE TABLE outbox ("
    " operation INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES journal_units (unit), table_name TEXT NOT NULL,"
    " id BLOB NOT NULL, action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')), state TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX outbox__state ON outbox (state, operation);"
    "CREATE INDEX outbox__id ON outbox (id, operation);"
    "CREATE INDEX outbox__unit ON outbox (unit);";

/* Each answers one question of history.c or row-states.c at once, however long the history is. */
const char uois_layout_journal_indexes[] =
    "CREATE INDEX journal_units__person ON journal_units (unit) WHERE origin IN ('edit', 'import', 'query');"
    "CREATE INDEX journal_units__undoable ON journal_units (unit)"
    " WHERE origin IN ('edit', 'import', 'query') AND undone = 0;"
    "CREATE INDEX journal_units__redoable ON journal_units (unit) WHERE origin = 'undo' AND undone = 0;"
    "CREATE INDEX journal_changes__range ON journal_changes (table_name, row) WHERE id IS NULL;"
    "CREATE INDEX journal_changes__deleted ON journal_changes (change) WHERE action = 'delete';";

/* `agreed`: whether the server has the record; `base` is kept only while it is not the record itself, `remote` only while a conflict is open. */
const char uois_layout_sync[] =
    "CREATE TABLE sync_records ("
    " id BLOB NOT NULL, table_name TEXT NOT NULL, agreed INTEGER NOT NULL, token TEXT, base TEXT, remote_token TEXT,"
    " remote TEXT,"
    " PRIMARY KEY (id, table_name)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX sync_records__base ON sync_records (table_name, id) WHERE base IS NOT NULL;"
    "ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN false_reports INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN message TEXT;";

/* ---- Words ---- */

void
uois_layout_append_name (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (const char *c = name; *c != '\0'; c++)
    g_string_append (sql, *c == '"' ? "\"\"" : (char[]){ *c, '\0' });
  g_string_append_c (sql, '"');
}

void
uois_layout_append_text (GString *sql, const char *text)
{
  g_string_append_c (sql, '\'');
  for (const char *c = text; *c != '\0'; c++)
    g_string_append (sql, *c == '\'' ? "''" : (char[]){ *c, '\0' });
  g_string_append_c (sql, '\'');
}

char *
uois_layout_key_name (const UoisColumn *column)
{
  return g_strconcat (column->name, "__key", NULL);
}

static void
append_alias (GString *sql, const char *alias)
{
  if (alias != NULL)
    g_string_append_printf (sql, "%s.", alias);
}

void
uois_layout_append_column (GString *sql, const char *alias, const UoisColumn *column)
{
  append_alias (sql, alias);
  uois_layout_append_name (sql, column->name);
}

void
uois_layout_append_key (GString *sql, const char *alias, const UoisColumn *column)
{
  g_autofree char *name = uois_layout_key_name (column);

  append_alias (sql, alias);
  uois_layout_append_name (sql, name);
}

const char *
uois_layout_get_storage (UoisValueKind kind)
{
  switch (kind)
    {
    case UOIS_VALUE_TEXT:
      return "TEXT";
    case UOIS_VALUE_REAL:
      return "REAL";
    case UOIS_VALUE_UUID:
      return "BLOB";
    case UOIS_VALUE_NULL:
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return "INTEGER";
    }

  g_assert_not_reached ();
}

/* ---- Tables ---- */

char *
uois_layout_table_sql (const UoisLayoutTable *table, const char *name)
{
  const UoisType *type = table->type;
  GString *sql = g_string_new ("CREATE TABLE ");

  uois_layout_append_name (sql, name);
  g_string_append (sql, " (\"row\" INTEGER PRIMARY KEY, \"id\" BLOB NOT NULL UNIQUE");

  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      g_string_append (sql, ", ");
      uois_layout_append_column (sql, NULL, column);
      g_string_append_printf (sql, " %s", uois_layout_get_storage (column->kind));
      if (column->enforced && column->target != NULL)
        {
          g_string_append (sql, " REFERENCES ");
          uois_layout_append_name (sql, column->target->table);
          g_string_append (sql, " (\"id\") DEFERRABLE INITIALLY DEFERRED");
        }
    }

  for (guint i = 0; i < table->sorted->len; i++)
    {
      g_string_append (sql, ", ");
      uois_layout_append_key (sql, NULL, table->sorted->pdata[i]);
      g_string_append (sql, " BLOB");
    }

  g_string_append (sql, ") STRICT");
  return g_string_free (sql, FALSE);
}

/* One readable value, by functions that every sqlite3 program has. */
static void
append_readable (GString *sql, const UoisColumn *column)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *c;

  uois_layout_append_column (name, NULL, column);
  c = name->str;

  switch (column->kind)
    {
    case UOIS_VALUE_UUID:
      g_string_append_printf (sql,
                              "CASE WHEN %s IS NOT NULL THEN lower (substr (hex (%s), 1, 8) || '-' ||"
                              " substr (hex (%s), 9, 4) || '-' || substr (hex (%s), 13, 4) || '-' ||"
                              " substr (hex (%s), 17, 4) || '-' || substr (hex (%s), 21)) END",
                              c, c, c, c, c, c);
      break;
    case UOIS_VALUE_DATETIME:
      /* Integer division rounds towards zero; times before 1970 need the floor. */
      g_string_append_printf (
          sql,
          "strftime ('%%Y-%%m-%%dT%%H:%%M:%%S', (%s - ((%s %% 1000000 + 1000000) %% 1000000)) / 1000000, 'unixepoch')"
          " || CASE WHEN %s %% 1000000 <> 0 THEN printf ('.%%06d', (%s %% 1000000 + 1000000) %% 1000000) ELSE '' END",
          c, c, c, c);
      break;
    case UOIS_VALUE_DATE:
      g_string_append_printf (
          sql, "strftime ('%%Y-%%m-%%d', (%s - ((%s %% 1000000 + 1000000) %% 1000000)) / 1000000, 'unixepoch')", c, c);
      break;
    case UOIS_VALUE_BOOLEAN:
      g_string_append_printf (sql, "CASE %s WHEN 0 THEN 'false' WHEN 1 THEN 'true' END", c);
      break;
    case UOIS_VALUE_NULL:
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_REAL:
    case UOIS_VALUE_TEXT:
      g_string_append (sql, c);
      break;
    }

  g_string_append_printf (sql, " AS %s", c);
}

char *
uois_layout_view_sql (const UoisLayoutTable *table)
{
  g_autofree char *name = g_strconcat (table->type->table, "__text", NULL);
  GString *sql = g_string_new ("CREATE VIEW ");

  uois_layout_append_name (sql, name);
  g_string_append (sql, " AS SELECT \"row\"");
  for (guint i = 0; i < table->type->columns.length; i++)
    {
      g_string_append (sql, ", ");
      append_readable (sql, table->type->columns.items[i]);
    }
  g_string_append (sql, " FROM ");
  uois_layout_append_name (sql, table->type->table);

  return g_string_free (sql, FALSE);
}

/* ---- Full text ---- */

/* Prefixes of up to three letters have an index of their own, because a person's first keystrokes match the most.
 * Positions and sizes are left out: we neither search for phrases nor rank. */
char *
uois_layout_search_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("CREATE VIRTUAL TABLE ");

  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " USING fts5 (");
  for (guint i = 0; i < table->searched->len; i++)
    {
      uois_layout_append_column (sql, NULL, table->searched->pdata[i]);
      g_string_append (sql, ", ");
    }
  g_string_append (sql, "content = ");
  uois_layout_append_text (sql, table->type->table);
  g_string_append (sql, ", content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3',"
                        " detail = 'column', columnsize = 0)");

  return g_string_free (sql, FALSE);
}

static void
append_searched (GString *sql, const UoisLayoutTable *table)
{
  for (guint i = 0; i < table->searched->len; i++)
    {
      g_string_append (sql, ", ");
      uois_layout_append_column (sql, NULL, table->searched->pdata[i]);
    }
}

static void
append_parameters (GString *sql, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
}

char *
uois_layout_search_insert_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");

  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " (rowid");
  append_searched (sql, table);
  g_string_append (sql, ") VALUES (");
  append_parameters (sql, 1 + table->searched->len);
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

/* An index with external content must be told what it had. */
char *
uois_layout_search_delete_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");

  uois_layout_append_name (sql, table->search);
  g_string_append_c (sql, '(');
  uois_layout_append_name (sql, table->search);
  g_string_append (sql, ", rowid");
  append_searched (sql, table);
  g_string_append (sql, ") VALUES ('delete', ");
  append_parameters (sql, 1 + table->searched->len);
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

char *
uois_layout_search_fill_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");

  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " (rowid");
  append_searched (sql, table);
  g_string_append (sql, ") SELECT \"row\"");
  append_searched (sql, table);
  g_string_append (sql, " FROM ");
  uois_layout_append_name (sql, table->type->table);
  g_string_append (sql, " WHERE \"row\" >= ?");

  return g_string_free (sql, FALSE);
}

/* ---- Rows ---- */

char *
uois_layout_insert_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");

  uois_layout_append_name (sql, table->type->table);
  g_string_append (sql, " (\"row\"");
  for (guint i = 0; i < table->type->columns.length; i++)
    {
      g_string_append (sql, ", ");
      uois_layout_append_column (sql, NULL, table->type->columns.items[i]);
    }
  for (guint i = 0; i < table->sorted->len; i++)
    {
      g_string_append (sql, ", ");
      uois_layout_append_key (sql, NULL, table->sorted->pdata[i]);
    }
  g_string_append (sql, ") VALUES (");
  append_parameters (sql, 1 + table->type->columns.length + table->sorted->len);
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

char *
uois_layout_read_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("SELECT \"row\"");

  for (guint i = 0; i < table->type->columns.length; i++)
    {
      g_string_append (sql, ", ");
      uois_layout_append_column (sql, NULL, table->type->columns.items[i]);
    }
  g_string_append (sql, " FROM ");
  uois_layout_append_name (sql, table->type->table);
  g_string_append (sql, " WHERE \"id\" = ?");

  return g_string_free (sql, FALSE);
}

char *
uois_layout_delete_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("DELETE FROM ");

  uois_layout_append_name (sql, table->type->table);
  g_string_append (sql, " WHERE \"row\" = ?");

  return g_string_free (sql, FALSE);
}

char *
uois_layout_row_sql (const UoisLayoutTable *table)
{
  GString *sql = g_string_new ("SELECT \"row\" FROM ");

  uois_layout_append_name (sql, table->type->table);
  g_string_append (sql, " WHERE \"id\" = ?");

  return g_string_free (sql, FALSE);
}
