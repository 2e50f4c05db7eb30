/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql.h"
#include "repo/file.h"
#include "repo/order-cache.h"
#include "repo/reporter.h"
#include "store/backup.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The setting that holds the id of the person who works with the file; absent: nobody. */
#define UOIS_FILE_SETTING_PERSON "profile.person"
/* The setting that holds the policy of backups; absent: the default. */
#define UOIS_FILE_SETTING_BACKUPS "backup.policy"

struct _UoisFile
{
  GObject parent_instance;

  /* Owned, set once when the file opens. */
  UoisStore *store;
  UoisRegistry *registry;
  char *path;
  GMainContext *context;
  GThreadPool *workers;
  GThreadPool *long_workers; /* what takes seconds must not keep lists waiting */
  GCancellable *closing;     /* stops long work */
  UoisOrderCache *orders;
  const UoisDomain *subgraph; /* nullable; belongs to @registry; set before the first question */

  /* Held for reading by every job, for writing by close(): closing waits for what runs. */
  GRWLock lifetime;
  gboolean closed;

  GMutex lock;
  UoisGqlSchema *schema;          /* nullable: made for the first question; under @lock */
  GHashTable *sessions;           /* nullable: UoisStoreReader -> owned session of the evaluator; under @lock */
  GHashTable *problems;           /* nullable: UoisType -> what find-problems.c knows; under @lock */
  gboolean has_person;            /* under @lock */
  UoisUuid person;                /* under @lock */
  UoisBackupPolicy backup_policy; /* under @lock */
  guint64 n_statements;           /* under @lock */
};

/**
 * UoisFileJob:
 * @reader: a reader inside a snapshot
 * @request: what uois_file_run() was given
 *
 * Work over one snapshot of the file, on any thread.
 *
 * Returns: the result; %NULL with @error set
 */
typedef gpointer (*UoisFileJob) (
    UoisFile *file, UoisStoreReader *reader, gpointer request, GCancellable *cancellable, GError **error);

/* Runs @job here and now. */
gpointer uois_file_run (UoisFile *file, UoisFileJob job, gpointer request, GCancellable *cancellable, GError **error);

/* Runs @job on a worker. Takes @request. The result is had with uois_file_run_finish() and freed by @result_free if nobody takes it. */
void uois_file_run_async (UoisFile *file,
                          gpointer source_tag,
                          UoisFileJob job,
                          gpointer request,
                          GDestroyNotify request_free,
                          GDestroyNotify result_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* The same for what takes seconds. @reporter: (nullable) (transfer full): freed before @callback */
void uois_file_run_long_async (UoisFile *file,
                               gpointer source_tag,
                               UoisFileJob job,
                               gpointer request,
                               GDestroyNotify request_free,
                               GDestroyNotify result_free,
                               UoisReporter *reporter,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer uois_file_run_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error);

/* The work of uois_file_list() and uois_file_fetch() for jobs that need both. */
GArray *uois_file_list_rows (
    UoisFile *file, UoisStoreReader *reader, const UoisListRequest *request, GCancellable *cancellable, GError **error);
GPtrArray *uois_file_fetch_rows (UoisFile *file,
                                 UoisStoreReader *reader,
                                 const UoisType *type,
                                 const gint64 *rows,
                                 guint n_rows,
                                 const UoisField *const *fields,
                                 guint n_fields,
                                 GError **error);

/* Keeps the file open during work that is not a job. %FALSE with %G_IO_ERROR_CLOSED after close(). */
gboolean uois_file_enter (UoisFile *file, GError **error);
void uois_file_leave (UoisFile *file);

/* %FALSE: nobody works with the file. */
gboolean uois_file_get_person (UoisFile *file, UoisUuid *person);

/* A setting that the file keeps at hand was written. @value: (nullable) */
void uois_file_take_setting (UoisFile *file, const char *key, const char *value);
/* All of those, from the file. */
void uois_file_take_settings (UoisFile *file);
/* In backup.c. @text: (nullable) */
void uois_file_take_policy (UoisFile *file, const char *text);
/* Emits UoisFile::setting-changed. Any thread. */
void uois_file_announce_setting (UoisFile *file, const char *key);

/* In query.c: gives back what the sessions hold of their readers, before those are closed. */
void uois_file_clear_sessions (UoisFile *file);

G_END_DECLS
