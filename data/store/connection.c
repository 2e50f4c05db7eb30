/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection.h"

#include "file-locks.h"
#include "positions.h"

#include <glib/gi18n-lib.h>

/* How long a write waits for another process that is writing. */
#define BUSY_TIMEOUT_MS 5000

/* Memory for pages that cannot be mapped: of a reader, enough for the sort order of a hundred thousand records, which is
 * read at random. */
#define READ_CACHE_KIB 32768

/* A reader that maps looks at the file where the system keeps it anyway, instead of copying each page: a third faster.
 * This is as much as SQLite can map. */
#define READ_MAP_SIZE 0x7fff0000

/* How many instructions of SQLite's machine run between two looks at the clock and the cancellable: about 0.1 ms. */
#define PROGRESS_INSTRUCTIONS 2000

/* The locale that people sort by, whatever language the window speaks. */
#define SORT_LOCALE "cs"

static int
check_interrupt (gpointer data)
{
  UoisConnection *connection = data;

  if (connection->cancellable != NULL && g_cancellable_is_cancelled (connection->cancellable))
    return 1;

  return connection->deadline != 0 && g_get_monotonic_time () > connection->deadline;
}

static gboolean
is_remote (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE, NULL, NULL);

  return info == NULL || g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE);
}

/* SQLite's defaults still allow what was a mistake of its early years: texts in double quotes, schemas that call any
 * function, no foreign keys, writes into the tables behind a virtual table. */
static gboolean
lay_rules (UoisConnection *connection, gboolean writes, GError **error)
{
  sqlite3 *db = connection->db;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, writes, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_progress_handler (db, PROGRESS_INSTRUCTIONS, check_interrupt, connection);

  if (!uois_connection_add_functions (connection, error))
    return FALSE;

  if (!writes)
    return uois_connection_execute_format (connection, error,
                                           "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = %d",
                                           -READ_CACHE_KIB);

  /* What people type must survive a power cut, so commits wait for the disk. */
  return uois_connection_execute_format (connection, error,
                                         "PRAGMA synchronous = FULL;"
                                         "PRAGMA secure_delete = FAST; PRAGMA cache_size = %d",
                                         -UOIS_CONNECTION_WRITE_CACHE);
}

gboolean
uois_connection_map (UoisConnection *connection, GError **error)
{
  return is_remote (connection->path) ||
         uois_connection_execute_format (connection, error, "PRAGMA mmap_size = %d", READ_MAP_SIZE);
}

/* The name as a URI, so that parameters can be given and a file called "file:x" is still a file. */
static char *
file_uri (const char *path, UoisConnectionMode mode)
{
  g_autofree char *escaped = g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);

  return g_strconcat ("file:", escaped, mode == UOIS_CONNECTION_IMMUTABLE ? "?immutable=1" : NULL, NULL);
}

UoisConnection *
uois_connection_open (const char *path, UoisConnectionMode mode, GError **error)
{
  static const int flags[] = {
    [UOIS_CONNECTION_READ] = SQLITE_OPEN_READONLY,
    [UOIS_CONNECTION_IMMUTABLE] = SQLITE_OPEN_READONLY,
    [UOIS_CONNECTION_WRITE] = SQLITE_OPEN_READWRITE,
    [UOIS_CONNECTION_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr (UoisConnection) connection = g_new0 (UoisConnection, 1);
  g_autofree char *uri = file_uri (path, mode);

  connection->path = g_strdup (path);
  connection->cached = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&connection->recent);
  connection->positions = uois_positions_new ();

  uois_file_locks_install ();
  int code = sqlite3_open_v2 (uri, &connection->db, flags[mode] | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      uois_store_set_error (path, connection->db, code, error);
      return NULL;
    }

  connection->collator = uois_collator_new (SORT_LOCALE);
  if (!lay_rules (connection, mode >= UOIS_CONNECTION_WRITE, error))
    return NULL;

  return g_steal_pointer (&connection);
}

void
uois_connection_close (UoisConnection *connection)
{
  uois_connection_drop_statements (connection);
  g_assert (connection->n_borrowed == 0);
  g_hash_table_unref (connection->cached);
  g_hash_table_unref (connection->positions);

  if (connection->db != NULL && sqlite3_close (connection->db) != SQLITE_OK)
    g_critical ("A connection was closed while a statement of it is in use");

  g_clear_pointer (&connection->collator, uois_collator_free);
  g_free (connection->path);
  g_free (connection);
}

gboolean
uois_connection_execute (UoisConnection *connection, const char *sql, GError **error)
{
  int code = sqlite3_exec (connection->db, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;

  uois_connection_set_error (connection, code, error);
  return FALSE;
}

gboolean
uois_connection_execute_format (UoisConnection *connection, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  char *sql = sqlite3_vmprintf (format, arguments);
  va_end (arguments);

  gboolean done = uois_connection_execute (connection, sql, error);
  sqlite3_free (sql);
  return done;
}

gboolean
uois_connection_get_integer (UoisConnection *connection, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;

  int step = uois_store_statement_step (statement, error);
  if (step > 0)
    *value = uois_store_statement_get_integer (statement, 0);
  return step >= 0;
}

char *
uois_connection_get_text (UoisConnection *connection, const char *sql, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql, error);
  if (statement == NULL || uois_store_statement_step (statement, error) <= 0)
    return NULL;

  return g_strdup (uois_store_statement_get_text (statement, 0, NULL));
}
