/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * UoisGqlTypeInfo: the types at a node, kept up while a document is walked.
 * The stacks may hold %NULL: nothing is known of what follows from a mistake.
 */
typedef struct
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  UoisArena *arena;
  GPtrArray *types;        /* UoisGqlType: of fields, fragments and operations */
  GPtrArray *parent_types; /* UoisGqlType: of selection sets */
  GPtrArray *fields;       /* UoisGqlField */
  GPtrArray *input_types;  /* UoisGqlType */
  GPtrArray *defaults;     /* UoisGqlInputValue that has a default, or NULL */
  const UoisGqlDirective *directive;
  const UoisGqlInputValue *argument;
} UoisGqlTypeInfo;

void uois_gql_type_info_init (UoisGqlTypeInfo *info,
                              const UoisGqlSchema *schema,
                              const UoisDocument *document,
                              UoisArena *arena);
void uois_gql_type_info_clear (UoisGqlTypeInfo *info);

void uois_gql_type_info_enter (UoisGqlTypeInfo *info, UoisNode node);
void uois_gql_type_info_leave (UoisGqlTypeInfo *info, UoisNode node);

/* All may be NULL. */
const UoisGqlType *uois_gql_type_info_get_type (const UoisGqlTypeInfo *info);
const UoisGqlType *uois_gql_type_info_get_parent_type (const UoisGqlTypeInfo *info);
const UoisGqlField *uois_gql_type_info_get_field (const UoisGqlTypeInfo *info);
const UoisGqlType *uois_gql_type_info_get_input_type (const UoisGqlTypeInfo *info);
const UoisGqlType *uois_gql_type_info_get_parent_input_type (const UoisGqlTypeInfo *info);
gboolean uois_gql_type_info_has_default (const UoisGqlTypeInfo *info);

G_END_DECLS
