/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/datetime.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "1970-01-01", "1970-01-01T00:00:00" },
  { "1970-01-01T00:00", "1970-01-01T00:00:00" },
  { "1970-01-01 00:00:00", "1970-01-01T00:00:00" },
  { "2024-02-29T23:59:59", "2024-02-29T23:59:59" },
  { "2000-02-29", "2000-02-29T00:00:00" },
  { "0001-01-01", "0001-01-01T00:00:00" },
  { "9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999" },
  { "1969-12-31T23:59:59.999999", "1969-12-31T23:59:59.999999" },
  { "2023-10-05T14:30:00.1", "2023-10-05T14:30:00.100000" },
  { "2023-10-05T14:30:00.000001", "2023-10-05T14:30:00.000001" },
  { "2023-10-05T14:30:00.1234569", "2023-10-05T14:30:00.123456" },
  { "2023-10-05T14:30:00.0000009", "2023-10-05T14:30:00" },
  { "2023-10-05T14:30:00Z", "2023-10-05T14:30:00" },
  { "2023-10-05T14:30:00.5+02:00", "2023-10-05T14:30:00.500000" },
  { "2023-10-05T14:30+0200", "2023-10-05T14:30:00" },
  { "2023-10-05T14:30:00-02", "2023-10-05T14:30:00" },
  { "", NULL },
  { "2023", NULL },
  { "2023-02-29", NULL },
  { "1900-02-29", NULL },
  { "2023-04-31", NULL },
  { "2023-00-01", NULL },
  { "2023-13-01", NULL },
  { "2023-01-00", NULL },
  { "2023-01-32", NULL },
  { "0000-01-01", NULL },
  { "-001-01-01", NULL },
  { "10000-01-01", NULL },
  { "2023-1-1", NULL },
  { "2023-10-05T", NULL },
  { "2023-10-05T14", NULL },
  { "2023-10-05T24:00", NULL },
  { "2023-10-05T14:60", NULL },
  { "2023-10-05T14:30:60", NULL },
  { "2023-10-05T14:30:", NULL },
  { "2023-10-05T14:30:00.", NULL },
  { "2023-10-05T14:30.5", NULL },
  { "2023-10-05T14:30:00,5", NULL },
  { "2023-10-05  14:30:00", NULL },
  { "2023-10-05t14:30:00", NULL },
  { "2023-10-05Z", NULL },
  { "2023-10-05T14:30:00+", NULL },
  { "2023-10-05T14:30:00+2", NULL },
  { "2023-10-05T14:30:00+02:", NULL },
  { "2023-10-05T14:30:00+02:0", NULL },
  { "2023-10-05T14:30:00+24:00", NULL },
  { "2023-10-05T14:30:00Zx", NULL },
  { " 2023-10-05", NULL },
  { "2023-10-05 ", NULL },
  { "2023-10-0\xc3", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Without a terminating zero behind it, so that a sanitizer sees a read too far. */
      gsize length = strlen (cases[i].text);
      g_autofree char *exact = g_memdup2 (cases[i].text, length);
      UoisDateTime datetime;
      gboolean parsed = uois_datetime_parse (exact, length, &datetime);

      g_test_message ("case %u", i);
      g_assert_cmpint (parsed, ==, cases[i].expected != NULL);
      if (parsed)
        {
          g_autofree char *string = uois_datetime_to_string (datetime);

          g_assert_cmpstr (string, ==, cases[i].expected);
        }
    }
}

static void
test_epoch (void)
{
  g_assert_cmpint (uois_datetime_from_parts (1970, 1, 1, 0, 0, 0, 0), ==, 0);
  g_assert_cmpint (uois_datetime_from_parts (1970, 1, 2, 0, 0, 0, 1), ==, G_GINT64_CONSTANT (86400000001));
  g_assert_cmpint (uois_datetime_from_parts (1969, 12, 31, 23, 59, 59, 999999), ==, -1);
  g_assert_cmpint (uois_datetime_from_parts (2000, 3, 1, 0, 0, 0, 0), ==,
                   G_GINT64_CONSTANT (951868800) * G_USEC_PER_SEC);
}

/* Every day of the calendar follows the one before, as GLib counts them. */
static void
test_every_day (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1);
  UoisDateTime datetime = uois_datetime_from_parts (1, 1, 1, 12, 0, 0, 0);

  while (g_date_get_year (date) < 10000)
    {
      int year, month, day, hour;
      char text[UOIS_DATE_TEXT_LENGTH];
      char expected[16];

      uois_datetime_to_parts (datetime, &year, &month, &day, &hour, NULL, NULL, NULL);
      g_assert_true (year == g_date_get_year (date) && month == (int) g_date_get_month (date) &&
                     day == g_date_get_day (date) && hour == 12);
      g_assert_cmpint (uois_datetime_from_parts (year, month, day, 12, 0, 0, 0), ==, datetime);
      uois_date_format (datetime, text);
      g_snprintf (expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
      g_assert_cmpmem (text, sizeof text, expected, strlen (expected));

      g_date_add_days (date, 1);
      datetime += G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
    }
}

static void
test_round_trip (void)
{
  gint64 first = uois_datetime_from_parts (1, 1, 1, 0, 0, 0, 0);
  gint64 last = uois_datetime_from_parts (9999, 12, 31, 23, 59, 59, 999999);

  for (guint i = 0; i < 100000; i++)
    {
      UoisDateTime datetime = first + (gint64) (g_test_rand_double () * (double) (last - first));
      UoisDateTime again;
      char text[UOIS_DATETIME_TEXT_LENGTH];
      gsize length = uois_datetime_format (datetime, text);

      g_assert_true (uois_datetime_parse (text, length, &again));
      g_assert_cmpint (again, ==, datetime);
    }
}

static void
test_now (void)
{
  UoisDateTime last = uois_datetime_now ();
  g_autoptr (GDateTime) clock = g_date_time_new_now_local ();
  int year;

  for (guint i = 0; i < 10000; i++)
    {
      UoisDateTime now = uois_datetime_now ();

      g_assert_cmpint (now, >, last);
      last = now;
    }

  uois_datetime_to_parts (last, &year, NULL, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpint (ABS (year - g_date_time_get_year (clock)), <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datetime/parse", test_parse);
  g_test_add_func ("/datetime/epoch", test_epoch);
  g_test_add_func ("/datetime/every-day", test_every_day);
  g_test_add_func ("/datetime/round-trip", test_round_trip);
  g_test_add_func ("/datetime/now", test_now);
  return g_test_run ();
}
