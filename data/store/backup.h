/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/progress.h"
#include "store/history.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * SECTION: Backups
 *
 * Complete copies of a file as it was at a moment, in the folder
 * "<file>.backups" beside it, so that a file on a stick has its own and a
 * person finds them. Each is named by its moment and its reason,
 * "2026-11-24T09-15-12-daily.uois", can be read and not written, and is a whole
 * file of its own that can be opened and copied elsewhere. A copy gets its name
 * only once it is complete, on disk and found sound.
 */

/* Why a backup was made. */
typedef enum
{
  UOIS_BACKUP_BY_HAND, /* somebody asked for it; never removed by the program */
  UOIS_BACKUP_DAILY,
  UOIS_BACKUP_UPGRADE, /* before a newer version of the program changed the tables */
  UOIS_BACKUP_IMPORT,
  UOIS_BACKUP_CHANGE,  /* before a change of many records */
  UOIS_BACKUP_RESTORE, /* what a restore replaced */
} UoisBackupReason;

/* The word in the name: "daily". */
const char *uois_backup_reason_get_name (UoisBackupReason reason);

/**
 * UoisBackup: a backup of a file.
 * @path: its own file name
 * @size: in bytes
 * @n_records: records of all tables; -1: it does not say
 * @last_unit: the newest step of its history; -1: it does not say
 */
typedef struct
{
  char *path;
  UoisDateTime at;
  UoisBackupReason reason;
  gint64 size;
  gint64 n_records;
  gint64 last_unit;
} UoisBackup;

UoisBackup *uois_backup_copy (const UoisBackup *backup);
void uois_backup_free (UoisBackup *backup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisBackup, uois_backup_free)

/* Where the backups of the file at @path are, whether or not there are any. */
char *uois_backup_get_folder (const char *path);

/**
 * uois_backup_list:
 *
 * Also for a file that is damaged or gone. Files in the folder that are no backups are passed over.
 *
 * Returns: (transfer full) (element-type UoisBackup): newest first
 */
GPtrArray *uois_backup_list (const char *path, GCancellable *cancellable, GError **error);

/**
 * uois_store_back_up:
 * @progress: (nullable): called on this thread
 * @error: DISK_FULL, READ_ONLY or IO: nothing is left behind; DAMAGED: the copy is not sound, so the file is not
 *
 * Writers go on meanwhile: what they write is not in the copy. Any thread; also for a file that is open for reading.
 *
 * Returns: (transfer full): the backup
 */
UoisBackup *uois_store_back_up (UoisStore *store,
                                UoisBackupReason reason,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GError **error);

/* INVALID if @backup is no backup of the file at @path. */
gboolean uois_backup_remove (const char *path, const UoisBackup *backup, GError **error);

/* ---- How many are kept ---- */

/**
 * UoisBackupPolicy: which automatic backups are kept.
 * @automatic: whether any are made
 * @days: one of each of the last so many days that have one
 * @weeks: one of each of the last so many weeks that have one
 * @actions: the last so many that were made before an import, a change, an upgrade or a restore
 * @max_bytes: the oldest go when all together are larger
 */
typedef struct
{
  gboolean automatic;
  guint days;
  guint weeks;
  guint actions;
  gint64 max_bytes;
} UoisBackupPolicy;

/* 7 days, 4 weeks, 10 actions, 4 GiB. */
extern const UoisBackupPolicy uois_backup_policy_default;

/**
 * uois_backup_choose_expired:
 * @backups: (element-type UoisBackup): all of one file, newest first
 *
 * Never the newest one, and never one that somebody made by hand.
 *
 * Returns: (transfer container) (element-type UoisBackup): those that @policy keeps no longer
 */
GPtrArray *uois_backup_choose_expired (GPtrArray *backups, const UoisBackupPolicy *policy);

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

/* INVALID if the backup is not one of this file, DAMAGED if it cannot be read. */
UoisRestorePreview *
uois_store_preview_restore (UoisStore *store, const UoisBackup *backup, GCancellable *cancellable, GError **error);

/**
 * uois_store_restore:
 * @label: what the step is called in the history
 * @kept_settings: (nullable): settings whose keys begin so are kept as they are now
 * @kept: (out) (transfer full) (optional): the backup of what was replaced
 *
 * Makes the file again what the backup is, in one transaction, after a backup of what it is now. Readers go on, first
 * with the old and then with the new. `changed` is emitted for every type.
 */
gboolean uois_store_restore (UoisStore *store,
                             const UoisBackup *backup,
                             const char *label,
                             const UoisUuid *person,
                             const char *kept_settings,
                             UoisBackup **kept,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error);

/* For a file that is damaged or gone, and open nowhere: what is there is moved to the backups as it stands. */
gboolean uois_backup_put_back (const char *path, const UoisBackup *backup, GCancellable *cancellable, GError **error);

G_END_DECLS
