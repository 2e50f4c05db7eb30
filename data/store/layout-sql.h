/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"

G_BEGIN_DECLS

/* "<column>__key" */
char *uois_layout_key_name (const UoisColumn *column);

/* All (transfer full). @name: of the table that is made; differs from the type's while a table is rebuilt */
char *uois_layout_table_sql (const UoisLayoutTable *table, const char *name);
char *uois_layout_view_sql (const UoisLayoutTable *table);
char *uois_layout_search_sql (const UoisLayoutTable *table);
char *uois_layout_insert_sql (const UoisLayoutTable *table);
char *uois_layout_read_sql (const UoisLayoutTable *table);
char *uois_layout_delete_sql (const UoisLayoutTable *table);
char *uois_layout_row_sql (const UoisLayoutTable *table);
char *uois_layout_search_insert_sql (const UoisLayoutTable *table);
char *uois_layout_search_delete_sql (const UoisLayoutTable *table);

/* Enters all rows from the parameter on. */
char *uois_layout_search_fill_sql (const UoisLayoutTable *table);

G_END_DECLS
