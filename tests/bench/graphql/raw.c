/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raw.h"

/* What was read, so that no compiler leaves the reading out. */
static volatile guint64 touched;

void
raw_check (sqlite3 *db, int code)
{
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
}

void
raw_prepare (sqlite3 *db, RawNode *node)
{
  raw_check (db, sqlite3_prepare_v3 (db, node->sql, -1, SQLITE_PREPARE_PERSISTENT, &node->statement, NULL));
  for (RawNode *child = node->children; child != NULL && child->sql != NULL; child++)
    raw_prepare (db, child);
}

void
raw_finalize (RawNode *node)
{
  sqlite3_finalize (node->statement);
  node->statement = NULL;
  for (RawNode *child = node->children; child != NULL && child->sql != NULL; child++)
    raw_finalize (child);
}

/* Reads every column of the row, as whoever writes it down would. */
static void
touch_row (sqlite3_stmt *statement)
{
  int length = sqlite3_column_count (statement);
  guint64 sum = 0;

  for (int i = 0; i < length; i++)
    switch (sqlite3_column_type (statement, i))
      {
      case SQLITE_INTEGER:
        sum += (guint64) sqlite3_column_int64 (statement, i);
        break;
      case SQLITE_TEXT:
        sum += sqlite3_column_text (statement, i)[0];
        sum += (guint64) sqlite3_column_bytes (statement, i);
        break;
      case SQLITE_BLOB:
        sum += ((const guint8 *) sqlite3_column_blob (statement, i))[15];
        break;
      default:
        break;
      }
  touched += sum;
}

guint64
raw_walk (sqlite3 *db, const RawNode *node)
{
  sqlite3_stmt *statement = node->statement;
  guint64 objects = 0;
  int code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      touch_row (statement);
      objects++;
      for (RawNode *child = node->children; child != NULL && child->sql != NULL; child++)
        {
          if (sqlite3_column_type (statement, child->key) == SQLITE_NULL)
            continue;
          sqlite3_bind_blob (child->statement, 1, sqlite3_column_blob (statement, child->key), 16, SQLITE_STATIC);
          if (child->limit > 0)
            sqlite3_bind_int (child->statement, 2, child->limit);
          objects += raw_walk (db, child);
        }
    }
  raw_check (db, code);
  sqlite3_reset (statement);
  return objects;
}
