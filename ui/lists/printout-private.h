/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/printout.h"

G_BEGIN_DECLS

typedef enum
{
  UOIS_PRINT_HEADING,
  UOIS_PRINT_NOTE,
  UOIS_PRINT_FIELD,
  UOIS_PRINT_ROW,
} UoisPrintLineKind;

/* Of the registry and owned; @widths belong to the paper. */
typedef struct
{
  const UoisType *type;
  const UoisField **fields;
  guint n_fields;
  guint n_columns; /* at least one: the title */
  GPtrArray *records;
  double *widths;
  double header_height;
} UoisPrintTable;

/* One thing that is never torn between two pages. */
typedef struct
{
  UoisPrintLineKind kind;
  char *label;
  char *text;
  UoisPrintTable *table;
  guint row;
  double height;
} UoisPrintLine;

struct _UoisPrintout
{
  GObject parent_instance;

  /* Owned */
  char *title;
  char *subtitle; /* nullable */
  char *origin;
  char *date;
  GArray *lines;     /* UoisPrintLine */
  GPtrArray *tables; /* UoisPrintTable */
  GArray *pages;     /* guint: the first line of each */

  UoisPaper paper;
  gboolean has_widths;
  guint n_laid_out; /* lines */
  double y;         /* where the next line begins */
};

const char *_uois_print_table_get_label (const UoisPrintTable *table, guint column);
const char *_uois_print_table_get_text (const UoisPrintTable *table, guint row, guint column);

/* The lines of @page: from @first on, before @end. */
void _uois_printout_get_page (UoisPrintout *self, guint page, guint *first, guint *end);
/* Whether the header of a table comes before the line at @index on the page that begins with @first. */
gboolean _uois_printout_begins_table (UoisPrintout *self, guint index, guint first);
char *_uois_printout_format_page_number (UoisPrintout *self, guint page);

G_END_DECLS
