/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/errors.h"
#include "gql/gql.h"
#include "gql/value.h"
#include "language/ast.h"
#include "schema/arena.h"
#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * SECTION: The type system (section 3 of the specification)
 *
 * Everything here belongs to one #UoisGqlSchema and is immutable once that is
 * made.
 */
typedef struct _UoisGqlType UoisGqlType;
typedef struct _UoisGqlField UoisGqlField;
typedef struct _UoisGqlInputValue UoisGqlInputValue;
typedef struct _UoisGqlEnumValue UoisGqlEnumValue;
typedef struct _UoisGqlDirective UoisGqlDirective;

/* In the order of `__TypeKind`. */
typedef enum
{
  UOIS_GQL_TYPE_SCALAR,
  UOIS_GQL_TYPE_OBJECT,
  UOIS_GQL_TYPE_INTERFACE,
  UOIS_GQL_TYPE_UNION,
  UOIS_GQL_TYPE_ENUM,
  UOIS_GQL_TYPE_INPUT_OBJECT,
  UOIS_GQL_TYPE_LIST,
  UOIS_GQL_TYPE_NON_NULL,
} UoisGqlTypeKind;

/**
 * UoisGqlScalar: how the values of a scalar type are coerced; by its name.
 * @UOIS_GQL_SCALAR_ANY: a scalar that we know nothing of: any literal, kept as text
 * @UOIS_GQL_SCALAR_REPRESENTATION: `_Any`, coerced to an object (`representation.h`)
 */
typedef enum
{
  UOIS_GQL_SCALAR_ANY,
  UOIS_GQL_SCALAR_INT,
  UOIS_GQL_SCALAR_FLOAT,
  UOIS_GQL_SCALAR_STRING,
  UOIS_GQL_SCALAR_BOOLEAN,
  UOIS_GQL_SCALAR_ID,
  UOIS_GQL_SCALAR_UUID,
  UOIS_GQL_SCALAR_DATETIME,
  UOIS_GQL_SCALAR_DATE,
  UOIS_GQL_SCALAR_TIMEDELTA,
  UOIS_GQL_SCALAR_REPRESENTATION,
} UoisGqlScalar;

/**
 * UoisGqlInputValue: an argument or an input field.
 * @node: its definition, in @document
 * @index: among the arguments of its field or the fields of its type
 * @default_node: (nullable): its literal, in @document
 * @default_value: (nullable): %NULL if there is no default
 * @deprecated: (nullable): the reason
 */
struct _UoisGqlInputValue
{
  const char *name;
  const char *description;
  const char *deprecated;
  guint index;
  const UoisGqlType *type;
  const UoisDocument *document;
  UoisNode node;
  UoisNode default_node;
  const UoisGqlValue *default_value;
};

/**
 * UoisGqlField:
 * @owner: the object or interface type that has it
 * @node: its definition
 * @binding: (nullable): where its value comes from, in a schema made from a registry
 */
struct _UoisGqlField
{
  const char *name;
  const char *description;
  const char *deprecated;
  const UoisGqlType *owner;
  UoisNode node;
  const UoisGqlType *type;
  UOIS_ARRAY_OF (UoisGqlInputValue) arguments;
  const UoisField *binding;
};

struct _UoisGqlEnumValue
{
  const char *name;
  const char *description;
  const char *deprecated;
  UoisNode node;
};

/**
 * UoisGqlType: a named type, or a list or non-null type of another.
 * @text: as it is written, "[UUID!]"
 * @name: (nullable): %NULL for a wrapping type
 * @node: its definition in the schema's document; 0 if it is built in
 * @of: (nullable): what a wrapping type wraps
 * @named: the named type innermost in it, or itself
 * @interfaces: of an object or interface type
 * @possible_types: object types that a value of an abstract type can have
 * @members: (element-type utf8 pointer): fields, input fields or enum values by name
 * @binding: (nullable): the type of the registry
 */
struct _UoisGqlType
{
  UoisGqlTypeKind kind;
  const char *text;
  const char *name;
  const char *description;
  UoisNode node;
  const UoisGqlType *of;
  const UoisGqlType *named;

  UoisGqlScalar scalar;
  const char *specified_by;
  gboolean one_of;
  UOIS_ARRAY_OF (UoisGqlField) fields;
  UOIS_ARRAY_OF (UoisGqlType) interfaces;
  UOIS_ARRAY_OF (UoisGqlType) possible_types;
  UOIS_ARRAY_OF (UoisGqlEnumValue) values;
  UOIS_ARRAY_OF (UoisGqlInputValue) input_fields;
  GHashTable *members;
  const UoisType *binding;

  /* The wrapping types of this one that the schema itself uses. */
  const UoisGqlType *list;
  const UoisGqlType *non_null;
};

struct _UoisGqlDirective
{
  const char *name;
  const char *description;
  gboolean repeatable;
  UoisNode node;
  UOIS_ARRAY_OF (char) locations;
  UOIS_ARRAY_OF (UoisGqlInputValue) arguments;
};

struct _UoisGqlSchema
{
  gatomicrefcount reference_count;
  UoisArena arena;
  const char *description;
  UOIS_ARRAY_OF (UoisGqlType) types; /* in the order of introspection */
  UOIS_ARRAY_OF (UoisGqlDirective) directives;
  const UoisGqlType *query;
  const UoisGqlType *mutation;     /* nullable */
  const UoisGqlType *subscription; /* nullable */
  const UoisGqlType *boolean;
  const UoisGqlType *string;
  const UoisGqlField *schema_field;
  const UoisGqlField *type_field;
  const UoisGqlField *typename_field;
  const UoisGqlType *meta_fields;     /* has these three */
  const UoisGqlField *service_field;  /* nullable: of a service of a federation */
  const UoisGqlField *entities_field; /* nullable: likewise */
  const UoisDomain *domain;           /* nullable: what that service is; NULL for all domains */

  /*< owned >*/
  GHashTable *types_by_name;
  GHashTable *directives_by_name;
  UoisDocument *built_in;
  UoisDocument *document;
  UoisRegistry *registry; /* nullable */
};

/**
 * uois_gql_schema_new_checked:
 * @errors: gets what is wrong with @sdl, as the reference says it
 *
 * Like uois_gql_schema_new_from_sdl(), with all errors.
 */
UoisGqlSchema *uois_gql_schema_new_checked (const char *sdl, gsize length, UoisGqlErrors *errors);

/* Look-ups return NULL for an unknown name. */
const UoisGqlType *uois_gql_schema_find_type (const UoisGqlSchema *schema, const char *name);
const UoisGqlDirective *uois_gql_schema_find_directive (const UoisGqlSchema *schema, const char *name);
const UoisGqlType *uois_gql_schema_get_root (const UoisGqlSchema *schema, UoisOperationType operation);
/* The field of a composite type, `__typename` and, on the query root, the other introspection fields included. */
const UoisGqlField *uois_gql_schema_find_field (const UoisGqlSchema *schema, const UoisGqlType *type, const char *name);
/**
 * uois_gql_schema_resolve_type:
 * @arena: where wrapping types are made that the schema does not have
 *
 * Returns: (nullable): the type that a type reference names; %NULL if there is no such named type
 */
const UoisGqlType *uois_gql_schema_resolve_type (const UoisGqlSchema *schema,
                                                 UoisArena *arena,
                                                 const UoisDocument *document,
                                                 UoisNode node);
/* The wrapping type of @kind around @of. */
const UoisGqlType *uois_gql_type_wrap (UoisArena *arena, UoisGqlTypeKind kind, const UoisGqlType *of);

const UoisGqlInputValue *uois_gql_type_find_input_field (const UoisGqlType *type, const char *name);
const UoisGqlEnumValue *uois_gql_type_find_value (const UoisGqlType *type, const char *name);
const UoisGqlInputValue *uois_gql_field_find_argument (const UoisGqlField *field, const char *name);
const UoisGqlInputValue *uois_gql_directive_find_argument (const UoisGqlDirective *directive, const char *name);

static inline gboolean
uois_gql_type_is_leaf (const UoisGqlType *type)
{
  return type->kind == UOIS_GQL_TYPE_SCALAR || type->kind == UOIS_GQL_TYPE_ENUM;
}

static inline gboolean
uois_gql_type_is_abstract (const UoisGqlType *type)
{
  return type->kind == UOIS_GQL_TYPE_INTERFACE || type->kind == UOIS_GQL_TYPE_UNION;
}

static inline gboolean
uois_gql_type_is_composite (const UoisGqlType *type)
{
  return type->kind == UOIS_GQL_TYPE_OBJECT || uois_gql_type_is_abstract (type);
}

static inline const UoisGqlType *
uois_gql_type_get_nullable (const UoisGqlType *type)
{
  return type->kind == UOIS_GQL_TYPE_NON_NULL ? type->of : type;
}

/* Sections 3.2 "IsInputType" and "IsOutputType". */
gboolean uois_gql_type_is_input (const UoisGqlType *type);
gboolean uois_gql_type_is_output (const UoisGqlType *type);
/* Whether an argument or input field must be given. */
gboolean uois_gql_input_value_is_required (const UoisGqlInputValue *value);
/* Whether @possible is one of the object types of @abstract, or an interface that implements it. */
gboolean uois_gql_type_is_possible (const UoisGqlType *abstract, const UoisGqlType *possible);
/* Whether a value of @type can be used where @super is expected. */
gboolean uois_gql_type_is_sub_type (const UoisGqlType *type, const UoisGqlType *super);
/* Whether two composite types have an object type in common. */
gboolean uois_gql_types_overlap (const UoisGqlType *a, const UoisGqlType *b);

G_END_DECLS
