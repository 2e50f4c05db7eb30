/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/lexer.h"

#include "base/error.h"

#include <string.h>

static gboolean
is_scalar_value (guint32 code)
{
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0x10FFFF);
}

static gboolean
is_leading_surrogate (guint32 code)
{
  return code >= 0xD800 && code <= 0xDBFF;
}

static gboolean
is_trailing_surrogate (guint32 code)
{
  return code >= 0xDC00 && code <= 0xDFFF;
}

/* The offset that is @units UTF-16 code units behind @offset, as the reference cuts its messages. */
static gsize
skip_code_units (const UoisLexer *lexer, gsize offset, guint units)
{
  while (units > 0 && offset < lexer->length)
    {
      guint wide = (guchar) lexer->source[offset] >= 0xF0 ? 2 : 1;

      if (wide > units)
        break;
      units -= wide;
      offset = g_utf8_next_char (lexer->source + offset) - lexer->source;
    }
  return offset;
}

static gsize
fail_on_escape (UoisLexer *lexer, gsize position, const char *what, guint units)
{
  gsize end = skip_code_units (lexer, position, units);

  uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position, "Syntax Error: Invalid %s escape sequence: \"%.*s\".", what,
                   (int) (end - position), lexer->source + position);
  return 0;
}

/* Four hexadecimal digits; -1 if they are not. */
static gint32
read_four_digits (const char *text)
{
  gint32 code = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      code = code << 4 | digit;
    }
  return code;
}

/* \uXXXX, or a surrogate pair of two of them. */
static gsize
read_fixed_unicode_escape (UoisLexer *lexer, gsize position)
{
  const char *text = lexer->source + position;
  gint32 code = read_four_digits (text + 2);

  if (code >= 0 && is_scalar_value (code))
    {
      g_string_append_unichar (lexer->value, code);
      return position + 6;
    }
  if (code >= 0 && is_leading_surrogate (code) && text[6] == '\\' && text[7] == 'u')
    {
      gint32 trailing = read_four_digits (text + 8);

      if (trailing >= 0 && is_trailing_surrogate (trailing))
        {
          g_string_append_unichar (lexer->value, 0x10000 + ((code - 0xD800) << 10) + (trailing - 0xDC00));
          return position + 12;
        }
    }
  return fail_on_escape (lexer, position, "Unicode", 6);
}

/* \u{X…}, at most eight digits. */
static gsize
read_variable_unicode_escape (UoisLexer *lexer, gsize position)
{
  const char *text = lexer->source + position;
  guint32 code = 0;
  guint size = 3;

  while (size < 12)
    {
      char c = text[size++];
      int digit = g_ascii_xdigit_value (c);

      if (c == '}' && size >= 5 && is_scalar_value (code))
        {
          g_string_append_unichar (lexer->value, code);
          return position + size;
        }
      if (digit < 0)
        break;
      code = code << 4 | digit;
      if (code > G_MAXINT32)
        break;
    }
  return fail_on_escape (lexer, position, "Unicode", size);
}

/* Returns the offset behind the escape, or 0 after an error. */
static gsize
read_escape (UoisLexer *lexer, gsize position)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  char letter = lexer->source[position + 1];
  const char *found;

  if (letter == 'u')
    return lexer->source[position + 2] == '{' ? read_variable_unicode_escape (lexer, position) :
                                                read_fixed_unicode_escape (lexer, position);

  found = letter == '\0' ? NULL : strchr (letters, letter);
  if (found == NULL)
    return fail_on_escape (lexer, position, "character", 2);

  g_string_append_c (lexer->value, characters[found - letters]);
  return position + 2;
}

gsize
uois_lexer_read_string (UoisLexer *lexer, gsize start)
{
  const char *source = lexer->source;
  gsize position = start;
  gsize run = start;

  g_string_truncate (lexer->value, 0);
  while (position < lexer->length && source[position] != '\n' && source[position] != '\r')
    if (source[position] == '"')
      {
        g_string_append_len (lexer->value, source + run, position - run);
        return position + 1;
      }
    else if (source[position] == '\\')
      {
        g_string_append_len (lexer->value, source + run, position - run);
        position = run = read_escape (lexer, position);
        if (position == 0)
          return 0;
      }
    else
      position++;

  uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position, "Syntax Error: Unterminated string.");
  return 0;
}

typedef struct
{
  gsize start;
  gsize length;
} Line;

static gsize
count_indentation (const char *text, Line line)
{
  gsize indentation = 0;

  while (indentation < line.length && (text[line.start + indentation] == ' ' || text[line.start + indentation] == '\t'))
    indentation++;
  return indentation;
}

static GArray *
split_lines (const GString *raw)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Line line = { 0 };

  for (gsize i = 0; i <= raw->len; i++)
    if (i == raw->len || raw->str[i] == '\n')
      {
        line.length = i - line.start;
        g_array_append_val (lines, line);
        line.start = i + 1;
      }
  return lines;
}

/* BlockStringValue() of the specification: removes the indentation that all lines but the first share, and blank lines around. In place: lines only get shorter. */
static void
dedent (GString *raw)
{
  g_autoptr (GArray) lines = split_lines (raw);
  gsize common = G_MAXSIZE;
  gsize first = 0;
  gsize end = 0;
  gsize written = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      Line line = g_array_index (lines, Line, i);
      gsize indentation = count_indentation (raw->str, line);

      if (indentation == line.length)
        continue;
      if (end == 0)
        first = i;
      end = i + 1;
      if (i != 0)
        common = MIN (common, indentation);
    }

  for (gsize i = first; i < end; i++)
    {
      Line line = g_array_index (lines, Line, i);
      gsize cut = i == 0 ? 0 : MIN (common, line.length);

      if (i != first)
        raw->str[written++] = '\n';
      memmove (raw->str + written, raw->str + line.start + cut, line.length - cut);
      written += line.length - cut;
    }
  g_string_truncate (raw, written);
}

gsize
uois_lexer_read_block_string (UoisLexer *lexer, gsize start)
{
  const char *source = lexer->source;
  gsize position = start;

  g_string_truncate (lexer->value, 0);
  while (position < lexer->length)
    if (strncmp (source + position, "\"\"\"", 3) == 0)
      {
        dedent (lexer->value);
        return position + 3;
      }
    else if (strncmp (source + position, "\\\"\"\"", 4) == 0)
      {
        g_string_append (lexer->value, "\"\"\"");
        position += 4;
      }
    else if (source[position] == '\r')
      {
        g_string_append_c (lexer->value, '\n');
        position += source[position + 1] == '\n' ? 2 : 1;
      }
    else
      g_string_append_c (lexer->value, source[position++]);

  uois_lexer_fail (lexer, UOIS_ERROR_SYNTAX, position, "Syntax Error: Unterminated string.");
  return 0;
}
