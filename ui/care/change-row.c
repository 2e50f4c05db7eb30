/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/change-row.h"

#include "care/step-words.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

/* Longer texts are cut: a row tells that a text changed, the record shows it. */
#define TEXT_SHOWN 400

const char *
uois_column_get_label (const UoisColumn *column)
{
  return column->field != NULL && column->field->label != NULL ? uois_label (column->field->label) : column->name;
}

static char *
shorten (const char *text)
{
  const char *words = uois_words_for_value (text);

  if (g_utf8_strlen (words, -1) <= TEXT_SHOWN)
    return g_strdup (words);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (words, TEXT_SHOWN) - words), words);
}

GtkWidget *
uois_change_row_new (const UoisColumn *column, const char *before, const char *after, GtkWidget *suffix)
{
  g_autofree char *was = shorten (before);
  g_autofree char *is = shorten (after);
  g_autofree char *subtitle = g_strdup_printf (_ ("Was: %s\nIs: %s"), was, is);
  GtkWidget *row = uois_text_row_new (uois_column_get_label (column), subtitle);

  if (suffix != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  return row;
}
