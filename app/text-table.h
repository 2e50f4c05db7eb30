/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisTextTable:
 *
 * Rows of cells, aligned for a person: the first column, words, to the left;
 * the others, numbers, to the right.
 */
typedef struct _UoisTextTable UoisTextTable;

UoisTextTable *uois_text_table_new (guint n_columns);
void uois_text_table_free (UoisTextTable *table);

/* Adds the next cell; cells fill row after row. */
void uois_text_table_add (UoisTextTable *table, const char *text);
/* The same, with the digits grouped as in the current locale. */
void uois_text_table_add_number (UoisTextTable *table, guint64 number);
/* Adds a line of prose below the last row. */
void uois_text_table_add_line (UoisTextTable *table, const char *text);

/* Returns: (transfer full): the text; each line is ended */
char *uois_text_table_to_string (UoisTextTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisTextTable, uois_text_table_free)

G_END_DECLS
