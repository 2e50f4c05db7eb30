/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"

#include <glib/gi18n-lib.h>

/* ---- What comes next ---- */

void
uois_undo_state_free (UoisUndoState *state)
{
  g_clear_pointer (&state->undo, uois_store_step_free);
  g_clear_pointer (&state->redo, uois_store_step_free);
  g_clear_pointer (&state->undo_blockers, g_ptr_array_unref);
  g_clear_pointer (&state->redo_blockers, g_ptr_array_unref);
  g_free (state);
}

/* @number: 0 for no step */
static GPtrArray *
list_blockers (UoisStoreReader *reader, gint64 number, GError **error)
{
  return number != 0 ? uois_store_reader_list_later (reader, number, error) : g_ptr_array_new ();
}

static gpointer
undo_state_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisUndoState) state = g_new0 (UoisUndoState, 1);

  if (!uois_store_reader_find_undoable (reader, &state->undo, error) ||
      !uois_store_reader_find_redoable (reader, &state->redo, &state->redo_unit, error))
    return NULL;
  state->undo_blockers = list_blockers (reader, state->undo != NULL ? state->undo->number : 0, error);
  if (state->undo_blockers == NULL)
    return NULL;
  state->redo_blockers = list_blockers (reader, state->redo_unit, error);
  return state->redo_blockers != NULL ? g_steal_pointer (&state) : NULL;
}

void
uois_file_get_undo_state_async (UoisFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_get_undo_state_async, undo_state_run, NULL, NULL,
                       (GDestroyNotify) uois_undo_state_free, cancellable, callback, user_data);
}

UoisUndoState *
uois_file_get_undo_state_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_get_undo_state_async, result, error);
}

UoisUndoState *
uois_file_get_undo_state (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, undo_state_run, NULL, cancellable, error);
}

/* ---- Doing it ---- */

static gboolean
refuse_blocked (GPtrArray *blockers, const char *label, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (blockers->len == 0)
    return TRUE;
  for (guint i = 0; i < blockers->len; i++)
    {
      const UoisStoreStep *step = g_ptr_array_index (blockers, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "; " : "",
                              step->label != NULL ? step->label : _ ("without a name"));
    }
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT,
               /* Translators: the name of a step, then the names of others. */
               _ ("“%s” cannot be taken back, because the same records were changed later: %s."),
               label != NULL ? label : _ ("without a name"), names->str);
  return FALSE;
}

/* "Undo: Change Person: Nováková Šárka" */
static gboolean
take_back (
    UoisFile *file, gint64 number, const char *format, const char *label, GCancellable *cancellable, GError **error)
{
  UoisUuid person;
  gboolean has_person = uois_file_get_person (file, &person);
  g_autoptr (GString) name = g_string_new (format);

  g_string_replace (name, "{label}", label != NULL ? label : _ ("without a name"), 1);
  return uois_store_undo (file->store, number, name->str, has_person ? &person : NULL, cancellable, error);
}

static gpointer
undo_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisUndoState) state = undo_state_run (file, reader, NULL, cancellable, error);

  if (state == NULL)
    return NULL;
  if (state->undo == NULL)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("There is nothing to undo."));
      return NULL;
    }
  if (!refuse_blocked (state->undo_blockers, state->undo->label, error) ||
      /* Translators: {label} is the name of a step. */
      !take_back (file, state->undo->number, _ ("Undo: {label}"), state->undo->label, cancellable, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
redo_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisUndoState) state = undo_state_run (file, reader, NULL, cancellable, error);

  if (state == NULL)
    return NULL;
  if (state->redo == NULL)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("There is nothing to redo."));
      return NULL;
    }
  if (!refuse_blocked (state->redo_blockers, state->redo->label, error) ||
      /* Translators: {label} is the name of a step. */
      !take_back (file, state->redo_unit, _ ("Redo: {label}"), state->redo->label, cancellable, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
undo_step_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *number = data;
  g_autoptr (UoisStoreStep) step = uois_store_reader_get_step (reader, *number, error);

  if (step == NULL || !take_back (file, *number, _ ("Undo: {label}"), step->label, cancellable, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

void
uois_file_undo_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_undo_async, undo_run, NULL, NULL, NULL, cancellable, callback, user_data);
}

gboolean
uois_file_undo_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_undo_async, result, error) != NULL;
}

gboolean
uois_file_undo (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_file_run (file, undo_run, NULL, cancellable, error) != NULL;
}

void
uois_file_redo_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_redo_async, redo_run, NULL, NULL, NULL, cancellable, callback, user_data);
}

gboolean
uois_file_redo_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_redo_async, result, error) != NULL;
}

gboolean
uois_file_redo (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_file_run (file, redo_run, NULL, cancellable, error) != NULL;
}

void
uois_file_undo_step_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_undo_step_async, undo_step_run, g_memdup2 (&number, sizeof number), g_free, NULL,
                       cancellable, callback, user_data);
}

gboolean
uois_file_undo_step_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_undo_step_async, result, error) != NULL;
}

gboolean
uois_file_undo_step (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_file_run (file, undo_step_run, &number, cancellable, error) != NULL;
}

/* ---- The history of a record ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} MomentsRequest;

static gpointer
list_moments_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const MomentsRequest *request = data;

  return uois_store_reader_list_moments (reader, request->type, &request->id, error);
}

void
uois_file_list_moments_async (UoisFile *file,
                              const UoisType *type,
                              const UoisUuid *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MomentsRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_moments_async, list_moments_run, g_memdup2 (&request, sizeof request),
                       g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_moments_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_moments_async, result, error);
}

GPtrArray *
uois_file_list_moments (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  MomentsRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, list_moments_run, &request, cancellable, error);
}

GPtrArray *
uois_moments_compare (const UoisType *type, const UoisStoreMoment *earlier, const UoisStoreMoment *later)
{
  static const UoisValue null = UOIS_VALUE_INIT;
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      const UoisValue *before = earlier->after != NULL ? UOIS_ROW_VALUE (earlier->after, column) : &null;
      const UoisValue *after = later->after != NULL ? UOIS_ROW_VALUE (later->after, column) : &null;

      if (!uois_value_equal (before, after))
        g_ptr_array_add (columns, (gpointer) column);
    }
  return columns;
}
