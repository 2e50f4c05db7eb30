/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/execution.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/**
 * uois_gql_write_json_object:
 * @object: (nullable): has the values of the fields by their names
 *
 * Writes `{…}`: the fields of a selection set (section 6.4), resolved from JSON.
 */
UoisGqlOutcome uois_gql_write_json_object (UoisGqlExecution *execution,
                                           json_object *object,
                                           const UoisGqlFieldSet *set,
                                           const UoisGqlPath *path);

G_END_DECLS
