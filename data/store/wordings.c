/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wordings.h"

#include "positions.h"
#include "prefix.h"

#include <math.h>

/* To read a row by its place in an index of another order costs as much as to pass so many in the order asked for. */
#define PRICE_OF_A_ROW 10
/* Up to so many rows it is not worth counting them. */
#define FEW_ROWS 16

/**
 * UoisWordings:
 * @sql: (not owned): what the statement was made of, without its texts
 * @plain: (nullable): for patterns that fit many rows
 * @later: (nullable): for rows from a known position on
 * @texts: (element-type utf8): the value of each pattern; %NULL: no text
 * @skip, @limit: what is bound to them; -1: nothing
 * @decided: whether what is bound was counted when the table had @total rows; the answer is @wants_plain
 */
struct _UoisWordings
{
  UoisConnection *connection;
  UoisStoreStatement *plain;
  UoisStoreStatement *later;
  const UoisType *type;
  const UoisColumn *ordered;
  int skip_parameter;
  int limit_parameter;
  GArray *patterns;
  GPtrArray *texts;
  gint64 skip;
  gint64 limit;
  gboolean decided;
  gboolean wants_plain;
  gint64 total;
};

UoisWordings *
uois_wordings_new (UoisConnection *connection, const UoisSql *sql, GError **error)
{
  g_autoptr (UoisWordings) wordings = NULL;

  if (sql->plain_text == NULL && sql->later_text == NULL)
    return NULL;

  wordings = g_new0 (UoisWordings, 1);
  wordings->connection = connection;
  wordings->type = sql->type;
  wordings->ordered = sql->ordered;
  wordings->skip_parameter = sql->skip;
  wordings->limit_parameter = sql->limit;
  wordings->skip = wordings->limit = -1;
  wordings->patterns = g_array_ref (sql->patterns);
  wordings->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (wordings->texts, (int) sql->patterns->len);

  if (sql->plain_text != NULL)
    wordings->plain = uois_connection_prepare (connection, sql->plain_text, error);
  if (sql->later_text != NULL && (sql->plain_text == NULL || wordings->plain != NULL))
    wordings->later = uois_connection_prepare (connection, sql->later_text, error);

  return (sql->plain_text != NULL) == (wordings->plain != NULL) &&
                 (sql->later_text != NULL) == (wordings->later != NULL) ?
             g_steal_pointer (&wordings) :
             NULL;
}

void
uois_wordings_free (UoisWordings *wordings)
{
  g_clear_pointer (&wordings->plain, uois_store_statement_release);
  g_clear_pointer (&wordings->later, uois_store_statement_release);
  g_array_unref (wordings->patterns);
  g_ptr_array_unref (wordings->texts);
  g_free (wordings);
}

static void
set_number (UoisWordings *wordings, gint64 *number, const UoisValue *value)
{
  gint64 new_number = value->kind == UOIS_VALUE_INTEGER ? value->integer : -1;

  wordings->decided &= *number == new_number;
  *number = new_number;
}

static void
set_text (UoisWordings *wordings, guint index, const UoisValue *value)
{
  char *text = value->kind == UOIS_VALUE_TEXT ? g_strndup (value->text, value->length) : NULL;

  wordings->decided &= g_strcmp0 (wordings->texts->pdata[index], text) == 0;
  g_free (wordings->texts->pdata[index]);
  wordings->texts->pdata[index] = text;
}

void
uois_wordings_bind (UoisWordings *wordings, guint index, const UoisValue *value)
{
  if (wordings->plain != NULL)
    uois_store_statement_bind (wordings->plain, index, value);
  if (wordings->later != NULL)
    uois_store_statement_bind (wordings->later, index, value);

  if ((int) index == wordings->skip_parameter)
    set_number (wordings, &wordings->skip, value);
  if ((int) index == wordings->limit_parameter)
    set_number (wordings, &wordings->limit, value);

  for (guint i = 0; i < wordings->patterns->len; i++)
    if (g_array_index (wordings->patterns, UoisSqlPattern, i).parameter == index)
      set_text (wordings, i, value);
}

/* ---- Patterns ---- */

/* How many rows of the pattern's index lie between two keys, at most @most; -1 if they cannot be counted. */
static gint64
count_rows (UoisWordings *wordings,
            const UoisSqlPattern *pattern,
            const GByteArray *lower,
            const GByteArray *upper,
            gint64 most)
{
  g_autoptr (UoisStoreStatement) count = uois_connection_prepare (wordings->connection, pattern->count_sql, NULL);
  sqlite3_stmt *handle;
  gint64 rows = -1;

  if (count == NULL)
    return -1;
  handle = uois_statement_get_handle (count);
  sqlite3_bind_blob (handle, 1, lower->len > 0 ? (gconstpointer) lower->data : "", lower->len, SQLITE_STATIC);
  sqlite3_bind_blob (handle, 2, upper->data, upper->len, SQLITE_STATIC);
  sqlite3_bind_int64 (handle, 3, most);
  if (uois_store_statement_step (count, NULL) == 1)
    rows = uois_store_statement_get_integer (count, 0);
  return rows;
}

/* Of all rows, m fit a pattern, evenly spread over the order asked for. To find them by the index and sort them
 * costs m * PRICE_OF_A_ROW; to pass rows in that order until there are enough, wanted * all / m. Returns: the m
 * where both cost the same */
static gint64
get_turning_point (const UoisWordings *wordings)
{
  gint64 wanted = wordings->limit + MAX (wordings->skip, 0);

  return (gint64) sqrt ((double) wanted * (double) wordings->total / PRICE_OF_A_ROW);
}

static gint64
get_total (UoisWordings *wordings)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (\"row\") FROM \"%s\"", wordings->type->table);
  gint64 total = 0;

  uois_connection_get_integer (wordings->connection, sql, &total, NULL);
  return total;
}

/* Whether the index of the pattern's column is the way to go. */
static gboolean
fits_few_rows (UoisWordings *wordings, guint index)
{
  const UoisSqlPattern *pattern = &g_array_index (wordings->patterns, UoisSqlPattern, index);
  const char *text = wordings->texts->pdata[index];
  g_autoptr (GByteArray) lower = g_byte_array_new ();
  g_autoptr (GByteArray) upper = g_byte_array_new ();
  gint64 turning_point;

  if (text == NULL || !uois_prefix_get_bounds (wordings->connection->collator, pattern->compare, text, lower, upper))
    return FALSE;
  if (pattern->count_sql == NULL || wordings->limit < 0)
    return TRUE;

  turning_point = MAX (get_turning_point (wordings), FEW_ROWS);
  return count_rows (wordings, pattern, lower, upper, turning_point + 1) <= turning_point;
}

/* Counts, unless that was done for the same values: a question is mostly asked again. */
static gboolean
wants_plain (UoisWordings *wordings)
{
  gint64 total = get_total (wordings);

  if (wordings->decided && wordings->total == total)
    return wordings->wants_plain;
  wordings->total = total;
  wordings->decided = TRUE;
  wordings->wants_plain = FALSE;
  for (guint i = 0; i < wordings->patterns->len && !wordings->wants_plain; i++)
    wordings->wants_plain = !fits_few_rows (wordings, i);
  return wordings->wants_plain;
}

/* ---- Choosing ---- */

/* The rows after a known position. NULL if none is known that helps. */
static sqlite3_stmt *
start_later (UoisWordings *wordings)
{
  sqlite3_stmt *later = uois_statement_get_handle (wordings->later);
  int n = sqlite3_bind_parameter_count (later);
  UoisPosition position;

  if (wordings->skip < UOIS_POSITIONS_STEP ||
      !uois_positions_find (wordings->connection, wordings->type, wordings->ordered, (guint64) wordings->skip,
                            &position))
    return NULL;

  sqlite3_bind_int64 (later, wordings->skip_parameter + 1, wordings->skip - (gint64) position.index);
  sqlite3_bind_blob (later, n, &position.id, sizeof position.id, SQLITE_TRANSIENT);
  if (wordings->ordered != NULL)
    sqlite3_bind_blob (later, n - 1, position.key != NULL ? (gconstpointer) position.key : "", position.key_length,
                       SQLITE_TRANSIENT);
  return later;
}

sqlite3_stmt *
uois_wordings_choose (UoisWordings *wordings, sqlite3_stmt *usual)
{
  sqlite3_stmt *later = wordings->later != NULL ? start_later (wordings) : NULL;

  if (later != NULL)
    return later;
  return wordings->plain != NULL && wants_plain (wordings) ? uois_statement_get_handle (wordings->plain) : usual;
}
