/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/seed-file.h"

#include "base/error.h"
#include "base/json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

static void
seed_table_free (gpointer data)
{
  UoisSeedTable *table = data;

  g_free (table->name);
  g_free (table);
}

void
uois_seed_file_free (UoisSeedFile *file)
{
  g_ptr_array_unref (file->tables);
  g_ptr_array_unref (file->ignored);
  g_free (file);
}

static gboolean
check_encoding (UoisSeedFile *file, GError **error)
{
  const char *bad;
  guint line, column;

  if (g_utf8_validate_len (file->text, file->length, &bad))
    return TRUE;

  /* A zero byte is valid JSON nowhere; the reader reports it better. */
  if (bad < file->text + file->length && *bad == '\0')
    return TRUE;
  uois_json_reader_locate (file->text, bad, &line, &column);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX,
               _ ("“%s” is not UTF-8 text (line %u, column %u); save it as UTF-8 and try again."), file->name, line,
               column);
  return FALSE;
}

static gboolean
count_rows (UoisJsonReader *reader, UoisSeedTable *table, GError **error)
{
  UoisJsonToken token;

  while ((token = uois_json_reader_next (reader, error)) != UOIS_JSON_END_ARRAY)
    {
      if (!uois_json_reader_skip (reader, token, error))
        return FALSE;
      table->n_rows++;
    }
  return TRUE;
}

static gboolean
scan_member (UoisSeedFile *file,
             UoisJsonReader *reader,
             gboolean (*is_table) (const char *key, gpointer data),
             gpointer data,
             GError **error)
{
  g_autofree char *key = g_strndup (reader->string, reader->length);
  UoisJsonToken token = uois_json_reader_next (reader, error);
  UoisSeedTable *table;

  if (token == UOIS_JSON_BEGIN_ARRAY)
    {
      table = g_new0 (UoisSeedTable, 1);
      table->name = g_steal_pointer (&key);
      table->rows = reader->token_start;
      g_ptr_array_add (file->tables, table);
      return count_rows (reader, table, error);
    }
  if (token != UOIS_JSON_FAULT && is_table (key, data))
    {
      guint line, column;

      uois_json_reader_locate (file->text, reader->token_start, &line, &column);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("line %u, column %u: “%s” must be a list of rows"), line,
                   column, key);
      return FALSE;
    }
  g_ptr_array_add (file->ignored, g_steal_pointer (&key));
  return uois_json_reader_skip (reader, token, error);
}

static gboolean
scan (UoisSeedFile *file, gboolean (*is_table) (const char *key, gpointer data), gpointer data, GError **error)
{
  g_auto (UoisJsonReader) reader = { 0 };
  gboolean has_mark = file->length >= 3 && memcmp (file->text, byte_order_mark, 3) == 0;
  UoisJsonToken token;

  uois_json_reader_init (&reader, file->text, file->length, file->text + (has_mark ? 3 : 0));
  token = uois_json_reader_next (&reader, error);
  if (token == UOIS_JSON_FAULT)
    return FALSE;
  if (token != UOIS_JSON_BEGIN_OBJECT)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                           _ ("the text must be an object whose keys are tables"));
      return FALSE;
    }
  while ((token = uois_json_reader_next (&reader, error)) == UOIS_JSON_NAME)
    if (!scan_member (file, &reader, is_table, data, error))
      return FALSE;
  if (token == UOIS_JSON_FAULT)
    return FALSE;

  uois_json_reader_next (&reader, NULL);
  if (reader.position < file->text + file->length)
    {
      guint line, column;

      uois_json_reader_locate (file->text, reader.position, &line, &column);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("line %u, column %u: the text should end here"), line,
                   column);
      return FALSE;
    }
  return TRUE;
}

UoisSeedFile *
uois_seed_file_new (const char *text,
                    gsize length,
                    const char *name,
                    gboolean (*is_table) (const char *key, gpointer data),
                    gpointer data,
                    GError **error)
{
  g_autoptr (UoisSeedFile) file = g_new0 (UoisSeedFile, 1);

  file->name = name;
  file->text = text;
  file->length = length;
  file->tables = g_ptr_array_new_with_free_func (seed_table_free);
  file->ignored = g_ptr_array_new_with_free_func (g_free);

  if (!check_encoding (file, error))
    return NULL;
  if (!scan (file, is_table, data, error))
    {
      g_autoptr (GError) cause = error != NULL ? g_steal_pointer (error) : NULL;

      if (cause != NULL)
        g_set_error (error, cause->domain, cause->code,
                     /* Translators: a file, then where and what. */
                     _ ("“%s” is no seed file: %s."), name, cause->message);
      return NULL;
    }
  return g_steal_pointer (&file);
}
