/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "backup-private.h"

#include "layout-sql.h"

#include <glib/gi18n-lib.h>

/* The tables follow from the declarations, so what an older file has is compared with what the registry wants and the
 * difference is made up, in one transaction, after a backup. Nothing that a file has is thrown away: columns and tables
 * that no declaration knows any more stay. When a table of our own changes (layout-sql.c), UOIS_LAYOUT_VERSION is raised
 * and its step is taken here, before the comparison. */

gboolean
uois_store_needs_upgrade (UoisConnection *connection, const UoisLayout *layout, gboolean *needed, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *fingerprint =
      uois_connection_get_text (connection, "SELECT value FROM file_properties WHERE name = 'layout'", &failure);
  gint64 version = 0;

  *needed = g_strcmp0 (fingerprint, layout->fingerprint) != 0;
  if (failure == NULL && uois_connection_get_integer (connection, "PRAGMA user_version", &version, &failure))
    *needed |= version < UOIS_LAYOUT_VERSION;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* ---- Columns ---- */

typedef struct
{
  char *name;
  char *definition; /* as it stands after the name in CREATE TABLE */
} Column;

static void
free_column (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->definition);
  g_free (column);
}

static void
add_column (GPtrArray *columns, char *name, const char *storage, const char *target)
{
  Column *column = g_new0 (Column, 1);
  GString *definition = g_string_new (storage);

  if (target != NULL)
    {
      g_string_append (definition, " REFERENCES ");
      uois_layout_append_name (definition, target);
      g_string_append (definition, " (\"id\") DEFERRABLE INITIALLY DEFERRED");
    }

  column->name = name;
  column->definition = g_string_free (definition, FALSE);
  g_ptr_array_add (columns, column);
}

static GPtrArray *
wanted_columns (const UoisLayoutTable *table)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (free_column);
  const UoisType *type = table->type;

  add_column (columns, g_strdup ("row"), "INTEGER", NULL);
  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      gboolean refers = column->enforced && column->target != NULL;

      add_column (columns, g_strdup (column->name), uois_layout_get_storage (column->kind),
                  refers ? column->target->table : NULL);
    }
  for (guint i = 0; i < table->sorted->len; i++)
    add_column (columns, uois_layout_key_name (table->sorted->pdata[i]), "BLOB", NULL);

  return columns;
}

static GPtrArray *
present_columns (UoisConnection *connection, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (free_column);
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (connection,
                               "SELECT c.name, c.type, f.\"table\" FROM pragma_table_info (?1) AS c"
                               " LEFT JOIN pragma_foreign_key_list (?1) AS f ON f.\"from\" = c.name ORDER BY c.cid",
                               error);
  UoisValue name = UOIS_VALUE_INIT;
  int step;

  if (statement == NULL)
    return NULL;

  uois_value_borrow_text (&name, table, strlen (table));
  uois_store_statement_bind (statement, 0, &name);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    add_column (columns, g_strdup (uois_store_statement_get_text (statement, 0, NULL)),
                uois_store_statement_get_text (statement, 1, NULL), uois_store_statement_get_text (statement, 2, NULL));

  return step < 0 ? NULL : g_steal_pointer (&columns);
}

static const Column *
find_column (GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = columns->pdata[i];

      if (g_str_equal (column->name, name))
        return column;
    }

  return NULL;
}

static gboolean
append_columns (UoisConnection *connection, const char *table, GPtrArray *from, GPtrArray *already, GError **error)
{
  for (guint i = 0; i < from->len; i++)
    {
      const Column *column = from->pdata[i];

      if (find_column (already, column->name) == NULL &&
          !uois_connection_execute_format (connection, error, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s", table,
                                           column->name, column->definition))
        return FALSE;
    }

  return TRUE;
}

/* The way of https://www.sqlite.org/lang_altertable.html section 7: a new table takes the rows and the name of the old.
 * Foreign keys are off, or the drop would count as deleting every row. */
static gboolean
rebuild_table (
    UoisConnection *connection, const UoisLayoutTable *table, GPtrArray *wanted, GPtrArray *present, GError **error)
{
  const char *name = table->type->table;
  g_autofree char *temporary = g_strconcat (name, "__new", NULL);
  g_autofree char *sql = uois_layout_table_sql (table, temporary);
  g_autoptr (GString) shared = g_string_new (NULL);

  for (guint i = 0; i < present->len; i++)
    {
      if (i > 0)
        g_string_append (shared, ", ");
      uois_layout_append_name (shared, ((const Column *) present->pdata[i])->name);
    }

  return uois_connection_execute (connection, sql, error) &&
         append_columns (connection, temporary, present, wanted, error) &&
         uois_connection_execute_format (connection, error,
                                         "INSERT INTO \"%w\" (%s) SELECT %s FROM \"%w\"; DROP TABLE \"%w\";"
                                         "ALTER TABLE \"%w\" RENAME TO \"%w\"",
                                         temporary, shared->str, shared->str, name, name, temporary, name);
}

static gboolean
fill_sort_keys (UoisConnection *connection, const UoisLayoutTable *table, gboolean all, GError **error)
{
  for (guint i = 0; i < table->sorted->len; i++)
    {
      const UoisColumn *column = table->sorted->pdata[i];

      if (!uois_connection_execute_format (connection, error,
                                           "UPDATE \"%w\" SET \"%w__key\" = uois_sort_key (\"%w\")%s%s%s",
                                           table->type->table, column->name, column->name, all ? "" : " WHERE \"",
                                           all ? "" : column->name, all ? "" : "__key\" IS NULL"))
        return FALSE;
    }

  return TRUE;
}

static gboolean
align_columns (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  g_autoptr (GPtrArray) wanted = wanted_columns (table);
  g_autoptr (GPtrArray) present = present_columns (connection, table->type->table, error);
  gboolean rebuild = FALSE;

  if (present == NULL)
    return FALSE;
  if (present->len == 0)
    return uois_store_create_table (connection, table, error);

  for (guint i = 0; i < present->len; i++)
    {
      const Column *has = present->pdata[i];
      const Column *wants = find_column (wanted, has->name);

      rebuild |= wants != NULL && !g_str_equal (wants->definition, has->definition);
    }

  if (rebuild ? !rebuild_table (connection, table, wanted, present, error) :
                !append_columns (connection, table->type->table, wanted, present, error))
    return FALSE;

  return fill_sort_keys (connection, table, FALSE, error);
}

/* ---- Indexes, search, views ---- */

/* Names of the objects of the schema that derive from a table and are not as wanted. */
static GPtrArray *
find_objects (UoisConnection *connection, const char *sql, const char *table, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql, error);
  UoisValue name = UOIS_VALUE_INIT;
  int step;

  if (statement == NULL)
    return NULL;

  uois_value_borrow_text (&name, table, strlen (table));
  uois_store_statement_bind (statement, 0, &name);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    for (int i = 0; i < sqlite3_column_count (uois_statement_get_handle (statement)); i++)
      g_ptr_array_add (names, g_strdup (uois_store_statement_get_text (statement, i, NULL)));

  return step < 0 ? NULL : g_steal_pointer (&names);
}

static gboolean
is_wanted_index (const UoisLayoutTable *table, const char *name, const char *sql)
{
  for (guint i = 0; i < table->indexes->len; i++)
    {
      const UoisLayoutIndex *index = table->indexes->pdata[i];

      if (g_str_equal (index->name, name))
        return g_str_equal (index->sql, sql);
    }

  return FALSE;
}

static gboolean
align_indexes (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  g_autoptr (GPtrArray) present = find_objects (
      connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
      table->type->table, error);
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);

  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < present->len; i += 2)
    {
      if (is_wanted_index (table, present->pdata[i], present->pdata[i + 1]))
        g_hash_table_add (kept, present->pdata[i]);
      else if (!uois_connection_execute_format (connection, error, "DROP INDEX \"%w\"", (char *) present->pdata[i]))
        return FALSE;
    }

  for (guint i = 0; i < table->indexes->len; i++)
    {
      const UoisLayoutIndex *index = table->indexes->pdata[i];

      if (!g_hash_table_contains (kept, index->name) && !uois_connection_execute (connection, index->sql, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
align_search (UoisConnection *connection, const UoisLayoutTable *table, GError **error)
{
  g_autofree char *name = g_strconcat (table->type->table, "__search", NULL);
  g_autoptr (GPtrArray) present =
      find_objects (connection, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", name, error);

  if (present == NULL)
    return FALSE;
  if (present->len > 0 && g_strcmp0 (present->pdata[0], table->search_sql) == 0)
    return TRUE;
  if (present->len > 0 && !uois_connection_execute_format (connection, error, "DROP TABLE \"%w\"", name))
    return FALSE;
  if (table->search == NULL)
    return TRUE;

  return uois_store_create_search (connection, table, error) &&
         uois_connection_execute_format (connection, error, "INSERT INTO \"%w\" (\"%w\") VALUES ('rebuild')", name,
                                         name);
}

static gboolean
drop_views (UoisConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) views =
      find_objects (connection, "SELECT name FROM sqlite_schema WHERE type = 'view' AND ?1 <> ''", "view", error);

  if (views == NULL)
    return FALSE;

  for (guint i = 0; i < views->len; i++)
    if (g_str_has_suffix (views->pdata[i], "__text") &&
        !uois_connection_execute_format (connection, error, "DROP VIEW \"%w\"", (char *) views->pdata[i]))
      return FALSE;

  return TRUE;
}

static char *
if_not_exists (const char *create_index)
{
  return g_strconcat ("CREATE INDEX IF NOT EXISTS", create_index + strlen ("CREATE INDEX"), NULL);
}

/* ---- The whole ---- */

static gboolean
check_references (UoisConnection *connection, GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (connection, "SELECT \"table\", parent FROM pragma_foreign_key_check", error);
  int step = statement != NULL ? uois_store_statement_step (statement, error) : -1;

  if (step <= 0)
    return step == 0;

  g_autofree char *name = g_filename_display_name (connection->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
               _ ("“%s” cannot be upgraded: rows of “%s” refer to rows of “%s” that are not there."), name,
               uois_store_statement_get_text (statement, 0, NULL), uois_store_statement_get_text (statement, 1, NULL));
  return FALSE;
}

static gboolean
align_own_tables (UoisConnection *connection, GError **error)
{
  gint64 version = 0;

  return uois_connection_get_integer (connection, "PRAGMA user_version", &version, error) &&
         (version >= 2 || uois_store_upgrade_journal (connection, error)) &&
         (version >= 3 || uois_connection_execute (connection, uois_layout_sync, error));
}

static gboolean
align_all (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  /* Views first: renaming a table reads them all. */
  if (!align_own_tables (connection, error) || !drop_views (connection, error))
    return FALSE;

  for (guint i = 0; i < layout->tables->len; i++)
    {
      const UoisLayoutTable *table = layout->tables->pdata[i];

      if (!align_columns (connection, table, error) || !align_indexes (connection, table, error) ||
          !align_search (connection, table, error) || !uois_connection_execute (connection, table->view_sql, error))
        return FALSE;
    }

  return check_references (connection, error) && uois_connection_execute (connection, "ANALYZE", error) &&
         uois_store_write_stamps (connection, layout, error);
}

static gboolean
make_title_indexes (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  for (guint i = 0; i < layout->tables->len; i++)
    {
      const UoisLayoutTable *table = layout->tables->pdata[i];

      for (guint j = 0; j < table->indexes->len; j++)
        {
          const UoisLayoutIndex *index = table->indexes->pdata[j];
          g_autofree char *sql = index->of_title ? if_not_exists (index->sql) : NULL;

          if (sql != NULL && !uois_connection_execute (connection, sql, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
lacks_title_index (UoisConnection *connection, const UoisLayout *layout, gboolean *lacks, GError **error)
{
  g_autoptr (GPtrArray) present =
      find_objects (connection, "SELECT name FROM sqlite_schema WHERE type = ?", "index", error);

  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < layout->tables->len; i++)
    {
      const UoisLayoutTable *table = layout->tables->pdata[i];

      for (guint j = 0; j < table->indexes->len; j++)
        {
          const UoisLayoutIndex *index = table->indexes->pdata[j];

          *lacks |= index->of_title && !g_ptr_array_find_with_equal_func (present, index->name, g_str_equal, NULL);
        }
    }

  return TRUE;
}

static gboolean
refresh_all (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  for (guint i = 0; i < layout->tables->len; i++)
    if (!fill_sort_keys (connection, layout->tables->pdata[i], TRUE, error))
      return FALSE;

  return uois_store_write_stamps (connection, layout, error);
}

static gboolean
run_in_transaction (UoisConnection *connection,
                    const UoisLayout *layout,
                    gboolean (*job) (UoisConnection *, const UoisLayout *, GError **),
                    GError **error)
{
  if (!uois_connection_execute (connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (job (connection, layout, error) && uois_connection_execute (connection, "COMMIT", error))
    return TRUE;

  if (!sqlite3_get_autocommit (connection->db))
    sqlite3_exec (connection->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
uois_store_upgrade_tables (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  gboolean needed = FALSE;

  if (!uois_store_needs_upgrade (connection, layout, &needed, error))
    return FALSE;
  if (!needed)
    return TRUE;

  /* Inside a transaction the switch would silently do nothing. */
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  gboolean done = run_in_transaction (connection, layout, align_all, error);
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);

  uois_connection_drop_statements (connection);
  return done;
}

gboolean
uois_store_upgrade (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  UoisBackupWork work = { .to = 1, .cancellable = connection->cancellable };
  gboolean needed = FALSE;

  if (!uois_store_needs_upgrade (connection, layout, &needed, error))
    return FALSE;
  if (!needed)
    return TRUE;

  g_autoptr (UoisBackup) backup = uois_connection_back_up (connection, UOIS_BACKUP_UPGRADE, &work, error);
  return backup != NULL && uois_store_upgrade_tables (connection, layout, error);
}

gboolean
uois_store_refresh_title_indexes (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  gboolean lacks = FALSE;

  return lacks_title_index (connection, layout, &lacks, error) &&
         (!lacks || run_in_transaction (connection, layout, make_title_indexes, error));
}

gboolean
uois_store_refresh_sort_keys (UoisConnection *connection, const UoisLayout *layout, GError **error)
{
  g_autofree char *version = uois_collator_version (connection->collator);
  g_autofree char *stamp =
      uois_connection_get_text (connection, "SELECT value FROM file_properties WHERE name = 'collator'", NULL);

  if (g_strcmp0 (version, stamp) == 0)
    return TRUE;

  return run_in_transaction (connection, layout, refresh_all, error);
}
