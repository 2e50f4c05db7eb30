/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/record.h"

#include <glib/gi18n-lib.h>

static void
record_free (gpointer record)
{
  if (record != NULL)
    uois_record_unref (record);
}

/* ---- Records by row ---- */

typedef struct
{
  const UoisType *type;
  gint64 *rows;
  guint n_rows;
  const UoisField **fields;
  guint n_fields;
} FetchRequest;

static void
fetch_request_free (gpointer data)
{
  FetchRequest *request = data;

  g_free (request->rows);
  g_free (request->fields);
  g_free (request);
}

/* Rows come as the file has them; each goes to every place where it was asked for. */
static gboolean
collect_records (UoisRecordReader *record_reader,
                 UoisStoreStatement *statement,
                 const gint64 *rows,
                 guint n_rows,
                 GPtrArray *records,
                 GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, record_free);
  int step;

  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisRecord *record = uois_record_reader_read (record_reader, statement);

      g_hash_table_replace (found, &record->row, record);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      UoisRecord *record = g_hash_table_lookup (found, &rows[i]);

      g_ptr_array_add (records, record != NULL ? uois_record_ref (record) : NULL);
    }
  return step == 0;
}

GPtrArray *
uois_file_fetch_rows (UoisFile *file,
                      UoisStoreReader *reader,
                      const UoisType *type,
                      const gint64 *rows,
                      guint n_rows,
                      const UoisField *const *fields,
                      guint n_fields,
                      GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisRecordReader) record_reader = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (n_rows, record_free);
  UoisStoreStatement *statement;
  gboolean complete;

  uois_bound_select_init (&bound, file, type);
  uois_bound_select_where_rows (&bound, rows, n_rows);
  record_reader = uois_record_reader_new (&bound, fields, n_fields);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  complete = collect_records (record_reader, statement, rows, n_rows, records, error);
  uois_store_statement_release (statement);
  return complete ? g_steal_pointer (&records) : NULL;
}

static gpointer
fetch_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const FetchRequest *request = data;

  return uois_file_fetch_rows (file, reader, request->type, request->rows, request->n_rows, request->fields,
                               request->n_fields, error);
}

void
uois_file_fetch_async (UoisFile *file,
                       const UoisType *type,
                       const gint64 *rows,
                       guint n_rows,
                       const UoisField *const *fields,
                       guint n_fields,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  FetchRequest *request = g_new (FetchRequest, 1);

  g_return_if_fail (UOIS_IS_FILE (file));

  *request = (FetchRequest){ type, g_memdup2 (rows, n_rows * sizeof *rows), n_rows,
                             g_memdup2 (fields, n_fields * sizeof *fields), n_fields };
  uois_file_run_async (file, uois_file_fetch_async, fetch_run, request, fetch_request_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_fetch_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_fetch_async, result, error);
}

GPtrArray *
uois_file_fetch (UoisFile *file,
                 const UoisType *type,
                 const gint64 *rows,
                 guint n_rows,
                 const UoisField *const *fields,
                 guint n_fields,
                 GCancellable *cancellable,
                 GError **error)
{
  FetchRequest request = { type, (gint64 *) rows, n_rows, (const UoisField **) fields, n_fields };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, fetch_run, &request, cancellable, error);
}

/* ---- One whole record ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} ReadRequest;

static gpointer
read_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const ReadRequest *request = data;
  const UoisType *type = request->type;
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisRecordReader) record_reader = NULL;
  UoisStoreStatement *statement;
  UoisRecord *record = NULL;
  int step;

  uois_bound_select_init (&bound, file, type);
  uois_bound_select_where_id (&bound, &request->id);
  record_reader = uois_record_reader_new (&bound, type->fields.items, type->fields.length);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;

  step = uois_store_statement_step (statement, error);
  if (step == 1)
    record = uois_record_reader_read (record_reader, statement);
  else if (step == 0)
    {
      g_autofree char *id = uois_uuid_to_string (&request->id);

      g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                   /* Translators: a type, an id, a file. */
                   _ ("%s %s is not in “%s” any more."), uois_type_get_label (type), id, file->path);
    }
  uois_store_statement_release (statement);
  return record;
}

void
uois_file_read_async (UoisFile *file,
                      const UoisType *type,
                      const UoisUuid *id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  ReadRequest *request = g_new (ReadRequest, 1);

  g_return_if_fail (UOIS_IS_FILE (file));

  *request = (ReadRequest){ type, *id };
  uois_file_run_async (file, uois_file_read_async, read_run, request, g_free, record_free, cancellable, callback,
                       user_data);
}

UoisRecord *
uois_file_read_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_async, result, error);
}
