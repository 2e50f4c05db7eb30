/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/list-find.h"
#include "repo/word-match.h"

/* ---- Order ---- */

static UoisOrder
order_by_field (UoisSelect *select, const UoisField *field, gboolean descending)
{
  UoisOrder order = { .descending = descending };

  switch (field->kind)
    {
    case UOIS_FIELD_REFERENCE:
      order.source = 1 + uois_select_add_join (select, 0, field->column);
      order.title = TRUE;
      break;
    case UOIS_FIELD_COLUMN:
      order.column = field->column;
      break;
    default:
      order.sql = field->sql;
    }
  return order;
}

static void
add_order (UoisSelect *select, const UoisListRequest *request)
{
  const UoisType *type = request->type;
  UoisOrder order;

  if (request->sort != NULL)
    order = order_by_field (select, request->sort, request->descending);
  else if (request->relation != NULL && request->relation->fixed_order != NULL)
    order = (UoisOrder){ .sql = request->relation->fixed_order };
  else if (type->default_sort != NULL)
    order = (UoisOrder){ .column = type->default_sort, .descending = type->default_descending };
  else
    order = (UoisOrder){ .title = TRUE };
  g_array_append_val (select->order, order);
}

/* ---- Rows ---- */

/* @matcher is %NULL unless the titles, in output 1, decide what is found. */
static gboolean
collect_rows (UoisStoreStatement *statement, UoisWordMatcher *matcher, GArray *rows, GError **error)
{
  int step;

  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      gint64 row = uois_store_statement_get_integer (statement, 0);

      if (matcher != NULL)
        {
          gsize length;
          const char *title = uois_store_statement_get_text (statement, 1, &length);

          if (title == NULL || !uois_word_matcher_matches (matcher, title, length))
            continue;
        }
      g_array_append_val (rows, row);
    }
  return step == 0;
}

/* By SQL: all of it, or what is found by the index, or by titles where there is none. @found: (nullable): only these */
static GArray *
select_rows (UoisFile *file,
             UoisStoreReader *reader,
             const UoisListRequest *request,
             const char *search,
             const UoisRowSet *found,
             GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisWordMatcher) matcher = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  UoisStoreStatement *statement;
  gboolean complete;

  uois_bound_select_init (&bound, file, request->type);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_ROW);
  if (request->relation != NULL)
    uois_bound_select_where_related (&bound, request->relation, &request->parent);
  if (found != NULL)
    uois_bound_select_where_set (&bound, found);
  if (search != NULL && uois_type_has_search_index (request->type))
    uois_bound_select_where_match (&bound, search);
  else if (search != NULL)
    {
      matcher = uois_word_matcher_new (search);
      uois_select_add_output (bound.select, 0, UOIS_OUTPUT_TITLE);
    }
  add_order (bound.select, request);

  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  complete = collect_rows (statement, matcher, rows, error);
  uois_store_statement_release (statement);
  return complete ? g_steal_pointer (&rows) : NULL;
}

/* All rows of the type, whose order is then known. */
static GArray *
list_all (UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  gint64 version = uois_store_reader_get_version (reader, error);

  if (version < 0)
    return NULL;
  rows = uois_order_cache_list (file->orders, request, version);
  if (rows != NULL)
    return g_steal_pointer (&rows);

  rows = select_rows (file, reader, request, NULL, NULL, error);
  if (rows != NULL)
    uois_order_cache_put (file->orders, request, version, rows);
  return g_steal_pointer (&rows);
}

/* Many rows found in a long list are ordered by the list. %FALSE: @rows are as they were. */
static gboolean
sort_many (UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GArray *rows)
{
  g_autoptr (GArray) all = NULL;
  gint64 version = uois_store_reader_get_version (reader, NULL);

  if (version < 0)
    return FALSE;
  if (uois_order_cache_sort (file->orders, request, version, rows))
    return TRUE;
  if (rows->len < UOIS_ORDER_CACHE_ROWS_MIN)
    return FALSE;
  all = list_all (file, reader, request, NULL);
  return all != NULL && uois_order_cache_sort (file->orders, request, version, rows);
}

static GArray *
search_all (UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!uois_store_reader_match (reader, request->type, request->search, rows, error))
    return NULL;
  if (sort_many (file, reader, request, rows))
    return g_steal_pointer (&rows);
  return select_rows (file, reader, request, request->search, NULL, error);
}

static GArray *
filter_all (
    UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisRowSet) found = uois_file_find_rows (file, reader, request, NULL, cancellable, error);
  g_autoptr (GArray) rows = NULL;

  if (found == NULL)
    return NULL;
  rows = uois_row_set_list (found);
  if (request->relation == NULL && sort_many (file, reader, request, rows))
    return g_steal_pointer (&rows);
  return select_rows (file, reader, request, NULL, found, error);
}

GArray *
uois_file_list_rows (
    UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GCancellable *cancellable, GError **error)
{
  gboolean searches = uois_search_has_words (request->search);

  if (request->filter != NULL && request->filter->n_conditions > 0)
    return filter_all (file, reader, request, cancellable, error);
  if (request->relation == NULL && !searches)
    return list_all (file, reader, request, error);
  if (request->relation == NULL && uois_type_has_search_index (request->type))
    return search_all (file, reader, request, error);
  return select_rows (file, reader, request, searches ? request->search : NULL, NULL, error);
}

static gpointer
list_run (UoisFile *file, UoisStoreReader *reader, gpointer request, GCancellable *cancellable, GError **error)
{
  return uois_file_list_rows (file, reader, request, cancellable, error);
}

void
uois_file_list_async (UoisFile *file,
                      const UoisListRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_async, list_run, uois_list_request_copy (request), uois_list_request_free,
                       (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

GArray *
uois_file_list_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_async, result, error);
}

GArray *
uois_file_list (UoisFile *file, const UoisListRequest *request, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, list_run, (gpointer) request, cancellable, error);
}
