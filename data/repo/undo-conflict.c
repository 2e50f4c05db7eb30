/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/undo-conflict.h"

#include "repo/history-private.h"

#include <glib/gi18n-lib.h>

static void
obstacle_free (gpointer data)
{
  UoisUndoObstacle *obstacle = data;

  g_clear_pointer (&obstacle->record, uois_record_unref);
  g_clear_pointer (&obstacle->step, uois_store_step_free);
  g_free (obstacle);
}

void
uois_undo_conflict_free (UoisUndoConflict *conflict)
{
  g_clear_pointer (&conflict->step, uois_store_step_free);
  g_clear_pointer (&conflict->obstacles, g_ptr_array_unref);
  g_clear_pointer (&conflict->later, g_ptr_array_unref);
  g_free (conflict);
}

/* ---- The steps in the way ---- */

static gboolean
has_step (GPtrArray *steps, gint64 number)
{
  for (guint i = 0; i < steps->len; i++)
    if (((const UoisStoreStep *) g_ptr_array_index (steps, i))->number == number)
      return TRUE;
  return FALSE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const UoisStoreStep *const *first = a;
  const UoisStoreStep *const *second = b;

  return ((*first)->number < (*second)->number) - ((*first)->number > (*second)->number);
}

static gboolean
add_later (UoisStoreReader *reader, gint64 number, GPtrArray *steps, GError **error)
{
  g_autoptr (GPtrArray) later = uois_store_reader_list_later (reader, number, error);

  if (later == NULL)
    return FALSE;
  while (later->len > 0)
    {
      UoisStoreStep *step = g_ptr_array_steal_index (later, later->len - 1);

      if (has_step (steps, step->number))
        uois_store_step_free (step);
      else
        g_ptr_array_add (steps, step);
    }
  return TRUE;
}

/* Those in the way of the step, of those, and so on. */
static GPtrArray *
list_all_later (UoisStoreReader *reader, gint64 number, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_step_free);

  if (!add_later (reader, number, steps, error))
    return NULL;
  for (guint i = 0; i < steps->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_later (reader, ((const UoisStoreStep *) g_ptr_array_index (steps, i))->number, steps, error))
      return NULL;
  g_ptr_array_sort (steps, compare_newest_first);
  return g_steal_pointer (&steps);
}

/* What came from elsewhere, or was put back as a whole, is not taken back on the way. */
static gboolean
are_of_people (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    switch (((const UoisStoreStep *) g_ptr_array_index (steps, i))->origin)
      {
      case UOIS_ORIGIN_EDIT:
      case UOIS_ORIGIN_IMPORT:
      case UOIS_ORIGIN_QUERY:
      case UOIS_ORIGIN_UNDO:
      case UOIS_ORIGIN_REDO:
        break;

      default:
        return FALSE;
      }
  return TRUE;
}

/* ---- The records in the way ---- */

static gboolean
add_obstacle (
    UoisFile *file, UoisStoreReader *reader, const UoisStoreMoved *moved, GPtrArray *obstacles, GError **error)
{
  UoisUndoObstacle *obstacle = g_new0 (UoisUndoObstacle, 1);
  g_autoptr (GPtrArray) records = NULL;

  g_ptr_array_add (obstacles, obstacle);
  obstacle->type = moved->type;
  obstacle->step = uois_store_reader_get_step (reader, moved->unit, error);
  if (obstacle->step == NULL)
    return FALSE;
  records = uois_file_fetch_rows (file, reader, moved->type, &moved->row, 1, NULL, 0, error);
  if (records == NULL)
    return FALSE;
  obstacle->record = g_steal_pointer (&records->pdata[0]);
  return TRUE;
}

static gboolean
read_obstacles (UoisFile *file, UoisStoreReader *reader, gint64 number, UoisUndoConflict *conflict, GError **error)
{
  g_autoptr (GArray) moved = uois_store_reader_list_moved (reader, number, error);

  if (moved == NULL)
    return FALSE;
  conflict->n_obstacles = moved->len;
  for (guint i = 0; i < MIN (moved->len, UOIS_UNDO_OBSTACLES); i++)
    if (!add_obstacle (file, reader, &g_array_index (moved, UoisStoreMoved, i), conflict->obstacles, error))
      return FALSE;
  return TRUE;
}

static gpointer
read_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 number = *(const gint64 *) data;
  g_autoptr (UoisUndoConflict) conflict = g_new0 (UoisUndoConflict, 1);

  conflict->obstacles = g_ptr_array_new_with_free_func (obstacle_free);
  conflict->step = uois_store_reader_get_step (reader, number, error);
  if (conflict->step == NULL || !read_obstacles (file, reader, number, conflict, error))
    return NULL;
  conflict->later = list_all_later (reader, number, cancellable, error);
  if (conflict->later == NULL)
    return NULL;
  conflict->can_undo_later = are_of_people (conflict->later);
  return g_steal_pointer (&conflict);
}

void
uois_file_read_undo_conflict_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_read_undo_conflict_async, read_run, g_memdup2 (&number, sizeof number), g_free,
                       (GDestroyNotify) uois_undo_conflict_free, cancellable, callback, user_data);
}

UoisUndoConflict *
uois_file_read_undo_conflict_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_undo_conflict_async, result, error);
}

UoisUndoConflict *
uois_file_read_undo_conflict (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, read_run, &number, cancellable, error);
}

/* ---- Taking it back all the same ---- */

static gpointer
undo_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 number = *(const gint64 *) data;
  g_autoptr (UoisStoreStep) step = uois_store_reader_get_step (reader, number, error);
  g_autoptr (GPtrArray) steps = NULL;

  if (step == NULL)
    return NULL;
  steps = list_all_later (reader, number, cancellable, error);
  if (steps == NULL)
    return NULL;
  if (!are_of_people (steps))
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_CONFLICT,
                           _ ("The records were changed later by something that cannot be taken back."));
      return NULL;
    }
  g_ptr_array_add (steps, g_steal_pointer (&step));
  return uois_file_take_back_steps (file, steps, cancellable, error) ? GUINT_TO_POINTER (steps->len) : NULL;
}

static gint
count_undone (gpointer result)
{
  return result != NULL ? GPOINTER_TO_INT (result) : -1;
}

void
uois_file_undo_with_later_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_undo_with_later_async, undo_run, g_memdup2 (&number, sizeof number), g_free,
                       NULL, cancellable, callback, user_data);
}

gint
uois_file_undo_with_later_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return count_undone (uois_file_run_finish (file, uois_file_undo_with_later_async, result, error));
}

gint
uois_file_undo_with_later (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), -1);

  return count_undone (uois_file_run (file, undo_run, &number, cancellable, error));
}
