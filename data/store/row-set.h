/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisRowSet: rows of one table, a bit each: a million of them in 125 KB.
 *
 * Any thread, one at a time.
 */
typedef struct _UoisRowSet UoisRowSet;

/* No file of ours has a greater row; a damaged one may, and must not take all memory. */
#define UOIS_ROW_SET_ROW_MAX G_MAXUINT32

UoisRowSet *uois_row_set_new (void);
void uois_row_set_free (UoisRowSet *set);

/* Rows that no file of ours has are left out. */
void uois_row_set_add (UoisRowSet *set, gint64 row);
/* @last included */
void uois_row_set_add_range (UoisRowSet *set, gint64 first, gint64 last);
gboolean uois_row_set_has (const UoisRowSet *set, gint64 row);
/* Keeps what @other has as well. */
void uois_row_set_intersect (UoisRowSet *set, const UoisRowSet *other);
guint64 uois_row_set_count (const UoisRowSet *set);
/* Returns: (transfer full) (element-type gint64): the rows, smallest first */
GArray *uois_row_set_list (const UoisRowSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRowSet, uois_row_set_free)

G_END_DECLS
