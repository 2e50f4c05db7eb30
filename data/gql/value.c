/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/value.h"

const UoisGqlValue uois_gql_null = { .kind = UOIS_GQL_VALUE_NULL };

UoisGqlValue *
uois_gql_value_new (UoisArena *arena, UoisGqlValueKind kind, guint length)
{
  UoisGqlValue *value = uois_arena_new (arena, UoisGqlValue);

  value->kind = kind;
  value->length = length;
  if (length > 0)
    value->items = uois_arena_allocate (arena, length * sizeof (gpointer));
  return value;
}

const UoisGqlValue *
uois_gql_value_new_list_of_one (UoisArena *arena, const UoisGqlValue *item)
{
  UoisGqlValue *list;

  if (item == NULL)
    return NULL;
  list = uois_gql_value_new (arena, UOIS_GQL_VALUE_LIST, 1);
  list->items[0] = item;
  return list;
}
