/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"

/* @relation is %NULL for all records of @type. */
static gboolean
append_count (UoisFile *file,
              UoisStoreReader *reader,
              const UoisType *type,
              const UoisField *relation,
              const UoisUuid *parent,
              GArray *counts,
              GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  gint64 count;

  uois_bound_select_init (&bound, file, type);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_COUNT);
  if (relation != NULL)
    uois_bound_select_where_related (&bound, relation, parent);
  count = uois_bound_select_count (&bound, reader, error);
  g_array_append_val (counts, count);
  return count >= 0;
}

/* ---- Tabs of a record ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} CountRequest;

static gpointer
count_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const CountRequest *request = data;
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < request->type->tabs.length; i++)
    {
      const UoisField *tab = request->type->tabs.items[i];

      if (!append_count (file, reader, tab->target, tab, &request->id, counts, error))
        return NULL;
    }
  return g_steal_pointer (&counts);
}

void
uois_file_count_async (UoisFile *file,
                       const UoisType *type,
                       const UoisUuid *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CountRequest *request = g_new (CountRequest, 1);

  g_return_if_fail (UOIS_IS_FILE (file));

  *request = (CountRequest){ type, *id };
  uois_file_run_async (file, uois_file_count_async, count_run, request, g_free, (GDestroyNotify) g_array_unref,
                       cancellable, callback, user_data);
}

GArray *
uois_file_count_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_count_async, result, error);
}

/* ---- The whole file ---- */

static gpointer
totals_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) totals = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (file->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    if (!append_count (file, reader, tables[i], NULL, NULL, totals, error))
      return NULL;
  return g_steal_pointer (&totals);
}

void
uois_file_totals_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_totals_async, totals_run, NULL, NULL, (GDestroyNotify) g_array_unref,
                       cancellable, callback, user_data);
}

GArray *
uois_file_totals_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_totals_async, result, error);
}
