/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/collation.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

struct _UoisCollator
{
  UCollator *rules;
  char *locale;
  GArray *utf16; /* UChar; kept, since keys are made by the hundred thousand */
  USet *joining; /* nullable until wanted: characters that may sort together with what follows them */
};

UoisCollator *
uois_collator_new (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UoisCollator *collator = g_new0 (UoisCollator, 1);

  collator->rules = ucol_open (locale, &status);
  if (U_FAILURE (status))
    g_error ("ICU has no collation for “%s”: %s", locale, u_errorName (status));

  collator->locale = g_strdup (locale);
  collator->utf16 = g_array_sized_new (FALSE, FALSE, sizeof (UChar), 256);

  return collator;
}

void
uois_collator_free (UoisCollator *collator)
{
  if (collator == NULL)
    return;

  ucol_close (collator->rules);
  g_clear_pointer (&collator->joining, uset_close);
  g_free (collator->locale);
  g_array_unref (collator->utf16);
  g_free (collator);
}

char *
uois_collator_version (UoisCollator *collator)
{
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];

  ucol_getVersion (collator->rules, version);
  u_versionToString (version, text);

  return g_strdup_printf ("%s/%s", collator->locale, text);
}

/* Puts @text where ICU wants it. */
static int32_t
set_utf16 (UoisCollator *collator, const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  int32_t utf16_length = 0;
  UErrorCode status = U_ZERO_ERROR;

  g_return_val_if_fail (size <= G_MAXINT32 / 8, 0);

  /* UTF-16 never has more units than UTF-8 has bytes. */
  g_array_set_size (collator->utf16, (guint) size + 1);
  u_strFromUTF8WithSub ((UChar *) collator->utf16->data, (int32_t) size + 1, &utf16_length, text, (int32_t) size,
                        0xfffd, NULL, &status);

  return utf16_length;
}

void
uois_collator_append_key (UoisCollator *collator, const char *text, gssize length, GByteArray *key)
{
  /* Above every weight that ICU gives to a character. */
  static const guint8 null_key[] = { 0xff, 0xff, 0xff, 0xff };
  guint start = key->len;
  int32_t utf16_length;
  int32_t key_length;

  if (text == NULL)
    {
      g_byte_array_append (key, null_key, sizeof null_key);
      return;
    }

  utf16_length = set_utf16 (collator, text, length);

  for (guint room = (guint) utf16_length * 4 + 16;; room = (guint) key_length)
    {
      g_byte_array_set_size (key, start + room);
      key_length = ucol_getSortKey (collator->rules, (const UChar *) collator->utf16->data, utf16_length,
                                    key->data + start, (int32_t) room);
      if (key_length <= (int32_t) room)
        break;
    }

  /* Without the zero that ends a key in ICU: ours have a length. */
  g_byte_array_set_size (key, start + (guint) MAX (key_length - 1, 0));
}

/* ---- Prefixes ---- */

/* Every character but the last of every sequence that sorts as one: "c" for "ch". */
static USet *
collect_joining (UCollator *rules)
{
  USet *sequences = uset_openEmpty ();
  USet *joining = uset_openEmpty ();
  UErrorCode status = U_ZERO_ERROR;
  int32_t n_items;

  ucol_getContractionsAndExpansions (rules, sequences, NULL, TRUE, &status);
  n_items = uset_getItemCount (sequences);
  for (int32_t i = 0; i < n_items; i++)
    {
      UChar sequence[32];
      UChar32 start, end;
      int32_t length = uset_getItem (sequences, i, &start, &end, sequence, G_N_ELEMENTS (sequence), &status);

      for (int32_t at = 0; at < length;)
        {
          UChar32 character;

          U16_NEXT (sequence, at, length, character);
          if (at < length)
            uset_add (joining, character);
        }
    }

  uset_close (sequences);
  return joining;
}

static int32_t
cut_joining (UoisCollator *collator, int32_t length)
{
  const UChar *text = (const UChar *) collator->utf16->data;

  if (collator->joining == NULL)
    collator->joining = collect_joining (collator->rules);

  while (length > 0)
    {
      int32_t before = length;
      UChar32 character;

      U16_PREV (text, 0, before, character);
      if (!uset_contains (collator->joining, character))
        break;
      length = before;
    }

  return length;
}

static void
append_bound (const GByteArray *key, UColBoundMode mode, GByteArray *bound)
{
  guint start = bound->len;
  guint room = key->len + 8;
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  g_byte_array_set_size (bound, start + room);
  length = ucol_getBound (key->data, (int32_t) key->len, mode, 1, bound->data + start, (int32_t) room, &status);
  g_byte_array_set_size (bound, start + (guint) MAX (length - 1, 0));
}

gboolean
uois_collator_append_prefix_bounds (
    UoisCollator *collator, const char *prefix, gssize length, GByteArray *lower, GByteArray *upper)
{
  g_autoptr (GByteArray) key = g_byte_array_new ();
  int32_t utf16_length = cut_joining (collator, set_utf16 (collator, prefix, length));
  int32_t key_length;

  key_length = ucol_getSortKey (collator->rules, (const UChar *) collator->utf16->data, utf16_length, NULL, 0);
  g_byte_array_set_size (key, (guint) key_length);
  ucol_getSortKey (collator->rules, (const UChar *) collator->utf16->data, utf16_length, key->data, key_length);

  /* A key begins with its first weights; without any, as of a prefix that does not count in sorting, it begins with the
   * separator of the levels. */
  if (key_length <= 1 || key->data[0] <= 0x01)
    return FALSE;

  append_bound (key, UCOL_BOUND_LOWER, lower);
  append_bound (key, UCOL_BOUND_UPPER_LONG, upper);
  return TRUE;
}
