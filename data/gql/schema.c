/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/type-system.h"

#include "base/error.h"
#include "gql/coercion.h"
#include "gql/federation.h"
#include "gql/schema-validation.h"
#include "gql/validation/validation.h"
#include "language/parser.h"
#include "schema/api.h"

#include <string.h>

extern const char uois_gql_introspection_text[];
extern const unsigned long uois_gql_introspection_text_length;

/* Definitions are texts of people who may write as much as they like. */
static const UoisParseLimits no_limits = { 0 };

/* Makes a schema from the built-in definitions and a document that keeps the rules of one. */
typedef struct
{
  UoisGqlSchema *schema;
  const UoisDocument *document; /* the one that is read now */
  gboolean own_scalars;         /* whether UUID and the like mean what the file holds */
} Builder;

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
find_scalar (const Builder *builder, const char *name)
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
    [UOIS_GQL_SCALAR_REPRESENTATION] = "_Any",
  };

  guint n_names = builder->own_scalars ? G_N_ELEMENTS (names) : UOIS_GQL_SCALAR_ID + 1;

  for (guint i = UOIS_GQL_SCALAR_INT; i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return UOIS_GQL_SCALAR_ANY;
}

/* Every named type gets its place first, so that definitions can refer to each other. What is built in cannot be defined otherwise. */
static void
define_types (Builder *builder, const UoisDocument *document)
{
  UoisGqlSchema *schema = builder->schema;

  builder->document = document;
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    const DefinitionKind *kind = find_definition_kind (uois_node_get_kind (document, node));
    const char *name = uois_node_get_text (document, node);
    UoisGqlType *type;

    if (kind == NULL || kind->definition != uois_node_get_kind (document, node) ||
        g_hash_table_contains (schema->types_by_name, name))
      continue;

    type = uois_arena_new (&schema->arena, UoisGqlType);
    type->kind = kind->kind;
    type->name = type->text = name;
    type->named = type;
    type->node = document == schema->document ? node : 0;
    if (type->kind == UOIS_GQL_TYPE_SCALAR)
      type->scalar = find_scalar (builder, name);
    else if (type->kind != UOIS_GQL_TYPE_UNION)
      type->members = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_insert (schema->types_by_name, (gpointer) name, type);
  }
}

static const UoisGqlType *
resolve_type (Builder *builder, UoisNode node)
{
  UoisGqlSchema *schema = builder->schema;
  UoisGqlType *of;

  if (uois_node_get_kind (builder->document, node) == UOIS_NODE_NAMED_TYPE)
    return uois_gql_schema_find_type (schema, uois_node_get_text (builder->document, node));

  of = (UoisGqlType *) resolve_type (builder, uois_node_get_type (builder->document, node));
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
  value->node = node;
  value->default_node = uois_node_get_value (builder->document, node);
  value->type = resolve_type (builder, uois_node_get_type (builder->document, node));
  return value;
}

static void
build_field (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlField *field = uois_arena_new (&builder->schema->arena, UoisGqlField);

  field->name = uois_node_get_text (builder->document, node);
  field->description = uois_node_get_description (builder->document, node);
  field->deprecated = get_deprecation (builder, node);
  field->owner = owner;
  field->node = node;
  field->type = resolve_type (builder, uois_node_get_type (builder->document, node));
  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  {
    UoisGqlInputValue *value = build_input_value (builder, argument, field->arguments.length);

    uois_arena_append (&builder->schema->arena, &field->arguments, value);
  }
  g_hash_table_insert (owner->members, (gpointer) field->name, field);
  uois_arena_append (&builder->schema->arena, &owner->fields, field);
}

static void
build_input_field (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlInputValue *value = build_input_value (builder, node, owner->input_fields.length);

  g_hash_table_insert (owner->members, (gpointer) value->name, value);
  uois_arena_append (&builder->schema->arena, &owner->input_fields, value);
}

static void
build_enum_value (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlEnumValue *value = uois_arena_new (&builder->schema->arena, UoisGqlEnumValue);

  value->name = uois_node_get_text (builder->document, node);
  value->description = uois_node_get_description (builder->document, node);
  value->deprecated = get_deprecation (builder, node);
  value->node = node;
  g_hash_table_insert (owner->members, (gpointer) value->name, value);
  uois_arena_append (&builder->schema->arena, &owner->values, value);
}

/* A name after `implements`, or a member of a union. */
static void
build_reference (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  UoisGqlType *type = (UoisGqlType *) resolve_type (builder, node);

  if (owner->kind == UOIS_GQL_TYPE_UNION)
    {
      uois_arena_append (&builder->schema->arena, &owner->possible_types, type);
      return;
    }
  uois_arena_append (&builder->schema->arena, &owner->interfaces, type);
  if (owner->kind == UOIS_GQL_TYPE_OBJECT && type->kind == UOIS_GQL_TYPE_INTERFACE)
    uois_arena_append (&builder->schema->arena, &type->possible_types, owner);
}

static void
build_member (Builder *builder, UoisGqlType *owner, UoisNode node)
{
  switch ((int) uois_node_get_kind (builder->document, node))
    {
    case UOIS_NODE_FIELD_DEFINITION:
      build_field (builder, owner, node);
      break;
    case UOIS_NODE_INPUT_VALUE_DEFINITION:
      build_input_field (builder, owner, node);
      break;
    case UOIS_NODE_ENUM_VALUE_DEFINITION:
      build_enum_value (builder, owner, node);
      break;
    case UOIS_NODE_NAMED_TYPE:
      build_reference (builder, owner, node);
      break;
    default:
      break;
    }
}

/* What a definition or extension says of its type. */
static void
build_type (Builder *builder, UoisNode node)
{
  UoisGqlType *type =
      g_hash_table_lookup (builder->schema->types_by_name, uois_node_get_text (builder->document, node));
  const char *url = get_directive_text (builder, node, "specifiedBy", "url", NULL);
  const char *description = uois_node_get_description (builder->document, node);

  if (type->node == 0 && builder->document != builder->schema->built_in)
    return;

  if (description)
    type->description = description;
  if (url)
    type->specified_by = url;
  if (uois_node_find_directive (builder->document, node, "oneOf") != 0)
    type->one_of = TRUE;
  UOIS_NODE_FOREACH (builder->document, node, member)
  build_member (builder, type, member);
}

/* A document may define the standard directives otherwise, so it is read before what is built in. */
static void
build_directive (Builder *builder, UoisNode node)
{
  UoisGqlSchema *schema = builder->schema;
  const char *name = uois_node_get_text (builder->document, node);
  UoisGqlDirective *directive;

  if (g_hash_table_contains (schema->directives_by_name, name))
    return;

  directive = uois_arena_new (&schema->arena, UoisGqlDirective);
  directive->name = name;
  directive->description = uois_node_get_description (builder->document, node);
  directive->repeatable = uois_node_get_repeatable (builder->document, node);
  directive->node = node;
  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_DIRECTIVE_LOCATION, location)
  {
    uois_arena_append (&schema->arena, &directive->locations, uois_node_get_text (builder->document, location));
  }
  UOIS_NODE_FOREACH_KIND (builder->document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  {
    UoisGqlInputValue *value = build_input_value (builder, argument, directive->arguments.length);

    uois_arena_append (&schema->arena, &directive->arguments, value);
  }
  g_hash_table_insert (schema->directives_by_name, (gpointer) name, directive);
  uois_arena_append (&schema->arena, &schema->directives, directive);
}

static void
build_directives (Builder *builder, const UoisDocument *document)
{
  builder->document = document;
  UOIS_NODE_FOREACH_KIND (document, uois_document_get_root (document), UOIS_NODE_DIRECTIVE_DEFINITION, node)
  build_directive (builder, node);
}

/* @extensions: read those instead of the definitions. */
static void
build_types (Builder *builder, const UoisDocument *document, gboolean extensions)
{
  builder->document = document;
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    UoisNodeKind node_kind = uois_node_get_kind (document, node);
    const DefinitionKind *kind = find_definition_kind (node_kind);

    if (kind && (kind->extension == node_kind) == extensions)
      build_type (builder, node);
  }
}

/* ---- The schema as a whole ---- */

/* Section 3.3: the roots are named by `schema`, or have their default names if there is none. */
static void
build_roots (Builder *builder, const UoisDocument *document)
{
  static const char *const default_names[] = { "Query", "Mutation", "Subscription" };
  UoisGqlSchema *schema = builder->schema;
  const UoisGqlType **roots[] = { &schema->query, &schema->mutation, &schema->subscription };
  UoisNode root = uois_document_get_root (document);
  gboolean is_defined = uois_node_get_child (document, root, UOIS_NODE_SCHEMA_DEFINITION) != 0;

  builder->document = document;
  for (guint i = 0; i < G_N_ELEMENTS (roots) && !is_defined; i++)
    *roots[i] = uois_gql_schema_find_type (schema, default_names[i]);
  UOIS_NODE_FOREACH (document, root, definition)
  {
    UoisNodeKind kind = uois_node_get_kind (document, definition);

    if (kind != UOIS_NODE_SCHEMA_DEFINITION && kind != UOIS_NODE_SCHEMA_EXTENSION)
      continue;
    if (kind == UOIS_NODE_SCHEMA_DEFINITION)
      schema->description = uois_node_get_description (document, definition);
    UOIS_NODE_FOREACH_KIND (document, definition, UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION, node)
    *roots[uois_node_get_operation_type (document, node)] = resolve_type (builder, uois_node_get_type (document, node));
  }
}

static void
build_default (Builder *builder, const UoisGqlInputValue *input_value)
{
  UoisGqlInputValue *value = (UoisGqlInputValue *) input_value;

  if (value->default_node != 0)
    value->default_value =
        uois_gql_coerce_literal (&builder->schema->arena, value->document, value->default_node, value->type, NULL);
}

/* A literal takes in the defaults of the input objects that it is made of, so these come first. */
static void
build_input_defaults (Builder *builder, GHashTable *visited, const UoisGqlType *type)
{
  if (type->kind != UOIS_GQL_TYPE_INPUT_OBJECT || !g_hash_table_add (visited, (gpointer) type))
    return;
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      build_input_defaults (builder, visited, type->input_fields.items[i]->type->named);
      build_default (builder, type->input_fields.items[i]);
    }
}

static void
build_defaults (Builder *builder)
{
  UoisGqlSchema *schema = builder->schema;
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < schema->types.length; i++)
    build_input_defaults (builder, visited, schema->types.items[i]);
  for (guint i = 0; i < schema->types.length; i++)
    for (guint j = 0; j < schema->types.items[i]->fields.length; j++)
      for (guint k = 0; k < schema->types.items[i]->fields.items[j]->arguments.length; k++)
        build_default (builder, schema->types.items[i]->fields.items[j]->arguments.items[k]);
  for (guint i = 0; i < schema->directives.length; i++)
    for (guint j = 0; j < schema->directives.items[i]->arguments.length; j++)
      build_default (builder, schema->directives.items[i]->arguments.items[j]);
}

static void list_type (UoisGqlSchema *schema, GHashTable *listed, const UoisGqlType *type);

/* What a document defines has its place in the list already. */
static void
list_reference (UoisGqlSchema *schema, GHashTable *listed, const UoisGqlType *type)
{
  if (type->named->node == 0)
    list_type (schema, listed, type->named);
}

/* Lists a type and what it alone refers to, as the reference orders `__schema { types }`. */
static void
list_type (UoisGqlSchema *schema, GHashTable *listed, const UoisGqlType *type)
{
  if (!g_hash_table_add (listed, (gpointer) type))
    return;
  uois_arena_append (&schema->arena, &schema->types, type);

  for (guint i = 0; i < type->possible_types.length && type->kind == UOIS_GQL_TYPE_UNION; i++)
    list_reference (schema, listed, type->possible_types.items[i]);
  for (guint i = 0; i < type->interfaces.length; i++)
    list_reference (schema, listed, type->interfaces.items[i]);
  for (guint i = 0; i < type->fields.length; i++)
    {
      list_reference (schema, listed, type->fields.items[i]->type);
      for (guint j = 0; j < type->fields.items[i]->arguments.length; j++)
        list_reference (schema, listed, type->fields.items[i]->arguments.items[j]->type);
    }
  for (guint i = 0; i < type->input_fields.length; i++)
    list_reference (schema, listed, type->input_fields.items[i]->type);
}

/* What nothing refers to is no type of the schema, although it is built in. */
static gboolean
is_unlisted (gpointer name, gpointer type, gpointer listed)
{
  return !g_hash_table_contains (listed, type);
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
      list_reference (schema, listed, schema->directives.items[i]->arguments.items[j]->type);
  list_type (schema, listed, schema->schema_field->type->named);
  g_hash_table_foreach_remove (schema->types_by_name, is_unlisted, listed);
}

/* The fields that every selection set has are those of a type that nobody sees. */
static void
take_meta_fields (UoisGqlSchema *schema)
{
  schema->meta_fields = uois_gql_schema_find_type (schema, "__MetaFields");
  g_hash_table_remove (schema->types_by_name, schema->meta_fields->name);
  schema->schema_field = g_hash_table_lookup (schema->meta_fields->members, "__schema");
  schema->type_field = g_hash_table_lookup (schema->meta_fields->members, "__type");
  schema->typename_field = g_hash_table_lookup (schema->meta_fields->members, "__typename");
  schema->boolean = uois_gql_schema_find_type (schema, "Boolean");
  schema->string = uois_gql_schema_find_type (schema, "String");
}

/* NULL, with an error, if @sdl cannot be parsed. */
static UoisGqlSchema *
schema_new (const char *sdl, gsize length, UoisGqlErrors *errors)
{
  UoisSourceLocation location;
  g_autoptr (GError) error = NULL;
  UoisDocument *document = uois_document_parse (sdl, length, &no_limits, &location, &error);
  UoisGqlSchema *schema;

  if (document == NULL)
    {
      uois_gql_errors_add_at (errors, &location, 1, g_strdup (error->message));
      return NULL;
    }
  schema = g_new0 (UoisGqlSchema, 1);
  g_atomic_ref_count_init (&schema->reference_count);
  schema->types_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  schema->directives_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  schema->document = document;
  schema->built_in =
      uois_document_parse (uois_gql_introspection_text, uois_gql_introspection_text_length, &no_limits, NULL, NULL);
  g_assert (schema->built_in != NULL);
  return schema;
}

/* What is built in, by itself: for the rules of documents. */
static void
build_standard (Builder *builder)
{
  define_types (builder, builder->schema->built_in);
  build_types (builder, builder->schema->built_in, FALSE);
  build_directives (builder, builder->schema->built_in);
  take_meta_fields (builder->schema);
}

static void
build (Builder *builder)
{
  UoisGqlSchema *schema = builder->schema;

  define_types (builder, schema->document);
  build_types (builder, schema->document, FALSE);
  build_types (builder, schema->document, TRUE);
  g_hash_table_remove_all (schema->directives_by_name);
  schema->directives.length = 0;
  build_directives (builder, schema->document);
  build_directives (builder, schema->built_in);
  build_roots (builder, schema->document);
  list_types (schema);
}

/* FALSE, with errors, if the document is no valid schema. */
static gboolean
build_checked (UoisGqlSchema *schema, gboolean own_scalars, UoisGqlErrors *errors)
{
  Builder builder = { .schema = schema, .own_scalars = own_scalars };

  build_standard (&builder);
  if (!uois_gql_validate_type_system (schema, schema->document, errors))
    return FALSE;
  build (&builder);
  if (!uois_gql_validate_schema (schema, errors))
    return FALSE;
  build_defaults (&builder);
  return uois_gql_validate_defaults (schema, errors);
}

UoisGqlSchema *
uois_gql_schema_new_checked (const char *sdl, gsize length, UoisGqlErrors *errors)
{
  g_autoptr (UoisGqlSchema) schema = schema_new (sdl, length, errors);

  return schema && build_checked (schema, FALSE, errors) ? g_steal_pointer (&schema) : NULL;
}

/* The first of some errors as one for the caller. */
static void
set_error (GError **error, UoisError code, const UoisGqlErrors *errors)
{
  UoisSourceLocation location = { 1, 1 };

  uois_gql_errors_get_location (errors, 0, &location);
  g_set_error (error, UOIS_ERROR, code, "%u:%u: %s", location.line, location.column,
               uois_gql_errors_get_message (errors, 0));
}

UoisGqlSchema *
uois_gql_schema_new_from_sdl (const char *sdl, gsize length, GError **error)
{
  g_auto (UoisGqlErrors) errors;
  g_autoptr (UoisGqlSchema) schema = NULL;

  uois_gql_errors_init (&errors, 1);
  schema = schema_new (sdl, length, &errors);
  if (schema && build_checked (schema, FALSE, &errors))
    return g_steal_pointer (&schema);
  set_error (error, schema ? UOIS_ERROR_INVALID : UOIS_ERROR_SYNTAX, &errors);
  return NULL;
}

/* Declarations have no names that begin so. */
static gboolean
is_of_federation (const char *name)
{
  return *name == '_';
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
      if (field->binding == NULL && !is_of_federation (field->name))
        {
          g_set_error (error, UOIS_ERROR, UOIS_ERROR_INTERNAL, "The API has a field %s.%s that no declaration has.",
                       type->name, field->name);
          return FALSE;
        }
    }
  return TRUE;
}

static UoisGqlSchema *
schema_new_from_registry (UoisRegistry *registry, const UoisDomain *domain, UoisApiForm form, GError **error)
{
  g_autofree char *sdl = uois_api_print_form (registry, domain, form);
  g_auto (UoisGqlErrors) errors;
  g_autoptr (UoisGqlSchema) schema = NULL;

  uois_gql_errors_init (&errors, 1);
  schema = schema_new (sdl, strlen (sdl), &errors);
  if (schema == NULL || !build_checked (schema, TRUE, &errors))
    {
      set_error (error, UOIS_ERROR_INTERNAL, &errors);
      return NULL;
    }

  schema->registry = uois_registry_ref (registry);
  schema->domain = domain;
  for (guint i = 0; i < schema->types.length; i++)
    {
      UoisGqlType *type = (UoisGqlType *) schema->types.items[i];

      if (type->kind == UOIS_GQL_TYPE_OBJECT && !is_of_federation (type->name) &&
          !bind_type (type, registry, schema, error))
        return NULL;
    }
  return g_steal_pointer (&schema);
}

UoisGqlSchema *
uois_gql_schema_new (UoisRegistry *registry, GError **error)
{
  return schema_new_from_registry (registry, NULL, UOIS_API_CLIENT, error);
}

UoisGqlSchema *
uois_gql_schema_new_service (UoisRegistry *registry, const UoisDomain *domain, GError **error)
{
  UoisGqlSchema *schema = schema_new_from_registry (registry, domain, UOIS_API_SERVICE, error);

  if (schema)
    uois_gql_federation_bind (schema);
  return schema;
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

  if (schema->meta_fields)
    g_hash_table_unref (schema->meta_fields->members);
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
