/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/backup.h"

G_BEGIN_DECLS

/**
 * SECTION: Backups of a file, and going back to one
 *
 * What backups are and where they lie tells store/backup.h. Writers are not
 * blocked while a backup is made. In the `*_async` functions @progress is called
 * in the caller's main context, at most ten times a second and not after the answer.
 */

/* Returns: (transfer full) (element-type UoisBackup): newest first */
void
uois_backup_list_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *uois_backup_list_finish (GAsyncResult *result, GError **error);

/**
 * uois_file_back_up_async:
 * @error: DISK_FULL, READ_ONLY or IO: nothing is left behind, and the file is as it was; DAMAGED: the copy was not
 *   sound, so the file is not
 *
 * Makes a backup, then removes those that the policy keeps no longer. Works for a file that is open for reading, too.
 *
 * Returns: (transfer full): the backup
 */
void uois_file_back_up_async (UoisFile *file,
                              UoisBackupReason reason,
                              UoisProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
UoisBackup *uois_file_back_up_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisBackup *uois_file_back_up (UoisFile *file,
                               UoisBackupReason reason,
                               UoisProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error);

/* A change of more records than these at once is a large one: a backup is made before it. */
#define UOIS_LARGE_CHANGE 50

/* Whether a backup is made before a change of so many records: it is a large one, and the policy makes backups. */
gboolean uois_file_backs_up_before (UoisFile *file, guint64 n_records);

/**
 * uois_file_back_up_before:
 *
 * What an import calls first: a backup, unless the policy makes none or there is nothing in the file yet. Changes of many
 * records (edit.h, change-many.h) do it themselves.
 */
gboolean uois_file_back_up_before (UoisFile *file,
                                   UoisBackupReason reason,
                                   UoisProgress progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GError **error);

/* Kept in the file itself, so it goes where the file goes. Any thread; waits for nothing. */
void uois_file_get_backup_policy (UoisFile *file, UoisBackupPolicy *policy);
/* Waits for the disk. */
gboolean uois_file_set_backup_policy (UoisFile *file, const UoisBackupPolicy *policy, GError **error);

/**
 * uois_file_preview_restore_async:
 *
 * Returns: (transfer full): what would be lost; INVALID if the backup is not one of this file
 */
void uois_file_preview_restore_async (UoisFile *file,
                                      const UoisBackup *backup,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
UoisRestorePreview *uois_file_preview_restore_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisRestorePreview *
uois_file_preview_restore (UoisFile *file, const UoisBackup *backup, GCancellable *cancellable, GError **error);

/**
 * uois_file_restore_async:
 * @error: LOCKED or READ_ONLY if the file is not open for writing; DAMAGED if the backup is not sound
 *
 * Keeps the file as it is as another backup (%UOIS_BACKUP_RESTORE), then makes it again what the backup is, all at
 * once: a crash leaves the one or the other. The file stays open; UoisFile::changed is emitted for any type. Drafts that
 * are kept in the file are kept on. The step "Restore the backup of ..." stands in the history.
 *
 * Returns: (transfer full): the backup of what was replaced
 */
void uois_file_restore_async (UoisFile *file,
                              const UoisBackup *backup,
                              UoisProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
UoisBackup *uois_file_restore_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisBackup *uois_file_restore (UoisFile *file,
                               const UoisBackup *backup,
                               UoisProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error);

/**
 * uois_backup_put_back_async:
 * @path: a file that is damaged or gone, and open nowhere
 *
 * The same for a file that cannot be opened: what is there now is moved to the backups as it stands, unchecked.
 */
void uois_backup_put_back_async (const char *path,
                                 const UoisBackup *backup,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean uois_backup_put_back_finish (GAsyncResult *result, GError **error);

G_END_DECLS
