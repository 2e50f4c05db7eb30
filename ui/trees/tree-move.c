/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trees/tree-move.h"

typedef struct
{
  const UoisColumn *column;
  UoisValue parent;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  uois_value_clear (&move->parent);
  g_free (move);
}

/* The first thing that is wrong, and its cure, are all that there is room for. */
static GError *
explain (GPtrArray *problems, const GError *error)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == UOIS_SEVERITY_ERROR)
        return g_error_new (error->domain, error->code, "%s %s", problem->sentence, problem->cure);
    }
  return g_error_copy (error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = uois_file_save_finish (UOIS_FILE (source), result, &problems, &error);

  if (number < 0)
    g_task_return_error (task, explain (problems, error));
  else
    g_task_return_int (task, number);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Move *move = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record_finish (UOIS_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (draft == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  uois_draft_set_value (draft, move->column, &move->parent);
  uois_file_save_async (UOIS_FILE (source), &draft, 1, cancellable, saved_cb, g_steal_pointer (&task));
}

void
uois_tree_move_async (UoisFile *file,
                      UoisRecord *record,
                      const UoisUuid *parent,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Move *move = g_new0 (Move, 1);

  g_return_if_fail (record->type->parent != NULL);

  move->column = record->type->parent;
  if (parent != NULL)
    uois_value_set_uuid (&move->parent, parent);
  g_task_set_source_tag (task, uois_tree_move_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, move, move_free);
  uois_file_edit_record_async (file, record->type, &record->id, cancellable, edited_cb, g_steal_pointer (&task));
}

gboolean
uois_tree_move_finish (UoisFile *file, GAsyncResult *result, gint64 *step, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_tree_move_async), FALSE);

  answer = g_task_propagate_int (G_TASK (result), error);
  if (step != NULL)
    *step = MAX (answer, 0);
  return answer >= 0;
}
