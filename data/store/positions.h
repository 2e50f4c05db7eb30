/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/* Every so many rows of an order have a known position. */
#define UOIS_POSITIONS_STEP 256

/**
 * UoisPosition: the row at a known place of an order.
 * @key: its sort key, empty in the order of the ids; holds until the next call
 * @index: how many rows come before it
 */
typedef struct
{
  const guint8 *key;
  gsize key_length;
  UoisUuid id;
  guint64 index;
} UoisPosition;

/**
 * uois_positions_find:
 * @connection: one that only reads, inside a transaction
 * @column: (nullable): a column with a sort key; %NULL for the order of the ids
 * @skip: how many rows are to be passed over
 * @position: (out): the last known one that is not beyond them
 *
 * Who asks for the rows from the fifty thousandth on makes SQLite walk an index for fifty thousand steps. But the next
 * page is fifty steps further, and as long as nobody writes, what stood where is still there: so a connection keeps
 * the keys of every 256th row that it has passed.
 *
 * Returns: %FALSE if nothing is known: the connection may write, or the walk failed
 */
gboolean uois_positions_find (
    UoisConnection *connection, const UoisType *type, const UoisColumn *column, guint64 skip, UoisPosition *position);

/* What the connection has noted, as its member of that name. */
GHashTable *uois_positions_new (void);

G_END_DECLS
