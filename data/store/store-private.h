/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"
#include "layout.h"
#include "lock-private.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * UoisStore:
 * @path: absolute file name
 * @context: where `changed` is emitted
 * @noted: (nullable): see uois_store_note_open()
 * @writer: (nullable): the only connection that writes; touched by the writer thread alone; %NULL when read-only
 * @writes: (nullable): one thread, jobs in order
 * @mutex: guards what follows, and @read_only, @writer and @writes when another program lets go
 * @lock: (nullable): keeps other programs from writing
 * @owner: (nullable): who writes instead of us
 * @interrupted: whoever wrote before us went without letting go
 * @watch: (nullable): looks whether the owner is still there, now and then
 * @looking: a thread finds out whether the owner is still there
 * @seen_version: of the data, when it last looked
 * @idle: (element-type UoisStoreReader): readers that nobody uses
 * @n_readers: readers that exist
 */
struct _UoisStore
{
  GObject parent_instance;

  char *path;
  UoisLayout *layout;
  GMainContext *context;
  UoisConnectionMode read_mode;
  gboolean read_only;
  gboolean map;

  char *noted;
  UoisConnection *writer;
  GThreadPool *writes;

  GMutex mutex;
  GCond condition;
  GQueue idle;
  guint n_readers;
  gboolean closed;
  UoisStoreLock *lock;
  UoisStoreOwner *owner;
  gboolean interrupted;
  GSource *watch;
  gboolean looking;
  gint64 seen_version;
};

/* The state of an operation of the outbox that waits for its server. */
#define UOIS_OUTBOX_PENDING "pending"

struct _UoisStoreReader
{
  UoisStore *store;
  UoisConnection *connection;
  gboolean in_snapshot;
};

/* ---- pool.c ---- */

/* How many readers there are at most: questions that run side by side. */
#define UOIS_STORE_READERS 4

UoisStoreReader *uois_store_reader_new (UoisStore *store, UoisConnection *connection);
void uois_store_reader_free (UoisStoreReader *reader);
/* Closes the idle readers; the others are closed when they are returned. */
void uois_store_close_readers (UoisStore *store);

/* ---- open.c, create.c, migrate.c ---- */

/* Makes the writer, or checks that the file can be read. */
gboolean uois_store_open_file (UoisStore *store, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error);
/* A writer of a file that exists, which is upgraded if need be. */
UoisConnection *uois_store_open_writer (UoisStore *store, GCancellable *cancellable, GError **error);
/* NOT_OURS or NEWER. */
gboolean uois_store_check_stamps (UoisConnection *connection, GError **error);

/* Makes all tables of a new file, in one transaction. */
gboolean uois_store_create_tables (UoisConnection *connection, const UoisLayout *layout, GError **error);
gboolean uois_store_create_table (UoisConnection *connection, const UoisLayoutTable *table, GError **error);
gboolean uois_store_create_indexes (UoisConnection *connection, const UoisLayoutTable *table, GError **error);
gboolean uois_store_create_search (UoisConnection *connection, const UoisLayoutTable *table, GError **error);
gboolean uois_store_write_stamps (UoisConnection *connection, const UoisLayout *layout, GError **error);

/* Brings an older file up to what @layout wants, after a backup. */
gboolean uois_store_upgrade (UoisConnection *connection, const UoisLayout *layout, GError **error);
/* The same without a backup. */
gboolean uois_store_upgrade_tables (UoisConnection *connection, const UoisLayout *layout, GError **error);
/* From version 1 to 2 of our own tables. */
gboolean uois_store_upgrade_journal (UoisConnection *connection, GError **error);
/* Whether an upgrade would do anything. */
gboolean
uois_store_needs_upgrade (UoisConnection *connection, const UoisLayout *layout, gboolean *needed, GError **error);
/* Makes the indexes that hold the order of titles in the language of today, if the file has them not. */
gboolean uois_store_refresh_title_indexes (UoisConnection *connection, const UoisLayout *layout, GError **error);
/* Makes sort keys anew if they were made by other rules. */
gboolean uois_store_refresh_sort_keys (UoisConnection *connection, const UoisLayout *layout, GError **error);

/* ---- take-over.c ---- */

void uois_store_start_watching (UoisStore *store);
void uois_store_stop_watching (UoisStore *store);

/* ---- writer.c ---- */

gboolean uois_store_start_writer (UoisStore *store, GError **error);
/**
 * UoisStoreMaintenance: work on the writer thread that is no unit of work and in no transaction.
 */
typedef gboolean (*UoisStoreMaintenance) (UoisStore *store, gpointer data, GCancellable *cancellable, GError **error);
/* Waits for it, then tells that anything may have changed. */
gboolean uois_store_maintain (
    UoisStore *store, UoisStoreMaintenance job, gpointer data, GCancellable *cancellable, GError **error);
/* Waits for all queued jobs. */
void uois_store_stop_writer (UoisStore *store);
gboolean uois_store_fail_if_closed (UoisStore *store, GError **error);

/* ---- store.c ---- */

/* (transfer full) @changes: emitted in the store's context */
void uois_store_announce (UoisStore *store, GPtrArray *changes);
void uois_store_announce_all (UoisStore *store);
void uois_store_emit_writable (UoisStore *store);

G_END_DECLS
