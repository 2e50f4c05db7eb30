/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/views.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/filter-names.h"
#include "repo/list-find.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static guint
value_hash (gconstpointer data)
{
  const UoisValue *value = data;

  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      return 0;
    case UOIS_VALUE_TEXT:
      return g_str_hash (value->text);
    case UOIS_VALUE_UUID:
      return uois_uuid_hash (&value->uuid);
    case UOIS_VALUE_REAL:
      return g_double_hash (&value->real);
    default:
      return g_int64_hash (&value->integer);
    }
}

static gboolean
value_equal (gconstpointer a, gconstpointer b)
{
  return uois_value_equal (a, b);
}

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

/* Takes what @value holds. */
static void
count_value (GHashTable *counts, UoisValue *value)
{
  UoisFacet *facet = g_hash_table_lookup (counts, value);

  if (facet == NULL)
    {
      facet = g_new0 (UoisFacet, 1);
      uois_value_copy (&facet->value, value);
      g_hash_table_insert (counts, &facet->value, facet);
    }
  facet->count++;
  uois_value_clear (value);
}

/* @found: (nullable): only these rows. Returns: (element-type UoisValue UoisFacet) */
static GHashTable *
count_values (UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisRowSet *found, GError **error)
{
  UoisValueKind kind = uois_field_get_list_kind (field);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (value_hash, value_equal, NULL, facet_free);
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
      count_value (counts, &value);
    }
  uois_store_statement_release (statement);
  return step == 0 ? g_steal_pointer (&counts) : NULL;
}

/* ---- Choosing ---- */

static int
compare_facets (gconstpointer a, gconstpointer b, gpointer by_time)
{
  const UoisFacet *first = *(UoisFacet *const *) a;
  const UoisFacet *second = *(UoisFacet *const *) b;

  if (GPOINTER_TO_INT (by_time) && first->value.kind != second->value.kind)
    return first->value.kind == UOIS_VALUE_NULL ? 1 : -1;
  if (GPOINTER_TO_INT (by_time))
    return (first->value.datetime < second->value.datetime) - (first->value.datetime > second->value.datetime);
  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;
  return first->value.kind == UOIS_VALUE_TEXT && second->value.kind == UOIS_VALUE_TEXT ?
             strcmp (first->value.text, second->value.text) :
             0;
}

/* Takes the facets out of @counts. */
static UoisFacets *
choose (GHashTable *counts, guint limit, gboolean by_time)
{
  UoisFacets *facets = facets_new ();
  GHashTableIter iter;
  UoisFacet *facet;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &facet))
    {
      g_hash_table_iter_steal (&iter);
      facets->n_records += facet->count;
      g_ptr_array_add (facets->facets, facet);
    }
  g_ptr_array_sort_with_data (facets->facets, compare_facets, GINT_TO_POINTER (by_time));
  facets->n_more = facets->facets->len > limit ? facets->facets->len - limit : 0;
  g_ptr_array_set_size (facets->facets, (int) MIN (facets->facets->len, limit));
  return facets;
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
  const UoisType *target = uois_field_get_list_target (field);
  g_autoptr (GError) failure = NULL;
  char *text = NULL;
  int year;

  if (value->kind == UOIS_VALUE_NULL)
    return g_strdup (C_ ("filter", "No value"));
  if (is_time (value->kind))
    {
      uois_datetime_to_parts (value->datetime, &year, NULL, NULL, NULL, NULL, NULL, NULL);
      return g_strdup_printf ("%d", year);
    }
  if (target == NULL)
    return uois_present_value (value, field->presentation);
  text = uois_file_read_title (file, reader, target, &value->uuid, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (text == NULL)
    text = uois_uuid_to_string (&value->uuid);
  return text;
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
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (UoisFacets) facets = NULL;

  if (!asks_for_all (request->list))
    {
      found = uois_file_find_rows (file, reader, request->list, request->field, cancellable, error);
      if (found == NULL)
        return NULL;
    }
  counts = count_values (file, reader, request->field, found, error);
  if (counts == NULL)
    return NULL;
  facets = choose (counts, request->limit, is_time (uois_field_get_list_kind (request->field)));
  for (guint i = 0; i < facets->facets->len; i++)
    {
      UoisFacet *facet = facets->facets->pdata[i];

      facet->text = make_text (file, reader, request->field, &facet->value, error);
      if (facet->text == NULL)
        return NULL;
      facet->condition = make_condition (request->field, facet);
    }
  return g_steal_pointer (&facets);
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

/* ---- What conditions call their references ---- */

static UoisListCondition *
name_condition (UoisFile *file, UoisStoreReader *reader, const UoisListCondition *condition, GError **error)
{
  g_auto (GStrv) texts = g_new0 (char *, condition->n_values + 1);

  for (guint i = 0; i < condition->n_values; i++)
    {
      texts[i] = make_text (file, reader, condition->field, &condition->values[i], error);
      if (texts[i] == NULL)
        return NULL;
    }
  return uois_list_condition_new (condition->field, condition->compare, condition->values, condition->n_values,
                                  (const char *const *) texts);
}

UoisListFilter *
uois_file_name_filter (UoisFile *file, UoisStoreReader *reader, UoisListFilter *filter, GError **error)
{
  g_autoptr (UoisListFilter) named = uois_list_filter_ref (filter);

  for (guint i = 0; i < filter->n_conditions; i++)
    {
      const UoisListCondition *condition = filter->conditions[i];
      g_autoptr (UoisListCondition) better = NULL;
      UoisListFilter *next;

      if (condition->field == NULL || uois_field_get_list_target (condition->field) == NULL)
        continue;
      better = name_condition (file, reader, condition, error);
      if (better == NULL)
        return NULL;
      next = uois_list_filter_replace (named, i, better);
      uois_list_filter_unref (named);
      named = next;
    }
  return g_steal_pointer (&named);
}

static gpointer
name_run (UoisFile *file, UoisStoreReader *reader, gpointer filter, GCancellable *cancellable, GError **error)
{
  return uois_file_name_filter (file, reader, filter, error);
}

void
uois_file_name_filter_async (
    UoisFile *file, UoisListFilter *filter, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && filter != NULL);

  uois_file_run_async (file, uois_file_name_filter_async, name_run, uois_list_filter_ref (filter),
                       (GDestroyNotify) uois_list_filter_unref, (GDestroyNotify) uois_list_filter_unref, cancellable,
                       callback, user_data);
}

UoisListFilter *
uois_file_name_filter_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_name_filter_async, result, error);
}
