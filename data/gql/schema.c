/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/type-system.h"

#include "base/error.h"
#include "gql/coercion.h"
#include "language/parser.h"
#include "schema/api.h"

#include <string.h>

extern const char uois_gql_introspection_text[];
extern const unsigned long uois_gql_introspection_text_length;

/* Makes a schema from the built-in definitions and a document. */
typedef struct
{
  UoisGqlSchema *schema;
  const UoisDocument *document; /* the one that is read now */
  GError **error;
} Builder;

static gboolean fail (Builder *builder, UoisNode node, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Always FALSE. */
static gboolean
fail (Builder *builder, UoisNode node, const char *format, ...)
{
  UoisSourceLocation location = uois_node_locate (builder->document, node);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (builder->error, UOIS_ERROR, UOIS_ERROR_INVALID, "%u:%u: %s", location.line, location.column, message);
  return FALSE;
}

/* ---- Named types ---- */

typedef struct
{
  UoisNodeKind definition;
  UoisNodeKind extension;
  UoisGqlTypeKind kind;
} DefinitionKind;

static const DefinitionKind definition_kinds[] = {
  { UOIS_NODE_SCALAR_TYPE_DEFINITION, UOIS_NODE_SCALAR_TYPE_EXTENSION, UOIS_GQL_TYPE_SCALAR },
  { UOIS_NODE_OBJECT_TYPE_DEFINITION, UOIS_NODE_OBJECT_TYPE_EXTENSION, UOIS_GQL_TYPE_OBJECT },
  { UOIS_NODE_INTERFACE_TYPE_DEFINITION, UOIS_NODE_INTERFACE_TYPE_EXTENSION, UOIS_GQL_TYPE_INTERFACE },
  { UOIS_NODE_UNION_TYPE_DEFINITION, UOIS_NODE_UNION_TYPE_EXTENSION, UOIS_GQL_TYPE_UNION },
  { UOIS_NODE_ENUM_TYPE_DEFINITION, UOIS_NODE_ENUM_TYPE_EXTENSION, UOIS_GQL_TYPE_ENUM },
  { UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, UOIS_GQL_TYPE_INPUT_OBJECT },
};

static const DefinitionKind *
find_definition_kind (UoisNodeKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (definition_kinds); i++)
    if (definition_kinds[i].definition == kind || definition_kinds[i].extension == kind)
      return &definition_kinds[i];
  return NULL;
}

static UoisGqlScalar
find_scalar (const char *name)
{
  static const char *const names[] = {
    [UOIS_GQL_SCALAR_INT] = "Int",
    [UOIS_GQL_SCALAR_FLOAT] = "Float",
    [UOIS_GQL_SCALAR_STRING] = "String",
    [UOIS_GQL_SCALAR_BOOLEAN] = "Boolean",
    [UOIS_GQL_SCALAR_ID] = "ID",
    [UOIS_GQL_SCALAR_UUID] = "UUID",
    [UOIS_GQL_SCALAR_DATETIME] = "DateTime",
    [UOIS_GQL_SCALAR_DATE] = "Date",
    [UOIS_GQL_SCALAR_TIMEDELTA] = "timedelta",
  };

  for (guint i = UOIS_GQL_SCALAR_INT; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return UOIS_GQL_SCALAR_ANY;
}

/* Every named type gets its place first, so that definitions can refer to each other. */
static gboolean
define_types (Builder *builder, const UoisDocument *document)
{
  UoisGqlSchema *schema = builder->schema;

  builder->document = document;
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    const DefinitionKind *kind = find_definition_kind (uois_node_get_kind (document, node));
    const char *name = uois_node_get_text (document, node);
    UoisGqlType *type;

    if (kind == NULL || kind->definition != uois_node_get_kind (document, node))
      continue;
    type = g_hash_table_lookup (schema->types_by_name, name);
    if (type && type->members == NULL && document != schema->built_in && type->kind == UOIS_GQL_TYPE_SCALAR &&
        type->scalar >= UOIS_GQL_SCALAR_INT && type->scalar <= UOIS_GQL_SCALAR_ID)
      continue;
    if (type)
      return fail (builder, node, "There can be only one type named \"%s\".", name);

    type = uois_arena_new (&schema->arena, UoisGqlType);
    type->kind = kind->kind;
    type->name = type->text = name;
    type->named = type;
    if (type->kind == UOIS_GQL_TYPE_SCALAR)
      type->scalar = find_scalar (name);
    else if (type->kind != UOIS_GQL_TYPE_UNION)
      type->members = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_insert (schema->types_by_name, (gpointer) name, type);
  }
  return TRUE;
}

static const UoisGqlType *
resolve_type (Builder *builder, UoisNode node)
{
  UoisGqlSchema *schema = builder->schema;
  UoisGqlType *of;

  if (uois_node_get_kind (builder->document, node) == UOIS_NODE_NAMED_TYPE)
    {
      const char *name = uois_node_get_text (builder->document, node);
      const UoisGqlType *type = uois_gql_schema_find_type (schema, name);

      if (type == NULL)
        fail (builder, node, "Unknown type \"%s\".", name);
      return type;
    }

  of = (UoisGqlType *) resolve_type (builder, uois_node_get_type (builder->document, node));
  if (of == NULL)
    return NULL;
  if (uois_node_get_kind (builder->document, node) == UOIS_NODE_LIST_TYPE)
    {
      if (of->list == NULL)
        of->list = uois_gql_type_wrap (&schema->arena, UOIS_GQL_TYPE_LIST, of);
      return of->list;
    }
  if (of->non_null == NULL)
    of->non_null = uois_gql_type_wrap (&schema->arena, UOIS_GQL_TYPE_NON_NULL, of);
  return of->non_null;
}

/* The string argument of a directive on @node; its default if the directive leaves it out; NULL without the directive. */
static const char *
get_directive_text (
    Builder *builder, UoisNode node, const char *directive_name, const char *argument, const char *otherwise)
{
  UoisNode directive = uois_node_find_directive (builder->document, node, directive_name);
  UoisNode value;

  if (directive == 0)
    return NULL;
  value = uois_node_get_value (builder->document, uois_node_find_argument (builder->document, directive, argument));
  if (uois_node_get_kind (builder->document, value) == UOIS_NODE_STRING_VALUE)
    return uois_node_get_text (builder->document, value);
  return value == 0 ? otherwise : NULL;
}

static const char *
get_deprecation (Builder *builder, UoisNode node)
{
  return get_directive_text (builder, node, "deprecated", "reason", "No longer supported");
}

/* ---- Their members ---- */

static UoisGqlInputValue *
build_input_value (Builder *builder, UoisNode node, guint index)
{
  UoisGqlInputValue *value = uois_arena_new (&builder->schema->arena, UoisGqlInputValue);

  value->name = uois_node_get_text (builder->document, node);
  value->description = uois_node_get_description (builder->document, node);
  value->deprecated = get_deprecation (builder, node);
  value->index = index;
  value->document = builder->document;
  value->default_node = uois_node_get_value (builder->document, node);
  value->type = resolve_type (builder, uois_node_get_type (builder->document, node));
  if (value->type == NULL)
    return NULL;
  if (!uois_gql_type_is_input (value->type))
    {
      fail (builder, node, "The type of \"%s\" must be an input type, not \"%s\".", value->name, value->type->text);
      return NULL;
    }
  return value;
}

static gboolean
build_field (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlField *field = uois_arena_new (&builder->schema->arena, UoisGqlField);

  field->name = uois_node_get_text (builder->document, node);
  field->description = uois_node_get_description (builder->document, node);
  field->deprecated = get_deprecation (builder, node);
  field->owner = owner;
  field->type = resolve_type (builder, uois_node_get_type (builder->document, node));
  if (field->type == NULL)
    return FALSE;
  if (!uois_gql_type_is_output (field->type))
    return fail (builder, node, "The type of \"%s.%s\" must be an output type, not \"%s\".", owner->name, field->name,
                 field->type->text);

  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  {
    UoisGqlInputValue *value = build_input_value (builder, argument, field->arguments.length);

    if (value == NULL)
      return FALSE;
    uois_arena_append (&builder->schema->arena, &field->arguments, value);
  }
  if (!g_hash_table_insert (owner->members, (gpointer) field->name, field))
    return fail (builder, node, "Field \"%s.%s\" can only be defined once.", owner->name, field->name);
  uois_arena_append (&builder->schema->arena, &owner->fields, field);
  return TRUE;
}

static gboolean
build_input_field (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlInputValue *value = build_input_value (builder, node, owner->input_fields.length);

  if (value == NULL)
    return FALSE;
  if (!g_hash_table_insert (owner->members, (gpointer) value->name, value))
    return fail (builder, node, "Field \"%s.%s\" can only be defined once.", owner->name, value->name);
  uois_arena_append (&builder->schema->arena, &owner->input_fields, value);
  return TRUE;
}

static gboolean
build_enum_value (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlEnumValue *value = uois_arena_new (&builder->schema->arena, UoisGqlEnumValue);

  value->name = uois_node_get_text (builder->document, node);
  value->description = uois_node_get_description (builder->document, node);
  value->deprecated = get_deprecation (builder, node);
  if (!g_hash_table_insert (owner->members, (gpointer) value->name, value))
    return fail (builder, node, "Enum value \"%s.%s\" can only be defined once.", owner->name, value->name);
  uois_arena_append (&builder->schema->arena, &owner->values, value);
  return TRUE;
}

/* A name after `implements`, or a member of a union. */
static gboolean
build_reference (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlType *type = (UoisGqlType *) resolve_type (builder, node);

  if (type == NULL)
    return FALSE;
  if (owner->kind == UOIS_GQL_TYPE_UNION)
    {
      if (type->kind != UOIS_GQL_TYPE_OBJECT)
        return fail (builder, node, "Union \"%s\" can only hold object types, not \"%s\".", owner->name, type->name);
      uois_arena_append (&builder->schema->arena, &owner->possible_types, type);
      return TRUE;
    }
  if (type->kind != UOIS_GQL_TYPE_INTERFACE)
    return fail (builder, node, "Type \"%s\" can only implement interfaces, not \"%s\".", owner->name, type->name);
  uois_arena_append (&builder->schema->arena, &owner->interfaces, type);
  if (owner->kind == UOIS_GQL_TYPE_OBJECT)
    uois_arena_append (&builder->schema->arena, &type->possible_types, owner);
  return TRUE;
}

static gboolean
build_member (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  switch ((int) uois_node_get_kind (builder->document, node))
    {
    case UOIS_NODE_FIELD_DEFINITION:
      return build_field (builder, owner, node);
    case UOIS_NODE_INPUT_VALUE_DEFINITION:
      return build_input_field (builder, owner, node);
    case UOIS_NODE_ENUM_VALUE_DEFINITION:
      return build_enum_value (builder, owner, node);
    case UOIS_NODE_NAMED_TYPE:
      return build_reference (builder, owner, node);
    default:
      return TRUE;
    }
}

/* What a definition or extension says of its type. */
static gboolean
build_type (Builder *builder, UoisNode node, const DefinitionKind *kind)
{
  const char *name = uois_node_get_text (builder->document, node);
  UoisGqlType *type = g_hash_table_lookup (builder->schema->types_by_name, name);
  const char *url = get_directive_text (builder, node, "specifiedBy", "url", NULL);
  const char *description = uois_node_get_description (builder->document, node);

  if (type == NULL)
    return fail (builder, node, "Cannot extend type \"%s\" because it is not defined.", name);
  if (type->kind != kind->kind)
    return fail (builder, node, "Cannot extend type \"%s\": it is of another kind.", name);

  /* A standard scalar that a document defines once more stays as it is. */
  if (description && type->description == NULL)
    type->description = description;
  if (url)
    type->specified_by = url;
  if (uois_node_find_directive (builder->document, node, "oneOf") != 0)
    type->one_of = TRUE;

  UOIS_NODE_FOREACH (builder->document, node, member)
  {
    if (!build_member (builder, type, member))
      return FALSE;
  }
  return TRUE;
}

static gboolean
build_directive (Builder *builder, UoisNode node)
{
  UoisGqlSchema *schema = builder->schema;
  const char *name = uois_node_get_text (builder->document, node);
  UoisGqlDirective *directive;

  /* A document may define the standard directives; they are what they are. */
  if (g_hash_table_contains (schema->directives_by_name, name))
    return TRUE;

  directive = uois_arena_new (&schema->arena, UoisGqlDirective);
  directive->name = name;
  directive->description = uois_node_get_description (builder->document, node);
  directive->repeatable = uois_node_get_repeatable (builder->document, node);
  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_DIRECTIVE_LOCATION, location)
  {
    uois_arena_append (&schema->arena, &directive->locations, uois_node_get_text (builder->document, location));
  }
  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  {
    UoisGqlInputValue *value = build_input_value (builder, argument, directive->arguments.length);

    if (value == NULL)
      return FALSE;
    uois_arena_append (&schema->arena, &directive->arguments, value);
  }
  g_hash_table_insert (schema->directives_by_name, (gpointer) name, directive);
  uois_arena_append (&schema->arena, &schema->directives, directive);
  return TRUE;
}

/* @extensions: read those instead of the definitions. */
static gboolean
build_document (Builder *builder, const UoisDocument *document, gboolean extensions)
{
  builder->document = document;
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    UoisNodeKind node_kind = uois_node_get_kind (document, node);
    const DefinitionKind *kind = find_definition_kind (node_kind);

    if (kind && (kind->extension == node_kind) == extensions && !build_type (builder, node, kind))
      return FALSE;
    if (node_kind == UOIS_NODE_DIRECTIVE_DEFINITION && !extensions && !build_directive (builder, node))
      return FALSE;
    if (uois_node_kind_is_executable (node_kind))
      return fail (builder, node, "A schema cannot hold operations or fragments.");
  }
  return TRUE;
}

/* ---- The schema as a whole ---- */

static gboolean
set_root (Builder *builder, UoisNode node, UoisOperationType operation, const UoisGqlType *type)
{
  UoisGqlSchema *schema = builder->schema;
  const UoisGqlType **roots[] = { &schema->query, &schema->mutation, &schema->subscription };

  if (type->kind != UOIS_GQL_TYPE_OBJECT)
    return fail (builder, node, "A root operation type must be an object type, not \"%s\".", type->name);
  *roots[operation] = type;
  return TRUE;
}

/* Section 3.3: the roots are named by `schema`, or have their default names if there is none. */
static gboolean
build_roots (Builder *builder, const UoisDocument *document)
{
  static const char *const default_names[] = { "Query", "Mutation", "Subscription" };
  UoisGqlSchema *schema = builder->schema;
  UoisNode root = uois_document_get_root (document);
  gboolean is_defined = uois_node_get_child (document, root, UOIS_NODE_SCHEMA_DEFINITION) != 0;

  builder->document = document;
  for (guint i = 0; i < G_N_ELEMENTS (default_names) && !is_defined; i++)
    {
      const UoisGqlType *type = uois_gql_schema_find_type (schema, default_names[i]);

      if (type && !set_root (builder, root, i, type))
        return FALSE;
    }
  UOIS_NODE_FOREACH (document, root, definition)
  {
    UoisNodeKind kind = uois_node_get_kind (document, definition);

    if (kind != UOIS_NODE_SCHEMA_DEFINITION && kind != UOIS_NODE_SCHEMA_EXTENSION)
      continue;
    if (kind == UOIS_NODE_SCHEMA_DEFINITION)
      schema->description = uois_node_get_description (document, definition);
    UOIS_NODE_FOREACH_KIND (document, definition, UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION, node)
    {
      const UoisGqlType *type = resolve_type (builder, uois_node_get_type (document, node));

      if (type == NULL || !set_root (builder, node, uois_node_get_operation_type (document, node), type))
        return FALSE;
    }
  }
  if (schema->query == NULL)
    return fail (builder, root, "Query root type must be provided.");
  return TRUE;
}

static gboolean
build_default (Builder *builder, const UoisGqlInputValue *input_value)
{
  UoisGqlInputValue *value = (UoisGqlInputValue *) input_value;

  if (value->default_node == 0)
    return TRUE;

  builder->document = value->document;
  value->default_value =
      uois_gql_coerce_literal (&builder->schema->arena, value->document, value->default_node, value->type, NULL);
  if (value->default_value == NULL)
    return fail (builder, value->default_node, "The default of \"%s\" is not of type \"%s\".", value->name,
                 value->type->text);
  return TRUE;
}

/* A literal takes in the defaults of the input objects that it is made of, so these come first. */
static gboolean
build_input_defaults (Builder *builder, GHashTable *visited, const UoisGqlType *type)
{
  if (type->kind != UOIS_GQL_TYPE_INPUT_OBJECT || !g_hash_table_add (visited, (gpointer) type))
    return TRUE;
  for (guint i = 0; i < type->input_fields.length; i++)
    if (!build_input_defaults (builder, visited, type->input_fields.items[i]->type->named) ||
        !build_default (builder, type->input_fields.items[i]))
      return FALSE;
  return TRUE;
}

static gboolean
build_defaults (Builder *builder)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);
  GHashTableIter iterator;
  gpointer value;

  g_hash_table_iter_init (&iterator, builder->schema->types_by_name);
  while (g_hash_table_iter_next (&iterator, NULL, &value))
    if (!build_input_defaults (builder, visited, value))
      return FALSE;

  g_hash_table_iter_init (&iterator, builder->schema->types_by_name);
  while (g_hash_table_iter_next (&iterator, NULL, &value))
    {
      const UoisGqlType *type = value;

      for (guint i = 0; i < type->fields.length; i++)
        for (guint j = 0; j < type->fields.items[i]->arguments.length; j++)
          if (!build_default (builder, type->fields.items[i]->arguments.items[j]))
            return FALSE;
    }
  for (guint i = 0; i < builder->schema->directives.length; i++)
    for (guint j = 0; j < builder->schema->directives.items[i]->arguments.length; j++)
      if (!build_default (builder, builder->schema->directives.items[i]->arguments.items[j]))
        return FALSE;
  return TRUE;
}

/* Lists a type and what it refers to, as the reference orders `__schema { types }`. */
static void
list_type (UoisGqlSchema *schema, GHashTable *listed, const UoisGqlType *type)
{
  if (!g_hash_table_add (listed, (gpointer) type))
    return;
  uois_arena_append (&schema->arena, &schema->types, type);

  for (guint i = 0; i < type->possible_types.length && type->kind == UOIS_GQL_TYPE_UNION; i++)
    list_type (schema, listed, type->possible_types.items[i]);
  for (guint i = 0; i < type->interfaces.length; i++)
    list_type (schema, listed, type->interfaces.items[i]);
  for (guint i = 0; i < type->fields.length; i++)
    {
      list_type (schema, listed, type->fields.items[i]->type->named);
      for (guint j = 0; j < type->fields.items[i]->arguments.length; j++)
        list_type (schema, listed, type->fields.items[i]->arguments.items[j]->type->named);
    }
  for (guint i = 0; i < type->input_fields.length; i++)
    list_type (schema, listed, type->input_fields.items[i]->type->named);
}

static void
list_types (UoisGqlSchema *schema)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (NULL, NULL);

  UOIS_NODE_FOREACH (schema->document, uois_document_get_root (schema->document), node)
  {
    const DefinitionKind *kind = find_definition_kind (uois_node_get_kind (schema->document, node));

    if (kind && kind->definition == uois_node_get_kind (schema->document, node))
      list_type (schema, listed, uois_gql_schema_find_type (schema, uois_node_get_text (schema->document, node)));
  }
  for (guint i = 0; i < schema->directives.length; i++)
    for (guint j = 0; j < schema->directives.items[i]->arguments.length; j++)
      list_type (schema, listed, schema->directives.items[i]->arguments.items[j]->type->named);
  list_type (schema, listed, schema->schema_field->type->named);
}

static gboolean
build (Builder *builder)
{
  UoisGqlSchema *schema = builder->schema;
  const UoisGqlType *meta_fields;

  if (!define_types (builder, schema->built_in) || !define_types (builder, schema->document) ||
      !build_document (builder, schema->built_in, FALSE) || !build_document (builder, schema->document, FALSE) ||
      !build_document (builder, schema->document, TRUE) || !build_roots (builder, schema->document) ||
      !build_defaults (builder))
    return FALSE;

  meta_fields = uois_gql_schema_find_type (schema, "__MetaFields");
  schema->schema_field = g_hash_table_lookup (meta_fields->members, "__schema");
  schema->type_field = g_hash_table_lookup (meta_fields->members, "__type");
  schema->typename_field = g_hash_table_lookup (meta_fields->members, "__typename");
  schema->boolean = uois_gql_schema_find_type (schema, "Boolean");
  schema->string = uois_gql_schema_find_type (schema, "String");
  list_types (schema);
  return TRUE;
}

UoisGqlSchema *
uois_gql_schema_new_from_sdl (const char *sdl, gsize length, GError **error)
{
  static const UoisParseLimits no_limits = { 0 };
  g_autoptr (UoisGqlSchema) schema = g_new0 (UoisGqlSchema, 1);
  Builder builder = { .schema = schema, .error = error };
  UoisSourceLocation location;

  g_atomic_ref_count_init (&schema->reference_count);
  schema->types_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  schema->directives_by_name = g_hash_table_new (g_str_hash, g_str_equal);

  schema->built_in =
      uois_document_parse (uois_gql_introspection_text, uois_gql_introspection_text_length, &no_limits, NULL, error);
  g_assert (schema->built_in != NULL);
  schema->document = uois_document_parse (sdl, length, &no_limits, &location, error);
  if (schema->document == NULL)
    {
      g_prefix_error (error, "%u:%u: ", location.line, location.column);
      return NULL;
    }
  return build (&builder) ? g_steal_pointer (&schema) : NULL;
}

/* Every field of a type that the registry knows is bound to the registry's field of that name. */
static gboolean
bind_type (UoisGqlType *type, const UoisRegistry *registry, const UoisGqlSchema *schema, GError **error)
{
  type->binding = uois_registry_find_type (registry, type->name);

  for (guint i = 0; i < type->fields.length; i++)
    {
      UoisGqlField *field = (UoisGqlField *) type->fields.items[i];

      if (type == schema->query)
        field->binding = uois_registry_find_query (registry, field->name);
      else if (type == schema->mutation)
        field->binding = uois_registry_find_mutation (registry, field->name);
      else if (type->binding)
        field->binding = uois_type_find_field (type->binding, field->name);
      if (field->binding == NULL)
        {
          g_set_error (error, UOIS_ERROR, UOIS_ERROR_INTERNAL, "The API has a field %s.%s that no declaration has.",
                       type->name, field->name);
          return FALSE;
        }
    }
  return TRUE;
}

UoisGqlSchema *
uois_gql_schema_new (UoisRegistry *registry, GError **error)
{
  g_autofree char *sdl = uois_api_print (registry, NULL);
  g_autoptr (UoisGqlSchema) schema = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), error);

  if (schema == NULL)
    {
      if (error && *error)
        (*error)->code = UOIS_ERROR_INTERNAL;
      return NULL;
    }

  schema->registry = uois_registry_ref (registry);
  for (guint i = 0; i < schema->types.length; i++)
    {
      UoisGqlType *type = (UoisGqlType *) schema->types.items[i];

      if (type->kind == UOIS_GQL_TYPE_OBJECT && !g_str_has_prefix (type->name, "__") &&
          !bind_type (type, registry, schema, error))
        return NULL;
    }
  return g_steal_pointer (&schema);
}

UoisGqlSchema *
uois_gql_schema_ref (UoisGqlSchema *schema)
{
  g_atomic_ref_count_inc (&schema->reference_count);
  return schema;
}

void
uois_gql_schema_unref (UoisGqlSchema *schema)
{
  GHashTableIter iterator;
  gpointer value;

  if (!g_atomic_ref_count_dec (&schema->reference_count))
    return;

  g_hash_table_iter_init (&iterator, schema->types_by_name);
  while (g_hash_table_iter_next (&iterator, NULL, &value))
    g_clear_pointer (&((UoisGqlType *) value)->members, g_hash_table_unref);
  g_hash_table_unref (schema->types_by_name);
  g_hash_table_unref (schema->directives_by_name);
  g_clear_pointer (&schema->built_in, uois_document_unref);
  g_clear_pointer (&schema->document, uois_document_unref);
  g_clear_pointer (&schema->registry, uois_registry_unref);
  uois_arena_clear (&schema->arena);
  g_free (schema);
}
