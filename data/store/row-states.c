/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "row-states.h"

#include "store-private.h"

static void
bind_integer (UoisStoreStatement *statement, int index, gint64 integer)
{
  sqlite3_bind_int64 (uois_statement_get_handle (statement), index, integer);
}

static void
bind_text (UoisStoreStatement *statement, int index, const char *text)
{
  sqlite3_bind_text (uois_statement_get_handle (statement), index, text, -1, SQLITE_TRANSIENT);
}

/* ---- One row ---- */

/* Rows that came together have one line; the ranges of a table lie apart, so only the last one that begins at or before
 * the row can hold it. */
static const char before_sql[] =
    "SELECT coalesce ("
    " (SELECT coalesce (state, change) FROM journal_changes INDEXED BY journal_changes__row"
    "  WHERE table_name = ?1 AND row = ?2 AND change < ?3"
    "  ORDER BY unit DESC, change DESC LIMIT 1),"
    " (SELECT change FROM (SELECT change, last_row FROM journal_changes INDEXED BY journal_changes__range"
    "  WHERE table_name = ?1 AND row <= ?2 AND id IS NULL ORDER BY row DESC LIMIT 1)"
    "  WHERE last_row >= ?2 AND change < ?3),"
    " 0)";

gboolean
uois_row_state_read_before (
    UoisConnection *connection, const char *table, gint64 row, gint64 change, gint64 *state, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, before_sql, error);

  if (statement == NULL)
    return FALSE;

  bind_text (statement, 1, table);
  bind_integer (statement, 2, row);
  bind_integer (statement, 3, change);
  if (uois_store_statement_step (statement, error) <= 0)
    return FALSE;

  *state = uois_store_statement_get_integer (statement, 0);
  return TRUE;
}

/* ---- What came later ---- */

static void
moved_clear (gpointer data)
{
  UoisRowMoved *moved = data;

  g_free (moved->table);
}

#define LAST_OF_ROW(table, row)                                                                                        \
  "(SELECT change FROM journal_changes INDEXED BY journal_changes__row WHERE table_name = " table " AND row = " row    \
  " ORDER BY unit DESC, change DESC LIMIT 1)"

/* Rows that the unit changed one by one. */
static const char singles_sql[] =
    "SELECT c.table_name, c.row, coalesce (c.state, c.change), coalesce (l.state, l.change), l.unit FROM"
    " (SELECT max (change) AS change FROM journal_changes INDEXED BY journal_changes__unit"
    "  WHERE unit = ?1 AND id IS NOT NULL GROUP BY table_name, row)"
    " AS mine JOIN journal_changes AS c ON c.change = mine.change"
    " JOIN journal_changes AS l ON l.change = " LAST_OF_ROW (
        "c.table_name", "c.row") " WHERE coalesce (l.state, l.change) <> coalesce (c.state, c.change)";

/* Rows that came with the unit all together, and were changed by others. */
static const char ranges_sql[] =
    "SELECT x.table_name, x.row, r.change, coalesce (l.state, l.change), l.unit FROM"
    " (SELECT DISTINCT later.table_name, later.row, mine.change FROM journal_changes AS mine INDEXED BY "
    "journal_changes__unit"
    "  JOIN journal_changes AS later ON later.table_name = mine.table_name"
    "  AND later.row BETWEEN mine.row AND mine.last_row AND later.id IS NOT NULL"
    "  WHERE mine.unit = ?1 AND mine.id IS NULL) AS x JOIN journal_changes AS r ON r.change = x.change"
    " JOIN journal_changes AS l ON l.change = " LAST_OF_ROW (
        "x.table_name",
        "x.row") " WHERE coalesce (l.state, l.change) <> r.change AND NOT EXISTS (SELECT 1 FROM journal_changes AS own"
                 "  WHERE own.table_name = x.table_name AND own.row = x.row AND own.unit = ?1 AND own.id IS NOT NULL)";

static gboolean
list_moved (UoisConnection *connection, const char *sql, gint64 number, GArray *list, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql, error);
  int step = -1;

  if (statement == NULL)
    return FALSE;

  bind_integer (statement, 1, number);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    {
      UoisRowMoved moved = {
        .table = g_strdup (uois_store_statement_get_text (statement, 0, NULL)),
        .row = uois_store_statement_get_integer (statement, 1),
        .wanted = uois_store_statement_get_integer (statement, 2),
        .now = uois_store_statement_get_integer (statement, 3),
        .last_unit = uois_store_statement_get_integer (statement, 4),
      };

      g_array_append_val (list, moved);
    }

  return step == 0;
}

static gboolean
get_unit (UoisConnection *connection, gint64 change, gint64 *unit, GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (connection, "SELECT unit FROM journal_changes WHERE change = ?", error);

  if (statement == NULL)
    return FALSE;
  bind_integer (statement, 1, change);
  *unit = 0;
  int step = uois_store_statement_step (statement, error);
  if (step > 0)
    *unit = uois_store_statement_get_integer (statement, 0);
  return step >= 0;
}

static void
add_unit (GHashTable *units, gint64 unit)
{
  g_hash_table_add (units, g_memdup2 (&unit, sizeof unit));
}

/* From what the row is now back to what the unit left it as; whatever made it that stands in the way. If the way does
 * not lead there, something from before the unit was taken back, and that was done last. */
static gboolean
follow (UoisConnection *connection, const UoisRowMoved *moved, gint64 number, GHashTable *units, GError **error)
{
  gint64 state = moved->now;
  gboolean any = FALSE;

  while (state > moved->wanted)
    {
      gint64 unit;

      if (!get_unit (connection, state, &unit, error))
        return FALSE;
      if (unit <= number)
        break;
      add_unit (units, unit);
      any = TRUE;
      if (!uois_row_state_read_before (connection, moved->table, moved->row, state, &state, error))
        return FALSE;
    }

  if (!any)
    add_unit (units, moved->last_unit);
  return TRUE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

GArray *
uois_row_state_list_moved (UoisConnection *connection, gint64 number, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (UoisRowMoved));

  g_array_set_clear_func (list, moved_clear);
  if (!list_moved (connection, singles_sql, number, list, error) ||
      !list_moved (connection, ranges_sql, number, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

GArray *
uois_row_state_list_later (UoisConnection *connection, gint64 number, GError **error)
{
  g_autoptr (GArray) list = uois_row_state_list_moved (connection, number, error);
  g_autoptr (GHashTable) units = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *later;
  GHashTableIter iter;
  gpointer unit;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!follow (connection, &g_array_index (list, UoisRowMoved, i), number, units, error))
      return NULL;

  later = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    g_array_append_vals (later, unit, 1);
  g_array_sort (later, compare_newest_first);
  return later;
}
