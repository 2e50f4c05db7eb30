/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/history.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"
#include "repo/history-private.h"

#include <glib/gi18n-lib.h>

/* ---- People ---- */

char *
uois_file_read_person (UoisFile *file, UoisStoreReader *reader, const UoisStoreStep *step)
{
  const UoisType *type = uois_registry_get_person_type (file->registry);

  if (!step->has_person || type == NULL)
    return NULL;
  return uois_file_read_title (file, reader, type, &step->person, NULL);
}

/* ---- Several steps back ---- */

static GStrv
make_labels (GPtrArray *steps)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  for (guint i = 0; i < steps->len; i++)
    {
      const UoisStoreStep *step = g_ptr_array_index (steps, i);
      /* Translators: {label} is the name of a step. */
      g_autoptr (GString) label = g_string_new (_ ("Undo: {label}"));

      g_string_replace (label, "{label}", step->label != NULL ? step->label : _ ("without a name"), 1);
      g_strv_builder_add (labels, label->str);
    }
  return g_strv_builder_end (labels);
}

gboolean
uois_file_take_back_steps (UoisFile *file, GPtrArray *steps, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) labels = make_labels (steps);
  g_autofree gint64 *numbers = g_new (gint64, steps->len);
  UoisUuid person;
  gboolean has_person = uois_file_get_person (file, &person);

  for (guint i = 0; i < steps->len; i++)
    numbers[i] = ((const UoisStoreStep *) g_ptr_array_index (steps, i))->number;
  return uois_store_undo_many (file->store, numbers, (const char *const *) labels, steps->len,
                               has_person ? &person : NULL, cancellable, error);
}

static gpointer
undo_steps_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) steps = uois_store_reader_list_undoable (reader, *(const guint *) data, error);

  if (steps == NULL)
    return NULL;
  if (steps->len == 0)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("There is nothing to undo."));
      return NULL;
    }

  return uois_file_take_back_steps (file, steps, cancellable, error) ? GUINT_TO_POINTER (steps->len) : NULL;
}

static gint
count_undone (gpointer result)
{
  return result != NULL ? GPOINTER_TO_INT (result) : -1;
}

void
uois_file_undo_steps_async (
    UoisFile *file, guint n_steps, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));
  g_return_if_fail (n_steps > 0);

  uois_file_run_async (file, uois_file_undo_steps_async, undo_steps_run, g_memdup2 (&n_steps, sizeof n_steps), g_free,
                       NULL, cancellable, callback, user_data);
}

gint
uois_file_undo_steps_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return count_undone (uois_file_run_finish (file, uois_file_undo_steps_async, result, error));
}

gint
uois_file_undo_steps (UoisFile *file, guint n_steps, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), -1);
  g_return_val_if_fail (n_steps > 0, -1);

  return count_undone (uois_file_run (file, undo_steps_run, &n_steps, cancellable, error));
}

/* ---- All steps ---- */

void
uois_step_free (UoisStep *step)
{
  g_clear_pointer (&step->step, uois_store_step_free);
  g_clear_pointer (&step->types, g_ptr_array_unref);
  g_free (step->person);
  g_free (step);
}

/* A request that may outlive the caller's. */
typedef struct
{
  UoisStepsRequest request;
  UoisUuid person;
} Request;

static Request *
request_new (const UoisStepsRequest *request)
{
  Request *copy = g_new0 (Request, 1);

  copy->request = *request;
  if (request->person != NULL)
    {
      copy->person = *request->person;
      copy->request.person = &copy->person;
    }
  return copy;
}

/* Takes @store_step. */
static UoisStep *
complete_step (UoisFile *file, UoisStoreReader *reader, UoisStoreStep *store_step, GError **error)
{
  g_autoptr (UoisStep) step = g_new0 (UoisStep, 1);
  g_autoptr (GPtrArray) tables = NULL;

  step->step = store_step;
  step->types = g_ptr_array_new ();
  if (!uois_store_reader_count_step (reader, store_step->number, &step->n_records, &tables, error))
    return NULL;
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisType *type = uois_registry_find_table (file->registry, g_ptr_array_index (tables, i));

      if (type != NULL)
        g_ptr_array_add (step->types, (gpointer) type);
    }
  step->person = uois_file_read_person (file, reader, store_step);
  return g_steal_pointer (&step);
}

static gpointer
list_steps_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const UoisStepsRequest *request = &((const Request *) data)->request;
  UoisStoreStepsFilter filter = {
    .before = request->before,
    .limit = request->limit,
    .table = request->type != NULL ? request->type->table : NULL,
    .person = request->person,
    .origins = request->origins,
  };
  g_autoptr (GPtrArray) found = uois_store_reader_list_steps (reader, &filter, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_step_free);

  if (found == NULL)
    return NULL;
  while (found->len > 0)
    {
      UoisStep *step = complete_step (file, reader, g_ptr_array_steal_index (found, 0), error);

      if (step == NULL)
        return NULL;
      g_ptr_array_add (steps, step);
    }
  return g_steal_pointer (&steps);
}

void
uois_file_list_steps_async (UoisFile *file,
                            const UoisStepsRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_steps_async, list_steps_run, request_new (request), g_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_steps_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_steps_async, result, error);
}

GPtrArray *
uois_file_list_steps (UoisFile *file, const UoisStepsRequest *request, GCancellable *cancellable, GError **error)
{
  g_autofree Request *copy = NULL;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  copy = request_new (request);
  return uois_file_run (file, list_steps_run, copy, cancellable, error);
}
