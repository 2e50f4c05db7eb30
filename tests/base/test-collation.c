/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/collation.h"

#include <string.h>

static const char *const czech[] = {
  "cena", "cihla", "Ctirad",  "čas",   "Čeněk", "daň", "ďas",  "Hana",
  "hora", "chata", "Chrudoš", "chyba", "ihned", "Ivo", "ruka", "řeka",
};

static int
compare_keys (const GByteArray *a, const GByteArray *b)
{
  int order = memcmp (a->data, b->data, MIN (a->len, b->len));

  return order != 0 ? order : (int) a->len - (int) b->len;
}

static GByteArray *
get_key (UoisCollator *collator, const char *text)
{
  GByteArray *key = g_byte_array_new ();

  uois_collator_append_key (collator, text, -1, key);
  return key;
}

static void
test_czech (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");

  for (guint i = 1; i < G_N_ELEMENTS (czech); i++)
    {
      g_autoptr (GByteArray) before = get_key (collator, czech[i - 1]);
      g_autoptr (GByteArray) after = get_key (collator, czech[i]);

      g_test_message ("%s < %s", czech[i - 1], czech[i]);
      g_assert_cmpint (compare_keys (before, after), <, 0);
    }
}

static void
test_null_is_last (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  g_autoptr (GByteArray) null_key = get_key (collator, NULL);
  static const char *const texts[] = { "", "žž", "\xf4\x8f\xbf\xbd", "\xe9\xbe\xa5", "ｚ", "\xef\xbf\xbd" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) key = get_key (collator, texts[i]);

      g_assert_cmpint (compare_keys (key, null_key), <, 0);
    }
}

static void
test_keys_append (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  g_autoptr (GByteArray) key = g_byte_array_new ();
  g_autoptr (GByteArray) alone = get_key (collator, "chata");
  g_autoptr (GByteArray) empty = get_key (collator, "");

  g_byte_array_append (key, (const guint8 *) "x", 1);
  uois_collator_append_key (collator, "chata a dům", 5, key);
  g_assert_cmpmem (key->data + 1, key->len - 1, alone->data, alone->len);
  g_assert_cmpint (compare_keys (empty, alone), <, 0);
}

/* A key is no longer than it must be, and a long text has one too. */
static void
test_sizes (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  g_autofree char *long_text = g_strnfill (100000, 'c');
  g_autoptr (GByteArray) long_key = get_key (collator, long_text);
  g_autoptr (GByteArray) short_key = get_key (collator, "Nováková");

  g_assert_cmpuint (long_key->len, >, 90000);
  g_assert_cmpuint (short_key->len, <, 30);
}

static void
test_version (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  g_autofree char *version = uois_collator_version (collator);

  g_assert_true (g_str_has_prefix (version, "cs/"));
  g_assert_true (g_ascii_isdigit (version[3]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collation/czech", test_czech);
  g_test_add_func ("/collation/null-is-last", test_null_is_last);
  g_test_add_func ("/collation/keys-append", test_keys_append);
  g_test_add_func ("/collation/sizes", test_sizes);
  g_test_add_func ("/collation/version", test_version);
  return g_test_run ();
}
