/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast.h"

G_BEGIN_DECLS

/* Tokens of an executable document that comes from outside. */
#define UOIS_PARSE_TOKEN_LIMIT 15000
/* Selection sets, list and object values, list types inside each other. */
#define UOIS_PARSE_NESTING_LIMIT 200

/**
 * UoisParseLimits:
 * @tokens: most tokens of the document; 0 for any number (texts of our own, such as declarations)
 * @nesting: deepest nesting; at most %UOIS_PARSE_NESTING_LIMIT, 0 for that
 */
typedef struct
{
  guint tokens;
  guint nesting;
} UoisParseLimits;

/**
 * uois_document_parse:
 * @text: GraphQL text in UTF-8, with or without byte order mark; need not be zero-terminated
 * @length: length of @text in bytes, less than 2 GB
 * @limits: (nullable): %NULL for %UOIS_PARSE_TOKEN_LIMIT and %UOIS_PARSE_NESTING_LIMIT
 * @location: (out) (optional): where the error is
 * @error: return location for %UOIS_ERROR_SYNTAX, in the words of graphql-js
 *   ("Syntax Error: Expected Name, found "}"."), or %UOIS_ERROR_LIMIT; the message does not repeat @location
 *
 * Parses executable definitions and type system definitions and extensions.
 * Takes time linear in @length and stack bounded by the nesting limit.
 *
 * Returns: (transfer full): the document, with its own copy of @text
 */
UoisDocument *uois_document_parse (
    const char *text, gsize length, const UoisParseLimits *limits, UoisSourceLocation *location, GError **error);

/* A value literal without variables, "[1, 2]". */
UoisDocument *uois_value_literal_parse (const char *text, gsize length, UoisSourceLocation *location, GError **error);

/* A type, "[UUID!]!". */
UoisDocument *uois_type_reference_parse (const char *text, gsize length, UoisSourceLocation *location, GError **error);

G_END_DECLS
