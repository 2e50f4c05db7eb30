/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/sheet-private.h"

/* Places in cellXfs of sheet-parts/xlsx-styles.xml */
#define STYLE_HEADER "1"
#define STYLE_DATE "2"
#define STYLE_DATETIME "3"

extern const char uois_sheet_part_xlsx_content_types[];
extern const char uois_sheet_part_xlsx_relationships[];
extern const char uois_sheet_part_xlsx_workbook[];
extern const char uois_sheet_part_xlsx_workbook_relationships[];
extern const char uois_sheet_part_xlsx_styles[];
extern const char uois_sheet_part_xlsx_sheet[];

static const UoisSheetPart parts[] = {
  { "[Content_Types].xml", uois_sheet_part_xlsx_content_types },
  { "_rels/.rels", uois_sheet_part_xlsx_relationships },
  { "xl/workbook.xml", uois_sheet_part_xlsx_workbook },
  { "xl/_rels/workbook.xml.rels", uois_sheet_part_xlsx_workbook_relationships },
  { "xl/styles.xml", uois_sheet_part_xlsx_styles },
  { "xl/worksheets/sheet1.xml", uois_sheet_part_xlsx_sheet },
  { 0 },
};

static void
add_empty (GString *xml)
{
  g_string_append (xml, "<c/>");
}

/* Whether a text at @c would be read as an escaped character (ECMA-376 part 1, section 22.9.2.19): _x0041_ */
static gboolean
looks_escaped (const char *c)
{
  if (c[0] != '_' || c[1] != 'x')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (c[i]))
      return FALSE;
  return c[6] == '_';
}

static void
add_text (GString *xml, const char *text, UoisCellStyle style)
{
  g_string_append_printf (xml, "<c t=\"inlineStr\"%s><is><t xml:space=\"preserve\">",
                          style == UOIS_CELL_HEADER ? " s=\"" STYLE_HEADER "\"" : "");
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (uois_sheet_is_unwritable (character))
        g_string_append_printf (xml, "_x%04X_", character);
      else if (looks_escaped (c))
        g_string_append (xml, "_x005F_");
      else
        uois_sheet_append_escaped (xml, character);
    }
  g_string_append (xml, "</t></is></c>");
}

static void
add_boolean (GString *xml, gboolean boolean, const char *text)
{
  g_string_append_printf (xml, "<c t=\"b\"><v>%d</v></c>", boolean ? 1 : 0);
}

static void
add_number (GString *xml, const char *number, const char *text)
{
  g_string_append_printf (xml, "<c><v>%s</v></c>", number);
}

/* Days since the day before 1899-12-31, as if 1900 had been a leap year: section 18.17.4.1. */
static void
add_time (GString *xml, UoisDateTime time, const char *text, UoisCellStyle style)
{
  const UoisDateTime start = uois_datetime_from_parts (1899, 12, 30, 0, 0, 0, 0);
  const gint64 day = G_TIME_SPAN_DAY;
  gint64 days = (time - start) / day;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (style == UOIS_CELL_DATE)
    g_ascii_dtostr (number, sizeof number, (double) days);
  else
    g_ascii_dtostr (number, sizeof number, (double) (time - start) / (double) day);
  g_string_append_printf (xml, "<c s=\"%s\"><v>%s</v></c>", style == UOIS_CELL_DATE ? STYLE_DATE : STYLE_DATETIME,
                          number);
}

const UoisSheetClass uois_sheet_xlsx = {
  .parts = parts,
  .row_begin = "<row>",
  .row_end = "</row>",
  .empty = add_empty,
  .text = add_text,
  .boolean = add_boolean,
  .number = add_number,
  .time = add_time,
};
