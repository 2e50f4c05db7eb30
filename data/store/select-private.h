/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"
#include "sql.h"

G_BEGIN_DECLS

/**
 * UoisWording:
 * @UOIS_WORDING_USUAL: comparisons with patterns are limited to the part of an index where such texts can be
 * @UOIS_WORDING_PLAIN: they are not
 * @UOIS_WORDING_LATER: only rows from a known position on
 */
typedef enum
{
  UOIS_WORDING_USUAL,
  UOIS_WORDING_PLAIN,
  UOIS_WORDING_LATER,
} UoisWording;

/**
 * UoisCompiler: a select on its way to SQL.
 * @joins: (element-type UoisJoin): those of the select, then those that titles follow
 * @names: (element-type utf8): parameters that expressions have by name, numbered after those of the select
 * @patterns: (element-type UoisSqlPattern): comparisons that were limited to a part of an index
 * @wording: which one is made
 * @in_not: inside how many negations; there "false" and "unknown" are not the same
 * @n_related: related tables so far, for their aliases
 *
 * The row of the select is `t0`, that of join i `t<i + 1>`, a related table `r<n>`.
 */
typedef struct
{
  const UoisLayout *layout;
  const UoisSelect *select;
  GArray *joins;
  GPtrArray *names;
  GArray *patterns;
  UoisWording wording;
  guint in_not;
  guint n_related;
} UoisCompiler;

/* The type of the row of a source, and its alias ("t0"). */
const UoisType *uois_compiler_get_type (UoisCompiler *compiler, guint source);
void uois_compiler_append_alias (GString *sql, guint source);
/* The source that @column of @source leads to; joined if it is not yet. */
guint uois_compiler_join (UoisCompiler *compiler, guint source, const UoisColumn *column);

/* SQL of a declaration over the row @alias of @type. */
void uois_compiler_append_expression (
    UoisCompiler *compiler, GString *sql, const char *text, const UoisType *type, const char *alias);

void uois_compiler_append_condition (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias);

/* The title of the row of @source; null if a join found none, never empty. */
void uois_compiler_append_title (UoisCompiler *compiler, GString *sql, guint source);

/* Whether @column is the first of what the rows are ordered by. */
gboolean uois_select_is_ordered_by (const UoisSelect *select, const UoisColumn *column);

/* Whether an index has the rows in the order asked for and nothing else is asked, so that a place in it says how many
 * rows come before; @column: (out) (nullable): by whose sort key they are in order; %NULL: by their ids. */
gboolean uois_select_follows_index (const UoisSelect *select, const UoisColumn **column);

/* ORDER BY with the id as the last key, or nothing. */
void uois_compiler_append_order (UoisCompiler *compiler, GString *sql);

G_END_DECLS
