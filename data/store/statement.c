/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection.h"

#include "prefix.h"

/* How many statements a connection keeps that nobody uses. A window and a question repeat few shapes many times;
 * preparing costs six times as much as running a look-up. */
#define CACHED_STATEMENTS 256

/**
 * UoisStoreStatement:
 * @active: the handle that runs: ours, or that of @plain
 * @plain: (nullable): the other wording of a select with patterns; bound alike
 * @patterns: (nullable) (element-type UoisSqlPattern): with @plain
 * @broad: bits of the patterns that begin with a wildcard
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
  UoisStoreStatement *plain;
  GArray *patterns;
  guint64 broad;
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
  if (statement == NULL)
    return NULL;

  statement->names = g_strdupv (sql->names);
  if (sql->plain_text == NULL)
    return g_steal_pointer (&statement);

  statement->plain = uois_connection_prepare (connection, sql->plain_text, error);
  statement->patterns = g_array_ref (sql->patterns);
  return statement->plain != NULL ? g_steal_pointer (&statement) : NULL;
}

void
uois_store_statement_release (UoisStoreStatement *statement)
{
  UoisConnection *connection = statement->connection;

  g_clear_pointer (&statement->plain, uois_store_statement_release);
  g_clear_pointer (&statement->patterns, g_array_unref);
  g_clear_pointer (&statement->names, g_strfreev);
  statement->active = statement->handle;
  statement->broad = 0;
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

void
uois_store_statement_bind_uuid (UoisStoreStatement *statement, guint index, const UoisUuid *uuid)
{
  /* A parameter that the compiled text had no use for. */
  if (index >= statement->n_parameters)
    return;

  if (statement->plain != NULL)
    uois_store_statement_bind_uuid (statement->plain, index, uuid);

  statement->uuids[index] = *uuid;
  sqlite3_bind_blob (statement->handle, index + 1, &statement->uuids[index], sizeof (UoisUuid), SQLITE_STATIC);
}

/* Chooses the wording by what the patterns begin with. */
static void
look_at_patterns (UoisStoreStatement *statement, guint index, const UoisValue *value)
{
  for (guint i = 0; i < statement->patterns->len; i++)
    {
      const UoisSqlPattern *pattern = &g_array_index (statement->patterns, UoisSqlPattern, i);
      guint64 bit = G_GUINT64_CONSTANT (1) << (i % 64);

      if (pattern->parameter != index)
        continue;
      if (uois_prefix_is_narrow (statement->connection->collator, pattern->compare, value))
        statement->broad &= ~bit;
      else
        statement->broad |= bit;
    }

  statement->active = statement->broad == 0 ? statement->handle : statement->plain->handle;
}

void
uois_store_statement_bind (UoisStoreStatement *statement, guint index, const UoisValue *value)
{
  /* A parameter that the compiled text had no use for. */
  if (index >= statement->n_parameters)
    return;

  if (statement->plain != NULL && value->kind != UOIS_VALUE_UUID)
    {
      uois_store_statement_bind (statement->plain, index, value);
      look_at_patterns (statement, index, value);
    }

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
      uois_store_statement_bind_uuid (statement, index, &value->uuid);
      break;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      sqlite3_bind_int64 (statement->handle, index + 1, value->datetime);
      break;
    }
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

int
uois_store_statement_step (UoisStoreStatement *statement, GError **error)
{
  int code = sqlite3_step (statement->active);
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
  sqlite3_reset (statement->active);
}

gboolean
uois_statement_run (UoisStoreStatement *statement, GError **error)
{
  int step;

  do
    step = uois_store_statement_step (statement, error);
  while (step > 0);

  sqlite3_reset (statement->active);
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

const char *
uois_store_statement_get_text (UoisStoreStatement *statement, guint index, gsize *length)
{
  const char *text = (const char *) sqlite3_column_text (statement->active, index);

  if (length != NULL)
    *length = sqlite3_column_bytes (statement->active, index);
  return text;
}

const UoisUuid *
uois_store_statement_get_uuid (UoisStoreStatement *statement, guint index)
{
  const UoisUuid *uuid = sqlite3_column_blob (statement->active, index);

  return uuid != NULL && sqlite3_column_bytes (statement->active, index) == sizeof (UoisUuid) ? uuid : NULL;
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
  return sqlite3_sql (statement->active);
}

char *
uois_store_statement_explain (UoisStoreStatement *statement)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (statement->active), NULL);
  g_autoptr (UoisStoreStatement) plan = uois_connection_prepare (statement->connection, sql, NULL);
  GString *text = g_string_new (NULL);

  while (plan != NULL && uois_store_statement_step (plan, NULL) > 0)
    g_string_append_printf (text, "%s\n", uois_store_statement_get_text (plan, 3, NULL));

  return g_string_free (text, FALSE);
}
