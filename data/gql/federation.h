/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/execution.h"

G_BEGIN_DECLS

/**
 * SECTION: The subgraph specification of Apollo Federation 2
 *
 * Two fields of the query root by which a gateway asks: `_service`, what this
 * part of the federation is, and `_entities`, the records that other parts
 * refer to.
 */

/* Binds the two fields of a schema that has them. */
void uois_gql_federation_bind (UoisGqlSchema *schema);

/* Plans `_service`: all of it is known already. */
void uois_gql_federation_plan_service (UoisGqlPlan *plan, UoisGqlPlanField *field);

/**
 * uois_gql_federation_write_entities:
 *
 * Writes `_entities`: an object for each representation in order, null for one
 * that leads to no record, an error at its index for one that is malformed.
 * Each type is read by one statement, which is stepped once per record, and
 * what is asked for again is copied.
 */
UoisGqlOutcome uois_gql_federation_write_entities (UoisGqlExecution *execution,
                                                   const UoisGqlPlanField *field,
                                                   const UoisGqlPath *path);

G_END_DECLS
