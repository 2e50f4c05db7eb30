/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/export.h"

#include "base/json-writer.h"
#include "repo/delimited-text.h"
#include "repo/list-find.h"
#include "repo/sheet.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* Records that are read and written in one go. */
#define CHUNK 256

const char *
uois_export_format_get_name (UoisExportFormat format)
{
  static const char *const names[UOIS_EXPORT_N_FORMATS] = { "csv", "tsv", "json", "xlsx", "ods" };

  g_return_val_if_fail (format < UOIS_EXPORT_N_FORMATS, names[0]);

  return names[format];
}

gboolean
uois_export_format_is_delimited (UoisExportFormat format)
{
  return format == UOIS_EXPORT_CSV || format == UOIS_EXPORT_TSV;
}

gboolean
uois_export_format_is_sheet (UoisExportFormat format)
{
  return format == UOIS_EXPORT_XLSX || format == UOIS_EXPORT_ODS;
}

/**
 * ExportRequest:
 * @list: (owned): which records
 * @rows: (nullable) (owned) (element-type gint64): only these
 * @fields: (owned)
 * @reporter: (nullable): belongs to the job
 */
typedef struct
{
  UoisListRequest *list;
  GArray *rows;
  const UoisField **fields;
  guint n_fields;
  UoisExportOptions options;
  GOutputStream *stream;
  UoisReporter *reporter;
} ExportRequest;

static ExportRequest *
export_request_new (const UoisListRequest *list,
                    const gint64 *rows,
                    guint n_rows,
                    const UoisField *const *fields,
                    guint n_fields,
                    const UoisExportOptions *options,
                    GOutputStream *stream,
                    UoisReporter *reporter)
{
  ExportRequest *request = g_new0 (ExportRequest, 1);

  request->list = uois_list_request_copy (list);
  if (rows != NULL)
    {
      request->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_rows);
      g_array_append_vals (request->rows, rows, n_rows);
    }
  request->fields = g_memdup2 (fields, n_fields * sizeof *fields);
  request->n_fields = n_fields;
  request->options = *options;
  request->stream = stream != NULL ? g_object_ref (stream) : NULL;
  request->reporter = reporter;
  return request;
}

static void
export_request_free (gpointer data)
{
  ExportRequest *request = data;

  uois_list_request_free (request->list);
  g_clear_pointer (&request->rows, g_array_unref);
  g_free (request->fields);
  g_clear_object (&request->stream);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExportRequest, export_request_free)

/* ---- Cells ---- */

static char
get_delimiter (const UoisExportOptions *options)
{
  if (options->format == UOIS_EXPORT_TSV)
    return '\t';
  return options->delimiter != '\0' ? options->delimiter : ',';
}

static gboolean
is_number (const UoisValue *value)
{
  return value->kind == UOIS_VALUE_INTEGER || value->kind == UOIS_VALUE_REAL;
}

/* A number that a spreadsheet of this locale reads. */
static char *
spell_number (const UoisValue *value)
{
  g_autofree char *text = uois_value_to_string (value);
  g_autoptr (GString) spelled = g_string_new (text);
  const char *mark = localeconv ()->decimal_point;

  g_string_replace (spelled, ".", g_utf8_validate (mark, -1, NULL) ? mark : ".", 1);
  return g_string_free (g_steal_pointer (&spelled), FALSE);
}

static char *
spell (const UoisExportOptions *options, const UoisRecord *record, guint field)
{
  const UoisValue *value = &record->values[field];
  char *text;

  if (options->raw)
    {
      text = uois_value_to_string (value);
      return text != NULL ? text : g_strdup ("");
    }
  return options->for_spreadsheet && is_number (value) ? spell_number (value) : g_strdup (record->texts[field]);
}

static void
append_cell (const ExportRequest *request, GString *text, const UoisRecord *record, guint field)
{
  g_autofree char *cell = spell (&request->options, record, field);

  /* What begins so is a formula to a spreadsheet, and a formula of a stranger may call home. */
  if (request->options.for_spreadsheet && !is_number (&record->values[field]) && *cell != '\0' &&
      strchr ("=+-@\t\r", *cell) != NULL)
    {
      g_autofree char *harmless = g_strconcat ("'", cell, NULL);

      uois_delimited_text_append (text, harmless, get_delimiter (&request->options));
      return;
    }
  uois_delimited_text_append (text, cell, get_delimiter (&request->options));
}

static void
append_line (const ExportRequest *request, GString *text, const UoisRecord *record, const char *line_end)
{
  for (guint i = 0; i < request->n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (text, get_delimiter (&request->options));
      append_cell (request, text, record, i);
    }
  g_string_append (text, line_end);
}

static const char *
get_heading (const ExportRequest *request, const UoisField *field)
{
  return request->options.raw ? field->name : uois_label (field->label);
}

static void
append_header (const ExportRequest *request, GString *text, const char *line_end)
{
  for (guint i = 0; i < request->n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (text, get_delimiter (&request->options));
      uois_delimited_text_append (text, get_heading (request, request->fields[i]), get_delimiter (&request->options));
    }
  g_string_append (text, line_end);
}

/* ---- JSON ---- */

static void
append_object (const ExportRequest *request, GString *text, const UoisRecord *record)
{
  g_auto (UoisJsonWriter) writer = { 0 };

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  for (guint i = 0; i < request->n_fields; i++)
    {
      gboolean is_object =
          request->fields[i]->kind == UOIS_FIELD_REFERENCE && record->values[i].kind != UOIS_VALUE_NULL;

      uois_json_writer_name (&writer, request->fields[i]->name);
      if (is_object)
        uois_json_writer_literal (&writer, "{\"id\":");
      uois_json_writer_value (&writer, &record->values[i]);
      if (is_object)
        uois_json_writer_literal (&writer, "}");
    }
  uois_json_writer_literal (&writer, "}");
  g_string_append_len (text, writer.bytes, (gssize) writer.length);
}

/* ---- Spreadsheets ---- */

static UoisCellStyle
get_style (const ExportRequest *request, const UoisField *field, const UoisValue *value)
{
  if (request->options.raw)
    return UOIS_CELL_PLAIN;
  if (value->kind == UOIS_VALUE_DATE ||
      (value->kind == UOIS_VALUE_DATETIME && field->presentation == UOIS_PRESENT_DATE))
    return UOIS_CELL_DATE;
  return value->kind == UOIS_VALUE_DATETIME ? UOIS_CELL_DATETIME : UOIS_CELL_PLAIN;
}

static UoisSheet *
begin_sheet (const ExportRequest *request, GCancellable *cancellable, GError **error)
{
  UoisSheetFormat format = request->options.format == UOIS_EXPORT_XLSX ? UOIS_SHEET_XLSX : UOIS_SHEET_ODS;
  g_autoptr (UoisSheet) sheet = uois_sheet_new (format, uois_type_get_label_many (request->list->type),
                                                request->n_fields, request->stream, cancellable, error);

  if (sheet == NULL)
    return NULL;
  uois_sheet_begin_row (sheet);
  for (guint i = 0; i < request->n_fields; i++)
    uois_sheet_add (sheet, NULL, get_heading (request, request->fields[i]), UOIS_CELL_HEADER);
  return uois_sheet_end_row (sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

static gboolean
add_row (const ExportRequest *request, UoisSheet *sheet, const UoisRecord *record, GError **error)
{
  uois_sheet_begin_row (sheet);
  for (guint i = 0; i < request->n_fields; i++)
    {
      const UoisValue *value = &record->values[i];
      g_autofree char *text = spell (&request->options, record, i);
      /* Of a reference the value is an id, and the text what people call the record. */
      gboolean is_typed = request->fields[i]->kind != UOIS_FIELD_REFERENCE;

      uois_sheet_add (sheet, is_typed ? value : NULL, text, get_style (request, request->fields[i], value));
    }
  return uois_sheet_end_row (sheet, error);
}

/* ---- Writing ---- */

/**
 * Writing: an export under way.
 * @sheet: (owned) (nullable): of a spreadsheet
 * @text: (owned): of other formats: what is not written yet
 */
typedef struct
{
  const ExportRequest *request;
  UoisSheet *sheet;
  GString *text;
  gint64 n_records;
} Writing;

static void
writing_clear (Writing *writing)
{
  g_clear_pointer (&writing->sheet, uois_sheet_free);
  g_string_free (writing->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, writing_clear)

static gboolean
begin (Writing *writing, GCancellable *cancellable, GError **error)
{
  const UoisExportOptions *options = &writing->request->options;

  if (uois_export_format_is_sheet (options->format))
    {
      writing->sheet = begin_sheet (writing->request, cancellable, error);
      return writing->sheet != NULL;
    }
  if (options->format == UOIS_EXPORT_JSON)
    {
      g_string_append (writing->text, "[");
      return TRUE;
    }
  if (options->byte_order_mark)
    g_string_append (writing->text, "\xef\xbb\xbf");
  append_header (writing->request, writing->text, "\r\n");
  return TRUE;
}

static gboolean
write_record (Writing *writing, const UoisRecord *record, GError **error)
{
  gboolean is_first = writing->n_records++ == 0;

  if (writing->sheet != NULL)
    return add_row (writing->request, writing->sheet, record, error);
  if (writing->request->options.format == UOIS_EXPORT_JSON)
    {
      g_string_append (writing->text, is_first ? "\n" : ",\n");
      append_object (writing->request, writing->text, record);
    }
  else
    append_line (writing->request, writing->text, record, "\r\n");
  return TRUE;
}

static gboolean
flush (Writing *writing, GCancellable *cancellable, GError **error)
{
  gboolean written = g_output_stream_write_all (writing->request->stream, writing->text->str, writing->text->len, NULL,
                                                cancellable, error);

  g_string_truncate (writing->text, 0);
  return written;
}

static gboolean
end (Writing *writing, GCancellable *cancellable, GError **error)
{
  if (writing->sheet != NULL)
    return uois_sheet_finish (writing->sheet, error);
  if (writing->request->options.format == UOIS_EXPORT_JSON)
    g_string_append (writing->text, "\n]\n");
  return flush (writing, cancellable, error);
}

static gboolean
check_options (const UoisExportOptions *options, GError **error)
{
  if (options->format != UOIS_EXPORT_CSV || options->delimiter == '\0' ||
      (g_ascii_ispunct (options->delimiter) && options->delimiter != '"') || options->delimiter == '\t')
    return TRUE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                       _ ("Fields cannot be separated by that character. Choose a comma, a semicolon or a tab."));
  return FALSE;
}

static GArray *
list_rows (
    UoisFile *file, UoisStoreReader *reader, const ExportRequest *request, GCancellable *cancellable, GError **error)
{
  return request->rows != NULL ? g_array_ref (request->rows) :
                                 uois_file_list_rows (file, reader, request->list, cancellable, error);
}

static gboolean
write_chunk (
    UoisFile *file, UoisStoreReader *reader, Writing *writing, const gint64 *rows, guint n_rows, GError **error)
{
  const ExportRequest *request = writing->request;
  g_autoptr (GPtrArray) records =
      uois_file_fetch_rows (file, reader, request->list->type, rows, n_rows, request->fields, request->n_fields, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] != NULL && !write_record (writing, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gpointer
export_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const ExportRequest *request = data;
  g_auto (Writing) writing = { .request = request, .text = g_string_new (NULL) };
  g_autoptr (GArray) rows = NULL;

  if (!check_options (&request->options, error))
    return NULL;
  rows = list_rows (file, reader, request, cancellable, error);
  if (rows == NULL || !begin (&writing, cancellable, error))
    return NULL;
  for (guint i = 0; i < rows->len; i += CHUNK)
    {
      if (!write_chunk (file, reader, &writing, &g_array_index (rows, gint64, i), MIN (CHUNK, rows->len - i), error) ||
          !flush (&writing, cancellable, error))
        return NULL;
      uois_reporter_report (request->reporter, MIN (i + CHUNK, rows->len), rows->len);
    }
  return end (&writing, cancellable, error) ? g_memdup2 (&writing.n_records, sizeof writing.n_records) : NULL;
}

void
uois_file_export_async (UoisFile *file,
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
                        gpointer user_data)
{
  UoisReporter *reporter;

  g_return_if_fail (UOIS_IS_FILE (file) && n_fields > 0 && G_IS_OUTPUT_STREAM (stream));

  reporter = uois_reporter_new (progress, progress_data, FALSE);
  uois_file_run_long_async (file, uois_file_export_async, export_run,
                            export_request_new (request, rows, n_rows, fields, n_fields, options, stream, reporter),
                            export_request_free, g_free, reporter, cancellable, callback, user_data);
}

gint64
uois_file_export_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = uois_file_run_finish (file, uois_file_export_async, result, error);

  return count != NULL ? *count : -1;
}

gint64
uois_file_export (UoisFile *file,
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
                  GError **error)
{
  g_autoptr (UoisReporter) reporter = uois_reporter_new (progress, progress_data, TRUE);
  g_autoptr (ExportRequest) copy = NULL;
  g_autofree gint64 *count = NULL;

  g_return_val_if_fail (UOIS_IS_FILE (file) && n_fields > 0 && G_IS_OUTPUT_STREAM (stream), -1);

  copy = export_request_new (request, rows, n_rows, fields, n_fields, options, stream, reporter);
  count = uois_file_run (file, export_run, copy, cancellable, error);
  return count != NULL ? *count : -1;
}

/* ---- The clipboard ---- */

typedef struct
{
  ExportRequest *export;
  gboolean with_header;
} CopyRequest;

static void
copy_request_free (gpointer data)
{
  CopyRequest *request = data;

  export_request_free (request->export);
  g_free (request);
}

static gpointer
copy_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const CopyRequest *request = data;
  GArray *rows = request->export->rows;
  g_autoptr (GString) text = g_string_new (NULL);

  if (rows->len > UOIS_COPY_ROWS_MAX)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                   ngettext ("%u record is too many for the clipboard. Export it to a file.",
                             "%u records are too many for the clipboard. Export them to a file.", rows->len),
                   rows->len);
      return NULL;
    }
  if (request->with_header)
    append_header (request->export, text, "\n");
  for (guint i = 0; i < rows->len; i += CHUNK)
    {
      g_autoptr (GPtrArray) records =
          uois_file_fetch_rows (file, reader, request->export->list->type, &g_array_index (rows, gint64, i),
                                MIN (CHUNK, rows->len - i), request->export->fields, request->export->n_fields, error);

      if (records == NULL)
        return NULL;
      for (guint j = 0; j < records->len; j++)
        if (records->pdata[j] != NULL)
          append_line (request->export, text, records->pdata[j], "\n");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
uois_file_copy_text_async (UoisFile *file,
                           const UoisType *type,
                           const gint64 *rows,
                           guint n_rows,
                           const UoisField *const *fields,
                           guint n_fields,
                           gboolean with_header,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  static const gint64 none;
  CopyRequest *request;

  g_return_if_fail (UOIS_IS_FILE (file) && n_fields > 0);

  request = g_new (CopyRequest, 1);
  *request = (CopyRequest){
    export_request_new (&(UoisListRequest){ .type = type }, rows != NULL ? rows : &none, n_rows, fields, n_fields,
                        &(UoisExportOptions){ .format = UOIS_EXPORT_TSV }, NULL, NULL),
    with_header,
  };
  uois_file_run_async (file, uois_file_copy_text_async, copy_run, request, copy_request_free, g_free, cancellable,
                       callback, user_data);
}

char *
uois_file_copy_text_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_copy_text_async, result, error);
}
