/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "schema/arena.h"

G_BEGIN_DECLS

/**
 * UoisGqlValueKind:
 * @UOIS_GQL_VALUE_NULL: null
 * @UOIS_GQL_VALUE_SCALAR: a scalar or the name of an enum value
 * @UOIS_GQL_VALUE_LIST: a list
 * @UOIS_GQL_VALUE_OBJECT: an input object
 */
typedef enum
{
  UOIS_GQL_VALUE_NULL,
  UOIS_GQL_VALUE_SCALAR,
  UOIS_GQL_VALUE_LIST,
  UOIS_GQL_VALUE_OBJECT,
} UoisGqlValueKind;

typedef struct _UoisGqlValue UoisGqlValue;

/**
 * UoisGqlValue: an input value after coercion (section 6.4.1): what an argument or variable is.
 * @scalar: of a scalar; its text is borrowed
 * @items: of a list, its items; of an object, its fields by their index in the
 *   input object type, %NULL where a field is absent (which is not null)
 * @length: how many
 *
 * A value lies in an arena and is immutable. An absent value is a %NULL pointer.
 */
struct _UoisGqlValue
{
  UoisGqlValueKind kind;
  guint length;
  const UoisGqlValue **items;
  UoisValue scalar;
};

extern const UoisGqlValue uois_gql_null;

/* @length: room for so many items. */
UoisGqlValue *uois_gql_value_new (UoisArena *arena, UoisGqlValueKind kind, guint length);
/* Returns: (nullable): %NULL if @item is */
const UoisGqlValue *uois_gql_value_new_list_of_one (UoisArena *arena, const UoisGqlValue *item);

static inline gboolean
uois_gql_value_is_null (const UoisGqlValue *value)
{
  return value == NULL || value->kind == UOIS_GQL_VALUE_NULL;
}

G_END_DECLS
