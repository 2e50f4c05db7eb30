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

/* Whatever a text begins with, its key lies within the bounds of that. */
static void
test_prefix_bounds (void)
{
  static const char *const pieces[] = { "c", "h", "C", "H", "ch", "č",  "c\xcc\x8c", "r", "ř",       "n", "Ň",
                                        "a", "á", "z", "ž", "l",  "·",  "1",         "9", " ",       "-", "'",
                                        "ß", "ﬁ", "İ", "я", "Ω",  "中", "💡",         "x", "\xcc\x81" };
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  guint n_narrow = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GByteArray) lower = g_byte_array_new ();
      g_autoptr (GByteArray) upper = g_byte_array_new ();
      guint n_pieces = (guint) g_test_rand_int_range (1, 7);

      for (guint j = 0; j < n_pieces; j++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      glong n_characters = g_utf8_strlen (text->str, -1);
      g_autofree char *prefix = g_utf8_substring (text->str, 0, g_test_rand_int_range (0, (gint32) n_characters + 1));
      g_autoptr (GByteArray) key = get_key (collator, text->str);

      if (!uois_collator_append_prefix_bounds (collator, prefix, -1, lower, upper))
        continue;
      n_narrow++;
      if (compare_keys (lower, key) > 0 || compare_keys (key, upper) >= 0)
        g_error ("“%s” is not within the bounds of “%s”", text->str, prefix);
    }

  g_assert_cmpuint (n_narrow, >, 5000);
}

static void
assert_within (UoisCollator *collator, const char *prefix, const char *text, gboolean within)
{
  g_autoptr (GByteArray) lower = g_byte_array_new ();
  g_autoptr (GByteArray) upper = g_byte_array_new ();
  g_autoptr (GByteArray) key = get_key (collator, text);

  g_assert_true (uois_collator_append_prefix_bounds (collator, prefix, -1, lower, upper));
  g_assert_cmpint (compare_keys (lower, key) <= 0 && compare_keys (key, upper) < 0, ==, within);
}

static void
test_prefix_bounds_are_narrow (void)
{
  g_autoptr (UoisCollator) collator = uois_collator_new ("cs");
  g_autoptr (GByteArray) bound = g_byte_array_new ();

  assert_within (collator, "nov", "Novák", TRUE);
  assert_within (collator, "NOVÁ", "nova", TRUE);
  assert_within (collator, "nov", "Nosek", FALSE);
  assert_within (collator, "nov", "Nový", TRUE);
  assert_within (collator, "novak", "Nov", FALSE);
  assert_within (collator, "h", "Chrudoš", FALSE);
  assert_within (collator, "ch", "Chrudoš", TRUE);
  assert_within (collator, "noc", "noch", TRUE);
  g_assert_false (uois_collator_append_prefix_bounds (collator, "", 0, bound, bound));
  g_assert_false (uois_collator_append_prefix_bounds (collator, "c", 1, bound, bound));
  g_assert_cmpuint (bound->len, ==, 0);
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
  g_test_add_func ("/collation/prefix-bounds", test_prefix_bounds);
  g_test_add_func ("/collation/prefix-bounds-are-narrow", test_prefix_bounds_are_narrow);
  return g_test_run ();
}
