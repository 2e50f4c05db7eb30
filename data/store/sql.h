/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"
#include "schema/select.h"

G_BEGIN_DECLS

/* A text parameter whose value decides which wording is the fast one. */
typedef struct
{
  guint parameter;
  UoisCompare compare; /* LIKE, ILIKE or STARTS_WITH */
} UoisSqlPattern;

/**
 * UoisSql: a select as SQL.
 * @text: one SELECT statement; parameter i of the select is `?i+1`
 * @plain_text: (nullable): another wording, for patterns that begin with a wildcard: @text would then walk a whole index
 * @patterns: (element-type UoisSqlPattern): what to look at before choosing
 * @names: names of the parameters that come after the numbered ones
 */
typedef struct
{
  char *text;
  char *plain_text;
  GArray *patterns;
  GStrv names;
} UoisSql;

/* Equal selects give equal text. */
void uois_sql_init (UoisSql *sql, const UoisLayout *layout, const UoisSelect *select);
void uois_sql_clear (UoisSql *sql);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisSql, uois_sql_clear)

G_END_DECLS
