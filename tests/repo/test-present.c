/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repo/present.h"

#include <locale.h>

#define MINUS "\xe2\x88\x92"

static void
assert_presented (UoisValue value, UoisPresentation presentation, const char *expected)
{
  g_autofree char *text = uois_present_value (&value, presentation);

  g_assert_cmpstr (text, ==, expected);
}

static UoisValue
integer (gint64 number)
{
  return (UoisValue){ .kind = UOIS_VALUE_INTEGER, .integer = number };
}

static UoisValue
real (double number)
{
  return (UoisValue){ .kind = UOIS_VALUE_REAL, .real = number };
}

static UoisValue
moment (UoisValueKind kind)
{
  return (UoisValue){ .kind = kind, .datetime = uois_datetime_from_parts (2026, 11, 4, 9, 5, 59, 123456) };
}

static void
test_plain (void)
{
  assert_presented ((UoisValue) UOIS_VALUE_INIT, UOIS_PRESENT_PLAIN, "");
  assert_presented ((UoisValue){ .kind = UOIS_VALUE_TEXT, .text = "Šárka!", .length = 7 }, UOIS_PRESENT_PLAIN, "Šárka");
  assert_presented ((UoisValue){ .kind = UOIS_VALUE_BOOLEAN, .integer = 1 }, UOIS_PRESENT_PLAIN, "Yes");
  assert_presented ((UoisValue){ .kind = UOIS_VALUE_BOOLEAN, .integer = 0 }, UOIS_PRESENT_PLAIN, "No");
  assert_presented ((UoisValue){ .kind = UOIS_VALUE_UUID }, UOIS_PRESENT_PLAIN, "00000000-0000-0000-0000-000000000000");
}

static void
test_times (void)
{
  assert_presented (moment (UOIS_VALUE_DATETIME), UOIS_PRESENT_PLAIN, "4 Nov 2026, 09:05");
  assert_presented (moment (UOIS_VALUE_DATETIME), UOIS_PRESENT_DATE, "4 Nov 2026");
  assert_presented (moment (UOIS_VALUE_DATE), UOIS_PRESENT_PLAIN, "4 Nov 2026");
}

/* The C locale groups nothing. */
static void
test_numbers (void)
{
  assert_presented (integer (0), UOIS_PRESENT_PLAIN, "0");
  assert_presented (integer (1234567), UOIS_PRESENT_PLAIN, "1234567");
  assert_presented (integer (G_MININT64), UOIS_PRESENT_LIST_ITEM, "-9223372036854775808");
  assert_presented (integer (-5), UOIS_PRESENT_PLAIN, MINUS "5");
  assert_presented (real (0.5), UOIS_PRESENT_PLAIN, "0.5");
  assert_presented (real (-1234.25), UOIS_PRESENT_PLAIN, MINUS "1234.25");
  assert_presented (real (1e300), UOIS_PRESENT_PLAIN, "1e+300");
  assert_presented (real (12), UOIS_PRESENT_MONEY, "12");
  assert_presented (real (12.5), UOIS_PRESENT_MONEY, "12.50");
  assert_presented (integer (40), UOIS_PRESENT_PERCENT, "40%");
  assert_presented (real (12.5), UOIS_PRESENT_PERCENT, "12.5%");
}

/* Where the machine has the locale: separators of Czech, and none in numbers of four digits. */
static void
test_czech_numbers (void)
{
  const struct lconv *conventions;
  g_autofree char *expected = NULL;

  if (setlocale (LC_ALL, "cs_CZ.UTF-8") == NULL)
    {
      g_test_skip ("the locale cs_CZ.UTF-8 is not installed");
      return;
    }
  conventions = localeconv ();
  expected = g_strdup_printf ("1%s234%s567,25", conventions->thousands_sep, conventions->thousands_sep);
  assert_presented (real (1234567.25), UOIS_PRESENT_PLAIN, expected);
  assert_presented (integer (2026), UOIS_PRESENT_PLAIN, "2026");
  assert_presented (integer (12345), UOIS_PRESENT_LIST_ITEM, "12345");
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repo/present/plain", test_plain);
  g_test_add_func ("/repo/present/times", test_times);
  g_test_add_func ("/repo/present/numbers", test_numbers);
  g_test_add_func ("/repo/present/czech-numbers", test_czech_numbers);
  return g_test_run ();
}
