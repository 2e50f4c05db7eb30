/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-library.h"

#include "repo/delimited-text.h"
#include "repo/export.h"

#include <json-c/json.h>
#include <locale.h>

/* ---- Delimited text ---- */

static char *
join (GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *const *cells = lines->pdata[i];

      for (guint j = 0; cells[j] != NULL; j++)
        g_string_append_printf (text, "[%s]", cells[j]);
      g_string_append_c (text, ';');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_read (const char *text, char delimiter, const char *expected)
{
  g_autoptr (GPtrArray) lines = uois_delimited_text_read (text, delimiter);
  g_autofree char *joined = join (lines);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_delimited_read (void)
{
  assert_read ("", ',', "");
  assert_read ("\r\n\n", ',', "");
  assert_read ("a,b\r\nc,\n,d\r,", ',', "[a][b];[c][];[][d];[][];");
  assert_read ("\"a,\"\"b\"\"\r\n\",c", ',', "[a,\"b\"\r\n][c];");
  assert_read ("5\" screen\t\"quoted\"\t\"\"", '\t', "[5\" screen][quoted][];");
  /* Quotes that enclose nothing are what somebody typed. */
  assert_read ("\"a\" b\tc\n\"d\te", '\t', "[\"a\" b][c];[\"d][e];");
}

static void
test_delimited_round_trip (void)
{
  static const char letters[] = "ab,\t;\"\r\n =č";

  for (guint i = 0; i < 2000; i++)
    {
      char delimiter = ",\t;"[g_test_rand_int_range (0, 3)];
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) lines = NULL;
      int n_cells = g_test_rand_int_range (2, 5);

      for (int j = 0; j < n_cells; j++)
        {
          g_autoptr (GString) cell = g_string_new (NULL);

          for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
            g_string_append_c (cell, letters[g_test_rand_int_range (0, 10)]);
          if (j > 0)
            g_string_append_c (line, delimiter);
          uois_delimited_text_append (line, cell->str, delimiter);
          g_ptr_array_add (cells, g_string_free (g_steal_pointer (&cell), FALSE));
        }
      g_string_append (line, "\r\n");
      lines = uois_delimited_text_read (line->str, delimiter);
      g_assert_cmpuint (lines->len, ==, 1);
      g_assert_cmpuint (g_strv_length (lines->pdata[0]), ==, cells->len);
      for (guint j = 0; j < cells->len; j++)
        g_assert_cmpstr (((char **) lines->pdata[0])[j], ==, cells->pdata[j]);
    }
}

/* ---- Export ---- */

static char *export(Fixture *fixture, const UoisListRequest *request, const UoisExportOptions *options, gint64 *count)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  *count =
      uois_file_export (fixture->file, request, NULL, 0, fields, n_fields, options, stream, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_cell (const UoisExportOptions *options, const char *cell, const UoisRecord *record, guint field)
{
  const UoisValue *value = &record->values[field];
  gboolean is_number = value->kind == UOIS_VALUE_INTEGER || value->kind == UOIS_VALUE_REAL;
  g_autofree char *raw = uois_value_to_string (value);
  const char *text = options->raw || (options->for_spreadsheet && is_number) ? raw : record->texts[field];

  if (options->for_spreadsheet && !is_number && cell[0] == '\'')
    {
      g_assert_nonnull (strchr ("=+-@\t\r", cell[1]));
      cell++;
    }
  else if (options->for_spreadsheet && !is_number && cell[0] != '\0')
    g_assert_null (strchr ("=+-@\t\r", cell[0]));
  g_assert_cmpstr (cell, ==, text != NULL ? text : "");
}

static void
check_text (const char *text, const UoisExportOptions *options, GPtrArray *expected, guint n_fields)
{
  char delimiter = options->format == UOIS_EXPORT_TSV ? '\t' : options->delimiter != 0 ? options->delimiter : ',';
  g_autoptr (GPtrArray) lines = NULL;

  g_assert_cmpint (g_str_has_prefix (text, "\xef\xbb\xbf"), ==, options->byte_order_mark);
  lines = uois_delimited_text_read (text + (options->byte_order_mark ? 3 : 0), delimiter);
  g_assert_cmpuint (lines->len, ==, expected->len + 1);
  g_assert_cmpstr (((char **) lines->pdata[0])[0], ==, options->raw ? "name" : "Name");
  g_assert_true (g_str_has_suffix (text, "\r\n"));
  for (guint i = 0; i < expected->len; i++)
    {
      char **cells = lines->pdata[i + 1];

      g_assert_cmpuint (g_strv_length (cells), ==, n_fields);
      for (guint j = 0; j < n_fields; j++)
        assert_cell (options, cells[j], expected->pdata[i], j);
    }
}

static void
assert_member (json_object *object, const UoisField *field, const UoisValue *value)
{
  g_autofree char *text = uois_value_to_string (value);
  json_object *member;

  g_assert_true (json_object_object_get_ex (object, field->name, &member));
  if (value->kind == UOIS_VALUE_NULL)
    {
      g_assert_null (member);
      return;
    }
  if (field->kind == UOIS_FIELD_REFERENCE)
    member = json_object_object_get (member, "id");
  g_assert_true (json_object_is_type (member, value->kind == UOIS_VALUE_INTEGER ? json_type_int :
                                              value->kind == UOIS_VALUE_REAL    ? json_type_double :
                                              value->kind == UOIS_VALUE_BOOLEAN ? json_type_boolean :
                                                                                  json_type_string) ||
                 value->kind == UOIS_VALUE_REAL);
  if (value->kind == UOIS_VALUE_REAL)
    g_assert_cmpfloat (json_object_get_double (member), ==, value->real);
  else
    g_assert_cmpstr (json_object_get_string (member), ==, text);
}

static void
check_json (const char *text, GPtrArray *expected, const UoisField *const *fields, guint n_fields)
{
  json_object *list = json_tokener_parse (text);

  g_assert_true (json_object_is_type (list, json_type_array));
  g_assert_cmpuint (json_object_array_length (list), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    for (guint j = 0; j < n_fields; j++)
      assert_member (json_object_array_get_idx (list, i), fields[j], &((UoisRecord *) expected->pdata[i])->values[j]);
  json_object_put (list);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);

  random_library_fill (fixture, 700);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (UoisListFilter) filter = random_library_filter (fixture);
      UoisListRequest request = { .type = fixture->book, .search = random_library_search (), .filter = filter };
      UoisExportOptions options = {
        .format = (UoisExportFormat) g_test_rand_int_range (0, 3),
        .delimiter = ",;\0|"[g_test_rand_int_range (0, 4)],
        .byte_order_mark = g_test_rand_int_range (0, 2),
        .raw = g_test_rand_int_range (0, 2),
        .for_spreadsheet = g_test_rand_int_range (0, 2),
      };
      g_autoptr (GPtrArray) expected = random_library_expect (fixture, &request);
      gint64 count;
      g_autofree char *text = export(fixture, &request, &options, &count);

      g_assert_cmpint (count, ==, expected->len);
      if (options.format == UOIS_EXPORT_JSON)
        check_json (text, expected, fields, n_fields);
      else
        check_text (text, &options, expected, n_fields);
    }
}

/* ---- Progress and the end before the end ---- */

typedef struct
{
  guint n_calls;
  double last;
  gboolean done;
  GCancellable *cancel; /* nullable: at the first report */
} Watch;

static void
watch (double fraction, const char *what, gpointer data)
{
  Watch *seen = data;

  g_assert_false (seen->done);
  g_assert_cmpfloat (fraction, >=, seen->last);
  g_assert_nonnull (strstr (what, " of "));
  seen->last = fraction;
  seen->n_calls++;
  if (seen->cancel != NULL)
    g_cancellable_cancel (seen->cancel);
}

static gint64
export_async (Fixture *fixture, Watch *seen, GCancellable *cancellable, GOutputStream *stream, GError **error)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);
  UoisListRequest request = { .type = fixture->book };
  UoisExportOptions options = { 0 };
  g_auto (Waiter) waiter = { 0 };
  gint64 count;

  uois_file_export_async (fixture->file, &request, NULL, 0, fields, n_fields, &options, stream, watch, seen,
                          cancellable, waiter_take, &waiter);
  count = uois_file_export_finish (fixture->file, waiter_wait (&waiter), error);
  seen->done = TRUE;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return count;
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  Watch seen = { 0 };

  random_library_fill (fixture, 3000);
  g_assert_cmpint (export_async (fixture, &seen, NULL, stream, &error), ==, 3000);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n_calls, >, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watch seen = { .cancel = cancellable };

  random_library_fill (fixture, 30000);
  g_assert_cmpint (export_async (fixture, &seen, cancellable, stream, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (seen.n_calls, ==, 1);
}

static void
test_bad_delimiter (Fixture *fixture, gconstpointer data)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);
  UoisListRequest request = { .type = fixture->book };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  for (const char *c = "\"\na\r "; *c != '\0'; c++)
    {
      UoisExportOptions options = { .delimiter = *c };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (uois_file_export (fixture->file, &request, NULL, 0, fields, n_fields, &options, stream, NULL,
                                         NULL, NULL, &error),
                       ==, -1);
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
    }
}

/* ---- The clipboard ---- */

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  const UoisField *fields[] = { uois_type_find_field (fixture->book, "name"),
                                uois_type_find_field (fixture->book, "pages") };
  UoisListRequest request = { .type = fixture->book, .sort = fields[0] };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *text = NULL;
  g_auto (Waiter) waiter = { 0 };
  g_auto (Waiter) late = { 0 };
  g_autofree gint64 *many = g_new0 (gint64, UOIS_COPY_ROWS_MAX + 1);

  fixture_store (fixture, "{'books': [{'id': '00000000-0000-4000-8000-000000000011', 'name': '=a\\tb', 'pages': 12345},"
                          "{'id': '00000000-0000-4000-8000-000000000012', 'name': 'z'}]}");
  rows = uois_file_list (fixture->file, &request, NULL, &error);
  g_assert_no_error (error);
  uois_file_copy_text_async (fixture->file, fixture->book, (const gint64 *) rows->data, rows->len, fields, 2, TRUE,
                             NULL, waiter_take, &waiter);
  text = uois_file_copy_text_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Name\tPages\n\"=a\tb\"\t12345\nz\t\n");

  uois_file_copy_text_async (fixture->file, fixture->book, many, UOIS_COPY_ROWS_MAX + 1, fields, 2, TRUE, NULL,
                             waiter_take, &late);
  g_assert_null (uois_file_copy_text_finish (fixture->file, waiter_wait (&late), &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/delimited/read", test_delimited_read);
  g_test_add_func ("/export/delimited/round-trip", test_delimited_round_trip);
  fixture_add ("/export/random", test_random);
  fixture_add ("/export/async", test_async);
  fixture_add ("/export/cancel", test_cancel);
  fixture_add ("/export/bad-delimiter", test_bad_delimiter);
  fixture_add ("/export/copy", test_copy);
  return g_test_run ();
}
