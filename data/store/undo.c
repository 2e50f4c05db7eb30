/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history.h"
#include "journal.h"
#include "unit.h"

#include <glib/gi18n-lib.h>

/* ---- May it be undone ---- */

static gboolean
check_unit (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM journal_units WHERE unit = %lld", (long long) number);
  gint64 exists = 0;
  gboolean undone;

  if (!uois_connection_get_integer (unit->connection, sql, &exists, error) ||
      !uois_connection_is_undone (unit->connection, number, &undone, error))
    return FALSE;

  if (!exists)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                         _ ("There is no such change in the history of this file."));
  else if (undone)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_CONFLICT, _ ("This change has been undone already."));
  return exists && !undone;
}

static gboolean
check_later_units (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autoptr (GPtrArray) later = uois_store_reader_list_later (&unit->reader, number, error);

  if (later == NULL || later->len == 0)
    return later != NULL;

  const UoisStoreStep *newest = later->pdata[0];
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT, _ ("The same records were changed later (%s). Undo that first."),
               newest->label != NULL ? newest->label : _ ("without a name"));
  return FALSE;
}

/* ---- Doing it ---- */

static gboolean
undo_range (UoisStoreUnit *unit, UoisUnitTable *table, gint64 first, gint64 last, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"row\" BETWEEN ? AND ? ORDER BY \"row\" DESC",
                                          table->layout->type->table);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  int step;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, first);
  sqlite3_bind_int64 (uois_statement_get_handle (statement), 2, last);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    g_array_append_vals (ids, uois_store_statement_get_uuid (statement, 0), 1);
  uois_store_statement_reset (statement);

  for (guint i = 0; step == 0 && i < ids->len; i++)
    if (!uois_unit_delete_row (unit, table, &g_array_index (ids, UoisUuid, i), TRUE, error))
      return FALSE;

  return step == 0;
}

/**
 * Change: a line of the journal; the texts belong to the statement that reads it.
 */
typedef struct
{
  const char *table;
  const char *action;
  const UoisUuid *id; /* nullable */
  gint64 row;
  gint64 last_row;
  const char *before;
} Change;

static gboolean
undo_change (UoisStoreUnit *unit, const Change *change, GError **error)
{
  const UoisType *type = uois_registry_find_table (unit->store->layout->registry, change->table);
  UoisUnitTable *table = type != NULL ? uois_unit_get_table (unit, type, error) : NULL;

  if (type == NULL)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                 _ ("The change cannot be undone: this version of the program has no table “%s”."), change->table);
  if (table == NULL)
    return FALSE;

  if (g_str_equal (change->action, "insert"))
    return change->id != NULL ? uois_unit_delete_row (unit, table, change->id, TRUE, error) :
                                undo_range (unit, table, change->row, change->last_row, error);

  g_autoptr (GArray) values = uois_unit_new_values (type);
  g_autofree gboolean *changed = g_new0 (gboolean, type->columns.length);
  if (!uois_journal_read_before (type, change->before, values, changed, error))
    return FALSE;

  UoisUuid id = *change->id;
  uois_value_set_uuid (&g_array_index (values, UoisValue, 0), &id);
  return g_str_equal (change->action, "delete") ?
             uois_unit_insert_row (unit, table, (const UoisValue *) values->data, change->row, TRUE, error) :
             uois_unit_update_row (unit, table, &id, (const UoisValue *) values->data, changed, TRUE, error);
}

static gboolean
undo_changes (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      unit->connection,
      "SELECT table_name, action, id, row, last_row, before FROM journal_changes WHERE unit = ? ORDER BY change DESC",
      error);
  int step;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, number);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    {
      Change change = {
        .table = uois_store_statement_get_text (statement, 0, NULL),
        .action = uois_store_statement_get_text (statement, 1, NULL),
        .id = uois_store_statement_get_uuid (statement, 2),
        .row = uois_store_statement_get_integer (statement, 3),
        .last_row = uois_store_statement_get_integer (statement, 4),
        .before = uois_store_statement_get_text (statement, 5, NULL),
      };

      if (!undo_change (unit, &change, error))
        return FALSE;
    }

  return step == 0;
}

/* What was to be sent must be taken back where it was sent. */
static gboolean
follow_outbox (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM outbox WHERE unit = %lld)", (long long) number);
  gint64 was_sent = 0;

  if (!uois_connection_get_integer (unit->connection, sql, &was_sent, error))
    return FALSE;

  unit->sends = was_sent != 0;
  return TRUE;
}

static gboolean
undo_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 number = *(const gint64 *) data;

  return check_unit (unit, number, error) && check_later_units (unit, number, error) &&
         follow_outbox (unit, number, error) && undo_changes (unit, number, error);
}

gboolean
uois_store_undo (
    UoisStore *store, gint64 unit, const char *label, const UoisUuid *person, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  return uois_store_write_undo (store, unit, label, person, undo_job, &unit, cancellable, error);
}
