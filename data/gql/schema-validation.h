/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * uois_gql_validate_schema:
 * @schema: made from a document that keeps uois_gql_validate_type_system()
 * @errors: gets what is wrong, as the reference says it
 *
 * The "Type Validation" parts of section 3.
 */
gboolean uois_gql_validate_schema (const UoisGqlSchema *schema, UoisGqlErrors *errors);

/* Whether every default is a value of its type; in a valid schema, after defaults were coerced. */
gboolean uois_gql_validate_defaults (const UoisGqlSchema *schema, UoisGqlErrors *errors);

/* Whether no default needs itself to be complete; part of uois_gql_validate_schema(). */
void uois_gql_validate_default_cycles (const UoisGqlSchema *schema, UoisGqlErrors *errors);

/**
 * uois_gql_name_input_value:
 * @type: (nullable): the type that has it, or whose field has it; %NULL for an argument of a directive
 * @field: (nullable): the field or directive that has it; %NULL for an input field
 *
 * Returns: (transfer full): what messages call it: "T.f(a:)", "@d(a:)", "I.a"
 */
char *uois_gql_name_input_value (const char *type, const char *field, const UoisGqlInputValue *value);

G_END_DECLS
