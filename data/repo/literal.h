/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * uois_literal_get_kind:
 * @named_type: name of a scalar or enum of the API
 *
 * Returns: what its values are in the file; enums and unknown scalars are text
 */
UoisValueKind uois_literal_get_kind (const char *named_type);

/**
 * uois_literal_parse:
 * @literal: (nullable): a scalar GraphQL literal of a declaration, "null", "true", "10", "\"x\"" or an enum value
 * @value: (out): its value; enums are text, %NULL gives null
 */
void uois_literal_parse (const char *literal, UoisValue *value);

/* The same, as a value of @kind: a UUID or a time is a text there, a whole number may stand for a real one. */
void uois_literal_parse_as (const char *literal, UoisValueKind kind, UoisValue *value);

G_END_DECLS
