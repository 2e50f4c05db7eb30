/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/inspect.h"

#include <math.h>
#include <string.h>

/* How much of a value is shown in a message. */
#define INSPECTED_ITEMS 10
#define INSPECTED_DEPTH 2

/* The fewest digits that read back as @real, without point; the number is 0.digits * 10^exponent. */
static int
get_digits (double real, char digits[UOIS_GQL_NUMBER_SIZE])
{
  char text[UOIS_GQL_NUMBER_SIZE];
  guint length = 0;
  char *end;

  for (int precision = 0; precision <= 16; precision++)
    {
      char format[] = "%.__e";

      g_snprintf (format, sizeof format, "%%.%02de", precision);
      g_ascii_formatd (text, sizeof text, format, real);
      if (g_ascii_strtod (text, NULL) == real)
        break;
    }
  for (end = text; *end != 'e'; end++)
    if (*end != '.')
      digits[length++] = *end;
  digits[length] = '\0';
  return (int) g_ascii_strtoll (end + 1, NULL, 10) + 1;
}

void
uois_gql_format_number (double real, char text[UOIS_GQL_NUMBER_SIZE])
{
  const char *sign = real < 0 ? "-" : "";
  char digits[UOIS_GQL_NUMBER_SIZE];
  int exponent;
  int length;

  if (!isfinite (real))
    {
      g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%s", sign, isnan (real) ? "NaN" : "Infinity");
      return;
    }
  exponent = get_digits (fabs (real), digits);
  length = strlen (digits);
  if (exponent > 21 || exponent < -5)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%c%s%se%+d", sign, digits[0], length > 1 ? "." : "", digits + 1,
                exponent - 1);
  else if (exponent <= 0)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s0.%.*s%s", sign, -exponent, "00000", digits);
  else if (exponent >= length)
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%s%.*s", sign, digits, exponent - length, "000000000000000000000");
  else
    g_snprintf (text, UOIS_GQL_NUMBER_SIZE, "%s%.*s.%s", sign, exponent, digits, digits + exponent);
}

static void
inspect (json_object *json, guint depth, GString *text)
{
  char number[UOIS_GQL_NUMBER_SIZE];
  guint written = 0;

  switch (json_object_get_type (json))
    {
    case json_type_array:
      if (depth > INSPECTED_DEPTH && json_object_array_length (json) > 0)
        {
          g_string_append (text, "[Array]");
          return;
        }
      g_string_append_c (text, '[');
      for (gsize i = 0; i < json_object_array_length (json) && i < INSPECTED_ITEMS; i++)
        {
          g_string_append (text, i > 0 ? ", " : "");
          inspect (json_object_array_get_idx (json, i), depth + 1, text);
        }
      if (json_object_array_length (json) > INSPECTED_ITEMS)
        g_string_append_printf (text, ", ... %" G_GSIZE_FORMAT " more item%s",
                                json_object_array_length (json) - INSPECTED_ITEMS,
                                json_object_array_length (json) == INSPECTED_ITEMS + 1 ? "" : "s");
      g_string_append_c (text, ']');
      return;

    case json_type_object:
      if (depth > INSPECTED_DEPTH && json_object_object_length (json) > 0)
        {
          g_string_append (text, "[Object]");
          return;
        }
      g_string_append_c (text, '{');
      json_object_object_foreach (json, name, member)
      {
        g_string_append_printf (text, "%s%s: ", written++ > 0 ? ", " : " ", name);
        inspect (member, depth + 1, text);
      }
      g_string_append (text, written > 0 ? " }" : "}");
      return;

    case json_type_double:
      uois_gql_format_number (json_object_get_double (json), number);
      g_string_append (text, number);
      return;

    default:
      g_string_append (text, json_object_to_json_string_ext (json, JSON_C_TO_STRING_NOSLASHESCAPE));
    }
}

char *
uois_gql_inspect_json (json_object *json)
{
  GString *text = g_string_new (NULL);

  inspect (json, 1, text);
  return g_string_free (text, FALSE);
}
