/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

G_DEFINE_FINAL_TYPE (UoisStore, uois_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  WRITABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
uois_store_finalize (GObject *object)
{
  UoisStore *store = UOIS_STORE (object);

  if (!store->closed)
    g_critical ("A store was dropped without being closed");

  g_clear_pointer (&store->noted, uois_store_note_closed);
  g_clear_pointer (&store->lock, uois_store_lock_release);
  g_clear_pointer (&store->owner, uois_store_owner_free);
  g_clear_pointer (&store->layout, uois_layout_free);
  g_clear_pointer (&store->context, g_main_context_unref);
  g_mutex_clear (&store->mutex);
  g_cond_clear (&store->condition);
  g_free (store->path);

  G_OBJECT_CLASS (uois_store_parent_class)->finalize (object);
}

static void
uois_store_class_init (UoisStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = uois_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[WRITABLE] =
      g_signal_new ("writable", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
uois_store_init (UoisStore *store)
{
  g_mutex_init (&store->mutex);
  g_cond_init (&store->condition);
  g_queue_init (&store->idle);
  store->seen_version = -1;
}

UoisStore *
uois_store_open (
    const char *path, UoisRegistry *registry, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (registry != NULL, NULL);

  g_autoptr (UoisStore) store = g_object_new (UOIS_TYPE_STORE, NULL);
  store->path = g_canonicalize_filename (path, NULL);
  store->layout = uois_layout_new (registry);
  store->context = g_main_context_ref_thread_default ();
  store->read_only = (flags & UOIS_STORE_OPEN_READ_ONLY) != 0;
  store->map = (flags & UOIS_STORE_OPEN_MAP) != 0;

  if (!uois_store_open_file (store, flags, cancellable, error) ||
      (store->writer != NULL && !uois_store_start_writer (store, error)))
    {
      store->closed = TRUE;
      g_clear_pointer (&store->writer, uois_connection_close);
      return NULL;
    }

  if (store->owner != NULL)
    uois_store_start_watching (store);
  return g_steal_pointer (&store);
}

/* The log of writes becomes part of the file, so that the file alone can be copied. Another process that still reads
 * keeps the log; its last connection does the same. */
static gboolean
close_writer (UoisStore *store, GError **error)
{
  UoisConnection *writer = g_steal_pointer (&store->writer);
  int code = sqlite3_wal_checkpoint_v2 (writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  gboolean done = code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;

  if (!done)
    uois_connection_set_error (writer, code, error);
  uois_connection_close (writer);
  return done;
}

/* A connection that only reads makes a log and its index where there are none, and may not take them away again. The
 * last one that writes does when it closes, even if it has nothing to write. */
static void
tidy_up (UoisStore *store)
{
  g_autofree char *log = g_strconcat (store->path, "-wal", NULL);
  g_autoptr (UoisConnection) connection = NULL;
  GStatBuf status;

  if (g_stat (log, &status) != 0 || status.st_size > 0 || g_access (store->path, W_OK) != 0)
    return;
  connection = uois_connection_open (store->path, UOIS_CONNECTION_WRITE, NULL);
  if (connection != NULL)
    uois_connection_execute (connection, "PRAGMA user_version", NULL);
}

gboolean
uois_store_close (UoisStore *store, GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  g_mutex_lock (&store->mutex);
  gboolean was_closed = store->closed;
  store->closed = TRUE;
  g_cond_broadcast (&store->condition);
  while (store->looking)
    g_cond_wait (&store->condition, &store->mutex);
  g_mutex_unlock (&store->mutex);

  if (was_closed)
    return TRUE;

  uois_store_stop_watching (store);
  uois_store_stop_writer (store);
  uois_store_close_readers (store);
  gboolean done = store->writer == NULL || close_writer (store, error);
  if (store->read_only && store->read_mode == UOIS_CONNECTION_READ)
    tidy_up (store);

  g_clear_pointer (&store->noted, uois_store_note_closed);
  /* Last: from here on others may write. */
  g_clear_pointer (&store->lock, uois_store_lock_release);
  return done;
}

gboolean
uois_store_fail_if_closed (UoisStore *store, GError **error)
{
  g_mutex_lock (&store->mutex);
  gboolean closed = store->closed;
  g_mutex_unlock (&store->mutex);

  if (closed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The file has been closed."));
  return closed;
}

UoisRegistry *
uois_store_get_registry (UoisStore *store)
{
  return store->layout->registry;
}

const char *
uois_store_get_path (UoisStore *store)
{
  return store->path;
}

gboolean
uois_store_get_read_only (UoisStore *store)
{
  g_mutex_lock (&store->mutex);
  gboolean read_only = store->read_only;
  g_mutex_unlock (&store->mutex);
  return read_only;
}

UoisStoreOwner *
uois_store_get_owner (UoisStore *store)
{
  g_mutex_lock (&store->mutex);
  UoisStoreOwner *owner = store->owner != NULL ? uois_store_owner_copy (store->owner) : NULL;
  g_mutex_unlock (&store->mutex);
  return owner;
}

gboolean
uois_store_was_interrupted (UoisStore *store)
{
  g_mutex_lock (&store->mutex);
  gboolean interrupted = store->interrupted;
  g_mutex_unlock (&store->mutex);
  return interrupted;
}

/* ---- Telling of changes ---- */

typedef struct
{
  UoisStore *store;
  GPtrArray *changes;
} Announcement;

static void
free_announcement (gpointer data)
{
  Announcement *announcement = data;

  g_object_unref (announcement->store);
  g_ptr_array_unref (announcement->changes);
  g_free (announcement);
}

static gboolean
emit_changed (gpointer data)
{
  Announcement *announcement = data;

  g_signal_emit (announcement->store, signals[CHANGED], 0, announcement->changes);
  return G_SOURCE_REMOVE;
}

void
uois_store_announce (UoisStore *store, GPtrArray *changes)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  announcement->store = g_object_ref (store);
  announcement->changes = changes;

  /* Before the answer to whoever asked for the write, so that lists are up to date when it comes. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed, announcement, free_announcement);
  g_source_set_static_name (source, "[uois] changed");
  g_source_attach (source, store->context);
}

void
uois_store_announce_all (UoisStore *store)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (changes, g_new0 (UoisStoreChange, 1));
  uois_store_announce (store, changes);
}

void
uois_store_emit_writable (UoisStore *store)
{
  g_signal_emit (store, signals[WRITABLE], 0);
}

/* ---- Settings ---- */

char *
uois_store_reader_get_setting (UoisStoreReader *reader, const char *key, GError **error)
{
  UoisStoreStatement *statement = uois_store_reader_prepare (reader, "SELECT value FROM settings WHERE key = ?", error);
  UoisValue bound = UOIS_VALUE_INIT;
  char *value = NULL;

  if (statement == NULL)
    return NULL;

  uois_value_borrow_text (&bound, key, strlen (key));
  uois_store_statement_bind (statement, 0, &bound);
  if (uois_store_statement_step (statement, error) > 0)
    value = g_strdup (uois_store_statement_get_text (statement, 0, NULL));
  uois_store_statement_release (statement);
  return value;
}

char *
uois_store_get_setting (UoisStore *store, const char *key)
{
  UoisStoreReader *reader = uois_store_borrow_reader (store, NULL, NULL);
  char *value = NULL;

  if (reader == NULL)
    return NULL;

  value = uois_store_reader_get_setting (reader, key, NULL);
  uois_store_return_reader (store, reader);
  return value;
}

gboolean
uois_store_unit_set_setting (UoisStoreUnit *unit, const char *key, const char *value, GError **error)
{
  const char *sql = value != NULL ? "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)" :
                                    "DELETE FROM settings WHERE key = ?";
  g_autoptr (UoisStoreStatement) statement = uois_store_reader_prepare (uois_store_unit_get_reader (unit), sql, error);
  if (statement == NULL)
    return FALSE;

  UoisValue bound = UOIS_VALUE_INIT;
  uois_value_borrow_text (&bound, key, strlen (key));
  uois_store_statement_bind (statement, 0, &bound);
  if (value != NULL)
    {
      uois_value_borrow_text (&bound, value, strlen (value));
      uois_store_statement_bind (statement, 1, &bound);
    }
  return uois_statement_run (statement, error);
}

typedef struct
{
  const char *key;
  const char *value;
} Setting;

static gboolean
write_setting (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Setting *setting = data;

  return uois_store_unit_set_setting (unit, setting->key, setting->value, error);
}

gboolean
uois_store_set_setting (UoisStore *store, const char *key, const char *value, GError **error)
{
  Setting setting = { .key = key, .value = value };

  return uois_store_write (store, UOIS_ORIGIN_EDIT, NULL, NULL, write_setting, &setting, NULL, error);
}

GStrv
uois_store_reader_list_settings (UoisStoreReader *reader, const char *prefix, GError **error)
{
  /* No text that begins with the prefix sorts after the prefix with the highest character. */
  UoisStoreStatement *statement = uois_store_reader_prepare (
      reader, "SELECT key FROM settings WHERE key >= ?1 AND key < ?1 || char (0x10ffff) ORDER BY key", error);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  UoisValue bound = UOIS_VALUE_INIT;
  int step;

  if (statement == NULL)
    return NULL;
  uois_value_borrow_text (&bound, prefix, strlen (prefix));
  uois_store_statement_bind (statement, 0, &bound);
  while ((step = uois_store_statement_step (statement, error)) > 0)
    g_strv_builder_add (keys, uois_store_statement_get_text (statement, 0, NULL));
  uois_store_statement_release (statement);
  return step == 0 ? g_strv_builder_end (keys) : NULL;
}
