/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisArena:
 *
 * Memory that is freed as a whole: the registry is built once and never
 * changed in part. Initialise to zero.
 */
typedef struct
{
  GSList *blocks;
  char *position;
  gsize left;
} UoisArena;

/* Zeroed, aligned for any of our structures. */
gpointer uois_arena_allocate (UoisArena *arena, gsize size);
#define uois_arena_new(arena, Type) ((Type *) uois_arena_allocate ((arena), sizeof (Type)))

/* Returns: @items of @length pointers, or a larger copy, with room for one more */
gpointer uois_arena_grow (UoisArena *arena, gpointer items, guint length);

void uois_arena_clear (UoisArena *arena);

/* Appends to an UOIS_ARRAY_OF() of the registry. */
#define uois_arena_append(arena, array, element)                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    (array)->items = uois_arena_grow ((arena), (array)->items, (array)->length);                                       \
    (array)->items[(array)->length++] = (element);                                                                     \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
