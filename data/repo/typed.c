/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"
#include "repo/edit.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* ---- What was expected ---- */

static char *
present_example (UoisDateTime datetime, UoisPresentation presentation)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_datetime (&value, datetime);
  return uois_present_value (&value, presentation);
}

static void
refuse_bytes (GError **error)
{
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                       _ ("The text has bytes that are no characters. Type it again."));
}

static void
refuse (const UoisColumn *column, GError **error)
{
  g_auto (UoisValue) number = UOIS_VALUE_INIT;
  g_autofree char *example = NULL;
  gboolean is_day = column->field != NULL && column->field->presentation == UOIS_PRESENT_DATE;

  switch (is_day && column->kind == UOIS_VALUE_DATETIME ? UOIS_VALUE_DATE : column->kind)
    {
    case UOIS_VALUE_DATE:
      example = present_example (uois_datetime_from_parts (2026, 9, 1, 0, 0, 0, 0), UOIS_PRESENT_DATE);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("This is no date. Write it like %s or 2026-09-01."),
                   example);
      break;
    case UOIS_VALUE_DATETIME:
      example = present_example (uois_datetime_from_parts (2026, 9, 1, 8, 0, 0, 0), UOIS_PRESENT_PLAIN);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("This is no date with a time. Write it like %s or 2026-09-01 08:00."), example);
      break;
    case UOIS_VALUE_INTEGER:
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                           _ ("This is no whole number. Write digits only, like 42."));
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (&number, 3.5);
      example = uois_present_value (&number, UOIS_PRESENT_PLAIN);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("This is no number. Write it like %s."), example);
      break;
    case UOIS_VALUE_BOOLEAN:
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("Write “%s” or “%s”."), _ ("Yes"), _ ("No"));
      break;
    case UOIS_VALUE_UUID:
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                           _ ("This is no id. Choose a record, or write an id like "
                              "2d9dc5ca-a4a2-11ed-b9df-0242ac120003."));
      break;
    default:
      refuse_bytes (error);
    }
}

/* ---- Numbers ---- */

static gboolean
is_group_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x00a0 || c == 0x202f || c == '\'' || c == 0x2019;
}

/* The digits with a sign and points and commas as they stand; %NULL if anything else is among them. */
static char *
strip_number (const char *text, UoisPresentation presentation)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (is_group_separator (letter))
        continue;
      if (letter == '%' && presentation == UOIS_PRESENT_PERCENT && c[1] == '\0')
        continue;
      if (letter == 0x2212)
        letter = '-';
      if (letter > 127 || strchr ("0123456789.,-+", (char) letter) == NULL)
        return NULL;
      if ((letter == '-' || letter == '+') && digits->len > 0)
        return NULL;
      g_string_append_c (digits, (char) letter);
    }
  return digits->len > 0 ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static gboolean
occurs_once (const char *text, char c)
{
  return strchr (text, c) == strrchr (text, c);
}

/* The mark before the fraction; 0 if there is none. */
static char
find_decimal_mark (const char *digits)
{
  const char *comma = strrchr (digits, ',');
  const char *point = strrchr (digits, '.');
  gboolean comma_groups = g_strcmp0 (localeconv ()->thousands_sep, ",") == 0;

  if (comma != NULL && point != NULL)
    return comma > point ? ',' : '.';
  if (point != NULL)
    return occurs_once (digits, '.') ? '.' : '\0';
  if (comma == NULL || !occurs_once (digits, ',') || (comma_groups && strlen (comma) == 4))
    return '\0';
  return ',';
}

/* Groups between the first and the mark are of three digits. */
static gboolean
has_good_groups (const char *digits, char mark)
{
  const char *end = mark != '\0' ? strrchr (digits, mark) : digits + strlen (digits);
  const char *group = NULL;

  for (const char *c = digits; c < end; c++)
    {
      if (*c != '.' && *c != ',')
        continue;
      if (c == digits || *c == mark || (group != NULL && c - group != 4))
        return FALSE;
      group = c;
    }
  return group == NULL || end - group == 4;
}

/* A number in the form of C; %NULL if @text is none. */
static char *
read_number (const char *text, UoisPresentation presentation)
{
  g_autofree char *digits = strip_number (text, presentation);
  g_autoptr (GString) number = g_string_new (NULL);
  const char *mark_at;
  char mark;

  if (digits == NULL)
    return NULL;
  mark = find_decimal_mark (digits);
  if (!has_good_groups (digits, mark))
    return NULL;
  mark_at = mark != '\0' ? strrchr (digits, mark) : NULL;
  for (const char *c = digits; *c != '\0'; c++)
    if (c == mark_at)
      g_string_append_c (number, '.');
    else if (*c != ',' && *c != '.')
      g_string_append_c (number, *c);
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static gboolean
parse_integer (const char *text, UoisPresentation presentation, UoisValue *value)
{
  g_autofree char *number = read_number (text, presentation);
  gint64 integer;

  if (number == NULL ||
      !g_ascii_string_to_signed (number[0] == '+' ? number + 1 : number, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return FALSE;
  uois_value_set_integer (value, integer);
  return TRUE;
}

static gboolean
parse_real (const char *text, UoisPresentation presentation, UoisValue *value)
{
  g_autofree char *number = read_number (text, presentation);
  char *end;
  double real;

  if (number == NULL || strpbrk (number, "0123456789") == NULL)
    return FALSE;
  real = g_ascii_strtod (number, &end);
  if (*end != '\0' || !isfinite (real))
    return FALSE;
  uois_value_set_real (value, real);
  return TRUE;
}

/* ---- Yes and no ---- */

static gboolean
is_word (const char *text, const char *const *words)
{
  g_autofree char *folded = uois_text_fold (text, -1);

  for (; *words != NULL; words++)
    {
      g_autofree char *word = uois_text_fold (*words, -1);

      if (g_str_equal (word, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse_boolean (const char *text, UoisValue *value)
{
  const char *const yes[] = { _ ("Yes"), "yes", "true", "1", NULL };
  const char *const no[] = { _ ("No"), "no", "false", "0", NULL };
  gboolean is_yes = is_word (text, yes);

  if (!is_yes && !is_word (text, no))
    return FALSE;
  uois_value_set_boolean (value, is_yes);
  return TRUE;
}

/* ---- Dates ---- */

/* A number of up to @digits digits; blanks before it are skipped. -1 if there is none. */
static int
take_number (const char **text, guint digits)
{
  const char *c = *text;
  int number = 0;
  guint length = 0;

  while (g_ascii_isspace (*c))
    c++;
  for (; g_ascii_isdigit (*c) && length <= digits; c++, length++)
    number = number * 10 + (*c - '0');
  if (length == 0 || length > digits)
    return -1;
  *text = c;
  return number;
}

static gboolean
take_mark (const char **text, char mark)
{
  const char *c = *text;

  while (g_ascii_isspace (*c))
    c++;
  if (*c != mark)
    return FALSE;
  *text = c + 1;
  return TRUE;
}

/* A month as g_date_time_format() writes it in the current language. 0 if there is none. */
static int
take_month_name (const char **text)
{
  const char *start = *text;
  const char *end;
  g_autofree char *word = NULL;

  while (g_ascii_isspace (*start))
    start++;
  for (end = start; g_unichar_isalpha (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    ;
  word = g_strndup (start, (gsize) (end - start));
  for (int month = 1; month <= 12 && *word != '\0'; month++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (2026, month, 1, 0, 0, 0);
      g_autofree char *brief = g_date_time_format (day, "%b");
      g_autofree char *full = g_date_time_format (day, "%B");
      const char *const words[] = { brief, full, NULL };

      if (!is_word (word, words))
        continue;
      *text = *end == '.' ? end + 1 : end;
      return month;
    }
  return 0;
}

/* "1. 9. 2026", "1.9.2026", "1 Sep 2026" */
static gboolean
take_date (const char **text, int *year, int *month, int *day)
{
  *day = take_number (text, 2);
  if (*day < 0)
    return FALSE;
  if (take_mark (text, '.'))
    {
      *month = take_month_name (text);
      if (*month == 0)
        {
          *month = take_number (text, 2);
          if (*month < 0 || !take_mark (text, '.'))
            return FALSE;
        }
    }
  else
    *month = take_month_name (text);
  *year = *month > 0 ? take_number (text, 4) : -1;
  return *year >= 1000;
}

/* "8:00", "8:00:15", or nothing. */
static gboolean
take_time (const char **text, int *hour, int *minute, int *second)
{
  *hour = *minute = *second = 0;
  take_mark (text, ',');
  while (g_ascii_isspace (**text))
    (*text)++;
  if (**text == '\0')
    return TRUE;

  *hour = take_number (text, 2);
  if (*hour < 0 || *hour > 23 || !take_mark (text, ':'))
    return FALSE;
  *minute = take_number (text, 2);
  if (*minute < 0 || *minute > 59)
    return FALSE;
  if (take_mark (text, ':'))
    *second = take_number (text, 2);
  while (g_ascii_isspace (**text))
    (*text)++;
  return *second >= 0 && *second <= 59 && **text == '\0';
}

static gboolean
parse_datetime (const char *text, UoisValueKind kind, UoisValue *value)
{
  int year, month, day, hour, minute, second;
  const char *rest = text;
  UoisDateTime datetime;

  if (!uois_datetime_parse (text, strlen (text), &datetime))
    {
      if (!take_date (&rest, &year, &month, &day) || !take_time (&rest, &hour, &minute, &second) ||
          !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
        return FALSE;
      datetime = uois_datetime_from_parts (year, month, day, hour, minute, second, 0);
    }
  uois_value_set_datetime (value, datetime);
  value->kind = kind;
  return TRUE;
}

/* ---- All kinds ---- */

static gboolean
parse_kind (const UoisColumn *column, const char *text, UoisValue *value)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;
  UoisUuid uuid;

  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      return parse_boolean (text, value);
    case UOIS_VALUE_INTEGER:
      return parse_integer (text, presentation, value);
    case UOIS_VALUE_REAL:
      return parse_real (text, presentation, value);
    case UOIS_VALUE_DATE:
    case UOIS_VALUE_DATETIME:
      return parse_datetime (text, column->kind, value);
    case UOIS_VALUE_UUID:
      if (!uois_uuid_parse (text, strlen (text), &uuid))
        return FALSE;
      uois_value_set_uuid (value, &uuid);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* No blanks around it, and those inside that are no ASCII made so. */
static char *
tidy (const char *text)
{
  g_autoptr (GString) tidied = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      g_string_append_unichar (tidied, letter == 0x00a0 || letter == 0x202f ? ' ' : letter);
    }
  return g_strstrip (g_string_free (g_steal_pointer (&tidied), FALSE));
}

gboolean
uois_typed_parse (const UoisColumn *column, const char *text, UoisValue *value, GError **error)
{
  g_autofree char *tidied = NULL;

  g_return_val_if_fail (column != NULL && text != NULL && value != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    {
      refuse_bytes (error);
      return FALSE;
    }
  if (column->kind == UOIS_VALUE_TEXT)
    {
      uois_value_set_text (value, text, -1);
      return TRUE;
    }

  tidied = tidy (text);
  if (*tidied == '\0')
    {
      uois_value_clear (value);
      return TRUE;
    }
  if (parse_kind (column, tidied, value))
    return TRUE;
  refuse (column, error);
  return FALSE;
}

/* ---- The way back ---- */

static gboolean
reads_as (const UoisColumn *column, const char *text, const UoisValue *value)
{
  g_auto (UoisValue) read = UOIS_VALUE_INIT;

  return uois_typed_parse (column, text, &read, NULL) && uois_value_equal (&read, value);
}

static char *
format_datetime (const UoisColumn *column, const UoisValue *value)
{
  g_auto (UoisValue) whole = UOIS_VALUE_INIT;
  g_autofree char *minutes = uois_present_value (value, UOIS_PRESENT_PLAIN);
  g_autofree char *text = NULL;
  int second, microsecond;

  uois_datetime_to_parts (value->datetime, NULL, NULL, NULL, NULL, NULL, &second, &microsecond);
  uois_value_set_datetime (&whole, value->datetime - microsecond);
  text = second > 0 ? g_strdup_printf ("%s:%02d", minutes, second) : g_steal_pointer (&minutes);
  return reads_as (column, text, &whole) ? g_steal_pointer (&text) : uois_value_to_string (&whole);
}

char *
uois_typed_format (const UoisColumn *column, const UoisValue *value)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;
  g_autofree char *text = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (value->kind == column->kind || value->kind == UOIS_VALUE_NULL, NULL);

  if (value->kind == UOIS_VALUE_DATETIME && presentation != UOIS_PRESENT_DATE)
    return format_datetime (column, value);

  text = uois_present_value (value, presentation);
  /* People see ten digits of a number; there may be more. */
  if (value->kind == UOIS_VALUE_REAL && !reads_as (column, text, value))
    return g_strdup (g_ascii_dtostr (number, sizeof number, value->real));
  return g_steal_pointer (&text);
}
