/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "positions.h"

#include "layout.h"

/* Where a row's key begins in the bytes of all, and its id. */
typedef struct
{
  gsize key;
  gsize key_length;
  UoisUuid id;
} Mark;

/**
 * Positions: the marks of one order.
 * @version: of the data that they are about
 * @marks: (element-type Mark): the i-th is that of row i * UOIS_POSITIONS_STEP
 * @complete: whether no mark could follow
 */
typedef struct
{
  gint64 version;
  GArray *marks;
  GByteArray *keys;
  gboolean complete;
} Positions;

static Positions *
positions_new (void)
{
  Positions *positions = g_new0 (Positions, 1);

  positions->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  positions->keys = g_byte_array_new ();
  return positions;
}

static void
positions_free (gpointer data)
{
  Positions *positions = data;

  g_array_unref (positions->marks);
  g_byte_array_unref (positions->keys);
  g_free (positions);
}

GHashTable *
uois_positions_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, positions_free);
}

/* Before the first row stands an empty key with an empty id. */
static void
restart (Positions *positions, gint64 version)
{
  Mark first = { 0 };

  positions->version = version;
  positions->complete = FALSE;
  g_byte_array_set_size (positions->keys, 0);
  g_array_set_size (positions->marks, 0);
  g_array_append_val (positions->marks, first);
}

static char *
walk_sql (const UoisType *type, const UoisColumn *column)
{
  GString *sql = g_string_new ("SELECT \"id\"");
  g_autoptr (GString) key = g_string_new (NULL);

  if (column != NULL)
    {
      uois_layout_append_key (key, NULL, column);
      g_string_append_printf (sql, ", %s", key->str);
    }
  g_string_append (sql, " FROM ");
  uois_layout_append_name (sql, type->table);
  if (column != NULL)
    g_string_append_printf (sql, " WHERE (%s, \"id\") >= (?2, ?1) ORDER BY %s, \"id\"", key->str, key->str);
  else
    g_string_append (sql, " WHERE \"id\" >= ?1 ORDER BY \"id\"");
  g_string_append_printf (sql, " LIMIT 1 OFFSET %d", UOIS_POSITIONS_STEP);
  return g_string_free (sql, FALSE);
}

static void
get_position (const Positions *positions, guint mark, UoisPosition *position)
{
  const Mark *found = &g_array_index (positions->marks, Mark, mark);

  position->key = positions->keys->data + found->key;
  position->key_length = found->key_length;
  position->id = found->id;
  position->index = (guint64) mark * UOIS_POSITIONS_STEP;
}

/* From the last mark to the next. */
static gboolean
walk_on (Positions *positions, UoisStoreStatement *walk)
{
  sqlite3_stmt *handle = uois_statement_get_handle (walk);
  UoisPosition last;
  int step;

  get_position (positions, positions->marks->len - 1, &last);
  sqlite3_bind_blob (handle, 1, &last.id, sizeof last.id, SQLITE_STATIC);
  if (sqlite3_bind_parameter_count (handle) > 1)
    sqlite3_bind_blob (handle, 2, last.key != NULL ? (gconstpointer) last.key : "", last.key_length, SQLITE_TRANSIENT);

  step = uois_store_statement_step (walk, NULL);
  if (step == 1)
    {
      Mark mark = { .key = positions->keys->len };

      memcpy (&mark.id, sqlite3_column_blob (handle, 0), sizeof mark.id);
      if (sqlite3_column_count (handle) > 1)
        {
          mark.key_length = sqlite3_column_bytes (handle, 1);
          g_byte_array_append (positions->keys, sqlite3_column_blob (handle, 1), mark.key_length);
        }
      g_array_append_val (positions->marks, mark);
    }
  positions->complete = step == 0;
  uois_store_statement_reset (walk);
  return step >= 0;
}

static gboolean
walk_to (Positions *positions, UoisConnection *connection, const UoisType *type, const UoisColumn *column, guint64 skip)
{
  guint64 wanted = skip / UOIS_POSITIONS_STEP;

  if (positions->complete || positions->marks->len > wanted)
    return TRUE;

  g_autofree char *sql = walk_sql (type, column);
  g_autoptr (UoisStoreStatement) walk = uois_connection_prepare (connection, sql, NULL);
  if (walk == NULL)
    return FALSE;
  while (!positions->complete && positions->marks->len <= wanted)
    if (!walk_on (positions, walk))
      return FALSE;
  return TRUE;
}

gboolean
uois_positions_find (
    UoisConnection *connection, const UoisType *type, const UoisColumn *column, guint64 skip, UoisPosition *position)
{
  gconstpointer order = column != NULL ? (gconstpointer) column : type;
  Positions *positions = g_hash_table_lookup (connection->positions, order);
  gint64 version = -1;

  /* What this connection itself has changed does not count as another version. */
  if (sqlite3_db_readonly (connection->db, "main") != 1 || sqlite3_get_autocommit (connection->db) ||
      !uois_connection_get_integer (connection, "PRAGMA data_version", &version, NULL))
    return FALSE;

  if (positions == NULL)
    {
      positions = positions_new ();
      g_hash_table_insert (connection->positions, (gpointer) order, positions);
      restart (positions, version);
    }
  else if (positions->version != version)
    restart (positions, version);

  if (!walk_to (positions, connection, type, column, skip))
    return FALSE;
  get_position (positions, MIN (skip / UOIS_POSITIONS_STEP, positions->marks->len - 1), position);
  return TRUE;
}
