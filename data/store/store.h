/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "row-set.h"
#include "schema/select.h"
#include "store/lock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: The store
 *
 * One SQLite file: opening, migrating, reading and the only path by which rows
 * are written. This is the only room that includes sqlite3.h, and no type of
 * SQLite is seen outside it.
 *
 * Reading: a UoisStoreReader is one read-only connection with its statement
 * cache, borrowed from the pool and used by one thread at a time.
 * Writing: a UoisStoreUnit (unit of work) exists only inside a job on the writer
 * thread; it collects rows, journal and outbox in one transaction.
 */
#define UOIS_TYPE_STORE (uois_store_get_type ())
G_DECLARE_FINAL_TYPE (UoisStore, uois_store, UOIS, STORE, GObject)

typedef struct _UoisStoreReader UoisStoreReader;
typedef struct _UoisStoreStatement UoisStoreStatement;
typedef struct _UoisStoreUnit UoisStoreUnit;

typedef enum
{
  UOIS_STORE_OPEN_NONE = 0,
  UOIS_STORE_OPEN_CREATE = 1 << 0,        /* make it if it does not exist */
  UOIS_STORE_OPEN_READ_ONLY = 1 << 1,     /* never write, not even a migration */
  UOIS_STORE_OPEN_EXCLUSIVE_NEW = 1 << 2, /* with CREATE: an existing file is an error */
  UOIS_STORE_OPEN_MAP = 1 << 3,           /* readers map the file: faster, but what they touch counts as memory */
  UOIS_STORE_OPEN_SHARED = 1 << 4,        /* open it for reading as long as another program writes to it */
} UoisStoreOpenFlags;

/**
 * UoisStoreOrigin: why rows were written; decides whether the outbox gets an operation.
 * @UOIS_ORIGIN_EDIT: a person, in a form or list
 * @UOIS_ORIGIN_IMPORT: a spreadsheet
 * @UOIS_ORIGIN_QUERY: a mutation
 * @UOIS_ORIGIN_LOAD: a seed file of the servers; nothing to send
 * @UOIS_ORIGIN_DEMO: invented data; nothing to send
 * @UOIS_ORIGIN_PULL: received from a server; nothing to send
 * @UOIS_ORIGIN_UNDO: takes back an earlier unit; sent if that was
 * @UOIS_ORIGIN_REDO: takes back an undo
 * @UOIS_ORIGIN_RESTORE: the file was made again what a backup is
 */
typedef enum
{
  UOIS_ORIGIN_EDIT,
  UOIS_ORIGIN_IMPORT,
  UOIS_ORIGIN_QUERY,
  UOIS_ORIGIN_LOAD,
  UOIS_ORIGIN_DEMO,
  UOIS_ORIGIN_PULL,
  UOIS_ORIGIN_UNDO,
  UOIS_ORIGIN_REDO,
  UOIS_ORIGIN_RESTORE,
} UoisStoreOrigin;

/**
 * UoisStoreChange: rows of one type that a committed unit touched.
 * @type: (nullable): %NULL if rows of any type may have changed
 * @ids: (element-type UoisUuid) (nullable): the records; %NULL after a bulk write: anything of the type may have changed
 */
typedef struct
{
  const UoisType *type;
  GArray *ids;
} UoisStoreChange;

/**
 * uois_store_open:
 * @path: file name
 * @registry: the frozen registry whose tables the file holds
 * @flags: flags
 * @error: NOT_FOUND, NOT_OURS, NEWER, LOCKED, READ_ONLY, DAMAGED, DISK_FULL or IO of %UOIS_ERROR
 *
 * Opens, and upgrades an older file after a backup beside it. Nothing is
 * written to a file that is not ours or is newer. May take long; not for the main loop.
 */
UoisStore *uois_store_open (
    const char *path, UoisRegistry *registry, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error);

/**
 * uois_store_close:
 *
 * Waits for queued writes, answers everything, checkpoints and closes. Must be
 * called before the last unref; afterwards every call fails with %G_IO_ERROR_CLOSED.
 */
gboolean uois_store_close (UoisStore *store, GError **error);

UoisRegistry *uois_store_get_registry (UoisStore *store);
const char *uois_store_get_path (UoisStore *store);
gboolean uois_store_get_read_only (UoisStore *store);
/* Returns: (transfer full) (nullable): who writes to the file instead of us */
UoisStoreOwner *uois_store_get_owner (UoisStore *store);
/* Whether the last program that wrote to the file ended without closing it. */
gboolean uois_store_was_interrupted (UoisStore *store);

/* ---- Reading ---- */

/**
 * uois_store_borrow_reader:
 * @cancellable: (nullable): stops the statements of this reader while it is borrowed
 *
 * Waits until a connection of the pool is free. Any thread.
 */
UoisStoreReader *uois_store_borrow_reader (UoisStore *store, GCancellable *cancellable, GError **error);
void uois_store_return_reader (UoisStore *store, UoisStoreReader *reader);

/* One snapshot for all statements in between. */
gboolean uois_store_reader_begin (UoisStoreReader *reader, GError **error);
void uois_store_reader_end (UoisStoreReader *reader);
/* Statements fail with %UOIS_ERROR_LIMIT after this moment of g_get_monotonic_time(); 0: never. */
void uois_store_reader_set_deadline (UoisStoreReader *reader, gint64 deadline);
/* How often it has run a statement since it was made. */
guint64 uois_store_reader_get_runs (UoisStoreReader *reader);

/* A number that differs whenever rows differ: the newest unit of work that the reader sees. -1 on error. */
gint64 uois_store_reader_get_version (UoisStoreReader *reader, GError **error);

/**
 * UoisStoreNumbers: how much there is in the file.
 * @created: when the file was made, or else the moment of its oldest step; 0: not known
 * @changed: moment of the newest step; 0: none
 * @last_pull: when something was last received from a server; 0: never
 * @version: of our own tables
 */
typedef struct
{
  UoisDateTime created;
  UoisDateTime changed;
  UoisDateTime last_pull;
  guint64 n_records;
  guint64 n_steps;
  guint64 n_unsent;
  guint version;
} UoisStoreNumbers;

gboolean uois_store_reader_get_numbers (UoisStoreReader *reader, UoisStoreNumbers *numbers, GError **error);
/* Appends to @rows (element-type gint64) what %UOIS_CONDITION_MATCH finds, in no order; many times as fast as a select. */
gboolean
uois_store_reader_match (UoisStoreReader *reader, const UoisType *type, const char *text, GArray *rows, GError **error);

/* From the statement cache; released, not freed, with uois_store_statement_release(). */
UoisStoreStatement *uois_store_reader_compile (UoisStoreReader *reader, const UoisSelect *select, GError **error);
/* SQL of the declarations or of this room's own tables; never text from outside. `:names` are bound with bind_name(). */
UoisStoreStatement *uois_store_reader_prepare (UoisStoreReader *reader, const char *sql, GError **error);
void uois_store_statement_release (UoisStoreStatement *statement);

void uois_store_statement_bind (UoisStoreStatement *statement, guint index, const UoisValue *value);
void uois_store_statement_bind_uuid (UoisStoreStatement *statement, guint index, const UoisUuid *uuid);
void uois_store_statement_bind_name (UoisStoreStatement *statement, const char *name, const UoisValue *value);
/* The set of a condition %UOIS_CONDITION_IN_SET, which must live until the statement is released. The select has no
 * patterns and skips nothing. */
void uois_store_statement_bind_rows (UoisStoreStatement *statement, guint index, const UoisRowSet *rows);
int uois_store_statement_step (UoisStoreStatement *statement, GError **error);
void uois_store_statement_reset (UoisStoreStatement *statement);
gboolean uois_store_statement_is_null (UoisStoreStatement *statement, guint index);
gint64 uois_store_statement_get_integer (UoisStoreStatement *statement, guint index);
double uois_store_statement_get_real (UoisStoreStatement *statement, guint index);
const char *uois_store_statement_get_text (UoisStoreStatement *statement, guint index, gsize *length);
const UoisUuid *uois_store_statement_get_uuid (UoisStoreStatement *statement, guint index);
void uois_store_statement_get_value (UoisStoreStatement *statement, guint index, UoisValueKind kind, UoisValue *value);
/* SQL text and query plan, for --profile and tests. */
const char *uois_store_statement_get_sql (UoisStoreStatement *statement);
char *uois_store_statement_explain (UoisStoreStatement *statement);

/* ---- Writing ---- */

/**
 * UoisStoreJob:
 * @unit: the open unit of work
 * @error: set on failure; everything is rolled back
 *
 * Runs on the writer thread, inside the transaction.
 */
typedef gboolean (*UoisStoreJob) (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error);

/**
 * uois_store_write_async:
 * @label: (nullable): what a person would call it ("Edit Nováková Šárka"), for undo and history
 * @person: (nullable): who
 *
 * One unit of work: BEGIN IMMEDIATE, @job, journal, outbox, search index, COMMIT
 * with synchronous=FULL, then listeners. If anything fails, nothing of it is in the file.
 */
void uois_store_write_async (UoisStore *store,
                             UoisStoreOrigin origin,
                             const char *label,
                             const UoisUuid *person,
                             UoisStoreJob job,
                             gpointer data,
                             GDestroyNotify destroy,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean uois_store_write_finish (UoisStore *store, GAsyncResult *result, GError **error);
/* The same, waiting; for the command line and tests. Not from the main loop of a window. */
gboolean uois_store_write (UoisStore *store,
                           UoisStoreOrigin origin,
                           const char *label,
                           const UoisUuid *person,
                           UoisStoreJob job,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

/**
 * uois_store_unit_insert:
 * @values: one per column of @type, in order
 * @error: DUPLICATE (the id exists), REFERENCE (an enforced target is missing; the message names it) or a failure of the file
 *
 * After DUPLICATE or REFERENCE the unit goes on without that row.
 */
gboolean uois_store_unit_insert (UoisStoreUnit *unit, const UoisType *type, const UoisValue *values, GError **error);
/* Writes the columns for which @changed is TRUE. NOT_FOUND if there is no such record. */
gboolean uois_store_unit_update (UoisStoreUnit *unit,
                                 const UoisType *type,
                                 const UoisUuid *id,
                                 const UoisValue *values,
                                 const gboolean *changed,
                                 GError **error);
gboolean uois_store_unit_delete (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error);
gboolean uois_store_unit_exists (
    UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, gboolean *exists, GError **error);
/* Returns: (transfer full) (element-type UoisValue): all columns of a record as the unit sees it; NOT_FOUND if there is none */
GArray *uois_store_unit_read (UoisStoreUnit *unit, const UoisType *type, const UoisUuid *id, GError **error);
/* Tells that the unit will change about so many rows, so that it may take memory for them. */
void uois_store_unit_expect_rows (UoisStoreUnit *unit, guint64 n_rows);
/* What a person would call the unit, where that is known only once it has written: takes the place of its label. */
gboolean uois_store_unit_set_label (UoisStoreUnit *unit, const char *label, GError **error);
/* Its number in the journal; 0 as long as it has changed nothing, and in a bulk until the bulk ends. */
gint64 uois_store_unit_get_number (UoisStoreUnit *unit);
/* Reads inside the transaction: sees what the unit wrote. Belongs to the unit; valid inside the job. */
UoisStoreReader *uois_store_unit_get_reader (UoisStoreUnit *unit);

/**
 * uois_store_unit_begin_bulk:
 *
 * Tells that many rows follow: enforced references are checked once at the end
 * of the bulk (a row whose target is missing is then removed and reported by
 * @rejected), indexes of tables that were empty are built afterwards, the
 * journal keeps ranges instead of rows.
 */
typedef void (*UoisStoreRejected) (
    const UoisType *type, const UoisUuid *id, const UoisColumn *column, const UoisUuid *target, gpointer data);
void uois_store_unit_begin_bulk (UoisStoreUnit *unit, UoisStoreRejected rejected, gpointer data);
gboolean uois_store_unit_end_bulk (UoisStoreUnit *unit, GError **error);

/**
 * UoisStore::writable:
 *
 * The other program that wrote to the file let go, and it is open for writing now. In the main context that opened the
 * store; only with %UOIS_STORE_OPEN_SHARED.
 */

/**
 * uois_store_undo:
 * @unit: number of a unit of the journal
 * @label: (nullable): what a person would call the undo
 * @error: NOT_FOUND; CONFLICT if the unit is undone already, or a later one changed the same records; REFERENCE if a later record refers to one of its
 *
 * Takes back a unit of work as a unit of its own: afterwards every row that it
 * touched is as it was, to the byte. Undoing the undo does it again.
 */
gboolean uois_store_undo (UoisStore *store,
                          gint64 unit,
                          const char *label,
                          const UoisUuid *person,
                          GCancellable *cancellable,
                          GError **error);

/**
 * uois_store_undo_many:
 * @units: numbers of units, in the order in which they are taken back
 * @labels: one per unit
 *
 * All or none; each becomes a unit of its own.
 */
gboolean uois_store_undo_many (UoisStore *store,
                               const gint64 *units,
                               const char *const *labels,
                               guint n_units,
                               const UoisUuid *person,
                               GCancellable *cancellable,
                               GError **error);

/**
 * UoisStore::changed:
 * @changes: (element-type UoisStoreChange): what a committed unit touched
 *
 * Emitted after COMMIT, in the main context that opened the store.
 */

/* A value kept in the file beside the data: profile, saved views. %NULL if absent. */
char *uois_store_get_setting (UoisStore *store, const char *key);
gboolean uois_store_set_setting (UoisStore *store, const char *key, const char *value, GError **error);
/* The same inside a snapshot; %NULL without @error if absent. */
char *uois_store_reader_get_setting (UoisStoreReader *reader, const char *key, GError **error);
/* The same inside a unit of work; settings are in no journal. */
gboolean uois_store_unit_set_setting (UoisStoreUnit *unit, const char *key, const char *value, GError **error);
/* Returns: (transfer full): the keys that begin with @prefix, in order */
GStrv uois_store_reader_list_settings (UoisStoreReader *reader, const char *prefix, GError **error);

G_END_DECLS
