/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/plan.h"

G_BEGIN_DECLS

/**
 * UoisGqlPrepared: a document that was parsed and validated, with its plans.
 * @document: (nullable): %NULL if it cannot be parsed
 * @errors: what is wrong with it; the document can be executed only if that is nothing
 * @fragments: (element-type utf8 UoisNode): by name
 * @choice_names: (array zero-terminated=1): variables that `@skip` and `@include` use
 * @plans: (element-type UoisGqlPlan): the latest used first
 */
typedef struct
{
  GBytes *text;
  UoisGqlLimits limits;
  UoisDocument *document;
  UoisGqlErrors errors;
  GHashTable *fragments;
  GPtrArray *choice_names;
  GQueue plans;
  GList link;
} UoisGqlPrepared;

/* The documents of a session, the least recently used of which are forgotten. */
typedef struct
{
  GHashTable *documents; /* GBytes -> UoisGqlPrepared */
  GQueue recent;         /* the latest used first */
} UoisGqlDocumentCache;

void uois_gql_document_cache_init (UoisGqlDocumentCache *cache);
void uois_gql_document_cache_clear (UoisGqlDocumentCache *cache);

/* Parses and validates a document unless that was done under the same limits. Belongs to the cache; valid until the next call. */
UoisGqlPrepared *uois_gql_document_cache_get (UoisGqlDocumentCache *cache,
                                              const UoisGqlSchema *schema,
                                              const char *text,
                                              gsize length,
                                              const UoisGqlLimits *limits);

/* The plan of an operation, made unless there is one; NULL with an error in @errors or @error. */
UoisGqlPlan *uois_gql_prepared_get_plan (UoisGqlPrepared *prepared,
                                         const UoisGqlSchema *schema,
                                         UoisNode operation,
                                         const UoisGqlVariables *variables,
                                         UoisGqlSource *source,
                                         UoisGqlErrors *errors,
                                         GError **error);

G_END_DECLS
