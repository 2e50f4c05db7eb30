/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar.h"
#include "catalogue.h"
#include "random.h"

G_BEGIN_DECLS

/**
 * SECTION: The plan of an institution
 *
 * Everything that more than one writer must agree about, decided before the
 * first row: which groups there are, who belongs where, who teaches what to
 * whom, when and in which room. It knows neither tables nor names of people.
 *
 * People are numbers: employees first, in the order of their departments, then
 * students in the order of their study groups. So a unit's people are a range.
 */

typedef enum
{
  UOIS_DEMO_UNIT_UNIVERSITY,
  UOIS_DEMO_UNIT_FACULTY,
  UOIS_DEMO_UNIT_TEACHERS, /* all employees of a faculty */
  UOIS_DEMO_UNIT_STUDENTS, /* all students of a faculty */
  UOIS_DEMO_UNIT_CENTRE,   /* serves the whole university */
  UOIS_DEMO_UNIT_DEPARTMENT,
  UOIS_DEMO_UNIT_SECTION, /* of a department */
  UOIS_DEMO_UNIT_BOARD,   /* answers for a programme */
  UOIS_DEMO_UNIT_STUDY_GROUP,
} UoisDemoUnitKind;

/* No such unit, person or course. */
#define UOIS_DEMO_NONE G_MAXUINT

/**
 * UoisDemoUnit: a group of people.
 * @faculty: which faculty, from 0; %UOIS_DEMO_NONE for what belongs to the university
 * @programme: (study groups and boards) which programme
 * @year: (study groups) year of study, from 1
 * @previous: (study groups) the unit where its students were a year ago, or %UOIS_DEMO_NONE
 * @first_person: the first of those who have their place here (departments, sections, study groups, faculties and their two lists)
 * @n_teachers: (departments) how many of them teach; the rest is staff
 */
typedef struct
{
  UoisDemoUnitKind kind;
  guint parent;
  guint faculty;
  guint programme;
  guint year;
  guint previous;
  guint first_person;
  guint n_people;
  guint n_teachers;
  const char *name;
  const char *name_en;
  const char *abbreviation;
} UoisDemoUnit;

typedef struct
{
  const UoisDemoProgrammeTitle *title;
  guint faculty;
  guint board;      /* unit */
  guint department; /* unit that answers for it */
  guint first_subject;
  guint subjects_per_year;
  guint n_subjects;
} UoisDemoProgramme;

/**
 * UoisDemoSubject:
 * @round: 0, or 1 for the continuation of a subject of the same title
 */
typedef struct
{
  const UoisDemoSubjectTitle *title;
  guint programme;
  guint round;
  guint year;
  UoisDemoTerm term;
  guint department; /* unit */
  guint guarantor;  /* person */
} UoisDemoSubject;

/**
 * UoisDemoCourse: a subject taught to a study group in one term.
 * @first_event: its series; the lessons follow
 * @n_recorded: from how many lessons the students' attendance is known
 */
typedef struct
{
  guint group; /* unit */
  guint subject;
  guint teacher; /* person */
  guint room;
  guint slot; /* of the week */
  UoisDemoTerm term;
  guint first_event;
  guint n_lessons;
  guint n_recorded;
} UoisDemoCourse;

/**
 * UoisDemoRooms: the lecture rooms of a faculty.
 */
typedef struct
{
  guint first;
  guint length;
} UoisDemoRooms;

typedef struct
{
  guint64 seed;
  guint n_people;
  guint n_employees;

  UoisDemoUnit *units; /* owned, with all arrays below */
  guint n_units;
  guint n_faculties;
  guint departments_per_faculty;
  guint first_centre, n_centres;
  guint first_department, n_departments;
  guint first_section, n_sections;
  guint first_board;
  guint first_study_group, n_study_groups;

  UoisDemoProgramme *programmes;
  guint n_programmes;
  UoisDemoSubject *subjects;
  guint n_subjects;
  UoisDemoCourse *courses;
  guint n_courses;
  UoisDemoRooms rooms[UOIS_DEMO_FACULTIES_MAX];
  guint n_rooms;

  /* Events, in this order: the calendar, courses, then these. */
  guint n_events;
  guint first_exam, n_exams;
  guint first_consultation, n_consultations;
  guint first_meeting, n_meetings;
  guint first_gathering, n_gatherings;
  guint n_presences;
  guint n_external_ids;

  GStringChunk *texts;
} UoisDemoPlan;

/* The events of the calendar. */
typedef enum
{
  UOIS_DEMO_EVENT_YEAR,
  UOIS_DEMO_EVENT_WINTER,
  UOIS_DEMO_EVENT_SUMMER,
  UOIS_DEMO_EVENT_WINTER_EXAMS,
  UOIS_DEMO_EVENT_SUMMER_EXAMS,
  UOIS_DEMO_CALENDAR_EVENTS,
} UoisDemoCalendarEvent;

/* How many students an examiner and a consultant see at once, and how many come to meetings. */
#define UOIS_DEMO_EXAM_SIZE 6
#define UOIS_DEMO_CONSULTATION_SIZE 2
#define UOIS_DEMO_MEETING_SIZE 12
#define UOIS_DEMO_GATHERING_SIZE 40

/* Length of a room's label, with its zero. */
#define UOIS_DEMO_ROOM_LABEL_LENGTH 32
#define UOIS_DEMO_ROOMS_PER_FLOOR 12
#define UOIS_DEMO_FLOORS 4
#define UOIS_DEMO_ROOMS_PER_BUILDING (UOIS_DEMO_ROOMS_PER_FLOOR * UOIS_DEMO_FLOORS)

UoisDemoPlan *uois_demo_plan_new (guint people, guint64 seed);
void uois_demo_plan_free (UoisDemoPlan *plan);

/* Which of the parts of @total a running sum belongs to: part @index of @length equal ones ends here. */
static inline guint
uois_demo_share (guint64 total, guint64 index, guint64 length)
{
  return (guint) (total * index / length);
}

static inline const UoisDemoUnit *
uois_demo_plan_get_faculty (const UoisDemoPlan *plan, guint faculty)
{
  return &plan->units[1 + faculty];
}

static inline const UoisDemoFacultyTitle *
uois_demo_plan_get_faculty_title (guint faculty)
{
  return uois_demo_faculty_titles[faculty];
}

/* The teacher @number (taken round) of a department. */
guint uois_demo_plan_get_teacher (const UoisDemoPlan *plan, guint department, guint number);
/* The department of an employee, and the study group of a student. */
guint uois_demo_plan_find_unit (const UoisDemoPlan *plan, guint person);

/* Which of the faculty's subject titles the department teaches as its @number-th (taken round). */
guint uois_demo_plan_find_subject_title (const UoisDemoPlan *plan, guint department, guint number);

/* How many academic years before this one somebody came. */
guint uois_demo_plan_get_years (const UoisDemoPlan *plan, guint person);
gboolean uois_demo_plan_has_left (const UoisDemoPlan *plan, guint person);

/* Whose meeting number @meeting is: departments and their sections take turns. */
const UoisDemoUnit *uois_demo_plan_get_meeting_unit (const UoisDemoPlan *plan, guint meeting);

/* Each unit meets every other week. */
UoisDateTime uois_demo_meeting_get_start (const UoisDemoPlan *plan, guint meeting);

/* Every third meeting of a course is a lecture, the others are seminars. */
static inline gboolean
uois_demo_lesson_is_lecture (guint number)
{
  return number % 3 == 0;
}

/* When lesson @number of a course starts. */
UoisDateTime uois_demo_course_get_start (const UoisDemoCourse *course, guint number);

/* "FI-A205": faculty, building, floor, number. Returns its length. */
guint uois_demo_plan_format_room (const UoisDemoPlan *plan, guint room, char *label);

/* In timetable.c: what uois_demo_plan_new() decides after the groups. */
void uois_demo_plan_make_subjects (UoisDemoPlan *plan);
void uois_demo_plan_make_courses (UoisDemoPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDemoPlan, uois_demo_plan_free)

G_END_DECLS
