/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/type-info.h"

static void
push (GPtrArray *stack, gconstpointer item)
{
  g_ptr_array_add (stack, (gpointer) item);
}

static void
pop (GPtrArray *stack)
{
  g_ptr_array_set_size (stack, stack->len - 1);
}

/* The item @depth below the top. */
static gconstpointer
peek (const GPtrArray *stack, guint depth)
{
  return stack->len > depth ? stack->pdata[stack->len - 1 - depth] : NULL;
}

void
uois_gql_type_info_init (UoisGqlTypeInfo *info,
                         const UoisGqlSchema *schema,
                         const UoisDocument *document,
                         UoisArena *arena)
{
  *info = (UoisGqlTypeInfo){
    .schema = schema,
    .document = document,
    .arena = arena,
    .types = g_ptr_array_new (),
    .parent_types = g_ptr_array_new (),
    .fields = g_ptr_array_new (),
    .input_types = g_ptr_array_new (),
    .defaults = g_ptr_array_new (),
  };
}

void
uois_gql_type_info_clear (UoisGqlTypeInfo *info)
{
  g_ptr_array_unref (info->types);
  g_ptr_array_unref (info->parent_types);
  g_ptr_array_unref (info->fields);
  g_ptr_array_unref (info->input_types);
  g_ptr_array_unref (info->defaults);
}

const UoisGqlType *
uois_gql_type_info_get_type (const UoisGqlTypeInfo *info)
{
  return peek (info->types, 0);
}

const UoisGqlType *
uois_gql_type_info_get_parent_type (const UoisGqlTypeInfo *info)
{
  return peek (info->parent_types, 0);
}

const UoisGqlField *
uois_gql_type_info_get_field (const UoisGqlTypeInfo *info)
{
  return peek (info->fields, 0);
}

const UoisGqlType *
uois_gql_type_info_get_input_type (const UoisGqlTypeInfo *info)
{
  return peek (info->input_types, 0);
}

const UoisGqlType *
uois_gql_type_info_get_parent_input_type (const UoisGqlTypeInfo *info)
{
  return peek (info->input_types, 1);
}

gboolean
uois_gql_type_info_has_default (const UoisGqlTypeInfo *info)
{
  const UoisGqlInputValue *value = peek (info->defaults, 0);

  return value && value->default_node != 0;
}

static void
push_input (UoisGqlTypeInfo *info, const UoisGqlInputValue *value, const UoisGqlType *type)
{
  push (info->defaults, value);
  push (info->input_types, type && uois_gql_type_is_input (type) ? type : NULL);
}

static void
enter_field (UoisGqlTypeInfo *info, const char *name)
{
  const UoisGqlType *parent_type = uois_gql_type_info_get_parent_type (info);
  const UoisGqlField *field = parent_type ? uois_gql_schema_find_field (info->schema, parent_type, name) : NULL;

  push (info->fields, field);
  push (info->types, field ? field->type : NULL);
}

/* The type of a fragment: its condition, or the type around it. */
static void
enter_fragment (UoisGqlTypeInfo *info, UoisNode condition)
{
  const UoisGqlType *type = uois_gql_type_info_get_type (info);

  if (condition != 0)
    type = uois_gql_schema_find_type (info->schema, uois_node_get_text (info->document, condition));
  else if (type)
    type = type->named;
  push (info->types, type && uois_gql_type_is_output (type) ? type : NULL);
}

static void
enter_argument (UoisGqlTypeInfo *info, const char *name)
{
  const UoisGqlField *field = uois_gql_type_info_get_field (info);

  /* Like the reference, take the arguments of an unknown directive for those of the field that it stands on. */
  if (info->directive)
    info->argument = uois_gql_directive_find_argument (info->directive, name);
  else
    info->argument = field ? uois_gql_field_find_argument (field, name) : NULL;
  push_input (info, info->argument, info->argument ? info->argument->type : NULL);
}

static void
enter_list (UoisGqlTypeInfo *info)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (info);

  if (type)
    type = uois_gql_type_get_nullable (type);
  push_input (info, NULL, type && type->kind == UOIS_GQL_TYPE_LIST ? type->of : type);
}

static void
enter_object_field (UoisGqlTypeInfo *info, const char *name)
{
  const UoisGqlType *type = uois_gql_type_info_get_input_type (info);
  const UoisGqlInputValue *field = type ? uois_gql_type_find_input_field (type->named, name) : NULL;

  push_input (info, field, field ? field->type : NULL);
}

void
uois_gql_type_info_enter (UoisGqlTypeInfo *info, UoisNode node)
{
  const UoisDocument *document = info->document;
  const char *text = uois_node_get_text (document, node);
  const UoisGqlType *type;

  switch ((int) uois_node_get_kind (document, node))
    {
    case UOIS_NODE_OPERATION_DEFINITION:
      push (info->types, uois_gql_schema_get_root (info->schema, uois_node_get_operation_type (document, node)));
      break;
    case UOIS_NODE_FRAGMENT_DEFINITION:
    case UOIS_NODE_INLINE_FRAGMENT:
      enter_fragment (info, uois_node_get_type (document, node));
      break;
    case UOIS_NODE_SELECTION_SET:
      type = uois_gql_type_info_get_type (info);
      push (info->parent_types, type && uois_gql_type_is_composite (type->named) ? type->named : NULL);
      break;
    case UOIS_NODE_FIELD:
      enter_field (info, text);
      break;
    case UOIS_NODE_DIRECTIVE:
      info->directive = uois_gql_schema_find_directive (info->schema, text);
      break;
    case UOIS_NODE_VARIABLE_DEFINITION:
      type = uois_gql_schema_resolve_type (info->schema, info->arena, document, uois_node_get_type (document, node));
      push_input (info, NULL, type);
      break;
    case UOIS_NODE_ARGUMENT:
      enter_argument (info, text);
      break;
    case UOIS_NODE_LIST_VALUE:
      enter_list (info);
      break;
    case UOIS_NODE_OBJECT_FIELD:
      enter_object_field (info, text);
      break;
    default:
      break;
    }
}

void
uois_gql_type_info_leave (UoisGqlTypeInfo *info, UoisNode node)
{
  switch ((int) uois_node_get_kind (info->document, node))
    {
    case UOIS_NODE_OPERATION_DEFINITION:
    case UOIS_NODE_FRAGMENT_DEFINITION:
    case UOIS_NODE_INLINE_FRAGMENT:
      pop (info->types);
      break;
    case UOIS_NODE_SELECTION_SET:
      pop (info->parent_types);
      break;
    case UOIS_NODE_FIELD:
      pop (info->fields);
      pop (info->types);
      break;
    case UOIS_NODE_DIRECTIVE:
      info->directive = NULL;
      break;
    case UOIS_NODE_ARGUMENT:
      info->argument = NULL;
      G_GNUC_FALLTHROUGH;
    case UOIS_NODE_VARIABLE_DEFINITION:
    case UOIS_NODE_LIST_VALUE:
    case UOIS_NODE_OBJECT_FIELD:
      pop (info->defaults);
      pop (info->input_types);
      break;
    default:
      break;
    }
}
