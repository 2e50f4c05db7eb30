/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

/* ---- Values ---- */

static gboolean
fits (const UoisColumn *column, const UoisValue *value)
{
  if (value->kind == UOIS_VALUE_NULL)
    return column->index != 0;
  if (value->kind == column->kind)
    return TRUE;

  /* Times are stored alike. */
  return (column->kind == UOIS_VALUE_DATE || column->kind == UOIS_VALUE_DATETIME) &&
         (value->kind == UOIS_VALUE_DATE || value->kind == UOIS_VALUE_DATETIME);
}

static gboolean
check_value (const UoisColumn *column, const UoisValue *value, GError **error)
{
  if (fits (column, value))
    return TRUE;

  g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("A value of “%s” in “%s” has the wrong type."), column->name,
               column->type->table);
  return FALSE;
}

static void
bind_value (sqlite3_stmt *handle, int index, const UoisValue *value)
{
  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      sqlite3_bind_null (handle, index);
      break;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
      sqlite3_bind_int64 (handle, index, value->integer);
      break;
    case UOIS_VALUE_REAL:
      sqlite3_bind_double (handle, index, value->real);
      break;
    case UOIS_VALUE_TEXT:
      sqlite3_bind_text (handle, index, value->text, value->length, SQLITE_STATIC);
      break;
    case UOIS_VALUE_UUID:
      sqlite3_bind_blob (handle, index, &value->uuid, sizeof value->uuid, SQLITE_STATIC);
      break;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      sqlite3_bind_int64 (handle, index, value->datetime);
      break;
    }
}

static void
bind_sort_key (UoisStoreUnit *unit, sqlite3_stmt *handle, int index, const UoisValue *value)
{
  gboolean null = value->kind == UOIS_VALUE_NULL;

  g_byte_array_set_size (unit->keys, 0);
  uois_collator_append_key (unit->connection->collator, null ? NULL : value->text, null ? 0 : value->length,
                            unit->keys);
  sqlite3_bind_blob (handle, index, unit->keys->data, unit->keys->len, SQLITE_TRANSIENT);
}

GArray *
uois_unit_new_values (const UoisType *type)
{
  GArray *values = g_array_sized_new (FALSE, TRUE, sizeof (UoisValue), type->columns.length);

  g_array_set_clear_func (values, (GDestroyNotify) uois_value_clear);
  g_array_set_size (values, type->columns.length);
  return values;
}

gboolean
uois_unit_read_row (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, gint64 *row, GArray *values, GError **error)
{
  const UoisType *type = table->layout->type;
  UoisStoreStatement *read = uois_unit_get_statement (unit, &table->read, table->layout->read_sql, error);
  GError *failure = NULL;

  if (read == NULL)
    return FALSE;

  uois_store_statement_bind_uuid (read, 0, id);
  int step = uois_store_statement_step (read, &failure);
  if (step > 0)
    {
      *row = uois_store_statement_get_integer (read, 0);
      for (guint i = 0; i < type->columns.length; i++)
        uois_store_statement_get_value (read, i + 1, type->columns.items[i]->kind,
                                        &g_array_index (values, UoisValue, i));
    }
  uois_store_statement_reset (read);

  if (step < 0)
    return uois_unit_break (unit, failure, error);
  if (step > 0)
    return TRUE;

  g_autofree char *text = uois_uuid_to_string (id);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("There is no %s with the id %s."),
               uois_type_get_label (type), text);
  return FALSE;
}

GArray *
uois_store_unit_read (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, type, error);
  g_autoptr (GArray) values = uois_unit_new_values (type);
  gint64 row;

  return table != NULL && uois_unit_read_row (unit, table, id, &row, values, error) ? g_steal_pointer (&values) : NULL;
}

gboolean
uois_store_unit_exists (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, gboolean *exists, GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, type, error);
  UoisStoreStatement *find =
      table != NULL ? uois_unit_get_statement (unit, &table->find, table->layout->row_sql, error) : NULL;
  GError *failure = NULL;

  if (find == NULL)
    return FALSE;

  uois_store_statement_bind_uuid (find, 0, id);
  int step = uois_store_statement_step (find, &failure);
  uois_store_statement_reset (find);
  *exists = step > 0;
  return step >= 0 || uois_unit_break (unit, failure, error);
}

/* ---- Insert ---- */

static gboolean
refuse_duplicate (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, GError **error)
{
  const UoisType *type = table->layout->type;
  g_autofree char *text = uois_uuid_to_string (id);
  gboolean exists = FALSE;

  if (!uois_store_unit_exists (unit, type, id, &exists, error))
    return FALSE;

  if (exists)
    /* Translators: a type, an id. */
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE, _ ("%s %s exists already."), uois_type_get_label (type),
                 text);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE, _ ("The %s %s has the key of another one."),
                 uois_type_get_label (type), text);
  return FALSE;
}

static int
step_insert (UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *values, gint64 row)
{
  const UoisType *type = table->layout->type;
  sqlite3_stmt *handle = uois_statement_get_handle (table->insert);
  int index = 1;

  sqlite3_bind_int64 (handle, index++, row);
  for (guint i = 0; i < type->columns.length; i++)
    bind_value (handle, index++, &values[i]);
  for (guint i = 0; i < table->layout->sorted->len; i++)
    bind_sort_key (unit, handle, index++, &values[((const UoisColumn *) table->layout->sorted->pdata[i])->index]);

  sqlite3_step (handle);
  return sqlite3_reset (handle);
}

gboolean
uois_unit_insert_row (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *values, gint64 row, gboolean trusted, GError **error)
{
  const UoisType *type = table->layout->type;
  gboolean bulk = unit->in_bulk && row == 0;

  for (guint i = 0; i < type->columns.length; i++)
    if (!check_value (type->columns.items[i], &values[i], error))
      return FALSE;
  if (!bulk && !trusted && !uois_unit_check_targets (unit, table, values, NULL, error))
    return FALSE;
  if (bulk && table->bulk_first == 0 && !uois_unit_prepare_bulk_table (unit, table, error))
    return FALSE;
  if (uois_unit_get_statement (unit, &table->insert, table->layout->insert_sql, error) == NULL)
    return FALSE;

  gint64 at = row != 0 ? row : table->next_row;
  int code = step_insert (unit, table, values, at);
  if (code == SQLITE_CONSTRAINT_UNIQUE)
    return refuse_duplicate (unit, table, &values[0].uuid, error);
  if (code != SQLITE_OK)
    return uois_unit_break_with_code (unit, code, error);
  if (row == 0)
    table->next_row++;

  if (bulk)
    {
      table->bulk_count++;
      return TRUE;
    }

  uois_unit_note (unit, table, &values[0].uuid, UOIS_ACTION_INSERT)->sent = TRUE;
  return uois_unit_index_row (unit, table, FALSE, at, values, error) &&
         uois_unit_log (unit, table, UOIS_ACTION_INSERT, &values[0].uuid, at, NULL, NULL, error);
}

gboolean
uois_store_unit_insert (UoisStoreUnit *unit, const UoisType *type, const UoisValue *values, GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, type, error);

  return table != NULL && uois_unit_insert_row (unit, table, values, 0, FALSE, error);
}

/* ---- Update ---- */

static char *
update_sql (const UoisLayoutTable *layout, const gboolean *changed)
{
  const UoisType *type = layout->type;
  GString *sql = g_string_new ("UPDATE ");
  gboolean first = TRUE;

  uois_layout_append_name (sql, type->table);
  for (guint i = 0; i < type->columns.length; i++)
    {
      if (!changed[i])
        continue;
      g_string_append (sql, first ? " SET " : ", ");
      uois_layout_append_column (sql, NULL, type->columns.items[i]);
      g_string_append (sql, " = ?");
      first = FALSE;
      if (!type->columns.items[i]->sorted)
        continue;
      g_string_append (sql, ", ");
      uois_layout_append_key (sql, NULL, type->columns.items[i]);
      g_string_append (sql, " = ?");
    }
  g_string_append (sql, " WHERE \"row\" = ?");

  return g_string_free (sql, FALSE);
}

static gboolean
write_update (UoisStoreUnit *unit,
              UoisUnitTable *table,
              gint64 row,
              const UoisValue *values,
              const gboolean *changed,
              GError **error)
{
  const UoisType *type = table->layout->type;
  g_autofree char *sql = update_sql (table->layout, changed);
  GError *failure = NULL;
  g_autoptr (UoisStoreStatement) update = uois_connection_prepare (unit->connection, sql, &failure);
  if (update == NULL)
    return uois_unit_break (unit, failure, error);

  sqlite3_stmt *handle = uois_statement_get_handle (update);
  int index = 1;
  for (guint i = 0; i < type->columns.length; i++)
    {
      if (!changed[i])
        continue;
      bind_value (handle, index++, &values[i]);
      if (type->columns.items[i]->sorted)
        bind_sort_key (unit, handle, index++, &values[i]);
    }
  sqlite3_bind_int64 (handle, index, row);

  sqlite3_step (handle);
  int code = sqlite3_reset (handle);
  if (code == SQLITE_CONSTRAINT_UNIQUE)
    return refuse_duplicate (unit, table, &values[0].uuid, error);
  return code == SQLITE_OK || uois_unit_break_with_code (unit, code, error);
}

static gboolean
touches_search (UoisUnitTable *table, const gboolean *changed)
{
  for (guint i = 0; i < table->layout->searched->len; i++)
    if (changed[((const UoisColumn *) table->layout->searched->pdata[i])->index])
      return TRUE;

  return FALSE;
}

/* Takes back the marks of columns that keep their value. Returns: whether any is left; @sent: whether a server has any */
static gboolean
keep_real_changes (
    const UoisType *type, const UoisValue *before, const UoisValue *after, gboolean *changed, gboolean *sent)
{
  gboolean any = FALSE;

  *sent = FALSE;
  for (guint i = 0; i < type->columns.length; i++)
    {
      changed[i] = changed[i] && i > 0 && !uois_value_equal (&before[i], &after[i]);
      any |= changed[i];
      *sent |= changed[i] && !type->columns.items[i]->local;
    }
  return any;
}

static gboolean
apply_update (UoisStoreUnit *unit,
              UoisUnitTable *table,
              gint64 row,
              const UoisValue *before,
              const UoisValue *after,
              const gboolean *changed,
              GError **error)
{
  gboolean search = touches_search (table, changed);

  return (!search || uois_unit_index_row (unit, table, TRUE, row, before, error)) &&
         write_update (unit, table, row, after, changed, error) &&
         (!search || uois_unit_index_row (unit, table, FALSE, row, after, error)) &&
         uois_unit_log (unit, table, UOIS_ACTION_UPDATE, &before[0].uuid, row, before, changed, error);
}

gboolean
uois_unit_update_row (UoisStoreUnit *unit,
                      UoisUnitTable *table,
                      const UoisUuid *id,
                      const UoisValue *values,
                      const gboolean *changed,
                      gboolean trusted,
                      GError **error)
{
  const UoisType *type = table->layout->type;
  g_autofree gboolean *real = g_memdup2 (changed, type->columns.length * sizeof *changed);
  g_autoptr (GArray) before = uois_unit_new_values (type);
  g_autoptr (GArray) after = uois_unit_new_values (type);
  gboolean sent;
  gint64 row;

  for (guint i = 0; i < type->columns.length; i++)
    if (changed[i] && !check_value (type->columns.items[i], &values[i], error))
      return FALSE;
  if (!uois_unit_read_row (unit, table, id, &row, before, error))
    return FALSE;

  for (guint i = 0; i < type->columns.length; i++)
    {
      UoisValue *value = &g_array_index (after, UoisValue, i);

      uois_value_copy (value, changed[i] ? &values[i] : &g_array_index (before, UoisValue, i));
      if (changed[i] && value->kind != UOIS_VALUE_NULL)
        value->kind = type->columns.items[i]->kind;
    }

  if (!keep_real_changes (type, (const UoisValue *) before->data, (const UoisValue *) after->data, real, &sent))
    return TRUE;
  if (!trusted && !uois_unit_check_targets (unit, table, (const UoisValue *) after->data, real, error))
    return FALSE;
  if (sent && !uois_unit_keep_base (unit, table, (const UoisValue *) before->data, error))
    return FALSE;
  if (!apply_update (unit, table, row, (const UoisValue *) before->data, (const UoisValue *) after->data, real, error))
    return FALSE;

  if (!uois_unit_is_bulk_row (table, row))
    uois_unit_note (unit, table, id, UOIS_ACTION_UPDATE)->sent |= sent;
  return TRUE;
}

gboolean
uois_store_unit_update (UoisStoreUnit *unit,
                        const UoisType *type,
                        const UoisUuid *id,
                        const UoisValue *values,
                        const gboolean *changed,
                        GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, type, error);

  return table != NULL && uois_unit_update_row (unit, table, id, values, changed, FALSE, error);
}

/* ---- Delete ---- */

static gboolean
write_delete (UoisStoreUnit *unit, UoisUnitTable *table, gint64 row, GError **error)
{
  GError *failure = NULL;
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (unit->connection, table->layout->delete_sql, &failure);

  if (statement != NULL)
    sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, row);
  if (statement == NULL || !uois_statement_run (statement, &failure))
    return uois_unit_break (unit, failure, error);

  /* A row of the running bulk that is gone before its range was logged was never there. */
  if (uois_unit_is_bulk_row (table, row))
    table->bulk_count--;
  return TRUE;
}

gboolean
uois_unit_delete_row (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, gboolean trusted, GError **error)
{
  g_autoptr (GArray) before = uois_unit_new_values (table->layout->type);
  const UoisValue *values = (const UoisValue *) before->data;
  gint64 row;

  if (!uois_unit_read_row (unit, table, id, &row, before, error) ||
      (!trusted && !uois_unit_check_referrers (unit, table, id, error)) ||
      !uois_unit_keep_base (unit, table, values, error) ||
      !uois_unit_index_row (unit, table, TRUE, row, values, error) || !write_delete (unit, table, row, error) ||
      !uois_unit_log (unit, table, UOIS_ACTION_DELETE, id, row, values, NULL, error))
    return FALSE;

  if (!uois_unit_is_bulk_row (table, row))
    uois_unit_note (unit, table, id, UOIS_ACTION_DELETE)->sent = TRUE;
  return TRUE;
}

gboolean
uois_store_unit_delete (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error)
{
  UoisUnitTable *table = uois_unit_get_table (unit, type, error);

  return table != NULL && uois_unit_delete_row (unit, table, id, FALSE, error);
}
