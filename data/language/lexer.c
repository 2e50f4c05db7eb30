/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/lexer.h"

#include "base/error.h"

#include <string.h>

/* More than this of a token is of no use in a message. */
#define DESCRIBED_TOKEN_LENGTH 200

static const char *const kind_descriptions[] = {
  [UOIS_TOKEN_END_OF_FILE] = "<EOF>",
  [UOIS_TOKEN_EXCLAMATION_MARK] = "\"!\"",
  [UOIS_TOKEN_DOLLAR] = "\"$\"",
  [UOIS_TOKEN_AMPERSAND] = "\"&\"",
  [UOIS_TOKEN_PARENTHESIS_LEFT] = "\"(\"",
  [UOIS_TOKEN_PARENTHESIS_RIGHT] = "\")\"",
  [UOIS_TOKEN_SPREAD] = "\"...\"",
  [UOIS_TOKEN_COLON] = "\":\"",
  [UOIS_TOKEN_EQUALS] = "\"=\"",
  [UOIS_TOKEN_AT] = "\"@\"",
  [UOIS_TOKEN_BRACKET_LEFT] = "\"[\"",
  [UOIS_TOKEN_BRACKET_RIGHT] = "\"]\"",
  [UOIS_TOKEN_BRACE_LEFT] = "\"{\"",
  [UOIS_TOKEN_PIPE] = "\"|\"",
  [UOIS_TOKEN_BRACE_RIGHT] = "\"}\"",
  [UOIS_TOKEN_NAME] = "Name",
  [UOIS_TOKEN_INT] = "Int",
  [UOIS_TOKEN_FLOAT] = "Float",
  [UOIS_TOKEN_STRING] = "String",
  [UOIS_TOKEN_BLOCK_STRING] = "BlockString",
};

void
uois_lexer_init (UoisLexer *lexer, const char *source, gsize length, guint token_limit)
{
  *lexer = (UoisLexer){
    .source = source,
    .length = length,
    .value = g_string_new (NULL),
    .token_limit = token_limit,
    .tokens_left = token_limit == 0 ? G_MAXUINT : token_limit,
  };
}

void
uois_lexer_clear (UoisLexer *lexer)
{
  g_string_free (g_steal_pointer (&lexer->value), TRUE);
  g_clear_error (&lexer->error);
}

void
uois_lexer_fail (UoisLexer *lexer, int code, gsize offset, const char *format, ...)
{
  va_list arguments;

  if (lexer->error)
    return;

  va_start (arguments, format);
  lexer->error = g_error_new_valist (UOIS_ERROR, code, format, arguments);
  va_end (arguments);
  lexer->error_offset = offset;

  lexer->position = lexer->length;
  lexer->token = (UoisToken){ .kind = UOIS_TOKEN_END_OF_FILE, .start = lexer->length, .end = lexer->length };
}

gboolean
uois_lexer_token_is (const UoisLexer *lexer, const char *text)
{
  gsize length = lexer->token.end - lexer->token.start;

  return strlen (text) == length && memcmp (lexer->source + lexer->token.start, text, length) == 0;
}

const char *
uois_token_kind_describe (UoisTokenKind kind)
{
  return kind_descriptions[kind];
}

char *
uois_lexer_describe_token (const UoisLexer *lexer)
{
  const UoisToken *token = &lexer->token;
  const char *kind = kind_descriptions[token->kind];
  const char *text = lexer->source + token->start;
  gsize length = token->end - token->start;
  const char *ellipsis = "";

  if (token->kind < UOIS_TOKEN_NAME)
    return g_strdup (kind);

  if (token->kind == UOIS_TOKEN_STRING || token->kind == UOIS_TOKEN_BLOCK_STRING)
    {
      text = lexer->value->str;
      length = lexer->value->len;
    }
  if (length > DESCRIBED_TOKEN_LENGTH)
    {
      length = DESCRIBED_TOKEN_LENGTH;
      while ((text[length] & 0xC0) == 0x80)
        length--;
      ellipsis = "…";
    }
  return g_strdup_printf ("%s \"%.*s%s\"", kind, (int) length, text, ellipsis);
}

char *
uois_lexer_describe_character (const UoisLexer *lexer, gsize offset)
{
  guchar byte = lexer->source[offset];

  if (offset >= lexer->length)
    return g_strdup ("<EOF>");
  if (byte == '"')
    return g_strdup ("'\"'");
  if (byte >= 0x20 && byte < 0x7F)
    return g_strdup_printf ("\"%c\"", byte);
  return g_strdup_printf ("U+%04X", g_utf8_get_char (lexer->source + offset));
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static gboolean
is_name_continue (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Ignored tokens: white space, line terminators, commas, comments and byte order marks. */
static gsize
skip_ignored (const UoisLexer *lexer, gsize position)
{
  const char *source = lexer->source;
  gboolean in_comment = FALSE;

  for (; position < lexer->length; position++)
    switch (source[position])
      {
      case '\n':
      case '\r':
        in_comment = FALSE;
        break;

      case ' ':
      case '\t':
      case ',':
        break;

      case '#':
        in_comment = TRUE;
        break;

      default:
        if (in_comment)
          break;
        if (strncmp (source + position, "\xEF\xBB\xBF", 3) != 0)
          return position;
        position += 2;
      }
  return position;
}

/* One digit or more; the offset behind them, or 0 after an error. */
static gsize
read_digits (UoisLexer *lexer, gsize position)
{
  if (!g_ascii_isdigit (lexer->source[position]))
    {
      g_autofree char *found = uois_lexer_describe_character (lexer, position);

      uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position, "Syntax Error: Invalid number, expected digit but got: %s.",
                       found);
      return 0;
    }
  while (g_ascii_isdigit (lexer->source[position]))
    position++;
  return position;
}

static gsize
read_integer_part (UoisLexer *lexer, gsize position)
{
  if (lexer->source[position] == '-')
    position++;
  if (lexer->source[position] != '0')
    return read_digits (lexer, position);

  position++;
  if (g_ascii_isdigit (lexer->source[position]))
    {
      g_autofree char *found = uois_lexer_describe_character (lexer, position);

      uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position,
                       "Syntax Error: Invalid number, unexpected digit after 0: %s.", found);
      return 0;
    }
  return position;
}

static void
read_number (UoisLexer *lexer, gsize start)
{
  const char *source = lexer->source;
  UoisTokenKind kind = UOIS_TOKEN_INT;
  gsize position = read_integer_part (lexer, start);

  if (position != 0 && source[position] == '.')
    {
      kind = UOIS_TOKEN_FLOAT;
      position = read_digits (lexer, position + 1);
    }
  if (position != 0 && (source[position] == 'e' || source[position] == 'E'))
    {
      kind = UOIS_TOKEN_FLOAT;
      position++;
      if (source[position] == '+' || source[position] == '-')
        position++;
      position = read_digits (lexer, position);
    }
  if (position != 0 && (source[position] == '.' || is_name_start (source[position])))
    read_digits (lexer, position);

  if (!lexer->error)
    lexer->token = (UoisToken){ .kind = kind, .start = start, .end = position };
}

static void
read_string (UoisLexer *lexer, gsize start)
{
  gboolean block = strncmp (lexer->source + start, "\"\"\"", 3) == 0;
  gsize end = block ? uois_lexer_read_block_string (lexer, start + 3) : uois_lexer_read_string (lexer, start + 1);

  if (end != 0)
    lexer->token =
        (UoisToken){ .kind = block ? UOIS_TOKEN_BLOCK_STRING : UOIS_TOKEN_STRING, .start = start, .end = end };
}

static UoisTokenKind
punctuator_kind (const char *text)
{
  switch (*text)
    {
    case '!':
      return UOIS_TOKEN_EXCLAMATION_MARK;
    case '$':
      return UOIS_TOKEN_DOLLAR;
    case '&':
      return UOIS_TOKEN_AMPERSAND;
    case '(':
      return UOIS_TOKEN_PARENTHESIS_LEFT;
    case ')':
      return UOIS_TOKEN_PARENTHESIS_RIGHT;
    case '.':
      return strncmp (text, "...", 3) == 0 ? UOIS_TOKEN_SPREAD : UOIS_TOKEN_END_OF_FILE;
    case ':':
      return UOIS_TOKEN_COLON;
    case '=':
      return UOIS_TOKEN_EQUALS;
    case '@':
      return UOIS_TOKEN_AT;
    case '[':
      return UOIS_TOKEN_BRACKET_LEFT;
    case ']':
      return UOIS_TOKEN_BRACKET_RIGHT;
    case '{':
      return UOIS_TOKEN_BRACE_LEFT;
    case '|':
      return UOIS_TOKEN_PIPE;
    case '}':
      return UOIS_TOKEN_BRACE_RIGHT;
    default:
      return UOIS_TOKEN_END_OF_FILE;
    }
}

static void
fail_on_character (UoisLexer *lexer, gsize position)
{
  g_autofree char *found = NULL;

  if (lexer->source[position] == '\'')
    {
      uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position,
                       "Syntax Error: Unexpected single quote character ('), "
                       "did you mean to use a double quote (\")?");
      return;
    }
  found = uois_lexer_describe_character (lexer, position);
  uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position, "Syntax Error: Unexpected character: %s.", found);
}

static void
read_token (UoisLexer *lexer, gsize start)
{
  const char *source = lexer->source;
  char first = source[start];
  UoisTokenKind kind;

  if (is_name_start (first))
    {
      gsize end = start + 1;

      while (is_name_continue (source[end]))
        end++;
      lexer->token = (UoisToken){ .kind = UOIS_TOKEN_NAME, .start = start, .end = end };
    }
  else if ((kind = punctuator_kind (source + start)) != UOIS_TOKEN_END_OF_FILE)
    lexer->token = (UoisToken){ .kind = kind, .start = start, .end = start + (kind == UOIS_TOKEN_SPREAD ? 3 : 1) };
  else if (g_ascii_isdigit (first) || first == '-')
    read_number (lexer, start);
  else if (first == '"')
    read_string (lexer, start);
  else
    fail_on_character (lexer, start);
}

void
uois_lexer_advance (UoisLexer *lexer)
{
  gsize start;

  if (lexer->error)
    return;

  start = skip_ignored (lexer, lexer->position);
  if (start >= lexer->length)
    {
      lexer->position = lexer->length;
      lexer->token = (UoisToken){ .kind = UOIS_TOKEN_END_OF_FILE, .start = lexer->length, .end = lexer->length };
      return;
    }

  read_token (lexer, start);
  if (lexer->error)
    return;

  lexer->position = lexer->token.end;
  if (lexer->tokens_left-- == 0)
    uois_lexer_fail (lexer, UOIS_ERROR_LIMIT, start,
                     "Syntax Error: Document contains more than %u tokens. Parsing aborted.", lexer->token_limit);
}
