/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/suggestion-list.h"

#include "base/text.h"

#include <string.h>

#define LARGEST_SUGGESTION 5
/* Longer names are not compared: the work grows with the square of the length. */
#define LONGEST_NAME 128

typedef struct
{
  const char *name;
  guint distance;
} Suggestion;

int
uois_gql_natural_compare (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
      {
        char *end_a;
        char *end_b;
        guint64 number_a = g_ascii_strtoull (a, &end_a, 10);
        guint64 number_b = g_ascii_strtoull (b, &end_b, 10);

        if (number_a != number_b)
          return number_a < number_b ? -1 : 1;
        a = end_a;
        b = end_b;
      }
    else if (*a != *b)
      return *a < *b ? -1 : 1;
    else
      {
        a++;
        b++;
      }
  return (*a != '\0') - (*b != '\0');
}

static int
compare_suggestions (gconstpointer a, gconstpointer b)
{
  const Suggestion *suggestion_a = a;
  const Suggestion *suggestion_b = b;

  if (suggestion_a->distance != suggestion_b->distance)
    return suggestion_a->distance < suggestion_b->distance ? -1 : 1;
  return uois_gql_natural_compare (suggestion_a->name, suggestion_b->name);
}

/* The reference measures in UTF-16. Names are ASCII: all that counts of other characters is that they are none of a name's,
 * and how many units they have. */
static char *
spell_in_units (const char *text)
{
  g_autoptr (GString) units = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_string_append (units, character > 0xffff ? "??" : character > 0x7f ? "?" : (char[]){ (char) character, '\0' });
    }
  return g_string_free (g_steal_pointer (&units), FALSE);
}

/* As the reference measures: a change of case alone counts as one edit. */
static guint
measure_distance (const char *input, const char *name)
{
  if (strcmp (input, name) == 0)
    return 0;
  if (g_ascii_strcasecmp (input, name) == 0)
    return 1;
  return uois_text_distance (input, name);
}

char *
uois_gql_did_you_mean_one_of (const char *what, const GPtrArray *names)
{
  GString *text;
  guint length = MIN (names->len, LARGEST_SUGGESTION);

  if (length == 0)
    return g_strdup ("");

  text = g_string_new (" Did you mean ");
  if (what)
    g_string_append_printf (text, "%s ", what);
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append (text, length == 2 ? " or " : i + 1 < length ? ", " : ", or ");
      g_string_append_printf (text, "\"%s\"", (const char *) names->pdata[i]);
    }
  g_string_append_c (text, '?');
  return g_string_free (text, FALSE);
}

char *
uois_gql_did_you_mean (const char *what, const char *text, const GPtrArray *names)
{
  g_autofree char *input = spell_in_units (text);
  g_autoptr (GArray) suggestions = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  g_autoptr (GPtrArray) nearest = g_ptr_array_new ();
  gsize input_length = strlen (input);
  guint threshold = input_length * 2 / 5 + 1;

  for (guint i = 0; i < names->len && input_length <= LONGEST_NAME; i++)
    {
      Suggestion suggestion = { .name = names->pdata[i] };
      gsize length = strlen (suggestion.name);

      if (length > LONGEST_NAME || length > input_length + threshold || input_length > length + threshold)
        continue;
      suggestion.distance = measure_distance (input, suggestion.name);
      if (suggestion.distance <= threshold)
        g_array_append_val (suggestions, suggestion);
    }
  g_array_sort (suggestions, compare_suggestions);
  /* A name can be known from two sides; then it stands twice in a row. */
  for (guint i = 0; i < suggestions->len; i++)
    {
      const char *name = g_array_index (suggestions, Suggestion, i).name;

      if (nearest->len == 0 || strcmp (nearest->pdata[nearest->len - 1], name) != 0)
        g_ptr_array_add (nearest, (gpointer) name);
    }
  return uois_gql_did_you_mean_one_of (what, nearest);
}
