/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/value-counts.h"

#include <string.h>

/**
 * UoisValueCounts:
 * @counts: (element-type UoisValue UoisValueCount)
 */
struct _UoisValueCounts
{
  GHashTable *counts;
  guint64 total;
};

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

static void
count_free (gpointer data)
{
  UoisValueCount *count = data;

  uois_value_clear (&count->value);
  g_free (count);
}

UoisValueCounts *
uois_value_counts_new (void)
{
  UoisValueCounts *counts = g_new0 (UoisValueCounts, 1);

  counts->counts = g_hash_table_new_full (value_hash, value_equal, NULL, count_free);
  return counts;
}

void
uois_value_counts_free (UoisValueCounts *counts)
{
  g_hash_table_unref (counts->counts);
  g_free (counts);
}

void
uois_value_counts_add (UoisValueCounts *counts, const UoisValue *value)
{
  UoisValueCount *count = g_hash_table_lookup (counts->counts, value);

  if (count == NULL)
    {
      count = g_new0 (UoisValueCount, 1);
      uois_value_copy (&count->value, value);
      g_hash_table_insert (counts->counts, &count->value, count);
    }
  count->count++;
  counts->total++;
}

guint64
uois_value_counts_get_total (const UoisValueCounts *counts)
{
  return counts->total;
}

static gboolean
is_time (const UoisValue *value)
{
  return value->kind == UOIS_VALUE_DATETIME || value->kind == UOIS_VALUE_DATE;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const UoisValueCount *first = *(UoisValueCount *const *) a;
  const UoisValueCount *second = *(UoisValueCount *const *) b;

  if (is_time (&first->value) != is_time (&second->value))
    return is_time (&first->value) ? -1 : 1;
  if (is_time (&first->value))
    return (first->value.datetime < second->value.datetime) - (first->value.datetime > second->value.datetime);
  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;
  /* In some fixed order. */
  return first->value.kind == UOIS_VALUE_TEXT && second->value.kind == UOIS_VALUE_TEXT ?
             strcmp (first->value.text, second->value.text) :
             0;
}

GPtrArray *
uois_value_counts_list (const UoisValueCounts *counts)
{
  GPtrArray *list = g_ptr_array_sized_new (g_hash_table_size (counts->counts));
  GHashTableIter iter;
  gpointer count;

  g_hash_table_iter_init (&iter, counts->counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_ptr_array_add (list, count);
  g_ptr_array_sort (list, compare_counts);
  return list;
}
