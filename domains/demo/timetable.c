/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include "table.h"

/* A course meets so often in its term, once a week; more meetings go to a second slot. */
#define LESSONS_PER_SLOT 12
/* A course has about so many events: the series and its lessons. */
#define EVENTS_PER_COURSE 9
/* Going from slot to slot in steps of 7 visits all 30 before it comes back. */
#define SLOT_STEP 7

G_STATIC_ASSERT (UOIS_DEMO_SLOTS % SLOT_STEP != 0);

/* Of a thousand events. What is left are courses. */
#define EXAMS_PER_MILLE 120
#define CONSULTATIONS_PER_MILLE 100
#define MEETINGS_PER_MILLE 60
#define GATHERINGS_PER_MILLE 5

static guint
get_subjects_per_year (UoisDemoLevel level)
{
  return level == UOIS_DEMO_DOCTORAL ? 2 : 8;
}

void
uois_demo_plan_make_subjects (UoisDemoPlan *plan)
{
  guint programmes_per_faculty = plan->n_programmes / plan->n_faculties;
  guint next = 0;

  for (guint p = 0; p < plan->n_programmes; p++)
    {
      UoisDemoProgramme *programme = &plan->programmes[p];

      programme->first_subject = plan->n_subjects;
      programme->subjects_per_year = get_subjects_per_year (programme->title->level);
      programme->n_subjects = programme->subjects_per_year * uois_demo_level_get_years (programme->title->level);
      plan->n_subjects += programme->n_subjects;
    }

  plan->subjects = g_new0 (UoisDemoSubject, plan->n_subjects);
  for (guint p = 0; p < plan->n_programmes; p++)
    for (guint i = 0; i < plan->programmes[p].n_subjects; i++)
      {
        const UoisDemoProgramme *programme = &plan->programmes[p];
        UoisDemoSubject *subject = &plan->subjects[next++];
        /* Programmes of a faculty share its subjects, but do not begin with the same one. */
        guint title = (i + p % programmes_per_faculty * 5) % UOIS_DEMO_SUBJECT_TITLES;

        subject->title = &uois_demo_faculty_titles[programme->faculty]->subjects[title];
        subject->programme = p;
        subject->round = i / UOIS_DEMO_SUBJECT_TITLES;
        subject->year = 1 + i / programme->subjects_per_year;
        subject->term = i % 2 == 0 ? UOIS_DEMO_WINTER : UOIS_DEMO_SUMMER;
        subject->department = plan->first_department + programme->faculty * plan->departments_per_faculty +
                              subject->title->department % plan->departments_per_faculty;
        subject->guarantor = uois_demo_plan_get_teacher (plan, subject->department, i);
      }
}

/* How many events of courses there are, after the others. */
static guint
share_out_events (UoisDemoPlan *plan)
{
  guint others;

  plan->n_exams = uois_demo_share (plan->n_events, EXAMS_PER_MILLE, 1000);
  plan->n_consultations = uois_demo_share (plan->n_events, CONSULTATIONS_PER_MILLE, 1000);
  plan->n_meetings = uois_demo_share (plan->n_events, MEETINGS_PER_MILLE, 1000);
  plan->n_gatherings = MAX (uois_demo_share (plan->n_events, GATHERINGS_PER_MILLE, 1000), 1);
  others = plan->n_exams + plan->n_consultations + plan->n_meetings + plan->n_gatherings;
  plan->first_exam = plan->n_events - others;
  plan->first_consultation = plan->first_exam + plan->n_exams;
  plan->first_meeting = plan->first_consultation + plan->n_consultations;
  plan->first_gathering = plan->first_meeting + plan->n_meetings;
  return plan->first_exam - UOIS_DEMO_CALENDAR_EVENTS;
}

static guint
weigh_group (const UoisDemoPlan *plan, guint group)
{
  return plan->programmes[plan->units[group].programme].subjects_per_year;
}

/**
 * Timetable: who is busy when. A room or a teacher is given to the next course
 * of a slot only once, as long as there are enough of them.
 */
typedef struct
{
  guint *teachers; /* owned; per department and slot of the year: the next one */
  guint rooms[UOIS_DEMO_FACULTIES_MAX][2 * UOIS_DEMO_SLOTS];
} Timetable;

static void
place_course (UoisDemoPlan *plan, Timetable *timetable, UoisDemoCourse *course)
{
  const UoisDemoSubject *subject = &plan->subjects[course->subject];
  guint faculty = plan->units[course->group].faculty;
  guint slot_of_year = subject->term * UOIS_DEMO_SLOTS + course->slot;
  guint department = subject->department - plan->first_department;
  guint *next_teacher = &timetable->teachers[department * 2 * UOIS_DEMO_SLOTS + slot_of_year];
  guint *next_room = &timetable->rooms[faculty][slot_of_year];

  course->term = subject->term;
  /* Not every slot begins with the same teacher, or the others would never teach. */
  course->teacher = uois_demo_plan_get_teacher (plan, subject->department, slot_of_year * 5 + (*next_teacher)++);
  course->room = (*next_room)++;
  plan->rooms[faculty].length = MAX (plan->rooms[faculty].length, *next_room);
}

/* Appends the courses of a study group, which have @n_events events together. */
static void
add_courses (UoisDemoPlan *plan, Timetable *timetable, guint group, guint n_events, guint *next_event)
{
  const UoisDemoUnit *unit = &plan->units[group];
  const UoisDemoProgramme *programme = &plan->programmes[unit->programme];
  UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_TIMETABLE, group);
  guint slot = uois_demo_random_below (&random, UOIS_DEMO_SLOTS);
  guint length = (n_events + EVENTS_PER_COURSE / 2) / EVENTS_PER_COURSE;

  length = n_events == 0 ? 0 : CLAMP (length, 1, programme->subjects_per_year);
  for (guint i = 0; i < length; i++)
    {
      UoisDemoCourse *course = &plan->courses[plan->n_courses++];
      guint before = uois_demo_share (n_events, i, length);

      course->group = group;
      course->subject = programme->first_subject + (unit->year - 1) * programme->subjects_per_year + i;
      course->slot = (slot + i * SLOT_STEP) % UOIS_DEMO_SLOTS;
      course->first_event = *next_event;
      course->n_lessons = uois_demo_share (n_events, i + 1, length) - before - 1;
      *next_event += course->n_lessons + 1;
      place_course (plan, timetable, course);
    }
}

static void
number_rooms (UoisDemoPlan *plan)
{
  for (guint f = 0; f < plan->n_faculties; f++)
    {
      plan->rooms[f].first = plan->n_rooms;
      plan->n_rooms += plan->rooms[f].length;
    }
  for (guint c = 0; c < plan->n_courses; c++)
    plan->courses[c].room += plan->rooms[plan->units[plan->courses[c].group].faculty].first;
}

/* What the events other than attended lessons take of the presences. */
static guint
count_other_presences (const UoisDemoPlan *plan)
{
  guint count = 0;

  for (guint c = 0; c < plan->n_courses; c++)
    count += plan->courses[c].n_lessons;
  for (guint i = 0; i < plan->n_exams && plan->n_courses > 0; i++)
    {
      const UoisDemoCourse *course = &plan->courses[uois_demo_share (plan->n_courses, i, plan->n_exams)];

      count += 1 + MIN (UOIS_DEMO_EXAM_SIZE, plan->units[course->group].n_people);
    }
  count += plan->n_consultations * (1 + UOIS_DEMO_CONSULTATION_SIZE);
  for (guint i = 0; i < plan->n_meetings; i++)
    count += MIN (UOIS_DEMO_MEETING_SIZE, uois_demo_plan_get_meeting_unit (plan, i)->n_people);
  count += plan->n_gatherings * MIN (UOIS_DEMO_GATHERING_SIZE, plan->n_employees);
  return count;
}

static guint
count_lessons (const UoisDemoPlan *plan, guint first_course, guint last_course)
{
  guint count = 0;

  for (guint c = first_course; c < last_course; c++)
    if (plan->courses[c].term == UOIS_DEMO_WINTER)
      count += plan->courses[c].n_lessons;
  return count;
}

/* Takes the next lesson of each winter course in turn until @quota lessons are recorded. */
static void
record_lessons (UoisDemoPlan *plan, guint first_course, guint last_course, guint quota)
{
  quota = MIN (quota, count_lessons (plan, first_course, last_course));
  while (quota > 0)
    for (guint c = first_course; c < last_course && quota > 0; c++)
      {
        UoisDemoCourse *course = &plan->courses[c];

        if (course->term != UOIS_DEMO_WINTER || course->n_recorded == course->n_lessons)
          continue;
        course->n_recorded++;
        quota--;
      }
}

/* Spends what is left of the presences on attendance at lessons, evenly among students. */
static void
record_attendance (UoisDemoPlan *plan)
{
  guint others = count_other_presences (plan);
  guint budget = plan->n_presences > others ? plan->n_presences - others : 0;
  guint n_students = plan->n_people - plan->n_employees;
  guint students = 0;
  guint64 spent = 0;
  guint last;

  for (guint first = 0; first < plan->n_courses; first = last)
    {
      const UoisDemoUnit *group = &plan->units[plan->courses[first].group];
      guint64 target;
      guint quota;

      for (last = first; last < plan->n_courses && plan->courses[last].group == plan->courses[first].group;)
        last++;
      students += group->n_people;
      target = uois_demo_share (budget, students, n_students);
      if (group->n_people == 0 || target <= spent)
        continue;
      quota = MIN ((target - spent + group->n_people / 2) / group->n_people, count_lessons (plan, first, last));
      record_lessons (plan, first, last, quota);
      spent += (guint64) quota * group->n_people;
    }
}

void
uois_demo_plan_make_courses (UoisDemoPlan *plan)
{
  guint n_events = share_out_events (plan);
  guint next_event = UOIS_DEMO_CALENDAR_EVENTS;
  g_autofree guint *teachers = g_new0 (guint, (gsize) plan->n_departments * 2 * UOIS_DEMO_SLOTS);
  Timetable timetable = { .teachers = teachers };
  guint64 total = 0;
  guint64 reached = 0;

  plan->courses = g_new0 (UoisDemoCourse, n_events);
  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    total += weigh_group (plan, g);
  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    {
      guint before = uois_demo_share (n_events, reached, total);

      reached += weigh_group (plan, g);
      add_courses (plan, &timetable, g, uois_demo_share (n_events, reached, total) - before, &next_event);
    }
  plan->courses = g_renew (UoisDemoCourse, plan->courses, MAX (plan->n_courses, 1));
  number_rooms (plan);
  record_attendance (plan);
}

UoisDateTime
uois_demo_course_get_start (const UoisDemoCourse *course, guint number)
{
  guint slot = (course->slot + number / LESSONS_PER_SLOT * SLOT_STEP) % UOIS_DEMO_SLOTS;

  return uois_demo_calendar_lesson (course->term, slot, number % LESSONS_PER_SLOT);
}

const UoisDemoUnit *
uois_demo_plan_get_meeting_unit (const UoisDemoPlan *plan, guint meeting)
{
  return &plan->units[plan->first_department + meeting % (plan->n_departments + plan->n_sections)];
}

UoisDateTime
uois_demo_meeting_get_start (const UoisDemoPlan *plan, guint meeting)
{
  guint number = meeting / (plan->n_departments + plan->n_sections);

  return uois_demo_calendar_slot (UOIS_DEMO_WINTER_FIRST, number * 2 % 40, meeting * SLOT_STEP % UOIS_DEMO_SLOTS);
}

guint
uois_demo_plan_format_room (const UoisDemoPlan *plan, guint room, char *label)
{
  guint faculty = 0;
  guint number;

  while (faculty + 1 < plan->n_faculties && room >= plan->rooms[faculty + 1].first)
    faculty++;
  number = room - plan->rooms[faculty].first;
  return g_snprintf (label, UOIS_DEMO_ROOM_LABEL_LENGTH, "%s-%c%u%02u",
                     uois_demo_faculty_titles[faculty]->title.abbreviation, 'A' + number / UOIS_DEMO_ROOMS_PER_BUILDING,
                     1 + number % UOIS_DEMO_ROOMS_PER_BUILDING / UOIS_DEMO_ROOMS_PER_FLOOR,
                     1 + number % UOIS_DEMO_ROOMS_PER_FLOOR);
}
