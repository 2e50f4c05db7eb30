/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* SQLite reports a full disk as an I/O error when it is met outside its own write path. */
static gboolean
is_disk_full (sqlite3 *db, int code)
{
  if ((code & 0xff) == SQLITE_FULL)
    return TRUE;
  if ((code & 0xff) != SQLITE_IOERR || db == NULL)
    return FALSE;

  int number = sqlite3_system_errno (db);
#ifdef EDQUOT
  if (number == EDQUOT)
    return TRUE;
#endif
  return number == ENOSPC;
}

/* Whether a statement nests deeper, or compares more, than SQLite takes: which only its message tells from a mistake. */
static gboolean
is_too_complex (int code, const char *message)
{
  return code == SQLITE_ERROR && (strcmp (message, "parser stack overflow") == 0 ||
                                  g_str_has_prefix (message, "Expression tree is too large") ||
                                  strcmp (message, "too many SQL variables") == 0);
}

void
uois_store_set_error (const char *path, sqlite3 *db, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *detail = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code);

  if (is_disk_full (db, code))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL,
                   _ ("There is no space left for “%s”, so nothing was written. Free some space and try again."), name);
      return;
    }

  if (is_too_complex (code, detail))
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                           _ ("The conditions are nested too deep, or too many. Ask in several steps."));
      return;
    }

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED,
                   _ ("Another program is writing to “%s”. Try again when it has finished."), name);
      break;

    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY,
                   _ ("“%s” or its folder cannot be written. Change the permissions or work with a copy."), name);
      break;

    case SQLITE_CORRUPT:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_DAMAGED,
                   _ ("“%s” is damaged (%s). Keep a copy of it and go back to a backup."), name, detail);
      break;

    case SQLITE_NOTADB:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_OURS, _ ("“%s” is not a UOIS Desk file. Choose another."), name);
      break;

    case SQLITE_TOOBIG:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT, _ ("A value for “%s” is larger than a file can hold."), name);
      break;

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO,
                   _ ("“%s” cannot be read or written: %s. Check the disk and the connection to it."), name,
                   db != NULL && sqlite3_system_errno (db) != 0 ? g_strerror (sqlite3_system_errno (db)) : detail);
      break;

    default:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INTERNAL,
                   _ ("The program made a mistake with “%s”: %s (%d). Please report it."), name, detail, code);
      break;
    }
}

void
uois_connection_set_error (UoisConnection *connection, int code, GError **error)
{
  if ((code & 0xff) != SQLITE_INTERRUPT)
    {
      uois_store_set_error (connection->path, connection->db, code, error);
      return;
    }

  if (g_cancellable_set_error_if_cancelled (connection->cancellable, error))
    return;

  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                       _ ("The question took longer than allowed. Ask for less at a time."));
}
