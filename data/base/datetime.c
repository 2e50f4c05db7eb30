/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/datetime.h"

#define MICROSECONDS G_GINT64_CONSTANT (1000000)
#define MICROSECONDS_OF_DAY (86400 * MICROSECONDS)
#define DAYS_OF_ERA 146097 /* 400 years of the Gregorian calendar */

typedef struct
{
  const char *position;
  const char *end;
} Reader;

/* Exactly @count digits. */
static gboolean
read_number (Reader *reader, guint count, int *number)
{
  int result = 0;

  if ((gsize) (reader->end - reader->position) < count)
    return FALSE;

  for (guint i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (reader->position[i]))
        return FALSE;
      result = result * 10 + (reader->position[i] - '0');
    }

  reader->position += count;
  *number = result;
  return TRUE;
}

static gboolean
read_character (Reader *reader, char character)
{
  if (reader->position == reader->end || *reader->position != character)
    return FALSE;

  reader->position++;
  return TRUE;
}

static gboolean
read_fraction (Reader *reader, int *microsecond)
{
  int unit = MICROSECONDS / 10;
  const char *start = reader->position;

  *microsecond = 0;
  for (; reader->position < reader->end && g_ascii_isdigit (*reader->position); reader->position++)
    {
      *microsecond += (*reader->position - '0') * unit;
      unit /= 10;
    }

  return reader->position > start;
}

static gboolean
read_time (Reader *reader, int *hour, int *minute, int *second, int *microsecond)
{
  if (!read_number (reader, 2, hour) || !read_character (reader, ':') || !read_number (reader, 2, minute))
    return FALSE;
  if (read_character (reader, ':'))
    {
      if (!read_number (reader, 2, second))
        return FALSE;
      if (read_character (reader, '.') && !read_fraction (reader, microsecond))
        return FALSE;
    }

  return *hour < 24 && *minute < 60 && *second < 60;
}

/* Nothing, `Z`, `+HH:MM`, `+HHMM` or `+HH`; what it says is dropped. */
static gboolean
read_zone (Reader *reader)
{
  int hours;
  int minutes = 0;

  if (reader->position == reader->end || read_character (reader, 'Z') || read_character (reader, 'z'))
    return TRUE;
  if (!read_character (reader, '+') && !read_character (reader, '-'))
    return FALSE;
  if (!read_number (reader, 2, &hours))
    return FALSE;
  if (read_character (reader, ':') || reader->position < reader->end)
    if (!read_number (reader, 2, &minutes))
      return FALSE;

  return hours < 24 && minutes < 60;
}

static int
get_days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return month == 2 && leap ? 29 : days[month - 1];
}

gboolean
uois_datetime_parse (const char *text, gsize length, UoisDateTime *datetime)
{
  Reader reader = { text, text + length };
  int year, month, day;
  int hour = 0, minute = 0, second = 0, microsecond = 0;

  if (!read_number (&reader, 4, &year) || !read_character (&reader, '-') || !read_number (&reader, 2, &month) ||
      !read_character (&reader, '-') || !read_number (&reader, 2, &day))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > get_days_in_month (year, month))
    return FALSE;

  if (reader.position < reader.end)
    {
      if (!read_character (&reader, 'T') && !read_character (&reader, ' '))
        return FALSE;
      if (!read_time (&reader, &hour, &minute, &second, &microsecond) || !read_zone (&reader))
        return FALSE;
    }
  if (reader.position != reader.end)
    return FALSE;

  *datetime = uois_datetime_from_parts (year, month, day, hour, minute, second, microsecond);
  return TRUE;
}

static void
write_number (char *text, guint count, int number)
{
  for (guint i = count; i > 0; i--)
    {
      text[i - 1] = (char) ('0' + number % 10);
      number /= 10;
    }
}

static inline void
write_pair (char *text, int number)
{
  text[0] = (char) ('0' + number / 10);
  text[1] = (char) ('0' + number % 10);
}

static void
write_date (char *text, int year, int month, int day)
{
  write_number (text, 4, year);
  text[4] = '-';
  write_pair (text + 5, month);
  text[7] = '-';
  write_pair (text + 8, day);
}

gsize
uois_datetime_format (UoisDateTime datetime, char *text)
{
  int year, month, day, hour, minute, second, microsecond;

  uois_datetime_to_parts (datetime, &year, &month, &day, &hour, &minute, &second, &microsecond);

  write_date (text, year, month, day);
  text[10] = 'T';
  write_pair (text + 11, hour);
  text[13] = ':';
  write_pair (text + 14, minute);
  text[16] = ':';
  write_pair (text + 17, second);
  if (microsecond == 0)
    return 19;

  text[19] = '.';
  write_number (text + 20, 6, microsecond);
  return UOIS_DATETIME_TEXT_LENGTH;
}

void
uois_date_format (UoisDateTime datetime, char *text)
{
  int year, month, day;

  uois_datetime_to_parts (datetime, &year, &month, &day, NULL, NULL, NULL, NULL);
  write_date (text, year, month, day);
}

char *
uois_datetime_to_string (UoisDateTime datetime)
{
  char text[UOIS_DATETIME_TEXT_LENGTH];
  gsize length = uois_datetime_format (datetime, text);

  return g_strndup (text, length);
}

UoisDateTime
uois_datetime_now (void)
{
  static GMutex mutex;
  static UoisDateTime last;
  g_autoptr (GDateTime) clock = g_date_time_new_now_local ();
  UoisDateTime now = g_date_time_to_unix (clock) * MICROSECONDS + g_date_time_get_microsecond (clock) +
                     g_date_time_get_utc_offset (clock);

  g_mutex_lock (&mutex);
  if (now <= last)
    now = last + 1;
  last = now;
  g_mutex_unlock (&mutex);

  return now;
}

/*
 * Both directions count years from 1 March, so that the leap day is the last
 * of its year, and months by the 153 days that every five from March have.
 */
UoisDateTime
uois_datetime_from_parts (int year, int month, int day, int hour, int minute, int second, int microsecond)
{
  gint64 march_year = month <= 2 ? year - 1 : year;
  gint64 era = (march_year >= 0 ? march_year : march_year - 399) / 400;
  gint64 year_of_era = march_year - era * 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  gint64 days = era * DAYS_OF_ERA + day_of_era - 719468; /* from 0000-03-01 to 1970-01-01 */

  return days * MICROSECONDS_OF_DAY + ((hour * 60 + minute) * 60 + second) * MICROSECONDS + microsecond;
}

static void
store (int *destination, gint64 number)
{
  if (destination)
    *destination = (int) number;
}

void
uois_datetime_to_parts (
    UoisDateTime datetime, int *year, int *month, int *day, int *hour, int *minute, int *second, int *microsecond)
{
  gint64 of_day = (datetime % MICROSECONDS_OF_DAY + MICROSECONDS_OF_DAY) % MICROSECONDS_OF_DAY;
  guint second_of_day = (guint) (of_day / MICROSECONDS);
  gint64 days = (datetime - of_day) / MICROSECONDS_OF_DAY + 719468;
  gint64 era = (days >= 0 ? days : days - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
  gint64 day_of_era = days - era * DAYS_OF_ERA;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 march_month = (5 * day_of_year + 2) / 153;

  store (year, year_of_era + era * 400 + (march_month >= 10 ? 1 : 0));
  store (month, march_month < 10 ? march_month + 3 : march_month - 9);
  store (day, day_of_year - (153 * march_month + 2) / 5 + 1);
  store (microsecond, of_day % MICROSECONDS);
  store (second, second_of_day % 60);
  store (minute, second_of_day / 60 % 60);
  store (hour, second_of_day / 3600);
}
