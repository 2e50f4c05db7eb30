/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/sheet.h"

G_BEGIN_DECLS

/**
 * UoisSheetPart: a file of the archive.
 * @text: of `sheet-parts/`; @TITLE@ in it is the name of the sheet, @COLUMNS@ the number of its columns, and in the
 *   last part @ROWS@ is where the rows stand
 */
typedef struct
{
  const char *name;
  const char *text;
} UoisSheetPart;

/**
 * UoisSheetClass: how a format writes a sheet.
 * @parts: ended by one without name
 * @row_begin: text before the cells of a row
 * @row_end: and after them
 * @empty, @text, @boolean, @number, @time: append a cell
 */
typedef struct
{
  const UoisSheetPart *parts;
  const char *row_begin;
  const char *row_end;
  void (*empty) (GString *xml);
  void (*text) (GString *xml, const char *text, UoisCellStyle style);
  void (*boolean) (GString *xml, gboolean boolean, const char *text);
  void (*number) (GString *xml, const char *number, const char *text);
  void (*time) (GString *xml, UoisDateTime time, const char *text, UoisCellStyle style);
} UoisSheetClass;

extern const UoisSheetClass uois_sheet_xlsx;
extern const UoisSheetClass uois_sheet_ods;

/* Appends a character of XML content; one that XML cannot hold must have been replaced. */
void uois_sheet_append_escaped (GString *xml, gunichar c);

/* Whether XML 1.0 has no such character (production 2), not even escaped. */
gboolean uois_sheet_is_unwritable (gunichar c);

G_END_DECLS
