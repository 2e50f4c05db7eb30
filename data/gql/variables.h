/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/errors.h"
#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * UoisGqlVariables: the coerced variables of an execution (section 6.1.2).
 * @names: the variables that the operation defines
 * @values: their values; %NULL where none was given and there is no default
 */
typedef struct
{
  guint length;
  const char **names;
  const UoisGqlValue **values;
} UoisGqlVariables;

/* Returns %NULL if the variable is not defined or has no value. */
const UoisGqlValue *uois_gql_variables_find (const UoisGqlVariables *variables, const char *name);

/**
 * uois_gql_coerce_variables:
 * @arena: where the values are made
 * @operation: an operation of a valid document
 * @text: (nullable): a JSON object
 * @variables: (out): lies in @arena
 * @errors: gets what is wrong
 *
 * Returns: whether nothing was
 */
gboolean uois_gql_coerce_variables (const UoisGqlSchema *schema,
                                    UoisArena *arena,
                                    const UoisDocument *document,
                                    UoisNode operation,
                                    const char *text,
                                    const UoisGqlLimits *limits,
                                    UoisGqlVariables *variables,
                                    UoisGqlErrors *errors);

G_END_DECLS
