/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "row-states.h"
#include "store-private.h"

/* Version 2: the journal says of each step whether it counts, and of each change what the row is after it
 * (row-states.h). For what version 1 wrote, both follow from which unit took back which. */

/* A unit that takes back another. */
typedef struct
{
  gint64 unit;
  gint64 undoes;
} Undo;

static GArray *
list_undos (UoisConnection *connection, GError **error)
{
  g_autoptr (GArray) undos = g_array_new (FALSE, FALSE, sizeof (Undo));
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      connection, "SELECT unit, undoes FROM journal_units WHERE undoes IS NOT NULL ORDER BY unit", error);
  int step = -1;

  while (statement != NULL && (step = uois_store_statement_step (statement, error)) > 0)
    {
      Undo undo = { uois_store_statement_get_integer (statement, 0), uois_store_statement_get_integer (statement, 1) };

      g_array_append_val (undos, undo);
    }

  return step == 0 ? g_steal_pointer (&undos) : NULL;
}

/* Follows the units in the order in which they were made, as uois_store_undo() did: to take back one that took back
 * another makes that count again, and so on. */
static GHashTable *
find_undone (const GArray *undos)
{
  g_autoptr (GHashTable) undoes = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTable *undone = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < undos->len; i++)
    {
      Undo *undo = &g_array_index (undos, Undo, i);
      gboolean is_undone = TRUE;

      g_hash_table_insert (undoes, &undo->unit, &undo->undoes);
      for (gint64 *unit = &undo->undoes; unit != NULL; unit = g_hash_table_lookup (undoes, unit))
        {
          if (is_undone)
            g_hash_table_add (undone, unit);
          else
            g_hash_table_remove (undone, unit);
          is_undone = !is_undone;
        }
    }
  return undone;
}

static gboolean
mark_undone (UoisConnection *connection, const GArray *undos, GError **error)
{
  g_autoptr (GHashTable) undone = find_undone (undos);
  GHashTableIter iter;
  gpointer unit;

  g_hash_table_iter_init (&iter, undone);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    if (!uois_connection_execute_format (connection, error, "UPDATE journal_units SET undone = 1 WHERE unit = %lld",
                                         (long long) *(gint64 *) unit))
      return FALSE;

  return TRUE;
}

static gboolean
mark_redo (UoisConnection *connection, const Undo *undo, GError **error)
{
  return uois_connection_execute_format (connection, error,
                                         "UPDATE journal_units SET origin = 'redo' WHERE unit = %lld AND EXISTS"
                                         " (SELECT 1 FROM journal_units WHERE unit = %lld AND origin = 'undo')",
                                         (long long) undo->unit, (long long) undo->undoes);
}

/* The first line that the undone unit has of a row; 0: it lies in a range. */
static gboolean
find_first (UoisConnection *connection, const char *table, gint64 row, gint64 unit, gint64 *change, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce (min (change), 0) FROM journal_changes WHERE table_name = '%s' AND row = %lld AND unit = %lld",
      table, (long long) row, (long long) unit);

  return uois_connection_get_integer (connection, sql, change, error);
}

static gboolean
write_states (UoisConnection *connection, const Undo *undo, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      connection, "SELECT change, table_name, row FROM journal_changes WHERE unit = ? ORDER BY change", error);
  int step;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (uois_statement_get_handle (statement), 1, undo->unit);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    {
      gint64 change = uois_store_statement_get_integer (statement, 0);
      const char *table = uois_store_statement_get_text (statement, 1, NULL);
      gint64 row = uois_store_statement_get_integer (statement, 2);
      gint64 first = 0, state = 0;

      if (!find_first (connection, table, row, undo->undoes, &first, error) ||
          (first != 0 && !uois_row_state_read_before (connection, table, row, first, &state, error)) ||
          !uois_connection_execute_format (connection, error,
                                           "UPDATE journal_changes SET state = %lld WHERE change = %lld",
                                           (long long) state, (long long) change))
        return FALSE;
    }

  return step == 0;
}

gboolean
uois_store_upgrade_journal (UoisConnection *connection, GError **error)
{
  g_autoptr (GArray) undos = NULL;

  if (!uois_connection_execute (connection,
                                "ALTER TABLE journal_units ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;"
                                "ALTER TABLE journal_changes ADD COLUMN state INTEGER",
                                error) ||
      !uois_connection_execute (connection, uois_layout_journal_indexes, error))
    return FALSE;

  undos = list_undos (connection, error);
  if (undos == NULL || !mark_undone (connection, undos, error))
    return FALSE;
  for (guint i = 0; i < undos->len; i++)
    {
      const Undo *undo = &g_array_index (undos, Undo, i);

      if (!mark_redo (connection, undo, error) || !write_states (connection, undo, error))
        return FALSE;
    }

  return TRUE;
}
