/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 3.9: the values of an enum, its extensions included, have unique names. */
static gboolean
enter_enum (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  uois_gql_validation_check_unique_members (validation, node, UOIS_NODE_ENUM_VALUE_DEFINITION, "Enum value", state);
  return FALSE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_ENUM_TYPE_DEFINITION, enter_enum, NULL },
                                           { UOIS_NODE_ENUM_TYPE_EXTENSION, enter_enum, NULL },
                                           { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_unique_enum_value_names_rule = { "UniqueEnumValueNamesRule", visitors,
                                                            uois_gql_validation_new_members,
                                                            (GDestroyNotify) g_hash_table_unref };
