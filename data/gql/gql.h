/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-source.h"
#include "gql/gql-limits.h"
#include "gql/gql-writer.h"
#include "schema/registry.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/**
 * SECTION: The GraphQL evaluator
 *
 * Answers GraphQL requests (specification of September 2025) from the rows of a
 * #UoisGqlSource. A #UoisGqlSchema is made once and shared by all threads; a
 * #UoisGqlSession belongs to one source and to one thread at a time, and keeps
 * parsed documents and plans with their compiled row requests.
 */

/**
 * UoisGqlSchema: a GraphQL type system. Immutable, reference-counted, any thread.
 */
typedef struct _UoisGqlSchema UoisGqlSchema;

/**
 * uois_gql_schema_new:
 * @registry: a frozen registry
 * @error: return location for %UOIS_ERROR_INTERNAL: the API that the registry describes is not a valid type system
 *
 * The API of a registry, its fields bound to where their values come from.
 *
 * Returns: (transfer full): the type system, which keeps a reference to @registry
 */
UoisGqlSchema *uois_gql_schema_new (UoisRegistry *registry, GError **error);

/**
 * uois_gql_schema_new_service:
 * @domain: (nullable): only what this domain declares, as the subgraph that the stack has; %NULL for the whole
 *
 * Like uois_gql_schema_new(), as a service of a federation: a gateway can ask for `_service` and `_entities`.
 */
UoisGqlSchema *uois_gql_schema_new_service (UoisRegistry *registry, const UoisDomain *domain, GError **error);

/**
 * uois_gql_schema_new_from_sdl:
 * @sdl: type system definitions and extensions
 * @error: return location for %UOIS_ERROR_SYNTAX or %UOIS_ERROR_INVALID, as "line:column: what"
 *
 * Any type system; its fields are bound to nothing, so that it can be asked about itself and validate documents.
 */
UoisGqlSchema *uois_gql_schema_new_from_sdl (const char *sdl, gsize length, GError **error);

UoisGqlSchema *uois_gql_schema_ref (UoisGqlSchema *schema);
void uois_gql_schema_unref (UoisGqlSchema *schema);

/**
 * uois_gql_schema_introspect:
 *
 * Returns: (transfer full): the answer to the introspection query that tools send, deprecated things included, as JSON text
 */
GBytes *uois_gql_schema_introspect (UoisGqlSchema *schema);

typedef struct _UoisGqlSession UoisGqlSession;

/**
 * uois_gql_session_new:
 * @source: (nullable): where rows come from; must outlive the session; %NULL if only introspection is asked
 */
UoisGqlSession *uois_gql_session_new (UoisGqlSchema *schema, UoisGqlSource *source);
/* (nullable) @writer: how mutations are made; must outlive the session. Until it is set there are none, and asking for one is an error. */
void uois_gql_session_set_writer (UoisGqlSession *session, UoisGqlWriter *writer);
/* Releases the compiled row requests: before the source goes. */
void uois_gql_session_free (UoisGqlSession *session);

/**
 * UoisGqlRequest:
 * @document: GraphQL text of @length bytes
 * @variables: (nullable): a JSON object, zero-terminated
 * @operation: (nullable): which operation of the document; %NULL for the only one
 * @limits: (nullable): %NULL for the defaults
 * @root: (nullable): a JSON object to resolve all fields from instead of the session's rows: a field's value is
 *   the member of its name; the member `__typename` names the type of an object where that is abstract, and an
 *   object with the text `__error` is an error of that message. Any operation is executed like a query.
 */
typedef struct
{
  const char *document;
  gsize length;
  const char *variables;
  const char *operation;
  const UoisGqlLimits *limits;
  json_object *root;
} UoisGqlRequest;

/**
 * uois_gql_session_execute:
 * @has_errors: (out) (optional): whether the answer has an `errors` list
 * @error: only for a failure of the source or cancellation; what is wrong with the request stands in the answer
 *
 * Calls begin() and end() of the source around the execution.
 *
 * Returns: (transfer full): the response as JSON text, `errors` before `data`; no `data` if the request was refused before execution
 */
GBytes *
uois_gql_session_execute (UoisGqlSession *session, const UoisGqlRequest *request, gboolean *has_errors, GError **error);

/* Whether an answer of uois_gql_session_execute() has `data`, null or not: whether the request came to its execution. */
gboolean uois_gql_answer_has_data (GBytes *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisGqlSchema, uois_gql_schema_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisGqlSession, uois_gql_session_free)

G_END_DECLS
