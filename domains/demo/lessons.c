/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

static const char *const plan_columns[] = { "name", "semester_id", "masterevent_id", NULL };

enum
{
  PLAN_NAME,
  PLAN_SEMESTER,
  PLAN_MASTER,
};

static const char *const lesson_columns[] = {
  "name", "order", "length", "startproposal", "plan_id", "topic_id", "lessontype_id", "semester_id", "event_id", NULL,
};

enum
{
  LESSON_NAME,
  LESSON_ORDER,
  LESSON_LENGTH,
  LESSON_STARTPROPOSAL,
  LESSON_PLAN,
  LESSON_TOPIC,
  LESSON_TYPE,
  LESSON_SEMESTER,
  LESSON_EVENT,
};

static const char *const user_columns[] = { "user_id", "planlesson_id", NULL };
static const char *const group_columns[] = { "group_id", "planlesson_id", NULL };
static const char *const facility_columns[] = { "facility_id", "planlesson_id", NULL };

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *plans;
  UoisDemoTable *lessons;
  UoisDemoTable *users;
  UoisDemoTable *groups;
  UoisDemoTable *facilities;
  UoisDemoItem lecture;
  UoisDemoItem seminar;
} Writer;

static gboolean
write_plan (Writer *writer, const UoisDemoCourse *course, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  char name[256];

  g_snprintf (name, sizeof name, "%s (%s)", plan->subjects[course->subject].title->title.name,
              plan->units[course->group].abbreviation);
  uois_demo_table_begin (writer->plans);
  uois_demo_set_text (writer->plans, PLAN_NAME, name);
  uois_demo_set_row (writer->plans, PLAN_SEMESTER, writer->run->semesters, course->subject);
  uois_demo_set_row (writer->plans, PLAN_MASTER, writer->run->events,
                     course->term == UOIS_DEMO_WINTER ? UOIS_DEMO_EVENT_WINTER : UOIS_DEMO_EVENT_SUMMER);
  return uois_demo_table_end (writer->plans, error);
}

static gboolean
write_link (
    UoisDemoTable *table, const UoisDemoTable *target, guint index, const UoisDemoTable *lessons, GError **error)
{
  uois_demo_table_begin (table);
  uois_demo_set_row (table, 0, target, index);
  uois_demo_set_row (table, 1, lessons, lessons->rows - 1);
  return uois_demo_table_end (table, error);
}

static gboolean
write_lesson (Writer *writer, const UoisDemoCourse *course, guint number, GError **error)
{
  UoisDemoRun *run = writer->run;
  UoisDemoTable *table = writer->lessons;
  guint topic = uois_demo_share (UOIS_DEMO_TOPICS, number, course->n_lessons);

  uois_demo_table_begin (table);
  uois_demo_set_text (table, LESSON_NAME, uois_demo_topic_titles[topic].name);
  uois_demo_set_integer (table, LESSON_ORDER, number + 1);
  uois_demo_set_integer (table, LESSON_LENGTH, 2);
  uois_demo_set_time (table, LESSON_STARTPROPOSAL, uois_demo_course_get_start (course, number));
  uois_demo_set_row (table, LESSON_PLAN, writer->plans, writer->plans->rows - 1);
  uois_demo_set_row (table, LESSON_TOPIC, run->topics, course->subject * UOIS_DEMO_TOPICS + topic);
  uois_demo_set_item (table, LESSON_TYPE, uois_demo_lesson_is_lecture (number) ? &writer->lecture : &writer->seminar);
  uois_demo_set_row (table, LESSON_SEMESTER, run->semesters, course->subject);
  uois_demo_set_row (table, LESSON_EVENT, run->events, course->first_event + 1 + number);
  return uois_demo_table_end (table, error) &&
         write_link (writer->users, run->persons, course->teacher, table, error) &&
         write_link (writer->groups, run->groups, course->group, table, error) &&
         write_link (writer->facilities, run->facilities, run->first_room + course->room, table, error);
}

gboolean
uois_demo_write_lessons (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.plans = uois_demo_table_open (output, "plans", UOIS_DEMO_STREAM_LESSON_PLAN, plan_columns);
  writer.lessons = uois_demo_table_open (output, "plan_lessons", UOIS_DEMO_STREAM_PLANNED_LESSON, lesson_columns);
  writer.users = uois_demo_table_open (output, "plan_lessons_users", UOIS_DEMO_STREAM_PLANNED_USER, user_columns);
  writer.groups = uois_demo_table_open (output, "plan_lessons_groups", UOIS_DEMO_STREAM_PLANNED_GROUP, group_columns);
  writer.facilities =
      uois_demo_table_open (output, "plan_lessons_facilities", UOIS_DEMO_STREAM_PLANNED_FACILITY, facility_columns);
  writer.lecture = uois_demo_output_find (output, "aclessontypes", "name", "přednáška");
  writer.seminar = uois_demo_output_find (output, "aclessontypes", "name", "cvičení");

  for (guint c = 0; c < run->plan->n_courses; c++)
    {
      const UoisDemoCourse *course = &run->plan->courses[c];

      if (!write_plan (&writer, course, error))
        return FALSE;
      for (guint i = 0; i < course->n_lessons; i++)
        if (!write_lesson (&writer, course, i, error))
          return FALSE;
    }
  return TRUE;
}
