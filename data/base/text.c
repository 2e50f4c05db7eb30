/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;

  return TRUE;
}

char *
uois_text_fold (const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) bare = NULL;

  if (is_ascii (text, size))
    return g_ascii_strdown (text, (gssize) size);

  /* Compatibility characters decompose into capitals too (ℋ), so case comes last. */
  decomposed = g_utf8_normalize (text, (gssize) size, G_NORMALIZE_ALL);
  g_return_val_if_fail (decomposed != NULL, g_strdup (""));

  bare = g_string_sized_new (size);
  for (const char *c = decomposed; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_len (bare, c, g_utf8_next_char (c) - c);

  return g_utf8_casefold (bare->str, (gssize) bare->len);
}

char *
uois_text_snake_case (const char *name)
{
  GString *result = g_string_sized_new (strlen (name) + 4);

  for (const char *c = name; *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c) && c != name)
        g_string_append_c (result, '_');
      g_string_append_c (result, g_ascii_tolower (*c));
    }

  return g_string_free (result, FALSE);
}

char *
uois_text_camel_case (const char *name)
{
  GString *result = g_string_sized_new (strlen (name));

  for (const char *c = name; *c != '\0'; c++)
    {
      if (c[0] == '_' && g_ascii_islower (c[1]) && c != name)
        g_string_append_c (result, g_ascii_toupper (*++c));
      else
        g_string_append_c (result, *c);
    }

  return g_string_free (result, FALSE);
}

/* One element of a pattern: `%`, `_`, or a character that stands for itself. */
typedef struct
{
  enum
  {
    ELEMENT_END,
    ELEMENT_ANY_TEXT,
    ELEMENT_ANY_CHARACTER,
    ELEMENT_CHARACTER,
  } kind;
  gunichar character;
  const char *next;
} Element;

static inline gunichar
get_character (const char *text, gboolean fold_case)
{
  guchar byte = (guchar) *text;
  gunichar character;

  /* Most are ASCII. */
  if (byte < 0x80)
    return fold_case && byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
  character = g_utf8_get_char (text);
  return fold_case ? g_unichar_tolower (character) : character;
}

/* The next place where what @element stands for can begin; @end if there is none. */
static inline const char *
find_element (const char *text, const char *end, const Element *element, gboolean fold_case)
{
  if (element->kind == ELEMENT_CHARACTER)
    while (text < end && get_character (text, fold_case) != element->character)
      text = g_utf8_next_char (text);
  return text;
}

static Element
read_element (const char *pattern, gboolean fold_case)
{
  Element element = { ELEMENT_END };

  if (*pattern == '\0')
    return element;

  if (*pattern == '%')
    element.kind = ELEMENT_ANY_TEXT;
  else if (*pattern == '_')
    element.kind = ELEMENT_ANY_CHARACTER;
  else
    {
      /* A backslash at the very end escapes nothing and stands for itself. */
      if (pattern[0] == '\\' && pattern[1] != '\0')
        pattern++;
      element.kind = ELEMENT_CHARACTER;
      element.character = get_character (pattern, fold_case);
    }
  element.next = g_utf8_next_char (pattern);

  return element;
}

/*
 * Only the last `%` ever has to be tried again: whatever an earlier one could
 * take instead, the last one can take too.
 */
gboolean
uois_text_like (const char *text, gsize length, const char *pattern, gboolean fold_case)
{
  const char *end = text + length;
  const char *retry_text = NULL;
  Element retry = { ELEMENT_END }; /* what follows the last `%` */

  for (;;)
    {
      Element element = read_element (pattern, fold_case);

      if (element.kind == ELEMENT_ANY_TEXT)
        {
          if (*element.next == '\0')
            return TRUE;
          retry = read_element (element.next, fold_case);
          /* A second `%`, or a `_`, has no first character to look for. */
          if (retry.kind != ELEMENT_CHARACTER)
            retry.next = element.next;
          retry_text = text;
        }
      else if (text == end && element.kind == ELEMENT_END)
        {
          return TRUE;
        }
      else if (text < end &&
               (element.kind == ELEMENT_ANY_CHARACTER ||
                (element.kind == ELEMENT_CHARACTER && get_character (text, fold_case) == element.character)))
        {
          text = g_utf8_next_char (text);
          pattern = element.next;
          continue;
        }
      else if (retry_text != NULL && retry_text < end)
        {
          retry_text = g_utf8_next_char (retry_text);
        }
      else
        {
          return FALSE;
        }

      text = retry_text = find_element (retry_text, end, &retry, fold_case);
      pattern = retry.next;
      if (retry.kind != ELEMENT_CHARACTER)
        continue;
      if (text == end)
        return FALSE;
      text = g_utf8_next_char (text);
    }
}

/* Optimal string alignment: three rows of the table of distances of all beginnings are enough. */
guint
uois_text_distance (const char *a, const char *b)
{
  gsize a_length = strlen (a);
  gsize b_length = strlen (b);
  g_autofree guint *rows = g_new0 (guint, 3 * (b_length + 1));
  guint *before = rows;
  guint *last = rows + b_length + 1;
  guint *row = rows + 2 * (b_length + 1);

  for (gsize j = 0; j <= b_length; j++)
    row[j] = (guint) j;

  for (gsize i = 1; i <= a_length; i++)
    {
      guint *oldest = before;

      before = last;
      last = row;
      row = oldest;

      row[0] = (guint) i;
      for (gsize j = 1; j <= b_length; j++)
        {
          char x = g_ascii_tolower (a[i - 1]);
          char y = g_ascii_tolower (b[j - 1]);

          row[j] = MIN (last[j], row[j - 1]) + 1;
          row[j] = MIN (row[j], last[j - 1] + (x == y ? 0 : 1));
          if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) && g_ascii_tolower (a[i - 2]) == y)
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }

  return row[b_length];
}
