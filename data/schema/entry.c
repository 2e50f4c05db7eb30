/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/entry.h"

#include <string.h>

void
uois_entry_clear (UoisEntry *entry)
{
  g_free (entry->name);
  g_free (entry->type);
  g_free (entry->other);
  g_free (entry->rest);
  *entry = (UoisEntry){ NULL };
}

/* The trimmed text from @start to @end; NULL if it is empty or has blanks inside. */
static char *
take_word (const char *start, const char *end)
{
  g_autofree char *word = g_strstrip (g_strndup (start, (gsize) (end - start)));

  if (*word == '\0' || strpbrk (word, " \t\n\r") != NULL)
    return NULL;

  return g_steal_pointer (&word);
}

/* Cuts what follows @separator off the text that ends at @end; TRUE unless it is there and malformed. */
static gboolean
cut_word (const char *text, const char **end, const char *separator, char **word)
{
  const char *found = g_strstr_len (text, *end - text, separator);

  if (found == NULL)
    return TRUE;

  *word = take_word (found + strlen (separator), *end);
  *end = found;
  return *word != NULL;
}

gboolean
uois_entry_parse (const char *text, UoisEntry *entry)
{
  const char *equals = strchr (text, '=');
  const char *end = equals != NULL ? equals : text + strlen (text);
  gsize length;

  *entry = (UoisEntry){ NULL };

  /* SQL and literals may hold the other signs, so what follows "=" is cut first. */
  if (equals != NULL)
    entry->rest = g_strstrip (g_strdup (equals + 1));
  if ((entry->rest != NULL && *entry->rest == '\0') || !cut_word (text, &end, "->", &entry->other) ||
      !cut_word (text, &end, ":", &entry->type))
    goto malformed;

  entry->name = take_word (text, end);
  if (entry->name == NULL)
    goto malformed;

  length = strlen (entry->name);
  entry->required = entry->name[length - 1] == '!';
  if (entry->required)
    entry->name[length - 1] = '\0';
  if (*entry->name == '\0' || strspn (entry->name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_") != strlen (entry->name))
    goto malformed;

  return TRUE;

malformed:
  uois_entry_clear (entry);
  return FALSE;
}
