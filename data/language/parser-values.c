/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/parser-private.h"

#include "base/error.h"

/* ---- Values ---- */

static UoisNode parse_value (UoisParser *parser, gboolean constant);

static UoisNode
parse_variable (UoisParser *parser)
{
  UoisNode variable = uois_parser_begin (parser, UOIS_NODE_VARIABLE);

  uois_parser_expect (parser, UOIS_TOKEN_DOLLAR);
  uois_parser_parse_name (parser, variable);
  return uois_parser_end (parser, variable);
}

static UoisNode
parse_list_value (UoisParser *parser, gboolean constant)
{
  UoisNode list = uois_parser_begin (parser, UOIS_NODE_LIST_VALUE);

  uois_parser_expect (parser, UOIS_TOKEN_BRACKET_LEFT);
  while (!parser->lexer.error && !uois_parser_accept (parser, UOIS_TOKEN_BRACKET_RIGHT))
    uois_parser_append (parser, list, parse_value (parser, constant));
  return uois_parser_end (parser, list);
}

static UoisNode
parse_object_value (UoisParser *parser, gboolean constant)
{
  UoisNode object = uois_parser_begin (parser, UOIS_NODE_OBJECT_VALUE);

  uois_parser_expect (parser, UOIS_TOKEN_BRACE_LEFT);
  while (!parser->lexer.error && !uois_parser_accept (parser, UOIS_TOKEN_BRACE_RIGHT))
    {
      UoisNode field = uois_parser_begin (parser, UOIS_NODE_OBJECT_FIELD);

      uois_parser_parse_name (parser, field);
      uois_parser_expect (parser, UOIS_TOKEN_COLON);
      uois_parser_append (parser, field, parse_value (parser, constant));
      uois_parser_append (parser, object, uois_parser_end (parser, field));
    }
  return uois_parser_end (parser, object);
}

/* A string token as the text of @node. */
void
uois_parser_take_string (UoisParser *parser, UoisNode node)
{
  const UoisToken *token = &parser->lexer.token;

  parser->document->nodes[node].detail = token->kind == UOIS_TOKEN_BLOCK_STRING;
  uois_document_set_text (parser->document, node, parser->lexer.value->str, parser->lexer.value->len, token->start);
  uois_parser_advance (parser);
}

static UoisNode
parse_name_value (UoisParser *parser)
{
  UoisNode value = uois_parser_begin (parser, UOIS_NODE_ENUM_VALUE);
  UoisNodeData *data = &parser->document->nodes[value];

  if (uois_parser_peek_keyword (parser, "null"))
    data->kind = UOIS_NODE_NULL_VALUE;
  else if (uois_parser_peek_keyword (parser, "true") || uois_parser_peek_keyword (parser, "false"))
    {
      data->kind = UOIS_NODE_BOOLEAN_VALUE;
      data->detail = uois_parser_peek_keyword (parser, "true");
    }
  uois_parser_take_token_text (parser, value);
  return uois_parser_end (parser, value);
}

static UoisNode
fail_on_variable (UoisParser *parser)
{
  UoisToken dollar = parser->lexer.token;

  uois_parser_advance (parser);
  if (uois_parser_peek (parser) == UOIS_TOKEN_NAME)
    {
      const UoisToken *name = &parser->lexer.token;

      uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, dollar.start,
                       "Syntax Error: Unexpected variable \"$%.*s\" in constant value.",
                       (int) (name->end - name->start), parser->lexer.source + name->start);
    }
  else
    uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, dollar.start, "Syntax Error: Unexpected \"$\".");
  return 0;
}

static UoisNode
parse_nested_value (UoisParser *parser, gboolean constant)
{
  UoisNode value;

  if (!uois_parser_enter_nesting (parser))
    return 0;
  value = uois_parser_peek (parser) == UOIS_TOKEN_BRACKET_LEFT ? parse_list_value (parser, constant) :
                                                                 parse_object_value (parser, constant);
  uois_parser_leave_nesting (parser);
  return value;
}

static UoisNode
parse_value (UoisParser *parser, gboolean constant)
{
  UoisNode value;

  switch (uois_parser_peek (parser))
    {
    case UOIS_TOKEN_BRACKET_LEFT:
    case UOIS_TOKEN_BRACE_LEFT:
      return parse_nested_value (parser, constant);

    case UOIS_TOKEN_INT:
    case UOIS_TOKEN_FLOAT:
      value = uois_parser_begin (parser, uois_parser_peek (parser) == UOIS_TOKEN_INT ? UOIS_NODE_INT_VALUE :
                                                                                       UOIS_NODE_FLOAT_VALUE);
      uois_parser_take_token_text (parser, value);
      return uois_parser_end (parser, value);

    case UOIS_TOKEN_STRING:
    case UOIS_TOKEN_BLOCK_STRING:
      value = uois_parser_begin (parser, UOIS_NODE_STRING_VALUE);
      uois_parser_take_string (parser, value);
      return uois_parser_end (parser, value);

    case UOIS_TOKEN_NAME:
      return parse_name_value (parser);

    case UOIS_TOKEN_DOLLAR:
      return constant ? fail_on_variable (parser) : parse_variable (parser);

    default:
      uois_parser_fail_unexpected (parser);
      return 0;
    }
}

UoisNode
uois_parser_parse_constant_value (UoisParser *parser)
{
  return parse_value (parser, TRUE);
}

/* ---- Arguments and directives ---- */

static UoisNode
parse_argument_with (UoisParser *parser, gboolean constant)
{
  UoisNode argument = uois_parser_begin (parser, UOIS_NODE_ARGUMENT);

  uois_parser_parse_name (parser, argument);
  uois_parser_expect (parser, UOIS_TOKEN_COLON);
  uois_parser_append (parser, argument, parse_value (parser, constant));
  return uois_parser_end (parser, argument);
}

static UoisNode
parse_argument (UoisParser *parser)
{
  return parse_argument_with (parser, FALSE);
}

static UoisNode
parse_constant_argument (UoisParser *parser)
{
  return parse_argument_with (parser, TRUE);
}

void
uois_parser_parse_arguments (UoisParser *parser, UoisNode parent, gboolean constant)
{
  uois_parser_parse_optional_many (parser, parent, UOIS_TOKEN_PARENTHESIS_LEFT,
                                   constant ? parse_constant_argument : parse_argument, UOIS_TOKEN_PARENTHESIS_RIGHT);
}

void
uois_parser_parse_directives (UoisParser *parser, UoisNode parent, gboolean constant)
{
  while (uois_parser_peek (parser) == UOIS_TOKEN_AT)
    {
      UoisNode directive = uois_parser_begin (parser, UOIS_NODE_DIRECTIVE);

      uois_parser_advance (parser);
      uois_parser_parse_name (parser, directive);
      uois_parser_parse_arguments (parser, directive, constant);
      uois_parser_append (parser, parent, uois_parser_end (parser, directive));
    }
}

/* ---- Types ---- */

UoisNode
uois_parser_parse_named_type (UoisParser *parser)
{
  UoisNode type = uois_parser_begin (parser, UOIS_NODE_NAMED_TYPE);

  uois_parser_parse_name (parser, type);
  return uois_parser_end (parser, type);
}

static UoisNode
parse_list_type (UoisParser *parser)
{
  UoisNode type = uois_parser_begin (parser, UOIS_NODE_LIST_TYPE);

  if (!uois_parser_enter_nesting (parser))
    return 0;
  uois_parser_expect (parser, UOIS_TOKEN_BRACKET_LEFT);
  uois_parser_append (parser, type, uois_parser_parse_type (parser));
  uois_parser_expect (parser, UOIS_TOKEN_BRACKET_RIGHT);
  uois_parser_leave_nesting (parser);
  return uois_parser_end (parser, type);
}

UoisNode
uois_parser_parse_type (UoisParser *parser)
{
  gsize start = parser->lexer.token.start;
  UoisNode type = uois_parser_peek (parser) == UOIS_TOKEN_BRACKET_LEFT ? parse_list_type (parser) :
                                                                         uois_parser_parse_named_type (parser);

  if (uois_parser_accept (parser, UOIS_TOKEN_EXCLAMATION_MARK))
    {
      UoisNode non_null = uois_parser_begin_at (parser, UOIS_NODE_NON_NULL_TYPE, start);

      uois_parser_append (parser, non_null, type);
      return uois_parser_end (parser, non_null);
    }
  return type;
}
