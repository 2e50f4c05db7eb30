/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/validation/context.h"

G_BEGIN_DECLS

/* The rules of section 5, each in the file of its name, in the order in which the reference reports them. */
extern const UoisGqlRule uois_gql_executable_definitions_rule;
extern const UoisGqlRule uois_gql_unique_operation_names_rule;
extern const UoisGqlRule uois_gql_lone_anonymous_operation_rule;
extern const UoisGqlRule uois_gql_single_field_subscriptions_rule;
extern const UoisGqlRule uois_gql_known_type_names_rule;
extern const UoisGqlRule uois_gql_fragments_on_composite_types_rule;
extern const UoisGqlRule uois_gql_variables_are_input_types_rule;
extern const UoisGqlRule uois_gql_scalar_leafs_rule;
extern const UoisGqlRule uois_gql_fields_on_correct_type_rule;
extern const UoisGqlRule uois_gql_unique_fragment_names_rule;
extern const UoisGqlRule uois_gql_known_fragment_names_rule;
extern const UoisGqlRule uois_gql_no_unused_fragments_rule;
extern const UoisGqlRule uois_gql_possible_fragment_spreads_rule;
extern const UoisGqlRule uois_gql_no_fragment_cycles_rule;
extern const UoisGqlRule uois_gql_unique_variable_names_rule;
extern const UoisGqlRule uois_gql_no_undefined_variables_rule;
extern const UoisGqlRule uois_gql_no_unused_variables_rule;
extern const UoisGqlRule uois_gql_known_directives_rule;
extern const UoisGqlRule uois_gql_unique_directives_per_location_rule;
extern const UoisGqlRule uois_gql_known_argument_names_rule;
extern const UoisGqlRule uois_gql_unique_argument_names_rule;
extern const UoisGqlRule uois_gql_values_of_correct_type_rule;
extern const UoisGqlRule uois_gql_provided_required_arguments_rule;
extern const UoisGqlRule uois_gql_variables_in_allowed_position_rule;
extern const UoisGqlRule uois_gql_overlapping_fields_can_be_merged_rule;
extern const UoisGqlRule uois_gql_unique_input_field_names_rule;
extern const UoisGqlRule uois_gql_max_introspection_depth_rule;

#define UOIS_GQL_N_RULES 27

extern const UoisGqlRule *const uois_gql_rules[UOIS_GQL_N_RULES];

/* The rules that a document of type system definitions keeps (section 3), likewise; what they leave is uois_gql_check_schema()'s. */
extern const UoisGqlRule uois_gql_lone_schema_definition_rule;
extern const UoisGqlRule uois_gql_unique_operation_types_rule;
extern const UoisGqlRule uois_gql_unique_type_names_rule;
extern const UoisGqlRule uois_gql_unique_enum_value_names_rule;
extern const UoisGqlRule uois_gql_unique_field_definition_names_rule;
extern const UoisGqlRule uois_gql_unique_argument_definition_names_rule;
extern const UoisGqlRule uois_gql_unique_directive_names_rule;
extern const UoisGqlRule uois_gql_possible_type_extensions_rule;
extern const UoisGqlRule uois_gql_known_argument_names_on_directives_rule;
extern const UoisGqlRule uois_gql_provided_required_arguments_on_directives_rule;

#define UOIS_GQL_N_TYPE_SYSTEM_RULES 15

extern const UoisGqlRule *const uois_gql_type_system_rules[UOIS_GQL_N_TYPE_SYSTEM_RULES];

G_END_DECLS
