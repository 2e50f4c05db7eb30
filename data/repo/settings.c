/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/settings.h"

/* ---- Writing ---- */

/**
 * SettingRequest:
 * @value: (nullable): what was written, once it was
 */
typedef struct
{
  char *key;
  UoisSettingEdit edit;
  gpointer data;
  GDestroyNotify data_free;
  char *value;
} SettingRequest;

static void
setting_request_free (gpointer data)
{
  SettingRequest *request = data;

  g_clear_pointer (&request->data, request->data_free);
  g_free (request->key);
  g_free (request->value);
  g_free (request);
}

static gboolean
edit_job (UoisEdit *edit, GError **error)
{
  SettingRequest *request = edit->request;
  g_autoptr (GError) failure = NULL;
  g_autofree char *old =
      uois_store_reader_get_setting (uois_store_unit_get_reader (edit->unit), request->key, &failure);

  if (failure == NULL && request->edit (old, request->data, &request->value, &failure))
    return uois_store_unit_set_setting (edit->unit, request->key, request->value, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  UoisFile *file = UOIS_FILE (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  const SettingRequest *request = uois_file_edit_get_request (result);

  if (uois_file_edit_finish (file, uois_file_edit_setting_async, result, &error) < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  uois_file_take_setting (file, request->key, request->value);
  uois_file_announce_setting (file, request->key);
  g_task_return_boolean (task, TRUE);
}

void
uois_file_edit_setting_async (UoisFile *file,
                              gpointer source_tag,
                              const char *key,
                              UoisSettingEdit edit,
                              gpointer data,
                              GDestroyNotify data_free,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  SettingRequest *request = g_new (SettingRequest, 1);

  *request = (SettingRequest){ g_strdup (key), edit, data, data_free, NULL };
  g_task_set_source_tag (task, source_tag);
  /* The answer says what became of the file, not what was wished in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  uois_file_edit_async (file, uois_file_edit_setting_async, edit_job, request, setting_request_free, cancellable,
                        on_edited, g_steal_pointer (&task));
}

gboolean
uois_file_edit_setting_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- One value ---- */

static gboolean
take_value (const char *old, gpointer data, char **new, GError **error)
{
  *new = g_strdup (data);
  return TRUE;
}

void
uois_file_set_setting_async (UoisFile *file,
                             const char *key,
                             const char *value,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && key != NULL);

  uois_file_edit_setting_async (file, uois_file_set_setting_async, key, take_value, g_strdup (value), g_free,
                                cancellable, callback, user_data);
}

gboolean
uois_file_set_setting_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_setting_finish (file, uois_file_set_setting_async, result, error);
}

static gpointer
get_setting_run (UoisFile *file, UoisStoreReader *reader, gpointer key, GCancellable *cancellable, GError **error)
{
  return uois_store_reader_get_setting (reader, key, error);
}

void
uois_file_get_setting_async (
    UoisFile *file, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && key != NULL);

  uois_file_run_async (file, uois_file_get_setting_async, get_setting_run, g_strdup (key), g_free, g_free, cancellable,
                       callback, user_data);
}

char *
uois_file_get_setting_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_get_setting_async, result, error);
}
