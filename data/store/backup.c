/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

#include <glib/gstdio.h>

/* Pages copied between two looks at the cancellable. */
#define BACKUP_PAGES 1024

/* "<path>.v1.bak", or with a number if there are backups already: none is ever written over. */
static char *
free_name (const char *path, int version)
{
  g_autofree char *base = g_strdup_printf ("%s.v%d", path, version);
  char *name = g_strconcat (base, ".bak", NULL);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.%u.bak", base, i);
    }

  return name;
}

static int
copy_pages (UoisConnection *connection, sqlite3 *target)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", connection->db, "main");
  if (backup == NULL)
    return sqlite3_errcode (target);

  int code = SQLITE_OK;
  while (code == SQLITE_OK)
    code = g_cancellable_is_cancelled (connection->cancellable) ? SQLITE_INTERRUPT :
                                                                  sqlite3_backup_step (backup, BACKUP_PAGES);

  int finish = sqlite3_backup_finish (backup);
  if (code != SQLITE_DONE)
    return code;
  return finish;
}

gboolean
uois_store_backup (UoisConnection *connection, int version, GError **error)
{
  g_autofree char *name = free_name (connection->path, version);
  sqlite3 *target = NULL;

  int code = sqlite3_open_v2 (name, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = copy_pages (connection, target);

  if (code == SQLITE_INTERRUPT)
    uois_connection_set_error (connection, code, error);
  else if (code != SQLITE_OK)
    uois_store_set_error (name, target, code, error);
  sqlite3_close (target);

  /* Half a backup is none. */
  if (code != SQLITE_OK)
    g_unlink (name);
  return code == SQLITE_OK;
}
