/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "select-private.h"

#include "expression.h"

const UoisType *
uois_compiler_get_type (UoisCompiler *compiler, guint source)
{
  return source == 0 ? compiler->select->type : g_array_index (compiler->joins, UoisJoin, source - 1).column->target;
}

void
uois_compiler_append_alias (GString *sql, guint source)
{
  g_string_append_printf (sql, "t%u", source);
}

guint
uois_compiler_join (UoisCompiler *compiler, guint source, const UoisColumn *column)
{
  for (guint i = 0; i < compiler->joins->len; i++)
    {
      const UoisJoin *join = &g_array_index (compiler->joins, UoisJoin, i);

      if (join->source == source && join->column == column)
        return i + 1;
    }

  UoisJoin join = { .source = source, .column = column };
  g_array_append_val (compiler->joins, join);
  return compiler->joins->len;
}

/* ---- Expressions of declarations ---- */

typedef struct
{
  UoisCompiler *compiler;
  const char *alias;
} ExpressionRow;

/* `:parent` is the object whose field the expression is: the row itself. The others are given by the caller. */
static void
append_named_parameter (GString *sql, const char *name, gpointer data)
{
  ExpressionRow *row = data;
  GPtrArray *names = row->compiler->names;
  guint position;

  if (g_str_equal (name, "parent"))
    {
      g_string_append_printf (sql, "%s.\"id\"", row->alias);
      return;
    }

  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &position))
    {
      position = names->len;
      g_ptr_array_add (names, g_strdup (name));
    }
  g_string_append_printf (sql, "?%u", row->compiler->select->n_parameters + position + 1);
}

void
uois_compiler_append_expression (
    UoisCompiler *compiler, GString *sql, const char *text, const UoisType *type, const char *alias)
{
  ExpressionRow row = { .compiler = compiler, .alias = alias };

  g_string_append_c (sql, '(');
  uois_expression_append (sql, text, compiler->layout->registry, type, alias, append_named_parameter, &row);
  g_string_append_c (sql, ')');
}

/* ---- The parts of the statement ---- */

static void
append_output (UoisCompiler *compiler, GString *sql, const UoisOutput *output)
{
  g_autofree char *alias = g_strdup_printf ("t%u", output->source);

  switch (output->output)
    {
    case UOIS_OUTPUT_COLUMN:
      uois_layout_append_column (sql, alias, output->column);
      break;
    case UOIS_OUTPUT_SQL:
      uois_compiler_append_expression (compiler, sql, output->sql, uois_compiler_get_type (compiler, output->source),
                                       alias);
      break;
    case UOIS_OUTPUT_TITLE:
      uois_compiler_append_title (compiler, sql, output->source);
      break;
    case UOIS_OUTPUT_LINK:
      uois_layout_append_column (sql, "l", compiler->select->link_far);
      break;
    case UOIS_OUTPUT_ROW:
      g_string_append_printf (sql, "%s.\"row\"", alias);
      break;
    case UOIS_OUTPUT_COUNT:
      g_string_append (sql, "count (*)");
      break;
    }
}

static gboolean
has_only (const UoisSelect *select, UoisOutputKind output)
{
  return select->outputs->len == 1 && g_array_index (select->outputs, UoisOutput, 0).output == output;
}

static gboolean
is_count (const UoisSelect *select)
{
  return has_only (select, UOIS_OUTPUT_COUNT);
}

/* A link table may name a target twice; a list of distinct rows asks for those whose id it names at all. */
static gboolean
starts_from_link (const UoisSelect *select)
{
  return select->link != NULL && !select->distinct;
}

static void
append_from (UoisCompiler *compiler, GString *sql)
{
  const UoisSelect *select = compiler->select;

  g_string_append (sql, " FROM ");
  if (starts_from_link (select))
    {
      uois_layout_append_name (sql, select->link->table);
      g_string_append (sql, " AS l");
      if (has_only (select, UOIS_OUTPUT_LINK))
        return;
      g_string_append (sql, " CROSS JOIN ");
      uois_layout_append_name (sql, select->type->table);
      g_string_append (sql, " AS t0 ON t0.\"id\" = ");
      uois_layout_append_column (sql, "l", select->link_far);
    }
  else
    {
      uois_layout_append_name (sql, select->type->table);
      g_string_append (sql, " AS t0");
    }

  for (guint i = 0; i < compiler->joins->len; i++)
    {
      const UoisJoin *join = &g_array_index (compiler->joins, UoisJoin, i);
      g_autofree char *from = g_strdup_printf ("t%u", join->source);

      g_string_append (sql, " LEFT JOIN ");
      uois_layout_append_name (sql, join->column->target->table);
      g_string_append_printf (sql, " AS t%u ON t%u.\"id\" = ", i + 1, i + 1);
      uois_layout_append_column (sql, from, join->column);
    }
}

static void
append_where (UoisCompiler *compiler, GString *sql)
{
  const UoisSelect *select = compiler->select;
  const char *word = " WHERE ";

  if (select->link != NULL)
    {
      g_string_append (sql, word);
      if (select->distinct)
        {
          g_string_append (sql, "t0.\"id\" IN (SELECT ");
          uois_layout_append_column (sql, NULL, select->link_far);
          g_string_append (sql, " FROM ");
          uois_layout_append_name (sql, select->link->table);
          g_string_append (sql, " WHERE ");
        }
      uois_layout_append_column (sql, select->distinct ? NULL : "l", select->link_near);
      g_string_append_printf (sql, " = ?%d%s", select->parent + 1, select->distinct ? ")" : "");
      word = " AND ";
    }

  if (select->parent_column != NULL)
    {
      g_string_append (sql, word);
      uois_layout_append_column (sql, "t0", select->parent_column);
      g_string_append_printf (sql, " = ?%d", select->parent + 1);
      word = " AND ";
    }

  if (select->condition != NULL)
    {
      g_string_append (sql, word);
      uois_compiler_append_condition (compiler, sql, select->condition, select->type, "t0");
    }
}

/* From a row on whose sort key and id are the parameters after all others. */
static void
append_position (UoisCompiler *compiler, GString *sql)
{
  const UoisSelect *select = compiler->select;
  guint number = select->n_parameters + compiler->names->len + 1;
  const UoisColumn *column;

  uois_select_follows_index (select, &column);
  if (column == NULL)
    {
      g_string_append_printf (sql, " WHERE t0.\"id\" >= ?%u", number);
      return;
    }
  g_string_append (sql, " WHERE (");
  uois_layout_append_key (sql, "t0", column);
  g_string_append_printf (sql, ", t0.\"id\") >= (?%u, ?%u)", number, number + 1);
}

/* A null limit is none, as on the servers. */
static void
append_window (GString *sql, const UoisSelect *select)
{
  if (select->limit >= 0)
    g_string_append_printf (sql, " LIMIT coalesce (?%d, -1)", select->limit + 1);
  else if (select->skip >= 0)
    g_string_append (sql, " LIMIT -1");

  if (select->skip >= 0)
    g_string_append_printf (sql, " OFFSET coalesce (?%d, 0)", select->skip + 1);
}

static char *
compile (UoisCompiler *compiler)
{
  const UoisSelect *select = compiler->select;
  g_autoptr (GString) outputs = g_string_new (NULL);
  g_autoptr (GString) order = g_string_new (NULL);
  GString *sql;

  /* First what may add joins. */
  for (guint i = 0; i < select->outputs->len; i++)
    {
      if (i > 0)
        g_string_append (outputs, ", ");
      append_output (compiler, outputs, &g_array_index (select->outputs, UoisOutput, i));
    }
  if (!is_count (select) && !select->unordered)
    uois_compiler_append_order (compiler, order);

  sql = g_string_new ("SELECT ");
  g_string_append (sql, outputs->len > 0 ? outputs->str : "1");
  append_from (compiler, sql);
  if (compiler->wording == UOIS_WORDING_LATER)
    append_position (compiler, sql);
  else
    append_where (compiler, sql);
  g_string_append (sql, order->str);
  if (!is_count (select))
    append_window (sql, select);

  /* The names are part of the text, because the text is the key of the statement cache. */
  for (guint i = 0; i < compiler->names->len; i++)
    g_string_append_printf (sql, "%s?%u is :%s%s", i == 0 ? " /* " : ", ", select->n_parameters + i + 1,
                            (const char *) compiler->names->pdata[i], i + 1 == compiler->names->len ? " */" : "");

  return g_string_free (sql, FALSE);
}

static char *
compile_wording (
    const UoisLayout *layout, const UoisSelect *select, UoisWording wording, GArray *patterns, GStrv *names)
{
  UoisCompiler compiler = {
    .layout = layout,
    .select = select,
    .joins = g_array_copy (select->joins),
    .names = g_ptr_array_new_with_free_func (g_free),
    .patterns = patterns,
    .wording = wording,
  };
  char *text = compile (&compiler);

  if (names != NULL)
    {
      g_ptr_array_add (compiler.names, NULL);
      *names = (GStrv) g_ptr_array_steal (compiler.names, NULL);
    }
  g_ptr_array_unref (compiler.names);
  g_array_unref (compiler.joins);
  return text;
}

static void
clear_pattern (gpointer data)
{
  g_free (((UoisSqlPattern *) data)->count_sql);
}

void
uois_sql_init (UoisSql *sql, const UoisLayout *layout, const UoisSelect *select)
{
  *sql = (UoisSql){ .type = select->type, .skip = select->skip, .limit = select->limit };
  sql->patterns = g_array_new (FALSE, FALSE, sizeof (UoisSqlPattern));
  g_array_set_clear_func (sql->patterns, clear_pattern);
  sql->text = compile_wording (layout, select, UOIS_WORDING_USUAL, sql->patterns, &sql->names);

  if (sql->patterns->len > 0)
    sql->plain_text = compile_wording (layout, select, UOIS_WORDING_PLAIN, NULL, NULL);
  if (select->skip >= 0 && !is_count (select) && uois_select_follows_index (select, &sql->ordered))
    sql->later_text = compile_wording (layout, select, UOIS_WORDING_LATER, NULL, NULL);
}

void
uois_sql_clear (UoisSql *sql)
{
  g_clear_pointer (&sql->text, g_free);
  g_clear_pointer (&sql->plain_text, g_free);
  g_clear_pointer (&sql->later_text, g_free);
  g_clear_pointer (&sql->patterns, g_array_unref);
  g_clear_pointer (&sql->names, g_strfreev);
}
