/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lexical tokens; section 2.1.5 of the specification. */
typedef enum
{
  UOIS_TOKEN_END_OF_FILE,
  UOIS_TOKEN_EXCLAMATION_MARK,
  UOIS_TOKEN_DOLLAR,
  UOIS_TOKEN_AMPERSAND,
  UOIS_TOKEN_PARENTHESIS_LEFT,
  UOIS_TOKEN_PARENTHESIS_RIGHT,
  UOIS_TOKEN_SPREAD,
  UOIS_TOKEN_COLON,
  UOIS_TOKEN_EQUALS,
  UOIS_TOKEN_AT,
  UOIS_TOKEN_BRACKET_LEFT,
  UOIS_TOKEN_BRACKET_RIGHT,
  UOIS_TOKEN_BRACE_LEFT,
  UOIS_TOKEN_PIPE,
  UOIS_TOKEN_BRACE_RIGHT,
  UOIS_TOKEN_NAME,
  UOIS_TOKEN_INT,
  UOIS_TOKEN_FLOAT,
  UOIS_TOKEN_STRING,
  UOIS_TOKEN_BLOCK_STRING,
} UoisTokenKind;

/* @start and @end are byte offsets in the source. */
typedef struct
{
  UoisTokenKind kind;
  gsize start;
  gsize end;
} UoisToken;

/**
 * UoisLexer:
 * @source: valid UTF-8 with a zero behind its @length bytes
 * @position: where the next token is looked for
 * @token: the current token
 * @value: the value of the current token if it is a string
 * @tokens_left: how many more tokens are allowed
 * @error: (nullable): the first thing that was wrong
 * @error_offset: where
 *
 * After an error every further token is the end of the file.
 */
typedef struct
{
  const char *source;
  gsize length;
  gsize position;
  UoisToken token;
  GString *value;
  guint token_limit;
  guint tokens_left;
  GError *error;
  gsize error_offset;
} UoisLexer;

void uois_lexer_init (UoisLexer *lexer, const char *source, gsize length, guint token_limit);
void uois_lexer_clear (UoisLexer *lexer);

/* Goes to the next token. */
void uois_lexer_advance (UoisLexer *lexer);

/* Records an error unless there is one; @code of #UoisError. */
void uois_lexer_fail (UoisLexer *lexer, int code, gsize offset, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* The text of the current token, which is a name or number, equals @text. */
gboolean uois_lexer_token_is (const UoisLexer *lexer, const char *text);

/* The kind of a token for messages: "Name", or a punctuator in quotes. */
const char *uois_token_kind_describe (UoisTokenKind kind);
/* Returns: (transfer full): the current token for messages: 'Name "id"' */
char *uois_lexer_describe_token (const UoisLexer *lexer);

/* A string token's value, see string-value.c; @start is behind the opening quotes. Returns the offset behind the closing ones, or 0 after an error. */
gsize uois_lexer_read_string (UoisLexer *lexer, gsize start);
gsize uois_lexer_read_block_string (UoisLexer *lexer, gsize start);

/* Returns: (transfer full): the character at @offset for messages */
char *uois_lexer_describe_character (const UoisLexer *lexer, gsize offset);

G_END_DECLS
