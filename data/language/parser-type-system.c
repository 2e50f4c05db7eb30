/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/parser-private.h"

#include "base/error.h"

/* Section 3 of the specification: the keyword of each type system definition and what follows its name. */
typedef void (*UoisDefinitionBody) (UoisParser *parser, UoisNode definition);

static void
append_description (UoisParser *parser, UoisNode definition)
{
  UoisNode description = uois_parser_parse_description (parser);

  if (description != 0)
    uois_parser_append (parser, definition, description);
}

static UoisNode
parse_input_value_definition (UoisParser *parser)
{
  UoisNode definition = uois_parser_begin (parser, UOIS_NODE_INPUT_VALUE_DEFINITION);

  append_description (parser, definition);
  uois_parser_parse_name (parser, definition);
  uois_parser_expect (parser, UOIS_TOKEN_COLON);
  uois_parser_append (parser, definition, uois_parser_parse_type (parser));
  if (uois_parser_accept (parser, UOIS_TOKEN_EQUALS))
    uois_parser_append (parser, definition, uois_parser_parse_constant_value (parser));
  uois_parser_parse_directives (parser, definition, TRUE);
  return uois_parser_end (parser, definition);
}

static void
parse_arguments_definition (UoisParser *parser, UoisNode parent)
{
  uois_parser_parse_optional_many (parser, parent, UOIS_TOKEN_PARENTHESIS_LEFT, parse_input_value_definition,
                                   UOIS_TOKEN_PARENTHESIS_RIGHT);
}

static UoisNode
parse_field_definition (UoisParser *parser)
{
  UoisNode definition = uois_parser_begin (parser, UOIS_NODE_FIELD_DEFINITION);

  append_description (parser, definition);
  uois_parser_parse_name (parser, definition);
  parse_arguments_definition (parser, definition);
  uois_parser_expect (parser, UOIS_TOKEN_COLON);
  uois_parser_append (parser, definition, uois_parser_parse_type (parser));
  uois_parser_parse_directives (parser, definition, TRUE);
  return uois_parser_end (parser, definition);
}

static UoisNode
parse_enum_value_definition (UoisParser *parser)
{
  UoisNode definition = uois_parser_begin (parser, UOIS_NODE_ENUM_VALUE_DEFINITION);

  append_description (parser, definition);
  if (uois_parser_peek_keyword (parser, "true") || uois_parser_peek_keyword (parser, "false") ||
      uois_parser_peek_keyword (parser, "null"))
    {
      g_autofree char *found = uois_lexer_describe_token (&parser->lexer);

      uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->lexer.token.start,
                       "Syntax Error: %s is reserved and cannot be used for an enum value.", found);
    }
  uois_parser_parse_name (parser, definition);
  uois_parser_parse_directives (parser, definition, TRUE);
  return uois_parser_end (parser, definition);
}

static UoisNode
parse_root_operation_type_definition (UoisParser *parser)
{
  UoisNode definition = uois_parser_begin (parser, UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION);
  UoisToken keyword = parser->lexer.token;
  UoisOperationType type = uois_parser_parse_operation_type (parser);

  parser->document->nodes[definition].detail = type;
  uois_document_set_text (parser->document, definition, parser->lexer.source + keyword.start,
                          keyword.end - keyword.start, keyword.start);
  uois_parser_expect (parser, UOIS_TOKEN_COLON);
  uois_parser_append (parser, definition, uois_parser_parse_named_type (parser));
  return uois_parser_end (parser, definition);
}

/* @separator? NamedType (@separator NamedType)* */
static void
parse_delimited_types (UoisParser *parser, UoisNode parent, UoisTokenKind separator)
{
  uois_parser_accept (parser, separator);
  do
    uois_parser_append (parser, parent, uois_parser_parse_named_type (parser));
  while (uois_parser_accept (parser, separator));
}

static void
parse_scalar (UoisParser *parser, UoisNode definition)
{
  uois_parser_parse_directives (parser, definition, TRUE);
}

static void
parse_object (UoisParser *parser, UoisNode definition)
{
  if (uois_parser_accept_keyword (parser, "implements"))
    parse_delimited_types (parser, definition, UOIS_TOKEN_AMPERSAND);
  uois_parser_parse_directives (parser, definition, TRUE);
  uois_parser_parse_optional_many (parser, definition, UOIS_TOKEN_BRACE_LEFT, parse_field_definition,
                                   UOIS_TOKEN_BRACE_RIGHT);
}

static void
parse_union (UoisParser *parser, UoisNode definition)
{
  uois_parser_parse_directives (parser, definition, TRUE);
  if (uois_parser_accept (parser, UOIS_TOKEN_EQUALS))
    parse_delimited_types (parser, definition, UOIS_TOKEN_PIPE);
}

static void
parse_enum (UoisParser *parser, UoisNode definition)
{
  uois_parser_parse_directives (parser, definition, TRUE);
  uois_parser_parse_optional_many (parser, definition, UOIS_TOKEN_BRACE_LEFT, parse_enum_value_definition,
                                   UOIS_TOKEN_BRACE_RIGHT);
}

static void
parse_input_object (UoisParser *parser, UoisNode definition)
{
  uois_parser_parse_directives (parser, definition, TRUE);
  uois_parser_parse_optional_many (parser, definition, UOIS_TOKEN_BRACE_LEFT, parse_input_value_definition,
                                   UOIS_TOKEN_BRACE_RIGHT);
}

static void
parse_schema (UoisParser *parser, UoisNode definition)
{
  uois_parser_parse_directives (parser, definition, TRUE);
  uois_parser_parse_many (parser, definition, UOIS_TOKEN_BRACE_LEFT, parse_root_operation_type_definition,
                          UOIS_TOKEN_BRACE_RIGHT);
}

static void
parse_schema_extension (UoisParser *parser, UoisNode extension)
{
  uois_parser_parse_directives (parser, extension, TRUE);
  uois_parser_parse_optional_many (parser, extension, UOIS_TOKEN_BRACE_LEFT, parse_root_operation_type_definition,
                                   UOIS_TOKEN_BRACE_RIGHT);
}

/* clang-format off */
static const char *const directive_locations[] = {
  "QUERY",
  "MUTATION",
  "SUBSCRIPTION",
  "FIELD",
  "FRAGMENT_DEFINITION",
  "FRAGMENT_SPREAD",
  "INLINE_FRAGMENT",
  "VARIABLE_DEFINITION",
  "SCHEMA",
  "SCALAR",
  "OBJECT",
  "FIELD_DEFINITION",
  "ARGUMENT_DEFINITION",
  "INTERFACE",
  "UNION",
  "ENUM",
  "ENUM_VALUE",
  "INPUT_OBJECT",
  "INPUT_FIELD_DEFINITION",
  NULL,
};
/* clang-format on */

static UoisNode
parse_directive_location (UoisParser *parser)
{
  UoisNode location = uois_parser_begin (parser, UOIS_NODE_DIRECTIVE_LOCATION);
  gsize start = parser->lexer.token.start;
  g_autofree char *found = uois_lexer_describe_token (&parser->lexer);

  uois_parser_parse_name (parser, location);
  if (!g_strv_contains (directive_locations, uois_node_get_text (parser->document, location)))
    uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, start, "Syntax Error: Unexpected %s.", found);
  return uois_parser_end (parser, location);
}

static void
parse_directive_definition (UoisParser *parser, UoisNode definition)
{
  uois_parser_expect (parser, UOIS_TOKEN_AT);
  uois_parser_parse_name (parser, definition);
  parse_arguments_definition (parser, definition);
  parser->document->nodes[definition].detail = uois_parser_accept_keyword (parser, "repeatable");
  uois_parser_expect_keyword (parser, "on");
  uois_parser_accept (parser, UOIS_TOKEN_PIPE);
  do
    uois_parser_append (parser, definition, parse_directive_location (parser));
  while (uois_parser_accept (parser, UOIS_TOKEN_PIPE));
}

typedef struct
{
  const char *keyword;
  UoisNodeKind definition;
  UoisNodeKind extension; /* NONE if there is none */
  gboolean named;         /* whether a name follows the keyword */
  UoisDefinitionBody parse;
  UoisDefinitionBody parse_extension;
} DefinitionKind;

static const DefinitionKind definition_kinds[] = {
  { "schema", UOIS_NODE_SCHEMA_DEFINITION, UOIS_NODE_SCHEMA_EXTENSION, FALSE, parse_schema, parse_schema_extension },
  { "scalar", UOIS_NODE_SCALAR_TYPE_DEFINITION, UOIS_NODE_SCALAR_TYPE_EXTENSION, TRUE, parse_scalar, parse_scalar },
  { "type", UOIS_NODE_OBJECT_TYPE_DEFINITION, UOIS_NODE_OBJECT_TYPE_EXTENSION, TRUE, parse_object, parse_object },
  { "interface", UOIS_NODE_INTERFACE_TYPE_DEFINITION, UOIS_NODE_INTERFACE_TYPE_EXTENSION, TRUE, parse_object,
    parse_object },
  { "union", UOIS_NODE_UNION_TYPE_DEFINITION, UOIS_NODE_UNION_TYPE_EXTENSION, TRUE, parse_union, parse_union },
  { "enum", UOIS_NODE_ENUM_TYPE_DEFINITION, UOIS_NODE_ENUM_TYPE_EXTENSION, TRUE, parse_enum, parse_enum },
  { "input", UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, TRUE, parse_input_object,
    parse_input_object },
  { "directive", UOIS_NODE_DIRECTIVE_DEFINITION, UOIS_NODE_NONE, FALSE, parse_directive_definition, NULL },
};

static const DefinitionKind *
peek_definition_kind (const UoisParser *parser)
{
  for (guint i = 0; i < G_N_ELEMENTS (definition_kinds); i++)
    if (uois_parser_peek_keyword (parser, definition_kinds[i].keyword))
      return &definition_kinds[i];
  return NULL;
}

gboolean
uois_parser_parse_type_system_definition (UoisParser *parser, UoisNode document, UoisNode description)
{
  const DefinitionKind *kind = peek_definition_kind (parser);
  gsize start = description ? parser->document->nodes[description].start : parser->lexer.token.start;
  UoisNode definition;

  if (kind == NULL)
    return FALSE;

  definition = uois_parser_begin_at (parser, kind->definition, start);
  if (description != 0)
    uois_parser_append (parser, definition, description);
  uois_parser_advance (parser);
  if (kind->named)
    uois_parser_parse_name (parser, definition);
  kind->parse (parser, definition);
  uois_parser_append (parser, document, uois_parser_end (parser, definition));
  return TRUE;
}

void
uois_parser_parse_type_system_extension (UoisParser *parser, UoisNode document)
{
  gsize start = parser->lexer.token.start;
  const DefinitionKind *kind;
  UoisNode extension;

  uois_parser_advance (parser);
  kind = peek_definition_kind (parser);
  if (kind == NULL || kind->extension == UOIS_NODE_NONE)
    {
      uois_parser_fail_unexpected (parser);
      return;
    }

  extension = uois_parser_begin_at (parser, kind->extension, start);
  uois_parser_advance (parser);
  if (kind->named)
    uois_parser_parse_name (parser, extension);
  kind->parse_extension (parser, extension);
  /* An extension has to add something. */
  if (uois_node_get_first_child (parser->document, extension) == 0)
    uois_parser_fail_unexpected (parser);
  uois_parser_append (parser, document, uois_parser_end (parser, extension));
}
