/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/care-job.h"

#include "repo/progress-relay.h"

typedef struct
{
  UoisCareJob job;
  gpointer request;
  GDestroyNotify request_free;
  GDestroyNotify result_free;
  UoisProgressRelay *relay;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->request_free != NULL)
    work->request_free (work->request);
  uois_progress_relay_unref (work->relay);
  g_free (work);
}

static void
cancel_both (GCancellable *cancellable, GCancellable *own)
{
  g_cancellable_cancel (own);
}

gpointer
uois_file_run_care (UoisFile *file,
                    UoisCareJob job,
                    gpointer request,
                    UoisProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  gpointer result = NULL;
  gulong by_caller = 0, by_closing;

  if (!uois_file_enter (file, error))
    return NULL;

  if (cancellable != NULL)
    by_caller = g_cancellable_connect (cancellable, G_CALLBACK (cancel_both), own, NULL);
  by_closing = g_cancellable_connect (file->closing, G_CALLBACK (cancel_both), own, NULL);
  if (!g_cancellable_set_error_if_cancelled (own, error))
    result = job (file, request, progress, progress_data, own, error);
  g_cancellable_disconnect (file->closing, by_closing);
  g_cancellable_disconnect (cancellable, by_caller);

  uois_file_leave (file);
  return result;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  gpointer result = uois_file_run_care (source, work->job, work->request, uois_progress_relay_report, work->relay,
                                        cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, work->result_free);
}

void
uois_file_run_care_async (UoisFile *file,
                          gpointer source_tag,
                          UoisCareJob job,
                          gpointer request,
                          GDestroyNotify request_free,
                          GDestroyNotify result_free,
                          UoisProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Work *work = g_new (Work, 1);

  *work = (Work){ job, request, request_free, result_free, uois_progress_relay_new (progress, progress_data) };
  g_task_set_source_tag (task, source_tag);
  /* The answer says what became of the work, not what was wished in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
}
