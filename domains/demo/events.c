/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* Of a thousand students at a lesson that took place. */
#define ABSENT_PER_MILLE 60

enum
{
  EVENT_NAME,
  EVENT_NAME_EN,
  EVENT_DESCRIPTION,
  EVENT_STARTDATE,
  EVENT_ENDDATE,
  EVENT_PLACE,
  EVENT_PLACE_ID,
  EVENT_MASTER,
  EVENT_TYPE,
};

static const char *const event_columns[] = {
  "name", "name_en", "description", "startdate", "enddate", "place", "place_id", "masterevent_id", "type_id", NULL,
};

static const char *const event_group_columns[] = { "event_id", "group_id", NULL };

enum
{
  PRESENCE_EVENT,
  PRESENCE_USER,
  PRESENCE_INVITATION,
  PRESENCE_TYPE,
};

static const char *const presence_columns[] = { "event_id", "user_id", "invitationtype_id", "presencetype_id", NULL };

typedef enum
{
  TYPE_YEAR,
  TYPE_TERM,
  TYPE_LECTURE,
  TYPE_SEMINAR,
  TYPE_EXAM,
  TYPE_CONSULTATION,
  TYPE_OTHER,
  N_TYPES,
} EventType;

static const char *const type_names[N_TYPES] = {
  [TYPE_YEAR] = "Školní rok", [TYPE_TERM] = "Semestr",     [TYPE_LECTURE] = "P",     [TYPE_SEMINAR] = "CV",
  [TYPE_EXAM] = "ZK",         [TYPE_CONSULTATION] = "KON", [TYPE_OTHER] = "Ostatní",
};

/* Invitations, and how attendance is told. */
typedef struct
{
  UoisDemoItem organizer;
  UoisDemoItem invited;
  UoisDemoItem accepted;
  UoisDemoItem declined;
  UoisDemoItem present;
  UoisDemoItem absent;
} Attendance;

typedef struct
{
  UoisDemoRun *run;
  const UoisDemoPlan *plan;
  UoisDemoTable *events;
  UoisDemoTable *event_groups;
  UoisDemoTable *presences;
  UoisDemoItem types[N_TYPES];
  Attendance attendance;
} Writer;

/* ---- Rows ---- */

static void
begin_event (Writer *writer, EventType type, UoisDateTime start, UoisDateTime end, guint master)
{
  uois_demo_table_begin (writer->events);
  uois_demo_set_item (writer->events, EVENT_TYPE, &writer->types[type]);
  uois_demo_set_time (writer->events, EVENT_STARTDATE, start);
  uois_demo_set_time (writer->events, EVENT_ENDDATE, end);
  if (master != UOIS_DEMO_NONE)
    uois_demo_set_row (writer->events, EVENT_MASTER, writer->events, master);
}

static void
set_room (Writer *writer, guint room, char *label)
{
  uois_demo_set_text_n (writer->events, EVENT_PLACE, label, uois_demo_plan_format_room (writer->plan, room, label));
  uois_demo_set_row (writer->events, EVENT_PLACE_ID, writer->run->facilities, writer->run->first_room + room);
}

static gboolean
write_event_group (Writer *writer, guint event, guint group, GError **error)
{
  uois_demo_table_begin (writer->event_groups);
  uois_demo_set_row (writer->event_groups, 0, writer->events, event);
  uois_demo_set_row (writer->event_groups, 1, writer->run->groups, group);
  return uois_demo_table_end (writer->event_groups, error);
}

static gboolean
write_presence (Writer *writer,
                guint event,
                guint person,
                const UoisDemoItem *invitation,
                const UoisDemoItem *presence,
                GError **error)
{
  uois_demo_table_begin (writer->presences);
  uois_demo_set_row (writer->presences, PRESENCE_EVENT, writer->events, event);
  uois_demo_set_row (writer->presences, PRESENCE_USER, writer->run->persons, person);
  uois_demo_set_item (writer->presences, PRESENCE_INVITATION, invitation);
  if (presence != NULL)
    uois_demo_set_item (writer->presences, PRESENCE_TYPE, presence);
  return uois_demo_table_end (writer->presences, error);
}

static gboolean
is_past (UoisDateTime time)
{
  return time < uois_demo_calendar_today ();
}

/* People @first to @first + @length - 1, who come or not if the event took place. */
static gboolean
write_audience (Writer *writer, guint event, guint first, guint length, gboolean past, GError **error)
{
  const Attendance *attendance = &writer->attendance;
  UoisDemoRandom random = uois_demo_random_at (writer->plan->seed, UOIS_DEMO_STREAM_ATTENDANCE, event);

  for (guint i = 0; i < length; i++)
    {
      guint luck = uois_demo_random_below (&random, 1000);
      const UoisDemoItem *invitation = luck % 20 == 0 ? &attendance->declined : &attendance->accepted;
      const UoisDemoItem *presence = luck < ABSENT_PER_MILLE ? &attendance->absent : &attendance->present;

      if (past ? !write_presence (writer, event, first + i, &attendance->invited, presence, error) :
                 !write_presence (writer, event, first + i, invitation, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_organizer (Writer *writer, guint event, guint person, gboolean past, GError **error)
{
  const Attendance *attendance = &writer->attendance;

  return write_presence (writer, event, person, &attendance->organizer, past ? &attendance->present : NULL, error);
}

/* ---- The calendar ---- */

static gboolean
write_calendar (Writer *writer, GError **error)
{
  static const struct
  {
    const char *name;
    const char *name_en;
    EventType type;
    int first;
    int last;
    guint master;
  } events[UOIS_DEMO_CALENDAR_EVENTS] = {
    { "Akademický rok 2026/2027", "Academic year 2026/2027", TYPE_YEAR, UOIS_DEMO_YEAR_FIRST, UOIS_DEMO_YEAR_LAST,
      UOIS_DEMO_NONE },
    { "Zimní semestr 2026/2027", "Winter term 2026/2027", TYPE_TERM, UOIS_DEMO_WINTER_FIRST, UOIS_DEMO_WINTER_LAST,
      UOIS_DEMO_EVENT_YEAR },
    { "Letní semestr 2026/2027", "Summer term 2026/2027", TYPE_TERM, UOIS_DEMO_SUMMER_FIRST, UOIS_DEMO_SUMMER_LAST,
      UOIS_DEMO_EVENT_YEAR },
    { "Zkouškové období zimního semestru", "Winter examination period", TYPE_OTHER, UOIS_DEMO_WINTER_EXAMS_FIRST,
      UOIS_DEMO_WINTER_EXAMS_LAST, UOIS_DEMO_EVENT_YEAR },
    { "Zkouškové období letního semestru", "Summer examination period", TYPE_OTHER, UOIS_DEMO_SUMMER_EXAMS_FIRST,
      UOIS_DEMO_SUMMER_EXAMS_LAST, UOIS_DEMO_EVENT_YEAR },
  };

  for (guint i = 0; i < UOIS_DEMO_CALENDAR_EVENTS; i++)
    {
      UoisDateTime start = uois_demo_midnight (events[i].first);
      UoisDateTime end = uois_demo_midnight (events[i].last + 1) - UOIS_DEMO_MINUTE;

      begin_event (writer, events[i].type, start, end, events[i].master);
      uois_demo_set_text (writer->events, EVENT_NAME, events[i].name);
      uois_demo_set_text (writer->events, EVENT_NAME_EN, events[i].name_en);
      if (!uois_demo_table_end (writer->events, error) || !write_event_group (writer, i, 0, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Courses ---- */

static gboolean
write_series (Writer *writer, const UoisDemoCourse *course, GError **error)
{
  const UoisDemoUnit *group = &writer->plan->units[course->group];
  const UoisDemoTitle *subject = &writer->plan->subjects[course->subject].title->title;
  UoisDateTime end = uois_demo_course_get_start (course, MAX (course->n_lessons, 1) - 1) + UOIS_DEMO_LESSON_LENGTH;
  guint master = course->term == UOIS_DEMO_WINTER ? UOIS_DEMO_EVENT_WINTER : UOIS_DEMO_EVENT_SUMMER;
  char name[256];
  char name_en[256];
  char room[UOIS_DEMO_ROOM_LABEL_LENGTH];

  begin_event (writer, TYPE_LECTURE, uois_demo_course_get_start (course, 0), end, master);
  uois_demo_set_text_n (writer->events, EVENT_NAME, name,
                        g_snprintf (name, sizeof name, "%s (%s)", subject->name, group->abbreviation));
  uois_demo_set_text_n (writer->events, EVENT_NAME_EN, name_en,
                        g_snprintf (name_en, sizeof name_en, "%s (%s)", subject->name_en, group->abbreviation));
  uois_demo_set_text (writer->events, EVENT_DESCRIPTION, "Rozvrhová akce: přednášky a cvičení celého semestru.");
  set_room (writer, course->room, room);
  return uois_demo_table_end (writer->events, error) &&
         write_event_group (writer, course->first_event, course->group, error);
}

/* What is taught follows the subject's topics. */
static gboolean
write_lesson (Writer *writer, const UoisDemoCourse *course, guint number, GError **error)
{
  const UoisDemoUnit *group = &writer->plan->units[course->group];
  const UoisDemoTitle *subject = &writer->plan->subjects[course->subject].title->title;
  const UoisDemoTitle *topic = &uois_demo_topic_titles[uois_demo_share (UOIS_DEMO_TOPICS, number, course->n_lessons)];
  UoisDateTime start = uois_demo_course_get_start (course, number);
  guint event = course->first_event + 1 + number;
  gboolean is_lecture = uois_demo_lesson_is_lecture (number);
  gboolean past = is_past (start);
  char name[256];
  char name_en[256];
  char room[UOIS_DEMO_ROOM_LABEL_LENGTH];
  int length = g_snprintf (name, sizeof name, "%s – %s", subject->name, is_lecture ? "přednáška" : "cvičení");
  int length_en = g_snprintf (name_en, sizeof name_en, "%s – %s", subject->name_en, is_lecture ? "lecture" : "seminar");

  begin_event (writer, is_lecture ? TYPE_LECTURE : TYPE_SEMINAR, start, start + UOIS_DEMO_LESSON_LENGTH,
               course->first_event);
  uois_demo_set_text_n (writer->events, EVENT_NAME, name, length);
  uois_demo_set_text_n (writer->events, EVENT_NAME_EN, name_en, length_en);
  uois_demo_set_text (writer->events, EVENT_DESCRIPTION, topic->name);
  set_room (writer, course->room, room);
  if (!uois_demo_table_end (writer->events, error) || !write_event_group (writer, event, course->group, error) ||
      !write_organizer (writer, event, course->teacher, past, error))
    return FALSE;
  return number >= course->n_recorded ||
         write_audience (writer, event, group->first_person, group->n_people, past, error);
}

static gboolean
write_courses (Writer *writer, GError **error)
{
  for (guint c = 0; c < writer->plan->n_courses; c++)
    {
      const UoisDemoCourse *course = &writer->plan->courses[c];

      if (!write_series (writer, course, error))
        return FALSE;
      for (guint i = 0; i < course->n_lessons; i++)
        if (!write_lesson (writer, course, i, error))
          return FALSE;
    }
  return TRUE;
}

/* ---- Exams and consultations ---- */

/* A lesson-long meeting of a course's teacher with @size of its students. */
static gboolean
write_small_meeting (Writer *writer,
                     EventType type,
                     const char *kind,
                     const char *kind_en,
                     guint event,
                     const UoisDemoCourse *course,
                     UoisDateTime start,
                     guint master,
                     guint size,
                     GError **error)
{
  const UoisDemoUnit *group = &writer->plan->units[course->group];
  const UoisDemoTitle *subject = &writer->plan->subjects[course->subject].title->title;
  UoisDemoRandom random = uois_demo_random_at (writer->plan->seed, UOIS_DEMO_STREAM_TIMETABLE, event);
  char name[256];
  char name_en[256];
  char room[UOIS_DEMO_ROOM_LABEL_LENGTH];
  int length = g_snprintf (name, sizeof name, "%s – %s", subject->name, kind);
  int length_en = g_snprintf (name_en, sizeof name_en, "%s – %s", subject->name_en, kind_en);
  guint first;

  size = MIN (size, group->n_people);
  first = uois_demo_random_below (&random, group->n_people - size + 1);
  begin_event (writer, type, start, start + UOIS_DEMO_LESSON_LENGTH, master);
  uois_demo_set_text_n (writer->events, EVENT_NAME, name, length);
  uois_demo_set_text_n (writer->events, EVENT_NAME_EN, name_en, length_en);
  set_room (writer, course->room, room);
  return uois_demo_table_end (writer->events, error) &&
         write_organizer (writer, event, course->teacher, is_past (start), error) &&
         write_audience (writer, event, group->first_person + first, size, is_past (start), error);
}

static gboolean
write_exams (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;

  for (guint i = 0; i < plan->n_exams && plan->n_courses > 0; i++)
    {
      const UoisDemoCourse *course = &plan->courses[uois_demo_share (plan->n_courses, i, plan->n_exams)];
      gboolean is_winter = course->term == UOIS_DEMO_WINTER;
      int first = is_winter ? UOIS_DEMO_WINTER_EXAMS_FIRST : UOIS_DEMO_SUMMER_EXAMS_FIRST;

      if (!write_small_meeting (writer, TYPE_EXAM, "zkouška", "exam", plan->first_exam + i, course,
                                uois_demo_calendar_slot (first, i % UOIS_DEMO_EXAM_WEEKS, course->slot),
                                is_winter ? UOIS_DEMO_EVENT_WINTER_EXAMS : UOIS_DEMO_EVENT_SUMMER_EXAMS,
                                UOIS_DEMO_EXAM_SIZE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_consultations (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;

  for (guint i = 0; i < plan->n_consultations && plan->n_courses > 0; i++)
    {
      const UoisDemoCourse *course = &plan->courses[uois_demo_share (plan->n_courses, i, plan->n_consultations)];
      guint slot = (course->slot + 1 + i % 5) % UOIS_DEMO_SLOTS;
      UoisDateTime start = uois_demo_calendar_lesson (course->term, slot, i % 11);

      if (!write_small_meeting (writer, TYPE_CONSULTATION, "konzultace", "consultation", plan->first_consultation + i,
                                course, start, course->first_event, UOIS_DEMO_CONSULTATION_SIZE, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Meetings ---- */

static gboolean
write_meetings (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;

  for (guint i = 0; i < plan->n_meetings; i++)
    {
      const UoisDemoUnit *unit = uois_demo_plan_get_meeting_unit (plan, i);
      UoisDateTime start = uois_demo_meeting_get_start (plan, i);
      guint event = plan->first_meeting + i;
      guint size = MIN (UOIS_DEMO_MEETING_SIZE, unit->n_people);
      char name[256];
      char name_en[256];

      begin_event (writer, TYPE_OTHER, start, start + UOIS_DEMO_HOUR, UOIS_DEMO_EVENT_YEAR);
      uois_demo_set_text_n (writer->events, EVENT_NAME, name,
                            g_snprintf (name, sizeof name, "Porada – %s", unit->name));
      uois_demo_set_text_n (writer->events, EVENT_NAME_EN, name_en,
                            g_snprintf (name_en, sizeof name_en, "Meeting – %s", unit->name_en));
      uois_demo_set_text (writer->events, EVENT_PLACE, "Zasedací místnost");
      if (!uois_demo_table_end (writer->events, error) ||
          !write_event_group (writer, event, (guint) (unit - plan->units), error))
        return FALSE;
      if (size > 0 && (!write_organizer (writer, event, unit->first_person, is_past (start), error) ||
                       !write_audience (writer, event, unit->first_person + 1, size - 1, is_past (start), error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_gatherings (Writer *writer, GError **error)
{
  static const UoisDemoTitle titles[] = {
    { "Vědecká konference", "Scientific conference", "" }, { "Zasedání akademického senátu", "Academic senate", "" },
    { "Zasedání vědecké rady", "Scientific board", "" },   { "Den otevřených dveří", "Open day", "" },
    { "Veletrh pracovních příležitostí", "Job fair", "" }, { "Slavnostní promoce", "Graduation ceremony", "" },
    { "Doktorandský seminář", "Doctoral colloquium", "" }, { "Školení bezpečnosti práce", "Safety training", "" },
  };
  const UoisDemoPlan *plan = writer->plan;
  guint size = MIN (UOIS_DEMO_GATHERING_SIZE, plan->n_employees);

  for (guint i = 0; i < plan->n_gatherings; i++)
    {
      UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_TIMETABLE, plan->first_gathering + i);
      const UoisDemoTitle *title = &titles[i % G_N_ELEMENTS (titles)];
      guint faculty = uois_demo_random_below (&random, plan->n_faculties);
      guint first = uois_demo_random_below (&random, plan->n_employees - size + 1);
      guint week = uois_demo_random_below (&random, 40);
      UoisDateTime start =
          uois_demo_calendar_slot (UOIS_DEMO_WINTER_FIRST, week, uois_demo_random_below (&random, UOIS_DEMO_SLOTS));
      guint event = plan->first_gathering + i;

      begin_event (writer, TYPE_OTHER, start, start + 3 * UOIS_DEMO_HOUR, UOIS_DEMO_EVENT_YEAR);
      uois_demo_set_text (writer->events, EVENT_NAME, title->name);
      uois_demo_set_text (writer->events, EVENT_NAME_EN, title->name_en);
      uois_demo_set_text (writer->events, EVENT_PLACE, "Aula");
      if (!uois_demo_table_end (writer->events, error) || !write_event_group (writer, event, 1 + faculty, error) ||
          !write_organizer (writer, event, first, is_past (start), error) ||
          !write_audience (writer, event, first + 1, size - 1, is_past (start), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
uois_demo_write_events (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run, .plan = run->plan };

  writer.events = uois_demo_table_open (output, "events", UOIS_DEMO_STREAM_EVENT, event_columns);
  writer.event_groups =
      uois_demo_table_open (output, "events_groups", UOIS_DEMO_STREAM_EVENT_GROUP, event_group_columns);
  writer.presences = uois_demo_table_open (output, "events_users", UOIS_DEMO_STREAM_PRESENCE, presence_columns);
  run->events = writer.events;
  for (guint i = 0; i < N_TYPES; i++)
    writer.types[i] = uois_demo_output_find (output, "eventtypes", "name", type_names[i]);
  writer.attendance = (Attendance){
    .organizer = uois_demo_output_find (output, "eventinvitationtypes", "name", "organizátor"),
    .invited = uois_demo_output_find (output, "eventinvitationtypes", "name", "pozvaný"),
    .accepted = uois_demo_output_find (output, "eventinvitationtypes", "name", "přijal"),
    .declined = uois_demo_output_find (output, "eventinvitationtypes", "name", "odmítl"),
    .present = uois_demo_output_find (output, "eventpresencetypes", "name", "Přítomen"),
    .absent = uois_demo_output_find (output, "eventpresencetypes", "name", "Neomluven"),
  };

  return write_calendar (&writer, error) && write_courses (&writer, error) && write_exams (&writer, error) &&
         write_consultations (&writer, error) && write_meetings (&writer, error) && write_gatherings (&writer, error);
}
