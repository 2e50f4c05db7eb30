/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/error.h"
#include "repo/sheet-private.h"
#include "repo/zip-writer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Of a sheet's name: Excel's limit and what it forbids. */
#define TITLE_MAX 31
#define TITLE_FORBIDDEN "[]:*?/\\'"

/* So much XML is compressed in one go. */
#define FLUSH_AT 65536

/* A spreadsheet counts in doubles. */
#define EXACT_MAX (G_GINT64_CONSTANT (1) << 53)

struct _UoisSheet
{
  const UoisSheetClass *class;

  /* Owned */
  UoisZipWriter *zip;
  GString *xml; /* not compressed yet */
  char *end;    /* what stands after the rows */

  guint n_rows;
  gboolean has_long_text;
};

/* ---- Characters ---- */

gboolean
uois_sheet_is_unwritable (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff;
}

void
uois_sheet_append_escaped (GString *xml, gunichar c)
{
  switch (c)
    {
    case '&':
      g_string_append (xml, "&amp;");
      break;
    case '<':
      g_string_append (xml, "&lt;");
      break;
    case '>':
      g_string_append (xml, "&gt;");
      break;
    case '\r':
      /* A reader would make a line feed of it (XML 1.0 section 2.11). */
      g_string_append (xml, "&#13;");
      break;
    default:
      g_string_append_unichar (xml, c);
    }
}

/* ---- The file ---- */

static char *
make_title (const char *title)
{
  g_autoptr (GString) xml = g_string_new (NULL);
  glong length = 0;

  for (const char *c = title; *c != '\0' && length < TITLE_MAX; c = g_utf8_next_char (c), length++)
    {
      gunichar character = g_utf8_get_char (c);

      if (character < 0x80 && (character < 0x20 || strchr (TITLE_FORBIDDEN, (int) character) != NULL))
        character = ' ';
      uois_sheet_append_escaped (xml, character);
    }
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

static char *
fill_part (const UoisSheetPart *part, const char *title, guint n_columns)
{
  g_autoptr (GString) text = g_string_new (part->text);
  g_autofree char *columns = g_strdup_printf ("%u", n_columns);

  g_string_replace (text, "@TITLE@", title, 0);
  g_string_replace (text, "@COLUMNS@", columns, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Adds the parts, and begins the one of the rows. */
static gboolean
add_parts (UoisSheet *sheet, const char *title, guint n_columns, GError **error)
{
  for (const UoisSheetPart *part = sheet->class->parts; part->name != NULL; part++)
    {
      g_autofree char *text = fill_part (part, title, n_columns);
      g_auto (GStrv) around_rows = g_strsplit (text, "@ROWS@", 2);

      if (around_rows[1] == NULL)
        {
          if (!uois_zip_writer_add (sheet->zip, part->name, text, error))
            return FALSE;
          continue;
        }
      if (!uois_zip_writer_begin (sheet->zip, part->name, error))
        return FALSE;
      g_string_append (sheet->xml, around_rows[0]);
      sheet->end = g_strdup (around_rows[1]);
    }
  return TRUE;
}

UoisSheet *
uois_sheet_new (UoisSheetFormat format,
                const char *title,
                guint n_columns,
                GOutputStream *stream,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (UoisSheet) sheet = g_new0 (UoisSheet, 1);
  g_autofree char *name = make_title (title);

  sheet->class = format == UOIS_SHEET_XLSX ? &uois_sheet_xlsx : &uois_sheet_ods;
  sheet->zip = uois_zip_writer_new (stream, cancellable);
  sheet->xml = g_string_sized_new (FLUSH_AT + 4096);
  return add_parts (sheet, name, n_columns, error) ? g_steal_pointer (&sheet) : NULL;
}

void
uois_sheet_free (UoisSheet *sheet)
{
  uois_zip_writer_free (sheet->zip);
  g_string_free (sheet->xml, TRUE);
  g_free (sheet->end);
  g_free (sheet);
}

static gboolean
flush (UoisSheet *sheet, GError **error)
{
  gboolean written = uois_zip_writer_write (sheet->zip, sheet->xml->str, sheet->xml->len, error);

  g_string_truncate (sheet->xml, 0);
  return written;
}

/* ---- Rows ---- */

void
uois_sheet_begin_row (UoisSheet *sheet)
{
  sheet->n_rows++;
  g_string_append (sheet->xml, sheet->class->row_begin);
}

/* UTF-16 has two units for what is beyond the basic plane. */
static gboolean
is_too_long (const char *text)
{
  glong length = 0;

  if (strlen (text) <= UOIS_SHEET_TEXT_MAX)
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    length += g_utf8_get_char (c) > 0xffff ? 2 : 1;
  return length > UOIS_SHEET_TEXT_MAX;
}

static void
add_text (UoisSheet *sheet, const char *text, UoisCellStyle style)
{
  sheet->has_long_text |= is_too_long (text);
  sheet->class->text (sheet->xml, text, style);
}

static void
add_number (UoisSheet *sheet, const UoisValue *value, const char *text)
{
  g_autofree char *number = uois_value_to_string (value);

  if (value->kind == UOIS_VALUE_INTEGER && (value->integer > EXACT_MAX || value->integer < -EXACT_MAX))
    add_text (sheet, number, UOIS_CELL_PLAIN);
  else
    sheet->class->number (sheet->xml, number, text);
}

/* From here on the calendars of spreadsheets agree; before it Excel has a day that never was. */
static gboolean
is_in_calendar (UoisDateTime time)
{
  return time >= uois_datetime_from_parts (1900, 3, 1, 0, 0, 0, 0);
}

void
uois_sheet_add (UoisSheet *sheet, const UoisValue *value, const char *text, UoisCellStyle style)
{
  UoisValueKind kind = value != NULL ? value->kind : UOIS_VALUE_TEXT;

  if (*text == '\0' && kind != UOIS_VALUE_BOOLEAN)
    sheet->class->empty (sheet->xml);
  else if (kind == UOIS_VALUE_BOOLEAN)
    sheet->class->boolean (sheet->xml, value->integer != 0, text);
  else if (kind == UOIS_VALUE_INTEGER || kind == UOIS_VALUE_REAL)
    add_number (sheet, value, text);
  else if ((style == UOIS_CELL_DATE || style == UOIS_CELL_DATETIME) && value != NULL &&
           is_in_calendar (value->datetime))
    sheet->class->time (sheet->xml, value->datetime, text, style);
  else
    add_text (sheet, text, style);
}

gboolean
uois_sheet_end_row (UoisSheet *sheet, GError **error)
{
  g_string_append (sheet->xml, sheet->class->row_end);
  if (sheet->n_rows > UOIS_SHEET_ROWS_MAX)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                   _ ("A spreadsheet has %u rows at most. Export fewer records, or as CSV."), UOIS_SHEET_ROWS_MAX);
      return FALSE;
    }
  if (sheet->has_long_text)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                   _ ("The text in row %u is longer than the %u characters that a spreadsheet takes. Export without "
                      "this column, or as CSV."),
                   sheet->n_rows, UOIS_SHEET_TEXT_MAX);
      return FALSE;
    }
  return sheet->xml->len < FLUSH_AT || flush (sheet, error);
}

gboolean
uois_sheet_finish (UoisSheet *sheet, GError **error)
{
  g_string_append (sheet->xml, sheet->end);
  return flush (sheet, error) && uois_zip_writer_finish (sheet->zip, error);
}
