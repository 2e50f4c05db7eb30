/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/progress.h"
#include "repo/backup.h"
#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisCareJob:
 * @request: what uois_file_run_care() was given
 * @progress: (nullable): to be called on this thread with @progress_data
 * @cancellable: cancelled by the caller, and when the file closes
 *
 * Work on a file that may take minutes. It runs beside the workers, so that lists need not wait for it, and the file
 * stays open meanwhile.
 *
 * Returns: the result; %NULL with @error set
 */
typedef gpointer (*UoisCareJob) (UoisFile *file,
                                 gpointer request,
                                 UoisProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Runs @job here and now. */
gpointer uois_file_run_care (UoisFile *file,
                             UoisCareJob job,
                             gpointer request,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error);

/* Takes @request; @progress is called in the caller's main context. The result is had with uois_file_run_finish(). */
void uois_file_run_care_async (UoisFile *file,
                               gpointer source_tag,
                               UoisCareJob job,
                               gpointer request,
                               GDestroyNotify request_free,
                               GDestroyNotify result_free,
                               UoisProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* ---- backup.c, for jobs of other files ---- */

/* What uois_file_back_up() does, inside a job. */
UoisBackup *uois_file_make_backup (UoisFile *file,
                                   UoisBackupReason reason,
                                   UoisProgress progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GError **error);
/* uois_file_back_up_before() beside the workers; @progress is called in the caller's main context. */
void uois_file_back_up_before_async (UoisFile *file,
                                     UoisBackupReason reason,
                                     UoisProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean uois_file_back_up_before_finish (UoisFile *file, GAsyncResult *result, GError **error);
/* A number that differs whenever the data do; -1 if they cannot be read. Inside a job. */
gint64 uois_file_read_version (UoisFile *file, GCancellable *cancellable);

G_END_DECLS
