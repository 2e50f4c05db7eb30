/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Sections 3.6, 3.7 and 3.10: the fields of a type, its extensions included, have unique names. */
static gboolean
enter_fields (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  uois_gql_validation_check_unique_members (validation, node, UOIS_NODE_FIELD_DEFINITION, "Field", state);
  return FALSE;
}

static gboolean
enter_input_fields (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  uois_gql_validation_check_unique_members (validation, node, UOIS_NODE_INPUT_VALUE_DEFINITION, "Field", state);
  return FALSE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_OBJECT_TYPE_DEFINITION, enter_fields, NULL },
  { UOIS_NODE_OBJECT_TYPE_EXTENSION, enter_fields, NULL },
  { UOIS_NODE_INTERFACE_TYPE_DEFINITION, enter_fields, NULL },
  { UOIS_NODE_INTERFACE_TYPE_EXTENSION, enter_fields, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, enter_input_fields, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, enter_input_fields, NULL },
  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_unique_field_definition_names_rule = { "UniqueFieldDefinitionNamesRule", visitors,
                                                                  uois_gql_validation_new_members,
                                                                  (GDestroyNotify) g_hash_table_unref };
