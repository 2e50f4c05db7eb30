/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-writer.h"

#include <math.h>
#include <string.h>

#define SMALLEST_CAPACITY 256
#define LONGEST_INTEGER 20 /* -9223372036854775808 */

void
uois_json_writer_init (UoisJsonWriter *writer)
{
  *writer = (UoisJsonWriter){ NULL };
}

void
uois_json_writer_clear (UoisJsonWriter *writer)
{
  g_free (writer->bytes);
  uois_json_writer_init (writer);
}

GBytes *
uois_json_writer_steal (UoisJsonWriter *writer)
{
  GBytes *bytes = g_bytes_new_take (writer->bytes, writer->length);

  uois_json_writer_init (writer);
  return bytes;
}

void
uois_json_writer_reserve (UoisJsonWriter *writer, gsize more)
{
  gsize needed;

  if (G_LIKELY (writer->capacity - writer->length >= more))
    return;

  if (!g_size_checked_add (&needed, writer->length, more))
    g_error ("A text of JSON grew beyond the address space");

  writer->capacity = MAX (MAX (needed, writer->capacity + writer->capacity / 2), SMALLEST_CAPACITY);
  writer->bytes = g_realloc (writer->bytes, writer->capacity);
}

void
uois_json_writer_raw (UoisJsonWriter *writer, const char *text, gsize length)
{
  if (length == 0)
    return;

  uois_json_writer_reserve (writer, length);
  memcpy (writer->bytes + writer->length, text, length);
  writer->length += length;
}

/* Whether none of eight bytes is a control character, a quote or a backslash. */
static inline gboolean
is_plain_word (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = ones << 7;
  guint64 quote = word ^ ones * '"';
  guint64 backslash = word ^ ones * '\\';
  /* A byte below n gives its top bit in (word - n) & ~word: RFC 8259 escapes those below 0x20. */
  guint64 special = (word - ones * 0x20) & ~word;

  special |= (quote - ones) & ~quote;
  special |= (backslash - ones) & ~backslash;

  return (special & tops) == 0;
}

static inline gboolean
is_plain (guchar byte)
{
  return byte >= 0x20 && byte != '"' && byte != '\\';
}

static void
write_escape (UoisJsonWriter *writer, guchar byte)
{
  static const char digits[] = "0123456789abcdef";
  char escape[6] = { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 0xf] };
  gsize length = 2;

  switch (byte)
    {
    case '"':
    case '\\':
      escape[1] = (char) byte;
      break;
    case '\b':
      escape[1] = 'b';
      break;
    case '\f':
      escape[1] = 'f';
      break;
    case '\n':
      escape[1] = 'n';
      break;
    case '\r':
      escape[1] = 'r';
      break;
    case '\t':
      escape[1] = 't';
      break;
    default:
      length = sizeof escape;
      break;
    }

  uois_json_writer_raw (writer, escape, length);
}

/* Copies text up to the first byte that has to be escaped; @to has room for @length bytes. Returns how many that were. */
static inline gsize
copy_plain (char *to, const char *text, gsize length)
{
  gsize i = 0;
  guint64 word;

  for (; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, text + i, sizeof word);
      if (!is_plain_word (word))
        break;
      memcpy (to + i, &word, sizeof word);
    }
  for (; i < length && is_plain ((guchar) text[i]); i++)
    to[i] = text[i];

  return i;
}

void
uois_json_writer_string (UoisJsonWriter *writer, const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize copied;

  uois_json_writer_reserve (writer, size + 2);
  writer->bytes[writer->length] = '"';
  copied = copy_plain (writer->bytes + writer->length + 1, text, size);
  writer->length += copied + 1;

  while (G_UNLIKELY (copied < size))
    {
      gsize plain;

      write_escape (writer, (guchar) text[copied++]);
      uois_json_writer_reserve (writer, size - copied + 1);
      plain = copy_plain (writer->bytes + writer->length, text + copied, size - copied);
      writer->length += plain;
      copied += plain;
    }

  writer->bytes[writer->length++] = '"';
}

void
uois_json_writer_integer (UoisJsonWriter *writer, gint64 integer)
{
  char digits[LONGEST_INTEGER];
  char *start = digits + sizeof digits;
  guint64 rest = integer < 0 ? -(guint64) integer : (guint64) integer;

  do
    *--start = (char) ('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (integer < 0)
    *--start = '-';

  uois_json_writer_raw (writer, start, (gsize) (digits + sizeof digits - start));
}

/* "1e+05" and "1e-05" to "1e5" and "1e-5". */
static void
shorten_exponent (char *text)
{
  char *from = strchr (text, 'e');
  char *to;

  if (from == NULL)
    return;

  to = ++from;
  if (*from == '-')
    *to++ = *from;
  if (*from == '-' || *from == '+')
    from++;
  while (*from == '0')
    from++;
  memmove (to, from, strlen (from) + 1);
}

void
uois_json_writer_real (UoisJsonWriter *writer, double real)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (real))
    {
      uois_json_writer_literal (writer, "null");
      return;
    }

  /* 17 digits always read back; most doubles that people wrote need no more than 15. */
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], real);
      if (g_ascii_strtod (text, NULL) == real)
        break;
    }
  shorten_exponent (text);

  uois_json_writer_raw (writer, text, strlen (text));
}

void
uois_json_writer_uuid (UoisJsonWriter *writer, const UoisUuid *uuid)
{
  char *text;

  uois_json_writer_reserve (writer, UOIS_UUID_TEXT_LENGTH + 2);
  text = writer->bytes + writer->length;
  text[0] = '"';
  uois_uuid_format (uuid, text + 1);
  text[UOIS_UUID_TEXT_LENGTH + 1] = '"';
  writer->length += UOIS_UUID_TEXT_LENGTH + 2;
}

void
uois_json_writer_datetime (UoisJsonWriter *writer, UoisDateTime datetime)
{
  char *text;
  gsize length;

  uois_json_writer_reserve (writer, UOIS_DATETIME_TEXT_LENGTH + 2);
  text = writer->bytes + writer->length;
  text[0] = '"';
  length = uois_datetime_format (datetime, text + 1);
  text[length + 1] = '"';
  writer->length += length + 2;
}

void
uois_json_writer_date (UoisJsonWriter *writer, UoisDateTime datetime)
{
  char *text;

  uois_json_writer_reserve (writer, UOIS_DATE_TEXT_LENGTH + 2);
  text = writer->bytes + writer->length;
  text[0] = '"';
  uois_date_format (datetime, text + 1);
  text[UOIS_DATE_TEXT_LENGTH + 1] = '"';
  writer->length += UOIS_DATE_TEXT_LENGTH + 2;
}

void
uois_json_writer_value (UoisJsonWriter *writer, const UoisValue *value)
{
  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      uois_json_writer_literal (writer, "null");
      break;
    case UOIS_VALUE_BOOLEAN:
      if (value->integer)
        uois_json_writer_literal (writer, "true");
      else
        uois_json_writer_literal (writer, "false");
      break;
    case UOIS_VALUE_INTEGER:
      uois_json_writer_integer (writer, value->integer);
      break;
    case UOIS_VALUE_REAL:
      uois_json_writer_real (writer, value->real);
      break;
    case UOIS_VALUE_TEXT:
      uois_json_writer_string (writer, value->text, value->length);
      break;
    case UOIS_VALUE_UUID:
      uois_json_writer_uuid (writer, &value->uuid);
      break;
    case UOIS_VALUE_DATETIME:
      uois_json_writer_datetime (writer, value->datetime);
      break;
    case UOIS_VALUE_DATE:
      uois_json_writer_date (writer, value->datetime);
      break;
    default:
      g_return_if_reached ();
    }
}

void
uois_json_writer_separate (UoisJsonWriter *writer)
{
  char last;

  if (writer->length == 0)
    return;

  last = writer->bytes[writer->length - 1];
  if (last != '{' && last != '[' && last != ':')
    uois_json_writer_literal (writer, ",");
}

void
uois_json_writer_name (UoisJsonWriter *writer, const char *name)
{
  uois_json_writer_separate (writer);
  uois_json_writer_string (writer, name, -1);
  uois_json_writer_literal (writer, ":");
}
