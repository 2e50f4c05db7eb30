/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/parser-private.h"

#include "base/error.h"

/* ---- Selection sets ---- */

static void parse_selection_set (UoisParser *parser, UoisNode parent);

static UoisNode
parse_field (UoisParser *parser)
{
  UoisNode field = uois_parser_begin (parser, UOIS_NODE_FIELD);
  UoisToken first = parser->lexer.token;

  uois_parser_parse_name (parser, field);
  if (uois_parser_accept (parser, UOIS_TOKEN_COLON))
    {
      UoisNode alias = uois_parser_begin_at (parser, UOIS_NODE_ALIAS, first.start);

      uois_document_set_text (parser->document, alias, parser->lexer.source + first.start, first.end - first.start,
                              first.start);
      parser->document->nodes[alias].end = first.end;
      uois_parser_append (parser, field, alias);
      uois_parser_parse_name (parser, field);
    }
  uois_parser_parse_arguments (parser, field, FALSE);
  uois_parser_parse_directives (parser, field, FALSE);
  if (uois_parser_peek (parser) == UOIS_TOKEN_BRACE_LEFT)
    parse_selection_set (parser, field);
  return uois_parser_end (parser, field);
}

static UoisNode
parse_fragment (UoisParser *parser)
{
  UoisNode fragment = uois_parser_begin (parser, UOIS_NODE_INLINE_FRAGMENT);

  uois_parser_expect (parser, UOIS_TOKEN_SPREAD);
  if (uois_parser_accept_keyword (parser, "on"))
    uois_parser_append (parser, fragment, uois_parser_parse_named_type (parser));
  else if (uois_parser_peek (parser) == UOIS_TOKEN_NAME)
    {
      parser->document->nodes[fragment].kind = UOIS_NODE_FRAGMENT_SPREAD;
      uois_parser_parse_name (parser, fragment);
      uois_parser_parse_directives (parser, fragment, FALSE);
      return uois_parser_end (parser, fragment);
    }
  uois_parser_parse_directives (parser, fragment, FALSE);
  parse_selection_set (parser, fragment);
  return uois_parser_end (parser, fragment);
}

static UoisNode
parse_selection (UoisParser *parser)
{
  return uois_parser_peek (parser) == UOIS_TOKEN_SPREAD ? parse_fragment (parser) : parse_field (parser);
}

static void
parse_selection_set (UoisParser *parser, UoisNode parent)
{
  UoisNode selection_set = uois_parser_begin (parser, UOIS_NODE_SELECTION_SET);

  if (!uois_parser_enter_nesting (parser))
    return;
  uois_parser_parse_many (parser, selection_set, UOIS_TOKEN_BRACE_LEFT, parse_selection, UOIS_TOKEN_BRACE_RIGHT);
  uois_parser_leave_nesting (parser);
  uois_parser_append (parser, parent, uois_parser_end (parser, selection_set));
}

/* ---- Executable definitions ---- */

UoisNode
uois_parser_parse_description (UoisParser *parser)
{
  UoisNode description;

  if (uois_parser_peek (parser) != UOIS_TOKEN_STRING && uois_parser_peek (parser) != UOIS_TOKEN_BLOCK_STRING)
    return 0;

  description = uois_parser_begin (parser, UOIS_NODE_DESCRIPTION);
  uois_parser_take_string (parser, description);
  return uois_parser_end (parser, description);
}

static UoisNode
parse_variable_definition (UoisParser *parser)
{
  UoisNode definition = uois_parser_begin (parser, UOIS_NODE_VARIABLE_DEFINITION);
  UoisNode description = uois_parser_parse_description (parser);

  if (description != 0)
    uois_parser_append (parser, definition, description);
  uois_parser_expect (parser, UOIS_TOKEN_DOLLAR);
  uois_parser_parse_name (parser, definition);
  uois_parser_expect (parser, UOIS_TOKEN_COLON);
  uois_parser_append (parser, definition, uois_parser_parse_type (parser));
  if (uois_parser_accept (parser, UOIS_TOKEN_EQUALS))
    uois_parser_append (parser, definition, uois_parser_parse_constant_value (parser));
  uois_parser_parse_directives (parser, definition, TRUE);
  return uois_parser_end (parser, definition);
}

UoisOperationType
uois_parser_parse_operation_type (UoisParser *parser)
{
  if (uois_parser_accept_keyword (parser, "query"))
    return UOIS_OPERATION_TYPE_QUERY;
  if (uois_parser_accept_keyword (parser, "mutation"))
    return UOIS_OPERATION_TYPE_MUTATION;
  if (uois_parser_accept_keyword (parser, "subscription"))
    return UOIS_OPERATION_TYPE_SUBSCRIPTION;

  if (uois_parser_peek (parser) == UOIS_TOKEN_NAME)
    {
      g_autofree char *found = uois_lexer_describe_token (&parser->lexer);
      gsize start = parser->lexer.token.start;

      /* The reference reads on first: a malformed next token is the error then. */
      uois_parser_advance (parser);
      uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, start, "Syntax Error: Unexpected %s.", found);
    }
  else
    uois_parser_fail_expected (parser, uois_token_kind_describe (UOIS_TOKEN_NAME));
  return UOIS_OPERATION_TYPE_QUERY;
}

static void
parse_operation (UoisParser *parser, UoisNode operation)
{
  UoisOperationType type = uois_parser_parse_operation_type (parser);

  parser->document->nodes[operation].detail = type;
  if (uois_parser_peek (parser) == UOIS_TOKEN_NAME)
    uois_parser_parse_name (parser, operation);
  uois_parser_parse_optional_many (parser, operation, UOIS_TOKEN_PARENTHESIS_LEFT, parse_variable_definition,
                                   UOIS_TOKEN_PARENTHESIS_RIGHT);
  uois_parser_parse_directives (parser, operation, FALSE);
  parse_selection_set (parser, operation);
}

static void
parse_fragment_definition (UoisParser *parser, UoisNode fragment)
{
  uois_parser_expect_keyword (parser, "fragment");
  if (uois_parser_peek_keyword (parser, "on"))
    uois_parser_fail_unexpected (parser);
  uois_parser_parse_name (parser, fragment);
  uois_parser_expect_keyword (parser, "on");
  uois_parser_append (parser, fragment, uois_parser_parse_named_type (parser));
  uois_parser_parse_directives (parser, fragment, FALSE);
  parse_selection_set (parser, fragment);
}

static void
parse_executable_definition (UoisParser *parser, UoisNode document, UoisNode description)
{
  gboolean is_fragment = uois_parser_peek_keyword (parser, "fragment");
  gsize start = description ? parser->document->nodes[description].start : parser->lexer.token.start;
  UoisNode definition = uois_parser_begin_at (
      parser, is_fragment ? UOIS_NODE_FRAGMENT_DEFINITION : UOIS_NODE_OPERATION_DEFINITION, start);

  if (description != 0)
    uois_parser_append (parser, definition, description);
  if (is_fragment)
    parse_fragment_definition (parser, definition);
  else if (uois_parser_peek (parser) == UOIS_TOKEN_BRACE_LEFT)
    parse_selection_set (parser, definition);
  else
    parse_operation (parser, definition);
  uois_parser_append (parser, document, uois_parser_end (parser, definition));
}

static gboolean
peek_executable_definition (const UoisParser *parser)
{
  return uois_parser_peek_keyword (parser, "query") || uois_parser_peek_keyword (parser, "mutation") ||
         uois_parser_peek_keyword (parser, "subscription") || uois_parser_peek_keyword (parser, "fragment");
}

static void
parse_described_definition (UoisParser *parser, UoisNode document, UoisNode description)
{
  if (uois_parser_peek (parser) == UOIS_TOKEN_BRACE_LEFT)
    uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->document->nodes[description].start,
                     "Syntax Error: Unexpected description, descriptions are not supported on shorthand queries.");
  else if (peek_executable_definition (parser))
    parse_executable_definition (parser, document, description);
  else if (uois_parser_peek (parser) != UOIS_TOKEN_NAME)
    uois_parser_fail_unexpected (parser);
  else if (!uois_parser_parse_type_system_definition (parser, document, description))
    uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->document->nodes[description].start,
                     "Syntax Error: Unexpected description, only GraphQL definitions support descriptions.");
}

void
uois_parser_parse_definition (UoisParser *parser, UoisNode document)
{
  UoisNode description = uois_parser_parse_description (parser);

  if (description != 0)
    parse_described_definition (parser, document, description);
  else if (uois_parser_peek (parser) == UOIS_TOKEN_BRACE_LEFT || peek_executable_definition (parser))
    parse_executable_definition (parser, document, 0);
  else if (uois_parser_peek_keyword (parser, "extend"))
    uois_parser_parse_type_system_extension (parser, document);
  else if (!uois_parser_parse_type_system_definition (parser, document, 0))
    uois_parser_fail_unexpected (parser);
}
