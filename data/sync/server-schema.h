/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SECTION: What a server says of its API
 *
 * The answer to the introspection query, kept as far as sync needs it: no
 * descriptions, directives or deprecations. Immutable.
 */
typedef struct _UoisServerSchema UoisServerSchema;

typedef enum
{
  UOIS_SERVER_KIND_OTHER, /* one that the specification did not know when this was written */
  UOIS_SERVER_KIND_SCALAR,
  UOIS_SERVER_KIND_ENUM,
  UOIS_SERVER_KIND_OBJECT,
  UOIS_SERVER_KIND_INTERFACE,
  UOIS_SERVER_KIND_UNION,
  UOIS_SERVER_KIND_INPUT_OBJECT,
} UoisServerKind;

/**
 * UoisServerField: a field of an object, an argument of one, or a field of an input object.
 * @type: GraphQL type text, "[UserGQLModel!]!"
 * @named_type: the innermost name in @type
 * @non_null: the outermost type is non-null
 * @list: a list, below that
 * @default_text: (nullable): GraphQL literal; "null" is one, too
 * @arguments: (element-type UoisServerField): of a field of an object; empty for the others
 */
typedef struct
{
  char *name;
  char *type;
  char *named_type;
  gboolean non_null;
  gboolean list;
  char *default_text;
  GPtrArray *arguments;
} UoisServerField;

/**
 * UoisServerType:
 * @fields: (element-type UoisServerField): fields, or input fields
 * @members: (element-type utf8): the possible types of a union or interface
 */
typedef struct
{
  char *name;
  UoisServerKind kind;
  GPtrArray *fields;
  GPtrArray *members;
} UoisServerType;

/* The query that uois_server_schema_new() reads the answer of. */
#define UOIS_SERVER_SCHEMA_QUERY                                                                                       \
  "query Introspection {\n"                                                                                            \
  "  __schema {\n"                                                                                                     \
  "    queryType { name }\n"                                                                                           \
  "    mutationType { name }\n"                                                                                        \
  "    types {\n"                                                                                                      \
  "      kind\n"                                                                                                       \
  "      name\n"                                                                                                       \
  "      fields(includeDeprecated: true) { name args { ...Input } type { ...Type } }\n"                                \
  "      inputFields { ...Input }\n"                                                                                   \
  "      possibleTypes { name }\n"                                                                                     \
  "    }\n"                                                                                                            \
  "  }\n"                                                                                                              \
  "}\n"                                                                                                                \
  "fragment Input on __InputValue { name type { ...Type } defaultValue }\n"                                            \
  "fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType {"              \
  " kind name ofType { kind name ofType { kind name } } } } } } }\n"

/**
 * uois_server_schema_new:
 * @text: JSON: `{"data": {"__schema": …}}` as a server sends it, `{"__schema": …}`, or what uois_server_schema_serialize() gave
 * @error: return location for %UOIS_ERROR_SYNTAX or %UOIS_ERROR_INVALID
 *
 * What is incomprehensible in it is left out; without a query type it is no schema.
 */
UoisServerSchema *uois_server_schema_new (const char *text, gsize length, GError **error);
UoisServerSchema *uois_server_schema_ref (UoisServerSchema *schema);
void uois_server_schema_unref (UoisServerSchema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisServerSchema, uois_server_schema_unref)

/**
 * uois_server_schema_serialize:
 *
 * For keeping: sorted by name, so that a gateway that puts its services
 * together in another order after a restart gives the same text.
 *
 * Returns: (transfer full): JSON
 */
char *uois_server_schema_serialize (const UoisServerSchema *schema);

/* A hexadecimal SHA-256 of the serialised schema: equal hashes, equal dialects. */
const char *uois_server_schema_get_hash (const UoisServerSchema *schema);

const UoisServerType *uois_server_schema_find_type (const UoisServerSchema *schema, const char *name);
/* Root fields; %NULL for an unknown name. */
const UoisServerField *uois_server_schema_find_query (const UoisServerSchema *schema, const char *name);
const UoisServerField *uois_server_schema_find_mutation (const UoisServerSchema *schema, const char *name);
/* Returns: (element-type UoisServerField): the fields of the query type */
const GPtrArray *uois_server_schema_get_queries (const UoisServerSchema *schema);

const UoisServerField *uois_server_type_find_field (const UoisServerType *type, const char *name);
const UoisServerField *uois_server_field_find_argument (const UoisServerField *field, const char *name);
/* Whether whoever uses it must give it: non-null without a default. */
gboolean uois_server_field_is_required (const UoisServerField *argument);

G_END_DECLS
