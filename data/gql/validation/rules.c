/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

const UoisGqlRule *const uois_gql_rules[UOIS_GQL_N_RULES] = {
  &uois_gql_executable_definitions_rule,
  &uois_gql_unique_operation_names_rule,
  &uois_gql_lone_anonymous_operation_rule,
  &uois_gql_single_field_subscriptions_rule,
  &uois_gql_known_type_names_rule,
  &uois_gql_fragments_on_composite_types_rule,
  &uois_gql_variables_are_input_types_rule,
  &uois_gql_scalar_leafs_rule,
  &uois_gql_fields_on_correct_type_rule,
  &uois_gql_unique_fragment_names_rule,
  &uois_gql_known_fragment_names_rule,
  &uois_gql_no_unused_fragments_rule,
  &uois_gql_possible_fragment_spreads_rule,
  &uois_gql_no_fragment_cycles_rule,
  &uois_gql_unique_variable_names_rule,
  &uois_gql_no_undefined_variables_rule,
  &uois_gql_no_unused_variables_rule,
  &uois_gql_known_directives_rule,
  &uois_gql_unique_directives_per_location_rule,
  &uois_gql_known_argument_names_rule,
  &uois_gql_unique_argument_names_rule,
  &uois_gql_values_of_correct_type_rule,
  &uois_gql_provided_required_arguments_rule,
  &uois_gql_variables_in_allowed_position_rule,
  &uois_gql_overlapping_fields_can_be_merged_rule,
  &uois_gql_unique_input_field_names_rule,
  &uois_gql_max_introspection_depth_rule,
};
