/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * UoisPrintout: a list or a record on paper: a title, what it was filtered by, then fields and tables, on numbered pages.
 *
 * The pages of the preview, of a printer and of a PDF file are drawn by the same code. It is filled once, then laid out
 * for a paper; a printout that has been laid out may be drawn on any thread. Lengths are in points.
 */
#define UOIS_TYPE_PRINTOUT (uois_printout_get_type ())
G_DECLARE_FINAL_TYPE (UoisPrintout, uois_printout, UOIS, PRINTOUT, GObject)

/**
 * UoisPaper: what is printed on.
 * @width: of the sheet as it is read, likewise @height
 * @margin: on every side
 */
typedef struct
{
  double width;
  double height;
  double margin;
} UoisPaper;

/* A4, upright or lying. */
UoisPaper uois_paper_new (gboolean landscape);

/**
 * uois_printout_new:
 * @title: what it is
 * @subtitle: (nullable): what it was filtered by, in words
 * @origin: the file that it comes from
 *
 * The date on it is now.
 */
UoisPrintout *uois_printout_new (const char *title, const char *subtitle, const char *origin);

void uois_printout_add_heading (UoisPrintout *printout, const char *heading);
void uois_printout_add_note (UoisPrintout *printout, const char *note);
void uois_printout_add_field (UoisPrintout *printout, const char *label, const char *value);

/**
 * uois_printout_add_table:
 * @fields: (array length=n_fields): what the records were read with; none: their titles are printed
 * @records: (element-type UoisRecord): %NULL elements are left out
 */
void uois_printout_add_table (
    UoisPrintout *printout, const UoisType *type, const UoisField *const *fields, guint n_fields, GPtrArray *records);

const char *uois_printout_get_title (UoisPrintout *printout);

/* Whether its tables want a lying sheet. Takes as long as a slice of uois_printout_lay_out(). */
gboolean uois_printout_wants_landscape (UoisPrintout *printout);

/* Begins to lay out for @paper; what was laid out is forgotten. */
void uois_printout_set_paper (UoisPrintout *printout, const UoisPaper *paper);

/**
 * uois_printout_lay_out:
 * @microseconds: how long it may take, about
 *
 * Returns: %TRUE when all is laid out; %FALSE: call it again
 */
gboolean uois_printout_lay_out (UoisPrintout *printout, gint64 microseconds);

/* Between 0 and 1. */
double uois_printout_get_progress (UoisPrintout *printout);
guint uois_printout_get_n_pages (UoisPrintout *printout);

/* @cr: whose unit is a point and whose origin is the corner of the sheet */
void uois_printout_draw_page (UoisPrintout *printout, cairo_t *cr, guint page);

/* Returns: (transfer full): the texts of a page, line by line: what is on it, for those who do not see it, and for tests */
char *uois_printout_describe_page (UoisPrintout *printout, guint page);

/**
 * uois_printout_save_async:
 * @path: of a PDF file; one that is there is replaced when all is well
 */
void uois_printout_save_async (UoisPrintout *printout,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean uois_printout_save_finish (UoisPrintout *printout, GAsyncResult *result, GError **error);

G_END_DECLS
