/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/errors.h"
#include "gql/type-system.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/**
 * UoisGqlVariables: the coerced variables of an execution (section 6.1.2).
 * @names: the variables that the operation defines
 * @values: their values; %NULL where none was given and there is no default
 * @json: (nullable): owns texts that the values borrow
 */
typedef struct
{
  guint length;
  const char **names;
  const UoisGqlValue **values;
  json_object *json;
} UoisGqlVariables;

void uois_gql_variables_clear (UoisGqlVariables *variables);
/* Returns %NULL if the variable is not defined or has no value. */
const UoisGqlValue *uois_gql_variables_find (const UoisGqlVariables *variables, const char *name);

/**
 * uois_gql_coerce_variables:
 * @arena: where the values are made
 * @operation: an operation of a valid document
 * @json: (nullable): text of a JSON object
 * @variables: (out): cleared by the caller also after errors
 * @errors: gets what is wrong
 *
 * Returns: whether nothing was
 */
gboolean uois_gql_coerce_variables (const UoisGqlSchema *schema,
                                    UoisArena *arena,
                                    const UoisDocument *document,
                                    UoisNode operation,
                                    const char *json,
                                    const UoisGqlLimits *limits,
                                    UoisGqlVariables *variables,
                                    UoisGqlErrors *errors);

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
