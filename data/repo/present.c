/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/present.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* Four digits stay together, so that years and room numbers look as people write them. */
#define GROUPED_FROM_DIGITS 5

typedef struct
{
  char decimal_point[8];
  char thousands_separator[8];
} Separators;

static void
copy_separator (char *destination, gsize size, const char *source, const char *fallback)
{
  /* A locale whose charset is not UTF-8 gives bytes that no label could show. */
  g_strlcpy (destination, g_utf8_validate (source, -1, NULL) ? source : fallback, size);
}

static Separators
get_separators (void)
{
  const struct lconv *conventions = localeconv ();
  Separators separators;

  copy_separator (separators.decimal_point, sizeof separators.decimal_point, conventions->decimal_point, ".");
  copy_separator (separators.thousands_separator, sizeof separators.thousands_separator, conventions->thousands_sep,
                  " ");
  return separators;
}

static void
append_digits (GString *text, const char *digits, gsize length, const char *separator)
{
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && length >= GROUPED_FROM_DIGITS)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }
}

/* @number is a decimal number with a point, as C writes it. */
static char *
localize_number (const char *number)
{
  Separators separators = get_separators ();
  GString *text = g_string_new (NULL);
  gsize length;

  if (*number == '-')
    {
      g_string_append (text, "\xe2\x88\x92"); /* U+2212, as wide as a digit */
      number++;
    }
  length = strspn (number, "0123456789");
  append_digits (text, number, length, separators.thousands_separator);
  if (number[length] == '.')
    {
      g_string_append (text, separators.decimal_point);
      length++;
    }
  g_string_append (text, number + length);
  return g_string_free (text, FALSE);
}

static char *
present_integer (gint64 integer, UoisPresentation presentation)
{
  char number[32];

  g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, integer);
  if (presentation == UOIS_PRESENT_LIST_ITEM)
    return g_strdup (number);
  return localize_number (number);
}

static char *
present_real (double real, UoisPresentation presentation)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (presentation == UOIS_PRESENT_MONEY)
    g_ascii_formatd (number, sizeof number, real == floor (real) ? "%.0f" : "%.2f", real);
  else
    g_ascii_formatd (number, sizeof number, "%.10g", real);
  return localize_number (number);
}

static char *
present_percent (const UoisValue *value)
{
  g_autofree char *number = value->kind == UOIS_VALUE_REAL ? present_real (value->real, UOIS_PRESENT_PLAIN) :
                                                             present_integer (value->integer, UOIS_PRESENT_PLAIN);

  /* Translators: a percentage; languages differ in the space before the sign. */
  return g_strdup_printf (C_ ("number", "%s%%"), number);
}

static char *
present_datetime (UoisDateTime datetime, gboolean with_time)
{
  int year, month, day, hour, minute, second;
  g_autoptr (GDateTime) moment = NULL;
  char *text;

  uois_datetime_to_parts (datetime, &year, &month, &day, &hour, &minute, &second, NULL);
  moment = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (moment == NULL)
    return uois_datetime_to_string (datetime);

  if (with_time)
    /* Translators: a date with a time of day, for g_date_time_format(). In Czech "%-d. %-m. %Y %H:%M". */
    text = g_date_time_format (moment, C_ ("date and time", "%-d %b %Y, %H:%M"));
  else
    /* Translators: a date, for g_date_time_format(). In Czech "%-d. %-m. %Y". */
    text = g_date_time_format (moment, C_ ("date", "%-d %b %Y"));
  return text != NULL ? text : uois_datetime_to_string (datetime);
}

char *
uois_present_value (const UoisValue *value, UoisPresentation presentation)
{
  if (presentation == UOIS_PRESENT_PERCENT && (value->kind == UOIS_VALUE_REAL || value->kind == UOIS_VALUE_INTEGER))
    return present_percent (value);

  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      return g_strdup ("");
    case UOIS_VALUE_BOOLEAN:
      return g_strdup (value->integer ? _ ("Yes") : _ ("No"));
    case UOIS_VALUE_INTEGER:
      return present_integer (value->integer, presentation);
    case UOIS_VALUE_REAL:
      return present_real (value->real, presentation);
    case UOIS_VALUE_TEXT:
      return g_strndup (value->text, value->length);
    case UOIS_VALUE_UUID:
      return uois_uuid_to_string (&value->uuid);
    case UOIS_VALUE_DATETIME:
      return present_datetime (value->datetime, presentation != UOIS_PRESENT_DATE);
    case UOIS_VALUE_DATE:
      return present_datetime (value->datetime, FALSE);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}
