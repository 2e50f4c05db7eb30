/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* A room has seats for the largest group, in steps of ten, and some have more. */
#define SEATS_STEP 10

enum
{
  FACILITY_NAME,
  FACILITY_NAME_EN,
  FACILITY_LABEL,
  FACILITY_ADDRESS,
  FACILITY_VALID,
  FACILITY_STARTDATE,
  FACILITY_CAPACITY,
  FACILITY_GEOLOCATION,
  FACILITY_GROUP,
  FACILITY_TYPE,
  FACILITY_MASTER,
};

static const char *const facility_columns[] = {
  "name",
  "name_en",
  "label",
  "address",
  "valid",
  "startdate",
  "capacity",
  "geolocation",
  "group_id",
  "facilitytype_id",
  "master_facility_id",
  NULL,
};

static const char *const reservation_columns[] = { "event_id", "facility_id", "state_id", NULL };

typedef struct
{
  UoisDemoRun *run;
  const UoisDemoPlan *plan;
  UoisDemoTable *table;
  UoisDemoItem campus, building, floor, lecture_room, laboratory;
  guint first_building; /* facilities */
  guint first_floor;
} Writer;

static guint
count_buildings (const UoisDemoPlan *plan, guint faculty)
{
  return MAX ((plan->rooms[faculty].length + UOIS_DEMO_ROOMS_PER_BUILDING - 1) / UOIS_DEMO_ROOMS_PER_BUILDING, 1);
}

static void
begin (Writer *writer, const char *name, const char *name_en, const char *label, const UoisDemoItem *type, guint group)
{
  uois_demo_table_begin (writer->table);
  uois_demo_set_text (writer->table, FACILITY_NAME, name);
  uois_demo_set_text (writer->table, FACILITY_NAME_EN, name_en);
  uois_demo_set_text (writer->table, FACILITY_LABEL, label);
  uois_demo_set_boolean (writer->table, FACILITY_VALID, TRUE);
  uois_demo_set_time (writer->table, FACILITY_STARTDATE, uois_demo_september (20));
  uois_demo_set_item (writer->table, FACILITY_TYPE, type);
  uois_demo_set_row (writer->table, FACILITY_GROUP, writer->run->groups, group);
}

static gboolean
write_campus (Writer *writer, GError **error)
{
  begin (writer, "Areál Velehrad", "Velehrad campus", "V", &writer->campus, 0);
  uois_demo_set_text (writer->table, FACILITY_ADDRESS, "Univerzitní náměstí 1, 687 06 Velehrad");
  uois_demo_set_text (writer->table, FACILITY_GEOLOCATION, "[49.1056, 17.3946]");
  return uois_demo_table_end (writer->table, error);
}

static gboolean
write_buildings (Writer *writer, GError **error)
{
  guint number = 0;

  writer->first_building = writer->table->rows;
  for (guint f = 0; f < writer->plan->n_faculties; f++)
    for (guint b = 0; b < count_buildings (writer->plan, f); b++)
      {
        const char *faculty = uois_demo_plan_get_faculty (writer->plan, f)->abbreviation;
        char letter = (char) ('A' + b);
        char name[64], name_en[64], label[16], address[96];

        g_snprintf (name, sizeof name, "Budova %s-%c", faculty, letter);
        g_snprintf (name_en, sizeof name_en, "Building %s-%c", faculty, letter);
        g_snprintf (label, sizeof label, "%s-%c", faculty, letter);
        g_snprintf (address, sizeof address, "Univerzitní náměstí %u, 687 06 Velehrad", 2 + number++);
        begin (writer, name, name_en, label, &writer->building, 1 + f);
        uois_demo_set_text (writer->table, FACILITY_ADDRESS, address);
        uois_demo_set_row (writer->table, FACILITY_MASTER, writer->table, 0);
        if (!uois_demo_table_end (writer->table, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
write_floors (Writer *writer, GError **error)
{
  guint building = writer->first_building;

  writer->first_floor = writer->table->rows;
  for (guint f = 0; f < writer->plan->n_faculties; f++)
    for (guint b = 0; b < count_buildings (writer->plan, f); b++, building++)
      for (guint floor = 1; floor <= UOIS_DEMO_FLOORS; floor++)
        {
          const char *faculty = uois_demo_plan_get_faculty (writer->plan, f)->abbreviation;
          char letter = (char) ('A' + b);
          char name[64], name_en[64], label[16];

          g_snprintf (name, sizeof name, "%s-%c, %u. patro", faculty, letter, floor);
          g_snprintf (name_en, sizeof name_en, "%s-%c, floor %u", faculty, letter, floor);
          g_snprintf (label, sizeof label, "%s-%c%u", faculty, letter, floor);
          begin (writer, name, name_en, label, &writer->floor, 1 + f);
          uois_demo_set_row (writer->table, FACILITY_MASTER, writer->table, building);
          if (!uois_demo_table_end (writer->table, error))
            return FALSE;
        }
  return TRUE;
}

static guint
count_largest_group (const UoisDemoPlan *plan)
{
  guint largest = 0;

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    largest = MAX (largest, plan->units[g].n_people);
  return largest;
}

static gboolean
write_rooms (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;
  guint largest = count_largest_group (plan);
  guint first_floor = writer->first_floor;
  guint seats = (largest + SEATS_STEP - 1) / SEATS_STEP * SEATS_STEP;

  writer->run->first_room = writer->table->rows;
  for (guint f = 0; f < plan->n_faculties; f++)
    {
      for (guint i = 0; i < plan->rooms[f].length; i++)
        {
          gboolean is_laboratory = i % 5 == 4;
          char label[UOIS_DEMO_ROOM_LABEL_LENGTH], name[64], name_en[64];

          uois_demo_plan_format_room (plan, plan->rooms[f].first + i, label);
          g_snprintf (name, sizeof name, "%s %s", is_laboratory ? "Laboratoř" : "Učebna", label);
          g_snprintf (name_en, sizeof name_en, "%s %s", is_laboratory ? "Laboratory" : "Lecture room", label);
          begin (writer, name, name_en, label, is_laboratory ? &writer->laboratory : &writer->lecture_room, 1 + f);
          uois_demo_set_integer (writer->table, FACILITY_CAPACITY, seats + i % 4 * SEATS_STEP);
          uois_demo_set_row (writer->table, FACILITY_MASTER, writer->table,
                             first_floor + i / UOIS_DEMO_ROOMS_PER_FLOOR);
          if (!uois_demo_table_end (writer->table, error))
            return FALSE;
        }
      first_floor += count_buildings (plan, f) * UOIS_DEMO_FLOORS;
    }
  return TRUE;
}

gboolean
uois_demo_write_places (UoisDemoRun *run, GError **error)
{
  Writer writer = { .run = run, .plan = run->plan };

  writer.table = uois_demo_table_open (run->output, "facilities", UOIS_DEMO_STREAM_FACILITY, facility_columns);
  writer.campus = uois_demo_output_find (run->output, "facilitytypes", "name", "areál");
  writer.building = uois_demo_output_find (run->output, "facilitytypes", "name", "budova");
  writer.floor = uois_demo_output_find (run->output, "facilitytypes", "name", "patro");
  writer.lecture_room = uois_demo_output_find (run->output, "facilitytypes", "name", "učebna");
  writer.laboratory = uois_demo_output_find (run->output, "facilitytypes", "name", "laboratoř");
  run->facilities = writer.table;
  return write_campus (&writer, error) && write_buildings (&writer, error) && write_floors (&writer, error) &&
         write_rooms (&writer, error);
}

gboolean
uois_demo_write_reservations (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table =
      uois_demo_table_open (run->output, "facilities_events", UOIS_DEMO_STREAM_RESERVATION, reservation_columns);
  UoisDemoItem timetabled = uois_demo_output_find (run->output, "facilityeventstatetypes", "name", "rozvrh");

  if (run->events == NULL)
    return TRUE;
  for (guint c = 0; c < plan->n_courses; c++)
    for (guint i = 0; i < plan->courses[c].n_lessons; i++)
      {
        uois_demo_table_begin (table);
        uois_demo_set_row (table, 0, run->events, plan->courses[c].first_event + 1 + i);
        uois_demo_set_row (table, 1, run->facilities, run->first_room + plan->courses[c].room);
        uois_demo_set_item (table, 2, &timetabled);
        if (!uois_demo_table_end (table, error))
          return FALSE;
      }
  return TRUE;
}
