/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "backup.h"

#include "store-private.h"

G_BEGIN_DECLS

/**
 * UoisBackupWork: what making or restoring a backup needs to know of who asked.
 * @from: the share of the whole work that is done when this part begins
 * @to: and when it ends
 */
typedef struct
{
  UoisProgress progress;
  gpointer data;
  double from;
  double to;
  GCancellable *cancellable;
} UoisBackupWork;

void uois_backup_work_report (const UoisBackupWork *work, double fraction, const char *what);

/**
 * uois_connection_copy:
 * @target: a connection that writes; it is in no transaction
 * @source: its snapshot is copied if it is in one, so that writers do not make the copy begin anew
 *
 * Copies all pages. On failure @target is as it was, as far as its own journal goes.
 */
gboolean
uois_connection_copy (UoisConnection *target, UoisConnection *source, const UoisBackupWork *work, GError **error);

/* Whether SQLite finds the pages of the file sound; DAMAGED with @name if not. */
gboolean uois_connection_check_pages (UoisConnection *connection, const char *name, GError **error);

/* A copy beside the backups under a name that is none of theirs; removed by uois_backup_discard(). */
char *uois_backup_make_partial (const char *path, const char *name, GError **error);
void uois_backup_discard (const char *partial);

/* Makes a backup of the file of @source, which is in no transaction. */
UoisBackup *
uois_connection_back_up (UoisConnection *source, UoisBackupReason reason, const UoisBackupWork *work, GError **error);

/* "2026-11-24T09-15-12-daily.uois" in the folder of backups, and free. */
char *uois_backup_make_path (const char *path, UoisDateTime at, UoisBackupReason reason);

/* INVALID if @backup is no backup of the file at @path. */
gboolean uois_backup_check_folder (const char *path, const UoisBackup *backup, GError **error);

/* What a name in the folder was given to is on disk. */
gboolean uois_backup_sync_folder (const char *folder, GError **error);

G_END_DECLS
