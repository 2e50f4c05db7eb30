/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

UoisStoreReader *
uois_store_reader_new (UoisStore *store, UoisConnection *connection)
{
  UoisStoreReader *reader = g_new0 (UoisStoreReader, 1);

  reader->store = store;
  reader->connection = connection;
  return reader;
}

void
uois_store_reader_free (UoisStoreReader *reader)
{
  uois_connection_close (reader->connection);
  g_free (reader);
}

void
uois_store_close_readers (UoisStore *store)
{
  UoisStoreReader *reader;

  g_mutex_lock (&store->mutex);
  while ((reader = g_queue_pop_head (&store->idle)) != NULL)
    {
      uois_store_reader_free (reader);
      store->n_readers--;
    }
  g_mutex_unlock (&store->mutex);
}

/* ---- Borrowing ---- */

static void
wake_waiting (GCancellable *cancellable, gpointer data)
{
  UoisStore *store = data;

  g_mutex_lock (&store->mutex);
  g_cond_broadcast (&store->condition);
  g_mutex_unlock (&store->mutex);
}

/* With the mutex held: an idle reader, or NULL and TRUE in @make if one may be made. */
static UoisStoreReader *
wait_for_reader (UoisStore *store, GCancellable *cancellable, gboolean *make)
{
  while (!store->closed && !g_cancellable_is_cancelled (cancellable))
    {
      UoisStoreReader *reader = g_queue_pop_tail (&store->idle);
      if (reader != NULL)
        return reader;

      if (store->n_readers < UOIS_STORE_READERS)
        {
          store->n_readers++;
          *make = TRUE;
          return NULL;
        }

      g_cond_wait (&store->condition, &store->mutex);
    }

  return NULL;
}

static UoisStoreReader *
make_reader (UoisStore *store, GError **error)
{
  g_autoptr (UoisConnection) connection = uois_connection_open (store->path, store->read_mode, error);

  if (connection != NULL && (!store->map || uois_connection_map (connection, error)))
    return uois_store_reader_new (store, g_steal_pointer (&connection));

  g_mutex_lock (&store->mutex);
  store->n_readers--;
  g_cond_broadcast (&store->condition);
  g_mutex_unlock (&store->mutex);
  return NULL;
}

UoisStoreReader *
uois_store_borrow_reader (UoisStore *store, GCancellable *cancellable, GError **error)
{
  UoisStoreReader *reader;
  gboolean make = FALSE;
  gulong handler = 0;

  g_return_val_if_fail (UOIS_IS_STORE (store), NULL);

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_waiting), store, NULL);
  g_mutex_lock (&store->mutex);
  reader = wait_for_reader (store, cancellable, &make);
  g_mutex_unlock (&store->mutex);
  g_cancellable_disconnect (cancellable, handler);

  if (make)
    reader = make_reader (store, error);
  else if (reader == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    uois_store_fail_if_closed (store, error);

  if (reader != NULL)
    g_set_object (&reader->connection->cancellable, cancellable);
  return reader;
}

void
uois_store_return_reader (UoisStore *store, UoisStoreReader *reader)
{
  g_return_if_fail (UOIS_IS_STORE (store));
  g_return_if_fail (reader->store == store);

  uois_store_reader_end (reader);
  g_clear_object (&reader->connection->cancellable);
  reader->connection->deadline = 0;

  g_mutex_lock (&store->mutex);
  if (store->closed)
    {
      uois_store_reader_free (reader);
      store->n_readers--;
    }
  else
    g_queue_push_tail (&store->idle, reader);
  g_cond_broadcast (&store->condition);
  g_mutex_unlock (&store->mutex);
}

/* ---- Using ---- */

/* A statement of the cache: parsing it costs more than running it. */
static gboolean
run (UoisStoreReader *reader, const char *sql, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, sql, error);

  return statement != NULL && uois_statement_run (statement, error);
}

gboolean
uois_store_reader_begin (UoisStoreReader *reader, GError **error)
{
  g_return_val_if_fail (!reader->in_snapshot, FALSE);

  /* A unit of work is a snapshot already. */
  if (!sqlite3_get_autocommit (reader->connection->db))
    return TRUE;

  reader->in_snapshot = run (reader, "BEGIN", error);
  return reader->in_snapshot;
}

void
uois_store_reader_end (UoisStoreReader *reader)
{
  if (!reader->in_snapshot)
    return;

  reader->in_snapshot = FALSE;
  /* A failed statement may have ended it. */
  if (!sqlite3_get_autocommit (reader->connection->db))
    run (reader, "ROLLBACK", NULL);
}

void
uois_store_reader_set_deadline (UoisStoreReader *reader, gint64 deadline)
{
  reader->connection->deadline = deadline;
}

guint64
uois_store_reader_get_runs (UoisStoreReader *reader)
{
  return reader->connection->n_runs;
}

UoisStoreStatement *
uois_store_reader_compile (UoisStoreReader *reader, const UoisSelect *select, GError **error)
{
  g_auto (UoisSql) sql = { 0 };

  uois_sql_init (&sql, reader->store->layout, select);
  return uois_connection_prepare_select (reader->connection, &sql, error);
}

UoisStoreStatement *
uois_store_reader_prepare (UoisStoreReader *reader, const char *sql, GError **error)
{
  return uois_connection_prepare (reader->connection, sql, error);
}
