/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/delimited-text.h"

#include <string.h>

void
uois_delimited_text_append (GString *line, const char *cell, char delimiter)
{
  const char special[] = { '"', '\r', '\n', delimiter, '\0' };

  if (strpbrk (cell, special) == NULL)
    {
      g_string_append (line, cell);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

/* ---- Reading ---- */

static gboolean
is_end (char c, char delimiter)
{
  return c == '\0' || c == '\r' || c == '\n' || c == delimiter;
}

/* Takes a cell in quotes. Returns: %NULL, with @position as it was, if the quotes do not enclose it */
static char *
take_quoted (const char **position, char delimiter)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *c = *position;

  if (*c != '"')
    return NULL;
  for (c++; *c != '\0'; c++)
    {
      if (*c == '"' && c[1] != '"')
        break;
      if (*c == '"')
        c++;
      g_string_append_c (cell, *c);
    }
  if (*c != '"' || !is_end (c[1], delimiter))
    return NULL;
  *position = c + 1;
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

static char *
take_cell (const char **position, char delimiter)
{
  char *cell = take_quoted (position, delimiter);
  const char *start = *position;

  if (cell != NULL)
    return cell;
  while (!is_end (**position, delimiter))
    (*position)++;
  return g_strndup (start, (gsize) (*position - start));
}

static GStrv
take_line (const char **position, char delimiter)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, take_cell (position, delimiter));
  while (**position == delimiter && delimiter != '\0')
    {
      (*position)++;
      g_ptr_array_add (cells, take_cell (position, delimiter));
    }
  g_ptr_array_add (cells, NULL);
  return (GStrv) g_ptr_array_steal (cells, NULL);
}

GPtrArray *
uois_delimited_text_read (const char *text, char delimiter)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *position = text;

  while (*position != '\0')
    {
      if (*position == '\r' || *position == '\n')
        position++;
      else
        g_ptr_array_add (lines, take_line (&position, delimiter));
    }
  return lines;
}
