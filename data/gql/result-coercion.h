/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json-writer.h"
#include "gql/type-system.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/**
 * uois_gql_write_leaf:
 * @type: a scalar or enum type
 * @json: a value that a resolver gave, not null
 *
 * Result coercion (sections 3.5 and 3.9): writes @json as a value of @type.
 * What a scalar of the document means is its own affair, so its values pass as they are.
 *
 * Returns: (nullable) (transfer full): what is wrong with @json, as the reference says it; nothing is written then
 */
char *uois_gql_write_leaf (const UoisGqlType *type, json_object *json, UoisJsonWriter *writer);

G_END_DECLS
