/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry.h"

G_BEGIN_DECLS

/**
 * SECTION: Row requests
 *
 * A UoisSelect says which rows of one type are wanted and which of their
 * values, in terms of the registry and never of SQL text; the store compiles it
 * to one statement. The GraphQL planner, the lists of the window, dump and the
 * title of a record all speak it.
 *
 * Values never stand in a select: they are parameters, numbered from 0, bound
 * when the statement runs, so that equal shapes give equal statements.
 */
typedef struct _UoisSelect UoisSelect;
typedef struct _UoisCondition UoisCondition;

/**
 * UoisOutputKind: what a column of the result holds.
 * @UOIS_OUTPUT_COLUMN: a column
 * @UOIS_OUTPUT_SQL: a SQL expression over the columns of the row (a field of kind EXPRESSION or OBJECT)
 * @UOIS_OUTPUT_TITLE: the title of the record, in Czech or English, as the declaration composes it
 * @UOIS_OUTPUT_LINK: the far column of the link; if it is the only output, the rows themselves are not read, so that also
 *   those that are missing are told
 * @UOIS_OUTPUT_ROW: the integer that is the row's place in the file
 * @UOIS_OUTPUT_COUNT: the number of rows instead of the rows; must be the only output
 */
typedef enum
{
  UOIS_OUTPUT_COLUMN,
  UOIS_OUTPUT_SQL,
  UOIS_OUTPUT_TITLE,
  UOIS_OUTPUT_LINK,
  UOIS_OUTPUT_ROW,
  UOIS_OUTPUT_COUNT,
} UoisOutputKind;

/**
 * UoisOutput:
 * @source: 0 for the select's own row, otherwise 1 + the index of a join
 * @kind: of value, for %UOIS_OUTPUT_SQL
 */
typedef struct
{
  UoisOutputKind output;
  guint source;
  const UoisColumn *column;
  const char *sql;
  UoisValueKind kind;
} UoisOutput;

/**
 * UoisJoin: a to-one target read together with the row (LEFT JOIN).
 * @source: where @column is: 0, or 1 + an earlier join
 * @column: the reference that is followed
 */
typedef struct
{
  guint source;
  const UoisColumn *column;
} UoisJoin;

typedef enum
{
  UOIS_COMPARE_EQUAL,
  UOIS_COMPARE_LESS,
  UOIS_COMPARE_LESS_OR_EQUAL,
  UOIS_COMPARE_GREATER,
  UOIS_COMPARE_GREATER_OR_EQUAL,
  UOIS_COMPARE_LIKE,        /* case-sensitive, % _ and backslash */
  UOIS_COMPARE_ILIKE,       /* folds case over all of Unicode */
  UOIS_COMPARE_STARTS_WITH, /* literal */
  UOIS_COMPARE_ENDS_WITH,   /* literal */
  UOIS_COMPARE_CONTAINS,    /* case and diacritics do not matter; the parameter is folded by uois_text_fold() */
  UOIS_COMPARE_BEGINS_WITH, /* likewise */
  UOIS_COMPARE_IS_NULL,     /* no parameter */
} UoisCompare;

typedef enum
{
  UOIS_CONDITION_AND,     /* of children; none: true */
  UOIS_CONDITION_OR,      /* of children; none: false */
  UOIS_CONDITION_NOT,     /* of the only child */
  UOIS_CONDITION_COMPARE, /* @column or @sql against the parameter @parameter */
  UOIS_CONDITION_IN,      /* @column against @count parameters from @parameter on; 0: false */
  UOIS_CONDITION_RELATED, /* a record that @relation leads to fulfils the only child */
  UOIS_CONDITION_SQL,     /* @sql; its `:name`s are the parameters @names (in order) from @parameter on */
  UOIS_CONDITION_MATCH,   /* full text: the parameter is what a person typed */
  UOIS_CONDITION_ROWS,    /* the rows of the JSON array of integers in the parameter */
  UOIS_CONDITION_IN_SET,  /* the rows of the set in the parameter */
} UoisConditionKind;

struct _UoisCondition
{
  UoisConditionKind kind;
  UoisCompare compare;
  const UoisColumn *column;
  const char *sql;
  UoisValueKind value_kind; /* of @sql in a comparison */
  const UoisField *relation;
  guint parameter;
  guint count;
  const char *const *names;
  UoisCondition **children; /* owned */
  guint n_children;
};

/**
 * UoisOrder: one key of the order.
 * Text sorts by its sort key; null is last ascending and first descending. Ties
 * go by id, which the store adds.
 */
typedef struct
{
  guint source;
  const UoisColumn *column; /* nullable: then @sql */
  const char *sql;
  gboolean title; /* by the title, instead of a column */
  gboolean descending;
} UoisOrder;

/**
 * UoisSelect:
 * @type: whose table is read; must have one
 * @link: (nullable): a link table to start from: rows of @type whose id is in @link_far, for links whose @link_near is the parameter @parent
 * @parent_column: (nullable): only rows where this column is the parameter @parent (a to-many field)
 * @skip: number of the parameter, or -1
 * @limit: number of the parameter, or -1
 * @unordered: the rows may come in any order
 * @n_parameters: how many parameters there are
 */
struct _UoisSelect
{
  const UoisType *type;
  const UoisType *link;
  const UoisColumn *link_near;
  const UoisColumn *link_far;
  const UoisColumn *parent_column;
  int parent;
  GArray *outputs;          /* UoisOutput */
  GArray *joins;            /* UoisJoin */
  GArray *order;            /* UoisOrder */
  UoisCondition *condition; /* nullable */
  int skip;
  int limit;
  gboolean distinct;
  gboolean unordered;
  guint n_parameters;
};

UoisSelect *uois_select_new (const UoisType *type);
void uois_select_free (UoisSelect *select);

/* Each returns the index of what was added. Equal outputs and joins are added once. */
guint uois_select_add_column (UoisSelect *select, guint source, const UoisColumn *column);
guint uois_select_add_sql (UoisSelect *select, guint source, const char *sql, UoisValueKind kind);
guint uois_select_add_output (UoisSelect *select, guint source, UoisOutputKind output);
guint uois_select_add_join (UoisSelect *select, guint source, const UoisColumn *column);
guint uois_select_add_parameter (UoisSelect *select);
void uois_select_add_order (UoisSelect *select, const UoisColumn *column, gboolean descending);
/* Takes @condition; it holds together with what is there. */
void uois_select_take_condition (UoisSelect *select, UoisCondition *condition);

UoisCondition *uois_condition_new (UoisConditionKind kind);
UoisCondition *uois_condition_new_compare (UoisCompare compare, const UoisColumn *column, guint parameter);
void uois_condition_take_child (UoisCondition *condition, UoisCondition *child);
void uois_condition_free (UoisCondition *condition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSelect, uois_select_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisCondition, uois_condition_free)

G_END_DECLS
