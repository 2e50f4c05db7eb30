/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection.h"
#include "functions.h"
#include "prefix.h"
#include "row-set.h"

#include "base/text.h"

/* All functions are pure, so SQLite may compute a call with constant arguments once per statement. None of them stands
 * in the schema of the file: other programs open it without them. */
#define FUNCTION_FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)

/* uois_sort_key (text): what text sorts by; null sorts last. */
static void
sort_key (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  UoisCollator *collator = sqlite3_user_data (context);
  g_autoptr (GByteArray) key = g_byte_array_sized_new (64);
  const char *text = (const char *) sqlite3_value_text (arguments[0]);

  uois_collator_append_key (collator, text, sqlite3_value_bytes (arguments[0]), key);
  sqlite3_result_blob (context, key->data, key->len, SQLITE_TRANSIENT);
}

/* uois_order_key (value): the sort key of text and null; numbers and times as they are, which sort before any key. */
static void
order_key (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  int type = sqlite3_value_type (arguments[0]);

  if (type == SQLITE_TEXT || type == SQLITE_NULL)
    sort_key (context, n, arguments);
  else
    sqlite3_result_value (context, arguments[0]);
}

/* uois_like (text, pattern) and uois_ilike (text, pattern): LIKE of PostgreSQL, which SQLite's own is not. */
static void
like (sqlite3_context *context, sqlite3_value **arguments, gboolean fold_case)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  const char *pattern = (const char *) sqlite3_value_text (arguments[1]);

  if (text != NULL && pattern != NULL)
    sqlite3_result_int (context, uois_text_like (text, sqlite3_value_bytes (arguments[0]), pattern, fold_case));
}

static void
like_exact (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  like (context, arguments, FALSE);
}

static void
like_folded (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  like (context, arguments, TRUE);
}

/* uois_starts_with (text, prefix) and uois_ends_with (text, suffix): literally. */
static void
has_part (sqlite3_context *context, sqlite3_value **arguments, gboolean at_end)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  const char *part = (const char *) sqlite3_value_text (arguments[1]);
  int text_length = sqlite3_value_bytes (arguments[0]);
  int part_length = sqlite3_value_bytes (arguments[1]);

  if (text == NULL || part == NULL)
    return;

  gsize start = at_end && part_length <= text_length ? text_length - part_length : 0;
  sqlite3_result_int (context, part_length <= text_length && memcmp (text + start, part, part_length) == 0);
}

static void
starts_with (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  has_part (context, arguments, FALSE);
}

static void
ends_with (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  has_part (context, arguments, TRUE);
}

/* uois_pattern_low (pattern), uois_pattern_high (pattern), uois_prefix_low (prefix), uois_prefix_high (prefix): between
 * which sort keys the texts lie that match. Where nothing can be said they enclose all. */
static void
bound (sqlite3_context *context, sqlite3_value **arguments, UoisCompare compare, gboolean high)
{
  UoisCollator *collator = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  g_autoptr (GByteArray) lower = g_byte_array_new ();
  g_autoptr (GByteArray) upper = g_byte_array_new ();

  if (text == NULL)
    return;
  if (!uois_prefix_get_bounds (collator, compare, text, lower, upper))
    uois_collator_append_key (collator, NULL, 0, upper);
  if (high)
    sqlite3_result_blob (context, upper->data, upper->len, SQLITE_TRANSIENT);
  else
    sqlite3_result_blob (context, lower->len > 0 ? (const char *) lower->data : "", lower->len, SQLITE_TRANSIENT);
}

static void
pattern_low (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  bound (context, arguments, UOIS_COMPARE_LIKE, FALSE);
}

static void
pattern_high (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  bound (context, arguments, UOIS_COMPARE_LIKE, TRUE);
}

static void
prefix_low (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  bound (context, arguments, UOIS_COMPARE_STARTS_WITH, FALSE);
}

static void
prefix_high (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  bound (context, arguments, UOIS_COMPARE_STARTS_WITH, TRUE);
}

/* uois_contains (text, part) and uois_begins_with (text, part): as people read them; the part is folded already. */
static void
has_folded_part (sqlite3_context *context, sqlite3_value **arguments, gboolean at_start)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  const char *part = (const char *) sqlite3_value_text (arguments[1]);
  g_autofree char *folded = NULL;

  if (text == NULL || part == NULL)
    return;

  folded = uois_text_fold (text, sqlite3_value_bytes (arguments[0]));
  sqlite3_result_int (context, at_start ? g_str_has_prefix (folded, part) : strstr (folded, part) != NULL);
}

static void
contains (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  has_folded_part (context, arguments, FALSE);
}

static void
begins_with (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  has_folded_part (context, arguments, TRUE);
}

/* uois_in_set (row, set): whether a row is in the set that is bound. */
static void
in_set (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const UoisRowSet *rows = sqlite3_value_pointer (arguments[1], UOIS_ROW_SET_POINTER);

  sqlite3_result_int (context, rows != NULL && uois_row_set_has (rows, sqlite3_value_int64 (arguments[0])));
}

/* uois_title (literal, value, literal, value, ..., literal): the text of a title. A literal stands only between or
 * beside values that are there, so that a record without a semester is "Algebra" and not "Algebra, ". */
static void
title (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean shown = FALSE;

  for (int i = 0; i + 1 < n; i += 2)
    {
      const char *value = (const char *) sqlite3_value_text (arguments[i + 1]);

      shown = value != NULL && *value != '\0';
      if (!shown)
        continue;
      if (i == 0 || text->len > 0)
        g_string_append (text, (const char *) sqlite3_value_text (arguments[i]));
      g_string_append (text, value);
    }

  if (shown)
    g_string_append (text, (const char *) sqlite3_value_text (arguments[n - 1]));

  sqlite3_result_text (context, g_strstrip (text->str), -1, SQLITE_TRANSIENT);
}

/* uois_time_text (microseconds): a day, and the time of day unless it is midnight. */
static void
time_text (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  char text[UOIS_DATETIME_TEXT_LENGTH];

  if (sqlite3_value_type (arguments[0]) != SQLITE_INTEGER)
    return;

  uois_datetime_format (sqlite3_value_int64 (arguments[0]), text);
  text[UOIS_DATE_TEXT_LENGTH] = ' ';
  gboolean midnight = memcmp (text + UOIS_DATE_TEXT_LENGTH + 1, "00:00", 5) == 0;
  sqlite3_result_text (context, text, midnight ? UOIS_DATE_TEXT_LENGTH : UOIS_DATE_TEXT_LENGTH + 6, SQLITE_TRANSIENT);
}

/* uois_uuid_text (id) */
static void
uuid_text (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const UoisUuid *uuid = sqlite3_value_blob (arguments[0]);
  char text[UOIS_UUID_TEXT_LENGTH];

  if (uuid == NULL || sqlite3_value_bytes (arguments[0]) != sizeof (UoisUuid))
    return;

  uois_uuid_format (uuid, text);
  sqlite3_result_text (context, text, sizeof text, SQLITE_TRANSIENT);
}

/* uois_words (text): what a person typed as a query of the search index. */
static void
words (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  g_autofree char *query = text != NULL ? uois_search_query (text) : NULL;

  if (query != NULL)
    sqlite3_result_text (context, query, -1, SQLITE_TRANSIENT);
}

char *
uois_search_query (const char *text)
{
  g_autoptr (GString) query = g_string_new (NULL);
  const char *position = text;

  /* The tokenizer of the index cuts at everything but letters, marks and digits; so do we, because an index without
   * positions cannot answer a quoted text of several words. */
  while (*position != '\0')
    {
      const char *start = position;

      while (*position != '\0' &&
             (g_unichar_isalnum (g_utf8_get_char (position)) || g_unichar_ismark (g_utf8_get_char (position))))
        position = g_utf8_next_char (position);

      if (position > start)
        g_string_append_printf (query, "%s\"%.*s\" *", query->len > 0 ? " AND " : "", (int) (position - start), start);
      if (*position != '\0')
        position = g_utf8_next_char (position);
    }

  /* An empty phrase is found nowhere; an empty query would be an error. */
  if (query->len == 0)
    g_string_append (query, "\"\"");
  return g_string_free (g_steal_pointer (&query), FALSE);
}

gboolean
uois_connection_add_functions (UoisConnection *connection, GError **error)
{
  static const struct
  {
    const char *name;
    int n_arguments;
    void (*function) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "uois_sort_key", 1, sort_key },
    { "uois_order_key", 1, order_key },
    { "uois_like", 2, like_exact },
    { "uois_ilike", 2, like_folded },
    { "uois_starts_with", 2, starts_with },
    { "uois_ends_with", 2, ends_with },
    { "uois_contains", 2, contains },
    { "uois_begins_with", 2, begins_with },
    { "uois_in_set", 2, in_set },
    { "uois_pattern_low", 1, pattern_low },
    { "uois_pattern_high", 1, pattern_high },
    { "uois_prefix_low", 1, prefix_low },
    { "uois_prefix_high", 1, prefix_high },
    { "uois_title", -1, title },
    { "uois_time_text", 1, time_text },
    { "uois_uuid_text", 1, uuid_text },
    { "uois_words", 1, words },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      int code =
          sqlite3_create_function_v2 (connection->db, functions[i].name, functions[i].n_arguments, FUNCTION_FLAGS,
                                      connection->collator, functions[i].function, NULL, NULL, NULL);
      if (code != SQLITE_OK)
        {
          uois_connection_set_error (connection, code, error);
          return FALSE;
        }
    }

  return TRUE;
}
