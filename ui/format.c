/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
uois_format_count (gint64 count)
{
  /* Translators: what stands between groups of three digits: a comma in English, a no-break space in Czech. */
  const char *separator = C_ ("thousands separator", ",");
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  GString *text = g_string_new (NULL);

  for (const char *digit = digits; *digit != '\0'; digit++)
    {
      gsize left = strlen (digit);

      if (left % 3 == 0 && text->len > 0 && digit[-1] != '-')
        g_string_append (text, separator);
      g_string_append_c (text, *digit);
    }
  return g_string_free (text, FALSE);
}

char *
uois_format_records (gint64 count)
{
  g_autofree char *number = uois_format_count (count);

  return g_strdup_printf (ngettext ("%s record", "%s records", count), number);
}
