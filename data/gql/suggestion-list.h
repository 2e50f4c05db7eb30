/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_gql_did_you_mean:
 * @what: (nullable): said before the names, "the enum value"
 * @input: a misspelt name
 * @names: (element-type utf8): the names that there are
 *
 * Returns: (transfer full): " Did you mean "a", "b", or "c"?" with the names that are
 *   close to @input, nearest first; "" if none is
 */
char *uois_gql_did_you_mean (const char *what, const char *input, const GPtrArray *names);

/* The same sentence about all @names, in their order. */
char *uois_gql_did_you_mean_one_of (const char *what, const GPtrArray *names);

/* Order of people: runs of digits compare as numbers. */
int uois_gql_natural_compare (const char *a, const char *b);

G_END_DECLS
