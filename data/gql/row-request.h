/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/plan.h"
#include "schema/select.h"

G_BEGIN_DECLS

/**
 * UoisGqlRequestBuilder: a row request on its way to a select.
 * @arena: holds values and names that the parameters point to
 * @error: (nullable) (transfer full): why there can be no such select
 */
typedef struct
{
  UoisArena *arena;
  UoisGqlRowRequest *request;
  UoisSelect *select;
  char *error;
} UoisGqlRequestBuilder;

/* Adds a parameter and says where its value comes from. */
guint uois_gql_builder_add_value (UoisGqlRequestBuilder *builder, const UoisValue *value);
guint uois_gql_builder_add_parameter (UoisGqlRequestBuilder *builder, UoisGqlParameterKind kind, guint argument);

/**
 * uois_gql_builder_add_rows:
 *
 * Says which rows the field wants and in which order: by its kind, its page
 * arguments, filter and order.
 *
 * Returns: %FALSE with @builder's error set
 */
gboolean uois_gql_builder_add_rows (UoisGqlRequestBuilder *builder);

/* Whether the arguments that shape the request, other than by a value, hold variables. */
gboolean uois_gql_field_is_reshaped (const UoisDocument *document, const UoisGqlPlanField *field);

/**
 * uois_gql_filter_build:
 * @filter: a where filter
 * @value: its value, an input object of @type
 *
 * Returns: (transfer full) (nullable): the condition; %NULL with @builder's error set
 */
UoisCondition *uois_gql_filter_build (UoisGqlRequestBuilder *builder,
                                      const UoisFilter *filter,
                                      const UoisGqlType *type,
                                      const UoisGqlValue *value);

/**
 * uois_gql_collect_parameter_names:
 * @sql: SQL of a declaration
 *
 * Returns: (array zero-terminated=1): the `:name`s in it, each once, without colon
 */
const char **uois_gql_collect_parameter_names (UoisArena *arena, const char *sql);

G_END_DECLS
