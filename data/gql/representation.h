/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/coercion.h"
#include "gql/json-value.h"

G_BEGIN_DECLS

/**
 * SECTION: Representations
 *
 * How a gateway names an entity: an object of the scalar `_Any` with its
 * `__typename` and the fields of its key. Ours have one key, `id`; whatever
 * else stands in a representation is ignored.
 */

/* The items of a coerced representation: texts, absent where they are missing or no text. */
enum
{
  UOIS_GQL_REPRESENTATION_TYPENAME,
  UOIS_GQL_REPRESENTATION_ID,
  UOIS_GQL_REPRESENTATION_N_ITEMS,
};

/**
 * uois_gql_representation_from_literal:
 * @arena: where the value is made; its texts stay in @document
 * @variables: (nullable): of which values may stand in the literal
 *
 * Returns: an object; without items if the literal is none
 */
const UoisGqlValue *uois_gql_representation_from_literal (UoisArena *arena,
                                                          const UoisDocument *document,
                                                          UoisNode node,
                                                          const UoisGqlVariables *variables);

/* The same of a value of the variables. */
const UoisGqlValue *uois_gql_representation_from_json (UoisArena *arena, const UoisGqlJson *json);

G_END_DECLS
