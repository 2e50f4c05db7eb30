/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/word-match.h"

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

/* The first of what the type's own list would find. */
static gboolean
search_type (UoisFile *file,
             UoisStoreReader *reader,
             const UoisType *type,
             const SearchRequest *request,
             GPtrArray *records,
             GCancellable *cancellable,
             GError **error)
{
  UoisListRequest list = { .type = type, .search = request->text };
  g_autoptr (GArray) rows = uois_file_list_rows (file, reader, &list, cancellable, error);
  g_autoptr (GPtrArray) found = NULL;

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  found = uois_file_fetch_rows (file, reader, type, (const gint64 *) rows->data, MIN (rows->len, request->limit), NULL,
                                0, error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (records, g_steal_pointer (&found));
  return TRUE;
}

static gpointer
search_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  g_autoptr (UoisWordMatcher) words = uois_word_matcher_new (((SearchRequest *) data)->text);
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (file->registry, &n_domains);

  /* Nothing is found by nothing, though a list shows all. */
  for (guint i = 0; words != NULL && i < n_domains; i++)
    for (guint j = 0; j < domains[i]->types.length; j++)
      {
        const UoisType *type = domains[i]->types.items[j];

        if (uois_type_has_search_index (type) && !search_type (file, reader, type, data, records, cancellable, error))
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
