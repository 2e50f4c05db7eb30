/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two people did to the lines of one text. */
#include "sync/text-merge.h"

#include <string.h>

static const struct
{
  const char *base;
  const char *mine;
  const char *theirs;
  const char *merged; /* NULL: a person must choose */
} cases[] = {
  { "a\nb\nc", "a\nb\nc", "a\nb\nc", "a\nb\nc" },
  { "a\nb\nc", "A\nb\nc", "a\nb\nc", "A\nb\nc" },
  { "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC" },
  { "a\nb\nc", "x\na\nb\nc", "a\nb\nc\ny", "x\na\nb\nc\ny" },
  { "a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd" },
  { "a\nb\nc", "b\nc", "a\nb", "b" },
  { "a\nb\nc", "a\nx\nc", "a\nx\nc", "a\nx\nc" },
  { "a\nb\nc", "a\nx\nc", "a\ny\nc", NULL },
  { "a\nb\nc\nd", "a\nx\nc\nd", "a\nb\ny\nd", NULL }, /* side by side */
  { "a\nb\nc", "a\nx\nb\nc", "a\ny\nb\nc", NULL },
  { "a", "", "b", NULL },
  { "", "", "a", "a" },
  { "", "a", "b", NULL },
  { "a\nb\na\nb\na", "a\nb\na\nb\na\nx", "y\na\nb\na\nb\na", "y\na\nb\na\nb\na\nx" },
  { "one\ntwo\nthree\nfour\nfive\n", "one\nTWO\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nfive\nsix\n",
    "one\nTWO\nthree\nfour\nfive\nsix\n" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *merged = uois_text_merge_lines (cases[i].base, cases[i].mine, cases[i].theirs);
      g_autofree char *swapped = uois_text_merge_lines (cases[i].base, cases[i].theirs, cases[i].mine);

      g_assert_cmpstr (merged, ==, cases[i].merged);
      g_assert_cmpstr (swapped, ==, cases[i].merged);
    }
}

static char *
invent (GRand *random, guint most)
{
  GString *text = g_string_new (NULL);

  for (gint32 n = g_rand_int_range (random, 0, (gint32) most); n > 0; n--)
    g_string_append_printf (text, "%c\n", 'a' + g_rand_int_range (random, 0, 4));
  return g_string_free (text, FALSE);
}

/* The laws of any merge; and no side's lines come from nowhere. */
static void
test_laws (void)
{
  const char *seed_text = g_getenv ("UOIS_SEED");
  guint32 seed = seed_text != NULL ? (guint32) g_ascii_strtoull (seed_text, NULL, 10) : g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("UOIS_SEED=%u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *base = invent (random, 8);
      g_autofree char *mine = invent (random, 8);
      g_autofree char *theirs = invent (random, 8);
      g_autofree char *both = uois_text_merge_lines (base, mine, mine);
      g_autofree char *only_mine = uois_text_merge_lines (base, mine, base);
      g_autofree char *only_theirs = uois_text_merge_lines (base, base, theirs);
      g_autofree char *merged = uois_text_merge_lines (base, mine, theirs);
      g_autofree char *swapped = uois_text_merge_lines (base, theirs, mine);

      g_assert_cmpstr (both, ==, mine);
      g_assert_cmpstr (only_mine, ==, mine);
      g_assert_cmpstr (only_theirs, ==, theirs);
      g_assert_cmpstr (merged, ==, swapped);
    }
}

#define LINES 10000

static void
test_long (void)
{
  g_autoptr (GString) base = g_string_new (NULL);
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *none = NULL;

  /* No more: under strict_string_checks a text is read as often as it has lines. */
  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (base, "%u\n", i);
  /* Only the lines between the first and the last change are compared with each other. */
  mine = g_strconcat ("first\n", base->str, NULL);
  theirs = g_strconcat (base->str, "last\n", NULL);
  merged = uois_text_merge_lines (base->str, mine, theirs);
  g_assert_nonnull (merged);
  g_assert_true (g_str_has_prefix (merged, "first\n0\n") && g_str_has_suffix (merged, "9999\nlast\n"));
  g_clear_pointer (&mine, g_free);
  mine = g_strreverse (g_strdup (base->str));
  none = uois_text_merge_lines (base->str, mine, theirs);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/text-merge/cases", test_cases);
  g_test_add_func ("/sync/text-merge/laws", test_laws);
  g_test_add_func ("/sync/text-merge/long", test_long);
  return g_test_run ();
}
