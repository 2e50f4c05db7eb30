/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/error.h"
#include "language/parser.h"

#include <string.h>

/* The value of a string literal. */
static void
assert_string (const char *literal, const char *value, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_value_literal_parse (literal, strlen (literal), NULL, &error);
  UoisNode root;

  g_assert_no_error (error);
  root = uois_document_get_root (document);
  g_assert_cmpint (uois_node_get_kind (document, root), ==, UOIS_NODE_STRING_VALUE);
  g_assert_cmpmem (uois_node_get_text (document, root), uois_node_get_text_length (document, root), value, length);
}

#define assert_text(literal, value) assert_string ((literal), (value), sizeof (value) - 1)

static void
test_string_escapes (void)
{
  assert_text ("\"\"", "");
  assert_text ("\"Příšerně 😀\"", "Příšerně 😀");
  assert_text ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  assert_text ("\"\\u0041\\u00e9\\u{1F600}\\uD83D\\uDE00\\u{0000041}\"", "Aé😀😀A");
  assert_text ("\"a\\u0000b\"", "a\0b");
}

static void
test_block_strings (void)
{
  assert_text ("\"\"\"\"\"\"", "");
  assert_text ("\"\"\" a \"\"\"", " a ");
  assert_text ("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"",
               "Hello,\n  World!\n\nYours,\n  GraphQL.");
  assert_text ("\"\"\"first\n    second\n   third\"\"\"", "first\n second\nthird");
  assert_text ("\"\"\"\r\n\ta\r\tb\n\"\"\"", "a\nb");
  assert_text ("\"\"\"\\\"\"\" \\n \" \"\" \"\"\"", "\"\"\" \\n \" \"\" ");
  assert_text ("\"\"\"\n\n\n\"\"\"", "");
  assert_text ("\"\"\"\n  a\n \n    b\n\"\"\"", "a\n\n  b");
}

static void
assert_number (const char *literal, UoisNodeKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_value_literal_parse (literal, strlen (literal), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (uois_node_get_kind (document, uois_document_get_root (document)), ==, kind);
  g_assert_cmpstr (uois_node_get_text (document, uois_document_get_root (document)), ==, literal);
}

static void
test_numbers (void)
{
  g_autoptr (UoisDocument) document = NULL;
  gint64 integer = 0;

  assert_number ("0", UOIS_NODE_INT_VALUE);
  assert_number ("-0", UOIS_NODE_INT_VALUE);
  assert_number ("123456789012345678901234567890", UOIS_NODE_INT_VALUE);
  assert_number ("0.5", UOIS_NODE_FLOAT_VALUE);
  assert_number ("-1.25E+10", UOIS_NODE_FLOAT_VALUE);
  assert_number ("1e3", UOIS_NODE_FLOAT_VALUE);

  document = uois_value_literal_parse ("-2147483648", 11, NULL, NULL);
  g_assert_true (uois_node_get_integer (document, uois_document_get_root (document), &integer));
  g_assert_cmpint (integer, ==, G_MININT32);
}

static const struct
{
  const char *source;
  guint line;
  guint column;
  const char *message;
} malformed[] = {
  { "{a ? b}", 1, 4, "Unexpected character: \"?\"." },
  { "{a \xE2\x80\x8B}", 1, 4, "Unexpected character: U+200B." },
  { "{ \"\xF0\x9F\x98\x80\" ?", 1, 3, "Expected Name, found String \"😀\"." },
  { "{a 'x'}", 1, 4, "Unexpected single quote character ('), did you mean to use a double quote (\")?" },
  { "{a .. b}", 1, 4, "Unexpected character: \".\"." },
  { "{a(b:01)}", 1, 7, "Invalid number, unexpected digit after 0: \"1\"." },
  { "{a(b:1a)}", 1, 7, "Invalid number, expected digit but got: \"a\"." },
  { "{a(b:1.)}", 1, 8, "Invalid number, expected digit but got: \")\"." },
  { "{a(b:1e)}", 1, 8, "Invalid number, expected digit but got: \")\"." },
  { "{a(b:-", 1, 7, "Invalid number, expected digit but got: <EOF>." },
  { "{a(b:\"abc", 1, 10, "Unterminated string." },
  { "{a(b:\"abc\ndef\")}", 1, 10, "Unterminated string." },
  { "{a(b:\"\"\"abc", 1, 12, "Unterminated string." },
  { "{a(b:\"\\q\")}", 1, 7, "Invalid character escape sequence: \"\\q\"." },
  { "{a(b:\"\\u12\")}", 1, 7, "Invalid Unicode escape sequence: \"\\u12\")\"." },
  { "{a(b:\"\\uD800\")}", 1, 7, "Invalid Unicode escape sequence: \"\\uD800\"." },
  { "{a(b:\"\\uD800\\uD800\")}", 1, 7, "Invalid Unicode escape sequence: \"\\uD800\"." },
  { "{a(b:\"\\u{}\")}", 1, 7, "Invalid Unicode escape sequence: \"\\u{}\"." },
  { "{a(b:\"\\u{110000}\")}", 1, 7, "Invalid Unicode escape sequence: \"\\u{110000}\"." },
  { "{a(b:\"\\u{FFFFFFFF}\")}", 1, 7, "Invalid Unicode escape sequence: \"\\u{FFFFFFFF\"." },
  { "\r\n\r{a # comment\n  ?}", 4, 3, "Unexpected character: \"?\"." },
  { "\xEF\xBB\xBF{?", 1, 3, "Unexpected character: \"?\"." },
  { "{a(b:\"\xFF\")}", 1, 7, "Invalid character: byte 0xFF is not UTF-8." },
};

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strconcat ("Syntax Error: ", malformed[i].message, NULL);
      g_autofree char *shown = g_strescape (malformed[i].source, NULL);
      UoisSourceLocation location = { 0 };

      g_test_message ("%s", shown);
      g_assert_null (uois_document_parse (malformed[i].source, strlen (malformed[i].source), NULL, &location, &error));
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, message);
      g_assert_cmpuint (location.line, ==, malformed[i].line);
      g_assert_cmpuint (location.column, ==, malformed[i].column);
    }
}

/* U+0000 may stand in comments and strings, and nowhere else. */
static void
test_zero_character (void)
{
  static const char good[] = "{a #\0\n(b:\"x\0y\")}";
  static const char bad[] = "{a \0}";
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_document_parse (good, sizeof (good) - 1, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_null (uois_document_parse (bad, sizeof (bad) - 1, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==, "Syntax Error: Unexpected character: U+0000.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/lexer/string-escapes", test_string_escapes);
  g_test_add_func ("/language/lexer/block-strings", test_block_strings);
  g_test_add_func ("/language/lexer/numbers", test_numbers);
  g_test_add_func ("/language/lexer/malformed", test_malformed);
  g_test_add_func ("/language/lexer/zero-character", test_zero_character);
  return g_test_run ();
}
