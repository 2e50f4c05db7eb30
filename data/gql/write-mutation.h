/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/execution.h"

G_BEGIN_DECLS

/**
 * uois_gql_write_mutation:
 * @field: a field of the mutation root
 *
 * Makes the mutation and writes its result, read from a snapshot in which it is
 * visible. Fields of the root are written one after the other, which is the
 * serial execution of section 6.2.2; one that fails where null is not allowed
 * ends it (section 6.4.4), and those before it stand.
 */
UoisGqlOutcome
uois_gql_write_mutation (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path);

G_END_DECLS
