/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/chunks.h"

#include "repo/bound-select.h"
#include "repo/uuid-map.h"

typedef enum
{
  STATE_NEW,
  STATE_OPEN, /* its parents are being looked at */
  STATE_DONE,
} State;

typedef struct
{
  guint chunk;
  State state;
} Row;

struct _UoisChunks
{
  UoisUuidMap indexes; /* 1 + the row's index, per id */
  GArray *rows;        /* Row */
  GArray *parents;     /* UoisUuid: n_columns per row; nil for none */
  guint n_columns;
  guint n_cyclic;
};

static gboolean
is_parent_column (const UoisColumn *column)
{
  return column->target == column->type && column->enforced;
}

gboolean
uois_chunks_are_needed (const UoisType *type)
{
  for (guint i = 0; i < type->columns.length; i++)
    if (is_parent_column (type->columns.items[i]))
      return TRUE;
  return FALSE;
}

void
uois_chunks_free (UoisChunks *chunks)
{
  uois_uuid_map_clear (&chunks->indexes);
  g_array_unref (chunks->rows);
  g_array_unref (chunks->parents);
  g_free (chunks);
}

static void
add_row (UoisChunks *chunks, UoisStoreStatement *statement)
{
  UoisUuid id = uois_bound_select_read_uuid (statement, 0);
  Row row = { 0 };

  g_array_append_val (chunks->rows, row);
  uois_uuid_map_set (&chunks->indexes, &id, chunks->rows->len);
  for (guint i = 1; i <= chunks->n_columns; i++)
    {
      UoisUuid parent = uois_bound_select_read_uuid (statement, i);

      g_array_append_val (chunks->parents, parent);
    }
}

static gboolean
read_rows (UoisChunks *chunks, UoisFile *file, UoisStoreReader *reader, const UoisType *type, GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, file, type);
  uois_select_add_column (bound.select, 0, type->columns.items[0]);
  for (guint i = 0; i < type->columns.length; i++)
    if (is_parent_column (type->columns.items[i]))
      {
        uois_select_add_column (bound.select, 0, type->columns.items[i]);
        chunks->n_columns++;
      }
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    add_row (chunks, statement);
  uois_store_statement_release (statement);
  return step == 0;
}

/* The parent of row @index by column @column; %NULL if it has none in this table. */
static Row *
get_parent (UoisChunks *chunks, guint index, guint column, guint *parent_index)
{
  const UoisUuid *id = &g_array_index (chunks->parents, UoisUuid, index * chunks->n_columns + column);
  guint found = uois_uuid_map_get (&chunks->indexes, id);

  if (found == 0)
    return NULL;
  *parent_index = found - 1;
  return &g_array_index (chunks->rows, Row, *parent_index);
}

/* Puts the row behind its parents if all are done; otherwise returns one that is not. A parent that is open itself
 * stands below this row: the row is then counted as cyclic and the reference left aside. */
static gboolean
settle (UoisChunks *chunks, guint index, guint *first)
{
  Row *row = &g_array_index (chunks->rows, Row, index);
  gboolean cyclic = FALSE;

  row->state = STATE_OPEN;
  row->chunk = 0;
  for (guint i = 0; i < chunks->n_columns; i++)
    {
      guint parent_index;
      const Row *parent = get_parent (chunks, index, i, &parent_index);

      if (parent == NULL)
        continue;
      if (parent->state == STATE_NEW)
        {
          *first = parent_index;
          return FALSE;
        }
      if (parent->state == STATE_DONE)
        row->chunk = MAX (row->chunk, parent->chunk + 1);
      else
        cyclic = TRUE;
    }
  row->state = STATE_DONE;
  chunks->n_cyclic += cyclic;
  return TRUE;
}

/* Depth first with a stack of our own: chains of rows may be long. */
static void
settle_all (UoisChunks *chunks)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < chunks->rows->len; i++)
    {
      if (g_array_index (chunks->rows, Row, i).state != STATE_NEW)
        continue;
      g_array_append_val (open, i);
      while (open->len > 0)
        {
          guint index = g_array_index (open, guint, open->len - 1);
          guint first;

          if (settle (chunks, index, &first))
            g_array_set_size (open, open->len - 1);
          else
            g_array_append_val (open, first);
        }
    }
}

UoisChunks *
uois_chunks_new (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GError **error)
{
  g_autoptr (UoisChunks) chunks = g_new0 (UoisChunks, 1);

  chunks->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  chunks->parents = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  if (!read_rows (chunks, file, reader, type, error))
    return NULL;
  settle_all (chunks);
  return g_steal_pointer (&chunks);
}

guint
uois_chunks_get (const UoisChunks *chunks, const UoisUuid *id)
{
  guint index = uois_uuid_map_get (&chunks->indexes, id);

  return index == 0 ? 0 : g_array_index (chunks->rows, Row, index - 1).chunk;
}

guint
uois_chunks_get_n_cyclic (const UoisChunks *chunks)
{
  return chunks->n_cyclic;
}
