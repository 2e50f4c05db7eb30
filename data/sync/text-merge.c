/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/text-merge.h"

#include <string.h>

#define LARGEST_TABLE (4 * 1024 * 1024)
#define NO_LINE G_MAXUINT

typedef struct
{
  char **lines;
  guint length;
} Text;

/* Lines from @first up to @last, that one left out. */
typedef struct
{
  const Text *text;
  guint first;
  guint last;
} Chunk;

static void
split (Text *text, const char *all)
{
  text->lines = g_strsplit (all, "\n", -1);
  text->length = g_strv_length (text->lines);
}

/* The longest common subsequence of what lies between the common beginning and the common end. */
static void
match_middle (const Text *base, const Text *other, guint first, guint base_last, guint other_last, guint *matches)
{
  guint rows = base_last - first, columns = other_last - first;
  g_autofree guint *table = g_new0 (guint, (gsize) (rows + 1) * (columns + 1));
  guint i = 0, j = 0;

#define LONGEST(row, column) table[(gsize) (row) * (columns + 1) + (column)]
  for (guint row = rows; row > 0; row--)
    for (guint column = columns; column > 0; column--)
      LONGEST (row - 1, column - 1) = strcmp (base->lines[first + row - 1], other->lines[first + column - 1]) == 0 ?
                                          LONGEST (row, column) + 1 :
                                          MAX (LONGEST (row, column - 1), LONGEST (row - 1, column));
  while (i < rows && j < columns)
    if (strcmp (base->lines[first + i], other->lines[first + j]) == 0)
      {
        matches[first + i] = first + j;
        i++;
        j++;
      }
    else if (LONGEST (i + 1, j) >= LONGEST (i, j + 1))
      i++;
    else
      j++;
#undef LONGEST
}

/* Returns: (nullable): for each line of @base the line of @other that it became, or NO_LINE */
static guint *
match (const Text *base, const Text *other)
{
  guint *matches = g_new (guint, base->length + 1);
  guint first = 0, base_last = base->length, other_last = other->length;

  memset (matches, 0xff, sizeof *matches * base->length);
  while (first < base_last && first < other_last && strcmp (base->lines[first], other->lines[first]) == 0)
    {
      matches[first] = first;
      first++;
    }
  while (base_last > first && other_last > first &&
         strcmp (base->lines[base_last - 1], other->lines[other_last - 1]) == 0)
    matches[--base_last] = --other_last;

  if ((guint64) (base_last - first + 1) * (other_last - first + 1) > LARGEST_TABLE)
    {
      g_free (matches);
      return NULL;
    }
  match_middle (base, other, first, base_last, other_last, matches);
  return matches;
}

static gboolean
chunks_are_equal (const Chunk *a, const Chunk *b)
{
  if (a->last - a->first != b->last - b->first)
    return FALSE;
  for (guint i = 0; i < a->last - a->first; i++)
    if (strcmp (a->text->lines[a->first + i], b->text->lines[b->first + i]) != 0)
      return FALSE;
  return TRUE;
}

static void
append (GPtrArray *result, const Chunk *chunk)
{
  for (guint i = chunk->first; i < chunk->last; i++)
    g_ptr_array_add (result, chunk->text->lines[i]);
}

/* Returns: %FALSE if both sides changed it, differently */
static gboolean
merge_chunk (GPtrArray *result, const Chunk *base, const Chunk *mine, const Chunk *theirs)
{
  if (chunks_are_equal (base, mine))
    append (result, theirs);
  else if (chunks_are_equal (base, theirs) || chunks_are_equal (mine, theirs))
    append (result, mine);
  else
    return FALSE;
  return TRUE;
}

static gboolean
merge_texts (GPtrArray *result, const Text *texts, const guint *to_mine, const guint *to_theirs)
{
  Chunk base = { &texts[0], 0, 0 };
  Chunk mine = { &texts[1], 0, 0 };
  Chunk theirs = { &texts[2], 0, 0 };

  for (guint i = 0; i <= texts[0].length; i++)
    {
      gboolean at_end = i == texts[0].length;

      if (!at_end && (to_mine[i] == NO_LINE || to_theirs[i] == NO_LINE))
        continue;
      base.last = i;
      mine.last = at_end ? texts[1].length : to_mine[i];
      theirs.last = at_end ? texts[2].length : to_theirs[i];
      if (!merge_chunk (result, &base, &mine, &theirs))
        return FALSE;
      if (!at_end)
        g_ptr_array_add (result, texts[0].lines[i]);
      base.first = base.last + 1;
      mine.first = mine.last + 1;
      theirs.first = theirs.last + 1;
    }
  return TRUE;
}

char *
uois_text_merge_lines (const char *base, const char *mine, const char *theirs)
{
  Text texts[3];
  g_autoptr (GPtrArray) result = g_ptr_array_new ();
  g_autofree guint *to_mine = NULL;
  g_autofree guint *to_theirs = NULL;
  char *merged = NULL;

  split (&texts[0], base);
  split (&texts[1], mine);
  split (&texts[2], theirs);
  to_mine = match (&texts[0], &texts[1]);
  to_theirs = match (&texts[0], &texts[2]);
  if (to_mine != NULL && to_theirs != NULL && merge_texts (result, texts, to_mine, to_theirs))
    {
      g_ptr_array_add (result, NULL);
      merged = g_strjoinv ("\n", (char **) result->pdata);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_strfreev (texts[i].lines);
  return merged;
}
