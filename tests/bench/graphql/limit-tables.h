/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "limit.h"

#include <string.h>

G_BEGIN_DECLS

/* A slot without a record. */
#define FREE G_MAXUINT

/* @bytes: NULL for null */
typedef struct
{
  const char *bytes;
  guint length;
} Text;

/* The rows that hang on a record: a part of an array. */
typedef struct
{
  guint first;
  guint length;
} Part;

typedef struct
{
  UoisUuid id;
  Text name, surname, email;
  gint64 lastchange;
  gboolean valid;
  Part memberships, presences;
} Person;

typedef struct
{
  UoisUuid id;
  Text name;
  UoisUuid createdby, changedby;
  Part members;
} Group;

typedef struct
{
  UoisUuid id;
  Text name;
  gint64 startdate;
  Part groups;
} Event;

/* A row between two records; @far is the one that it was not found by. */
typedef struct
{
  UoisUuid id;
  UoisUuid far;
} Link;

/* From an id to its place in a table. */
typedef struct
{
  guint *slots;
  guint mask;
} Places;

struct _Limit
{
  GArray *persons, *groups, *events; /* by id */
  GArray *memberships;               /* by person, then by id */
  GArray *members;                   /* by group, then by id */
  GArray *presences;                 /* by person, then by id */
  GArray *event_groups;              /* by event, then by group */
  Places person_places, group_places, event_places;
  GStringChunk *texts;
};

/* ---- Places ---- */

/* The last bytes of an id are random in every version in use. */
static inline guint
hash (const UoisUuid *id)
{
  guint number;

  memcpy (&number, id->bytes + 12, sizeof number);
  return number;
}

/* NULL if there is none. */
static inline gpointer
find (const Places *places, const GArray *records, gsize size, const UoisUuid *id)
{
  guint slot = hash (id) & places->mask;

  while (places->slots[slot] != FREE)
    {
      gpointer record = records->data + places->slots[slot] * size;

      if (memcmp (record, id, sizeof *id) == 0)
        return record;
      slot = (slot + 1) & places->mask;
    }
  return NULL;
}

static inline Person *
find_person (const Limit *limit, const UoisUuid *id)
{
  return find (&limit->person_places, limit->persons, sizeof (Person), id);
}

static inline Group *
find_group (const Limit *limit, const UoisUuid *id)
{
  return find (&limit->group_places, limit->groups, sizeof (Group), id);
}

static inline Event *
find_event (const Limit *limit, const UoisUuid *id)
{
  return find (&limit->event_places, limit->events, sizeof (Event), id);
}

G_END_DECLS
