/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/printout-private.h"

#include <glib/gi18n-lib.h>

#define A4_SHORT 595.0
#define A4_LONG 842.0
#define MARGIN 42.0

G_DEFINE_FINAL_TYPE (UoisPrintout, uois_printout, G_TYPE_OBJECT)

/* ---- What is printed ---- */

static void
table_free (gpointer data)
{
  UoisPrintTable *table = data;

  g_ptr_array_unref (table->records);
  g_free (table->fields);
  g_free (table->widths);
  g_free (table);
}

static void
line_clear (gpointer data)
{
  UoisPrintLine *line = data;

  g_free (line->label);
  g_free (line->text);
}

static void
uois_printout_finalize (GObject *object)
{
  UoisPrintout *self = UOIS_PRINTOUT (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->origin);
  g_free (self->date);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->tables);
  g_array_unref (self->pages);

  G_OBJECT_CLASS (uois_printout_parent_class)->finalize (object);
}

static void
uois_printout_class_init (UoisPrintoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = uois_printout_finalize;
}

static void
uois_printout_init (UoisPrintout *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (UoisPrintLine));
  g_array_set_clear_func (self->lines, line_clear);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  self->paper = uois_paper_new (FALSE);
}

UoisPaper
uois_paper_new (gboolean landscape)
{
  return (UoisPaper){
    .width = landscape ? A4_LONG : A4_SHORT,
    .height = landscape ? A4_SHORT : A4_LONG,
    .margin = MARGIN,
  };
}

/* The present moment as the file's own times are shown. */
static char *
format_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%x %H:%M");
}

UoisPrintout *
uois_printout_new (const char *title, const char *subtitle, const char *origin)
{
  UoisPrintout *self = g_object_new (UOIS_TYPE_PRINTOUT, NULL);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->origin = g_strdup (origin);
  self->date = format_now ();
  return self;
}

static void
add_line (UoisPrintout *self, UoisPrintLineKind kind, const char *label, const char *text)
{
  UoisPrintLine line = { .kind = kind, .label = g_strdup (label), .text = g_strdup (text) };

  g_array_append_val (self->lines, line);
}

void
uois_printout_add_heading (UoisPrintout *self, const char *heading)
{
  g_return_if_fail (UOIS_IS_PRINTOUT (self));

  add_line (self, UOIS_PRINT_HEADING, NULL, heading);
}

void
uois_printout_add_note (UoisPrintout *self, const char *note)
{
  g_return_if_fail (UOIS_IS_PRINTOUT (self));

  add_line (self, UOIS_PRINT_NOTE, NULL, note);
}

void
uois_printout_add_field (UoisPrintout *self, const char *label, const char *value)
{
  g_return_if_fail (UOIS_IS_PRINTOUT (self));

  add_line (self, UOIS_PRINT_FIELD, label, value);
}

void
uois_printout_add_table (
    UoisPrintout *self, const UoisType *type, const UoisField *const *fields, guint n_fields, GPtrArray *records)
{
  UoisPrintTable *table = g_new0 (UoisPrintTable, 1);

  g_return_if_fail (UOIS_IS_PRINTOUT (self));

  table->type = type;
  table->fields = g_memdup2 (fields, n_fields * sizeof (UoisField *));
  table->n_fields = n_fields;
  table->n_columns = MAX (n_fields, 1);
  table->records = g_ptr_array_ref (records);
  table->widths = g_new0 (double, table->n_columns);
  g_ptr_array_add (self->tables, table);
  for (guint i = 0; i < records->len; i++)
    {
      UoisPrintLine line = { .kind = UOIS_PRINT_ROW, .table = table, .row = i };

      if (g_ptr_array_index (records, i) != NULL)
        g_array_append_val (self->lines, line);
    }
}

const char *
uois_printout_get_title (UoisPrintout *self)
{
  g_return_val_if_fail (UOIS_IS_PRINTOUT (self), NULL);

  return self->title;
}

const char *
_uois_print_table_get_label (const UoisPrintTable *table, guint column)
{
  return table->n_fields > 0 ? uois_label (table->fields[column]->label) : uois_type_get_label (table->type);
}

const char *
_uois_print_table_get_text (const UoisPrintTable *table, guint row, guint column)
{
  const UoisRecord *record = g_ptr_array_index (table->records, row);

  if (table->n_fields == 0)
    return record->title;
  return record->dangling[column] ? _ ("not in this file") : record->texts[column];
}

/* ---- Pages ---- */

double
uois_printout_get_progress (UoisPrintout *self)
{
  g_return_val_if_fail (UOIS_IS_PRINTOUT (self), 0.0);

  return self->lines->len > 0 ? (double) self->n_laid_out / self->lines->len : 1.0;
}

guint
uois_printout_get_n_pages (UoisPrintout *self)
{
  g_return_val_if_fail (UOIS_IS_PRINTOUT (self), 0);

  return self->pages->len;
}

void
_uois_printout_get_page (UoisPrintout *self, guint page, guint *first, guint *end)
{
  *first = g_array_index (self->pages, guint, page);
  *end = page + 1 < self->pages->len ? g_array_index (self->pages, guint, page + 1) : self->lines->len;
}

char *
_uois_printout_format_page_number (UoisPrintout *self, guint page)
{
  /* Translators: on each page of a printout. */
  return g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->len);
}

static void
describe_row (GString *text, const UoisPrintTable *table, guint row)
{
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", _uois_print_table_get_text (table, row, i));
  g_string_append_c (text, '\n');
}

static void
describe_header (GString *text, const UoisPrintTable *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", _uois_print_table_get_label (table, i));
  g_string_append_c (text, '\n');
}

char *
uois_printout_describe_page (UoisPrintout *self, guint page)
{
  g_autofree char *number = NULL;
  GString *text = g_string_new (NULL);
  guint first, end;

  g_return_val_if_fail (UOIS_IS_PRINTOUT (self) && page < self->pages->len, NULL);

  number = _uois_printout_format_page_number (self, page);
  g_string_append_printf (text, "%s\n", self->title);
  if (page == 0 && self->subtitle != NULL)
    g_string_append_printf (text, "%s\n", self->subtitle);
  _uois_printout_get_page (self, page, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const UoisPrintLine *line = &g_array_index (self->lines, UoisPrintLine, i);

      if (_uois_printout_begins_table (self, i, first))
        describe_header (text, line->table);
      if (line->kind == UOIS_PRINT_ROW)
        describe_row (text, line->table, line->row);
      else if (line->kind == UOIS_PRINT_FIELD)
        g_string_append_printf (text, "%s\t%s\n", line->label, line->text);
      else
        g_string_append_printf (text, "%s\n", line->text);
    }
  g_string_append_printf (text, "%s, %s\n%s\n", self->origin, self->date, number);
  return g_string_free (text, FALSE);
}

gboolean
_uois_printout_begins_table (UoisPrintout *self, guint index, guint first)
{
  const UoisPrintLine *line = &g_array_index (self->lines, UoisPrintLine, index);

  if (line->kind != UOIS_PRINT_ROW)
    return FALSE;
  return index == first || g_array_index (self->lines, UoisPrintLine, index - 1).table != line->table;
}
