/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-workers.h"

#include "output.h"

/* As many as the file has readers: more would wait for each other. */
#define N_WORKERS 4

struct _UoisWorkers
{
  UoisFile *file;
  GThreadPool *pool;
  GMainContext *context;
  guint most_waiting;
  gboolean profile;
  guint n_asked; /* and not done */
};

/* One question; in one thread at a time. */
typedef struct
{
  UoisWorkers *workers;
  UoisQuestion question;
  gint64 deadline;
  GCancellable *cancellable; /* nullable */
  UoisWorkersDone done;
  gpointer data;

  GBytes *answer;
  GError *error;
  UoisProfile *profile;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  uois_question_clear (&job->question);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->answer, g_bytes_unref);
  g_clear_error (&job->error);
  g_clear_pointer (&job->profile, uois_profile_free);
  g_free (job);
}

/* Back in the main loop. */
static gboolean
finish (gpointer data)
{
  Job *job = data;

  job->workers->n_asked--;
  if (job->profile != NULL && job->answer != NULL)
    uois_output_profile (job->profile, FALSE);
  job->done (job->answer, job->error, job->data);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  UoisWorkers *workers = user_data;
  UoisQueryRequest request = {
    .document = job->question.document,
    .variables = job->question.variables,
    .operation = job->question.operation,
    .deadline = job->deadline,
  };

  if (workers->profile)
    request.profile = job->profile = uois_profile_new ();
  job->answer = uois_file_query (workers->file, &request, NULL, job->cancellable, &job->error);
  g_main_context_invoke_full (workers->context, G_PRIORITY_DEFAULT, finish, job, job_free);
}

UoisWorkers *
uois_workers_new (UoisFile *file, guint most_waiting, gboolean profile)
{
  UoisWorkers *workers = g_new0 (UoisWorkers, 1);

  workers->file = g_object_ref (file);
  workers->context = g_main_context_ref_thread_default ();
  workers->most_waiting = most_waiting;
  workers->profile = profile;
  workers->pool = g_thread_pool_new (work, workers, N_WORKERS, FALSE, NULL);
  return workers;
}

void
uois_workers_free (UoisWorkers *workers)
{
  g_thread_pool_free (workers->pool, FALSE, TRUE);
  g_main_context_unref (workers->context);
  g_object_unref (workers->file);
  g_free (workers);
}

gboolean
uois_workers_ask (UoisWorkers *workers,
                  UoisQuestion *question,
                  gint64 deadline,
                  GCancellable *cancellable,
                  UoisWorkersDone done,
                  gpointer data)
{
  Job *job;

  if (workers->n_asked >= N_WORKERS + workers->most_waiting)
    return FALSE;
  job = g_new0 (Job, 1);
  job->workers = workers;
  job->question = *question;
  job->deadline = deadline;
  g_set_object (&job->cancellable, cancellable);
  job->done = done;
  job->data = data;
  *question = (UoisQuestion){ 0 };
  workers->n_asked++;
  return g_thread_pool_push (workers->pool, job, NULL);
}

guint
uois_workers_get_waiting (UoisWorkers *workers)
{
  return workers->n_asked > N_WORKERS ? workers->n_asked - N_WORKERS : 0;
}
