/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/execution.h"

G_BEGIN_DECLS

/* Which field of an introspection type @name is; 0 if there is none of that name. */
guint uois_gql_introspection_find_field (const char *name);

/* Writes the value of `__schema` or `__type` (section 4). */
UoisGqlOutcome
uois_gql_write_introspection (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path);

G_END_DECLS
