/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/arena.h"

G_BEGIN_DECLS

typedef enum
{
  UOIS_GQL_JSON_NULL,
  UOIS_GQL_JSON_BOOLEAN,
  UOIS_GQL_JSON_NUMBER,
  UOIS_GQL_JSON_STRING,
  UOIS_GQL_JSON_ARRAY,
  UOIS_GQL_JSON_OBJECT,
} UoisGqlJsonKind;

typedef struct _UoisGqlJson UoisGqlJson;

/**
 * UoisGqlJson: a value of the variables as they were sent, before coercion.
 * @source: where it stands in the text, @source_length bytes
 * @name: (nullable): of a member, not zero-terminated
 * @string: of a string, its @length characters in UTF-8, zero-terminated
 * @first: (nullable): the first item or member; the others follow by @next
 * @length: of a string, array or object
 *
 * A value lies in an arena and is immutable.
 */
struct _UoisGqlJson
{
  UoisGqlJsonKind kind;
  guint name_length;
  const char *name;
  const char *source;
  gsize source_length;
  const char *string;
  gsize length;
  UoisGqlJson *first;
  UoisGqlJson *next;
};

/**
 * uois_gql_json_parse:
 * @arena: where the values are made; names and sources stay in @text
 * @text: zero-terminated
 * @depth: how deep arrays and objects may be nested
 * @error: return location for %UOIS_ERROR_SYNTAX: where @text is no JSON (RFC 8259)
 */
const UoisGqlJson *uois_gql_json_parse (UoisArena *arena, const char *text, guint depth, GError **error);

/* Of members of one name the last counts. Returns: (nullable): %NULL if there is none */
const UoisGqlJson *uois_gql_json_get_member (const UoisGqlJson *object, const char *name);

/* Of a number. %FALSE if it is written with a point or exponent, or has more than 64 bits. */
gboolean uois_gql_json_get_integer (const UoisGqlJson *number, gint64 *integer);
double uois_gql_json_get_real (const UoisGqlJson *number);

/* Returns: (transfer full): the value for messages, abridged */
char *uois_gql_json_inspect (const UoisGqlJson *json);

G_END_DECLS
