/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/plan.h"

G_BEGIN_DECLS

/**
 * UoisGqlCollector: what collecting the fields of an operation needs.
 * @fragments: (element-type utf8 UoisNode)
 * @dynamic_fields: (element-type UoisGqlPlanField): gets the fields whose arguments hold variables
 * @errors: gets what exceeds the limits
 * @n_fields: collected so far
 */
typedef struct
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  GHashTable *fragments;
  const UoisGqlVariables *variables;
  const UoisGqlLimits *limits;
  UoisArena *arena;
  GPtrArray *dynamic_fields;
  UoisGqlErrors *errors;
  guint n_fields;
} UoisGqlCollector;

/**
 * uois_gql_collect_fields:
 * @type: an object type
 * @parents: nodes whose selection sets are merged
 * @depth: of this selection set, from 1
 *
 * CollectFields() of section 6.3.2 and, for fields of object types, of their
 * selection sets in turn.
 *
 * Returns: (nullable): %NULL if a limit was exceeded
 */
UoisGqlFieldSet *uois_gql_collect_fields (
    UoisGqlCollector *collector, const UoisGqlType *type, const UoisNode *parents, guint n_parents, guint depth);

G_END_DECLS
