/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/representation.h"

#include <string.h>

static const char *const item_names[] = {
  [UOIS_GQL_REPRESENTATION_TYPENAME] = "__typename",
  [UOIS_GQL_REPRESENTATION_ID] = "id",
};

static UoisGqlValue *
new_representation (UoisArena *arena)
{
  return uois_gql_value_new (arena, UOIS_GQL_VALUE_OBJECT, UOIS_GQL_REPRESENTATION_N_ITEMS);
}

static const UoisGqlValue *
new_text (UoisArena *arena, const char *text, gsize length)
{
  UoisGqlValue *value = uois_gql_value_new (arena, UOIS_GQL_VALUE_SCALAR, 0);

  uois_value_borrow_text (&value->scalar, text, length);
  return value;
}

/* An id that came by a variable of type UUID is no text any more. */
static const UoisGqlValue *
get_variable_text (UoisArena *arena, const UoisGqlValue *value)
{
  char *text;

  if (uois_gql_value_is_null (value) || value->kind != UOIS_GQL_VALUE_SCALAR)
    return NULL;
  if (value->scalar.kind != UOIS_VALUE_UUID)
    return value->scalar.kind == UOIS_VALUE_TEXT ? value : NULL;
  text = uois_arena_allocate (arena, UOIS_UUID_TEXT_LENGTH + 1);
  uois_uuid_format (&value->scalar.uuid, text);
  return new_text (arena, text, UOIS_UUID_TEXT_LENGTH);
}

static const UoisGqlValue *
get_literal_text (UoisArena *arena, const UoisDocument *document, UoisNode node, const UoisGqlVariables *variables)
{
  UoisNodeKind kind = uois_node_get_kind (document, node);
  const char *text = uois_node_get_text (document, node);

  if (kind == UOIS_NODE_VARIABLE)
    return get_variable_text (arena, uois_gql_variables_find (variables, text));
  return kind == UOIS_NODE_STRING_VALUE ? new_text (arena, text, uois_node_get_text_length (document, node)) : NULL;
}

const UoisGqlValue *
uois_gql_representation_from_literal (UoisArena *arena,
                                      const UoisDocument *document,
                                      UoisNode node,
                                      const UoisGqlVariables *variables)
{
  UoisGqlValue *value = new_representation (arena);

  if (uois_node_get_kind (document, node) != UOIS_NODE_OBJECT_VALUE)
    return value;
  UOIS_NODE_FOREACH (document, node, field)
  {
    for (guint i = 0; i < UOIS_GQL_REPRESENTATION_N_ITEMS; i++)
      if (strcmp (uois_node_get_text (document, field), item_names[i]) == 0)
        value->items[i] = get_literal_text (arena, document, uois_node_get_value (document, field), variables);
  }
  return value;
}

const UoisGqlValue *
uois_gql_representation_from_json (UoisArena *arena, const UoisGqlJson *json)
{
  UoisGqlValue *value = new_representation (arena);

  if (json->kind != UOIS_GQL_JSON_OBJECT)
    return value;
  for (guint i = 0; i < UOIS_GQL_REPRESENTATION_N_ITEMS; i++)
    {
      const UoisGqlJson *member = uois_gql_json_get_member (json, item_names[i]);

      if (member && member->kind == UOIS_GQL_JSON_STRING)
        value->items[i] = new_text (arena, member->string, member->length);
    }
  return value;
}
