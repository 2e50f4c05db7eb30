/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/word-match.h"

#include "base/text.h"

#include <string.h>

struct _UoisWordMatcher
{
  GPtrArray *words; /* element-type utf8, folded */
};

/* The next word from @position on, or %NULL. */
static const char *
next_word (const char *position, gsize *length)
{
  const char *start;

  while (*position != '\0' && !g_unichar_isalnum (g_utf8_get_char (position)))
    position = g_utf8_next_char (position);
  start = position;
  while (*position != '\0' && g_unichar_isalnum (g_utf8_get_char (position)))
    position = g_utf8_next_char (position);
  *length = (gsize) (position - start);
  return *length > 0 ? start : NULL;
}

UoisWordMatcher *
uois_word_matcher_new (const char *text)
{
  g_autofree char *folded = uois_text_fold (text, -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  UoisWordMatcher *matcher;
  gsize length;

  for (const char *word = next_word (folded, &length); word != NULL; word = next_word (word + length, &length))
    g_ptr_array_add (words, g_strndup (word, length));
  if (words->len == 0)
    return NULL;

  matcher = g_new (UoisWordMatcher, 1);
  matcher->words = g_steal_pointer (&words);
  return matcher;
}

void
uois_word_matcher_free (UoisWordMatcher *matcher)
{
  g_ptr_array_unref (matcher->words);
  g_free (matcher);
}

static gboolean
begins_a_word (const char *text, const char *prefix)
{
  gsize prefix_length = strlen (prefix);
  gsize length;

  for (const char *word = next_word (text, &length); word != NULL; word = next_word (word + length, &length))
    if (length >= prefix_length && memcmp (word, prefix, prefix_length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
uois_word_matcher_matches (UoisWordMatcher *matcher, const char *text, gsize length)
{
  g_autofree char *folded = uois_text_fold (text, (gssize) length);

  for (guint i = 0; i < matcher->words->len; i++)
    if (!begins_a_word (folded, g_ptr_array_index (matcher->words, i)))
      return FALSE;
  return TRUE;
}
