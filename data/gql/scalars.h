/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/json-value.h"
#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * uois_gql_leaf_parse_literal:
 * @type: a scalar or enum type
 * @expected: how the type is called in messages
 * @value: (out): the value; its text is borrowed from @document
 * @message: (out) (optional) (transfer full): what is wrong with the literal, as the reference says it
 *
 * Input coercion of a literal (sections 3.5 and 3.9).
 */
gboolean uois_gql_leaf_parse_literal (const UoisGqlType *type,
                                      const char *expected,
                                      const UoisDocument *document,
                                      UoisNode node,
                                      UoisValue *value,
                                      char **message);

/**
 * uois_gql_leaf_parse_json:
 * @json: a value of the variables, not null
 * @value: (out): the value; its text is borrowed from @json or lies in @arena
 *
 * Input coercion of a variable's value.
 */
gboolean uois_gql_leaf_parse_json (
    const UoisGqlType *type, UoisArena *arena, const UoisGqlJson *json, UoisValue *value, char **message);

G_END_DECLS
