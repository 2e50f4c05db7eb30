/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * SECTION: Backups
 *
 * Complete copies of a file as it was at a moment, in the folder
 * "<file>.backups" beside it, so that a file on a stick has its own and a
 * person finds them. Each is named by its moment (UTC) and its reason,
 * "2026-11-24T09-15-12Z-daily.uois", can be read and not written, and is a whole
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
 * @backups: (element-type UoisBackup): all of one file, in any order
 *
 * Never the newest one, and never one that somebody made by hand.
 *
 * Returns: (transfer container) (element-type UoisBackup): those that @policy keeps no longer
 */
GPtrArray *uois_backup_choose_expired (GPtrArray *backups, const UoisBackupPolicy *policy);

G_END_DECLS
