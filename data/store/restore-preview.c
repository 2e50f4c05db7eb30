/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "backup-private.h"

#include <glib/gi18n-lib.h>

/**
 * Preview: file and backup, side by side in one connection, the second as "backup".
 * @common: the last step that both have: from there on they differ
 * @tables: (element-type UoisRestoreTable): at the type's index; empty for most
 */
typedef struct
{
  UoisStore *store;
  UoisConnection *connection;
  gint64 common;
  GArray *tables;
} Preview;

void
uois_restore_preview_free (UoisRestorePreview *preview)
{
  g_clear_pointer (&preview->backup, uois_backup_free);
  g_clear_pointer (&preview->tables, g_ptr_array_unref);
  g_clear_pointer (&preview->steps, g_ptr_array_unref);
  g_free (preview);
}

/* ---- Side by side ---- */

static UoisConnection *
open_both (UoisStore *store, const UoisBackup *backup, GError **error)
{
  g_autoptr (UoisConnection) connection = uois_connection_open (store->path, store->read_mode, error);
  g_autofree char *escaped = g_uri_escape_string (backup->path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?mode=ro&immutable=1", NULL);

  if (connection == NULL || !uois_connection_execute_format (connection, error, "ATTACH %Q AS backup", uri) ||
      !uois_connection_execute (connection, "BEGIN", error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* A step is the same if number and moment are; what follows the last such one happened on one side only. */
static gboolean
find_common (Preview *preview, const UoisBackup *backup, GError **error)
{
  gint64 has_steps = 0;

  if (!uois_connection_get_integer (preview->connection,
                                    "SELECT coalesce (max (f.unit), 0) FROM main.journal_units AS f"
                                    " JOIN backup.journal_units AS b ON b.unit = f.unit AND b.at = f.at",
                                    &preview->common, error) ||
      !uois_connection_get_integer (preview->connection, "SELECT EXISTS (SELECT 1 FROM backup.journal_units)",
                                    &has_steps, error))
    return FALSE;
  if (preview->common > 0 || !has_steps)
    return TRUE;

  g_autofree char *name = g_filename_display_name (backup->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” is no backup of this file."), name);
  return FALSE;
}

/* ---- Records ---- */

static gboolean
backup_has_table (Preview *preview, const char *table, gboolean *has, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT EXISTS (SELECT 1 FROM backup.sqlite_schema WHERE type = 'table' AND name = '%s')", table);
  gint64 exists = 0;

  if (!uois_connection_get_integer (preview->connection, sql, &exists, error))
    return FALSE;
  *has = exists != 0;
  return TRUE;
}

/* Whether a record is here, whether it came alone, whether it is there, and whether the two differ. */
static char *
make_record_sql (const UoisType *type, gboolean in_backup)
{
  g_autoptr (GString) differs = g_string_new ("0");
  GString *sql = g_string_new (NULL);

  for (guint i = 1; i < type->columns.length; i++)
    g_string_append_printf (differs, " OR f.\"%s\" IS NOT b.\"%s\"", type->columns.items[i]->name,
                            type->columns.items[i]->name);
  g_string_append_printf (
      sql,
      "SELECT f.id IS NOT NULL, coalesce ((SELECT r.unit <= ?2 OR r.last_row < f.row FROM main.journal_changes AS r"
      " WHERE r.table_name = '%s' AND r.row <= f.row AND r.id IS NULL ORDER BY r.row DESC LIMIT 1), 1), ",
      type->table);
  if (in_backup)
    g_string_append_printf (sql,
                            "b.id IS NOT NULL, %s FROM (SELECT ?1 AS id) AS x LEFT JOIN main.\"%s\" AS f ON f.id = x.id"
                            " LEFT JOIN backup.\"%s\" AS b ON b.id = x.id",
                            differs->str, type->table, type->table);
  else
    g_string_append_printf (sql, "0, 0 FROM (SELECT ?1 AS id) AS x LEFT JOIN main.\"%s\" AS f ON f.id = x.id",
                            type->table);
  return g_string_free (sql, FALSE);
}

static UoisStoreStatement *
prepare_record (Preview *preview, const UoisType *type, GError **error)
{
  gboolean in_backup;

  if (!backup_has_table (preview, type->table, &in_backup, error))
    return NULL;
  g_autofree char *sql = make_record_sql (type, in_backup);
  return uois_connection_prepare (preview->connection, sql, error);
}

static gboolean
compare_record (
    Preview *preview, UoisStoreStatement *statement, UoisRestoreTable *table, const UoisUuid *id, GError **error)
{
  uois_store_statement_bind_uuid (statement, 0, id);
  sqlite3_bind_int64 (uois_statement_get_handle (statement), 2, preview->common);
  if (uois_store_statement_step (statement, error) < 0)
    return FALSE;

  gboolean here = uois_store_statement_get_integer (statement, 0) != 0;
  gboolean alone = uois_store_statement_get_integer (statement, 1) != 0;
  gboolean there = uois_store_statement_get_integer (statement, 2) != 0;
  table->made += here && !there && alone;
  table->deleted += !here && there;
  table->changed += here && there && uois_store_statement_get_integer (statement, 3) != 0;
  uois_store_statement_reset (statement);
  return TRUE;
}

/* Records that either side touched one by one since they parted, by table. */
static const char touched_sql[] =
    "SELECT table_name, id FROM main.journal_changes WHERE unit > ?1 AND id IS NOT NULL UNION"
    " SELECT table_name, id FROM backup.journal_changes WHERE unit > ?1 AND id IS NOT NULL ORDER BY table_name";

static gboolean
compare_touched (Preview *preview, GError **error)
{
  g_autoptr (UoisStoreStatement) touched = uois_connection_prepare (preview->connection, touched_sql, error);
  g_autoptr (UoisStoreStatement) record = NULL;
  const UoisType *type = NULL;
  int step = -1;

  if (touched == NULL)
    return FALSE;
  sqlite3_bind_int64 (uois_statement_get_handle (touched), 1, preview->common);
  while ((step = uois_store_statement_step (touched, error)) > 0)
    {
      const char *name = uois_store_statement_get_text (touched, 0, NULL);
      UoisUuid id = *uois_store_statement_get_uuid (touched, 1);

      if (type == NULL || !g_str_equal (type->table, name))
        {
          type = uois_registry_find_table (preview->store->layout->registry, name);
          g_clear_pointer (&record, uois_store_statement_release);
          if (type == NULL)
            continue;
          record = prepare_record (preview, type, error);
          if (record == NULL)
            return FALSE;
        }
      if (!compare_record (preview, record, &g_array_index (preview->tables, UoisRestoreTable, type->index), &id,
                           error))
        return FALSE;
    }
  return step == 0;
}

/* Records that came many at once: here they would be gone, there they would be back. */
static gboolean
count_ranges (Preview *preview, const char *side, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT table_name, row, last_row FROM %s.journal_changes WHERE unit > ? AND id IS NULL", side);
  g_autoptr (UoisStoreStatement) ranges = uois_connection_prepare (preview->connection, sql, error);
  int step = -1;

  if (ranges == NULL)
    return FALSE;
  sqlite3_bind_int64 (uois_statement_get_handle (ranges), 1, preview->common);
  while ((step = uois_store_statement_step (ranges, error)) > 0)
    {
      const UoisType *type =
          uois_registry_find_table (preview->store->layout->registry, uois_store_statement_get_text (ranges, 0, NULL));
      g_autofree char *count_sql = NULL;
      gint64 count = 0;

      if (type == NULL)
        continue;
      count_sql = g_strdup_printf ("SELECT count (*) FROM %s.\"%s\" WHERE \"row\" BETWEEN %lld AND %lld", side,
                                   type->table, (long long) uois_store_statement_get_integer (ranges, 1),
                                   (long long) uois_store_statement_get_integer (ranges, 2));
      if (!uois_connection_get_integer (preview->connection, count_sql, &count, error))
        return FALSE;

      UoisRestoreTable *table = &g_array_index (preview->tables, UoisRestoreTable, type->index);
      if (g_str_equal (side, "main"))
        table->made += (guint64) count;
      else
        table->deleted += (guint64) count;
    }
  return step == 0;
}

/* ---- The whole ---- */

static GPtrArray *
collect_tables (Preview *preview)
{
  const GPtrArray *layout = preview->store->layout->tables;
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < layout->len; i++)
    {
      const UoisType *type = ((const UoisLayoutTable *) layout->pdata[i])->type;
      UoisRestoreTable *table = &g_array_index (preview->tables, UoisRestoreTable, type->index);

      table->type = type;
      if (table->made + table->changed + table->deleted > 0)
        g_ptr_array_add (tables, g_memdup2 (table, sizeof *table));
    }
  return tables;
}

static gboolean
describe_steps (Preview *preview, UoisRestorePreview *result, GError **error)
{
  g_autofree char *count_sql =
      g_strdup_printf ("SELECT count (*) FROM main.journal_units WHERE unit > %lld", (long long) preview->common);
  g_autofree char *unsent_sql = g_strdup_printf (
      "SELECT count (*) FROM main.outbox WHERE unit > %lld AND state = 'pending'", (long long) preview->common);
  UoisStoreReader reader = { .store = preview->store, .connection = preview->connection };
  UoisStoreStepsFilter filter = { .after = preview->common, .limit = UOIS_RESTORE_STEPS };
  gint64 n_steps = 0, n_unsent = 0;

  if (!uois_connection_get_integer (preview->connection, count_sql, &n_steps, error) ||
      !uois_connection_get_integer (preview->connection, unsent_sql, &n_unsent, error))
    return FALSE;
  result->n_steps = (guint64) n_steps;
  result->n_unsent = (guint64) n_unsent;
  result->steps = uois_store_reader_list_steps (&reader, &filter, error);
  return result->steps != NULL;
}

static UoisRestorePreview *
make_preview (Preview *preview, const UoisBackup *backup, GError **error)
{
  g_autoptr (UoisRestorePreview) result = g_new0 (UoisRestorePreview, 1);

  if (!find_common (preview, backup, error) || !compare_touched (preview, error) ||
      !count_ranges (preview, "main", error) || !count_ranges (preview, "backup", error) ||
      !describe_steps (preview, result, error))
    return NULL;
  result->backup = uois_backup_copy (backup);
  result->tables = collect_tables (preview);
  return g_steal_pointer (&result);
}

UoisRestorePreview *
uois_store_preview_restore (UoisStore *store, const UoisBackup *backup, GCancellable *cancellable, GError **error)
{
  Preview preview = { .store = store };
  UoisRestorePreview *result;
  guint n_types;

  g_return_val_if_fail (UOIS_IS_STORE (store), NULL);

  if (uois_store_fail_if_closed (store, error) || !uois_backup_check_folder (store->path, backup, error))
    return NULL;
  preview.connection = open_both (store, backup, error);
  if (preview.connection == NULL)
    return NULL;

  uois_registry_get_types (store->layout->registry, &n_types);
  preview.tables = g_array_new (FALSE, TRUE, sizeof (UoisRestoreTable));
  g_array_set_size (preview.tables, MAX (n_types, store->layout->by_type->len));
  g_set_object (&preview.connection->cancellable, cancellable);
  result = make_preview (&preview, backup, error);
  g_clear_object (&preview.connection->cancellable);
  g_array_unref (preview.tables);
  uois_connection_close (preview.connection);
  return result;
}
