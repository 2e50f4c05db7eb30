/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "prefix.h"

#include <string.h>

/* What every text that matches begins with. */
static char *
get_beginning (const char *pattern)
{
  GString *beginning = g_string_new (NULL);

  for (const char *c = pattern; *c != '\0' && *c != '%' && *c != '_'; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        c++;
      g_string_append_c (beginning, *c);
    }

  return g_string_free (beginning, FALSE);
}

gboolean
uois_prefix_get_bounds (
    UoisCollator *collator, UoisCompare compare, const char *text, GByteArray *lower, GByteArray *upper)
{
  g_autofree char *beginning = compare == UOIS_COMPARE_STARTS_WITH ? g_strdup (text) : get_beginning (text);

  return *beginning != '\0' && uois_collator_append_prefix_bounds (collator, beginning, -1, lower, upper);
}
