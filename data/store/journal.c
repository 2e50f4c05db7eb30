/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "journal.h"
#include "unit.h"

#include "base/json-writer.h"

#include <glib/gi18n-lib.h>
#include <json-c/json.h>

const char *
uois_action_get_name (UoisAction action)
{
  static const char *const names[] = { "none", "insert", "update", "delete" };

  return names[action];
}

static const char *const origin_names[] = {
  "edit", "import", "query", "load", "demo", "pull", "undo", "redo", "restore"
};

const char *
uois_origin_get_name (UoisStoreOrigin origin)
{
  return origin_names[origin];
}

UoisStoreOrigin
uois_origin_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (origin_names); i++)
    if (g_strcmp0 (origin_names[i], name) == 0)
      return i;
  return UOIS_ORIGIN_LOAD;
}

static sqlite3_stmt *
prepare (UoisStoreUnit *unit, UoisStoreStatement **statement, const char *sql, GError **error)
{
  GError *failure = NULL;

  *statement = uois_connection_prepare (unit->connection, sql, &failure);
  if (*statement != NULL)
    return uois_statement_get_handle (*statement);

  uois_unit_break (unit, failure, error);
  return NULL;
}

static gboolean
run (UoisStoreUnit *unit, UoisStoreStatement *statement, GError **error)
{
  GError *failure = NULL;

  return uois_statement_run (statement, &failure) || uois_unit_break (unit, failure, error);
}

/* The unit's own line is written with its first change: a job that changes nothing leaves no trace. */
gboolean
uois_unit_begin (UoisStoreUnit *unit, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = NULL;

  if (unit->number != 0)
    return TRUE;

  sqlite3_stmt *handle = prepare (
      unit, &statement,
      "INSERT INTO journal_units (at, origin, label, person, undoes) VALUES (?, ?, ?, ?, nullif (?, 0))", error);
  if (handle == NULL)
    return FALSE;

  sqlite3_bind_int64 (handle, 1, uois_datetime_now ());
  sqlite3_bind_text (handle, 2, uois_origin_get_name (unit->origin), -1, SQLITE_STATIC);
  sqlite3_bind_text (handle, 3, unit->label, -1, SQLITE_STATIC);
  sqlite3_bind_blob (handle, 4, unit->person, unit->person != NULL ? sizeof *unit->person : 0, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 5, unit->undoes);
  if (!run (unit, statement, error))
    return FALSE;

  unit->number = sqlite3_last_insert_rowid (unit->connection->db);
  return TRUE;
}

gboolean
uois_store_unit_set_label (UoisStoreUnit *unit, const char *label, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = NULL;

  if (!uois_unit_check (unit, error))
    return FALSE;
  /* A unit that has changed nothing has no line, and needs none. */
  if (unit->number == 0)
    return TRUE;

  sqlite3_stmt *handle = prepare (unit, &statement, "UPDATE journal_units SET label = ? WHERE unit = ?", error);
  if (handle == NULL)
    return FALSE;

  sqlite3_bind_text (handle, 1, label, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 2, unit->number);
  return run (unit, statement, error);
}

static gboolean
log_change (UoisStoreUnit *unit,
            UoisUnitTable *table,
            UoisAction action,
            const UoisUuid *id,
            gint64 first,
            gint64 last,
            gint64 count,
            const UoisJsonWriter *before,
            GError **error)
{
  g_autoptr (UoisStoreStatement) statement = NULL;

  if (!uois_unit_begin (unit, error))
    return FALSE;

  sqlite3_stmt *handle =
      prepare (unit, &statement,
               "INSERT INTO journal_changes (unit, table_name, action, id, row, last_row, count, before, state)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               error);
  if (handle == NULL)
    return FALSE;

  sqlite3_bind_int64 (handle, 1, unit->number);
  sqlite3_bind_text (handle, 2, table->layout->type->table, -1, SQLITE_STATIC);
  sqlite3_bind_text (handle, 3, uois_action_get_name (action), -1, SQLITE_STATIC);
  sqlite3_bind_blob (handle, 4, id, id != NULL ? sizeof *id : 0, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 5, first);
  sqlite3_bind_int64 (handle, 6, last);
  sqlite3_bind_int64 (handle, 7, count);
  sqlite3_bind_text (handle, 8, before->bytes, before->length, SQLITE_STATIC);
  if (unit->state >= 0)
    sqlite3_bind_int64 (handle, 9, unit->state);
  return run (unit, statement, error);
}

void
uois_journal_write_values (const UoisType *type, const UoisValue *values, const gboolean *which, UoisJsonWriter *writer)
{
  uois_json_writer_literal (writer, "{");
  for (guint i = 1; i < type->columns.length; i++)
    {
      UoisValue value = values[i];

      if (which != NULL && !which[i])
        continue;
      /* A date keeps the time of day that came with it. */
      if (value.kind == UOIS_VALUE_DATE)
        value.kind = UOIS_VALUE_DATETIME;
      uois_json_writer_name (writer, type->columns.items[i]->name);
      uois_json_writer_value (writer, &value);
    }
  uois_json_writer_literal (writer, "}");
}

gboolean
uois_unit_log (UoisStoreUnit *unit,
               UoisUnitTable *table,
               UoisAction action,
               const UoisUuid *id,
               gint64 row,
               const UoisValue *before,
               const gboolean *changed,
               GError **error)
{
  g_auto (UoisJsonWriter) writer = { 0 };

  if (uois_unit_is_bulk_row (table, row))
    return TRUE;

  uois_json_writer_init (&writer);
  if (before != NULL)
    uois_journal_write_values (table->layout->type, before, changed, &writer);

  return log_change (unit, table, action, id, row, row, 1, &writer, error);
}

gboolean
uois_unit_log_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error)
{
  UoisJsonWriter none = { 0 };

  return table->bulk_count == 0 || log_change (unit, table, UOIS_ACTION_INSERT, NULL, table->bulk_first,
                                               table->next_row - 1, table->bulk_count, &none, error);
}

/* ---- Reading it ---- */

gboolean
uois_journal_read_before (const UoisType *type, const char *text, GArray *values, gboolean *changed, GError **error)
{
  json_object *before = json_tokener_parse (text);
  gboolean done = before != NULL;

  for (guint i = 1; done && i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      json_object *item = NULL;

      changed[i] = json_object_object_get_ex (before, column->name, &item);
      if (item == NULL)
        continue;

      /* For a number this is the text as it stood, every digit of it. */
      const char *item_text = json_object_get_string (item);
      UoisValueKind kind = column->kind == UOIS_VALUE_DATE ? UOIS_VALUE_DATETIME : column->kind;
      UoisValue *value = &g_array_index (values, UoisValue, i);

      done = uois_value_parse (kind, item_text, strlen (item_text), value, error);
      if (done)
        value->kind = column->kind;
    }

  if (before == NULL)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_DAMAGED,
                         _ ("The history of this file is damaged, so nothing was undone."));
  json_object_put (before);
  return done;
}
