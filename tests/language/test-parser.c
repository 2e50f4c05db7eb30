/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/error.h"
#include "language/parser.h"

#include <string.h>

static UoisDocument *
parse_or_die (const char *source)
{
  g_autoptr (GError) error = NULL;
  UoisDocument *document = uois_document_parse (source, strlen (source), NULL, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static UoisNode
first_definition (const UoisDocument *document)
{
  return uois_node_get_first_child (document, uois_document_get_root (document));
}

static void
test_operation (void)
{
  static const char source[] = "# first\n\"said\" query Q($id: [ID!]! = [\"a\"] @x) @live {\n"
                               "  me: person(id: $id, deep: true) { ...F ... on T { name } }\n}";
  g_autoptr (UoisDocument) document = parse_or_die (source);
  UoisNode operation = first_definition (document);
  UoisNode variable = uois_node_get_child (document, operation, UOIS_NODE_VARIABLE_DEFINITION);
  UoisNode field = uois_node_get_first_child (document, uois_node_get_selection_set (document, operation));
  UoisNode argument = uois_node_find_argument (document, field, "id");
  UoisNode spread = uois_node_get_first_child (document, uois_node_get_selection_set (document, field));
  UoisNode inline_fragment = uois_node_get_next (document, spread);

  g_assert_cmpint (uois_node_get_kind (document, operation), ==, UOIS_NODE_OPERATION_DEFINITION);
  g_assert_cmpint (uois_node_get_operation_type (document, operation), ==, UOIS_OPERATION_TYPE_QUERY);
  g_assert_cmpstr (uois_node_get_text (document, operation), ==, "Q");
  g_assert_cmpstr (uois_node_get_description (document, operation), ==, "said");
  g_assert_cmpuint (uois_node_locate (document, operation).line, ==, 2);
  g_assert_cmpuint (uois_document_locate (document, uois_node_get_name_start (document, operation)).column, ==, 14);
  g_assert_cmpuint (uois_node_find_directive (document, operation, "live"), !=, 0);
  g_assert_cmpuint (uois_node_find_directive (document, operation, "x"), ==, 0);

  g_assert_cmpstr (uois_node_get_text (document, variable), ==, "id");
  g_assert_cmpint (uois_node_get_kind (document, uois_node_get_type (document, variable)), ==, UOIS_NODE_NON_NULL_TYPE);
  g_assert_cmpstr (uois_node_get_named_type (document, uois_node_get_type (document, variable)), ==, "ID");
  g_assert_cmpint (uois_node_get_kind (document, uois_node_get_value (document, variable)), ==, UOIS_NODE_LIST_VALUE);

  g_assert_cmpstr (uois_node_get_response_name (document, field), ==, "me");
  g_assert_cmpstr (uois_node_get_text (document, field), ==, "person");
  g_assert_cmpint (uois_node_get_kind (document, uois_node_get_value (document, argument)), ==, UOIS_NODE_VARIABLE);
  g_assert_cmpstr (uois_node_get_text (document, uois_node_get_value (document, argument)), ==, "id");
  g_assert_true (uois_node_get_boolean (
      document, uois_node_get_value (document, uois_node_find_argument (document, field, "deep"))));
  g_assert_cmpint (uois_node_get_kind (document, spread), ==, UOIS_NODE_FRAGMENT_SPREAD);
  g_assert_cmpint (uois_node_get_kind (document, inline_fragment), ==, UOIS_NODE_INLINE_FRAGMENT);
  g_assert_cmpstr (uois_node_get_named_type (document, uois_node_get_type (document, inline_fragment)), ==, "T");
  g_assert_cmpuint (uois_node_get_end (document, operation), ==, strlen (source));
}

static void
test_declaration (void)
{
  g_autoptr (UoisDocument) document = parse_or_die (
      "extend schema @domain(name: \"ug\", order: 10)\n"
      "type User @columns(of: [\"a\", \"b\"]) { \"who\" name(of: Int = 3): String! @present(as: EMAIL) }");
  UoisNode extension = first_definition (document);
  UoisNode type = uois_node_get_next (document, extension);
  UoisNode directive = uois_node_find_directive (document, extension, "domain");
  UoisNode field = uois_node_get_child (document, type, UOIS_NODE_FIELD_DEFINITION);
  UoisNode list = uois_node_get_value (
      document, uois_node_find_argument (document, uois_node_find_directive (document, type, "columns"), "of"));
  gint64 order = 0;
  guint n_items = 0;

  g_assert_cmpint (uois_node_get_kind (document, extension), ==, UOIS_NODE_SCHEMA_EXTENSION);
  g_assert_true (uois_node_get_integer (
      document, uois_node_get_value (document, uois_node_find_argument (document, directive, "order")), &order));
  g_assert_cmpint (order, ==, 10);
  UOIS_NODE_FOREACH (document, list, item)
  n_items++;
  g_assert_cmpuint (n_items, ==, 2);
  g_assert_cmpstr (uois_node_get_description (document, field), ==, "who");
  g_assert_cmpuint (uois_node_locate (document, field).line, ==, 2);

  /* No node is a node of its own kind: look-ups chain. */
  g_assert_cmpstr (
      uois_node_get_text (document, uois_node_get_value (document, uois_node_find_argument (document, 0, "x"))), ==,
      "");
}

static const struct
{
  const char *source;
  guint line;
  guint column;
  const char *message;
} invalid[] = {
  { "", 1, 1, "Unexpected <EOF>." },
  { "{}", 1, 2, "Expected Name, found \"}\"." },
  { "{a", 1, 3, "Expected Name, found <EOF>." },
  { "{a} }", 1, 5, "Unexpected \"}\"." },
  { "{a:}", 1, 4, "Expected Name, found \"}\"." },
  { "{a()}", 1, 4, "Expected Name, found \")\"." },
  { "{a(b:$)}", 1, 7, "Expected Name, found \")\"." },
  { "{...}", 1, 5, "Expected \"{\", found \"}\"." },
  { "{...on}", 1, 7, "Expected Name, found \"}\"." },
  { "fragment on on A {a}", 1, 10, "Unexpected Name \"on\"." },
  { "fragment F A {a}", 1, 12, "Expected \"on\", found Name \"A\"." },
  { "query($a:Int=$b){a}", 1, 14, "Unexpected variable \"$b\" in constant value." },
  { "query Q {a} query", 1, 18, "Expected \"{\", found <EOF>." },
  { "\"x\" {a}", 1, 1, "Unexpected description, descriptions are not supported on shorthand queries." },
  { "\"x\" extend type A @b", 1, 1, "Unexpected description, only GraphQL definitions support descriptions." },
  { "\n foo", 2, 2, "Unexpected Name \"foo\"." },
  { "extend foo", 1, 8, "Unexpected Name \"foo\"." },
  { "extend type A", 1, 14, "Unexpected <EOF>." },
  { "extend schema", 1, 14, "Unexpected <EOF>." },
  { "extend directive @a on FIELD", 1, 8, "Unexpected Name \"directive\"." },
  { "schema {foo:A}", 1, 9, "Unexpected Name \"foo\"." },
  { "type A implements {a:B}", 1, 19, "Expected Name, found \"{\"." },
  { "enum E {true}", 1, 9, "Name \"true\" is reserved and cannot be used for an enum value." },
  { "directive @a on FOO", 1, 17, "Unexpected Name \"FOO\"." },
  { "input A {a:Int=$x}", 1, 16, "Unexpected variable \"$x\" in constant value." },
};

static void
test_invalid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strconcat ("Syntax Error: ", invalid[i].message, NULL);
      UoisSourceLocation location = { 0 };

      g_test_message ("%s", invalid[i].source);
      g_assert_null (uois_document_parse (invalid[i].source, strlen (invalid[i].source), NULL, &location, &error));
      g_assert_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, message);
      g_assert_cmpuint (location.line, ==, invalid[i].line);
      g_assert_cmpuint (location.column, ==, invalid[i].column);
    }
}

/* @unit 100,000 times: far beyond any stack. */
static void
assert_too_deep (const char *before, const char *unit)
{
  g_autoptr (GString) source = g_string_new (before);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (source, unit);
  g_assert_null (uois_document_parse (source->str, source->len, &(UoisParseLimits){ .tokens = 0 }, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "200 levels"));
}

static void
test_nesting (void)
{
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (UoisDocument) document = NULL;

  assert_too_deep ("", "{a");
  assert_too_deep ("{a", "...{");
  assert_too_deep ("{a(b:", "[");
  assert_too_deep ("{a(b:", "{c:");
  assert_too_deep ("query($a:", "[");
  assert_too_deep ("type A @b(c:", "{d:[");

  for (guint i = 0; i < UOIS_PARSE_NESTING_LIMIT; i++)
    g_string_append (source, "{a");
  for (guint i = 0; i < UOIS_PARSE_NESTING_LIMIT; i++)
    g_string_append (source, "}");
  document = parse_or_die (source->str);
  g_assert_nonnull (document);
}

static void
test_tokens (void)
{
  g_autoptr (GString) source = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = NULL;
  UoisSourceLocation location;

  for (guint i = 0; i < UOIS_PARSE_TOKEN_LIMIT - 2; i++)
    g_string_append (source, "a\n");
  g_string_append (source, "}");
  document = parse_or_die (source->str);
  g_assert_nonnull (document);

  g_string_append (source, "}");
  g_assert_null (uois_document_parse (source->str, source->len, NULL, &location, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
  g_assert_cmpuint (location.line, ==, UOIS_PARSE_TOKEN_LIMIT - 1);
  g_assert_cmpuint (location.column, ==, 2);
}

/* Ten megabytes that are one token, or none: any quadratic step would be felt. */
static void
test_long_texts (void)
{
  gsize length = 10 * 1024 * 1024;
  g_autofree char *text = g_malloc (length);
  g_autoptr (UoisDocument) document = NULL;

  memset (text, '\n', length);
  memcpy (text, "{a(b:\"\"\"", 8);
  memcpy (text + length - 5, "\"\"\")}", 5);
  document = uois_document_parse (text, length, NULL, NULL, NULL);
  g_assert_nonnull (document);

  memset (text, ',', length);
  g_assert_null (uois_document_parse (text, length, NULL, NULL, NULL));
  memset (text, '"', length);
  g_assert_null (uois_document_parse (text, length, NULL, NULL, NULL));
}

/* Every prefix of a text that has everything is refused or accepted, and never more than that. */
static void
test_prefixes (void)
{
  static const char *const names[] = { "executable.graphql", "type-system.graphql" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "language", "cases", names[i], NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      for (gsize end = 0; end <= length; end++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (UoisDocument) document = uois_document_parse (text, end, NULL, NULL, &error);

          g_assert_true ((document == NULL) == (error != NULL));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/parser/operation", test_operation);
  g_test_add_func ("/language/parser/declaration", test_declaration);
  g_test_add_func ("/language/parser/invalid", test_invalid);
  g_test_add_func ("/language/parser/nesting", test_nesting);
  g_test_add_func ("/language/parser/tokens", test_tokens);
  g_test_add_func ("/language/parser/long-texts", test_long_texts);
  g_test_add_func ("/language/parser/prefixes", test_prefixes);
  return g_test_run ();
}
