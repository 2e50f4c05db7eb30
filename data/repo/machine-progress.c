/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/machine-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} ProgressRequest;

void
uois_machine_progress_free (UoisMachineProgress *progress)
{
  uois_machine_model_unref (progress->machine);
  g_array_unref (progress->visited);
  g_free (progress);
}

static void
visit (UoisMachineProgress *progress, const UoisValue *value)
{
  guint state = value->kind == UOIS_VALUE_UUID ? uois_machine_model_find_state (progress->machine, &value->uuid) :
                                                 UOIS_STATE_ELSEWHERE;
  guint length = progress->visited->len;

  if (state != UOIS_STATE_ELSEWHERE && (length == 0 || g_array_index (progress->visited, guint, length - 1) != state))
    g_array_append_val (progress->visited, state);
}

/* From the first moment that the history knows to now. */
static gboolean
read_visited (UoisStoreReader *reader, const ProgressRequest *request, UoisMachineProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) moments = uois_store_reader_list_moments (reader, request->type, &request->id, error);

  if (moments == NULL)
    return FALSE;
  for (guint i = moments->len; i > 0; i--)
    {
      const UoisStoreMoment *moment = g_ptr_array_index (moments, i - 1);

      if (moment->before != NULL)
        visit (progress, UOIS_ROW_VALUE (moment->before, request->type->state));
      if (moment->after != NULL)
        visit (progress, UOIS_ROW_VALUE (moment->after, request->type->state));
    }
  return TRUE;
}

static gboolean
set_missing (GError **error)
{
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("The record is in no state of a workflow."));
  return FALSE;
}

/* The machine that a state belongs to. */
static gboolean
find_machine (
    UoisStoreReader *reader, const ProgressRequest *request, const UoisUuid *state, UoisUuid *machine, GError **error)
{
  const UoisField *states = request->type->followed->machine->states;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row = uois_store_reader_read_row (reader, states->target, state, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (row == NULL || UOIS_ROW_VALUE (row, states->column)->kind != UOIS_VALUE_UUID)
    return set_missing (error);
  *machine = UOIS_ROW_VALUE (row, states->column)->uuid;
  return TRUE;
}

static gpointer
progress_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const ProgressRequest *request = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row = uois_store_reader_read_row (reader, request->type, &request->id, &failure);
  g_autoptr (UoisMachineProgress) progress = NULL;
  g_autoptr (UoisMachineModel) model = NULL;
  const UoisValue *state;
  UoisUuid machine;

  if (row == NULL)
    {
      if (failure == NULL)
        uois_edit_set_gone (request->type, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  state = UOIS_ROW_VALUE (row, request->type->state);
  if (state->kind != UOIS_VALUE_UUID)
    {
      set_missing (error);
      return NULL;
    }
  if (!find_machine (reader, request, &state->uuid, &machine, error))
    return NULL;
  model = uois_machine_model_read (file, reader, request->type->followed, &machine, cancellable, error);
  if (model == NULL)
    return NULL;

  progress = g_new0 (UoisMachineProgress, 1);
  progress->machine = g_steal_pointer (&model);
  progress->state = uois_machine_model_find_state (progress->machine, &state->uuid);
  progress->visited = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!read_visited (reader, request, progress, error))
    return NULL;
  visit (progress, state);
  return g_steal_pointer (&progress);
}

void
uois_file_read_progress_async (UoisFile *file,
                               const UoisType *type,
                               const UoisUuid *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ProgressRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));
  g_return_if_fail (type->state != NULL);

  uois_file_run_async (file, uois_file_read_progress_async, progress_run, g_memdup2 (&request, sizeof request), g_free,
                       (GDestroyNotify) uois_machine_progress_free, cancellable, callback, user_data);
}

UoisMachineProgress *
uois_file_read_progress_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_progress_async, result, error);
}

UoisMachineProgress *
uois_file_read_progress (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  ProgressRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);
  g_return_val_if_fail (type->state != NULL, NULL);

  return uois_file_run (file, progress_run, &request, cancellable, error);
}
