/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"
#include "schema/select.h"

G_BEGIN_DECLS

/**
 * UoisSqlPattern: a text parameter whose value decides which wording is the fast one.
 * @compare: LIKE, ILIKE or STARTS_WITH
 * @count_sql: (nullable): how many keys of its column are from ?1 on and before ?2, at most ?3; %NULL if however many
 *   there are its index is the way to go
 */
typedef struct
{
  guint parameter;
  UoisCompare compare;
  char *count_sql;
} UoisSqlPattern;

/**
 * UoisSql: a select as SQL.
 * @text: one SELECT statement; parameter i of the select is `?i+1`
 * @plain_text: (nullable): another wording, for patterns that fit many rows or begin with a wildcard
 * @patterns: (element-type UoisSqlPattern): what to look at before choosing
 * @later_text: (nullable): another wording, for rows from a known position of an index on: its last parameters are the
 *   sort key, if there is @ordered, and the id of the row there
 * @type: whose rows
 * @ordered: (nullable): with @later_text: by whose sort key the rows are in order; %NULL: by their ids
 * @skip, @limit: the parameters of that meaning, or -1
 * @names: names of the parameters that come after the numbered ones
 */
typedef struct
{
  char *text;
  char *plain_text;
  GArray *patterns;
  char *later_text;
  const UoisType *type;
  const UoisColumn *ordered;
  int skip;
  int limit;
  GStrv names;
} UoisSql;

/* Equal selects give equal text. */
void uois_sql_init (UoisSql *sql, const UoisLayout *layout, const UoisSelect *select);
void uois_sql_clear (UoisSql *sql);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisSql, uois_sql_clear)

G_END_DECLS
