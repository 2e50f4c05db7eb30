/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/care-job.h"
#include "repo/draft-private.h"

#include <glib/gi18n-lib.h>

/* ---- Units of work of a person ---- */

static void
edit_free (gpointer data)
{
  UoisEdit *edit = data;

  g_clear_pointer (&edit->request, edit->request_free);
  g_clear_pointer (&edit->reporter, uois_reporter_free);
  g_object_unref (edit->file);
  g_free (edit);
}

static gboolean
run_edit (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  UoisEdit *edit = data;

  edit->unit = unit;
  edit->cancellable = cancellable;
  if (!edit->job (edit, error))
    return FALSE;
  edit->number = uois_store_unit_get_number (unit);
  return TRUE;
}

gboolean
uois_edit_go_on (UoisEdit *edit, guint64 done, guint64 total, GError **error)
{
  uois_reporter_report (edit->reporter, done, total);
  return !g_cancellable_set_error_if_cancelled (edit->cancellable, error);
}

gint64
uois_file_edit (UoisFile *file, UoisEditJob job, gpointer request, GCancellable *cancellable, GError **error)
{
  UoisEdit edit = { .file = file, .job = job, .request = request };
  gboolean done;

  if (!uois_file_enter (file, error))
    return -1;
  edit.has_person = uois_file_get_person (file, &edit.person);
  done = uois_store_write (file->store, UOIS_ORIGIN_EDIT, NULL, edit.has_person ? &edit.person : NULL, run_edit, &edit,
                           cancellable, error);
  uois_file_leave (file);
  return done ? edit.number : -1;
}

static gboolean
refuse_without_backup (GError **error, GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, reason);
  else
    {
      g_set_error (error, reason->domain, reason->code,
                   _ ("No backup could be made before so large a change, so nothing was changed. %s"), reason->message);
      g_error_free (reason);
    }
  return FALSE;
}

gint64
uois_file_edit_many (
    UoisFile *file, UoisEditJob job, gpointer request, guint64 n_records, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;

  if (uois_file_backs_up_before (file, n_records) &&
      !uois_file_back_up_before (file, UOIS_BACKUP_CHANGE, NULL, NULL, cancellable, &reason))
    {
      refuse_without_backup (error, reason);
      return -1;
    }
  return uois_file_edit (file, job, request, cancellable, error);
}

static void
on_written (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  const UoisEdit *edit = g_task_get_task_data (task);

  if (uois_store_write_finish (UOIS_STORE (store), result, &error))
    g_task_return_int (task, edit->number);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
start_writing (GTask *task)
{
  UoisFile *file = g_task_get_source_object (task);
  UoisEdit *edit = g_task_get_task_data (task);
  GError *error = NULL;

  if (!uois_file_enter (file, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  uois_store_write_async (file->store, UOIS_ORIGIN_EDIT, NULL, edit->has_person ? &edit->person : NULL, run_edit, edit,
                          NULL, g_task_get_cancellable (task), on_written, task);
  uois_file_leave (file);
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *reason = NULL;
  GError *error = NULL;

  if (uois_file_back_up_before_finish (UOIS_FILE (source), result, &reason))
    {
      start_writing (task);
      return;
    }
  refuse_without_backup (&error, reason);
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
uois_file_edit_many_async (UoisFile *file,
                           gpointer source_tag,
                           UoisEditJob job,
                           gpointer request,
                           GDestroyNotify request_free,
                           guint64 n_records,
                           UoisProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);
  UoisEdit *edit = g_new0 (UoisEdit, 1);

  edit->file = g_object_ref (file);
  edit->job = job;
  edit->request = request;
  edit->request_free = request_free;
  edit->reporter = uois_reporter_new (progress, progress_data, FALSE);
  edit->has_person = uois_file_get_person (file, &edit->person);
  g_task_set_source_tag (task, source_tag);
  /* The answer says what became of the file, not what was wished in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, edit, edit_free);

  if (uois_file_backs_up_before (file, n_records))
    uois_file_back_up_before_async (file, UOIS_BACKUP_CHANGE, progress, progress_data, cancellable, on_backed_up, task);
  else
    start_writing (task);
}

void
uois_file_edit_async (UoisFile *file,
                      gpointer source_tag,
                      UoisEditJob job,
                      gpointer request,
                      GDestroyNotify request_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  uois_file_edit_many_async (file, source_tag, job, request, request_free, 1, NULL, NULL, cancellable, callback,
                             user_data);
}

gint64
uois_file_edit_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

gpointer
uois_file_edit_get_request (GAsyncResult *result)
{
  const UoisEdit *edit = g_task_get_task_data (G_TASK (result));

  return edit->request;
}

/* ---- What steps are called ---- */

char *
uois_file_read_title (UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  g_auto (UoisBoundSelect) bound = { NULL };
  UoisStoreStatement *statement;
  char *title = NULL;

  uois_bound_select_init (&bound, file, type);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_TITLE);
  uois_bound_select_where_id (&bound, id);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  if (uois_store_statement_step (statement, error) == 1)
    title = g_strdup (uois_store_statement_get_text (statement, 0, NULL));
  uois_store_statement_release (statement);
  return title;
}

char *
uois_edit_make_label (const char *format, const UoisType *type, const char *title)
{
  g_autoptr (GString) label = g_string_new (format);

  g_string_replace (label, "{type}", uois_type_get_label (type), 1);
  g_string_replace (label, "{number}", title, 1);
  g_string_replace (label, "{title}", title, 1);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/* ---- Drafts of what is in the file ---- */

void
uois_edit_set_gone (const UoisType *type, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
               /* Translators: a kind of record, "Person". */
               _ ("The record (%s) is no longer in the file: it was deleted meanwhile."), uois_type_get_label (type));
}

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} RecordRequest;

static gpointer
edit_record_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const RecordRequest *request = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row = uois_store_reader_read_row (reader, request->type, &request->id, &failure);

  if (row != NULL)
    return uois_draft_new_of_row (file->registry, request->type, row);
  if (failure == NULL)
    uois_edit_set_gone (request->type, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

void
uois_file_edit_record_async (UoisFile *file,
                             const UoisType *type,
                             const UoisUuid *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RecordRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_edit_record_async, edit_record_run, g_memdup2 (&request, sizeof request), g_free,
                       g_object_unref, cancellable, callback, user_data);
}

UoisDraft *
uois_file_edit_record_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_edit_record_async, result, error);
}

UoisDraft *
uois_file_edit_record (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  RecordRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, edit_record_run, &request, cancellable, error);
}
