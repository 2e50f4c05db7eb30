/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/type-system.h"

#include <string.h>

const UoisGqlType *
uois_gql_schema_find_type (const UoisGqlSchema *schema, const char *name)
{
  return g_hash_table_lookup (schema->types_by_name, name);
}

const UoisGqlDirective *
uois_gql_schema_find_directive (const UoisGqlSchema *schema, const char *name)
{
  return g_hash_table_lookup (schema->directives_by_name, name);
}

const UoisGqlType *
uois_gql_schema_get_root (const UoisGqlSchema *schema, UoisOperationType operation)
{
  switch (operation)
    {
    case UOIS_OPERATION_TYPE_QUERY:
      return schema->query;
    case UOIS_OPERATION_TYPE_MUTATION:
      return schema->mutation;
    case UOIS_OPERATION_TYPE_SUBSCRIPTION:
      return schema->subscription;
    }
  g_assert_not_reached ();
}

const UoisGqlField *
uois_gql_schema_find_field (const UoisGqlSchema *schema, const UoisGqlType *type, const char *name)
{
  if (name[0] == '_' && name[1] == '_')
    {
      if (strcmp (name, schema->typename_field->name) == 0)
        return schema->typename_field;
      if (type == schema->query && strcmp (name, schema->schema_field->name) == 0)
        return schema->schema_field;
      if (type == schema->query && strcmp (name, schema->type_field->name) == 0)
        return schema->type_field;
    }
  if (type->kind != UOIS_GQL_TYPE_OBJECT && type->kind != UOIS_GQL_TYPE_INTERFACE)
    return NULL;
  return g_hash_table_lookup (type->members, name);
}

const UoisGqlType *
uois_gql_type_wrap (UoisArena *arena, UoisGqlTypeKind kind, const UoisGqlType *of)
{
  gsize length = strlen (of->text);
  UoisGqlType *type = uois_arena_new (arena, UoisGqlType);
  char *text = uois_arena_allocate (arena, length + 3);

  if (kind == UOIS_GQL_TYPE_LIST)
    {
      text[0] = '[';
      memcpy (text + 1, of->text, length);
      text[length + 1] = ']';
    }
  else
    {
      memcpy (text, of->text, length);
      text[length] = '!';
    }
  type->kind = kind;
  type->text = text;
  type->of = of;
  type->named = of->named;
  return type;
}

const UoisGqlType *
uois_gql_schema_resolve_type (const UoisGqlSchema *schema,
                              UoisArena *arena,
                              const UoisDocument *document,
                              UoisNode node)
{
  const UoisGqlType *of;

  if (uois_node_get_kind (document, node) == UOIS_NODE_NAMED_TYPE)
    return uois_gql_schema_find_type (schema, uois_node_get_text (document, node));

  of = uois_gql_schema_resolve_type (schema, arena, document, uois_node_get_type (document, node));
  if (of == NULL)
    return NULL;
  if (uois_node_get_kind (document, node) == UOIS_NODE_LIST_TYPE)
    return of->list ? of->list : uois_gql_type_wrap (arena, UOIS_GQL_TYPE_LIST, of);
  return of->non_null ? of->non_null : uois_gql_type_wrap (arena, UOIS_GQL_TYPE_NON_NULL, of);
}

const UoisGqlInputValue *
uois_gql_type_find_input_field (const UoisGqlType *type, const char *name)
{
  return type->kind == UOIS_GQL_TYPE_INPUT_OBJECT ? g_hash_table_lookup (type->members, name) : NULL;
}

const UoisGqlEnumValue *
uois_gql_type_find_value (const UoisGqlType *type, const char *name)
{
  return type->kind == UOIS_GQL_TYPE_ENUM ? g_hash_table_lookup (type->members, name) : NULL;
}

const UoisGqlInputValue *
uois_gql_field_find_argument (const UoisGqlField *field, const char *name)
{
  for (guint i = 0; i < field->arguments.length; i++)
    if (strcmp (field->arguments.items[i]->name, name) == 0)
      return field->arguments.items[i];
  return NULL;
}

const UoisGqlInputValue *
uois_gql_directive_find_argument (const UoisGqlDirective *directive, const char *name)
{
  for (guint i = 0; i < directive->arguments.length; i++)
    if (strcmp (directive->arguments.items[i]->name, name) == 0)
      return directive->arguments.items[i];
  return NULL;
}

gboolean
uois_gql_type_is_input (const UoisGqlType *type)
{
  return uois_gql_type_is_leaf (type->named) || type->named->kind == UOIS_GQL_TYPE_INPUT_OBJECT;
}

gboolean
uois_gql_type_is_output (const UoisGqlType *type)
{
  return type->named->kind != UOIS_GQL_TYPE_INPUT_OBJECT;
}

gboolean
uois_gql_input_value_is_required (const UoisGqlInputValue *value)
{
  return value->type->kind == UOIS_GQL_TYPE_NON_NULL && value->default_node == 0;
}

gboolean
uois_gql_type_is_possible (const UoisGqlType *abstract, const UoisGqlType *possible)
{
  if (!uois_gql_type_is_abstract (abstract))
    return FALSE;
  for (guint i = 0; i < abstract->possible_types.length; i++)
    if (abstract->possible_types.items[i] == possible)
      return TRUE;
  for (guint i = 0; i < possible->interfaces.length; i++)
    if (possible->interfaces.items[i] == abstract)
      return TRUE;
  return FALSE;
}

gboolean
uois_gql_type_is_sub_type (const UoisGqlType *type, const UoisGqlType *super)
{
  while (TRUE)
    {
      if (type == super)
        return TRUE;
      if (super->kind == UOIS_GQL_TYPE_NON_NULL || super->kind == UOIS_GQL_TYPE_LIST)
        {
          if (super->kind == UOIS_GQL_TYPE_LIST && type->kind == UOIS_GQL_TYPE_NON_NULL)
            type = type->of;
          if (type->kind != super->kind)
            return FALSE;
          type = type->of;
          super = super->of;
        }
      else if (type->kind == UOIS_GQL_TYPE_NON_NULL)
        type = type->of;
      else
        return type->kind != UOIS_GQL_TYPE_LIST && uois_gql_type_is_possible (super, type);
    }
}

gboolean
uois_gql_types_overlap (const UoisGqlType *a, const UoisGqlType *b)
{
  if (a == b)
    return TRUE;
  if (!uois_gql_type_is_abstract (a))
    return uois_gql_type_is_possible (b, a);
  if (!uois_gql_type_is_abstract (b))
    return uois_gql_type_is_possible (a, b);

  for (guint i = 0; i < a->possible_types.length; i++)
    if (uois_gql_type_is_possible (b, a->possible_types.items[i]))
      return TRUE;
  return FALSE;
}
