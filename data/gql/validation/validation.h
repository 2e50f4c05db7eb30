/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/errors.h"
#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * uois_gql_validate:
 * @document: any document that could be parsed
 * @errors: gets what breaks the rules of section 5, and what exceeds the limits
 *
 * Checks a document against a schema. Execution relies on it.
 *
 * Returns: whether the document may be executed
 */
gboolean uois_gql_validate (const UoisGqlSchema *schema,
                            const UoisDocument *document,
                            const UoisGqlLimits *limits,
                            UoisGqlErrors *errors);

/**
 * uois_gql_validate_type_system:
 * @schema: one that holds what is built in, if nothing else
 * @document: type system definitions and extensions
 * @errors: gets what breaks the rules that a text of definitions keeps
 *
 * Returns: whether @document can be made a schema
 */
gboolean
uois_gql_validate_type_system (const UoisGqlSchema *schema, const UoisDocument *document, UoisGqlErrors *errors);

G_END_DECLS
