/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/standing.h"

#include "repo/file-private.h"
#include "store/history.h"

void
uois_standing_free (UoisStanding *standing)
{
  g_ptr_array_unref (standing->columns);
  g_free (standing);
}

/* ---- Reading ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} StandingRequest;

static gboolean
is_received (const UoisStoreMoment *moment)
{
  switch (moment->step->origin)
    {
    case UOIS_ORIGIN_PULL:
    case UOIS_ORIGIN_LOAD:
    case UOIS_ORIGIN_DEMO:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
has_unit (GArray *units, gint64 number)
{
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, gint64, i) == number)
      return TRUE;
  return FALSE;
}

/* What it was before the changes that wait, where that differs from what it is now. @moments: newest first */
static void
collect_columns (UoisStanding *standing, const UoisType *type, GPtrArray *moments, GArray *units)
{
  const UoisStoreMoment *newest = g_ptr_array_index (moments, 0);

  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      const UoisStoreMoment *first = NULL;

      for (guint j = 0; j < moments->len; j++)
        {
          const UoisStoreMoment *moment = g_ptr_array_index (moments, j);

          if (moment->changed[i] && has_unit (units, moment->step->number))
            first = moment;
        }
      if (first != NULL && first->before != NULL && column->audit == UOIS_AUDIT_NONE &&
          !uois_value_equal (&g_array_index (first->before, UoisValue, i),
                             &g_array_index (newest->after, UoisValue, i)))
        g_ptr_array_add (standing->columns, (gpointer) column);
    }
}

static void
fold (UoisStanding *standing, const UoisType *type, GPtrArray *moments, GArray *units)
{
  const UoisStoreMoment *first = NULL;

  for (guint i = moments->len; i > 0; i--)
    {
      const UoisStoreMoment *moment = g_ptr_array_index (moments, i - 1);

      if (is_received (moment))
        {
          standing->received_at = moment->step->at;
          standing->received_from = moment->step->origin;
        }
      if (!has_unit (units, moment->step->number))
        continue;
      standing->changed_at = moment->step->at;
      if (first == NULL)
        first = moment;
    }
  standing->unsent = first != NULL;
  standing->is_new = first != NULL && first->before == NULL;
  if (standing->unsent && !standing->is_new)
    collect_columns (standing, type, moments, units);
}

static gpointer
read_standing_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const StandingRequest *request = data;
  g_autoptr (UoisStanding) standing = g_new0 (UoisStanding, 1);
  g_autoptr (GArray) units = uois_store_reader_list_unsent_units (reader, request->type, &request->id, error);
  g_autoptr (GPtrArray) moments = NULL;

  standing->columns = g_ptr_array_new ();
  if (units == NULL)
    return NULL;
  moments = uois_store_reader_list_moments (reader, request->type, &request->id, error);
  if (moments == NULL)
    return NULL;
  /* The newest moment has no state afterwards if the record is deleted. */
  if (moments->len > 0 && ((const UoisStoreMoment *) moments->pdata[0])->after != NULL)
    fold (standing, request->type, moments, units);
  return g_steal_pointer (&standing);
}

void
uois_file_read_standing_async (UoisFile *file,
                               const UoisType *type,
                               const UoisUuid *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  StandingRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_read_standing_async, read_standing_run, g_memdup2 (&request, sizeof request),
                       g_free, (GDestroyNotify) uois_standing_free, cancellable, callback, user_data);
}

UoisStanding *
uois_file_read_standing_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_standing_async, result, error);
}

UoisStanding *
uois_file_read_standing (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  StandingRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, read_standing_run, &request, cancellable, error);
}
