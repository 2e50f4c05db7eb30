/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/uuid-map.h"

#include <string.h>

#define CAPACITY_MIN 64

void
uois_uuid_map_clear (UoisUuidMap *map)
{
  g_free (map->entries);
  *map = (UoisUuidMap){ 0 };
}

/* Ids of one kind share their beginning or end, so both halves are mixed into the bits that count. */
static guint64
hash (const UoisUuid *uuid)
{
  guint64 halves[2];

  memcpy (halves, uuid->bytes, sizeof halves);
  return (halves[0] ^ (halves[1] << 29 | halves[1] >> 35)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 20;
}

static UoisUuidEntry *
find (const UoisUuidMap *map, const UoisUuid *uuid)
{
  gsize index = hash (uuid) & (map->capacity - 1);

  while (map->entries[index].count != 0 && memcmp (&map->entries[index].uuid, uuid, sizeof *uuid) != 0)
    index = (index + 1) & (map->capacity - 1);
  return &map->entries[index];
}

static void
grow (UoisUuidMap *map)
{
  UoisUuidMap larger = { .capacity = MAX (CAPACITY_MIN, map->capacity * 2), .length = map->length };

  larger.entries = g_new0 (UoisUuidEntry, larger.capacity);
  for (gsize i = 0; i < map->capacity; i++)
    if (map->entries[i].count != 0)
      *find (&larger, &map->entries[i].uuid) = map->entries[i];
  g_free (map->entries);
  *map = larger;
}

static UoisUuidEntry *
find_or_make (UoisUuidMap *map, const UoisUuid *uuid)
{
  UoisUuidEntry *entry;

  if (map->length * 3 >= map->capacity * 2)
    grow (map);
  entry = find (map, uuid);
  if (entry->count == 0)
    {
      entry->uuid = *uuid;
      map->length++;
    }
  return entry;
}

guint
uois_uuid_map_add (UoisUuidMap *map, const UoisUuid *uuid)
{
  return find_or_make (map, uuid)->count++;
}

void
uois_uuid_map_set (UoisUuidMap *map, const UoisUuid *uuid, guint count)
{
  g_return_if_fail (count != 0);

  find_or_make (map, uuid)->count = count;
}

guint
uois_uuid_map_get (const UoisUuidMap *map, const UoisUuid *uuid)
{
  return map->capacity == 0 ? 0 : find (map, uuid)->count;
}
