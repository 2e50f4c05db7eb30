/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "limit-tables.h"

#include "base/json-writer.h"

/* Records of a page. */
#define PAGE 1000

/* ---- Writing ---- */

#define PUT(to, literal) ((char *) memcpy ((to), (literal), sizeof (literal) - 1) + sizeof (literal) - 1)

/* A text with something that JSON escapes, or null. */
static char *
put_difficult_text (char *to, const Text *text)
{
  g_auto (UoisJsonWriter) writer;

  if (text->bytes == NULL)
    return PUT (to, "null");
  uois_json_writer_init (&writer);
  uois_json_writer_string (&writer, text->bytes, text->length);
  memcpy (to, writer.bytes, writer.length);
  return to + writer.length;
}

/* Eight bytes at a time; both sides have room for a whole last word. */
static inline char *
put_text (char *to, const Text *text)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 special = text->bytes == NULL ? ones << 7 : 0;

  for (guint i = 0; i < text->length; i += 8)
    {
      guint64 word, quote, backslash;

      memcpy (&word, text->bytes + i, 8);
      memcpy (to + 1 + i, &word, 8);
      if (text->length - i < 8)
        word = (word & ((G_GUINT64_CONSTANT (1) << 8 * (text->length - i)) - 1)) | (ones * 0x20)
                                                                                       << 8 * (text->length - i);
      quote = word ^ ones * '"';
      backslash = word ^ ones * '\\';
      special |= ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
    }
  if ((special & ones << 7) != 0)
    return put_difficult_text (to, text);
  *to = '"';
  to[text->length + 1] = '"';
  return to + text->length + 2;
}

static inline char *
put_uuid (char *to, const UoisUuid *id)
{
  *to++ = '"';
  uois_uuid_format (id, to);
  to += UOIS_UUID_TEXT_LENGTH;
  *to++ = '"';
  return to;
}

static inline char *
put_time (char *to, gint64 time)
{
  *to++ = '"';
  to += uois_datetime_format (time, to);
  *to++ = '"';
  return to;
}

static inline const Link *
get_links (const GArray *links, const Part *part)
{
  return &g_array_index ((GArray *) links, Link, part->first);
}

/* {"id":…,"name":…} */
static char *
put_group (char *to, const Group *group)
{
  to = PUT (to, "{\"id\":");
  to = put_uuid (to, &group->id);
  to = PUT (to, ",\"name\":");
  to = put_text (to, &group->name);
  return PUT (to, "}");
}

/* {"id":…,"name":…,"surname":…, without its end */
static char *
put_names (char *to, const Person *person)
{
  to = PUT (to, "{\"id\":");
  to = put_uuid (to, &person->id);
  to = PUT (to, ",\"name\":");
  to = put_text (to, &person->name);
  to = PUT (to, ",\"surname\":");
  return put_text (to, &person->surname);
}

static char *
put_memberships (char *to, const Limit *limit, const Person *person)
{
  const Link *links = get_links (limit->memberships, &person->memberships);

  to = PUT (to, ",\"memberships\":[");
  for (guint i = 0; i < person->memberships.length; i++)
    {
      if (i > 0)
        to = PUT (to, ",");
      to = PUT (to, "{\"id\":");
      to = put_uuid (to, &links[i].id);
      to = PUT (to, ",\"group\":");
      to = put_group (to, find_group (limit, &links[i].far));
      to = PUT (to, "}");
    }
  return PUT (to, "]");
}

static char *
put_presence (char *to, const Limit *limit, const Link *presence)
{
  const Event *event = find_event (limit, &presence->far);

  to = PUT (to, "{\"id\":");
  to = put_uuid (to, &presence->id);
  to = PUT (to, ",\"event\":{\"id\":");
  to = put_uuid (to, &event->id);
  to = PUT (to, ",\"name\":");
  to = put_text (to, &event->name);
  to = PUT (to, ",\"startdate\":");
  to = put_time (to, event->startdate);
  return PUT (to, "}}");
}

/* ---- The questions ---- */

char *
limit_answer_person (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  const Person *person = find_person (limit, id);
  const Link *presences = get_links (limit->presences, &person->presences);

  to = PUT (to, "{\"data\":{\"userById\":");
  to = put_names (to, person);
  to = PUT (to, ",\"email\":");
  to = put_text (to, &person->email);
  to = put_memberships (to, limit, person);
  to = PUT (to, ",\"presences\":[");
  for (guint i = 0; i < person->presences.length; i++)
    {
      if (i > 0)
        to = PUT (to, ",");
      to = put_presence (to, limit, &presences[i]);
    }
  return PUT (to, "]}}}");
}

char *
limit_answer_memberships (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  guint end = MIN (skip + PAGE, limit->persons->len);

  to = PUT (to, "{\"data\":{\"userPage\":[");
  for (guint i = skip; i < end; i++)
    {
      if (i > skip)
        to = PUT (to, ",");
      to = put_names (to, &g_array_index (limit->persons, Person, i));
      to = put_memberships (to, limit, &g_array_index (limit->persons, Person, i));
      to = PUT (to, "}");
    }
  return PUT (to, "]}}");
}

char *
limit_answer_flat (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  guint end = MIN (skip + PAGE, limit->persons->len);

  to = PUT (to, "{\"data\":{\"userPage\":[");
  for (guint i = skip; i < end; i++)
    {
      const Person *person = &g_array_index (limit->persons, Person, i);

      if (i > skip)
        to = PUT (to, ",");
      to = put_names (to, person);
      to = PUT (to, ",\"email\":");
      to = put_text (to, &person->email);
      to = person->valid ? PUT (to, ",\"valid\":true,\"lastchange\":") : PUT (to, ",\"valid\":false,\"lastchange\":");
      to = put_time (to, person->lastchange);
      to = PUT (to, "}");
    }
  return PUT (to, "]}}");
}

/* {"id":…,"name":…,"memberships":[{"id":…,"user":…},…]} */
static char *
put_group_with_members (char *to, const Limit *limit, const Group *group)
{
  const Link *members = get_links (limit->members, &group->members);

  to = put_group (to, group) - 1;
  to = PUT (to, ",\"memberships\":[");
  for (guint i = 0; i < MIN (group->members.length, 250); i++)
    {
      if (i > 0)
        to = PUT (to, ",");
      to = PUT (to, "{\"id\":");
      to = put_uuid (to, &members[i].id);
      to = PUT (to, ",\"user\":");
      to = put_names (to, find_person (limit, &members[i].far));
      to = PUT (to, "}}");
    }
  return PUT (to, "]}");
}

char *
limit_answer_members (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  guint end = MIN (skip + 20, limit->persons->len);

  to = PUT (to, "{\"data\":{\"userPage\":[");
  for (guint i = skip; i < end; i++)
    {
      const Person *person = &g_array_index (limit->persons, Person, i);
      const Link *links = get_links (limit->memberships, &person->memberships);

      if (i > skip)
        to = PUT (to, ",");
      to = PUT (to, "{\"id\":");
      to = put_uuid (to, &person->id);
      to = PUT (to, ",\"memberships\":[");
      for (guint j = 0; j < person->memberships.length; j++)
        {
          if (j > 0)
            to = PUT (to, ",");
          to = PUT (to, "{\"id\":");
          to = put_uuid (to, &links[j].id);
          to = PUT (to, ",\"group\":");
          to = put_group_with_members (to, limit, find_group (limit, &links[j].far));
          to = PUT (to, "}");
        }
      to = PUT (to, "]}");
    }
  return PUT (to, "]}}");
}

/* {"id":…,"event":{"id":…,"name":…,"groups":[…]}} */
static char *
put_presence_with_groups (char *to, const Limit *limit, const Link *presence)
{
  const Event *event = find_event (limit, &presence->far);
  const Link *groups = get_links (limit->event_groups, &event->groups);

  to = PUT (to, "{\"id\":");
  to = put_uuid (to, &presence->id);
  to = PUT (to, ",\"event\":{\"id\":");
  to = put_uuid (to, &event->id);
  to = PUT (to, ",\"name\":");
  to = put_text (to, &event->name);
  to = PUT (to, ",\"groups\":[");
  for (guint i = 0; i < event->groups.length; i++)
    {
      if (i > 0)
        to = PUT (to, ",");
      to = put_group (to, find_group (limit, &groups[i].far));
    }
  return PUT (to, "]}}");
}

char *
limit_answer_events (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  guint end = MIN (skip + 100, limit->persons->len);

  to = PUT (to, "{\"data\":{\"userPage\":[");
  for (guint i = skip; i < end; i++)
    {
      const Person *person = &g_array_index (limit->persons, Person, i);
      const Link *presences = get_links (limit->presences, &person->presences);

      if (i > skip)
        to = PUT (to, ",");
      to = PUT (to, "{\"id\":");
      to = put_uuid (to, &person->id);
      to = PUT (to, ",\"presences\":[");
      for (guint j = 0; j < MIN (person->presences.length, 100); j++)
        {
          if (j > 0)
            to = PUT (to, ",");
          to = put_presence_with_groups (to, limit, &presences[j]);
        }
      to = PUT (to, "]}");
    }
  return PUT (to, "]}}");
}

static char *
put_author (char *to, const Limit *limit, const UoisUuid *id)
{
  const Person *person = find_person (limit, id);

  if (person == NULL)
    return PUT (to, "null");
  to = put_names (to, person);
  return PUT (to, "}");
}

char *
limit_answer_authors (const Limit *limit, const UoisUuid *id, guint skip, char *to)
{
  guint end = MIN (skip + PAGE, limit->groups->len);

  to = PUT (to, "{\"data\":{\"groupPage\":[");
  for (guint i = skip; i < end; i++)
    {
      const Group *group = &g_array_index (limit->groups, Group, i);

      if (i > skip)
        to = PUT (to, ",");
      to = PUT (to, "{\"id\":");
      to = put_uuid (to, &group->id);
      to = PUT (to, ",\"createdby\":");
      to = put_author (to, limit, &group->createdby);
      to = PUT (to, ",\"changedby\":");
      to = put_author (to, limit, &group->changedby);
      to = PUT (to, "}");
    }
  return PUT (to, "]}}");
}
