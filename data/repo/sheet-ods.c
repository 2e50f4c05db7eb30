/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/sheet-private.h"

#include <string.h>

#define REPLACEMENT_CHARACTER 0xfffd

extern const char uois_sheet_part_ods_manifest[];
extern const char uois_sheet_part_ods_settings[];
extern const char uois_sheet_part_ods_sheet[];

/* In this order: the first tells what the file is. */
static const UoisSheetPart parts[] = {
  { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
  { "META-INF/manifest.xml", uois_sheet_part_ods_manifest },
  { "settings.xml", uois_sheet_part_ods_settings },
  { "content.xml", uois_sheet_part_ods_sheet },
  { 0 },
};

/* Runs of blanks and the ends of lines are elements: section 6.1.2. */
static void
append_paragraphs (GString *xml, const char *text)
{
  g_string_append (xml, "<text:p>");
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);
      gsize blanks = strspn (text, " ");

      if (blanks > 0)
        {
          g_string_append_printf (xml, "<text:s text:c=\"%" G_GSIZE_FORMAT "\"/>", blanks);
          text += blanks;
          continue;
        }
      if (c == '\n')
        g_string_append (xml, "</text:p><text:p>");
      else if (c == '\t')
        g_string_append (xml, "<text:tab/>");
      else
        uois_sheet_append_escaped (xml, uois_sheet_is_unwritable (c) ? REPLACEMENT_CHARACTER : c);
      text = g_utf8_next_char (text);
    }
  g_string_append (xml, "</text:p>");
}

static void
append_cell (GString *xml, const char *text)
{
  append_paragraphs (xml, text);
  g_string_append (xml, "</table:table-cell>");
}

static void
add_empty (GString *xml)
{
  g_string_append (xml, "<table:table-cell/>");
}

static void
add_text (GString *xml, const char *text, UoisCellStyle style)
{
  g_string_append_printf (xml, "<table:table-cell%s office:value-type=\"string\">",
                          style == UOIS_CELL_HEADER ? " table:style-name=\"header\"" : "");
  append_cell (xml, text);
}

static void
add_boolean (GString *xml, gboolean boolean, const char *text)
{
  g_string_append_printf (xml, "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"%s\">",
                          boolean ? "true" : "false");
  append_cell (xml, text);
}

static void
add_number (GString *xml, const char *number, const char *text)
{
  g_string_append_printf (xml, "<table:table-cell office:value-type=\"float\" office:value=\"%s\">", number);
  append_cell (xml, text);
}

static void
add_time (GString *xml, UoisDateTime time, const char *text, UoisCellStyle style)
{
  g_autofree char *iso = uois_datetime_to_string (time);

  if (style == UOIS_CELL_DATE)
    iso[UOIS_DATE_TEXT_LENGTH] = '\0';
  g_string_append_printf (
      xml, "<table:table-cell table:style-name=\"%s\" office:value-type=\"date\" office:date-value=\"%s\">",
      style == UOIS_CELL_DATE ? "date" : "datetime", iso);
  append_cell (xml, text);
}

const UoisSheetClass uois_sheet_ods = {
  .parts = parts,
  .row_begin = "<table:table-row>",
  .row_end = "</table:table-row>",
  .empty = add_empty,
  .text = add_text,
  .boolean = add_boolean,
  .number = add_number,
  .time = add_time,
};
