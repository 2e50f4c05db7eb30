/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every rule against what graphql-js 16.15 says of the same documents:
 * `validation/errors.json` has the errors of each document of
 * `validation/documents.graphql` (separated by `---`), in order.
 */

#include "gql/type-system.h"
#include "gql/validation/rules.h"
#include "language/parser.h"

#include <json-c/json.h>
#include <string.h>

static const UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;

static char *
read_text (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gql", "validation", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static UoisGqlSchema *
open_schema (void)
{
  g_autofree char *sdl = read_text ("schema.graphql");
  g_autoptr (GError) error = NULL;
  UoisGqlSchema *schema = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), &error);

  g_assert_no_error (error);
  return schema;
}

static UoisDocument *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  UoisDocument *document = uois_document_parse (text, strlen (text), NULL, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static json_object *
validate (const UoisGqlSchema *schema, const char *text)
{
  g_autoptr (UoisDocument) document = parse (text);
  g_auto (UoisGqlErrors) errors = { NULL };
  g_auto (UoisJsonWriter) writer = { NULL };
  json_object *found;

  uois_gql_errors_init (&errors, limits.errors);
  g_assert_true (uois_gql_validate (schema, document, &limits, &errors) == (uois_gql_errors_get_length (&errors) == 0));
  uois_gql_errors_write (&errors, &writer);
  uois_json_writer_raw (&writer, "", 1);
  found = json_tokener_parse (writer.bytes);
  for (guint i = 0; i < uois_gql_errors_get_length (&errors); i++)
    json_object_object_add (json_object_array_get_idx (found, i), "rule",
                            json_object_new_string (uois_gql_errors_get_rule (&errors, i)));
  return found;
}

static void
test_reference (void)
{
  g_autoptr (UoisGqlSchema) schema = open_schema ();
  g_autofree char *text = read_text ("documents.graphql");
  g_autofree char *golden = read_text ("errors.json");
  g_auto (GStrv) documents = g_strsplit (text, "\n---\n", -1);
  json_object *expected = json_tokener_parse (golden);

  g_assert_cmpuint (g_strv_length (documents), ==, json_object_array_length (expected));
  for (guint i = 0; documents[i]; i++)
    {
      json_object *found = validate (schema, documents[i]);
      json_object *wanted = json_object_array_get_idx (expected, i);

      g_test_message ("%s", documents[i]);
      if (!json_object_equal (found, wanted))
        g_assert_cmpstr (json_object_to_json_string (found), ==, json_object_to_json_string (wanted));
      json_object_put (found);
    }
  json_object_put (expected);
}

/* Each rule is met by some document, so that none can be lost unseen. */
static void
test_every_rule (void)
{
  g_autofree char *golden = read_text ("errors.json");

  for (guint i = 0; i < UOIS_GQL_N_RULES; i++)
    {
      g_test_message ("%s", uois_gql_rules[i]->name);
      g_assert_nonnull (strstr (golden, uois_gql_rules[i]->name));
    }
}

static void
assert_only_error (const UoisGqlSchema *schema, const char *text, const UoisGqlLimits *some_limits, const char *part)
{
  g_autoptr (UoisDocument) document = parse (text);
  g_auto (UoisGqlErrors) errors = { NULL };

  uois_gql_errors_init (&errors, some_limits->errors);
  g_assert_false (uois_gql_validate (schema, document, some_limits, &errors));
  g_assert_cmpuint (uois_gql_errors_get_length (&errors), ==, 1);
  g_assert_nonnull (strstr (uois_gql_errors_get_message (&errors, 0), part));
}

static void
test_limits (void)
{
  g_autoptr (UoisGqlSchema) schema = open_schema ();
  UoisGqlLimits few = UOIS_GQL_LIMITS_INIT;

  few.aliases = 2;
  few.directives_per_location = 2;
  few.directives = 3;
  few.list_items = 2;
  assert_only_error (schema, "{ dog { name a: name b: name c: name } }", &few, "2 aliases");
  assert_only_error (schema, "{ dog @often @often @often { name } }", &few, "2 directives");
  assert_only_error (schema, "{ dog @often @often { name @often @often } }", &few, "3 directives");
  assert_only_error (schema, "{ arguments { list(a: [\"a\", \"b\", \"c\"]) } }", &few, "2 items");
}

static void
test_many_errors (void)
{
  g_autoptr (UoisGqlSchema) schema = open_schema ();
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (UoisDocument) document = NULL;
  g_auto (UoisGqlErrors) errors = { NULL };

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, " x%u", i);
  g_string_append (text, " }");
  document = parse (text->str);
  uois_gql_errors_init (&errors, limits.errors);
  g_assert_false (uois_gql_validate (schema, document, &limits, &errors));
  g_assert_cmpuint (uois_gql_errors_get_length (&errors), ==, limits.errors + 1);
  g_assert_nonnull (strstr (uois_gql_errors_get_message (&errors, limits.errors), "Too many errors"));
}

/* Fragments that double at every step: 2^40 fields if they were followed one by one. */
static void
test_doubling_fragments (void)
{
  g_autoptr (UoisGqlSchema) schema = open_schema ();
  g_autoptr (GString) text = g_string_new ("{ dog { ...F0 } }");
  json_object *found;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, " fragment F%u on Dog { mother { ...F%u } m%u: mother { ...F%u } }", i, i + 1, i,
                            i + 1);
  g_string_append (text, " fragment F40 on Dog { name }");
  found = validate (schema, text->str);
  g_assert_cmpuint (json_object_array_length (found), ==, 0);
  json_object_put (found);
}

/* Thousands of fields of one name, and of fragments in one chain. */
static void
test_long_documents (void)
{
  g_autoptr (UoisGqlSchema) schema = open_schema ();
  g_autoptr (GString) repeated = g_string_new ("{ dog {");
  g_autoptr (GString) chain = g_string_new ("{ dog { ...F0 } }");
  json_object *found;

  for (guint i = 0; i < 5000; i++)
    g_string_append (repeated, " name");
  g_string_append (repeated, " } }");
  found = validate (schema, repeated->str);
  g_assert_cmpuint (json_object_array_length (found), ==, 0);
  json_object_put (found);

  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (chain, "fragment F%u on Dog { ...F%u }", i, i + 1);
  g_string_append (chain, "fragment F1500 on Dog { name }");
  found = validate (schema, chain->str);
  g_assert_cmpuint (json_object_array_length (found), ==, 0);
  json_object_put (found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gql/validation/reference", test_reference);
  g_test_add_func ("/gql/validation/every-rule", test_every_rule);
  g_test_add_func ("/gql/validation/limits", test_limits);
  g_test_add_func ("/gql/validation/many-errors", test_many_errors);
  g_test_add_func ("/gql/validation/doubling-fragments", test_doubling_fragments);
  g_test_add_func ("/gql/validation/long-documents", test_long_documents);
  return g_test_run ();
}
