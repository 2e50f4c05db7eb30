/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zoo.h"

#include <string.h>

extern const char zoo_text[];
extern const unsigned long zoo_text_length;

/* Everything that can go wrong with values stands here once. */
static const char values[] =
    "{\"dog\": {\"name\": \"Rex\", \"mother\": {\"name\": {\"__error\": \"unknown\"}, \"owner\": null}, \"volume\": 3,"
    "  \"barks\": true, \"knows\": \"yes\", \"owner\": {\"name\": \"Eva\", \"relatives\": null, \"age\": 1.5}},"
    " \"cat\": {\"name\": 5, \"volume\": null, \"meows\": 1},"
    " \"human\": {\"name\": \"Jan\", \"age\": 3000000000, \"relatives\": [{\"name\": \"Ota\"}, null],"
    "  \"pets\": [{\"__typename\": \"Dog\", \"name\": \"Alík\"}, {\"__typename\": \"Fish\"}, {}, null, 5]},"
    " \"being\": {\"__typename\": \"Human\", \"name\": [\"a\"]}, \"animal\": {\"__typename\": \"Cat\", \"volume\": "
    "\"x\"},"
    " \"dogOrCat\": {\"__typename\": \"Dog\", \"nickname\": \"b\"}, \"arguments\": {\"int\": \"i\", \"filter\": {}},"
    " \"grid\": [[1, 2], [null], 3], \"rename\": {\"name\": \"new\"}, \"number\": 1e300}";

UoisGqlSession *
zoo_get_session (void)
{
  static UoisGqlSession *session = NULL;

  if (session == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisGqlSchema) schema = uois_gql_schema_new_from_sdl (zoo_text, zoo_text_length, &error);

      g_assert_no_error (error);
      session = uois_gql_session_new (schema, NULL);
    }
  return session;
}

static void
check_json (GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);
  json_tokener *tokener = json_tokener_new_ex (1000);
  json_object *json;

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  json = json_tokener_parse_ex (tokener, text, length);
  g_assert_cmpint (json_tokener_get_error (tokener), ==, json_tokener_success);
  g_assert_true (json_object_is_type (json, json_type_object));
  json_object_put (json);
  json_tokener_free (tokener);
}

void
zoo_execute (const char *document, gsize length, const char *variables)
{
  json_object *root = json_tokener_parse (values);
  UoisGqlRequest request = { .document = document, .length = length, .variables = variables, .root = root };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_assert_nonnull (root);
  answer = uois_gql_session_execute (zoo_get_session (), &request, NULL, &error);
  g_assert_no_error (error);
  check_json (answer);
  json_object_put (root);
}
