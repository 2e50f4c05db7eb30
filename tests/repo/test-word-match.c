/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repo/word-match.h"

#include <string.h>

static gboolean
matches (const char *search, const char *text)
{
  g_autoptr (UoisWordMatcher) matcher = uois_word_matcher_new (search);

  g_assert_nonnull (matcher);
  return uois_word_matcher_matches (matcher, text, strlen (text));
}

static void
test_words (void)
{
  g_assert_true (matches ("nov", "Nováková Šárka – K-207"));
  g_assert_true (matches ("SARKA", "Nováková Šárka – K-207"));
  g_assert_true (matches ("Šár", "Nováková Šárka – K-207"));
  g_assert_true (matches ("sarka nov", "Nováková Šárka – K-207"));
  g_assert_true (matches ("207", "Nováková Šárka – K-207"));
  g_assert_true (matches ("k-207", "Nováková Šárka – K-207"));
  g_assert_false (matches ("ováková", "Nováková Šárka – K-207"));
  g_assert_false (matches ("nov petr", "Nováková Šárka – K-207"));
  g_assert_false (matches ("nov", ""));
}

static void
test_no_words (void)
{
  g_assert_null (uois_word_matcher_new (""));
  g_assert_null (uois_word_matcher_new (" – \t..."));
}

/* Text need not end with a zero. */
static void
test_length (void)
{
  g_autoptr (UoisWordMatcher) matcher = uois_word_matcher_new ("abc");
  g_autofree char *text = g_memdup2 ("abcd", 4);

  g_assert_true (uois_word_matcher_matches (matcher, text, 4));
  g_assert_false (uois_word_matcher_matches (matcher, text, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repo/word-match/words", test_words);
  g_test_add_func ("/repo/word-match/no-words", test_no_words);
  g_test_add_func ("/repo/word-match/length", test_length);
  return g_test_run ();
}
