/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/find-links.h"

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *links = uois_file_fetch_finish (UOIS_FILE (source), result, &error);

  if (links != NULL)
    g_task_return_pointer (task, links, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const UoisField *relation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GArray) rows = uois_file_list_finish (UOIS_FILE (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  uois_file_fetch_async (UOIS_FILE (source), relation->through, (const gint64 *) (gpointer) rows->data, rows->len, NULL,
                         0, NULL, fetched_cb, g_steal_pointer (&task));
}

static const UoisField *
find_reference (const UoisColumn *column)
{
  for (guint i = 0; i < column->type->fields.length; i++)
    {
      const UoisField *field = column->type->fields.items[i];

      if (field->column == column && uois_field_get_list_kind (field) == UOIS_VALUE_UUID)
        return field;
    }
  return NULL;
}

static UoisListCondition *
new_condition (const UoisColumn *column, const UoisValue *values, guint n_values)
{
  return uois_list_condition_new (find_reference (column), UOIS_LIST_IS, values, n_values, NULL);
}

void
uois_find_links_async (UoisFile *file,
                       const UoisField *relation,
                       const UoisUuid *parent,
                       GPtrArray *records,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (UoisListFilter) all = uois_list_filter_new (relation->through);
  g_autoptr (UoisListFilter) of_parent = NULL;
  g_autoptr (UoisListFilter) filter = NULL;
  g_autoptr (UoisListCondition) near_condition = NULL;
  g_autoptr (UoisListCondition) far_condition = NULL;
  g_autofree UoisValue *targets = g_new0 (UoisValue, records->len);
  UoisValue near = UOIS_VALUE_INIT;
  guint n_targets = 0;

  g_return_if_fail (relation->kind == UOIS_FIELD_THROUGH);

  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      if (record != NULL)
        uois_value_set_uuid (&targets[n_targets++], &record->id);
    }
  uois_value_set_uuid (&near, parent);
  near_condition = new_condition (relation->column, &near, 1);
  far_condition = new_condition (relation->far_column, targets, n_targets);
  of_parent = uois_list_filter_with (all, near_condition);
  filter = uois_list_filter_with (of_parent, far_condition);
  g_task_set_source_tag (task, uois_find_links_async);
  g_task_set_task_data (task, (gpointer) relation, NULL);
  uois_file_list_async (file, &(UoisListRequest){ .type = relation->through, .filter = filter }, NULL, listed_cb,
                        g_steal_pointer (&task));
}

GPtrArray *
uois_find_links_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_find_links_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
