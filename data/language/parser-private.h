/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast-private.h"
#include "language/lexer.h"
#include "language/parser.h"

G_BEGIN_DECLS

/**
 * UoisParser:
 *
 * A recursive descent over the grammar, one function per production. After the
 * first error the lexer gives only the end of the file, so every loop ends and
 * nothing has to be checked on the way; the half-made tree is thrown away.
 */
typedef struct
{
  UoisLexer lexer;
  UoisDocument *document;
  guint nesting;
  guint nesting_limit;
  gsize previous_end;
} UoisParser;

/* A production: adds a node and returns it. */
typedef UoisNode (*UoisProduction) (UoisParser *parser);

UoisTokenKind uois_parser_peek (const UoisParser *parser);
void uois_parser_advance (UoisParser *parser);
gboolean uois_parser_accept (UoisParser *parser, UoisTokenKind kind);
void uois_parser_expect (UoisParser *parser, UoisTokenKind kind);
gboolean uois_parser_peek_keyword (const UoisParser *parser, const char *keyword);
gboolean uois_parser_accept_keyword (UoisParser *parser, const char *keyword);
void uois_parser_expect_keyword (UoisParser *parser, const char *keyword);
/* Fails on the current token: it may not stand here, or @expected is wanted. */
void uois_parser_fail_unexpected (UoisParser *parser);
void uois_parser_fail_expected (UoisParser *parser, const char *expected);

/* Begins a node at the current token, or at @start. */
UoisNode uois_parser_begin (UoisParser *parser, UoisNodeKind kind);
UoisNode uois_parser_begin_at (UoisParser *parser, UoisNodeKind kind, gsize start);
/* Ends it behind the last token read. */
UoisNode uois_parser_end (UoisParser *parser, UoisNode node);
void uois_parser_append (UoisParser *parser, UoisNode parent, UoisNode child);
/* One level deeper; FALSE, with an error, if that is too deep. */
gboolean uois_parser_enter_nesting (UoisParser *parser);
void uois_parser_leave_nesting (UoisParser *parser);
/* Reads the current token as the text of @node: as it is written, or as the value of a string. */
void uois_parser_take_token_text (UoisParser *parser, UoisNode node);
void uois_parser_take_string (UoisParser *parser, UoisNode node);
/* Reads a Name token as the text of @node. */
void uois_parser_parse_name (UoisParser *parser, UoisNode node);

/* @open @production+ @close */
void uois_parser_parse_many (
    UoisParser *parser, UoisNode parent, UoisTokenKind open, UoisProduction production, UoisTokenKind close);
/* The same, or nothing. */
void uois_parser_parse_optional_many (
    UoisParser *parser, UoisNode parent, UoisTokenKind open, UoisProduction production, UoisTokenKind close);

void uois_parser_parse_definition (UoisParser *parser, UoisNode document);
UoisOperationType uois_parser_parse_operation_type (UoisParser *parser);
void uois_parser_parse_arguments (UoisParser *parser, UoisNode parent, gboolean constant);
void uois_parser_parse_directives (UoisParser *parser, UoisNode parent, gboolean constant);
UoisNode uois_parser_parse_named_type (UoisParser *parser);
UoisNode uois_parser_parse_type (UoisParser *parser);
UoisNode uois_parser_parse_constant_value (UoisParser *parser);
/* Returns 0 if there is none. */
UoisNode uois_parser_parse_description (UoisParser *parser);

/* @description (0 if there is none) has been read already; FALSE if the current token begins no definition. */
gboolean uois_parser_parse_type_system_definition (UoisParser *parser, UoisNode document, UoisNode description);
void uois_parser_parse_type_system_extension (UoisParser *parser, UoisNode document);

G_END_DECLS
