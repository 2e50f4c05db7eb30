/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SECTION: The rows of a question, walked by hand
 *
 * Nested loops of prepared statements over the same file that touch the same
 * columns and write no text: what a program would do that knows the question.
 */

/**
 * RawNode: a prepared statement and what hangs on its rows.
 * @key: (not of the root) which column of the parent's row is the parameter
 * @limit: bound as ?2, or 0
 * @children: (nullable): ends with a node without @sql
 */
typedef struct _RawNode RawNode;

struct _RawNode
{
  const char *sql;
  int key;
  int limit;
  RawNode *children;
  sqlite3_stmt *statement;
};

void raw_prepare (sqlite3 *db, RawNode *node);
void raw_finalize (RawNode *node);

/* Walks from the root, whose parameter is bound already. Returns: how many rows were met */
guint64 raw_walk (sqlite3 *db, const RawNode *node);

/* Ends the program if @code is a failure. */
void raw_check (sqlite3 *db, int code);

G_END_DECLS
