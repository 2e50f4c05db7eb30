/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lock-private.h"
#include "store-private.h"

/* How often a store that another program keeps from writing looks what became of that. */
#define WATCH_INTERVAL_S 1

/* What the other program wrote is told as if anything had changed: nobody says what it was. */
static gboolean
tell_changes (UoisStore *store)
{
  UoisStoreReader *reader = uois_store_borrow_reader (store, NULL, NULL);
  gint64 version = -1;

  if (reader == NULL)
    return FALSE;
  version = uois_store_reader_get_version (reader, NULL);
  uois_store_return_reader (store, reader);

  g_mutex_lock (&store->mutex);
  gboolean changed = store->seen_version >= 0 && version != store->seen_version;
  store->seen_version = version;
  g_mutex_unlock (&store->mutex);
  if (changed)
    uois_store_announce_all (store);
  return changed;
}

/* Everything that opening for writing does, with readers going on meanwhile. */
static gboolean
take_over (UoisStore *store, UoisStoreLock *lock, GError **error)
{
  UoisConnection *writer = uois_store_open_writer (store, NULL, error);

  if (writer == NULL)
    return FALSE;

  g_mutex_lock (&store->mutex);
  store->writer = writer;
  gboolean started = uois_store_start_writer (store, error);
  if (started)
    {
      store->lock = lock;
      store->read_only = FALSE;
      g_clear_pointer (&store->owner, uois_store_owner_free);
    }
  else
    store->writer = NULL;
  g_mutex_unlock (&store->mutex);

  if (!started)
    uois_connection_close (writer);
  return started;
}

/* Returns: whether there is nothing more to watch */
static gboolean
look (UoisStore *store)
{
  g_autoptr (UoisStoreOwner) owner = NULL;
  g_autoptr (GError) error = NULL;
  gboolean interrupted = FALSE;
  UoisStoreLock *lock = uois_store_lock_acquire (store->path, &owner, &interrupted, NULL);

  if (lock == NULL)
    {
      tell_changes (store);
      return FALSE;
    }

  g_mutex_lock (&store->mutex);
  store->interrupted |= interrupted;
  g_mutex_unlock (&store->mutex);
  if (!take_over (store, lock, &error))
    {
      g_warning ("%s", error->message);
      /* It stays open for reading: who wants to write opens it again and hears what is wrong. */
      uois_store_lock_release (lock);
      return TRUE;
    }
  tell_changes (store);
  return TRUE;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UoisStore *store = source;
  gboolean done = look (store);

  g_mutex_lock (&store->mutex);
  store->looking = FALSE;
  g_cond_broadcast (&store->condition);
  g_mutex_unlock (&store->mutex);
  g_task_return_boolean (task, done);
}

static void
on_looked (GObject *object, GAsyncResult *result, gpointer data)
{
  UoisStore *store = UOIS_STORE (object);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  uois_store_stop_watching (store);
  if (!uois_store_get_read_only (store))
    uois_store_emit_writable (store);
}

static gboolean
on_interval (gpointer data)
{
  UoisStore *store = data;
  g_autoptr (GTask) task = NULL;

  g_mutex_lock (&store->mutex);
  gboolean free_to_look = !store->closed && !store->looking;
  if (free_to_look)
    store->looking = TRUE;
  g_mutex_unlock (&store->mutex);
  if (!free_to_look)
    return G_SOURCE_CONTINUE;

  /* Not here: a network may take its time. */
  task = g_task_new (store, NULL, on_looked, NULL);
  g_task_run_in_thread (task, look_in_thread);
  return G_SOURCE_CONTINUE;
}

void
uois_store_start_watching (UoisStore *store)
{
  tell_changes (store);
  store->watch = g_timeout_source_new_seconds (WATCH_INTERVAL_S);
  g_source_set_callback (store->watch, on_interval, store, NULL);
  g_source_set_static_name (store->watch, "[uois] who writes");
  g_source_attach (store->watch, store->context);
}

void
uois_store_stop_watching (UoisStore *store)
{
  g_mutex_lock (&store->mutex);
  GSource *watch = g_steal_pointer (&store->watch);
  g_mutex_unlock (&store->mutex);

  if (watch == NULL)
    return;
  g_source_destroy (watch);
  g_source_unref (watch);
}
