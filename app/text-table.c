/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-table.h"

#define GAP 2

struct _UoisTextTable
{
  guint n_columns;
  GPtrArray *cells; /* char */
  GPtrArray *lines; /* char */
  GArray *rows;     /* guint: the row below which each line stands */
};

UoisTextTable *
uois_text_table_new (guint n_columns)
{
  UoisTextTable *table = g_new0 (UoisTextTable, 1);

  table->n_columns = n_columns;
  table->cells = g_ptr_array_new_with_free_func (g_free);
  table->lines = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  return table;
}

void
uois_text_table_free (UoisTextTable *table)
{
  g_ptr_array_unref (table->cells);
  g_ptr_array_unref (table->lines);
  g_array_unref (table->rows);
  g_free (table);
}

void
uois_text_table_add (UoisTextTable *table, const char *text)
{
  g_ptr_array_add (table->cells, g_strdup (text));
}

void
uois_text_table_add_number (UoisTextTable *table, guint64 number)
{
  g_ptr_array_add (table->cells, g_strdup_printf ("%'" G_GUINT64_FORMAT, number));
}

void
uois_text_table_add_line (UoisTextTable *table, const char *text)
{
  guint row = table->cells->len / table->n_columns - 1;

  g_ptr_array_add (table->lines, g_strdup (text));
  g_array_append_val (table->rows, row);
}

static void
append_blanks (GString *text, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_string_append_c (text, ' ');
}

static void
append_row (GString *text, char **cells, const gsize *widths, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      gsize padding = widths[i] - g_utf8_strlen (cells[i], -1);

      if (i > 0)
        append_blanks (text, GAP + padding);
      g_string_append (text, cells[i]);
      if (i == 0)
        append_blanks (text, padding);
    }
  g_string_append_c (text, '\n');
}

char *
uois_text_table_to_string (UoisTextTable *table)
{
  GString *text = g_string_new (NULL);
  g_autofree gsize *widths = g_new0 (gsize, table->n_columns);
  guint n_rows = table->cells->len / table->n_columns;
  guint line = 0;

  for (guint i = 0; i < table->cells->len; i++)
    {
      gsize width = g_utf8_strlen (g_ptr_array_index (table->cells, i), -1);

      widths[i % table->n_columns] = MAX (widths[i % table->n_columns], width);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      append_row (text, (char **) table->cells->pdata + row * table->n_columns, widths, table->n_columns);
      for (; line < table->lines->len && g_array_index (table->rows, guint, line) == row; line++)
        g_string_append_printf (text, "  %s\n", (const char *) g_ptr_array_index (table->lines, line));
    }
  return g_string_free (text, FALSE);
}
