/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/error.h"
#include "gql/type-system.h"

#include <json-c/json.h>
#include <string.h>

static UoisGqlSchema *
read_schema (const char *sdl)
{
  g_autoptr (GError) error = NULL;
  UoisGqlSchema *schema = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), &error);

  g_assert_no_error (error);
  return schema;
}

static void
test_types (void)
{
  g_autoptr (UoisGqlSchema) schema =
      read_schema ("interface Node { id: ID! } interface Named implements Node { id: ID! name: String }"
                   "type A implements Node & Named { id: ID! name: String list(of: [Int!] = 3): [A!]! }"
                   "type B implements Node { id: ID! } union U = A | B extend union U = C type C { u: U }"
                   "type Query { a: A } extend type Query { more(in: In = {}): E } enum E { X Y }"
                   "input In { a: Int = 1 b: In2 = {c: [\"x\"]} } input In2 { c: [String!]! d: Boolean! = true }");
  const UoisGqlType *a = uois_gql_schema_find_type (schema, "A");
  const UoisGqlType *b = uois_gql_schema_find_type (schema, "B");
  const UoisGqlType *node = uois_gql_schema_find_type (schema, "Node");
  const UoisGqlType *named = uois_gql_schema_find_type (schema, "Named");
  const UoisGqlType *u = uois_gql_schema_find_type (schema, "U");
  const UoisGqlField *list = uois_gql_schema_find_field (schema, a, "list");
  const UoisGqlField *more = uois_gql_schema_find_field (schema, schema->query, "more");
  const UoisGqlValue *in = more->arguments.items[0]->default_value;

  g_assert_cmpstr (list->type->text, ==, "[A!]!");
  g_assert_true (list->type->named == a);
  g_assert_true (uois_gql_type_is_possible (node, a));
  g_assert_true (uois_gql_type_is_possible (node, named));
  g_assert_false (uois_gql_type_is_possible (named, b));
  g_assert_cmpuint (u->possible_types.length, ==, 3);
  g_assert_true (uois_gql_types_overlap (u, named));
  g_assert_false (uois_gql_types_overlap (named, b));
  g_assert_true (uois_gql_type_is_sub_type (list->type, uois_gql_type_get_nullable (list->type)));
  g_assert_false (uois_gql_type_is_sub_type (uois_gql_type_get_nullable (list->type), list->type));
  g_assert_true (uois_gql_type_is_sub_type (a, u));

  /* A single value is a list of one; defaults reach into defaults. */
  g_assert_cmpuint (list->arguments.items[0]->default_value->length, ==, 1);
  g_assert_cmpint (in->items[0]->scalar.integer, ==, 1);
  g_assert_cmpint (in->items[1]->items[1]->scalar.integer, ==, TRUE);
  g_assert_cmpuint (in->items[1]->items[0]->length, ==, 1);

  g_assert_nonnull (uois_gql_schema_find_field (schema, u, "__typename"));
  g_assert_nonnull (uois_gql_schema_find_field (schema, schema->query, "__schema"));
  g_assert_null (uois_gql_schema_find_field (schema, a, "__schema"));
}

static void
test_roots (void)
{
  g_autoptr (UoisGqlSchema) schema =
      read_schema ("\"about\" schema { query: Q } extend schema { mutation: M } type Q { a: Int } type M { a: Int }"
                   "type Mutation { b: Int }");

  g_assert_cmpstr (schema->description, ==, "about");
  g_assert_cmpstr (schema->query->name, ==, "Q");
  g_assert_cmpstr (schema->mutation->name, ==, "M");
  g_assert_null (schema->subscription);
}

static const struct
{
  const char *sdl;
  int code;
  const char *message;
} faults[] = {
  { "type Query {", UOIS_ERROR_SYNTAX, "1:13: Syntax Error: Expected Name, found <EOF>." },
  { "type A { a: Int }", UOIS_ERROR_INVALID, "1:1: Query root type must be provided." },
  { "type Query { a: B }", UOIS_ERROR_INVALID, "1:17: Unknown type \"B\"." },
  { "type Query { a: Int }\ntype Query { b: Int }", UOIS_ERROR_INVALID,
    "1:6: There can be only one type named \"Query\"." },
  { "type Query { a: Int a: Int }", UOIS_ERROR_INVALID, "1:14: Field \"Query.a\" can only be defined once." },
  { "type Query { a: I } input I { x: Int }", UOIS_ERROR_INVALID,
    "1:17: The type of Query.a must be Output Type but got: I." },
  { "type Query { a(x: Query): Int }", UOIS_ERROR_INVALID,
    "1:19: The type of Query.a(x:) must be Input Type but got: Query." },
  { "type Query { a(x: Int = \"1\"): Int }", UOIS_ERROR_INVALID,
    "1:25: Query.a(x:) has invalid default value: Expected value of type \"Int\", found \"1\"." },
  { "type Query { a: Int } extend type B { b: Int }", UOIS_ERROR_INVALID,
    "1:35: Cannot extend type \"B\" because it is not defined." },
  { "type Query implements I { a: Int } enum I { A }", UOIS_ERROR_INVALID,
    "1:23: Type Query must only implement Interface types, it cannot implement I." },
  { "union Query = Int", UOIS_ERROR_INVALID, "1:1: Query root type must be Object type, it cannot be Query." },
  { "type Query { a: U } union U = Int", UOIS_ERROR_INVALID,
    "1:31: Union type U can only include Object types, it cannot include Int." },
  { "type Query { a: Int } { a }", UOIS_ERROR_INVALID, "1:23: A schema cannot hold operations or fragments." },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", faults[i].sdl);
      g_assert_null (uois_gql_schema_new_from_sdl (faults[i].sdl, strlen (faults[i].sdl), &error));
      g_assert_error (error, UOIS_ERROR, faults[i].code);
      g_assert_cmpstr (error->message, ==, faults[i].message);
    }
}

/* What a schema says of itself, made a schema again by hand: names, kinds and defaults. */
static void
test_introspection (void)
{
  g_autoptr (UoisGqlSchema) schema =
      read_schema ("\"about\" type Query { a(b: Int = 3 @deprecated(reason: \"no\")): [String!]! @deprecated }"
                   "input I @oneOf { x: Int } scalar S @specifiedBy(url: \"https://example.org\") directive @d(a: I) "
                   "repeatable on FIELD");
  g_autoptr (GBytes) bytes = uois_gql_schema_introspect (schema);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  static const char *const parts[] = {
    "{\"data\":{\"__schema\":{\"description\":null,\"queryType\":{\"name\":\"Query\"},\"mutationType\":null,",
    "{\"kind\":\"OBJECT\",\"name\":\"Query\",\"description\":\"about\",",
    "\"name\":\"b\",\"description\":null,\"type\":{\"kind\":\"SCALAR\",\"name\":\"Int\",\"ofType\":null},"
    "\"defaultValue\":\"3\",\"isDeprecated\":true,\"deprecationReason\":\"no\"",
    "\"isDeprecated\":true,\"deprecationReason\":\"No longer supported\"",
    "\"specifiedByURL\":\"https://example.org\"",
    "\"name\":\"I\",\"description\":null,\"specifiedByURL\":null,\"isOneOf\":true",
    "{\"name\":\"d\",\"description\":null,\"isRepeatable\":true,\"locations\":[\"FIELD\"]",
    "\"name\":\"__DirectiveLocation\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      g_assert_nonnull (strstr (text, parts[i]));
    }
  /* The helper type of the meta fields is nobody's business. */
  g_assert_null (strstr (text, "__MetaFields"));
  json_object_put (json_tokener_parse (text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gql/schema/types", test_types);
  g_test_add_func ("/gql/schema/roots", test_roots);
  g_test_add_func ("/gql/schema/faults", test_faults);
  g_test_add_func ("/gql/schema/introspection", test_introspection);
  return g_test_run ();
}
