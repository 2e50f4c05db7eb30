/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisSheet: a spreadsheet file of one sheet, written row by row in the same
 * memory whatever its length. Values keep their type: numbers, days and truth
 * values are such for the spreadsheet too, and no text is ever a formula.
 */
typedef struct _UoisSheet UoisSheet;

typedef enum
{
  UOIS_SHEET_XLSX, /* Office Open XML, ECMA-376 part 1, transitional */
  UOIS_SHEET_ODS,  /* OpenDocument 1.2 */
} UoisSheetFormat;

/* Of Excel and LibreOffice alike, the line of names included. */
#define UOIS_SHEET_ROWS_MAX 1048576
/* Of Excel: UTF-16 units of one text. */
#define UOIS_SHEET_TEXT_MAX 32767

/**
 * UoisCellStyle:
 * @UOIS_CELL_PLAIN: the value as it is
 * @UOIS_CELL_HEADER: the name of a column
 * @UOIS_CELL_DATE: a time whose day counts
 * @UOIS_CELL_DATETIME: a time to the second
 */
typedef enum
{
  UOIS_CELL_PLAIN,
  UOIS_CELL_HEADER,
  UOIS_CELL_DATE,
  UOIS_CELL_DATETIME,
} UoisCellStyle;

/**
 * uois_sheet_new:
 * @title: the sheet's name, shortened to what spreadsheets take
 * @n_columns: how many cells a row has
 * @stream: where to; not closed
 *
 * The first row stays in sight when the others are scrolled.
 */
UoisSheet *uois_sheet_new (UoisSheetFormat format,
                           const char *title,
                           guint n_columns,
                           GOutputStream *stream,
                           GCancellable *cancellable,
                           GError **error);
void uois_sheet_free (UoisSheet *sheet);

void uois_sheet_begin_row (UoisSheet *sheet);

/**
 * uois_sheet_add:
 * @value: (nullable): what the cell holds: boolean, integer, real, a time of @style; %NULL and others: @text
 * @text: valid UTF-8; how people read the value
 *
 * Numbers that a spreadsheet cannot hold exactly, and times before its calendar, are written as @text. Control
 * characters, which XML cannot hold, are written as the format has them escaped, or as U+FFFD.
 */
void uois_sheet_add (UoisSheet *sheet, const UoisValue *value, const char *text, UoisCellStyle style);

/* @error: LIMIT: more rows, or a longer text, than a spreadsheet can have */
gboolean uois_sheet_end_row (UoisSheet *sheet, GError **error);

/* Writes what is left; the file is whole then. */
gboolean uois_sheet_finish (UoisSheet *sheet, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSheet, uois_sheet_free)

G_END_DECLS
