/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/memo.h"

#include <string.h>

/* As many records are remembered at most: under half a megabyte. */
#define N_ENTRIES_LOG2 13
/* Places where a record can be; of those in them the youngest stay. */
#define N_WAYS 2

typedef struct
{
  gconstpointer field;
  UoisUuid id;
  guint64 answer;
  UoisGqlWritten written;
} Entry;

/* @answer: the number of this answer; entries of others count as empty */
struct _UoisGqlMemo
{
  guint64 answer;
  Entry entries[1 << N_ENTRIES_LOG2];
};

UoisGqlMemo *
uois_gql_memo_new (void)
{
  UoisGqlMemo *memo = g_new0 (UoisGqlMemo, 1);

  memo->answer = 1;
  return memo;
}

void
uois_gql_memo_free (UoisGqlMemo *memo)
{
  g_free (memo);
}

void
uois_gql_memo_forget (UoisGqlMemo *memo)
{
  memo->answer++;
}

/* The first of the places where a record can be: ids differ most at their end. */
static inline gsize
get_place (gconstpointer field, const UoisUuid *id)
{
  guint64 key;

  memcpy (&key, id->bytes + sizeof (id->bytes) - sizeof key, sizeof key);
  /* Multiplied by the golden ratio, the key gives its top bits a share of all. */
  key = (key ^ GPOINTER_TO_SIZE (field)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (gsize) (key >> (64 - N_ENTRIES_LOG2)) & ~(gsize) (N_WAYS - 1);
}

const UoisGqlWritten *
uois_gql_memo_find (const UoisGqlMemo *memo, gconstpointer field, const UoisUuid *id)
{
  const Entry *entries = memo->entries + get_place (field, id);

  for (guint i = 0; i < N_WAYS; i++)
    if (entries[i].field == field && entries[i].answer == memo->answer && memcmp (&entries[i].id, id, sizeof *id) == 0)
      return &entries[i].written;
  return NULL;
}

void
uois_gql_memo_add (UoisGqlMemo *memo, gconstpointer field, const UoisUuid *id, const UoisGqlWritten *written)
{
  Entry *entries = memo->entries + get_place (field, id);

  memmove (entries + 1, entries, (N_WAYS - 1) * sizeof *entries);
  entries[0] = (Entry){ .field = field, .id = *id, .answer = memo->answer, .written = *written };
}
