/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection.h"

#include "functions.h"
#include "wordings.h"

/* How many statements a connection keeps that nobody uses. A window and a question repeat few shapes many times;
 * preparing costs six times as much as running a look-up. */
#define CACHED_STATEMENTS 256

/**
 * UoisStoreStatement:
 * @active: (nullable): the handle that runs: ours or that of another wording; %NULL while that is not chosen
 * @wordings: (nullable): other ways to say a select
 * @uuids: one per parameter, so that binding an id allocates nothing and the caller may forget it
 * @names: (nullable): names of the parameters after the numbered ones
 * @cached: in the connection's table, findable by its text
 * @link: its place in the connection's `recent` while nobody uses it
 */
struct _UoisStoreStatement
{
  UoisConnection *connection;
  sqlite3_stmt *handle;
  sqlite3_stmt *active;
  UoisWordings *wordings;
  UoisUuid *uuids;
  guint n_parameters;
  char **names;
  gboolean cached;
  GList link;
};

void
uois_statement_free (UoisStoreStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement->uuids);
  g_free (statement);
}

static UoisStoreStatement *
borrow (UoisStoreStatement *statement)
{
  g_queue_unlink (&statement->connection->recent, &statement->link);
  statement->connection->n_borrowed++;
  return statement;
}

static gboolean
is_borrowed (UoisStoreStatement *statement)
{
  GQueue *recent = &statement->connection->recent;

  return statement->link.prev == NULL && statement->link.next == NULL && recent->head != &statement->link;
}

static void
evict (UoisConnection *connection)
{
  while (connection->recent.length > CACHED_STATEMENTS)
    {
      UoisStoreStatement *oldest = g_queue_peek_head (&connection->recent);

      g_queue_unlink (&connection->recent, &oldest->link);
      g_hash_table_remove (connection->cached, sqlite3_sql (oldest->handle));
      uois_statement_free (oldest);
    }
}

UoisStoreStatement *
uois_connection_prepare (UoisConnection *connection, const char *sql, GError **error)
{
  UoisStoreStatement *statement = g_hash_table_lookup (connection->cached, sql);
  if (statement != NULL && !is_borrowed (statement))
    return borrow (statement);

  sqlite3_stmt *handle = NULL;
  const char *rest = NULL;
  int code = sqlite3_prepare_v3 (connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  if (code != SQLITE_OK)
    {
      uois_connection_set_error (connection, code, error);
      return NULL;
    }
  g_assert (handle != NULL && *rest == '\0');

  gboolean cached = statement == NULL;
  statement = g_new0 (UoisStoreStatement, 1);
  statement->connection = connection;
  statement->handle = statement->active = handle;
  statement->n_parameters = sqlite3_bind_parameter_count (handle);
  statement->uuids = g_new (UoisUuid, MAX (statement->n_parameters, 1));
  statement->cached = cached;
  statement->link.data = statement;

  /* The text that SQLite keeps lives exactly as long as the statement, so it is the key. */
  if (cached)
    g_hash_table_insert (connection->cached, (char *) sqlite3_sql (handle), statement);

  connection->n_borrowed++;
  return statement;
}

UoisStoreStatement *
uois_connection_prepare_select (UoisConnection *connection, const UoisSql *sql, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (connection, sql->text, error);
  GError *failure = NULL;

  if (statement == NULL)
    return NULL;

  statement->names = g_strdupv (sql->names);
  statement->wordings = uois_wordings_new (connection, sql, &failure);
  if (statement->wordings != NULL)
    statement->active = NULL;
  if (failure == NULL)
    return g_steal_pointer (&statement);

  g_propagate_error (error, failure);
  return NULL;
}

void
uois_store_statement_release (UoisStoreStatement *statement)
{
  UoisConnection *connection = statement->connection;

  g_clear_pointer (&statement->wordings, uois_wordings_free);
  g_clear_pointer (&statement->names, g_strfreev);
  statement->active = statement->handle;
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  connection->n_borrowed--;

  if (!statement->cached)
    {
      uois_statement_free (statement);
      return;
    }

  g_queue_push_tail_link (&connection->recent, &statement->link);
  evict (connection);
}

void
uois_connection_drop_statements (UoisConnection *connection)
{
  GHashTableIter iter;
  UoisStoreStatement *statement;

  g_hash_table_iter_init (&iter, connection->cached);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &statement))
    {
      gboolean in_use = is_borrowed (statement);

      g_hash_table_iter_remove (&iter);
      statement->cached = FALSE;
      if (in_use)
        continue;
      g_queue_unlink (&connection->recent, &statement->link);
      uois_statement_free (statement);
    }
}

/* ---- Binding: errors here (a wrong number, no memory) are mistakes of ours ---- */

static void
bind_uuid (UoisStoreStatement *statement, guint index, const UoisUuid *uuid)
{
  statement->uuids[index] = *uuid;
  sqlite3_bind_blob (statement->handle, index + 1, &statement->uuids[index], sizeof (UoisUuid), SQLITE_STATIC);
}

/* What is bound may call for another wording. */
static void
bind_wordings (UoisStoreStatement *statement, guint index, const UoisValue *value)
{
  uois_wordings_bind (statement->wordings, index, value);
  statement->active = NULL;
}

void
uois_store_statement_bind_uuid (UoisStoreStatement *statement, guint index, const UoisUuid *uuid)
{
  /* A parameter that the compiled text had no use for. */
  if (index >= statement->n_parameters)
    return;

  bind_uuid (statement, index, uuid);
  if (statement->wordings != NULL)
    {
      UoisValue value = UOIS_VALUE_INIT;

      uois_value_set_uuid (&value, uuid);
      bind_wordings (statement, index, &value);
    }
}

void
uois_store_statement_bind (UoisStoreStatement *statement, guint index, const UoisValue *value)
{
  /* A parameter that the compiled text had no use for. */
  if (index >= statement->n_parameters)
    return;

  if (statement->wordings != NULL)
    bind_wordings (statement, index, value);

  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      sqlite3_bind_null (statement->handle, index + 1);
      break;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
      sqlite3_bind_int64 (statement->handle, index + 1, value->integer);
      break;
    case UOIS_VALUE_REAL:
      sqlite3_bind_double (statement->handle, index + 1, value->real);
      break;
    case UOIS_VALUE_TEXT:
      sqlite3_bind_text (statement->handle, index + 1, value->text, value->length, SQLITE_TRANSIENT);
      break;
    case UOIS_VALUE_UUID:
      bind_uuid (statement, index, &value->uuid);
      break;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      sqlite3_bind_int64 (statement->handle, index + 1, value->datetime);
      break;
    }
}

void
uois_store_statement_bind_rows (UoisStoreStatement *statement, guint index, const UoisRowSet *rows)
{
  g_return_if_fail (statement->wordings == NULL);

  sqlite3_bind_pointer (statement->handle, (int) index + 1, (gpointer) rows, UOIS_ROW_SET_POINTER, NULL);
}

void
uois_store_statement_bind_name (UoisStoreStatement *statement, const char *name, const UoisValue *value)
{
  g_autofree char *parameter = g_strconcat (":", name, NULL);
  int number = sqlite3_bind_parameter_index (statement->handle, parameter);

  if (number > 0)
    {
      uois_store_statement_bind (statement, number - 1, value);
      return;
    }

  /* Compiled selects number all their parameters; the named ones come last. */
  guint n_names = statement->names != NULL ? g_strv_length (statement->names) : 0;
  for (guint i = 0; i < n_names; i++)
    if (strcmp (statement->names[i], name) == 0)
      uois_store_statement_bind (statement, statement->n_parameters - n_names + i, value);
}

/* ---- Running ---- */

static sqlite3_stmt *
choose (UoisStoreStatement *statement)
{
  if (statement->active == NULL)
    statement->active = uois_wordings_choose (statement->wordings, statement->handle);
  return statement->active;
}

int
uois_store_statement_step (UoisStoreStatement *statement, GError **error)
{
  int code = sqlite3_step (G_LIKELY (statement->active != NULL) ? statement->active : choose (statement));
  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;

  uois_connection_set_error (statement->connection, code, error);
  return -1;
}

void
uois_store_statement_reset (UoisStoreStatement *statement)
{
  statement->connection->n_runs++;
  if (statement->active != NULL)
    sqlite3_reset (statement->active);
  /* The next time it may be another file that is asked. */
  if (statement->wordings != NULL)
    statement->active = NULL;
}

gboolean
uois_statement_run (UoisStoreStatement *statement, GError **error)
{
  int step;

  do
    step = uois_store_statement_step (statement, error);
  while (step > 0);

  uois_store_statement_reset (statement);
  return step == 0;
}

sqlite3_stmt *
uois_statement_get_handle (UoisStoreStatement *statement)
{
  return statement->handle;
}

UoisConnection *
uois_statement_get_connection (UoisStoreStatement *statement)
{
  return statement->connection;
}

/* ---- Values of the current row ---- */

gboolean
uois_store_statement_is_null (UoisStoreStatement *statement, guint index)
{
  return sqlite3_column_type (statement->active, index) == SQLITE_NULL;
}

gint64
uois_store_statement_get_integer (UoisStoreStatement *statement, guint index)
{
  return sqlite3_column_int64 (statement->active, index);
}

double
uois_store_statement_get_real (UoisStoreStatement *statement, guint index)
{
  return sqlite3_column_double (statement->active, index);
}

/* Looking up a column takes longer than reading it, so it is looked up once. That the value is not protected from
 * other threads does not matter: a connection belongs to one at a time, and has no mutex. */

const char *
uois_store_statement_get_text (UoisStoreStatement *statement, guint index, gsize *length)
{
  sqlite3_value *value = sqlite3_column_value (statement->active, index);
  const char *text = (const char *) sqlite3_value_text (value);

  if (length != NULL)
    *length = sqlite3_value_bytes (value);
  return text;
}

const UoisUuid *
uois_store_statement_get_uuid (UoisStoreStatement *statement, guint index)
{
  sqlite3_value *value = sqlite3_column_value (statement->active, index);
  const UoisUuid *uuid = sqlite3_value_blob (value);

  return uuid != NULL && sqlite3_value_bytes (value) == sizeof (UoisUuid) ? uuid : NULL;
}

void
uois_store_statement_get_value (UoisStoreStatement *statement, guint index, UoisValueKind kind, UoisValue *value)
{
  uois_value_clear (value);
  if (uois_store_statement_is_null (statement, index))
    return;

  switch (kind)
    {
    case UOIS_VALUE_NULL:
      break;
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, uois_store_statement_get_integer (statement, index) != 0);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, uois_store_statement_get_integer (statement, index));
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, uois_store_statement_get_real (statement, index));
      break;
    case UOIS_VALUE_TEXT:
      {
        gsize length;
        const char *text = uois_store_statement_get_text (statement, index, &length);

        uois_value_set_text (value, text, length);
        break;
      }
    case UOIS_VALUE_UUID:
      {
        const UoisUuid *uuid = uois_store_statement_get_uuid (statement, index);

        if (uuid != NULL)
          uois_value_set_uuid (value, uuid);
        break;
      }
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      value->datetime = uois_store_statement_get_integer (statement, index);
      value->kind = kind;
      break;
    }
}

/* ---- For people who look at plans ---- */

const char *
uois_store_statement_get_sql (UoisStoreStatement *statement)
{
  return sqlite3_sql (choose (statement));
}

char *
uois_store_statement_explain (UoisStoreStatement *statement)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (choose (statement)), NULL);
  g_autoptr (UoisStoreStatement) plan = uois_connection_prepare (statement->connection, sql, NULL);
  GString *text = g_string_new (NULL);

  while (plan != NULL && uois_store_statement_step (plan, NULL) > 0)
    g_string_append_printf (text, "%s\n", uois_store_statement_get_text (plan, 3, NULL));

  return g_string_free (text, FALSE);
}
