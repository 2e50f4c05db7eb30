/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/json-reader.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  EXPECT_VALUE,
  EXPECT_FIRST_VALUE, /* or the end of the array */
  EXPECT_NAME,
  EXPECT_FIRST_NAME, /* or the end of the object */
  EXPECT_COLON,
  EXPECT_NEXT, /* a comma, or the end of what is open */
};

void
uois_json_reader_init (UoisJsonReader *reader, const char *text, gsize length, const char *start)
{
  *reader = (UoisJsonReader){
    .text = text, .end = text + length, .token_start = start, .position = start, .expected = EXPECT_VALUE
  };
}

void
uois_json_reader_clear (UoisJsonReader *reader)
{
  if (reader->unescaped != NULL)
    g_string_free (reader->unescaped, TRUE);
  reader->unescaped = NULL;
}

void
uois_json_reader_locate (const char *text, const char *position, guint *line, guint *column)
{
  const char *line_start = text;
  const char *newline;

  *line = 1;
  while ((newline = memchr (line_start, '\n', (gsize) (position - line_start))) != NULL)
    {
      line_start = newline + 1;
      (*line)++;
    }
  *column = (guint) g_utf8_strlen (line_start, position - line_start) + 1;
}

static UoisJsonToken
fault (UoisJsonReader *reader, const char *where, const char *what, GError **error)
{
  guint line, column;

  uois_json_reader_locate (reader->text, where, &line, &column);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("line %u, column %u: %s"), line, column, what);
  return UOIS_JSON_FAULT;
}

static UoisJsonToken
fault_at_end (UoisJsonReader *reader, GError **error)
{
  return fault (reader, reader->end, _ ("the text ends too early"), error);
}

/* ---- Strings ---- */

static gboolean
read_hex4 (const char *digits, const char *end, gunichar *code)
{
  if (end - digits < 4)
    return FALSE;
  *code = 0;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0)
        return FALSE;
      *code = *code << 4 | (gunichar) digit;
    }
  return TRUE;
}

/* @escape is behind "\u"; it is moved behind the character, which may take two escapes. */
static gboolean
read_unicode_escape (const char **escape, const char *end, gunichar *character)
{
  gunichar low;

  if (!read_hex4 (*escape, end, character))
    return FALSE;
  *escape += 4;
  if (*character < 0xd800 || *character > 0xdfff)
    return TRUE;

  if (*character > 0xdbff || end - *escape < 6 || (*escape)[0] != '\\' || (*escape)[1] != 'u' ||
      !read_hex4 (*escape + 2, end, &low) || low < 0xdc00 || low > 0xdfff)
    return FALSE;
  *escape += 6;
  *character = 0x10000 + ((*character - 0xd800) << 10) + (low - 0xdc00);
  return TRUE;
}

/* @escape is at the backslash; it is moved behind the escape. */
static gboolean
append_escape (GString *string, const char **escape, const char *end)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  gunichar character;

  (*escape)++;
  if (*escape == end)
    return FALSE;
  if (**escape == 'u')
    {
      (*escape)++;
      if (!read_unicode_escape (escape, end, &character))
        return FALSE;
      if (character == 0)
        g_string_append_c (string, '\0');
      else
        g_string_append_unichar (string, character);
      return TRUE;
    }

  letter = **escape != '\0' ? strchr (letters, **escape) : NULL;
  if (letter == NULL)
    return FALSE;
  g_string_append_c (string, characters[letter - letters]);
  (*escape)++;
  return TRUE;
}

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint64) (byte))

/* Whether one of the eight bytes is less than @limit, which is at most 128. */
static inline guint64
has_byte_below (guint64 word, guint limit)
{
  return (word - EACH_BYTE (limit)) & ~word & EACH_BYTE (0x80);
}

/* The end of the run of ordinary characters from @position on; eight bytes at a time, since most of a seed file is
 * inside of strings. */
static const char *
skip_ordinary (const char *position, const char *end)
{
  while (end - position >= 8)
    {
      guint64 word;

      memcpy (&word, position, sizeof word);
      if (has_byte_below (word, 0x20) || has_byte_below (word ^ EACH_BYTE ('"'), 1) ||
          has_byte_below (word ^ EACH_BYTE ('\\'), 1))
        break;
      position += 8;
    }
  while (position < end && *position != '"' && *position != '\\' && (guchar) *position >= 0x20)
    position++;
  return position;
}

static UoisJsonToken
read_string (UoisJsonReader *reader, UoisJsonToken token, GError **error)
{
  const char *start = reader->position + 1;
  const char *position = skip_ordinary (start, reader->end);

  if (position < reader->end && *position == '"')
    {
      reader->string = start;
      reader->length = (gsize) (position - start);
      reader->position = position + 1;
      return token;
    }

  if (reader->unescaped == NULL)
    reader->unescaped = g_string_new (NULL);
  g_string_truncate (reader->unescaped, 0);
  while (position < reader->end && *position != '"')
    {
      const char *escape = position;

      if (*position != '\\')
        return fault (reader, position, _ ("a string may not hold control characters; write them as \\u"), error);
      g_string_append_len (reader->unescaped, start, position - start);
      if (!append_escape (reader->unescaped, &position, reader->end))
        return fault (reader, escape, _ ("this is no escape of JSON"), error);
      start = position;
      position = skip_ordinary (position, reader->end);
    }
  if (position >= reader->end)
    return fault_at_end (reader, error);

  g_string_append_len (reader->unescaped, start, position - start);
  reader->string = reader->unescaped->str;
  reader->length = reader->unescaped->len;
  reader->position = position + 1;
  return token;
}

/* ---- Numbers and words ---- */

static const char *
skip_digits (const char *position, const char *end)
{
  while (position < end && g_ascii_isdigit (*position))
    position++;
  return position;
}

static UoisJsonToken
read_number (UoisJsonReader *reader, GError **error)
{
  const char *position = reader->position;
  const char *digits;

  if (*position == '-')
    position++;
  digits = position;
  position = skip_digits (position, reader->end);
  if (position == digits || (*digits == '0' && position > digits + 1))
    return fault (reader, reader->position, _ ("this is no number of JSON"), error);

  if (position < reader->end && *position == '.')
    {
      digits = position + 1;
      position = skip_digits (digits, reader->end);
      if (position == digits)
        return fault (reader, reader->position, _ ("this is no number of JSON"), error);
    }
  if (position < reader->end && (*position == 'e' || *position == 'E'))
    {
      digits = position + 1;
      if (digits < reader->end && (*digits == '+' || *digits == '-'))
        digits++;
      position = skip_digits (digits, reader->end);
      if (position == digits)
        return fault (reader, reader->position, _ ("this is no number of JSON"), error);
    }
  reader->position = position;
  return UOIS_JSON_NUMBER;
}

static UoisJsonToken
read_word (UoisJsonReader *reader, GError **error)
{
  static const struct
  {
    const char *word;
    gsize length;
    UoisJsonToken token;
  } words[] = {
    { "true", 4, UOIS_JSON_TRUE },
    { "false", 5, UOIS_JSON_FALSE },
    { "null", 4, UOIS_JSON_NULL },
  };
  gsize left = (gsize) (reader->end - reader->position);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (left >= words[i].length && memcmp (reader->position, words[i].word, words[i].length) == 0)
      {
        reader->position += words[i].length;
        return words[i].token;
      }
  return fault (reader, reader->position, _ ("a value was expected here"), error);
}

/* At most 60 bytes of a number matter: no text of a double or of 64 bits is longer. */
static gboolean
copy_number (const UoisJsonReader *reader, char *copy, gsize size)
{
  gsize length = (gsize) (reader->position - reader->token_start);

  if (length >= size)
    return FALSE;
  memcpy (copy, reader->token_start, length);
  copy[length] = '\0';
  return TRUE;
}

gboolean
uois_json_reader_get_real (const UoisJsonReader *reader, double *real)
{
  char copy[400];

  if (!copy_number (reader, copy, sizeof copy))
    return FALSE;
  *real = g_ascii_strtod (copy, NULL);
  return isfinite (*real);
}

gboolean
uois_json_reader_get_integer (const UoisJsonReader *reader, gint64 *integer)
{
  char copy[400];
  char *end;
  double real;

  if (!copy_number (reader, copy, sizeof copy))
    return FALSE;
  errno = 0;
  *integer = g_ascii_strtoll (copy, &end, 10);
  if (*end == '\0')
    return errno == 0;

  /* Beyond 2^53 a double no longer says which integer was meant. */
  real = g_ascii_strtod (copy, NULL);
  if (real != floor (real) || fabs (real) > 9007199254740992.0)
    return FALSE;
  *integer = (gint64) real;
  return TRUE;
}

/* ---- Structure ---- */

static gboolean
in_object (const UoisJsonReader *reader)
{
  return reader->objects >> (reader->depth - 1) & 1;
}

static UoisJsonToken
open_level (UoisJsonReader *reader, gboolean object, GError **error)
{
  if (reader->depth == UOIS_JSON_READER_DEPTH_MAX)
    return fault (reader, reader->position, _ ("the values are nested too deep"), error);

  reader->objects &= ~(G_GUINT64_CONSTANT (1) << reader->depth);
  reader->objects |= (guint64) object << reader->depth;
  reader->depth++;
  reader->position++;
  reader->expected = object ? EXPECT_FIRST_NAME : EXPECT_FIRST_VALUE;
  return object ? UOIS_JSON_BEGIN_OBJECT : UOIS_JSON_BEGIN_ARRAY;
}

static UoisJsonToken
close_level (UoisJsonReader *reader)
{
  UoisJsonToken token = in_object (reader) ? UOIS_JSON_END_OBJECT : UOIS_JSON_END_ARRAY;

  reader->depth--;
  reader->position++;
  reader->expected = EXPECT_NEXT;
  return token;
}

static UoisJsonToken
read_value (UoisJsonReader *reader, GError **error)
{
  reader->expected = EXPECT_NEXT;
  switch (*reader->position)
    {
    case '{':
      return open_level (reader, TRUE, error);
    case '[':
      return open_level (reader, FALSE, error);
    case '"':
      return read_string (reader, UOIS_JSON_STRING, error);
    case '-':
    case '0' ... '9':
      return read_number (reader, error);
    default:
      return read_word (reader, error);
    }
}

static UoisJsonToken
read_name (UoisJsonReader *reader, GError **error)
{
  if (*reader->position != '"')
    return fault (reader, reader->position, _ ("a name in quotes was expected here"), error);
  reader->expected = EXPECT_COLON;
  return read_string (reader, UOIS_JSON_NAME, error);
}

static void
skip_blanks (UoisJsonReader *reader)
{
  const char *position = reader->position;

  while (position < reader->end && (*position == ' ' || *position == '\n' || *position == '\r' || *position == '\t'))
    position++;
  reader->position = position;
}

/* Goes over the comma or colon that stands before the next token. */
static gboolean
skip_punctuation (UoisJsonReader *reader, GError **error)
{
  char character = *reader->position;

  if (reader->expected == EXPECT_COLON)
    {
      if (character != ':')
        {
          fault (reader, reader->position, _ ("a colon was expected here"), error);
          return FALSE;
        }
      reader->expected = EXPECT_VALUE;
    }
  else
    {
      if (character != ',')
        {
          fault (reader, reader->position,
                 in_object (reader) ? _ ("a comma or “}” was expected here") : _ ("a comma or “]” was expected here"),
                 error);
          return FALSE;
        }
      reader->expected = in_object (reader) ? EXPECT_NAME : EXPECT_VALUE;
    }
  reader->position++;
  skip_blanks (reader);
  return TRUE;
}

UoisJsonToken
uois_json_reader_next (UoisJsonReader *reader, GError **error)
{
  skip_blanks (reader);
  if (reader->expected == EXPECT_NEXT && reader->depth == 0)
    {
      reader->token_start = reader->position;
      return UOIS_JSON_END;
    }

  if (reader->position < reader->end && reader->depth > 0 && reader->expected != EXPECT_VALUE &&
      reader->expected != EXPECT_NAME && reader->expected != EXPECT_COLON &&
      *reader->position == (in_object (reader) ? '}' : ']'))
    {
      reader->token_start = reader->position;
      return close_level (reader);
    }
  if (reader->position < reader->end && (reader->expected == EXPECT_NEXT || reader->expected == EXPECT_COLON) &&
      !skip_punctuation (reader, error))
    return UOIS_JSON_FAULT;
  if (reader->position >= reader->end)
    return fault_at_end (reader, error);

  reader->token_start = reader->position;
  if (reader->expected == EXPECT_NAME || reader->expected == EXPECT_FIRST_NAME)
    return read_name (reader, error);
  return read_value (reader, error);
}

gboolean
uois_json_reader_skip (UoisJsonReader *reader, UoisJsonToken token, GError **error)
{
  guint depth = reader->depth;

  if (token != UOIS_JSON_BEGIN_OBJECT && token != UOIS_JSON_BEGIN_ARRAY)
    return token != UOIS_JSON_FAULT;
  while (reader->depth >= depth)
    if (uois_json_reader_next (reader, error) == UOIS_JSON_FAULT)
      return FALSE;
  return TRUE;
}
