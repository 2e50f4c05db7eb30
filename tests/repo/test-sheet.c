/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "repo/sheet.h"

/* What is in the files is read in tests/cli/test_sheets.py; here is where they end. */

static UoisSheet *
begin (GOutputStream *stream, const char *title)
{
  g_autoptr (GError) error = NULL;
  UoisSheet *sheet = uois_sheet_new (UOIS_SHEET_XLSX, title, 1, stream, NULL, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
test_rows (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (UoisSheet) sheet = begin (stream, "Rows");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < UOIS_SHEET_ROWS_MAX; i++)
    {
      uois_sheet_begin_row (sheet);
      g_assert_true (uois_sheet_end_row (sheet, &error));
    }
  uois_sheet_begin_row (sheet);
  g_assert_false (uois_sheet_end_row (sheet, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
}

/* @unit: a character of @units UTF-16 units */
static void
check_length (const char *unit, guint units)
{
  for (guint excess = 0; excess < 2; excess++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (UoisSheet) sheet = begin (stream, "Texts");
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      gboolean done;

      for (guint i = 0; i < UOIS_SHEET_TEXT_MAX / units + excess; i++)
        g_string_append (text, unit);
      uois_sheet_begin_row (sheet);
      uois_sheet_add (sheet, NULL, text->str, UOIS_CELL_PLAIN);
      done = uois_sheet_end_row (sheet, &error);
      g_assert_cmpint (done, ==, excess == 0);
      if (!done)
        g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
    }
}

static void
test_texts (void)
{
  check_length ("x", 1);
  check_length ("ž", 1);
  check_length ("😀", 2);
}

/* A stream that fails, at every place where it can, is an error and never a crash. */
static void
test_full_disk (void)
{
  gsize length = 0;

  for (gsize room = 0; room == 0 || length == room; room += 97)
    {
      g_autofree guint8 *memory = g_malloc (room + 1);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new (memory, room, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisSheet) sheet = uois_sheet_new (UOIS_SHEET_ODS, "Disk", 1, stream, NULL, &error);
      gboolean done = sheet != NULL;

      if (done)
        {
          uois_sheet_begin_row (sheet);
          uois_sheet_add (sheet, NULL, "text", UOIS_CELL_PLAIN);
          done = uois_sheet_end_row (sheet, &error) && uois_sheet_finish (sheet, &error);
        }
      if (done)
        return;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      length = room + 97;
    }
}

static void
test_title (void)
{
  static const char title[] = "A/name:of [more]* than 'thirty' \\ one & characters";
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (UoisSheet) sheet = begin (stream, title);
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *bytes = NULL;

  g_assert_true (uois_sheet_finish (sheet, &error));
  g_output_stream_close (stream, NULL, &error);
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  bytes = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\0')
      bytes[i] = '?';
  bytes[length - 1] = '\0';
  g_assert_nonnull (strstr (bytes, "<sheet name=\"A name of  more   than  thirty \" sheetId"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/rows", test_rows);
  g_test_add_func ("/sheet/texts", test_texts);
  g_test_add_func ("/sheet/full-disk", test_full_disk);
  g_test_add_func ("/sheet/title", test_title);

  return g_test_run ();
}
