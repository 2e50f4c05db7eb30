/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

/**
 * Write: a job in the queue of the writer thread.
 * @task: (nullable): answers to uois_store_write_async()
 * @done: (nullable): answers to uois_store_write(), together with @succeeded and @failure
 */
typedef struct
{
  UoisStoreOrigin origin;
  char *label;
  UoisUuid *person;

  UoisStoreJob job;
  UoisStoreMaintenance maintenance; /* nullable: instead of @job */
  gpointer data;
  GDestroyNotify destroy;
  GCancellable *cancellable;

  GTask *task;
  gboolean *done;
  gboolean succeeded;
  GError *failure;
} Write;

static void
free_write (gpointer data)
{
  Write *write = data;

  if (write->destroy != NULL)
    write->destroy (write->data);
  g_clear_object (&write->cancellable);
  g_clear_error (&write->failure);
  g_free (write->person);
  g_free (write->label);
  g_free (write);
}

/* ---- On the writer thread ---- */

static void
roll_back (UoisConnection *connection)
{
  /* Some failures (a full disk) have rolled back already. */
  if (!sqlite3_get_autocommit (connection->db))
    sqlite3_exec (connection->db, "ROLLBACK", NULL, NULL, NULL);
}

/* A reference that a job left open comes to light here; the sentence must not say "FOREIGN KEY constraint failed". */
static gboolean
commit (UoisConnection *connection, GError **error)
{
  int code = sqlite3_exec (connection->db, "COMMIT", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;

  if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
                         _ ("The change would leave a reference to a record that is not there, so it was not made."));
  else
    uois_connection_set_error (connection, code, error);
  return FALSE;
}

static gboolean
run_in_transaction (UoisStore *store, Write *write, GPtrArray **changes, gboolean *bulk, GError **error)
{
  UoisConnection *connection = store->writer;

  if (!uois_connection_execute (connection, "BEGIN IMMEDIATE", error))
    return FALSE;

  g_autoptr (UoisStoreUnit) unit = uois_unit_new (store, write->origin, write->label, write->person, 0);
  gboolean done = write->job (unit, write->data, write->cancellable, error) && uois_unit_finish (unit, error) &&
                  !g_cancellable_set_error_if_cancelled (write->cancellable, error);

  *bulk = uois_unit_was_bulk (unit);
  if (!done)
    return FALSE;
  *changes = uois_unit_steal_changes (unit);

  /* From here on it is too late to cancel: the file has all of it or the error is the disk's. */
  g_clear_object (&connection->cancellable);
  return commit (connection, error);
}

static gboolean
run_unit (UoisStore *store, Write *write, GError **error)
{
  UoisConnection *connection = store->writer;
  g_autoptr (GPtrArray) changes = NULL;
  gboolean bulk = FALSE;
  gboolean done = run_in_transaction (store, write, &changes, &bulk, error);
  gboolean large = connection->is_large;

  g_clear_object (&connection->cancellable);
  if (!done)
    roll_back (connection);
  if (bulk)
    uois_unit_restore_connection (connection);
  if (large)
    uois_unit_shrink_connection (connection);

  if (!done)
    return FALSE;
  if (bulk || large)
    sqlite3_wal_checkpoint_v2 (connection->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (changes->len > 0)
    uois_store_announce (store, g_steal_pointer (&changes));
  return TRUE;
}

static gboolean
run_maintenance (UoisStore *store, Write *write, GError **error)
{
  gboolean done = write->maintenance (store, write->data, write->cancellable, error);

  g_clear_object (&store->writer->cancellable);
  if (done)
    uois_store_announce_all (store);
  return done;
}

static gboolean
run_write (UoisStore *store, Write *write, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (write->cancellable, error))
    return FALSE;

  g_set_object (&store->writer->cancellable, write->cancellable);
  return write->maintenance != NULL ? run_maintenance (store, write, error) : run_unit (store, write, error);
}

static void
answer (UoisStore *store, Write *write)
{
  if (write->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&write->task);

      if (write->succeeded)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&write->failure));
      return;
    }

  g_mutex_lock (&store->mutex);
  *write->done = TRUE;
  g_cond_broadcast (&store->condition);
  g_mutex_unlock (&store->mutex);
}

static void
writer_thread (gpointer data, gpointer user_data)
{
  Write *write = data;
  UoisStore *store = UOIS_STORE (user_data);

  write->succeeded = run_write (store, write, &write->failure);
  answer (store, write);
}

gboolean
uois_store_start_writer (UoisStore *store, GError **error)
{
  store->writes = g_thread_pool_new (writer_thread, store, 1, TRUE, error);
  return store->writes != NULL;
}

void
uois_store_stop_writer (UoisStore *store)
{
  GThreadPool *writes = g_steal_pointer (&store->writes);

  /* Not "immediate": that would drop what is queued without an answer. */
  if (writes != NULL)
    g_thread_pool_free (writes, FALSE, TRUE);
}

/* ---- On the asking thread ---- */

static Write *
new_write (UoisStoreOrigin origin,
           const char *label,
           const UoisUuid *person,
           UoisStoreJob job,
           gpointer data,
           GDestroyNotify destroy,
           GCancellable *cancellable)
{
  Write *write = g_new0 (Write, 1);

  write->origin = origin;
  write->label = g_strdup (label);
  write->person = g_memdup2 (person, person != NULL ? sizeof *person : 0);
  write->job = job;
  write->data = data;
  write->destroy = destroy;
  g_set_object (&write->cancellable, cancellable);
  return write;
}

static void
set_not_writable (UoisStore *store, GError **error)
{
  g_autoptr (UoisStoreOwner) owner = uois_store_get_owner (store);
  g_autofree char *name = g_filename_display_name (store->path);

  if (owner == NULL)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY, _ ("“%s” is open for reading only."), name);
      return;
    }
  g_autofree char *sentence = uois_store_owner_describe (owner, store->path);
  /* Translators: a sentence that says who is editing the file. */
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED, _ ("%s You can change it once it is closed there."), sentence);
}

/* Whether the job is in the queue. */
static gboolean
push_write (UoisStore *store, Write *write, GError **error)
{
  gboolean pushed = FALSE;

  g_mutex_lock (&store->mutex);
  if (!store->closed && store->writes != NULL)
    pushed = g_thread_pool_push (store->writes, write, NULL);
  g_mutex_unlock (&store->mutex);

  if (!pushed && !uois_store_fail_if_closed (store, error))
    set_not_writable (store, error);
  return pushed;
}

void
uois_store_write_async (UoisStore *store,
                        UoisStoreOrigin origin,
                        const char *label,
                        const UoisUuid *person,
                        UoisStoreJob job,
                        gpointer data,
                        GDestroyNotify destroy,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (UOIS_IS_STORE (store));

  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Write *write = new_write (origin, label, person, job, data, destroy, cancellable);

  g_task_set_source_tag (task, uois_store_write_async);
  /* The answer says what became of the file, not what was wished in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, write, free_write);
  write->task = g_object_ref (task);

  if (push_write (store, write, &error))
    return;
  g_clear_object (&write->task);
  g_task_return_error (task, g_steal_pointer (&error));
}

gboolean
uois_store_write_finish (UoisStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
write_and_wait (UoisStore *store, Write *write, GError **error)
{
  gboolean done = FALSE;

  write->done = &done;
  if (!push_write (store, write, error))
    {
      free_write (write);
      return FALSE;
    }

  g_mutex_lock (&store->mutex);
  while (!done)
    g_cond_wait (&store->condition, &store->mutex);
  g_mutex_unlock (&store->mutex);

  gboolean succeeded = write->succeeded;
  if (!succeeded)
    g_propagate_error (error, g_steal_pointer (&write->failure));
  free_write (write);
  return succeeded;
}

gboolean
uois_store_write (UoisStore *store,
                  UoisStoreOrigin origin,
                  const char *label,
                  const UoisUuid *person,
                  UoisStoreJob job,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (UOIS_IS_STORE (store), FALSE);

  return write_and_wait (store, new_write (origin, label, person, job, data, NULL, cancellable), error);
}

gboolean
uois_store_maintain (
    UoisStore *store, UoisStoreMaintenance job, gpointer data, GCancellable *cancellable, GError **error)
{
  Write *write = new_write (UOIS_ORIGIN_RESTORE, NULL, NULL, NULL, data, NULL, cancellable);

  write->maintenance = job;
  return write_and_wait (store, write, error);
}
