/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include <string.h>
#include <uuid/uuid.h>

#define HEX_DIGITS 32

/* Every byte as its two digits: formatting ids is what answering a query mostly does. */
static const char hex_pairs[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                                "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
                                "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
                                "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
                                "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
                                "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
                                "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
                                "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

/* Where the digits of byte 0 to 15 stand in the hyphenated form. */
static const guint8 text_offsets[16] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };

/* The value of a digit plus one; 0 for what is no digit. */
static const guint8 digit_values[256] = {
  ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
  ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

static gboolean
parse_byte (const char *digits, guint8 *byte)
{
  guint high = digit_values[(guchar) digits[0]];
  guint low = digit_values[(guchar) digits[1]];

  if (high == 0 || low == 0)
    return FALSE;

  *byte = (guint8) ((high - 1) << 4 | (low - 1));
  return TRUE;
}

gboolean
uois_uuid_parse (const char *text, gsize length, UoisUuid *uuid)
{
  static const char prefix[] = "urn:uuid:";
  UoisUuid result;
  gboolean hyphenated;

  if (length > strlen (prefix) && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0)
    {
      text += strlen (prefix);
      length -= strlen (prefix);
    }

  if (length >= 2 && text[0] == '{' && text[length - 1] == '}')
    {
      text += 1;
      length -= 2;
    }

  hyphenated = length == UOIS_UUID_TEXT_LENGTH;
  if (!hyphenated && length != HEX_DIGITS)
    return FALSE;
  if (hyphenated && (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-'))
    return FALSE;

  for (guint i = 0; i < sizeof result.bytes; i++)
    if (!parse_byte (text + (hyphenated ? text_offsets[i] : 2 * i), &result.bytes[i]))
      return FALSE;

  *uuid = result;
  return TRUE;
}

void
uois_uuid_format (const UoisUuid *uuid, char *text)
{
  for (guint i = 0; i < sizeof uuid->bytes; i++)
    memcpy (text + text_offsets[i], hex_pairs + 2 * uuid->bytes[i], 2);

  text[8] = text[13] = text[18] = text[23] = '-';
}

char *
uois_uuid_to_string (const UoisUuid *uuid)
{
  char *text = g_malloc (UOIS_UUID_TEXT_LENGTH + 1);

  uois_uuid_format (uuid, text);
  text[UOIS_UUID_TEXT_LENGTH] = '\0';

  return text;
}

/*
 * The first 60 bits besides the version are a clock that never stands still
 * (RFC 9562 section 6.2, method 3: the 12 bits after the milliseconds hold
 * their fraction): two ids of one microsecond take neighbouring ticks.
 */
static guint64
take_tick (void)
{
  static GMutex mutex;
  static guint64 last_tick;
  gint64 now = g_get_real_time ();
  guint64 tick = (guint64) (now / 1000) << 12 | (guint64) (now % 1000) * 4096 / 1000;

  g_mutex_lock (&mutex);
  if (tick <= last_tick)
    tick = last_tick + 1;
  last_tick = tick;
  g_mutex_unlock (&mutex);

  return tick;
}

void
uois_uuid_generate (UoisUuid *uuid)
{
  guint64 tick = take_tick ();
  guint64 head = GUINT64_TO_BE ((tick >> 12) << 16 | 0x7000 | (tick & 0xfff));

  /* The random half and its variant bits come from libuuid's version 4. */
  uuid_generate_random (uuid->bytes);
  memcpy (uuid->bytes, &head, sizeof head);
}

int
uois_uuid_compare (const UoisUuid *a, const UoisUuid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

gboolean
uois_uuid_is_nil (const UoisUuid *uuid)
{
  static const UoisUuid nil;

  return uois_uuid_compare (uuid, &nil) == 0;
}

guint
uois_uuid_hash (gconstpointer uuid)
{
  guint64 halves[2];
  guint64 mixed;

  /* Ids of version 7 differ in their first bits, ids of seed files in their last: every bit must reach every bit. */
  memcpy (halves, uuid, sizeof halves);
  mixed = halves[0] ^ (halves[1] << 32 | halves[1] >> 32);
  mixed = (mixed ^ mixed >> 33) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  mixed = (mixed ^ mixed >> 33) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);

  return (guint) (mixed >> 32);
}

gboolean
uois_uuid_equal (gconstpointer a, gconstpointer b)
{
  return uois_uuid_compare (a, b) == 0;
}
