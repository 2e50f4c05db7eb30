/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/value.h"

#include "base/error.h"
#include "base/json-writer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LONGEST_NUMBER 512 /* no text of a number that anybody writes is longer */

void
uois_value_clear (UoisValue *value)
{
  if (value->kind == UOIS_VALUE_TEXT && value->owned)
    g_free ((char *) value->text);

  *value = (UoisValue) UOIS_VALUE_INIT;
}

void
uois_value_copy (UoisValue *destination, const UoisValue *source)
{
  if (destination == source)
    return;

  if (source->kind == UOIS_VALUE_TEXT)
    {
      uois_value_set_text (destination, source->text, source->length);
      return;
    }

  uois_value_clear (destination);
  *destination = *source;
}

gboolean
uois_value_equal (const UoisValue *a, const UoisValue *b)
{
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case UOIS_VALUE_NULL:
      return TRUE;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
      return a->integer == b->integer;
    case UOIS_VALUE_REAL:
      return a->real == b->real;
    case UOIS_VALUE_TEXT:
      return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
    case UOIS_VALUE_UUID:
      return uois_uuid_equal (&a->uuid, &b->uuid);
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return a->datetime == b->datetime;
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
uois_value_set_boolean (UoisValue *value, gboolean boolean)
{
  uois_value_clear (value);
  value->kind = UOIS_VALUE_BOOLEAN;
  value->integer = boolean != FALSE;
}

void
uois_value_set_integer (UoisValue *value, gint64 integer)
{
  uois_value_clear (value);
  value->kind = UOIS_VALUE_INTEGER;
  value->integer = integer;
}

void
uois_value_set_real (UoisValue *value, double real)
{
  uois_value_clear (value);
  value->kind = UOIS_VALUE_REAL;
  value->real = real;
}

void
uois_value_set_uuid (UoisValue *value, const UoisUuid *uuid)
{
  UoisUuid copy = *uuid;

  uois_value_clear (value);
  value->kind = UOIS_VALUE_UUID;
  value->uuid = copy;
}

void
uois_value_set_datetime (UoisValue *value, UoisDateTime datetime)
{
  uois_value_clear (value);
  value->kind = UOIS_VALUE_DATETIME;
  value->datetime = datetime;
}

static void
set_text (UoisValue *value, const char *text, gsize length, gboolean owned)
{
  g_return_if_fail (length <= G_MAXUINT);

  uois_value_clear (value);
  value->kind = UOIS_VALUE_TEXT;
  value->owned = owned;
  value->length = (guint) length;
  value->text = text;
}

void
uois_value_set_text (UoisValue *value, const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  /* The copy is zero-terminated for those who pass it on as a string; it comes first, since @text may be the value's own. */
  set_text (value, g_strndup (text, size), size, TRUE);
}

void
uois_value_take_text (UoisValue *value, char *text)
{
  set_text (value, text, strlen (text), TRUE);
}

void
uois_value_borrow_text (UoisValue *value, const char *text, gsize length)
{
  set_text (value, text, length, FALSE);
}

static gboolean
parse_integer (const char *text, gsize length, gint64 *integer)
{
  char copy[32];
  char *end;

  if (length == 0 || length >= sizeof copy || !(g_ascii_isdigit (text[0]) || text[0] == '-'))
    return FALSE;

  memcpy (copy, text, length);
  copy[length] = '\0';
  errno = 0;
  *integer = g_ascii_strtoll (copy, &end, 10);

  return errno == 0 && end == copy + length;
}

static gboolean
parse_real (const char *text, gsize length, double *real)
{
  char copy[LONGEST_NUMBER];
  char *end;

  if (length == 0 || length >= sizeof copy)
    return FALSE;

  /* strtod() also reads hexadecimal, "inf" and leading blanks, which are no numbers of the API. */
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && strchr ("+-.eE", text[i]) == NULL)
      return FALSE;

  memcpy (copy, text, length);
  copy[length] = '\0';
  *real = g_ascii_strtod (copy, &end);

  return end == copy + length && isfinite (*real);
}

static gboolean
parse_boolean (const char *text, gsize length, gint64 *integer)
{
  if (length == 4 && memcmp (text, "true", 4) == 0)
    *integer = TRUE;
  else if (length == 5 && memcmp (text, "false", 5) == 0)
    *integer = FALSE;
  else
    return FALSE;

  return TRUE;
}

static const char *
get_expectation (UoisValueKind kind)
{
  switch (kind)
    {
    case UOIS_VALUE_BOOLEAN:
      return _ ("true or false");
    case UOIS_VALUE_INTEGER:
      return _ ("a whole number");
    case UOIS_VALUE_REAL:
      return _ ("a number with a decimal point");
    case UOIS_VALUE_UUID:
      return _ ("an id such as 2d9dc5ca-a4a2-11ed-b9df-0242ac120003");
    case UOIS_VALUE_DATETIME:
      return _ ("a time such as 2024-02-29T12:00:00");
    case UOIS_VALUE_DATE:
      return _ ("a date such as 2024-02-29");
    case UOIS_VALUE_TEXT:
      return _ ("text in UTF-8");
    case UOIS_VALUE_NULL:
    default:
      return _ ("nothing");
    }
}

/* Long and broken texts are cut: the message is for a person. */
static char *
quote_for_message (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, 200));

  if (g_utf8_strlen (valid, -1) <= 40 && length <= 200)
    return g_steal_pointer (&valid);

  *g_utf8_offset_to_pointer (valid, MIN (40, g_utf8_strlen (valid, -1))) = '\0';
  return g_strconcat (valid, "…", NULL);
}

gboolean
uois_value_parse (UoisValueKind kind, const char *text, gsize length, UoisValue *value, GError **error)
{
  UoisValue result = { .kind = kind };
  gboolean parsed = FALSE;

  switch (kind)
    {
    case UOIS_VALUE_NULL:
      parsed = length == 0;
      break;
    case UOIS_VALUE_BOOLEAN:
      parsed = parse_boolean (text, length, &result.integer);
      break;
    case UOIS_VALUE_INTEGER:
      parsed = parse_integer (text, length, &result.integer);
      break;
    case UOIS_VALUE_REAL:
      parsed = parse_real (text, length, &result.real);
      break;
    case UOIS_VALUE_TEXT:
      parsed = g_utf8_validate_len (text, length, NULL);
      if (parsed)
        {
          result.kind = UOIS_VALUE_NULL;
          uois_value_set_text (&result, text, (gssize) length);
        }
      break;
    case UOIS_VALUE_UUID:
      parsed = uois_uuid_parse (text, length, &result.uuid);
      break;
    case UOIS_VALUE_DATETIME:
      parsed = uois_datetime_parse (text, length, &result.datetime);
      break;
    case UOIS_VALUE_DATE:
      /* A time of day is dropped, as the servers do. */
      parsed = uois_datetime_parse (text, length, &result.datetime) &&
               uois_datetime_parse (text, UOIS_DATE_TEXT_LENGTH, &result.datetime);
      break;
    default:
      g_return_val_if_reached (FALSE);
    }

  if (!parsed)
    {
      g_autofree char *quoted = quote_for_message (text, length);

      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” is not %s."), quoted, get_expectation (kind));
      return FALSE;
    }

  *value = result;
  return TRUE;
}

char *
uois_value_to_string (const UoisValue *value)
{
  g_auto (UoisJsonWriter) writer = { NULL };

  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      return NULL;
    case UOIS_VALUE_TEXT:
      return g_strndup (value->text, value->length);
    case UOIS_VALUE_UUID:
      return uois_uuid_to_string (&value->uuid);
    case UOIS_VALUE_DATETIME:
      return uois_datetime_to_string (value->datetime);
    case UOIS_VALUE_DATE:
      {
        char text[UOIS_DATE_TEXT_LENGTH];

        uois_date_format (value->datetime, text);
        return g_strndup (text, sizeof text);
      }
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_REAL:
    default:
      /* Numbers read the same in JSON and in the API. */
      uois_json_writer_value (&writer, value);
      return g_strndup (writer.bytes, writer.length);
    }
}
