/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/backup.h"
#include "store/check.h"
#include "store/lock.h"

G_BEGIN_DECLS

/**
 * SECTION: Care of the file
 *
 * Who writes to it, whether it is sound, how large it is.
 */

/* ---- One writer ---- */

/**
 * uois_file_get_owner:
 *
 * A file that is opened with %UOIS_FILE_OPEN_SHARED while another program writes to it is open for reading: then this
 * tells who that is. As soon as the other one closes it, the file is open for writing here: property "read-only" of
 * UoisFile changes (connect to notify::read-only; in the main context that opened the file).
 *
 * Returns: (transfer full) (nullable): who writes to it; %NULL if we do, or nobody
 */
UoisStoreOwner *uois_file_get_owner (UoisFile *file);

/* Whether the program or the computer stopped while the file was open for writing, before it was opened here. */
gboolean uois_file_was_interrupted (UoisFile *file);

/* ---- Whether it is sound ---- */

/**
 * uois_file_check_async:
 * @depth: quickly, as after a crash, or all that can be checked
 * @progress: (nullable): called in the caller's main context
 *
 * Returns: (transfer full) (element-type UoisFinding): worst first; empty if the file is sound
 */
void uois_file_check_async (UoisFile *file,
                            UoisCheckDepth depth,
                            UoisProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *uois_file_check_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_check (UoisFile *file,
                            UoisCheckDepth depth,
                            UoisProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error);

/* Whether uois_file_repair_async() puts any of them right. */
gboolean uois_findings_are_repairable (GPtrArray *findings);

/**
 * uois_file_repair_async:
 * @progress: (nullable): called in the caller's main context
 * @error: LOCKED or READ_ONLY if the file is not open for writing; a failure of the backup
 *
 * Makes a backup, puts right what can be, then checks the file again. What is worked out from the records is worked out
 * anew; links whose end is missing go to the trash. Whatever else was found stays as it is.
 *
 * Returns: (transfer full) (element-type UoisFinding): what is left, worst first
 */
void uois_file_repair_async (UoisFile *file,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *uois_file_repair_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_repair (
    UoisFile *file, UoisProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

/* The findings as a text to keep or send: when, which file, what was found, what to do. No data of people is in it. */
char *uois_findings_to_text (UoisFile *file, GPtrArray *findings);

/* ---- After opening ---- */

/**
 * UoisFileCare: what looking after a file brought up.
 * @findings: (nullable) (element-type UoisFinding): of the quick check; %NULL if none was due
 * @backup: (nullable): the backup of today; %NULL if none was due or @backup_error says why there is none
 */
typedef struct
{
  GPtrArray *findings;
  UoisBackup *backup;
  GError *backup_error;
} UoisFileCare;

void uois_file_care_free (UoisFileCare *care);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisFileCare, uois_file_care_free)

/**
 * uois_file_care_async:
 *
 * What a window starts once it shows the file: a quick check if it was interrupted, and a backup if it is open for
 * writing, has changed since the last one, and that was not made today.
 */
void uois_file_care_async (UoisFile *file,
                           UoisProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
UoisFileCare *uois_file_care_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisFileCare *uois_file_care (UoisFile *file, GCancellable *cancellable, GError **error);

/* ---- Properties ---- */

/**
 * UoisFileProperties:
 * @size: bytes of the file
 * @log_size: bytes that are written beside it until they become part of it
 * @created: 0: not known
 * @changed: moment of the newest step; 0: none
 * @n_records: of all tables
 * @n_steps: of the history
 * @version: of the way the tables are kept
 * @n_backups: with @backup_size bytes in all
 * @last_backup: (nullable)
 * @last_pull: when something was last received from a server; 0: never
 * @n_unsent: changes that wait to be sent
 * @is_remote: it lies on another computer, where locks and power cuts are less well handled
 */
typedef struct
{
  char *path;
  gint64 size;
  gint64 log_size;
  UoisDateTime created;
  UoisDateTime changed;
  guint64 n_records;
  guint64 n_steps;
  guint version;
  guint n_backups;
  gint64 backup_size;
  UoisBackup *last_backup;
  UoisDateTime last_pull;
  guint64 n_unsent;
  gboolean is_remote;
} UoisFileProperties;

void uois_file_properties_free (UoisFileProperties *properties);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisFileProperties, uois_file_properties_free)

void uois_file_get_properties_async (UoisFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
UoisFileProperties *uois_file_get_properties_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisFileProperties *uois_file_get_properties (UoisFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
