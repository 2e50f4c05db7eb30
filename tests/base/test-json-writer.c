/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-writer.h"

#include <json-c/json.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static char *
take (UoisJsonWriter *writer)
{
  g_autoptr (GBytes) bytes = uois_json_writer_steal (writer);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_null (writer->bytes);
  return g_strndup (data, length);
}

static void
assert_string (const char *text, gssize length, const char *expected)
{
  g_auto (UoisJsonWriter) writer = { NULL };
  g_autofree char *json = NULL;

  uois_json_writer_string (&writer, text, length);
  json = take (&writer);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_escapes (void)
{
  assert_string ("", -1, "\"\"");
  assert_string ("Šárka", -1, "\"Šárka\"");
  assert_string ("a\"b\\c/d", -1, "\"a\\\"b\\\\c/d\"");
  assert_string ("\b\f\n\r\t", -1, "\"\\b\\f\\n\\r\\t\"");
  assert_string ("\x01\x1f\x7f", -1, "\"\\u0001\\u001f\x7f\"");
  assert_string ("a\0b", 3, "\"a\\u0000b\"");
  assert_string ("\xf0\x9f\x98\x80", -1, "\"\xf0\x9f\x98\x80\"");
  assert_string ("cut here", 3, "\"cut\"");
}

/* A special byte at every place of the words of eight bytes that are scanned at once. */
static void
test_scan (void)
{
  for (guint length = 1; length < 40; length++)
    for (guint place = 0; place < length; place++)
      for (guint byte = 0; byte < 256; byte++)
        {
          g_autofree char *text = g_strnfill (length, 'x');
          g_auto (UoisJsonWriter) writer = { NULL };
          gboolean escaped = byte < 0x20 || byte == '"' || byte == '\\';

          text[place] = (char) byte;
          uois_json_writer_string (&writer, text, length);
          g_assert_cmpint (writer.length > length + 2, ==, escaped);
        }
}

static void
test_strings_read_back (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (UoisJsonWriter) writer = { NULL };
      struct json_object *parsed;
      guint length = (guint) g_test_rand_int_range (0, 60);

      while (text->len < length)
        {
          gunichar character = (gunichar) g_test_rand_int_range (1, g_test_rand_bit () ? 0x80 : 0x110000);

          if (character < 0xd800 || character > 0xdfff)
            g_string_append_unichar (text, character);
        }

      uois_json_writer_string (&writer, text->str, (gssize) text->len);
      uois_json_writer_raw (&writer, "", 1);
      parsed = json_tokener_parse (writer.bytes);
      g_assert_cmpstr (json_object_get_string (parsed), ==, text->str);
      json_object_put (parsed);
    }
}

static void
assert_real (double real, const char *expected)
{
  g_auto (UoisJsonWriter) writer = { NULL };
  g_autofree char *json = NULL;

  uois_json_writer_real (&writer, real);
  json = take (&writer);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_reals (void)
{
  assert_real (0, "0");
  assert_real (-0.0, "-0");
  assert_real (1, "1");
  assert_real (0.1, "0.1");
  assert_real (0.1 + 0.2, "0.30000000000000004");
  assert_real (1e300, "1e300");
  assert_real (-1.5e-7, "-1.5e-7");
  assert_real (1e-10, "1e-10");
  assert_real (5e-324, "4.94065645841247e-324");
  assert_real (1.7976931348623157e308, "1.7976931348623157e308");
  assert_real (123456789012, "123456789012");
  assert_real (INFINITY, "null");
  assert_real (NAN, "null");
}

static void
test_reals_read_back (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_auto (UoisJsonWriter) writer = { NULL };
      g_autofree char *json = NULL;
      double real;
      guint32 halves[2] = { (guint32) g_test_rand_int (), (guint32) g_test_rand_int () };

      memcpy (&real, halves, sizeof real);
      if (!isfinite (real))
        continue;

      uois_json_writer_real (&writer, real);
      json = take (&writer);
      g_assert_true (g_ascii_strtod (json, NULL) == real);
    }
}

/* A locale with a decimal comma must not reach the text. */
static void
test_locale (void)
{
  if (setlocale (LC_NUMERIC, "cs_CZ.UTF-8") == NULL)
    {
      g_test_skip ("the locale cs_CZ.UTF-8 is not installed");
      return;
    }

  assert_real (0.5, "0.5");
  setlocale (LC_NUMERIC, "C");
}

static void
test_integers (void)
{
  static const gint64 integers[] = { 0, 1, -1, 9, 10, 99, 100, 2147483647, G_MAXINT64, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_auto (UoisJsonWriter) writer = { NULL };
      g_autofree char *json = NULL;
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, integers[i]);

      uois_json_writer_integer (&writer, integers[i]);
      json = take (&writer);
      g_assert_cmpstr (json, ==, expected);
    }
}

static void
test_structure (void)
{
  g_auto (UoisJsonWriter) writer = { NULL };
  g_autofree char *json = NULL;
  UoisValue value = UOIS_VALUE_INIT;
  UoisUuid uuid = { { 0 } };

  uois_json_writer_literal (&writer, "{");
  uois_json_writer_name (&writer, "list");
  uois_json_writer_literal (&writer, "[");
  uois_json_writer_separate (&writer);
  uois_json_writer_integer (&writer, 1);
  uois_json_writer_separate (&writer);
  uois_json_writer_value (&writer, &value);
  uois_value_set_boolean (&value, TRUE);
  uois_json_writer_separate (&writer);
  uois_json_writer_value (&writer, &value);
  uois_value_borrow_text (&value, "[", 1);
  uois_json_writer_separate (&writer);
  uois_json_writer_value (&writer, &value);
  uois_json_writer_separate (&writer);
  uois_json_writer_literal (&writer, "{}]");
  uois_json_writer_name (&writer, "id");
  uois_json_writer_uuid (&writer, &uuid);
  uois_json_writer_name (&writer, "at");
  uois_json_writer_datetime (&writer, 1);
  uois_json_writer_name (&writer, "on");
  uois_json_writer_date (&writer, 0);
  uois_json_writer_literal (&writer, "}");

  json = take (&writer);
  g_assert_cmpstr (json, ==,
                   "{\"list\":[1,null,true,\"[\",{}],\"id\":\"00000000-0000-0000-0000-000000000000\","
                   "\"at\":\"1970-01-01T00:00:00.000001\",\"on\":\"1970-01-01\"}");
}

static void
test_growth (void)
{
  g_auto (UoisJsonWriter) writer = { NULL };
  g_autofree char *text = g_strnfill (1000, 'x');

  for (guint i = 0; i < 1000; i++)
    uois_json_writer_raw (&writer, text, 1000);

  g_assert_cmpuint (writer.length, ==, 1000 * 1000);
  g_assert_cmpuint (writer.capacity, <, 2 * 1000 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/escapes", test_escapes);
  g_test_add_func ("/json-writer/scan", test_scan);
  g_test_add_func ("/json-writer/strings-read-back", test_strings_read_back);
  g_test_add_func ("/json-writer/reals", test_reals);
  g_test_add_func ("/json-writer/reals-read-back", test_reals_read_back);
  g_test_add_func ("/json-writer/locale", test_locale);
  g_test_add_func ("/json-writer/integers", test_integers);
  g_test_add_func ("/json-writer/structure", test_structure);
  g_test_add_func ("/json-writer/growth", test_growth);
  return g_test_run ();
}
