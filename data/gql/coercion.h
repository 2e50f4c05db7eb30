/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/type-system.h"
#include "gql/variables.h"

G_BEGIN_DECLS

/**
 * uois_gql_coerce_literal:
 * @arena: where the value is made; its texts stay in @document
 * @variables: (nullable): %NULL if the literal is constant
 *
 * Returns: (nullable): the value of a literal as @type; %NULL if it has none, also because of a missing variable
 */
const UoisGqlValue *uois_gql_coerce_literal (UoisArena *arena,
                                             const UoisDocument *document,
                                             UoisNode node,
                                             const UoisGqlType *type,
                                             const UoisGqlVariables *variables);

/**
 * uois_gql_coerce_arguments:
 * @definitions: the arguments of the field or directive that @node uses
 * @values: (out caller-allocates) (array length=n_definitions): their values, %NULL where absent
 * @where: (out): the node that is wrong
 * @message: (out) (transfer full): what is wrong with it
 *
 * Section 6.4.1.
 */
gboolean uois_gql_coerce_arguments (UoisArena *arena,
                                    const UoisDocument *document,
                                    UoisNode node,
                                    const UoisGqlInputValue *const *definitions,
                                    guint n_definitions,
                                    const UoisGqlVariables *variables,
                                    const UoisGqlValue **values,
                                    UoisNode *where,
                                    char **message);

/* Whether a variable stands anywhere in a literal, or in the arguments of a field or directive. */
gboolean uois_gql_uses_variables (const UoisDocument *document, UoisNode node);

G_END_DECLS
