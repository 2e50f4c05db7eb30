/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SECTION: The syntax tree
 *
 * A parsed GraphQL document (specification of September 2025). The tree lies
 * flat in one array: a node is a number, its children are a linked list in
 * source order, and all texts stand zero-terminated in one buffer. A document
 * is immutable after parsing and may be read from any thread.
 *
 * Node 0 stands for "no node": it has kind %UOIS_NODE_NONE, no children and an
 * empty text, so that look-ups can be chained without checks.
 */
typedef struct _UoisDocument UoisDocument;

/* A node of one document. */
typedef guint32 UoisNode;

/**
 * UoisNodeKind: kinds of nodes, in the words of the specification's grammar.
 *
 * What each has as text and as children, in source order ("?" optional, "*" any
 * number). Text is what uois_node_get_text() returns.
 *
 * @UOIS_NODE_DOCUMENT: (Definition | Extension)*
 * @UOIS_NODE_OPERATION_DEFINITION: text: its name or ""; Description? VariableDefinition* Directive* SelectionSet
 * @UOIS_NODE_FRAGMENT_DEFINITION: text: its name; Description? NamedType (the type condition) Directive* SelectionSet
 * @UOIS_NODE_VARIABLE_DEFINITION: text: the variable's name; Description? Type Value? (the default) Directive*
 * @UOIS_NODE_SELECTION_SET: (Field | FragmentSpread | InlineFragment)*
 * @UOIS_NODE_FIELD: text: its name; Alias? Argument* Directive* SelectionSet?
 * @UOIS_NODE_ALIAS: text: the alias
 * @UOIS_NODE_FRAGMENT_SPREAD: text: the fragment's name; Directive*
 * @UOIS_NODE_INLINE_FRAGMENT: NamedType? (the type condition) Directive* SelectionSet
 * @UOIS_NODE_ARGUMENT: text: its name; Value
 * @UOIS_NODE_DIRECTIVE: text: its name; Argument*
 * @UOIS_NODE_VARIABLE: text: its name without "$"
 * @UOIS_NODE_INT_VALUE: text: as written
 * @UOIS_NODE_FLOAT_VALUE: text: as written
 * @UOIS_NODE_STRING_VALUE: text: the value, without quotes and escapes; may hold U+0000
 * @UOIS_NODE_BOOLEAN_VALUE: text: "true" or "false"
 * @UOIS_NODE_NULL_VALUE: text: "null"
 * @UOIS_NODE_ENUM_VALUE: text: its name
 * @UOIS_NODE_LIST_VALUE: Value*
 * @UOIS_NODE_OBJECT_VALUE: ObjectField*
 * @UOIS_NODE_OBJECT_FIELD: text: its name; Value
 * @UOIS_NODE_NAMED_TYPE: text: its name
 * @UOIS_NODE_LIST_TYPE: Type
 * @UOIS_NODE_NON_NULL_TYPE: NamedType | ListType
 * @UOIS_NODE_DESCRIPTION: text: the value of its string
 * @UOIS_NODE_SCHEMA_DEFINITION: Description? Directive* RootOperationTypeDefinition*
 * @UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION: text: "query", "mutation" or "subscription"; NamedType
 * @UOIS_NODE_SCALAR_TYPE_DEFINITION: text: its name; Description? Directive*
 * @UOIS_NODE_OBJECT_TYPE_DEFINITION: text: its name; Description? NamedType* (the interfaces) Directive* FieldDefinition*
 * @UOIS_NODE_INTERFACE_TYPE_DEFINITION: like an object type
 * @UOIS_NODE_UNION_TYPE_DEFINITION: text: its name; Description? Directive* NamedType* (the members)
 * @UOIS_NODE_ENUM_TYPE_DEFINITION: text: its name; Description? Directive* EnumValueDefinition*
 * @UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION: text: its name; Description? Directive* InputValueDefinition*
 * @UOIS_NODE_DIRECTIVE_DEFINITION: text: its name; Description? InputValueDefinition* DirectiveLocation*
 * @UOIS_NODE_FIELD_DEFINITION: text: its name; Description? InputValueDefinition* Type Directive*
 * @UOIS_NODE_INPUT_VALUE_DEFINITION: text: its name; Description? Type Value? (the default) Directive*
 * @UOIS_NODE_ENUM_VALUE_DEFINITION: text: its name; Description? Directive*
 * @UOIS_NODE_DIRECTIVE_LOCATION: text: "FIELD_DEFINITION" and the like
 * @UOIS_NODE_SCHEMA_EXTENSION: and the following: like the definition, without a description
 */
typedef enum
{
  UOIS_NODE_NONE,
  UOIS_NODE_DOCUMENT,

  /* Executable definitions */
  UOIS_NODE_OPERATION_DEFINITION,
  UOIS_NODE_FRAGMENT_DEFINITION,
  UOIS_NODE_VARIABLE_DEFINITION,
  UOIS_NODE_SELECTION_SET,
  UOIS_NODE_FIELD,
  UOIS_NODE_ALIAS,
  UOIS_NODE_FRAGMENT_SPREAD,
  UOIS_NODE_INLINE_FRAGMENT,
  UOIS_NODE_ARGUMENT,
  UOIS_NODE_DIRECTIVE,

  /* Values */
  UOIS_NODE_VARIABLE,
  UOIS_NODE_INT_VALUE,
  UOIS_NODE_FLOAT_VALUE,
  UOIS_NODE_STRING_VALUE,
  UOIS_NODE_BOOLEAN_VALUE,
  UOIS_NODE_NULL_VALUE,
  UOIS_NODE_ENUM_VALUE,
  UOIS_NODE_LIST_VALUE,
  UOIS_NODE_OBJECT_VALUE,
  UOIS_NODE_OBJECT_FIELD,

  /* Types */
  UOIS_NODE_NAMED_TYPE,
  UOIS_NODE_LIST_TYPE,
  UOIS_NODE_NON_NULL_TYPE,

  /* Type system definitions */
  UOIS_NODE_DESCRIPTION,
  UOIS_NODE_SCHEMA_DEFINITION,
  UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION,
  UOIS_NODE_SCALAR_TYPE_DEFINITION,
  UOIS_NODE_OBJECT_TYPE_DEFINITION,
  UOIS_NODE_INTERFACE_TYPE_DEFINITION,
  UOIS_NODE_UNION_TYPE_DEFINITION,
  UOIS_NODE_ENUM_TYPE_DEFINITION,
  UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION,
  UOIS_NODE_DIRECTIVE_DEFINITION,
  UOIS_NODE_FIELD_DEFINITION,
  UOIS_NODE_INPUT_VALUE_DEFINITION,
  UOIS_NODE_ENUM_VALUE_DEFINITION,
  UOIS_NODE_DIRECTIVE_LOCATION,

  /* Type system extensions */
  UOIS_NODE_SCHEMA_EXTENSION,
  UOIS_NODE_SCALAR_TYPE_EXTENSION,
  UOIS_NODE_OBJECT_TYPE_EXTENSION,
  UOIS_NODE_INTERFACE_TYPE_EXTENSION,
  UOIS_NODE_UNION_TYPE_EXTENSION,
  UOIS_NODE_ENUM_TYPE_EXTENSION,
  UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION,
} UoisNodeKind;

typedef enum
{
  UOIS_OPERATION_TYPE_QUERY,
  UOIS_OPERATION_TYPE_MUTATION,
  UOIS_OPERATION_TYPE_SUBSCRIPTION,
} UoisOperationType;

/**
 * UoisSourceLocation:
 * @line: from 1
 * @column: from 1, in UTF-16 code units, as graphql-js and editors count
 */
typedef struct
{
  guint line;
  guint column;
} UoisSourceLocation;

UoisDocument *uois_document_ref (UoisDocument *document);
void uois_document_unref (UoisDocument *document);

/* The node of kind %UOIS_NODE_DOCUMENT; for uois_value_literal_parse() and uois_type_reference_parse() the value or type. */
UoisNode uois_document_get_root (const UoisDocument *document);

/* One more than the largest node: the size of an array indexed by nodes. */
guint uois_document_get_n_nodes (const UoisDocument *document);

/* The source text, zero-terminated. */
const char *uois_document_get_source (const UoisDocument *document, gsize *length);

UoisNodeKind uois_node_get_kind (const UoisDocument *document, UoisNode node);

/* The node's text, see #UoisNodeKind; zero-terminated, never %NULL, lives as long as the document. */
const char *uois_node_get_text (const UoisDocument *document, UoisNode node);
/* Its length in bytes; only strings may hold further zero bytes. */
gsize uois_node_get_text_length (const UoisDocument *document, UoisNode node);

/* The node's source: byte offsets of its first byte and after its last one. */
gsize uois_node_get_start (const UoisDocument *document, UoisNode node);
gsize uois_node_get_end (const UoisDocument *document, UoisNode node);
/* Where the name that is the node's text begins: behind the keyword, "@" or "$". */
gsize uois_node_get_name_start (const UoisDocument *document, UoisNode node);

UoisNode uois_node_get_first_child (const UoisDocument *document, UoisNode node);
UoisNode uois_node_get_next (const UoisDocument *document, UoisNode node);

/* The first child of @kind, or 0. */
UoisNode uois_node_get_child (const UoisDocument *document, UoisNode node, UoisNodeKind kind);
/* The next sibling of @kind, or 0. */
UoisNode uois_node_get_next_of_kind (const UoisDocument *document, UoisNode node, UoisNodeKind kind);

#define UOIS_NODE_FOREACH(document, parent, child)                                                                     \
  for (UoisNode child = uois_node_get_first_child ((document), (parent)); child != 0;                                  \
       child = uois_node_get_next ((document), child))

#define UOIS_NODE_FOREACH_KIND(document, parent, kind, child)                                                          \
  for (UoisNode child = uois_node_get_child ((document), (parent), (kind)); child != 0;                                \
       child = uois_node_get_next_of_kind ((document), child, (kind)))

gboolean uois_node_kind_is_value (UoisNodeKind kind);
gboolean uois_node_kind_is_type (UoisNodeKind kind);
gboolean uois_node_kind_is_type_definition (UoisNodeKind kind);
/* Operations and fragments. */
gboolean uois_node_kind_is_executable (UoisNodeKind kind);

/**
 * uois_node_get_value:
 *
 * Returns: the value of an argument or object field, the default value of a variable or input value; 0 if there is none
 */
UoisNode uois_node_get_value (const UoisDocument *document, UoisNode node);

/**
 * uois_node_get_type:
 *
 * Returns: the type of a variable, field or input value; the item type of a list or non-null type; the type condition of a fragment; 0 if there is none
 */
UoisNode uois_node_get_type (const UoisDocument *document, UoisNode node);

/* The name that stands innermost in a type. */
const char *uois_node_get_named_type (const UoisDocument *document, UoisNode type);

UoisNode uois_node_get_selection_set (const UoisDocument *document, UoisNode node);

/* The alias of a field, or its name without one. */
const char *uois_node_get_response_name (const UoisDocument *document, UoisNode field);

/* The argument of that name of a field or directive, or the field of an object value; 0 if there is none. */
UoisNode uois_node_find_argument (const UoisDocument *document, UoisNode node, const char *name);
/* The first directive of that name on a node, or 0. */
UoisNode uois_node_find_directive (const UoisDocument *document, UoisNode node, const char *name);

/* The text of a node's description, or %NULL. */
const char *uois_node_get_description (const UoisDocument *document, UoisNode node);

/* Of an operation or a root operation type definition. */
UoisOperationType uois_node_get_operation_type (const UoisDocument *document, UoisNode node);
/* Whether a directive definition is repeatable. */
gboolean uois_node_get_repeatable (const UoisDocument *document, UoisNode node);
/* Whether a string or description is written as a block string. */
gboolean uois_node_get_block (const UoisDocument *document, UoisNode node);
/* Whether a boolean value is true. */
gboolean uois_node_get_boolean (const UoisDocument *document, UoisNode node);

/**
 * uois_node_get_integer:
 * @integer: (out): the value of an int value
 *
 * Returns: %FALSE if @node is no int value or does not fit in 64 bits
 */
gboolean uois_node_get_integer (const UoisDocument *document, UoisNode node, gint64 *integer);

UoisSourceLocation uois_document_locate (const UoisDocument *document, gsize offset);
UoisSourceLocation uois_node_locate (const UoisDocument *document, UoisNode node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDocument, uois_document_unref)

G_END_DECLS
