/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "select-private.h"

#include "expression.h"

#include <string.h>

/* ---- Comparisons ---- */

/* What is compared: a column of the row, or an expression over it. */
static void
append_operand (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  if (condition->column != NULL)
    uois_layout_append_column (sql, alias, condition->column);
  else
    uois_compiler_append_expression (compiler, sql, condition->sql, type, alias);
}

static const char *
get_operator (UoisCompare compare)
{
  switch (compare)
    {
    case UOIS_COMPARE_LESS:
      return "<";
    case UOIS_COMPARE_LESS_OR_EQUAL:
      return "<=";
    case UOIS_COMPARE_GREATER:
      return ">";
    case UOIS_COMPARE_GREATER_OR_EQUAL:
      return ">=";
    default:
      return "=";
    }
}

/* The index of the sort keys finds equal texts too, and is there anyway. */
static void
append_text_equal (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  gboolean indexed = condition->column != NULL && condition->column->sorted && compiler->in_not == 0;

  if (indexed)
    {
      g_string_append_c (sql, '(');
      uois_layout_append_key (sql, alias, condition->column);
      g_string_append_printf (sql, " = uois_sort_key (?%u) AND ", condition->parameter + 1);
    }
  append_operand (compiler, sql, condition, type, alias);
  g_string_append_printf (sql, " = ?%u%s", condition->parameter + 1, indexed ? ")" : "");
}

/* Text is before or after another as it sorts: "chata" is greater than "hora". */
static void
append_text_range (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  /* Null has a key, but is neither before nor after anything. */
  g_string_append (sql, compiler->in_not > 0 ? "CASE WHEN " : "(");
  append_operand (compiler, sql, condition, type, alias);
  g_string_append (sql, compiler->in_not > 0 ? " IS NOT NULL THEN " : " IS NOT NULL AND ");

  if (condition->column != NULL && condition->column->sorted)
    uois_layout_append_key (sql, alias, condition->column);
  else
    {
      g_string_append (sql, "uois_sort_key (");
      append_operand (compiler, sql, condition, type, alias);
      g_string_append_c (sql, ')');
    }

  g_string_append_printf (sql, " %s uois_sort_key (?%u)%s", get_operator (condition->compare), condition->parameter + 1,
                          compiler->in_not > 0 ? " END" : ")");
}

/* How many rows a pattern fits is worth knowing where SQLite could as well pass all rows in the order asked for and stop
 * when there are enough: not if the pattern's column is what they are ordered by. */
static char *
count_sql (UoisCompiler *compiler, const UoisColumn *column, const char *alias)
{
  const UoisSelect *select = compiler->select;
  g_autoptr (GString) key = g_string_new (NULL);
  GString *sql;

  if (!g_str_equal (alias, "t0") || select->parent_column != NULL || select->link != NULL || select->limit < 0 ||
      uois_select_is_ordered_by (select, column))
    return NULL;

  uois_layout_append_key (key, NULL, column);
  sql = g_string_new ("SELECT count (*) FROM (SELECT 1 FROM ");
  uois_layout_append_name (sql, select->type->table);
  g_string_append_printf (sql, " WHERE %s >= ?1 AND %s < ?2 LIMIT ?3)", key->str, key->str);
  return g_string_free (sql, FALSE);
}

/* What matches a pattern begins in a certain way, so it lies in a part of the index of the sort keys. The function
 * then decides. */
static void
append_pattern (UoisCompiler *compiler,
                GString *sql,
                const char *function,
                const UoisCondition *condition,
                const UoisType *type,
                const char *alias)
{
  gboolean indexed = condition->column != NULL && condition->column->sorted && compiler->in_not == 0 &&
                     condition->compare != UOIS_COMPARE_ENDS_WITH && compiler->wording != UOIS_WORDING_PLAIN;
  const char *bound = condition->compare == UOIS_COMPARE_STARTS_WITH ? "uois_prefix" : "uois_pattern";
  guint number = condition->parameter + 1;

  if (indexed)
    {
      UoisSqlPattern pattern = { condition->parameter, condition->compare,
                                 count_sql (compiler, condition->column, alias) };

      g_array_append_val (compiler->patterns, pattern);
      g_string_append_c (sql, '(');
      uois_layout_append_key (sql, alias, condition->column);
      g_string_append_printf (sql, " >= %s_low (?%u) AND ", bound, number);
      uois_layout_append_key (sql, alias, condition->column);
      g_string_append_printf (sql, " < %s_high (?%u) AND ", bound, number);
    }
  g_string_append_printf (sql, "%s (", function);
  append_operand (compiler, sql, condition, type, alias);
  g_string_append_printf (sql, ", ?%u)%s", number, indexed ? ")" : "");
}

static void
append_compare (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  UoisValueKind kind = condition->column != NULL ? condition->column->kind : condition->value_kind;

  switch (condition->compare)
    {
    case UOIS_COMPARE_LESS:
    case UOIS_COMPARE_LESS_OR_EQUAL:
    case UOIS_COMPARE_GREATER:
    case UOIS_COMPARE_GREATER_OR_EQUAL:
      if (kind == UOIS_VALUE_TEXT)
        {
          append_text_range (compiler, sql, condition, type, alias);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case UOIS_COMPARE_EQUAL:
      if (kind == UOIS_VALUE_TEXT)
        {
          append_text_equal (compiler, sql, condition, type, alias);
          break;
        }
      append_operand (compiler, sql, condition, type, alias);
      g_string_append_printf (sql, " %s ?%u", get_operator (condition->compare), condition->parameter + 1);
      break;

    case UOIS_COMPARE_LIKE:
      append_pattern (compiler, sql, "uois_like", condition, type, alias);
      break;
    case UOIS_COMPARE_ILIKE:
      append_pattern (compiler, sql, "uois_ilike", condition, type, alias);
      break;
    case UOIS_COMPARE_STARTS_WITH:
      append_pattern (compiler, sql, "uois_starts_with", condition, type, alias);
      break;
    case UOIS_COMPARE_ENDS_WITH:
      append_pattern (compiler, sql, "uois_ends_with", condition, type, alias);
      break;

    case UOIS_COMPARE_CONTAINS:
    case UOIS_COMPARE_BEGINS_WITH:
      g_string_append (sql, condition->compare == UOIS_COMPARE_CONTAINS ? "uois_contains (" : "uois_begins_with (");
      append_operand (compiler, sql, condition, type, alias);
      g_string_append_printf (sql, ", ?%u)", condition->parameter + 1);
      break;

    case UOIS_COMPARE_IS_NULL:
      append_operand (compiler, sql, condition, type, alias);
      g_string_append (sql, " IS NULL");
      break;
    }
}

static void
append_in (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  if (condition->count == 0)
    {
      g_string_append (sql, "FALSE");
      return;
    }

  append_operand (compiler, sql, condition, type, alias);
  g_string_append (sql, " IN (");
  for (guint i = 0; i < condition->count; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", condition->parameter + i + 1);
  g_string_append_c (sql, ')');
}

/* ---- SQL of declarations ---- */

typedef struct
{
  UoisCompiler *compiler;
  const UoisCondition *condition;
  const char *parent; /* alias of the row that the relation starts from, or NULL */
} ConditionNames;

static void
append_condition_name (GString *sql, const char *name, gpointer data)
{
  ConditionNames *names = data;
  const char *const *given = names->condition->names;

  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    if (g_str_equal (given[i], name))
      {
        g_string_append_printf (sql, "?%u", names->condition->parameter + i + 1);
        return;
      }

  /* An argument that nobody gave. */
  g_string_append (sql, "NULL");
}

static void
append_sql (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  ConditionNames names = { .compiler = compiler, .condition = condition };

  g_string_append_c (sql, '(');
  uois_expression_append (sql, condition->sql, compiler->layout->registry, type, alias, append_condition_name, &names);
  g_string_append_c (sql, ')');
}

/* In the condition of a list field, as part of a filter, `:parent` is the row that is filtered. */
static void
append_relation_name (GString *sql, const char *name, gpointer data)
{
  ConditionNames *names = data;

  if (g_str_equal (name, "parent"))
    g_string_append_printf (sql, "%s.\"id\"", names->parent);
  else
    g_string_append (sql, "NULL");
}

/* ---- Related records ---- */

/* Whether few rows can be expected to fulfil @condition, so that it is worth finding them first. */
static gboolean
is_selective (const UoisCondition *condition)
{
  switch (condition->kind)
    {
    case UOIS_CONDITION_AND:
      for (guint i = 0; i < condition->n_children; i++)
        if (is_selective (condition->children[i]))
          return TRUE;
      return FALSE;

    case UOIS_CONDITION_OR:
      for (guint i = 0; i < condition->n_children; i++)
        if (!is_selective (condition->children[i]))
          return FALSE;
      return TRUE;

    case UOIS_CONDITION_COMPARE:
      {
        UoisValueKind kind = condition->column != NULL ? condition->column->kind : condition->value_kind;

        if (condition->compare == UOIS_COMPARE_EQUAL)
          return kind != UOIS_VALUE_BOOLEAN;
        return kind == UOIS_VALUE_TEXT && condition->compare != UOIS_COMPARE_IS_NULL;
      }

    case UOIS_CONDITION_IN:
    case UOIS_CONDITION_MATCH:
    case UOIS_CONDITION_ROWS:
      return TRUE;

    case UOIS_CONDITION_IN_SET:
      return FALSE;

    case UOIS_CONDITION_RELATED:
      return is_selective (condition->children[0]);

    case UOIS_CONDITION_NOT:
    case UOIS_CONDITION_SQL:
      return FALSE;
    }

  g_assert_not_reached ();
}

/* Whether the select itself narrows its rows so much that each can be looked at. */
static gboolean
has_few_rows (const UoisSelect *select)
{
  return select->parent_column != NULL || select->link != NULL;
}

/* Both forms of a semi-join. `IN (SELECT ...)` finds the related records first and goes from them to the rows;
 * `EXISTS (SELECT ...)` looks for each row whether there is one, and stops at the first. The wrong one of the two costs
 * thousands of times as much. */
typedef struct
{
  UoisCompiler *compiler;
  GString *sql;
  const UoisCondition *condition;
  const UoisField *relation;
  const char *outer; /* alias of the row that is filtered */
  char *inner;       /* alias of the related record */
  gboolean first;    /* related records first */
} Related;

static void
append_related_from (Related *related)
{
  const UoisField *relation = related->relation;
  GString *sql = related->sql;

  g_string_append (sql, " FROM ");
  if (relation->kind == UOIS_FIELD_THROUGH)
    {
      uois_layout_append_name (sql, relation->through->table);
      g_string_append_printf (sql, " AS l%s JOIN ", related->inner);
    }
  uois_layout_append_name (sql, relation->target->table);
  g_string_append_printf (sql, " AS %s", related->inner);

  if (relation->kind == UOIS_FIELD_THROUGH)
    {
      g_string_append_printf (sql, " ON %s.\"id\" = l%s.", related->inner, related->inner);
      uois_layout_append_column (sql, NULL, relation->far_column);
    }
  g_string_append (sql, " WHERE ");
}

/* The two sides that must be equal: of the row, and of the related record or its link. */
static void
append_outer_side (Related *related)
{
  if (related->relation->kind == UOIS_FIELD_REFERENCE)
    uois_layout_append_column (related->sql, related->outer, related->relation->column);
  else
    g_string_append_printf (related->sql, "%s.\"id\"", related->outer);
}

static void
append_inner_side (Related *related)
{
  const UoisField *relation = related->relation;

  if (relation->kind == UOIS_FIELD_REFERENCE)
    g_string_append_printf (related->sql, "%s.\"id\"", related->inner);
  else
    {
      g_autofree char *alias = g_strconcat (relation->kind == UOIS_FIELD_THROUGH ? "l" : "", related->inner, NULL);

      uois_layout_append_column (related->sql, alias, relation->column);
    }
}

static void
append_child (Related *related)
{
  uois_compiler_append_condition (related->compiler, related->sql, related->condition->children[0],
                                  related->relation->target, related->inner);
}

static void
append_by_key (Related *related)
{
  GString *sql = related->sql;

  if (related->first)
    {
      append_outer_side (related);
      g_string_append (sql, " IN (SELECT ");
      append_inner_side (related);
      append_related_from (related);
      /* A null among them would make NOT IN unknown. */
      append_inner_side (related);
      g_string_append (sql, " IS NOT NULL AND ");
    }
  else
    {
      g_string_append (sql, "EXISTS (SELECT 1");
      append_related_from (related);
      append_inner_side (related);
      g_string_append (sql, " = ");
      append_outer_side (related);
      g_string_append (sql, " AND ");
    }

  append_child (related);
  g_string_append_c (sql, ')');
}

static void
append_by_sql (Related *related)
{
  ConditionNames names = { .compiler = related->compiler, .condition = related->condition, .parent = related->outer };

  g_string_append (related->sql, "EXISTS (SELECT 1");
  append_related_from (related);
  g_string_append_c (related->sql, '(');
  uois_expression_append (related->sql, related->relation->sql, related->compiler->layout->registry,
                          related->relation->target, related->inner, append_relation_name, &names);
  g_string_append (related->sql, ") AND ");
  append_child (related);
  g_string_append_c (related->sql, ')');
}

static void
append_related (UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const char *alias)
{
  g_autofree char *inner = g_strdup_printf ("r%u", compiler->n_related++);
  Related related = {
    .compiler = compiler,
    .sql = sql,
    .condition = condition,
    .relation = condition->relation,
    .outer = alias,
    .inner = inner,
    .first = !has_few_rows (compiler->select) && is_selective (condition->children[0]),
  };

  switch (condition->relation->kind)
    {
    case UOIS_FIELD_REFERENCE:
    case UOIS_FIELD_MANY:
    case UOIS_FIELD_THROUGH:
      append_by_key (&related);
      break;
    case UOIS_FIELD_LIST:
      append_by_sql (&related);
      break;
    default:
      /* Objects without a table have no columns to compare. */
      g_string_append (sql, "FALSE");
      break;
    }
}

/* ---- All kinds ---- */

static void
append_match (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  const UoisLayoutTable *table = uois_layout_get (compiler->layout, type);

  if (table->search == NULL)
    {
      g_string_append (sql, "FALSE");
      return;
    }

  g_string_append_printf (sql, "%s.\"row\" IN (SELECT rowid FROM ", alias);
  uois_layout_append_name (sql, table->search);
  g_string_append (sql, " WHERE ");
  uois_layout_append_name (sql, table->search);
  g_string_append_printf (sql, " MATCH uois_words (?%u))", condition->parameter + 1);
}

static void
append_children (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  gboolean all = condition->kind == UOIS_CONDITION_AND;

  if (condition->n_children == 0)
    {
      g_string_append (sql, all ? "TRUE" : "FALSE");
      return;
    }

  g_string_append_c (sql, '(');
  for (guint i = 0; i < condition->n_children; i++)
    {
      if (i > 0)
        g_string_append (sql, all ? " AND " : " OR ");
      uois_compiler_append_condition (compiler, sql, condition->children[i], type, alias);
    }
  g_string_append_c (sql, ')');
}

void
uois_compiler_append_condition (
    UoisCompiler *compiler, GString *sql, const UoisCondition *condition, const UoisType *type, const char *alias)
{
  switch (condition->kind)
    {
    case UOIS_CONDITION_AND:
    case UOIS_CONDITION_OR:
      append_children (compiler, sql, condition, type, alias);
      break;
    case UOIS_CONDITION_NOT:
      compiler->in_not++;
      g_string_append (sql, "NOT (");
      uois_compiler_append_condition (compiler, sql, condition->children[0], type, alias);
      g_string_append_c (sql, ')');
      compiler->in_not--;
      break;
    case UOIS_CONDITION_COMPARE:
      append_compare (compiler, sql, condition, type, alias);
      break;
    case UOIS_CONDITION_IN:
      append_in (compiler, sql, condition, type, alias);
      break;
    case UOIS_CONDITION_RELATED:
      append_related (compiler, sql, condition, alias);
      break;
    case UOIS_CONDITION_SQL:
      append_sql (compiler, sql, condition, type, alias);
      break;
    case UOIS_CONDITION_MATCH:
      append_match (compiler, sql, condition, type, alias);
      break;
    case UOIS_CONDITION_ROWS:
      g_string_append_printf (sql, "%s.\"row\" IN (SELECT value FROM json_each (?%u))", alias,
                              condition->parameter + 1);
      break;
    case UOIS_CONDITION_IN_SET:
      g_string_append_printf (sql, "uois_in_set (%s.\"row\", ?%u)", alias, condition->parameter + 1);
      break;
    }
}
