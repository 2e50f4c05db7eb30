/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history.h"
#include "journal.h"
#include "row-states.h"
#include "unit.h"

#include <glib/gi18n-lib.h>

/* ---- May it be undone ---- */

/* What is to be taken back is read anew in the unit that does it: much may have happened since it was looked at. */
static gboolean
check_step (const UoisStoreStep *step, GError **error)
{
  if (step == NULL || !step->undone)
    return step != NULL;

  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_CONFLICT, _ ("This change has been undone already."));
  return FALSE;
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
  gint64 number;
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

  /* Rows of a range were not there before it. */
  unit->state = 0;
  if (change->id != NULL &&
      !uois_row_state_read_before (unit->connection, change->table, change->row, change->number, &unit->state, error))
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
      "SELECT table_name, action, id, row, last_row, before, change FROM journal_changes WHERE unit = ?"
      " ORDER BY change DESC",
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
        .number = uois_store_statement_get_integer (statement, 6),
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

/* What is taken back does not count any more; what that had taken back counts again, and so on. */
static gboolean
mark_undone (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      unit->connection, "UPDATE journal_units SET undone = ? WHERE unit = ? RETURNING coalesce (undoes, 0)", error);
  gboolean undone = TRUE;

  while (statement != NULL && number != 0)
    {
      sqlite3_bind_int (uois_statement_get_handle (statement), 1, undone);
      sqlite3_bind_int64 (uois_statement_get_handle (statement), 2, number);
      if (uois_store_statement_step (statement, error) <= 0)
        return FALSE;
      number = uois_store_statement_get_integer (statement, 0);
      uois_store_statement_reset (statement);
      undone = !undone;
    }

  return statement != NULL;
}

static gboolean
expect_rows (UoisStoreUnit *unit, gint64 number, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT coalesce (sum (count), 0) FROM journal_changes WHERE unit = %lld", (long long) number);
  gint64 n_rows = 0;

  if (!uois_connection_get_integer (unit->connection, sql, &n_rows, error))
    return FALSE;

  uois_store_unit_expect_rows (unit, (guint64) n_rows);
  return TRUE;
}

static gboolean
undo_step (UoisStoreUnit *unit, const UoisStoreStep *step, GError **error)
{
  if (step->origin == UOIS_ORIGIN_UNDO)
    unit->origin = UOIS_ORIGIN_REDO;

  return check_later_units (unit, step->number, error) && follow_outbox (unit, step->number, error) &&
         expect_rows (unit, step->number, error) && uois_unit_begin (unit, error) &&
         undo_changes (unit, step->number, error) && mark_undone (unit, step->number, error) &&
         uois_unit_finish (unit, error);
}

/* ---- Many at once ---- */

typedef struct
{
  const gint64 *units;
  const char *const *labels;
  guint n_units;
  const UoisUuid *person;
} Undo;

static gboolean
undo_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Undo *undo = data;

  for (guint i = 0; i < undo->n_units; i++)
    {
      g_autoptr (UoisStoreUnit) inner = uois_unit_new (
          unit->store, UOIS_ORIGIN_UNDO, undo->labels != NULL ? undo->labels[i] : NULL, undo->person, undo->units[i]);
      g_autoptr (UoisStoreStep) step = uois_store_reader_get_step (&inner->reader, undo->units[i], error);

      if (!check_step (step, error) || !undo_step (inner, step, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      uois_unit_take_inner (unit, inner);
    }

  return TRUE;
}

gboolean
uois_store_undo_many (UoisStore *store,
                      const gint64 *units,
                      const char *const *labels,
                      guint n_units,
                      const UoisUuid *person,
                      GCancellable *cancellable,
                      GError **error)
{
  Undo undo = { units, labels, n_units, person };

  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  return uois_store_write (store, UOIS_ORIGIN_UNDO, NULL, NULL, undo_job, &undo, cancellable, error);
}

gboolean
uois_store_undo (
    UoisStore *store, gint64 unit, const char *label, const UoisUuid *person, GCancellable *cancellable, GError **error)
{
  return uois_store_undo_many (store, &unit, &label, 1, person, cancellable, error);
}
