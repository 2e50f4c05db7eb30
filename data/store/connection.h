/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/collation.h"
#include "sql.h"
#include "store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * UoisConnection: one connection to the file and its statements.
 * @db: the handle of SQLite
 * @path: absolute name of the file, for messages
 * @collator: makes the sort keys of this connection
 * @cancellable: (nullable): stops running statements
 * @deadline: moment of g_get_monotonic_time() after which statements stop; 0: never
 * @cached: (element-type utf8 UoisStoreStatement): statements by their SQL text
 * @recent: statements that are not borrowed, least recently used first
 * @positions: see positions.h
 * @n_runs: how often statements were run
 * @is_large: a unit of many rows has more memory for pages than others
 *
 * Used by one thread at a time; it may wander between threads.
 */
typedef struct
{
  sqlite3 *db;
  char *path;
  UoisCollator *collator;

  GCancellable *cancellable;
  gint64 deadline;

  GHashTable *cached;
  GQueue recent;
  guint n_borrowed;
  guint64 n_runs;
  gboolean is_large;

  GHashTable *positions;
} UoisConnection;

typedef enum
{
  UOIS_CONNECTION_READ,      /* a reader beside a writer of this process */
  UOIS_CONNECTION_IMMUTABLE, /* a file in a folder where nothing can be written */
  UOIS_CONNECTION_WRITE,
  UOIS_CONNECTION_CREATE, /* writes; makes the file if there is none */
} UoisConnectionMode;

/* Memory for pages of a writer, in KiB. */
#define UOIS_CONNECTION_WRITE_CACHE 8192

/* Lays the rules that hold for every connection: see connection.c. */
UoisConnection *uois_connection_open (const char *path, UoisConnectionMode mode, GError **error);
void uois_connection_close (UoisConnection *connection);
/* Reads the file from memory from now on; not over a network, where losing the file would kill the process. */
gboolean uois_connection_map (UoisConnection *connection, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisConnection, uois_connection_close)

/* Runs one or more statements that give no rows. */
gboolean uois_connection_execute (UoisConnection *connection, const char *sql, GError **error);
/* sqlite3_mprintf() formats: %w for names, %Q for texts. */
gboolean uois_connection_execute_format (UoisConnection *connection, GError **error, const char *format, ...);
/* The first column of the first row; @value is left alone if there is no row. */
gboolean uois_connection_get_integer (UoisConnection *connection, const char *sql, gint64 *value, GError **error);
/* Returns: (transfer full) (nullable): the same, as text; %NULL without @error if there is no row or it is null */
char *uois_connection_get_text (UoisConnection *connection, const char *sql, GError **error);

/* Returns: (transfer full): a statement of the cache, or a fresh one if that is in use */
UoisStoreStatement *uois_connection_prepare (UoisConnection *connection, const char *sql, GError **error);
UoisStoreStatement *uois_connection_prepare_select (UoisConnection *connection, const UoisSql *sql, GError **error);

/* Frees what the statement cache holds; statements in use are freed when they are released. */
void uois_connection_drop_statements (UoisConnection *connection);

/**
 * uois_connection_set_error:
 * @code: an extended result code of SQLite, not SQLITE_OK
 *
 * Translates it to %UOIS_ERROR, or %G_IO_ERROR_CANCELLED, with a sentence that names the file.
 */
void uois_connection_set_error (UoisConnection *connection, int code, GError **error);
void uois_store_set_error (const char *path, sqlite3 *db, int code, GError **error);

/* The functions that our SQL may call: see functions.c. */
gboolean uois_connection_add_functions (UoisConnection *connection, GError **error);

/* ---- Statements, for the rest of this room ---- */

/* Steps to the end. */
gboolean uois_statement_run (UoisStoreStatement *statement, GError **error);
sqlite3_stmt *uois_statement_get_handle (UoisStoreStatement *statement);
UoisConnection *uois_statement_get_connection (UoisStoreStatement *statement);
void uois_statement_free (UoisStoreStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStoreStatement, uois_store_statement_release)

G_END_DECLS
