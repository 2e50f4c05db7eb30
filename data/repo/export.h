/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * SECTION: Export
 *
 * A list as a file for other programs, and as text for the clipboard.
 */

typedef enum
{
  UOIS_EXPORT_CSV,  /* RFC 4180: CRLF, quotes where needed; a line of field labels first */
  UOIS_EXPORT_TSV,  /* the same with tabs */
  UOIS_EXPORT_JSON, /* an array of objects with the API's names and typed values; a reference is {"id": …} */
  UOIS_EXPORT_XLSX, /* a spreadsheet with typed cells; the first row has the labels and stays in sight */
  UOIS_EXPORT_ODS,  /* the same, in OpenDocument */
  UOIS_EXPORT_N_FORMATS,
} UoisExportFormat;

/* The format's extension of file names, which is also its name for people: "csv" */
const char *uois_export_format_get_name (UoisExportFormat format);

/* Whether the options of delimited text mean something to the format. */
gboolean uois_export_format_is_delimited (UoisExportFormat format);

/* Whether the format is that of a file for spreadsheets, which is no text. */
gboolean uois_export_format_is_sheet (UoisExportFormat format);

/**
 * UoisExportOptions:
 * @delimiter: of CSV; 0: a comma
 * @byte_order_mark: CSV and TSV begin with U+FEFF, by which older spreadsheets know UTF-8
 * @raw: values as the API has them (ISO times, decimal point, ids of references), with the API's names as the first
 *   line; otherwise as the list shows them. JSON is always raw.
 * @for_spreadsheet: texts that a spreadsheet would take for a formula (those that begin with = + - @, a tab or a
 *   carriage return) get an apostrophe before them; numbers are digits with the locale's decimal mark, without groups.
 *   For CSV and TSV: the other formats know text from formulas. Forms that export for people turn it on, machines
 *   leave it off.
 */
typedef struct
{
  UoisExportFormat format;
  char delimiter;
  gboolean byte_order_mark;
  gboolean raw;
  gboolean for_spreadsheet;
} UoisExportOptions;

/**
 * uois_file_export_async:
 * @request: which records, in which order
 * @rows: (nullable) (array length=n_rows): only these rows of the request's type, in this order; %NULL: all of the request
 * @fields: fields of kind COLUMN, EXPRESSION, HOOK or REFERENCE
 * @stream: where to; used on another thread until the callback; not closed
 * @progress: (nullable): called in the caller's main context, at most ten times a second, never after @callback;
 *   the fraction, and the numbers of records done and of all as text
 *
 * Writes one snapshot of the file, record by record, in the same memory
 * whatever the length. After an error or a cancellation the stream holds a part;
 * who writes to a stream of g_file_replace() closes it with a cancelled
 * #GCancellable then, and the old file stays as it was.
 *
 * Returns: the number of records; -1 on error. LIMIT: more than a spreadsheet can hold
 */
void uois_file_export_async (UoisFile *file,
                             const UoisListRequest *request,
                             const gint64 *rows,
                             guint n_rows,
                             const UoisField *const *fields,
                             guint n_fields,
                             const UoisExportOptions *options,
                             GOutputStream *stream,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gint64 uois_file_export_finish (UoisFile *file, GAsyncResult *result, GError **error);
/* @progress: called on this thread */
gint64 uois_file_export (UoisFile *file,
                         const UoisListRequest *request,
                         const gint64 *rows,
                         guint n_rows,
                         const UoisField *const *fields,
                         guint n_fields,
                         const UoisExportOptions *options,
                         GOutputStream *stream,
                         UoisProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GError **error);

/* More rows than this are for a file, not for the clipboard. */
#define UOIS_COPY_ROWS_MAX 50000

/**
 * uois_file_copy_text_async:
 * @with_header: a line of field labels first
 * @error: LIMIT: more than %UOIS_COPY_ROWS_MAX rows
 *
 * Returns: (transfer full): the rows as lines, fields separated by tabs, as the list shows them: what a spreadsheet and
 * uois_file_read_pasted_async() take. Nothing is put before texts that begin with "=": a paste is not opened unseen.
 */
void uois_file_copy_text_async (UoisFile *file,
                                const UoisType *type,
                                const gint64 *rows,
                                guint n_rows,
                                const UoisField *const *fields,
                                guint n_fields,
                                gboolean with_header,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *uois_file_copy_text_finish (UoisFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
