/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/backup.h"
#include "store/history.h"

G_BEGIN_DECLS

/**
 * SECTION: Backups of a file, and going back to one
 *
 * Writers are not blocked while a backup is made. In the `*_async` functions
 * @progress is called in the caller's main context, at most ten times a second
 * and not after the answer.
 */

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

/* Kept in the file itself, so it goes where the file goes. */
void uois_file_get_backup_policy (UoisFile *file, UoisBackupPolicy *policy);
gboolean uois_file_set_backup_policy (UoisFile *file, const UoisBackupPolicy *policy, GError **error);

/* Removes one backup; what is no backup of the file is refused with INVALID. */
gboolean uois_file_remove_backup (UoisFile *file, const UoisBackup *backup, GError **error);

/* ---- Going back ---- */

/* How many steps a preview names. */
#define UOIS_RESTORE_STEPS 20

/**
 * UoisRestoreTable: what going back does to the records of one type.
 * @made: records that were made since and would be gone
 * @changed: records that would be again as they were
 * @deleted: records that would be back
 */
typedef struct
{
  const UoisType *type;
  guint64 made;
  guint64 changed;
  guint64 deleted;
} UoisRestoreTable;

/**
 * UoisRestorePreview: what going back to a backup would lose.
 * @tables: (element-type UoisRestoreTable): types of which anything differs, in the order of the registry
 * @n_steps: steps of the history that would be lost
 * @steps: (element-type UoisStoreStep): the newest %UOIS_RESTORE_STEPS of them, newest first
 * @n_unsent: changes among them that wait to be sent to a server and never would be
 */
typedef struct
{
  UoisBackup *backup;
  GPtrArray *tables;
  guint64 n_steps;
  GPtrArray *steps;
  guint64 n_unsent;
} UoisRestorePreview;

void uois_restore_preview_free (UoisRestorePreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRestorePreview, uois_restore_preview_free)

/**
 * uois_file_preview_restore_async:
 *
 * Returns: (transfer full): what would be lost; INVALID if the backup is not one of this file, DAMAGED if it is not sound
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
 * once: a crash leaves the one or the other. Lists and drafts that are open stay valid; UoisFile::changed is emitted for
 * every type. Drafts that are kept in the file are kept on. The step "Restore the backup of ..." stands in the history.
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
gboolean uois_backup_put_back (const char *path, const UoisBackup *backup, GCancellable *cancellable, GError **error);

G_END_DECLS
