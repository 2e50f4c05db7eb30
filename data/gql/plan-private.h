/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/collect-fields.h"
#include "gql/plan.h"

G_BEGIN_DECLS

/* What making a plan (plan.c) and preparing it for an execution (plan-prepare.c) have in common. */

UoisGqlCollector uois_gql_plan_get_collector (UoisGqlPlan *plan,
                                              const UoisGqlVariables *variables,
                                              const UoisGqlLimits *limits,
                                              UoisGqlErrors *errors);

/* Returns: (transfer full) (nullable): what is wrong with the page arguments of a field */
char *uois_gql_plan_check_window (const UoisGqlPlan *plan, const UoisGqlPlanField *field);

/* Compiles a request as the arguments of its field and its references now are; @arena holds what is made for that. */
gboolean uois_gql_plan_compile_again (UoisGqlPlan *plan, UoisGqlRowRequest *request, UoisArena *arena, GError **error);

/* Plans to read the record whose id is that of the parent. */
gboolean uois_gql_plan_record (UoisGqlPlan *plan, UoisGqlPlanField *record, GError **error);

G_END_DECLS
