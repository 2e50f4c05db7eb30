/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-reader.h"

#include "base/error.h"

#include <json-c/json.h>
#include <string.h>

/* ---- What is read ---- */

/* The tokens in one line; %NULL with @error set if the text is no JSON. */
static char *
read_all (const char *text, gsize length, GError **error)
{
  g_auto (UoisJsonReader) reader = { 0 };
  g_autoptr (GString) tokens = g_string_new (NULL);
  UoisJsonToken token;

  uois_json_reader_init (&reader, text, length, text);
  while ((token = uois_json_reader_next (&reader, error)) != UOIS_JSON_END)
    switch (token)
      {
      case UOIS_JSON_FAULT:
        return NULL;
      case UOIS_JSON_BEGIN_OBJECT:
      case UOIS_JSON_END_OBJECT:
      case UOIS_JSON_BEGIN_ARRAY:
      case UOIS_JSON_END_ARRAY:
        g_string_append_c (tokens, " {}[]"[token]);
        break;
      case UOIS_JSON_NAME:
        g_string_append_printf (tokens, "%.*s:", (int) reader.length, reader.string);
        break;
      case UOIS_JSON_STRING:
        g_string_append_printf (tokens, "'%.*s' ", (int) reader.length, reader.string);
        break;
      default:
        g_string_append_printf (tokens, "%.*s ", (int) (reader.position - reader.token_start), reader.token_start);
      }
  if (reader.position != text + length)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, "rest");
      return NULL;
    }
  return g_string_free (g_steal_pointer (&tokens), FALSE);
}

static void
assert_tokens (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tokens = read_all (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tokens, ==, expected);
}

static void
assert_fault (const char *text, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tokens = read_all (text, strlen (text), &error);

  g_assert_null (tokens);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
  if (!g_str_has_prefix (error->message, place))
    g_error ("%s: “%s” instead of “%s”", text, error->message, place);
}

static void
test_tokens (void)
{
  assert_tokens ("{}", "{}");
  assert_tokens (" [ ] ", "[]");
  assert_tokens ("[[], {}, [{}]]", "[[]{}[{}]]");
  assert_tokens ("{\"a\": [1, -2.5e+3, true, false, null], \"b\": \"x\"}", "{a:[1 -2.5e+3 true false null ]b:'x' }");
  assert_tokens ("\"\"", "'' ");
  assert_tokens ("\t\r\n0\n", "0 ");
  assert_tokens ("{\"\":{\"\":0}}", "{:{:0 }}");
}

static void
test_strings (void)
{
  assert_tokens ("\"Šárka\"", "'Šárka' ");
  assert_tokens ("\"a\\\"b\\\\c\\/d\\n\\t\"", "'a\"b\\c/d\n\t' ");
  assert_tokens ("\"\\u0159\\u00e1d\"", "'řád' ");
  assert_tokens ("\"\\ud83d\\ude00!\"", "'\xf0\x9f\x98\x80!' ");
  assert_tokens ("[\"plain\", \"esc\\u0061ped\", \"plain\"]", "['plain' 'escaped' 'plain' ]");
  assert_tokens ("{\"n\\u0061me\": 1}", "{name:1 }");
}

/* A special character at every place of the words of eight bytes that are skipped at once. */
static void
test_places (void)
{
  for (guint length = 0; length < 40; length++)
    for (guint place = 0; place <= length; place++)
      {
        g_autofree char *before = g_strnfill (place, 'x');
        g_autofree char *after = g_strnfill (length - place, 'y');
        g_autofree char *escaped = g_strdup_printf ("\"%s\\n\xc5\x99%s\"", before, after);
        g_autofree char *read = g_strdup_printf ("'%s\n\xc5\x99%s' ", before, after);
        g_autofree char *control = g_strdup_printf ("\"%s\x1f%s\"", before, after);
        g_autofree char *where = g_strdup_printf ("line 1, column %u:", place + 2);

        assert_tokens (escaped, read);
        assert_fault (control, where);
      }
}

static void
test_zero_character (void)
{
  static const char text[] = "\"a\\u0000b\"";
  g_auto (UoisJsonReader) reader = { 0 };

  uois_json_reader_init (&reader, text, strlen (text), text);
  g_assert_cmpint (uois_json_reader_next (&reader, NULL), ==, UOIS_JSON_STRING);
  g_assert_cmpmem (reader.string, reader.length, "a\0b", 3);
}

/* ---- What is refused, and where ---- */

static void
test_faults (void)
{
  assert_fault ("", "line 1, column 1:");
  assert_fault ("{", "line 1, column 2:");
  assert_fault ("[1", "line 1, column 3:");
  assert_fault ("[1,", "line 1, column 4:");
  assert_fault ("[1,]", "line 1, column 4:");
  assert_fault ("[,1]", "line 1, column 2:");
  assert_fault ("[1 2]", "line 1, column 4:");
  assert_fault ("{\"a\" 1}", "line 1, column 6:");
  assert_fault ("{\"a\":}", "line 1, column 6:");
  assert_fault ("{\"a\":1,}", "line 1, column 8:");
  assert_fault ("{a:1}", "line 1, column 2:");
  assert_fault ("{1:1}", "line 1, column 2:");
  assert_fault ("[1}", "line 1, column 3:");
  assert_fault ("{\"a\":1]", "line 1, column 7:");
  assert_fault ("]", "line 1, column 1:");
  assert_fault ("1 2", "rest");
  assert_fault ("{} {}", "rest");
  assert_fault ("[\n  1,\n  x\n]", "line 3, column 3:");
  assert_fault ("{\"ř\": ž}", "line 1, column 7:");
  assert_fault ("[tru]", "line 1, column 2:");
  assert_fault ("NaN", "line 1, column 1:");
  assert_fault ("'a'", "line 1, column 1:");
  assert_fault ("[1] // no", "rest");
}

static void
test_bad_strings_and_numbers (void)
{
  assert_fault ("\"abc", "line 1, column 5:");
  assert_fault ("\"a\nb\"", "line 1, column 3:");
  assert_fault ("\"\\x\"", "line 1, column 2:");
  assert_fault ("\"\\u12\"", "line 1, column 2:");
  assert_fault ("\"\\", "line 1, column 2:");
  assert_fault ("\"\\ud800\"", "line 1, column 2:");
  assert_fault ("\"\\udc00\"", "line 1, column 2:");
  assert_fault ("\"\\ud800\\u0041\"", "line 1, column 2:");
  for (const char *const *number =
           (const char *const[]){ "01", "-", "1.", ".5", "1e", "1e+", "-01", "+1", "0x10", "--1", NULL };
       *number != NULL; number++)
    {
      g_autofree char *text = g_strdup_printf ("[%s]", *number);

      assert_fault (text, "line 1, column ");
    }
}

static void
test_depth (void)
{
  g_autofree char *deepest = g_strnfill (UOIS_JSON_READER_DEPTH_MAX, '[');
  g_autofree char *deeper = g_strnfill (100000, '[');
  g_autofree char *end = g_strnfill (UOIS_JSON_READER_DEPTH_MAX, ']');
  g_autofree char *text = g_strconcat (deepest, end, NULL);

  assert_tokens (text, text);
  assert_fault (deeper, "line 1, column 65:");
}

/* ---- Numbers ---- */

static gboolean
get_integer (const char *text, gint64 *integer)
{
  g_auto (UoisJsonReader) reader = { 0 };

  uois_json_reader_init (&reader, text, strlen (text), text);
  g_assert_cmpint (uois_json_reader_next (&reader, NULL), ==, UOIS_JSON_NUMBER);
  return uois_json_reader_get_integer (&reader, integer);
}

static void
test_numbers (void)
{
  static const char huge[] = "1e999";
  g_auto (UoisJsonReader) reader = { 0 };
  gint64 integer;
  double real;

  g_assert_true (get_integer ("-9223372036854775808", &integer));
  g_assert_cmpint (integer, ==, G_MININT64);
  g_assert_true (get_integer ("3.0", &integer));
  g_assert_cmpint (integer, ==, 3);
  g_assert_true (get_integer ("12e2", &integer));
  g_assert_cmpint (integer, ==, 1200);
  g_assert_false (get_integer ("9223372036854775808", &integer));
  g_assert_false (get_integer ("1.5", &integer));
  g_assert_false (get_integer ("1e300", &integer));

  uois_json_reader_init (&reader, huge, strlen (huge), huge);
  g_assert_cmpint (uois_json_reader_next (&reader, NULL), ==, UOIS_JSON_NUMBER);
  g_assert_false (uois_json_reader_get_real (&reader, &real));
}

static void
test_skip (void)
{
  static const char text[] = "[{\"a\": [1, {\"b\": 2}]}, [], 3]";
  g_auto (UoisJsonReader) reader = { 0 };
  UoisJsonToken token;
  guint n = 0;

  uois_json_reader_init (&reader, text, strlen (text), text);
  g_assert_cmpint (uois_json_reader_next (&reader, NULL), ==, UOIS_JSON_BEGIN_ARRAY);
  while ((token = uois_json_reader_next (&reader, NULL)) != UOIS_JSON_END_ARRAY)
    {
      g_assert_true (uois_json_reader_skip (&reader, token, NULL));
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
}

/* ---- Against json-c ---- */

static void
append_random_value (GString *text, guint depth)
{
  static const char *const leaves[] = { "0",    "-1",   "2.5e3",      "true",        "false",
                                        "null", "\"\"", "\"ščř\\n\"", "\"\\u0159\"", "\"a\"" };
  int n = g_test_rand_int_range (0, 4);

  if (depth == 0 || g_test_rand_int_range (0, 3) == 0)
    {
      g_string_append (text, leaves[g_test_rand_int_range (0, G_N_ELEMENTS (leaves))]);
      return;
    }
  if (g_test_rand_bit ())
    {
      g_string_append_c (text, '[');
      for (int i = 0; i < n; i++)
        {
          g_string_append (text, i > 0 ? ", " : "");
          append_random_value (text, depth - 1);
        }
      g_string_append_c (text, ']');
      return;
    }
  g_string_append_c (text, '{');
  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s\"k%d\": ", i > 0 ? ", " : "", i);
      append_random_value (text, depth - 1);
    }
  g_string_append_c (text, '}');
}

static void
mutate (GString *text)
{
  static const char bytes[] = "{}[],:\"\\ 01-.eEtfnu\n";
  gsize place = (gsize) g_test_rand_int_range (0, (gint32) text->len + 1);
  char byte = bytes[g_test_rand_int_range (0, sizeof bytes - 1)];

  if (place < text->len && (guchar) text->str[place] >= 0x80)
    return;
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      g_string_insert_c (text, (gssize) place, byte);
      break;
    case 1:
      if (place < text->len)
        g_string_erase (text, (gssize) place, 1);
      break;
    default:
      if (place < text->len)
        text->str[place] = byte;
    }
}

static gboolean
json_c_accepts (const char *text, gsize length)
{
  json_tokener *tokener = json_tokener_new_ex (UOIS_JSON_READER_DEPTH_MAX);
  json_object *object;
  gboolean accepted;

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  object = json_tokener_parse_ex (tokener, text, (int) length + 1);
  accepted = json_tokener_get_error (tokener) == json_tokener_success;
  json_object_put (object);
  json_tokener_free (tokener);
  return accepted;
}

/* json-c lets some things pass that RFC 8259 forbids: numbers like "1e" and "01", control characters in strings, words in
 * any case, an unpaired surrogate. So what we accept it must accept; and texts that were not broken we must accept. */
static void
test_against_json_c (void)
{
  guint n_refused = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *tokens = NULL;

      append_random_value (text, 5);
      tokens = read_all (text->str, text->len, NULL);
      g_assert_nonnull (tokens);

      mutate (text);
      g_clear_pointer (&tokens, g_free);
      tokens = read_all (text->str, text->len, NULL);
      n_refused += tokens == NULL;
      if (tokens != NULL && !json_c_accepts (text->str, text->len))
        g_error ("accepted: %s", text->str);
    }
  g_assert_cmpuint (n_refused, >, 500);
}

/* Any cut of a valid object is refused at its end. */
static void
test_cuts (void)
{
  static const char text[] = "{\"users\": [{\"id\": \"\\u0061b\", \"n\": -1.5e3, \"v\": true}, {}], \"x\": null}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *copy = g_strndup (text, length); /* so that a sanitizer sees a byte too much */
      g_autoptr (GError) error = NULL;
      g_autofree char *tokens = read_all (copy, length, &error);

      g_assert_null (tokens);
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-reader/tokens", test_tokens);
  g_test_add_func ("/base/json-reader/strings", test_strings);
  g_test_add_func ("/base/json-reader/places", test_places);
  g_test_add_func ("/base/json-reader/zero-character", test_zero_character);
  g_test_add_func ("/base/json-reader/faults", test_faults);
  g_test_add_func ("/base/json-reader/bad-strings-and-numbers", test_bad_strings_and_numbers);
  g_test_add_func ("/base/json-reader/depth", test_depth);
  g_test_add_func ("/base/json-reader/numbers", test_numbers);
  g_test_add_func ("/base/json-reader/skip", test_skip);
  g_test_add_func ("/base/json-reader/against-json-c", test_against_json_c);
  g_test_add_func ("/base/json-reader/cuts", test_cuts);
  return g_test_run ();
}
