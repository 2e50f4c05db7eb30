/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "select-private.h"

/* ---- Titles ---- */

static void
append_value_text (GString *sql, const char *alias, const UoisColumn *column)
{
  const char *function = NULL;

  if (column->kind == UOIS_VALUE_DATETIME || column->kind == UOIS_VALUE_DATE)
    function = "uois_time_text";
  else if (column->kind == UOIS_VALUE_UUID)
    function = "uois_uuid_text";

  if (function != NULL)
    g_string_append_printf (sql, "%s (", function);
  uois_layout_append_column (sql, alias, column);
  if (function != NULL)
    g_string_append_c (sql, ')');
}

static void
append_part_value (UoisCompiler *compiler, GString *sql, const UoisTitlePart *part, guint source)
{
  for (guint i = 0; i < part->path.length; i++)
    source = uois_compiler_join (compiler, source, part->path.items[i]);

  g_autofree char *alias = g_strdup_printf ("t%u", source);
  if (part->column != NULL)
    append_value_text (sql, alias, part->column);
  else
    uois_compiler_append_expression (compiler, sql, part->sql, uois_compiler_get_type (compiler, source), alias);
}

/* The arguments of uois_title(): literals and values in turn, beginning and ending with a literal. */
static void
append_parts (UoisCompiler *compiler, GString *sql, guint source)
{
  const UoisType *type = uois_compiler_get_type (compiler, source);
  g_autoptr (GString) literal = g_string_new (NULL);

  g_string_append (sql, "uois_title (");
  for (guint i = 0; i < type->title.length; i++)
    {
      const UoisTitlePart *part = type->title.items[i];

      if (part->column == NULL && part->sql == NULL)
        {
          g_string_append (literal, part->translated ? uois_label (part->text) : part->text);
          continue;
        }
      uois_layout_append_text (sql, literal->str);
      g_string_append (sql, ", ");
      append_part_value (compiler, sql, part, source);
      g_string_append (sql, ", ");
      g_string_truncate (literal, 0);
    }
  uois_layout_append_text (sql, literal->str);
  g_string_append_c (sql, ')');
}

void
uois_compiler_append_title (UoisCompiler *compiler, GString *sql, guint source)
{
  const UoisType *type = uois_compiler_get_type (compiler, source);
  g_autofree char *fallback = g_strconcat (uois_type_get_label (type), " ", NULL);

  if (source > 0)
    g_string_append_printf (sql, "CASE WHEN t%u.\"id\" IS NOT NULL THEN ", source);

  g_string_append (sql, "coalesce (nullif (");
  append_parts (compiler, sql, source);
  g_string_append (sql, ", ''), ");
  uois_layout_append_text (sql, fallback);
  g_string_append_printf (sql, " || lower (substr (hex (t%u.\"id\"), 1, 8)))", source);

  if (source > 0)
    g_string_append (sql, " END");
}

/* ---- Order ---- */

static void
append_comma (GString *sql)
{
  g_string_append (sql, sql->len > 0 ? ", " : " ORDER BY ");
}

static const char *
get_direction (const UoisOrder *order)
{
  return order->descending ? " DESC" : "";
}

/* A key is never null, because null has the key that sorts last; but a join may have found nothing. */
static void
append_key_order (GString *sql, const UoisOrder *order, const UoisColumn *column)
{
  g_autofree char *alias = g_strdup_printf ("t%u", order->source);

  append_comma (sql);
  uois_layout_append_key (sql, alias, column);
  if (order->source > 0)
    g_string_append (sql, order->descending ? " DESC NULLS FIRST" : " NULLS LAST");
  else
    g_string_append (sql, get_direction (order));
}

static void
append_column_order (GString *sql, const UoisOrder *order, const UoisColumn *column)
{
  g_autofree char *alias = g_strdup_printf ("t%u", order->source);

  if (column->sorted)
    {
      append_key_order (sql, order, column);
      return;
    }

  append_comma (sql);
  if (column->kind == UOIS_VALUE_TEXT)
    {
      g_string_append (sql, "uois_sort_key (");
      uois_layout_append_column (sql, alias, column);
      g_string_append_printf (sql, ")%s", get_direction (order));
      return;
    }

  uois_layout_append_column (sql, alias, column);
  if (column->index != 0 || order->source > 0)
    g_string_append (sql, order->descending ? " DESC NULLS FIRST" : " NULLS LAST");
  else
    g_string_append (sql, get_direction (order));
}

static void
append_title_order (UoisCompiler *compiler, GString *sql, const UoisOrder *order)
{
  const UoisType *type = uois_compiler_get_type (compiler, order->source);

  if (uois_layout_title_is_sorted (type))
    {
      for (guint i = 0; i < type->title.length; i++)
        if (type->title.items[i]->column != NULL)
          append_key_order (sql, order, type->title.items[i]->column);
      return;
    }

  g_autoptr (GString) title = g_string_new (NULL);
  uois_compiler_append_title (compiler, title, order->source);
  append_comma (sql);
  g_string_append_printf (sql, "uois_sort_key (%s)%s", title->str, get_direction (order));
}

/* Declarations order lists by SQL, which mostly is the name of a column. */
static const UoisColumn *
get_ordered_column (const UoisOrder *order, const UoisType *type)
{
  return order->column == NULL && order->sql != NULL ? uois_type_find_column (type, order->sql) : order->column;
}

static void
append_order (UoisCompiler *compiler, GString *sql, const UoisOrder *order)
{
  const UoisType *type = uois_compiler_get_type (compiler, order->source);
  const UoisColumn *column = get_ordered_column (order, type);

  if (order->title)
    append_title_order (compiler, sql, order);
  else if (column != NULL)
    append_column_order (sql, order, column);
  else
    {
      g_autofree char *alias = g_strdup_printf ("t%u", order->source);

      append_comma (sql);
      g_string_append (sql, "uois_order_key (");
      uois_compiler_append_expression (compiler, sql, order->sql, type, alias);
      g_string_append_printf (sql, ")%s", get_direction (order));
    }
}

/* Whether an index may have the rows in the order asked for, the id last. */
static gboolean
has_index_order (const UoisSelect *select)
{
  const UoisOrder *first;
  const UoisColumn *column;

  if (select->order->len == 0)
    return TRUE;

  first = &g_array_index (select->order, UoisOrder, 0);
  if (first->source > 0)
    return FALSE;
  if (first->title)
    return uois_layout_title_is_sorted (select->type);

  column = get_ordered_column (first, select->type);
  return column != NULL && (column->sorted || column->index == 0);
}

gboolean
uois_select_is_ordered_by (const UoisSelect *select, const UoisColumn *column)
{
  const UoisOrder *first;

  if (select->order->len == 0)
    return FALSE;
  first = &g_array_index (select->order, UoisOrder, 0);
  return first->source == 0 && !first->title && get_ordered_column (first, select->type) == column;
}

gboolean
uois_select_follows_index (const UoisSelect *select, const UoisColumn **column)
{
  const UoisOrder *order;

  *column = NULL;
  if (select->condition != NULL || select->parent_column != NULL || select->link != NULL || select->order->len > 1)
    return FALSE;
  if (select->order->len == 0)
    return TRUE;

  order = &g_array_index (select->order, UoisOrder, 0);
  if (order->source > 0 || order->title || order->descending)
    return FALSE;
  *column = get_ordered_column (order, select->type);
  return *column != NULL && (*column)->sorted;
}

void
uois_compiler_append_order (UoisCompiler *compiler, GString *sql)
{
  const UoisSelect *select = compiler->select;

  for (guint i = 0; i < select->order->len; i++)
    append_order (compiler, sql, &g_array_index (select->order, UoisOrder, i));

  /* Without a last word the order of equal rows would change from one question to the next. The far column of a link
   * is the id, and its index has it in order. */
  append_comma (sql);
  if (select->link != NULL && !select->distinct && select->order->len == 0)
    uois_layout_append_column (sql, "l", select->link_far);
  else
    {
      /* Where no index can help, the bare id tempts SQLite into walking one that ends with it, and so into fetching a
       * million rows at random. */
      g_string_append (sql, has_index_order (select) ? "t0.\"id\"" : "+t0.\"id\"");
    }
}
