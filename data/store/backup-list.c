/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "backup-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER_SUFFIX ".backups"
#define NAME_SUFFIX ".uois"
/* "2026-11-24T09-15-12" */
#define MOMENT_LENGTH 19

static const char *const reason_names[] = { "by-hand", "daily", "upgrade", "import", "change", "restore" };

const char *
uois_backup_reason_get_name (UoisBackupReason reason)
{
  return reason_names[reason];
}

UoisBackup *
uois_backup_copy (const UoisBackup *backup)
{
  UoisBackup *copy = g_memdup2 (backup, sizeof *backup);

  copy->path = g_strdup (backup->path);
  return copy;
}

void
uois_backup_free (UoisBackup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

/* ---- Names ---- */

char *
uois_backup_get_folder (const char *path)
{
  g_autofree char *resolved = uois_store_resolve_path (path);

  return g_strconcat (resolved, FOLDER_SUFFIX, NULL);
}

char *
uois_backup_make_path (const char *path, UoisDateTime at, UoisBackupReason reason)
{
  g_autofree char *folder = uois_backup_get_folder (path);
  char moment[UOIS_DATETIME_TEXT_LENGTH];

  uois_datetime_format (at, moment);
  g_autofree char *base = g_strdup_printf ("%s/%.*s-%s", folder, MOMENT_LENGTH, moment, reason_names[reason]);
  /* Not every file system takes a colon. */
  for (char *c = base + strlen (folder); *c != '\0'; c++)
    if (*c == ':')
      *c = '-';

  char *name = g_strconcat (base, NAME_SUFFIX, NULL);
  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u" NAME_SUFFIX, base, i);
    }
  return name;
}

static gboolean
parse_moment (const char *name, UoisDateTime *at)
{
  char moment[MOMENT_LENGTH];

  if (strlen (name) < MOMENT_LENGTH)
    return FALSE;
  memcpy (moment, name, MOMENT_LENGTH);
  if (moment[13] != '-' || moment[16] != '-')
    return FALSE;
  moment[13] = moment[16] = ':';
  return uois_datetime_parse (moment, MOMENT_LENGTH, at);
}

/* What stands between moment and suffix: the reason, and a number if there are several of one second. */
static gboolean
parse_reason (const char *name, UoisBackupReason *reason)
{
  const char *word = name + MOMENT_LENGTH + 1;

  if (name[MOMENT_LENGTH] != '-')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (reason_names); i++)
    {
      gsize length = strlen (reason_names[i]);

      if (strncmp (word, reason_names[i], length) != 0)
        continue;
      word += length;
      if (*word == '-' && g_ascii_isdigit (word[1]))
        word += 1 + strspn (word + 1, "0123456789");
      *reason = i;
      return g_str_equal (word, NAME_SUFFIX);
    }
  return FALSE;
}

static UoisBackup *
parse_name (const char *folder, const char *name)
{
  UoisDateTime at;
  UoisBackupReason reason;
  UoisBackup *backup;

  if (!parse_moment (name, &at) || !parse_reason (name, &reason))
    return NULL;
  backup = g_new0 (UoisBackup, 1);
  backup->path = g_build_filename (folder, name, NULL);
  backup->at = at;
  backup->reason = reason;
  backup->n_records = backup->last_unit = -1;
  return backup;
}

/* ---- The list ---- */

/* A backup that cannot say what it holds is listed all the same: perhaps it can be read in part. */
static void
read_properties (UoisBackup *backup)
{
  GStatBuf status;
  g_autoptr (UoisConnection) connection = NULL;

  if (g_stat (backup->path, &status) == 0)
    backup->size = status.st_size;
  connection = uois_connection_open (backup->path, UOIS_CONNECTION_IMMUTABLE, NULL);
  if (connection == NULL)
    return;
  uois_connection_get_integer (connection,
                               "SELECT CAST (value AS INTEGER) FROM file_properties WHERE name = 'backup_records'",
                               &backup->n_records, NULL);
  uois_connection_get_integer (connection, "SELECT coalesce (max (unit), 0) FROM journal_units", &backup->last_unit,
                               NULL);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const UoisBackup *const *first = a;
  const UoisBackup *const *second = b;

  if ((*first)->at != (*second)->at)
    return (*first)->at > (*second)->at ? -1 : 1;
  return -g_strcmp0 ((*first)->path, (*second)->path);
}

GPtrArray *
uois_backup_list (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = uois_backup_get_folder (path);
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_backup_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &failure);
  const char *name;

  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&backups);
  if (directory == NULL)
    {
      g_autofree char *shown = g_filename_display_name (folder);

      g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("The backups in “%s” cannot be read: %s"), shown,
                   failure->message);
      return NULL;
    }

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      UoisBackup *backup = parse_name (folder, name);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&backup, uois_backup_free);
          return NULL;
        }
      if (backup == NULL)
        continue;
      read_properties (backup);
      g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return g_steal_pointer (&backups);
}

gboolean
uois_backup_check_folder (const char *path, const UoisBackup *backup, GError **error)
{
  g_autofree char *folder = uois_backup_get_folder (path);
  g_autofree char *own = g_path_get_dirname (backup->path);
  g_autofree char *name = NULL;

  if (g_str_equal (folder, own))
    return TRUE;
  name = g_filename_display_name (backup->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” is no backup of this file."), name);
  return FALSE;
}

gboolean
uois_backup_remove (const char *path, const UoisBackup *backup, GError **error)
{
  g_autofree char *name = NULL;

  if (!uois_backup_check_folder (path, backup, error))
    return FALSE;
  if (g_unlink (backup->path) == 0 || errno == ENOENT)
    return TRUE;

  name = g_filename_display_name (backup->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("The backup “%s” cannot be removed: %s."), name,
               g_strerror (errno));
  return FALSE;
}

/* ---- How many are kept ---- */

const UoisBackupPolicy uois_backup_policy_default = {
  .automatic = TRUE,
  .days = 7,
  .weeks = 4,
  .actions = 10,
  .max_bytes = G_GINT64_CONSTANT (4) << 30,
};

#define DAY_US (24 * G_TIME_SPAN_HOUR)

/* Monday is the first day of a week; 1970-01-01 was a Thursday. */
static gint64
get_week (UoisDateTime at)
{
  return (at / DAY_US + 3) / 7;
}

/* The newest of each of the last @limit periods, which @period numbers. */
typedef struct
{
  guint left;
  gint64 last;
} Series;

static gboolean
series_takes (Series *series, gint64 period)
{
  if (series->left == 0 || series->last == period)
    return FALSE;
  series->last = period;
  series->left--;
  return TRUE;
}

GPtrArray *
uois_backup_choose_expired (GPtrArray *backups, const UoisBackupPolicy *policy)
{
  Series days = { policy->days, -1 };
  Series weeks = { policy->weeks, -1 };
  guint actions = policy->actions;
  gint64 bytes = 0;
  gboolean full = FALSE;
  GPtrArray *expired = g_ptr_array_new ();

  for (guint i = 0; i < backups->len; i++)
    {
      UoisBackup *backup = g_ptr_array_index (backups, i);
      gboolean kept = i == 0;

      if (backup->reason == UOIS_BACKUP_DAILY)
        {
          /* Both series count it: a day's backup is that of its week, too. */
          kept |= series_takes (&days, backup->at / DAY_US);
          kept |= series_takes (&weeks, get_week (backup->at));
        }
      else if (backup->reason != UOIS_BACKUP_BY_HAND && actions > 0)
        {
          kept = TRUE;
          actions--;
        }

      full |= i > 0 && bytes + backup->size > policy->max_bytes;
      if ((kept && !full) || backup->reason == UOIS_BACKUP_BY_HAND)
        bytes += backup->size;
      else
        g_ptr_array_add (expired, backup);
    }

  return expired;
}
