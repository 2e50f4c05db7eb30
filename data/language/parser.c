/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/parser.h"

#include "base/error.h"
#include "language/parser-private.h"

#include <string.h>

UoisTokenKind
uois_parser_peek (const UoisParser *parser)
{
  return parser->lexer.token.kind;
}

void
uois_parser_advance (UoisParser *parser)
{
  parser->previous_end = parser->lexer.token.end;
  uois_lexer_advance (&parser->lexer);
}

gboolean
uois_parser_accept (UoisParser *parser, UoisTokenKind kind)
{
  if (uois_parser_peek (parser) != kind)
    return FALSE;
  uois_parser_advance (parser);
  return TRUE;
}

static void
fail_expected (UoisParser *parser, const char *expected)
{
  g_autofree char *found = uois_lexer_describe_token (&parser->lexer);

  uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->lexer.token.start, "Syntax Error: Expected %s, found %s.",
                   expected, found);
}

void
uois_parser_expect (UoisParser *parser, UoisTokenKind kind)
{
  if (!uois_parser_accept (parser, kind))
    fail_expected (parser, uois_token_kind_describe (kind));
}

gboolean
uois_parser_peek_keyword (const UoisParser *parser, const char *keyword)
{
  return uois_parser_peek (parser) == UOIS_TOKEN_NAME && uois_lexer_token_is (&parser->lexer, keyword);
}

gboolean
uois_parser_accept_keyword (UoisParser *parser, const char *keyword)
{
  if (!uois_parser_peek_keyword (parser, keyword))
    return FALSE;
  uois_parser_advance (parser);
  return TRUE;
}

void
uois_parser_expect_keyword (UoisParser *parser, const char *keyword)
{
  g_autofree char *expected = NULL;

  if (uois_parser_accept_keyword (parser, keyword))
    return;
  expected = g_strdup_printf ("\"%s\"", keyword);
  fail_expected (parser, expected);
}

void
uois_parser_fail_unexpected (UoisParser *parser)
{
  g_autofree char *found = uois_lexer_describe_token (&parser->lexer);

  uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->lexer.token.start, "Syntax Error: Unexpected %s.", found);
}

UoisNode
uois_parser_begin (UoisParser *parser, UoisNodeKind kind)
{
  return uois_parser_begin_at (parser, kind, parser->lexer.token.start);
}

UoisNode
uois_parser_begin_at (UoisParser *parser, UoisNodeKind kind, gsize start)
{
  return uois_document_add_node (parser->document, kind, start);
}

UoisNode
uois_parser_end (UoisParser *parser, UoisNode node)
{
  parser->document->nodes[node].end = parser->previous_end;
  return node;
}

void
uois_parser_append (UoisParser *parser, UoisNode parent, UoisNode child)
{
  uois_document_append_child (parser->document, parent, child);
}

/* The current token as the text of @node, as it is written. */
static void
take_token_text (UoisParser *parser, UoisNode node)
{
  const UoisToken *token = &parser->lexer.token;

  uois_document_set_text (parser->document, node, parser->lexer.source + token->start, token->end - token->start,
                          token->start);
  uois_parser_advance (parser);
}

void
uois_parser_parse_name (UoisParser *parser, UoisNode node)
{
  if (uois_parser_peek (parser) == UOIS_TOKEN_NAME)
    take_token_text (parser, node);
  else
    fail_expected (parser, uois_token_kind_describe (UOIS_TOKEN_NAME));
}

void
uois_parser_parse_many (
    UoisParser *parser, UoisNode parent, UoisTokenKind open, UoisProduction production, UoisTokenKind close)
{
  uois_parser_expect (parser, open);
  do
    uois_parser_append (parser, parent, production (parser));
  while (!parser->lexer.error && !uois_parser_accept (parser, close));
}

void
uois_parser_parse_optional_many (
    UoisParser *parser, UoisNode parent, UoisTokenKind open, UoisProduction production, UoisTokenKind close)
{
  if (uois_parser_peek (parser) == open)
    uois_parser_parse_many (parser, parent, open, production, close);
}

/* One level deeper; FALSE, with an error, if that is too deep. */
static gboolean
enter_nesting (UoisParser *parser)
{
  if (parser->nesting == parser->nesting_limit)
    {
      uois_lexer_fail (&parser->lexer, UOIS_ERROR_LIMIT, parser->lexer.token.start,
                       "Syntax Error: Document nests deeper than %u levels. Parsing aborted.", parser->nesting_limit);
      return FALSE;
    }
  parser->nesting++;
  return TRUE;
}

static void
leave_nesting (UoisParser *parser)
{
  parser->nesting--;
}

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
static void
take_string (UoisParser *parser, UoisNode node)
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
  take_token_text (parser, value);
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

  if (!enter_nesting (parser))
    return 0;
  value = uois_parser_peek (parser) == UOIS_TOKEN_BRACKET_LEFT ? parse_list_value (parser, constant) :
                                                                 parse_object_value (parser, constant);
  leave_nesting (parser);
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
      take_token_text (parser, value);
      return uois_parser_end (parser, value);

    case UOIS_TOKEN_STRING:
    case UOIS_TOKEN_BLOCK_STRING:
      value = uois_parser_begin (parser, UOIS_NODE_STRING_VALUE);
      take_string (parser, value);
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

static void
parse_arguments (UoisParser *parser, UoisNode parent, gboolean constant)
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
      parse_arguments (parser, directive, constant);
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

  if (!enter_nesting (parser))
    return 0;
  uois_parser_expect (parser, UOIS_TOKEN_BRACKET_LEFT);
  uois_parser_append (parser, type, uois_parser_parse_type (parser));
  uois_parser_expect (parser, UOIS_TOKEN_BRACKET_RIGHT);
  leave_nesting (parser);
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
  parse_arguments (parser, field, FALSE);
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

  if (!enter_nesting (parser))
    return;
  uois_parser_parse_many (parser, selection_set, UOIS_TOKEN_BRACE_LEFT, parse_selection, UOIS_TOKEN_BRACE_RIGHT);
  leave_nesting (parser);
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
  take_string (parser, description);
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
    uois_parser_fail_unexpected (parser);
  else
    fail_expected (parser, uois_token_kind_describe (UOIS_TOKEN_NAME));
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

static void
parse_definition (UoisParser *parser, UoisNode document)
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

static UoisNode
parse_document (UoisParser *parser)
{
  UoisNode document = uois_parser_begin_at (parser, UOIS_NODE_DOCUMENT, 0);

  do
    parse_definition (parser, document);
  while (uois_parser_peek (parser) != UOIS_TOKEN_END_OF_FILE);
  return uois_parser_end (parser, document);
}

/* ---- Entry points ---- */

/* Zero is a character of GraphQL, though not of a C string. */
static gboolean
validate_utf8 (UoisLexer *lexer)
{
  const char *end = lexer->source;
  const char *limit = lexer->source + lexer->length;

  while (!g_utf8_validate_len (end, limit - end, &end))
    if (end < limit && *end == '\0')
      end++;
    else
      {
        uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, end - lexer->source,
                         "Syntax Error: Invalid character: byte 0x%02X is not UTF-8.", (guchar) *end);
        return FALSE;
      }
  return TRUE;
}

static UoisDocument *
parse (const char *text,
       gsize length,
       const UoisParseLimits *limits,
       UoisProduction production,
       UoisSourceLocation *location,
       GError **error)
{
  g_autoptr (UoisDocument) document = NULL;
  UoisParser parser = { .nesting_limit = UOIS_PARSE_NESTING_LIMIT };
  UoisNode root = 0;
  char *source;

  g_return_val_if_fail (length < G_MAXINT32, NULL);

  if (limits && limits->nesting != 0)
    parser.nesting_limit = MIN (limits->nesting, UOIS_PARSE_NESTING_LIMIT);

  source = g_malloc (length + 1);
  memcpy (source, text, length);
  source[length] = '\0';
  document = parser.document = uois_document_new (source, length);
  uois_lexer_init (&parser.lexer, source, length, limits ? limits->tokens : UOIS_PARSE_TOKEN_LIMIT);

  if (validate_utf8 (&parser.lexer))
    {
      uois_lexer_advance (&parser.lexer);
      root = production (&parser);
      if (uois_parser_peek (&parser) != UOIS_TOKEN_END_OF_FILE)
        uois_parser_expect (&parser, UOIS_TOKEN_END_OF_FILE);
    }

  if (parser.lexer.error)
    {
      if (location)
        *location = uois_source_locate (source, length, parser.lexer.error_offset);
      g_propagate_error (error, g_steal_pointer (&parser.lexer.error));
      uois_lexer_clear (&parser.lexer);
      return NULL;
    }
  uois_lexer_clear (&parser.lexer);
  uois_document_seal (document, root);
  return g_steal_pointer (&document);
}

UoisDocument *
uois_document_parse (
    const char *text, gsize length, const UoisParseLimits *limits, UoisSourceLocation *location, GError **error)
{
  return parse (text, length, limits, parse_document, location, error);
}

UoisDocument *
uois_value_literal_parse (const char *text, gsize length, UoisSourceLocation *location, GError **error)
{
  return parse (text, length, NULL, uois_parser_parse_constant_value, location, error);
}

UoisDocument *
uois_type_reference_parse (const char *text, gsize length, UoisSourceLocation *location, GError **error)
{
  return parse (text, length, NULL, uois_parser_parse_type, location, error);
}
