/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/views.h"

#include "repo/bound-select.h"
#include "repo/filter-names.h"
#include "repo/list-find.h"
#include "repo/value-counts.h"

#include <glib/gi18n-lib.h>

/* ---- Facets ---- */

static void
facet_free (gpointer data)
{
  UoisFacet *facet = data;

  uois_value_clear (&facet->value);
  g_free (facet->text);
  g_clear_pointer (&facet->condition, uois_list_condition_unref);
  g_free (facet);
}

static UoisFacets *
facets_new (void)
{
  UoisFacets *facets = g_new0 (UoisFacets, 1);

  facets->facets = g_ptr_array_new_with_free_func (facet_free);
  return facets;
}

void
uois_facets_free (UoisFacets *facets)
{
  g_ptr_array_unref (facets->facets);
  g_free (facets);
}

/* ---- Counting ---- */

static gboolean
is_time (UoisValueKind kind)
{
  return kind == UOIS_VALUE_DATETIME || kind == UOIS_VALUE_DATE;
}

/* What people do not tell apart: an empty text and none, the days of a year. */
static void
simplify (UoisValue *value)
{
  int year;

  if (value->kind == UOIS_VALUE_TEXT && value->length == 0)
    uois_value_clear (value);
  if (!is_time (value->kind))
    return;
  uois_datetime_to_parts (value->datetime, &year, NULL, NULL, NULL, NULL, NULL, NULL);
  value->datetime = uois_datetime_from_parts (year, 1, 1, 0, 0, 0, 0);
}

/* @found: (nullable): only these rows */
static UoisValueCounts *
count_values (UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisRowSet *found, GError **error)
{
  UoisValueKind kind = uois_field_get_list_kind (field);
  g_autoptr (UoisValueCounts) counts = uois_value_counts_new ();
  g_auto (UoisBoundSelect) bound = { 0 };
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisStoreStatement *statement;
  guint output;
  int step;

  uois_bound_select_init (&bound, file, field->owner);
  bound.select->unordered = TRUE;
  output = field->kind == UOIS_FIELD_EXPRESSION ? uois_select_add_sql (bound.select, 0, field->sql, kind) :
                                                  uois_select_add_column (bound.select, 0, field->column);
  if (found != NULL)
    uois_bound_select_where_set (&bound, found);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      uois_store_statement_get_value (statement, output, kind, &value);
      simplify (&value);
      uois_value_counts_add (counts, &value);
    }
  uois_store_statement_release (statement);
  return step == 0 ? g_steal_pointer (&counts) : NULL;
}

/* ---- For people ---- */

static UoisListCondition *
make_condition (const UoisField *field, const UoisFacet *facet)
{
  UoisValue year[2] = { facet->value, facet->value };
  const char *texts[] = { facet->text, NULL };
  int number;

  if (facet->value.kind == UOIS_VALUE_NULL)
    return uois_list_condition_new (field, UOIS_LIST_IS_EMPTY, NULL, 0, NULL);
  if (!is_time (facet->value.kind))
    return uois_list_condition_new (field, UOIS_LIST_IS, &facet->value, 1, texts);
  uois_datetime_to_parts (facet->value.datetime, &number, NULL, NULL, NULL, NULL, NULL, NULL);
  year[1].datetime = uois_datetime_from_parts (number, 12, 31, 0, 0, 0, 0);
  return uois_list_condition_new (field, UOIS_LIST_BETWEEN, year, 2, NULL);
}

static char *
make_text (UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisValue *value, GError **error)
{
  int year;

  if (value->kind == UOIS_VALUE_NULL)
    return g_strdup (C_ ("filter", "No value"));
  if (!is_time (value->kind))
    return uois_file_name_value (file, reader, field, value, error);
  uois_datetime_to_parts (value->datetime, &year, NULL, NULL, NULL, NULL, NULL, NULL);
  return g_strdup_printf ("%d", year);
}

static UoisFacet *
make_facet (
    UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisValueCount *count, GError **error)
{
  UoisFacet *facet = g_new0 (UoisFacet, 1);

  facet->count = count->count;
  uois_value_copy (&facet->value, &count->value);
  facet->text = make_text (file, reader, field, &count->value, error);
  if (facet->text != NULL)
    facet->condition = make_condition (field, facet);
  return facet;
}

static UoisFacets *
make_facets (UoisFile *file,
             UoisStoreReader *reader,
             const UoisField *field,
             const UoisValueCounts *counts,
             guint limit,
             GError **error)
{
  g_autoptr (UoisFacets) facets = facets_new ();
  g_autoptr (GPtrArray) list = uois_value_counts_list (counts);

  facets->n_records = uois_value_counts_get_total (counts);
  facets->n_more = list->len > limit ? list->len - limit : 0;
  for (guint i = 0; i < MIN (list->len, limit); i++)
    {
      UoisFacet *facet = make_facet (file, reader, field, list->pdata[i], error);

      g_ptr_array_add (facets->facets, facet);
      if (facet->text == NULL)
        return NULL;
    }
  return g_steal_pointer (&facets);
}

/* ---- The whole ---- */

typedef struct
{
  UoisListRequest *list;
  const UoisField *field;
  guint limit;
} FacetsRequest;

static void
facets_request_free (gpointer data)
{
  FacetsRequest *request = data;

  uois_list_request_free (request->list);
  g_free (request);
}

static gboolean
asks_for_all (const UoisListRequest *list)
{
  return list->relation == NULL && !uois_search_has_words (list->search) &&
         (list->filter == NULL || list->filter->n_conditions == 0);
}

static gpointer
facets_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const FacetsRequest *request = data;
  g_autoptr (UoisRowSet) found = NULL;
  g_autoptr (UoisValueCounts) counts = NULL;

  if (!asks_for_all (request->list))
    {
      found = uois_file_find_rows (file, reader, request->list, request->field, cancellable, error);
      if (found == NULL)
        return NULL;
    }
  counts = count_values (file, reader, request->field, found, error);
  return counts != NULL ? make_facets (file, reader, request->field, counts, request->limit, error) : NULL;
}

void
uois_file_facets_async (UoisFile *file,
                        const UoisListRequest *request,
                        const UoisField *field,
                        guint limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  FacetsRequest *copy;

  g_return_if_fail (UOIS_IS_FILE (file) && uois_field_has_facets (field) && field->owner == request->type);

  copy = g_new (FacetsRequest, 1);
  *copy = (FacetsRequest){ uois_list_request_copy (request), field, limit };
  uois_file_run_async (file, uois_file_facets_async, facets_run, copy, facets_request_free,
                       (GDestroyNotify) uois_facets_free, cancellable, callback, user_data);
}

UoisFacets *
uois_file_facets_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_facets_async, result, error);
}

UoisFacets *
uois_file_facets (UoisFile *file,
                  const UoisListRequest *request,
                  const UoisField *field,
                  guint limit,
                  GCancellable *cancellable,
                  GError **error)
{
  FacetsRequest borrowed = { (UoisListRequest *) request, field, limit };

  g_return_val_if_fail (UOIS_IS_FILE (file) && uois_field_has_facets (field), NULL);

  return uois_file_run (file, facets_run, &borrowed, cancellable, error);
}
