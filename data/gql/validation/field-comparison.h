/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/validation/context.h"

G_BEGIN_DECLS

/* Steps after which the comparison of overlapping fields is given up. */
#define UOIS_GQL_COMPARISON_BUDGET 500000

/* Whether two field nodes have the same arguments, in whatever order. */
gboolean uois_gql_same_arguments (const UoisDocument *document, UoisNode a, UoisNode b);
/* Whether two types give values of the same shape: lists and non-null alike, and the same type if it is a leaf. */
gboolean uois_gql_same_shape (const UoisGqlType *a, const UoisGqlType *b);
/* The type of a field node; NULL if it has none, or is an introspection field. */
const UoisGqlType *uois_gql_get_selected_type (const UoisGqlValidation *validation, UoisNode field);

/**
 * UoisGqlFieldComparison:
 *
 * Finds the pairs of fields of a document that cannot be merged, in the order
 * and words of the reference. Its time grows with the square of the fields that
 * share a name; meant for documents that are known to have a conflict.
 */
typedef struct _UoisGqlFieldComparison UoisGqlFieldComparison;

UoisGqlFieldComparison *uois_gql_field_comparison_new (UoisGqlValidation *validation);
void uois_gql_field_comparison_free (UoisGqlFieldComparison *comparison);

/* Reports the conflicts within a selection set. */
void uois_gql_field_comparison_report (UoisGqlFieldComparison *comparison, UoisNode selection_set);

G_END_DECLS
