/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

static void
assert_fold (const char *text, const char *expected)
{
  g_autofree char *folded = uois_text_fold (text, -1);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_fold (void)
{
  assert_fold ("", "");
  assert_fold ("Newbie", "newbie");
  assert_fold ("Šárka", "sarka");
  assert_fold ("S\xcc\x8c"
               "a\xcc\x81"
               "rka",
               "sarka"); /* the same, decomposed */
  assert_fold ("PŘÍLIŠ ŽLUŤOUČKÝ KŮŇ", "prilis zlutoucky kun");
  assert_fold ("Straße", "strasse");
  assert_fold ("ﬁle ℋ", "file h");
  assert_fold ("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
}

static void
test_fold_length (void)
{
  g_autofree char *folded = uois_text_fold ("Šárka Nová", strlen ("Šárka"));
  g_autofree char *ascii = uois_text_fold ("ABCDEF", 3);

  g_assert_cmpstr (folded, ==, "sarka");
  g_assert_cmpstr (ascii, ==, "abc");
}

static void
test_fold_is_stable (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      char text[16] = "";
      gunichar character = (gunichar) g_test_rand_int_range (1, 0x250); /* Latin, as names are */
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      g_unichar_to_utf8 (character, text);
      once = uois_text_fold (text, -1);
      twice = uois_text_fold (once, -1);
      g_assert_cmpstr (once, ==, twice);
    }
}

static void
test_names (void)
{
  static const char *const pairs[][2] = {
    { "name", "name" },
    { "nameEn", "name_en" },
    { "grouptypeId", "grouptype_id" },
    { "startDate", "start_date" },
    { "linkedExternalId", "linked_external_id" },
  };
  g_autofree char *capital = uois_text_snake_case ("Name");
  g_autofree char *private = uois_text_camel_case ("_chunk");

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *snake = uois_text_snake_case (pairs[i][0]);
      g_autofree char *camel = uois_text_camel_case (pairs[i][1]);

      g_assert_cmpstr (snake, ==, pairs[i][1]);
      g_assert_cmpstr (camel, ==, pairs[i][0]);
    }

  g_assert_cmpstr (capital, ==, "name");
  g_assert_cmpstr (private, ==, "_chunk");
}

typedef struct
{
  const char *text;
  const char *pattern;
  gboolean like;
  gboolean ilike;
} Like;

static const Like likes[] = {
  { "", "", TRUE, TRUE },
  { "", "%", TRUE, TRUE },
  { "", "_", FALSE, FALSE },
  { "a", "", FALSE, FALSE },
  { "Newbie", "New%", TRUE, TRUE },
  { "Newbie", "new%", FALSE, TRUE },
  { "Newbie", "%bie", TRUE, TRUE },
  { "Newbie", "%ewb%", TRUE, TRUE },
  { "Newbie", "N_wbie", TRUE, TRUE },
  { "Newbie", "Newbie_", FALSE, FALSE },
  { "Newbie", "%%%", TRUE, TRUE },
  { "Newbie", "%b%e", TRUE, TRUE },
  { "aab", "%ab", TRUE, TRUE },
  { "abab", "%abc", FALSE, FALSE },
  { "ŠÁRKA", "šár%", FALSE, TRUE },
  { "Šárka", "_á___", TRUE, TRUE },
  { "Šárka", "____", FALSE, FALSE },
  { "sarka", "šárka", FALSE, FALSE },
  { "50%", "50\\%", TRUE, TRUE },
  { "50x", "50\\%", FALSE, FALSE },
  { "a_b", "a\\_b", TRUE, TRUE },
  { "axb", "a\\_b", FALSE, FALSE },
  { "a\\b", "a\\\\b", TRUE, TRUE },
  { "a\\", "a\\", TRUE, TRUE },
  { "ab", "\\ab", TRUE, TRUE },
};

static void
test_like (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (likes); i++)
    {
      const Like *like = &likes[i];

      g_test_message ("“%s” like “%s”", like->text, like->pattern);
      g_assert_cmpint (uois_text_like (like->text, strlen (like->text), like->pattern, FALSE), ==, like->like);
      g_assert_cmpint (uois_text_like (like->text, strlen (like->text), like->pattern, TRUE), ==, like->ilike);
    }
}

/* The definition, recursively: slow and obviously right. */
static gboolean
like_by_definition (const char *text, const char *pattern)
{
  if (*pattern == '\0')
    return *text == '\0';
  if (*pattern == '%')
    return like_by_definition (text, pattern + 1) || (*text != '\0' && like_by_definition (text + 1, pattern));
  return *text != '\0' && (*pattern == '_' || *pattern == *text) && like_by_definition (text + 1, pattern + 1);
}

static void
test_like_by_definition (void)
{
  for (guint i = 0; i < 100000; i++)
    {
      static const char letters[] = "ab%_";
      char text[10] = "", pattern[8] = "";
      int text_length = g_test_rand_int_range (0, 9);
      int pattern_length = g_test_rand_int_range (0, 7);

      for (int j = 0; j < text_length; j++)
        text[j] = letters[g_test_rand_int_range (0, 2)];
      for (int j = 0; j < pattern_length; j++)
        pattern[j] = letters[g_test_rand_int_range (0, 4)];

      g_assert_cmpint (uois_text_like (text, strlen (text), pattern, FALSE), ==, like_by_definition (text, pattern));
    }
}

/* What makes a backtracking matcher take ages; here it must end. */
static void
test_like_is_bounded (void)
{
  g_autofree char *text = g_strnfill (20000, 'a');
  g_autoptr (GString) pattern = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (pattern, "%a");
  g_string_append (pattern, "b");

  g_assert_false (uois_text_like (text, 20000, pattern->str, TRUE));
}

static void
test_distance (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    guint distance;
  } cases[] = {
    { "", "", 0 },
    { "", "abc", 3 },
    { "abc", "", 3 },
    { "name", "name", 0 },
    { "name", "Name", 0 },
    { "nam", "name", 1 },
    { "naem", "name", 1 },
    { "game", "name", 1 },
    { "surname", "name", 3 },
    { "kitten", "sitting", 3 },
    { "ab", "ba", 1 },
    { "abc", "ca", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s” “%s”", cases[i].a, cases[i].b);
      g_assert_cmpuint (uois_text_distance (cases[i].a, cases[i].b), ==, cases[i].distance);
      g_assert_cmpuint (uois_text_distance (cases[i].b, cases[i].a), ==, cases[i].distance);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-length", test_fold_length);
  g_test_add_func ("/text/fold-is-stable", test_fold_is_stable);
  g_test_add_func ("/text/names", test_names);
  g_test_add_func ("/text/like", test_like);
  g_test_add_func ("/text/like-by-definition", test_like_by_definition);
  g_test_add_func ("/text/like-is-bounded", test_like_is_bounded);
  g_test_add_func ("/text/distance", test_distance);
  return g_test_run ();
}
