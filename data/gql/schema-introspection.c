/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/gql.h"

/* What tools ask a service for. */
static const char query[] =
    "query IntrospectionQuery { __schema { description "
    "queryType { name } mutationType { name } subscriptionType { name } types { ...FullType } "
    "directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } } "
    "fragment FullType on __Type { kind name description specifiedByURL isOneOf "
    "fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } "
    "type { ...TypeRef } isDeprecated deprecationReason } "
    "inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } "
    "enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } "
    "possibleTypes { ...TypeRef } } "
    "fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated "
    "deprecationReason } "
    "fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { "
    "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } "
    "} } } } } } } }";

GBytes *
uois_gql_schema_introspect (UoisGqlSchema *schema)
{
  g_autoptr (UoisGqlSession) session = uois_gql_session_new (schema, NULL);
  UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;
  UoisGqlRequest request = { .document = query, .length = sizeof (query) - 1, .limits = &limits };
  g_autoptr (GError) error = NULL;
  gboolean has_errors;
  GBytes *answer = uois_gql_session_execute (session, &request, &has_errors, &error);

  g_assert_no_error (error);
  g_assert_false (has_errors);
  return answer;
}
