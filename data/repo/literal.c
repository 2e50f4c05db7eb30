/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/literal.h"

#include <string.h>

UoisValueKind
uois_literal_get_kind (const char *named_type)
{
  static const struct
  {
    const char *name;
    UoisValueKind kind;
  } kinds[] = {
    { "Boolean", UOIS_VALUE_BOOLEAN },   { "Int", UOIS_VALUE_INTEGER }, { "Float", UOIS_VALUE_REAL },
    { "timedelta", UOIS_VALUE_REAL },    { "UUID", UOIS_VALUE_UUID },   { "ID", UOIS_VALUE_UUID },
    { "DateTime", UOIS_VALUE_DATETIME }, { "Date", UOIS_VALUE_DATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (named_type, kinds[i].name))
      return kinds[i].kind;
  return UOIS_VALUE_TEXT;
}

void
uois_literal_parse (const char *literal, UoisValue *value)
{
  gsize length = literal != NULL ? strlen (literal) : 0;

  uois_value_clear (value);
  if (length == 0 || g_str_equal (literal, "null"))
    return;

  if (literal[0] == '"' && length >= 2)
    uois_value_set_text (value, literal + 1, length - 2);
  else if (!uois_value_parse (UOIS_VALUE_BOOLEAN, literal, length, value, NULL) &&
           !uois_value_parse (UOIS_VALUE_INTEGER, literal, length, value, NULL) &&
           !uois_value_parse (UOIS_VALUE_REAL, literal, length, value, NULL))
    uois_value_set_text (value, literal, length);
}

void
uois_literal_parse_as (const char *literal, UoisValueKind kind, UoisValue *value)
{
  g_autofree char *text = NULL;

  uois_literal_parse (literal, value);
  if (value->kind == UOIS_VALUE_NULL || value->kind == kind)
    return;
  text = uois_value_to_string (value);
  uois_value_clear (value);
  uois_value_parse (kind, text, strlen (text), value, NULL);
}
