/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/execution.h"

G_BEGIN_DECLS

/**
 * UoisGqlObject: the object whose fields are written.
 * @rows: (nullable): open at the row that it was read from
 * @id: (nullable): its id, if something needs it
 * @result: (nullable): of the object that a mutation gives
 */
typedef struct
{
  UoisGqlRows *rows;
  const UoisUuid *id;
  const UoisGqlMutationResult *result;
} UoisGqlObject;

/* Writes `{…}`: the fields of a selection set (section 6.4), read from rows. */
UoisGqlOutcome uois_gql_write_object (UoisGqlExecution *execution,
                                      const UoisGqlObject *object,
                                      const UoisGqlFieldSet *set,
                                      const UoisGqlPath *path);

/**
 * uois_gql_write_record:
 * @field: an object that is read by its id
 * @id: that id
 *
 * Writes the object, or null if there is no such record.
 */
UoisGqlOutcome uois_gql_write_record (UoisGqlExecution *execution,
                                      const UoisGqlPlanField *field,
                                      const UoisUuid *id,
                                      const UoisGqlPath *path);

G_END_DECLS
