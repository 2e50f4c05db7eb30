/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/**
 * SECTION: What a row is after a change
 *
 * Every change of a row makes it something new, and the number of the change
 * names that state. Taking a change back makes the row what it was before, so
 * the journal gives that line the older state (column `state`; null: the number
 * of the line itself). A unit can be taken back if and only if each of its rows
 * is in the state that it left it in: whatever came later, and was taken back
 * again, does not matter. The state of a row stands in its last line, which the
 * index of rows finds at once, however long its history is.
 *
 * 0 is the state of a row that is not there.
 */

/* The state in which @change found a row. */
gboolean uois_row_state_read_before (
    UoisConnection *connection, const char *table, gint64 row, gint64 change, gint64 *state, GError **error);

/**
 * uois_row_state_list_later:
 *
 * Returns: (transfer full) (element-type gint64): the units that must be taken back before unit @number can be, newest
 * first; empty if nothing is in its way
 */
GArray *uois_row_state_list_later (UoisConnection *connection, gint64 number, GError **error);

/**
 * UoisRowMoved: a row that is not as a unit left it.
 * @wanted: the state in which the unit left it
 * @now: the state in which it is
 * @last_unit: the unit that changed it last
 */
typedef struct
{
  char *table;
  gint64 row;
  gint64 wanted;
  gint64 now;
  gint64 last_unit;
} UoisRowMoved;

/* Returns: (transfer full) (element-type UoisRowMoved): all such rows of unit @number */
GArray *uois_row_state_list_moved (UoisConnection *connection, gint64 number, GError **error);

G_END_DECLS
