/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/record.h"

typedef struct
{
  char *text;
  guint limit;
} SearchRequest;

static void
search_request_free (gpointer data)
{
  SearchRequest *request = data;

  g_free (request->text);
  g_free (request);
}

static gboolean
search_type (UoisFile *file,
             UoisStoreReader *reader,
             const UoisType *type,
             const SearchRequest *request,
             GPtrArray *records,
             GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisRecordReader) record_reader = NULL;
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, file, type);
  uois_bound_select_where_match (&bound, request->text);
  bound.select->limit = (int) uois_bound_select_add_integer (&bound, request->limit);
  record_reader = uois_record_reader_new (&bound, NULL, 0);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    g_ptr_array_add (records, uois_record_reader_read (record_reader, statement));
  uois_store_statement_release (statement);
  return step == 0;
}

static gpointer
search_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (file->registry, &n_domains);

  for (guint i = 0; i < n_domains; i++)
    for (guint j = 0; j < domains[i]->types.length; j++)
      {
        const UoisType *type = domains[i]->types.items[j];

        if (uois_type_has_search_index (type) && !search_type (file, reader, type, data, records, error))
          return NULL;
      }
  return g_steal_pointer (&records);
}

void
uois_file_search_async (UoisFile *file,
                        const char *text,
                        guint limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  SearchRequest *request = g_new (SearchRequest, 1);

  g_return_if_fail (UOIS_IS_FILE (file));

  *request = (SearchRequest){ g_strdup (text), limit };
  uois_file_run_async (file, uois_file_search_async, search_run, request, search_request_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_search_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_search_async, result, error);
}
