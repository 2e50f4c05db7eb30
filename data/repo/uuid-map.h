/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"

G_BEGIN_DECLS

/**
 * UoisUuidEntry:
 * @count: never 0 in an entry that is used
 */
typedef struct
{
  UoisUuid uuid;
  guint count;
} UoisUuidEntry;

/**
 * UoisUuidMap: a number for each of many ids, in one block of memory: a seed file
 * may bring millions. Zero-filled memory is an empty map.
 */
typedef struct
{
  UoisUuidEntry *entries;
  gsize capacity;
  gsize length;
} UoisUuidMap;

void uois_uuid_map_clear (UoisUuidMap *map);

/* Adds one to the number of @uuid. Returns: the number before. */
guint uois_uuid_map_add (UoisUuidMap *map, const UoisUuid *uuid);
/* Sets the number of @uuid to @count, which is not 0. */
void uois_uuid_map_set (UoisUuidMap *map, const UoisUuid *uuid, guint count);
/* Returns: the number of @uuid; 0 if it was never added */
guint uois_uuid_map_get (const UoisUuidMap *map, const UoisUuid *uuid);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisUuidMap, uois_uuid_map_clear)

G_END_DECLS
