/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/seed-rows.h"

#include "base/json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a message shows of a value. */
#define SHOWN_BYTES_MAX 60

/* What happens to a value on its way in. */
typedef enum
{
  NOTE_RENAMED,
  NOTE_UNKNOWN,
  NOTE_SHADOWED,
  NOTE_REPEATED,
  NOTE_EMPTY_ID,
  NOTE_ZONE,
  N_NOTES
} Note;

/* A key of the rows: what it means and what happened to it. */
typedef struct
{
  char *name;
  gsize length;
  const UoisColumn *column; /* nullable */
  gboolean renamed;
  gboolean ignored; /* known to be no column */
  guint64 counts[N_NOTES];
} Key;

typedef struct
{
  Key *key;
  Note note;
} PendingNote;

typedef struct
{
  UoisSeedRows rows;
  const UoisType *type;
  UoisJsonReader reader;
  GHashTable *keys;     /* name -> owned Key */
  GPtrArray *key_order; /* Key: those of the row before, which mostly come again in the same order */
  GArray *pending;      /* PendingNote of the current row */
  Key **sources;        /* per column: the key that gave the current row's value */
} Rows;

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->name);
  g_free (key);
}

UoisSeedRows *
uois_seed_rows_new (const UoisSeedFile *file, const UoisSeedTable *table, const UoisType *type)
{
  Rows *rows = g_new0 (Rows, 1);

  rows->type = type;
  rows->rows.values = g_new0 (UoisValue, type->columns.length);
  rows->sources = g_new0 (Key *, type->columns.length);
  rows->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, key_free);
  rows->key_order = g_ptr_array_new ();
  rows->pending = g_array_new (FALSE, FALSE, sizeof (PendingNote));
  uois_json_reader_init (&rows->reader, file->text, file->length, table->rows);
  uois_json_reader_next (&rows->reader, NULL);
  return &rows->rows;
}

static void
clear_row (Rows *rows)
{
  for (guint i = 0; i < rows->type->columns.length; i++)
    {
      uois_value_clear (&rows->rows.values[i]);
      rows->sources[i] = NULL;
    }
  g_array_set_size (rows->pending, 0);
  g_clear_pointer (&rows->rows.fault.value, g_free);
}

void
uois_seed_rows_free (UoisSeedRows *public)
{
  Rows *rows = (Rows *) public;

  clear_row (rows);
  g_free (rows->rows.values);
  g_free (rows->sources);
  g_hash_table_unref (rows->keys);
  g_ptr_array_unref (rows->key_order);
  g_array_unref (rows->pending);
  uois_json_reader_clear (&rows->reader);
  g_free (rows);
}

/* ---- Keys ---- */

char *
uois_seed_hidden_key (const UoisColumn *column)
{
  return g_strconcat ("_", column->name, NULL);
}

static gboolean
is_time (const UoisColumn *column)
{
  return column->kind == UOIS_VALUE_DATETIME || column->kind == UOIS_VALUE_DATE;
}

static gboolean
has_alias (const UoisColumn *column, const char *name)
{
  return column->aliases != NULL && g_strv_contains ((const char *const *) column->aliases, name);
}

static const UoisColumn *
find_column (const UoisType *type, const char *name, gboolean *renamed)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  *renamed = FALSE;
  if (column == NULL && name[0] == '_')
    {
      column = uois_type_find_column (type, name + 1);
      if (column != NULL && !is_time (column))
        column = NULL;
    }
  for (guint i = 0; column == NULL && i < type->columns.length; i++)
    if (has_alias (type->columns.items[i], name))
      {
        column = type->columns.items[i];
        *renamed = TRUE;
      }
  return column;
}

static Key *
make_key (Rows *rows, const char *name, gsize length)
{
  Key *key = g_new0 (Key, 1);

  key->name = g_strndup (name, length);
  key->length = length;
  key->column = find_column (rows->type, key->name, &key->renamed);
  key->ignored = g_str_equal (key->name, UOIS_SEED_CHUNK_KEY);
  g_hash_table_insert (rows->keys, key->name, key);
  return key;
}

/* @index: the how manieth key of the row it is */
static Key *
find_key (Rows *rows, guint index, const char *name, gsize length)
{
  Key *key = index < rows->key_order->len ? g_ptr_array_index (rows->key_order, index) : NULL;
  g_autofree char *copy = NULL;

  if (key != NULL && key->length == length && memcmp (key->name, name, length) == 0)
    return key;

  copy = g_strndup (name, length);
  /* A zero character must not make two keys look the same. */
  for (gsize i = 0; i < length; i++)
    if (name[i] == '\0')
      copy[i] = '?';
  key = g_hash_table_lookup (rows->keys, copy);
  if (key == NULL)
    key = make_key (rows, copy, length);
  if (index >= rows->key_order->len)
    g_ptr_array_set_size (rows->key_order, (int) index + 1);
  g_ptr_array_index (rows->key_order, index) = key;
  return key;
}

static void
note (Rows *rows, Key *key, Note what)
{
  PendingNote pending = { key, what };

  g_array_append_val (rows->pending, pending);
}

/* ---- Values ---- */

static char *
show_value (const char *start, const char *end)
{
  gsize length = (gsize) (end - start);

  if (length <= SHOWN_BYTES_MAX)
    return g_strndup (start, length);
  end = g_utf8_find_prev_char (start, start + SHOWN_BYTES_MAX);
  return g_strdup_printf ("%.*s…", (int) (end - start), start);
}

static gboolean
refuse (Rows *rows, UoisSeedFaultKind kind, Key *key)
{
  rows->rows.fault.kind = kind;
  rows->rows.fault.key = key != NULL ? key->name : NULL;
  rows->rows.fault.column = key != NULL ? key->column : NULL;
  g_free (rows->rows.fault.value);
  rows->rows.fault.value = show_value (rows->reader.token_start, rows->reader.position);
  return FALSE;
}

static gboolean
take_text (Rows *rows, Key *key, UoisValue *value)
{
  const UoisJsonReader *reader = &rows->reader;

  if (memchr (reader->string, '\0', reader->length) != NULL)
    return refuse (rows, UOIS_SEED_BAD_TEXT, key);
  if (reader->unescaped != NULL && reader->string == reader->unescaped->str)
    uois_value_set_text (value, reader->string, (gssize) reader->length);
  else
    uois_value_borrow_text (value, reader->string, reader->length);
  return TRUE;
}

static gboolean
take_uuid (Rows *rows, Key *key, UoisValue *value)
{
  UoisUuid uuid;

  if (rows->reader.length == 0)
    {
      if (key->column->index == 0)
        return refuse (rows, UOIS_SEED_NO_ID, NULL);
      note (rows, key, NOTE_EMPTY_ID);
      return TRUE;
    }
  if (!uois_uuid_parse (rows->reader.string, rows->reader.length, &uuid))
    return refuse (rows, UOIS_SEED_BAD_UUID, key);
  uois_value_set_uuid (value, &uuid);
  return TRUE;
}

/* Behind the date, only a zone has these characters. */
static gboolean
has_zone (const char *text, gsize length)
{
  for (gsize i = UOIS_DATE_TEXT_LENGTH; i < length; i++)
    if (strchr ("Zz+-", text[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
take_time (Rows *rows, Key *key, UoisValue *value)
{
  UoisDateTime datetime;

  if (!uois_datetime_parse (rows->reader.string, rows->reader.length, &datetime))
    return refuse (rows, UOIS_SEED_BAD_TIME, key);
  if (has_zone (rows->reader.string, rows->reader.length))
    note (rows, key, NOTE_ZONE);

  /* A date keeps the time of day that came with it: the servers' columns are times (contract/wire.md section 1.5). */
  uois_value_set_datetime (value, datetime);
  value->kind = key->column->kind;
  return TRUE;
}

static gboolean
take_string (Rows *rows, Key *key, UoisValue *value)
{
  switch (key->column->kind)
    {
    case UOIS_VALUE_TEXT:
      return take_text (rows, key, value);
    case UOIS_VALUE_UUID:
      return take_uuid (rows, key, value);
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return take_time (rows, key, value);
    default:
      return refuse (rows, UOIS_SEED_BAD_TYPE, key);
    }
}

static gboolean
take_number (Rows *rows, Key *key, UoisValue *value)
{
  gint64 integer;
  double real;

  if (key->column->kind == UOIS_VALUE_INTEGER && uois_json_reader_get_integer (&rows->reader, &integer))
    uois_value_set_integer (value, integer);
  else if (key->column->kind == UOIS_VALUE_REAL && uois_json_reader_get_real (&rows->reader, &real))
    uois_value_set_real (value, real);
  else
    return refuse (rows, UOIS_SEED_BAD_TYPE, key);
  return TRUE;
}

static gboolean
take_value (Rows *rows, Key *key, UoisJsonToken token, UoisValue *value)
{
  uois_value_clear (value);
  switch (token)
    {
    case UOIS_JSON_NULL:
      return TRUE;
    case UOIS_JSON_STRING:
      return take_string (rows, key, value);
    case UOIS_JSON_NUMBER:
      return take_number (rows, key, value);
    case UOIS_JSON_TRUE:
    case UOIS_JSON_FALSE:
      if (key->column->kind != UOIS_VALUE_BOOLEAN)
        return refuse (rows, UOIS_SEED_BAD_TYPE, key);
      uois_value_set_boolean (value, token == UOIS_JSON_TRUE);
      return TRUE;
    default:
      return refuse (rows, UOIS_SEED_BAD_TYPE, key);
    }
}

/* Whether the value of @key counts: a column's own name comes before its aliases, and of equals the last. */
static gboolean
claim_column (Rows *rows, Key *key)
{
  Key **source = &rows->sources[key->column->index];
  Key *before = *source;

  if (before != NULL && key->renamed && !before->renamed)
    {
      note (rows, key, NOTE_SHADOWED);
      return FALSE;
    }
  if (before != NULL)
    note (rows, before, before == key ? NOTE_REPEATED : NOTE_SHADOWED);
  if (key->renamed)
    note (rows, key, NOTE_RENAMED);
  *source = key;
  return TRUE;
}

static gboolean
read_member (Rows *rows, guint index)
{
  Key *key = find_key (rows, index, rows->reader.string, rows->reader.length);
  UoisJsonToken token = uois_json_reader_next (&rows->reader, NULL);
  gboolean accepted = TRUE;

  if (key->column == NULL)
    {
      if (!key->ignored)
        note (rows, key, NOTE_UNKNOWN);
    }
  else if (claim_column (rows, key))
    accepted = take_value (rows, key, token, &rows->rows.values[key->column->index]);
  uois_json_reader_skip (&rows->reader, token, NULL);
  return accepted;
}

/* ---- Rows ---- */

static UoisSeedStep
read_row (Rows *rows)
{
  gboolean accepted = TRUE;

  for (guint index = 0; uois_json_reader_next (&rows->reader, NULL) == UOIS_JSON_NAME; index++)
    {
      if (accepted)
        accepted = read_member (rows, index);
      else
        uois_json_reader_skip (&rows->reader, uois_json_reader_next (&rows->reader, NULL), NULL);
    }
  if (accepted && rows->rows.values[0].kind == UOIS_VALUE_NULL)
    accepted = refuse (rows, UOIS_SEED_NO_ID, NULL);
  return accepted ? UOIS_SEED_ROW : UOIS_SEED_FAULTY;
}

UoisSeedStep
uois_seed_rows_next (UoisSeedRows *public)
{
  Rows *rows = (Rows *) public;
  UoisJsonToken token;
  UoisSeedStep step;

  clear_row (rows);
  token = uois_json_reader_next (&rows->reader, NULL);
  if (token == UOIS_JSON_END_ARRAY || token == UOIS_JSON_FAULT)
    return UOIS_SEED_END;

  rows->rows.number++;
  if (token == UOIS_JSON_BEGIN_OBJECT)
    step = read_row (rows);
  else
    {
      refuse (rows, UOIS_SEED_NO_OBJECT, NULL);
      uois_json_reader_skip (&rows->reader, token, NULL);
      step = UOIS_SEED_FAULTY;
    }
  rows->rows.position = rows->reader.position;
  return step;
}

void
uois_seed_rows_keep (UoisSeedRows *public)
{
  Rows *rows = (Rows *) public;

  for (guint i = 0; i < rows->pending->len; i++)
    {
      PendingNote *pending = &g_array_index (rows->pending, PendingNote, i);

      pending->key->counts[pending->note]++;
    }
  g_array_set_size (rows->pending, 0);
}

/* ---- Notes ---- */

static char *
describe_note (const Key *key, Note what)
{
  const char *column = key->column != NULL ? key->column->name : "";
  gulong n = (gulong) key->counts[what];

  switch (what)
    {
    case NOTE_RENAMED:
      return g_strdup_printf (ngettext ("“%s” was read as “%s” in %lu row.", "“%s” was read as “%s” in %lu rows.", n),
                              key->name, column, n);
    case NOTE_UNKNOWN:
      return g_strdup_printf (ngettext ("“%s” is no column; it was left out in %lu row.",
                                        "“%s” is no column; it was left out in %lu rows.", n),
                              key->name, n);
    case NOTE_SHADOWED:
      return g_strdup_printf (ngettext ("“%s” was left out in %lu row, which gives “%s” under another name as well.",
                                        "“%s” was left out in %lu rows, which give “%s” under another name as well.",
                                        n),
                              key->name, n, column);
    case NOTE_REPEATED:
      return g_strdup_printf (ngettext ("“%s” stands twice in %lu row; the last one counts.",
                                        "“%s” stands twice in %lu rows; the last one counts.", n),
                              key->name, n);
    case NOTE_EMPTY_ID:
      return g_strdup_printf (ngettext ("“%s” was an empty text in %lu row and was read as no value.",
                                        "“%s” was an empty text in %lu rows and was read as no value.", n),
                              key->name, n);
    case NOTE_ZONE:
      return g_strdup_printf (ngettext ("“%s” had a time zone in %lu row; it was dropped, the time was not converted.",
                                        "“%s” had a time zone in %lu rows; it was dropped, the time was not converted.",
                                        n),
                              key->name, n);
    default:
      g_return_val_if_reached (NULL);
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Key *const *) a)->name, (*(const Key *const *) b)->name);
}

void
uois_seed_rows_describe (UoisSeedRows *public, GPtrArray *notes)
{
  Rows *rows = (Rows *) public;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, rows->keys);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (keys, value);
  g_ptr_array_sort (keys, compare_keys);
  for (guint what = 0; what < N_NOTES; what++)
    for (guint i = 0; i < keys->len; i++)
      {
        const Key *key = g_ptr_array_index (keys, i);

        if (key->counts[what] > 0)
          g_ptr_array_add (notes, describe_note (key, what));
      }
}
