/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include "table.h"

/* Of a thousand people so many teach or serve; the others study. Two of three employees teach. */
#define EMPLOYEES_PER_MILLE 120

/* Of a thousand people so many have left and are kept for the record; the first tenth holds offices and stays. */
#define LEFT_PER_MILLE 15

/* One group for so many people, but never fewer than one of each kind needs. */
#define PEOPLE_PER_GROUP 50
#define GROUPS_MIN 30

#define PRESENCES_PER_PERSON 10

/* How many units of each kind an institution of a size has. */
typedef struct
{
  guint faculties;
  guint centres;
  guint departments; /* per faculty */
  guint sections;    /* per department */
  guint programmes;  /* per faculty */
} Shape;

static Shape
choose_shape (guint groups)
{
  Shape shape = { .faculties = 2 };

  for (guint enough = 70; shape.faculties < UOIS_DEMO_FACULTIES_MAX && groups >= enough; enough = enough * 9 / 5)
    shape.faculties++;
  shape.centres = MIN (shape.faculties, UOIS_DEMO_CENTRES_MAX);
  shape.departments = MIN (shape.faculties + 1, UOIS_DEMO_DEPARTMENT_TITLES);
  shape.sections = shape.faculties < 4 ? 0 : shape.faculties < 6 ? 1 : UOIS_DEMO_SECTIONS_MAX;
  shape.programmes = MIN (shape.faculties, UOIS_DEMO_PROGRAMME_TITLES);
  return shape;
}

static const char *text_printf (UoisDemoPlan *plan, const char *format, ...) G_GNUC_PRINTF (2, 3);

static const char *
text_printf (UoisDemoPlan *plan, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return g_string_chunk_insert (plan->texts, text);
}

static UoisDemoUnit *
add_unit (UoisDemoPlan *plan, UoisDemoUnitKind kind, guint parent, guint faculty, const UoisDemoTitle *title)
{
  UoisDemoUnit *unit = &plan->units[plan->n_units++];

  unit->kind = kind;
  unit->parent = parent;
  unit->faculty = faculty;
  unit->programme = UOIS_DEMO_NONE;
  unit->previous = UOIS_DEMO_NONE;
  unit->name = title->name;
  unit->name_en = title->name_en;
  unit->abbreviation = title->abbreviation;
  return unit;
}

static void
add_university (UoisDemoPlan *plan, const Shape *shape)
{
  static const UoisDemoTitle university = { UOIS_DEMO_UNIVERSITY_NAME, UOIS_DEMO_UNIVERSITY_NAME_EN,
                                            UOIS_DEMO_UNIVERSITY_ABBREVIATION };
  guint n_faculties = shape->faculties;

  add_unit (plan, UOIS_DEMO_UNIT_UNIVERSITY, UOIS_DEMO_NONE, UOIS_DEMO_NONE, &university)->n_people = plan->n_people;
  for (guint f = 0; f < n_faculties; f++)
    add_unit (plan, UOIS_DEMO_UNIT_FACULTY, 0, f, &uois_demo_faculty_titles[f]->title);
  for (guint f = 0; f < n_faculties; f++)
    {
      const char *abbreviation = uois_demo_faculty_titles[f]->title.abbreviation;
      UoisDemoTitle title = { text_printf (plan, "Zaměstnanci %s", abbreviation),
                              text_printf (plan, "Employees of %s", abbreviation),
                              text_printf (plan, "%s-Z", abbreviation) };

      add_unit (plan, UOIS_DEMO_UNIT_TEACHERS, 1 + f, f, &title);
    }
  for (guint f = 0; f < n_faculties; f++)
    {
      const char *abbreviation = uois_demo_faculty_titles[f]->title.abbreviation;
      UoisDemoTitle title = { text_printf (plan, "Studenti %s", abbreviation),
                              text_printf (plan, "Students of %s", abbreviation),
                              text_printf (plan, "%s-S", abbreviation) };

      add_unit (plan, UOIS_DEMO_UNIT_STUDENTS, 1 + f, f, &title);
    }

  plan->n_faculties = n_faculties;
  plan->first_centre = plan->n_units;
  plan->n_centres = shape->centres;
  for (guint c = 0; c < shape->centres; c++)
    add_unit (plan, UOIS_DEMO_UNIT_CENTRE, 0, UOIS_DEMO_NONE, &uois_demo_centre_titles[c]);
}

/* Employees are shared out among departments that differ a little in size; each has one at least. */
static void
add_departments (UoisDemoPlan *plan, const Shape *shape)
{
  guint length = shape->faculties * shape->departments;
  guint64 total = 0;
  guint64 reached = 0;

  plan->departments_per_faculty = shape->departments;
  plan->first_department = plan->n_units;
  plan->n_departments = length;
  for (guint i = 0; i < length; i++)
    {
      UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_PLAN, i);
      guint faculty = i / shape->departments;
      const UoisDemoTitle *title = &uois_demo_faculty_titles[faculty]->departments[i % shape->departments];
      UoisDemoUnit *unit = add_unit (plan, UOIS_DEMO_UNIT_DEPARTMENT, 1 + faculty, faculty, title);

      unit->n_people = 80 + uois_demo_random_below (&random, 40);
      total += unit->n_people;
    }

  for (guint i = 0; i < length; i++)
    {
      UoisDemoUnit *unit = &plan->units[plan->first_department + i];

      unit->first_person = i + uois_demo_share (plan->n_employees - length, reached, total);
      reached += unit->n_people;
      unit->n_people = i + 1 + uois_demo_share (plan->n_employees - length, reached, total) - unit->first_person;
      unit->n_teachers = (unit->n_people * 2 + 2) / 3;
    }
}

static void
add_sections (UoisDemoPlan *plan, const Shape *shape)
{
  plan->first_section = plan->n_units;
  plan->n_sections = plan->n_departments * shape->sections;
  for (guint i = 0; i < plan->n_sections; i++)
    {
      guint parent = plan->first_department + i / shape->sections;
      guint number = i % shape->sections;
      const UoisDemoUnit *department = &plan->units[parent];
      const UoisDemoTitle *section = &uois_demo_section_titles[number];
      UoisDemoTitle title = { section->name, section->name_en,
                              text_printf (plan, "%s-%s", department->abbreviation, section->abbreviation) };
      UoisDemoUnit *unit = add_unit (plan, UOIS_DEMO_UNIT_SECTION, parent, department->faculty, &title);
      guint first = uois_demo_share (department->n_people, number, shape->sections);

      unit->first_person = department->first_person + first;
      unit->n_people = uois_demo_share (department->n_people, number + 1, shape->sections) - first;
    }
}

static void
add_programmes (UoisDemoPlan *plan, const Shape *shape)
{
  plan->first_board = plan->n_units;
  plan->n_programmes = shape->faculties * shape->programmes;
  plan->programmes = g_new0 (UoisDemoProgramme, plan->n_programmes);
  for (guint i = 0; i < plan->n_programmes; i++)
    {
      UoisDemoProgramme *programme = &plan->programmes[i];
      guint faculty = i / shape->programmes;
      const UoisDemoProgrammeTitle *programme_title =
          &uois_demo_faculty_titles[faculty]->programmes[i % shape->programmes];
      UoisDemoTitle title = { text_printf (plan, "Rada programu %s", programme_title->title.name),
                              text_printf (plan, "Board of the programme %s", programme_title->title.name_en),
                              text_printf (plan, "RP-%s", programme_title->title.abbreviation) };

      programme->title = programme_title;
      programme->faculty = faculty;
      programme->board = plan->n_units;
      programme->department =
          plan->first_department + faculty * shape->departments + i % shape->programmes % shape->departments;
      add_unit (plan, UOIS_DEMO_UNIT_BOARD, 1 + faculty, faculty, &title)->programme = i;
    }
}

/* First years are the largest; a doctoral programme has few students. */
static guint
weigh_year (UoisDemoLevel level, guint year)
{
  static const guint bachelor[] = { 12, 8, 7 };
  static const guint master[] = { 7, 6 };

  switch (level)
    {
    case UOIS_DEMO_BACHELOR:
      return bachelor[year - 1];
    case UOIS_DEMO_MASTER:
      return master[year - 1];
    case UOIS_DEMO_DOCTORAL:
    default:
      return 1;
    }
}

static void
add_study_group (UoisDemoPlan *plan, guint programme_index, guint year, guint number, guint length)
{
  const UoisDemoProgramme *programme = &plan->programmes[programme_index];
  const UoisDemoTitle *title = &programme->title->title;
  const char *faculty = uois_demo_faculty_titles[programme->faculty]->title.abbreviation;
  UoisDemoTitle group_title;
  UoisDemoUnit *unit;

  if (length == 1)
    group_title = (UoisDemoTitle){ text_printf (plan, "%s, %u. ročník", title->name, year),
                                   text_printf (plan, "%s, year %u", title->name_en, year),
                                   text_printf (plan, "%s-%s%u", faculty, title->abbreviation, year) };
  else
    group_title = (UoisDemoTitle){ text_printf (plan, "%s, %u. ročník, skupina %u", title->name, year, number + 1),
                                   text_printf (plan, "%s, year %u, group %u", title->name_en, year, number + 1),
                                   text_printf (plan, "%s-%s%u/%u", faculty, title->abbreviation, year, number + 1) };
  unit = add_unit (plan, UOIS_DEMO_UNIT_STUDY_GROUP, 1 + programme->faculty, programme->faculty, &group_title);
  unit->programme = programme_index;
  unit->year = year;
}

/* What is left of the number of groups is shared out among the years of the programmes; each gets one at least. */
static void
add_study_groups (UoisDemoPlan *plan, guint groups)
{
  guint64 total = 0;
  guint64 reached = 0;
  guint n_years = 0;
  guint spare;

  plan->first_study_group = plan->n_units;
  for (guint p = 0; p < plan->n_programmes; p++)
    for (guint year = 1; year <= uois_demo_level_get_years (plan->programmes[p].title->level); year++)
      {
        total += weigh_year (plan->programmes[p].title->level, year);
        n_years++;
      }
  spare = groups - plan->n_units - n_years;

  for (guint p = 0; p < plan->n_programmes; p++)
    {
      UoisDemoLevel level = plan->programmes[p].title->level;
      guint previous = 0;
      guint n_previous = 0;

      for (guint year = 1; year <= uois_demo_level_get_years (level); year++)
        {
          guint first = plan->n_units;
          guint before = uois_demo_share (spare, reached, total);
          guint length;

          reached += weigh_year (level, year);
          length = 1 + uois_demo_share (spare, reached, total) - before;
          for (guint number = 0; number < length; number++)
            {
              add_study_group (plan, p, year, number, length);
              if (n_previous > 0)
                plan->units[plan->n_units - 1].previous = previous + number % n_previous;
            }
          previous = first;
          n_previous = length;
        }
    }
  plan->n_study_groups = plan->n_units - plan->first_study_group;
}

/* Each study group has one student at least. */
static void
share_out_students (UoisDemoPlan *plan)
{
  guint spare = plan->n_people - plan->n_employees - plan->n_study_groups;
  guint64 total = 0;
  guint64 reached = 0;

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    {
      UoisDemoUnit *unit = &plan->units[g];
      UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_PLAN, g);
      gboolean is_doctoral = plan->programmes[unit->programme].title->level == UOIS_DEMO_DOCTORAL;

      unit->n_people = is_doctoral ? 30 : 85 + uois_demo_random_below (&random, 30);
      total += unit->n_people;
    }
  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    {
      UoisDemoUnit *unit = &plan->units[g];
      guint number = g - plan->first_study_group;
      guint first = number + uois_demo_share (spare, reached, total);

      reached += unit->n_people;
      unit->first_person = plan->n_employees + first;
      unit->n_people = number + 1 + uois_demo_share (spare, reached, total) - first;
    }
}

/* The employees and the students of a faculty are ranges too. */
static void
sum_up_faculties (UoisDemoPlan *plan)
{
  for (guint f = 0; f < plan->n_faculties; f++)
    {
      UoisDemoUnit *teachers = &plan->units[1 + plan->n_faculties + f];
      const UoisDemoUnit *first = &plan->units[plan->first_department + f * plan->departments_per_faculty];
      const UoisDemoUnit *last = first + plan->departments_per_faculty - 1;

      teachers->first_person = first->first_person;
      teachers->n_people = last->first_person + last->n_people - first->first_person;
    }
  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    {
      const UoisDemoUnit *group = &plan->units[g];
      UoisDemoUnit *students = &plan->units[1 + 2 * plan->n_faculties + group->faculty];

      if (students->n_people == 0)
        students->first_person = group->first_person;
      students->n_people += group->n_people;
    }
}

UoisDemoPlan *
uois_demo_plan_new (guint people, guint64 seed)
{
  UoisDemoPlan *plan = g_new0 (UoisDemoPlan, 1);
  guint groups = MAX (people / PEOPLE_PER_GROUP, GROUPS_MIN);
  Shape shape = choose_shape (groups);

  plan->seed = seed;
  plan->n_people = people;
  plan->n_employees = MAX (uois_demo_share (people, EMPLOYEES_PER_MILLE, 1000), shape.faculties * shape.departments);
  plan->n_events = people;
  plan->n_presences = people * PRESENCES_PER_PERSON;
  plan->n_external_ids = people + people / 2;
  plan->texts = g_string_chunk_new (4096);
  plan->units = g_new0 (UoisDemoUnit, groups);

  add_university (plan, &shape);
  add_departments (plan, &shape);
  add_sections (plan, &shape);
  add_programmes (plan, &shape);
  add_study_groups (plan, groups);
  share_out_students (plan);
  sum_up_faculties (plan);
  uois_demo_plan_make_subjects (plan);
  uois_demo_plan_make_courses (plan);
  return plan;
}

void
uois_demo_plan_free (UoisDemoPlan *plan)
{
  g_free (plan->units);
  g_free (plan->programmes);
  g_free (plan->subjects);
  g_free (plan->courses);
  g_string_chunk_free (plan->texts);
  g_free (plan);
}

guint
uois_demo_plan_get_teacher (const UoisDemoPlan *plan, guint department, guint number)
{
  const UoisDemoUnit *unit = &plan->units[department];

  return unit->first_person + number % MAX (unit->n_teachers, 1);
}

guint
uois_demo_plan_find_unit (const UoisDemoPlan *plan, guint person)
{
  gboolean is_student = person >= plan->n_employees;
  guint low = is_student ? plan->first_study_group : plan->first_department;
  guint high = low + (is_student ? plan->n_study_groups : plan->n_departments);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (plan->units[middle].first_person <= person)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
uois_demo_plan_get_years (const UoisDemoPlan *plan, guint person)
{
  UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_CAREER, person);

  if (person >= plan->n_employees)
    return plan->units[uois_demo_plan_find_unit (plan, person)].year - 1;
  return uois_demo_random_below (&random, 25);
}

gboolean
uois_demo_plan_has_left (const UoisDemoPlan *plan, guint person)
{
  UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_LEFT, person);

  return person >= plan->n_people / 10 && uois_demo_random_permille (&random, LEFT_PER_MILLE);
}

guint
uois_demo_plan_find_subject_title (const UoisDemoPlan *plan, guint department, guint number)
{
  const UoisDemoFacultyTitle *faculty = uois_demo_faculty_titles[plan->units[department].faculty];
  guint index = (department - plan->first_department) % plan->departments_per_faculty;
  guint taught[UOIS_DEMO_SUBJECT_TITLES];
  guint length = 0;

  for (guint i = 0; i < UOIS_DEMO_SUBJECT_TITLES; i++)
    if (faculty->subjects[i].department % plan->departments_per_faculty == index)
      taught[length++] = i;
  return length > 0 ? taught[number % length] : number % UOIS_DEMO_SUBJECT_TITLES;
}
