/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/collation.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct _UoisCollator
{
  UCollator *rules;
  char *locale;
  GArray *utf16; /* UChar; kept, since keys are made by the hundred thousand */
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

void
uois_collator_append_key (UoisCollator *collator, const char *text, gssize length, GByteArray *key)
{
  /* Above every weight that ICU gives to a character. */
  static const guint8 null_key[] = { 0xff, 0xff, 0xff, 0xff };
  gsize size;
  guint start = key->len;
  int32_t utf16_length = 0;
  int32_t key_length;
  UErrorCode status = U_ZERO_ERROR;

  if (text == NULL)
    {
      g_byte_array_append (key, null_key, sizeof null_key);
      return;
    }

  size = length < 0 ? strlen (text) : (gsize) length;
  g_return_if_fail (size <= G_MAXINT32 / 8);

  /* UTF-16 never has more units than UTF-8 has bytes. */
  g_array_set_size (collator->utf16, (guint) size + 1);
  u_strFromUTF8WithSub ((UChar *) collator->utf16->data, (int32_t) size + 1, &utf16_length, text, (int32_t) size,
                        0xfffd, NULL, &status);

  for (guint room = (guint) size * 4 + 16;; room = (guint) key_length)
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
