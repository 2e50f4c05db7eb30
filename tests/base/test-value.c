/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/value.h"

#include <string.h>

typedef struct
{
  UoisValueKind kind;
  const char *text;
  const char *expected; /* NULL: refused */
} Case;

static const Case cases[] = {
  { UOIS_VALUE_BOOLEAN, "true", "true" },
  { UOIS_VALUE_BOOLEAN, "false", "false" },
  { UOIS_VALUE_BOOLEAN, "True", NULL },
  { UOIS_VALUE_BOOLEAN, "1", NULL },
  { UOIS_VALUE_INTEGER, "-12", "-12" },
  { UOIS_VALUE_INTEGER, "9223372036854775807", "9223372036854775807" },
  { UOIS_VALUE_INTEGER, "9223372036854775808", NULL },
  { UOIS_VALUE_INTEGER, "", NULL },
  { UOIS_VALUE_INTEGER, "-", NULL },
  { UOIS_VALUE_INTEGER, " 1", NULL },
  { UOIS_VALUE_INTEGER, "1.0", NULL },
  { UOIS_VALUE_REAL, "1.5", "1.5" },
  { UOIS_VALUE_REAL, "1e300", "1e300" },
  { UOIS_VALUE_REAL, "-0", "-0" },
  { UOIS_VALUE_REAL, "1e400", NULL },
  { UOIS_VALUE_REAL, "0x10", NULL },
  { UOIS_VALUE_REAL, "inf", NULL },
  { UOIS_VALUE_REAL, "1,5", NULL },
  { UOIS_VALUE_REAL, "", NULL },
  { UOIS_VALUE_TEXT, "", "" },
  { UOIS_VALUE_TEXT, "Šárka", "Šárka" },
  { UOIS_VALUE_TEXT, "\xc3", NULL },
  { UOIS_VALUE_TEXT, "\xed\xa0\x80", NULL }, /* half of a surrogate pair */
  { UOIS_VALUE_TEXT, "a\x80", NULL },
  { UOIS_VALUE_UUID, "2D9DC5CAA4A211EDB9DF0242AC120003", "2d9dc5ca-a4a2-11ed-b9df-0242ac120003" },
  { UOIS_VALUE_UUID, "Nováková", NULL },
  { UOIS_VALUE_DATETIME, "2024-02-29", "2024-02-29T00:00:00" },
  { UOIS_VALUE_DATETIME, "29. 2. 2024", NULL },
  { UOIS_VALUE_DATE, "2024-02-29", "2024-02-29" },
  { UOIS_VALUE_DATE, "2024-02-29T13:14:15", "2024-02-29" },
  { UOIS_VALUE_DATE, "2024-02-30", NULL },
  { UOIS_VALUE_NULL, "x", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (UoisValue) value = UOIS_VALUE_INIT;
      g_autoptr (GError) error = NULL;
      gboolean parsed = uois_value_parse (cases[i].kind, cases[i].text, strlen (cases[i].text), &value, &error);

      g_test_message ("case %u", i);
      g_assert_cmpint (parsed, ==, cases[i].expected != NULL);
      if (parsed)
        {
          g_autofree char *string = uois_value_to_string (&value);

          g_assert_no_error (error);
          g_assert_cmpint (value.kind, ==, cases[i].kind);
          g_assert_cmpstr (string, ==, cases[i].expected);
        }
      else
        {
          g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

static void
test_message (void)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) long_error = NULL;
  g_autofree char *long_text = g_strnfill (5000, 'x');

  g_assert_false (uois_value_parse (UOIS_VALUE_DATE, "včera", strlen ("včera"), &value, &error));
  g_assert_cmpstr (error->message, ==, "“včera” is not a date such as 2024-02-29.");

  g_assert_false (uois_value_parse (UOIS_VALUE_UUID, long_text, 5000, &value, &long_error));
  g_assert_cmpuint (strlen (long_error->message), <, 200);
}

static void
test_ownership (void)
{
  char buffer[] = "borrowed";
  g_auto (UoisValue) borrowed = UOIS_VALUE_INIT;
  g_auto (UoisValue) copy = UOIS_VALUE_INIT;

  uois_value_borrow_text (&borrowed, buffer, strlen (buffer));
  uois_value_copy (&copy, &borrowed);
  buffer[0] = 'X';
  g_assert_cmpstr (copy.text, ==, "borrowed");
  g_assert_true (copy.owned);
  g_assert_false (borrowed.owned);

  /* Every setter frees what was there; a leak checker tells. */
  uois_value_set_text (&copy, "twice", -1);
  uois_value_set_text (&copy, copy.text, 2);
  g_assert_cmpstr (copy.text, ==, "tw");
  uois_value_copy (&copy, &copy);
  g_assert_cmpstr (copy.text, ==, "tw");
  uois_value_take_text (&copy, g_strdup ("taken"));
  uois_value_set_integer (&copy, 5);
  uois_value_set_text (&copy, "x", 1);
  uois_value_set_real (&copy, 1.5);
  uois_value_set_datetime (&copy, 0);
  uois_value_clear (&copy);
  uois_value_clear (&copy);
  g_assert_cmpint (copy.kind, ==, UOIS_VALUE_NULL);
}

static void
test_equal (void)
{
  g_auto (UoisValue) a = UOIS_VALUE_INIT;
  g_auto (UoisValue) b = UOIS_VALUE_INIT;
  UoisUuid uuid = { { 1 } };

  g_assert_true (uois_value_equal (&a, &b));
  uois_value_set_integer (&a, 1);
  g_assert_false (uois_value_equal (&a, &b));
  uois_value_set_boolean (&b, 7);
  g_assert_false (uois_value_equal (&a, &b));
  g_assert_cmpint (b.integer, ==, 1);
  uois_value_set_text (&a, "ab", -1);
  uois_value_borrow_text (&b, "abc", 2);
  g_assert_true (uois_value_equal (&a, &b));
  uois_value_borrow_text (&b, "abc", 3);
  g_assert_false (uois_value_equal (&a, &b));
  uois_value_set_uuid (&a, &uuid);
  uois_value_copy (&b, &a);
  g_assert_true (uois_value_equal (&a, &b));
  uois_value_set_uuid (&a, &a.uuid);
  g_assert_true (uois_value_equal (&a, &b));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/parse", test_parse);
  g_test_add_func ("/value/message", test_message);
  g_test_add_func ("/value/ownership", test_ownership);
  g_test_add_func ("/value/equal", test_equal);
  return g_test_run ();
}
