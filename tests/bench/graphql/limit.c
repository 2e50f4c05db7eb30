/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "limit-tables.h"

#include "raw.h"

/* Every record begins with its id. */
static void
fill_places (Places *places, const GArray *records)
{
  guint size = 1;

  while (size < 2 * records->len)
    size *= 2;
  places->mask = size - 1;
  places->slots = g_new (guint, size);
  for (guint i = 0; i < size; i++)
    places->slots[i] = FREE;
  for (guint i = 0; i < records->len; i++)
    {
      guint slot =
          hash ((const UoisUuid *) (records->data + i * g_array_get_element_size ((GArray *) records))) & places->mask;

      while (places->slots[slot] != FREE)
        slot = (slot + 1) & places->mask;
      places->slots[slot] = i;
    }
}

/* ---- Reading the file ---- */

static UoisUuid
get_uuid (sqlite3_stmt *row, int column)
{
  UoisUuid id = { { 0 } };
  const void *bytes = sqlite3_column_blob (row, column);

  if (bytes != NULL)
    memcpy (id.bytes, bytes, sizeof id.bytes);
  return id;
}

static Text
get_text (Limit *limit, sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  int length = sqlite3_column_bytes (row, column);

  if (text == NULL)
    return (Text){ NULL, 0 };
  return (Text){ g_string_chunk_insert_len (limit->texts, text, length), (guint) length };
}

typedef void (*TakeRow) (Limit *limit, sqlite3_stmt *row);

static void
read_rows (Limit *limit, sqlite3 *db, const char *sql, TakeRow take)
{
  sqlite3_stmt *rows;
  int code;

  raw_check (db, sqlite3_prepare_v2 (db, sql, -1, &rows, NULL));
  while ((code = sqlite3_step (rows)) == SQLITE_ROW)
    take (limit, rows);
  raw_check (db, code);
  sqlite3_finalize (rows);
}

static void
take_person (Limit *limit, sqlite3_stmt *row)
{
  Person person = { .id = get_uuid (row, 0),
                    .name = get_text (limit, row, 1),
                    .surname = get_text (limit, row, 2),
                    .email = get_text (limit, row, 3),
                    .valid = sqlite3_column_int (row, 4) != 0,
                    .lastchange = sqlite3_column_int64 (row, 5) };

  g_array_append_val (limit->persons, person);
}

static void
take_group (Limit *limit, sqlite3_stmt *row)
{
  Group group = { .id = get_uuid (row, 0),
                  .name = get_text (limit, row, 1),
                  .createdby = get_uuid (row, 2),
                  .changedby = get_uuid (row, 3) };

  g_array_append_val (limit->groups, group);
}

static void
take_event (Limit *limit, sqlite3_stmt *row)
{
  Event event = { .id = get_uuid (row, 0),
                  .name = get_text (limit, row, 1),
                  .startdate = sqlite3_column_int64 (row, 2) };

  g_array_append_val (limit->events, event);
}

/* Columns: the id, the record that it is found by, the one that it leads to. @part is that of the first. */
static void
take_link (GArray *links, Part *part, sqlite3_stmt *row)
{
  Link link = { .id = get_uuid (row, 0), .far = get_uuid (row, 2) };

  if (part->length == 0)
    part->first = links->len;
  part->length++;
  g_array_append_val (links, link);
}

static void
take_membership (Limit *limit, sqlite3_stmt *row)
{
  UoisUuid person = get_uuid (row, 1);

  take_link (limit->memberships, &find_person (limit, &person)->memberships, row);
}

static void
take_member (Limit *limit, sqlite3_stmt *row)
{
  UoisUuid group = get_uuid (row, 1);

  take_link (limit->members, &find_group (limit, &group)->members, row);
}

static void
take_presence (Limit *limit, sqlite3_stmt *row)
{
  UoisUuid person = get_uuid (row, 1);

  take_link (limit->presences, &find_person (limit, &person)->presences, row);
}

static void
take_event_group (Limit *limit, sqlite3_stmt *row)
{
  UoisUuid event = get_uuid (row, 1);

  take_link (limit->event_groups, &find_event (limit, &event)->groups, row);
}

Limit *
limit_new (sqlite3 *db)
{
  Limit *limit = g_new0 (Limit, 1);

  limit->persons = g_array_new (FALSE, FALSE, sizeof (Person));
  limit->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  limit->events = g_array_new (FALSE, FALSE, sizeof (Event));
  limit->memberships = g_array_new (FALSE, FALSE, sizeof (Link));
  limit->members = g_array_new (FALSE, FALSE, sizeof (Link));
  limit->presences = g_array_new (FALSE, FALSE, sizeof (Link));
  limit->event_groups = g_array_new (FALSE, FALSE, sizeof (Link));
  limit->texts = g_string_chunk_new (1024 * 1024);

  read_rows (limit, db, "SELECT id, name, surname, email, valid, lastchange FROM users ORDER BY id", take_person);
  fill_places (&limit->person_places, limit->persons);
  read_rows (limit, db, "SELECT id, name, createdby, changedby FROM groups ORDER BY id", take_group);
  fill_places (&limit->group_places, limit->groups);
  read_rows (limit, db, "SELECT id, name, startdate FROM events ORDER BY id", take_event);
  fill_places (&limit->event_places, limit->events);
  read_rows (limit, db, "SELECT id, user_id, group_id FROM memberships ORDER BY user_id, id", take_membership);
  read_rows (limit, db, "SELECT id, group_id, user_id FROM memberships ORDER BY group_id, id", take_member);
  read_rows (limit, db, "SELECT id, user_id, event_id FROM events_users ORDER BY user_id, id", take_presence);
  read_rows (limit, db, "SELECT id, event_id, group_id FROM events_groups ORDER BY event_id, group_id",
             take_event_group);
  return limit;
}

void
limit_free (Limit *limit)
{
  GArray *const arrays[] = { limit->persons, limit->groups,    limit->events,      limit->memberships,
                             limit->members, limit->presences, limit->event_groups };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_free (limit->person_places.slots);
  g_free (limit->group_places.slots);
  g_free (limit->event_places.slots);
  g_string_chunk_free (limit->texts);
  g_free (limit);
}
