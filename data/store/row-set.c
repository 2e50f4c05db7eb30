/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "row-set.h"

#define BITS 64

/**
 * UoisRowSet:
 * @words: (element-type guint64): bit i % 64 of word i / 64 is row i
 */
struct _UoisRowSet
{
  GArray *words;
};

#define WORD(set, index) g_array_index ((set)->words, guint64, (index))
#define BIT(row) (G_GUINT64_CONSTANT (1) << ((row) % BITS))

UoisRowSet *
uois_row_set_new (void)
{
  UoisRowSet *set = g_new (UoisRowSet, 1);

  set->words = g_array_new (FALSE, TRUE, sizeof (guint64));
  return set;
}

void
uois_row_set_free (UoisRowSet *set)
{
  g_array_unref (set->words);
  g_free (set);
}

void
uois_row_set_add (UoisRowSet *set, gint64 row)
{
  guint word;

  if (row < 0 || row > UOIS_ROW_SET_ROW_MAX)
    return;
  word = (guint) (row / BITS);
  if (word >= set->words->len)
    g_array_set_size (set->words, word + 1);
  WORD (set, word) |= BIT (row);
}

void
uois_row_set_add_range (UoisRowSet *set, gint64 first, gint64 last)
{
  last = MIN (last, UOIS_ROW_SET_ROW_MAX);
  for (gint64 row = MAX (first, 0); row <= last; row++)
    uois_row_set_add (set, row);
}

gboolean
uois_row_set_has (const UoisRowSet *set, gint64 row)
{
  return row >= 0 && row / BITS < set->words->len && (WORD (set, row / BITS) & BIT (row)) != 0;
}

void
uois_row_set_intersect (UoisRowSet *set, const UoisRowSet *other)
{
  if (set->words->len > other->words->len)
    g_array_set_size (set->words, other->words->len);
  for (guint i = 0; i < set->words->len; i++)
    WORD (set, i) &= WORD (other, i);
}

guint64
uois_row_set_count (const UoisRowSet *set)
{
  guint64 count = 0;

  for (guint i = 0; i < set->words->len; i++)
    count += (guint) __builtin_popcountll (WORD (set, i));
  return count;
}

GArray *
uois_row_set_list (const UoisRowSet *set)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) uois_row_set_count (set));

  for (guint i = 0; i < set->words->len; i++)
    for (guint64 word = WORD (set, i); word != 0; word &= word - 1)
      {
        gint64 row = (gint64) i * BITS + __builtin_ctzll (word);

        g_array_append_val (rows, row);
      }
  return rows;
}
