/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/parser.h"
#include "language/printer.h"

#include <string.h>

static char *
read_case (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "language", "cases", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
print_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_document_parse (text, strlen (text), NULL, NULL, &error);

  g_assert_no_error (error);
  return uois_node_print (document, uois_document_get_root (document));
}

/* The golden files were written by graphql-js 16.15. */
static void
test_golden (gconstpointer name)
{
  g_autofree char *source_name = g_strconcat (name, ".graphql", NULL);
  g_autofree char *golden_name = g_strconcat (name, ".printed", NULL);
  g_autofree char *source = read_case (source_name);
  g_autofree char *golden = g_strchomp (read_case (golden_name));
  g_autofree char *printed = print_text (source);
  g_autofree char *again = print_text (printed);

  g_assert_cmpstr (printed, ==, golden);
  g_assert_cmpstr (again, ==, golden);
}

/* Any text, as a string or block string, reads back as itself. */
static void
test_strings (void)
{
  static const char alphabet[][5] = { "\"", "\\", "\n", " ", "\t", "a", "é", "😀", "\xC2\x85", "\x01", "\"\"\"" };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) literal = g_string_new (NULL);
      g_autoptr (UoisDocument) document = NULL;

      for (int i = g_test_rand_int_range (0, 12); i > 0; i--)
        g_string_append (text, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
      uois_print_string (literal, text->str, text->len);
      document = uois_value_literal_parse (literal->str, literal->len, NULL, NULL);
      g_assert_nonnull (document);
      g_assert_cmpstr (uois_node_get_text (document, uois_document_get_root (document)), ==, text->str);
    }
}

static void
test_block_strings (void)
{
  static const char *const texts[] = { "",         "one line", "two\nlines",   "ends with \"", "ends with \\",
                                       "\"\"\"",   "a\n  b",   "a\n\n  b\n c", " lead",        "first\n  \n  rest",
                                       "x\"\"\"y", "é\n😀",     "a\n  b\n    c" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) literal = g_string_new (NULL);
      g_autoptr (UoisDocument) document = NULL;

      uois_print_block_string (literal, texts[i], strlen (texts[i]));
      document = uois_value_literal_parse (literal->str, literal->len, NULL, NULL);
      g_assert_nonnull (document);
      g_assert_cmpstr (uois_node_get_text (document, uois_document_get_root (document)), ==, texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/language/printer/executable", "executable", test_golden);
  g_test_add_data_func ("/language/printer/type-system", "type-system", test_golden);
  g_test_add_func ("/language/printer/strings", test_strings);
  g_test_add_func ("/language/printer/block-strings", test_block_strings);
  return g_test_run ();
}
