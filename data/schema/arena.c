/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/arena.h"

#include <string.h>

#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT 16
#define SMALLEST_ARRAY 4

gpointer
uois_arena_allocate (UoisArena *arena, gsize size)
{
  gpointer memory;

  size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size > arena->left)
    {
      arena->left = MAX (size, BLOCK_SIZE);
      arena->position = g_malloc0 (arena->left);
      arena->blocks = g_slist_prepend (arena->blocks, arena->position);
    }

  memory = arena->position;
  arena->position += size;
  arena->left -= size;

  return memory;
}

gpointer
uois_arena_grow (UoisArena *arena, gpointer items, guint length)
{
  gpointer larger;

  if (length == 0)
    return uois_arena_allocate (arena, SMALLEST_ARRAY * sizeof (gpointer));

  /* Arrays double whenever they are full, which is when their length is a power of two. */
  if (length < SMALLEST_ARRAY || (length & (length - 1)) != 0)
    return items;

  larger = uois_arena_allocate (arena, 2 * length * sizeof (gpointer));
  memcpy (larger, items, length * sizeof (gpointer));

  return larger;
}

void
uois_arena_clear (UoisArena *arena)
{
  g_slist_free_full (arena->blocks, g_free);
  *arena = (UoisArena){ NULL };
}
