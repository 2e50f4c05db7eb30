/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * SECTION: The layout of the file
 *
 * What the registry's types look like in SQL. Names with two underscores are
 * derived by us; a declaration has none:
 *
 * | name | what it is |
 * |---|---|
 * | `<table>` | the table: `row` (our number), `id`, the columns, `<column>__key` per sorted column |
 * | `<table>__<column>...` | an index |
 * | `<table>__search` | the full-text index (FTS5, external content) |
 * | `<table>__text` | a view for people who open the file with the sqlite3 program: ids and times as text |
 */
#define UOIS_LAYOUT_APPLICATION_ID 0x554f4953 /* "UOIS" */

/* PRAGMA user_version: raised by each step of migrate.c. */
#define UOIS_LAYOUT_VERSION 3

/**
 * UoisLayoutIndex:
 * @sql: CREATE INDEX ...
 * @of_title: holds the order of the type's titles, which are composed differently in different languages; so it is no part of the fingerprint and is made
 * when it is missed
 */
typedef struct
{
  char *name;
  char *sql;
  gboolean of_title;
} UoisLayoutIndex;

/**
 * UoisLayoutTable: one table.
 * @sorted: (element-type UoisColumn): columns with a sort key
 * @searched: (element-type UoisColumn): columns in the full-text index
 * @references: (element-type UoisColumn): its enforced references
 * @referrers: (element-type UoisColumn): enforced references of any table to this one
 * @indexes: (element-type UoisLayoutIndex): all but that of the ids
 * @search: (nullable): name of the full-text index
 * @insert_sql: parameters: the row, the columns in order, the sort keys in order
 * @read_sql: row and all columns in order, by id
 * @search_insert_sql: (nullable): parameters: row, searched columns
 * @search_delete_sql: (nullable): parameters: row, searched columns as they were
 */
typedef struct
{
  const UoisType *type;
  GPtrArray *sorted;
  GPtrArray *searched;
  GPtrArray *references;
  GPtrArray *referrers;
  GPtrArray *indexes;

  char *table_sql;
  char *view_sql;
  char *search;
  char *search_sql;

  char *insert_sql;
  char *read_sql;
  char *delete_sql;
  char *row_sql;
  char *search_insert_sql;
  char *search_delete_sql;
} UoisLayoutTable;

/**
 * UoisLayout:
 * @tables: (element-type UoisLayoutTable): parents first
 * @by_type: (element-type UoisLayoutTable): the same, at the type's index; %NULL for a type without table
 * @fingerprint: SHA-256 of all SQL that makes the tables; equal fingerprints mean equal files
 *
 * Immutable; any thread.
 */
typedef struct
{
  UoisRegistry *registry;
  GPtrArray *tables;
  GPtrArray *by_type;
  char *fingerprint;
} UoisLayout;

UoisLayout *uois_layout_new (UoisRegistry *registry);
void uois_layout_free (UoisLayout *layout);
const UoisLayoutTable *uois_layout_get (const UoisLayout *layout, const UoisType *type);

/* Statements that make the tables of our own: journal, outbox, settings, counters. */
extern const char uois_layout_own_tables[];
extern const char uois_layout_journal_indexes[];
/* What version 3 brought: what is agreed on with servers, and the fate of operations. */
extern const char uois_layout_sync[];

/* "name", quoted. */
void uois_layout_append_name (GString *sql, const char *name);
/* 'text', quoted. */
void uois_layout_append_text (GString *sql, const char *text);
/* alias."name"; @alias may be %NULL. */
void uois_layout_append_column (GString *sql, const char *alias, const UoisColumn *column);
/* alias."name__key" */
void uois_layout_append_key (GString *sql, const char *alias, const UoisColumn *column);

/* The columns whose order is the order of the type's titles, if an index holds it: every part of the title is a sorted
 * column of its own. */
gboolean uois_layout_title_is_sorted (const UoisType *type);

/* Type, text of the SQL standard's kind: "TEXT", "BLOB", ... */
const char *uois_layout_get_storage (UoisValueKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisLayout, uois_layout_free)

G_END_DECLS
