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

void
uois_parser_fail_expected (UoisParser *parser, const char *expected)
{
  g_autofree char *found = uois_lexer_describe_token (&parser->lexer);

  uois_lexer_fail (&parser->lexer, UOIS_ERROR_SYNTAX, parser->lexer.token.start, "Syntax Error: Expected %s, found %s.",
                   expected, found);
}

void
uois_parser_expect (UoisParser *parser, UoisTokenKind kind)
{
  if (!uois_parser_accept (parser, kind))
    uois_parser_fail_expected (parser, uois_token_kind_describe (kind));
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
  uois_parser_fail_expected (parser, expected);
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
void
uois_parser_take_token_text (UoisParser *parser, UoisNode node)
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
    uois_parser_take_token_text (parser, node);
  else
    uois_parser_fail_expected (parser, uois_token_kind_describe (UOIS_TOKEN_NAME));
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
gboolean
uois_parser_enter_nesting (UoisParser *parser)
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

void
uois_parser_leave_nesting (UoisParser *parser)
{
  parser->nesting--;
}

static UoisNode
parse_document (UoisParser *parser)
{
  UoisNode document = uois_parser_begin_at (parser, UOIS_NODE_DOCUMENT, 0);

  do
    uois_parser_parse_definition (parser, document);
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
