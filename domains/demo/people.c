/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#include "base/text.h"

#define BOARD_SIZE 5
#define VICE_DEANS 3
#define VICE_RECTORS 3

enum
{
  USER_NAME,
  USER_SURNAME,
  USER_EMAIL,
  USER_STARTDATE,
  USER_ENDDATE,
  USER_VALID,
};

static const char *const user_columns[] = { "name", "surname", "email", "startdate", "enddate", "valid", NULL };

enum
{
  GROUP_NAME,
  GROUP_NAME_EN,
  GROUP_ABBREVIATION,
  GROUP_EMAIL,
  GROUP_STARTDATE,
  GROUP_VALID,
  GROUP_TYPE,
  GROUP_MASTER,
};

static const char *const group_columns[] = {
  "name", "name_en", "abbreviation", "email", "startdate", "valid", "grouptype_id", "mastergroup_id", NULL,
};

enum
{
  MEMBERSHIP_USER,
  MEMBERSHIP_GROUP,
  MEMBERSHIP_STARTDATE,
  MEMBERSHIP_ENDDATE,
  MEMBERSHIP_VALID,
};

static const char *const membership_columns[] = { "user_id", "group_id", "startdate", "enddate", "valid", NULL };

enum
{
  ROLE_USER,
  ROLE_GROUP,
  ROLE_TYPE,
  ROLE_STARTDATE,
  ROLE_ENDDATE,
  ROLE_VALID,
};

static const char *const role_columns[] = {
  "user_id", "group_id", "roletype_id", "startdate", "enddate", "valid", NULL
};

/* ---- People ---- */

static gboolean
write_users (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *users = run->persons;
  char email[UOIS_DEMO_EMAIL_LENGTH];

  for (guint i = 0; i < plan->n_people; i++)
    {
      const char *domain = i < plan->n_employees ? UOIS_DEMO_EMAIL_DOMAIN : UOIS_DEMO_STUDENT_EMAIL_DOMAIN;
      gboolean is_former = uois_demo_plan_has_left (plan, i);
      UoisDemoPerson person;
      guint length;

      uois_demo_names_get_person (run->names, plan->seed, i, &person);
      length = uois_demo_names_make_email (run->names, &person, domain, email);
      uois_demo_table_begin (users);
      uois_demo_set_text_n (users, USER_NAME, person.given->text, person.given->length);
      uois_demo_set_text_n (users, USER_SURNAME, person.surname->text, person.surname->length);
      uois_demo_set_text_n (users, USER_EMAIL, email, length);
      uois_demo_set_time (users, USER_STARTDATE, uois_demo_september (uois_demo_plan_get_years (plan, i)));
      if (is_former)
        uois_demo_set_time (users, USER_ENDDATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 1));
      uois_demo_set_boolean (users, USER_VALID, !is_former);
      if (!uois_demo_table_end (users, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Groups ---- */

static const char *
get_group_type (UoisDemoUnitKind kind)
{
  static const char *const names[] = {
    [UOIS_DEMO_UNIT_UNIVERSITY] = "univerzita",
    [UOIS_DEMO_UNIT_FACULTY] = "fakulta",
    [UOIS_DEMO_UNIT_TEACHERS] = "stalý stav",
    [UOIS_DEMO_UNIT_STUDENTS] = "studenti",
    [UOIS_DEMO_UNIT_CENTRE] = "centrum",
    [UOIS_DEMO_UNIT_DEPARTMENT] = "katedra",
    [UOIS_DEMO_UNIT_SECTION] = "oddělení",
    [UOIS_DEMO_UNIT_BOARD] = "garance programu",
    [UOIS_DEMO_UNIT_STUDY_GROUP] = "studijní skupina",
  };

  return names[kind];
}

/* Only offices that answer letters have an address of their own: "ksi.fi@velehrad.example". */
static const char *
make_group_email (const UoisDemoPlan *plan, const UoisDemoUnit *unit, char *email)
{
  g_autofree char *abbreviation = NULL;
  g_autofree char *faculty = NULL;

  if (unit->kind != UOIS_DEMO_UNIT_FACULTY && unit->kind != UOIS_DEMO_UNIT_CENTRE &&
      unit->kind != UOIS_DEMO_UNIT_DEPARTMENT)
    return NULL;

  abbreviation = uois_text_fold (unit->abbreviation, -1);
  if (unit->kind != UOIS_DEMO_UNIT_DEPARTMENT)
    g_snprintf (email, UOIS_DEMO_EMAIL_LENGTH, "%s@%s", abbreviation, UOIS_DEMO_EMAIL_DOMAIN);
  else
    {
      faculty = uois_text_fold (plan->units[unit->parent].abbreviation, -1);
      g_snprintf (email, UOIS_DEMO_EMAIL_LENGTH, "%s.%s@%s", abbreviation, faculty, UOIS_DEMO_EMAIL_DOMAIN);
    }
  return email;
}

static gboolean
write_groups (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *groups = run->groups;
  UoisDemoItem types[UOIS_DEMO_UNIT_STUDY_GROUP + 1];
  char email[UOIS_DEMO_EMAIL_LENGTH];

  for (guint kind = 0; kind < G_N_ELEMENTS (types); kind++)
    types[kind] = uois_demo_output_find (run->output, "grouptypes", "name", get_group_type (kind));

  for (guint i = 0; i < plan->n_units; i++)
    {
      const UoisDemoUnit *unit = &plan->units[i];
      guint years = unit->kind == UOIS_DEMO_UNIT_STUDY_GROUP ? 0 : 20;

      uois_demo_table_begin (groups);
      uois_demo_set_text (groups, GROUP_NAME, unit->name);
      uois_demo_set_text (groups, GROUP_NAME_EN, unit->name_en);
      uois_demo_set_text (groups, GROUP_ABBREVIATION, unit->abbreviation);
      uois_demo_set_text (groups, GROUP_EMAIL, make_group_email (plan, unit, email));
      uois_demo_set_time (groups, GROUP_STARTDATE, uois_demo_september (years));
      uois_demo_set_boolean (groups, GROUP_VALID, TRUE);
      uois_demo_set_item (groups, GROUP_TYPE, &types[unit->kind]);
      if (unit->parent != UOIS_DEMO_NONE)
        uois_demo_set_row (groups, GROUP_MASTER, groups, unit->parent);
      uois_demo_set_rbacobject (groups, groups, i);
      if (!uois_demo_table_end (groups, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Memberships ---- */

/* @years: since when; @ended: until the last academic year */
static gboolean
write_membership (
    UoisDemoRun *run, UoisDemoTable *memberships, guint person, guint unit, guint years, gboolean ended, GError **error)
{
  uois_demo_table_begin (memberships);
  uois_demo_set_row (memberships, MEMBERSHIP_USER, run->persons, person);
  uois_demo_set_row (memberships, MEMBERSHIP_GROUP, run->groups, unit);
  uois_demo_set_time (memberships, MEMBERSHIP_STARTDATE, uois_demo_september (years));
  if (ended)
    uois_demo_set_time (memberships, MEMBERSHIP_ENDDATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 1));
  uois_demo_set_boolean (memberships, MEMBERSHIP_VALID, !ended);
  return uois_demo_table_end (memberships, error);
}

/* Everybody belongs to one more unit: a section, last year's study group, or a centre of the university. */
static guint
find_fifth_unit (const UoisDemoPlan *plan, guint person, const UoisDemoUnit *home, guint department_number)
{
  UoisDemoRandom random = uois_demo_random_at (plan->seed, UOIS_DEMO_STREAM_MEMBERSHIP_CHOICE, person);
  guint sections = plan->n_sections / plan->n_departments;

  if (home->kind == UOIS_DEMO_UNIT_STUDY_GROUP && home->previous != UOIS_DEMO_NONE)
    return home->previous;
  for (guint s = 0; home->kind == UOIS_DEMO_UNIT_DEPARTMENT && s < sections; s++)
    {
      guint section = plan->first_section + department_number * sections + s;

      if (person - plan->units[section].first_person < plan->units[section].n_people)
        return section;
    }
  return plan->first_centre + uois_demo_random_below (&random, plan->n_centres);
}

static gboolean
write_memberships_of_unit (UoisDemoRun *run, UoisDemoTable *memberships, guint home, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  const UoisDemoUnit *unit = &plan->units[home];
  gboolean is_study_group = unit->kind == UOIS_DEMO_UNIT_STUDY_GROUP;
  guint faculty = 1 + unit->faculty;
  guint list = faculty + (is_study_group ? 2 : 1) * plan->n_faculties;

  for (guint person = unit->first_person; person < unit->first_person + unit->n_people; person++)
    {
      guint fifth = find_fifth_unit (plan, person, unit, home - plan->first_department);
      gboolean is_previous = is_study_group && fifth == unit->previous;
      guint years = is_study_group ? unit->year - 1 : uois_demo_plan_get_years (plan, person);
      gboolean left = uois_demo_plan_has_left (plan, person);

      if (!write_membership (run, memberships, person, 0, years, left, error) ||
          !write_membership (run, memberships, person, faculty, years, left, error) ||
          !write_membership (run, memberships, person, list, years, left, error) ||
          !write_membership (run, memberships, person, home, is_study_group ? 0 : years, left, error) ||
          !write_membership (run, memberships, person, fifth, is_previous ? 1 : years, left || is_previous, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_memberships (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *memberships =
      uois_demo_table_open (run->output, "memberships", UOIS_DEMO_STREAM_MEMBERSHIP, membership_columns);

  for (guint i = 0; i < plan->n_departments; i++)
    if (!write_memberships_of_unit (run, memberships, plan->first_department + i, error))
      return FALSE;
  for (guint i = 0; i < plan->n_study_groups; i++)
    if (!write_memberships_of_unit (run, memberships, plan->first_study_group + i, error))
      return FALSE;
  for (guint i = 0; i < plan->n_programmes; i++)
    {
      const UoisDemoProgramme *programme = &plan->programmes[i];
      guint size = MIN (BOARD_SIZE, plan->units[programme->department].n_teachers);

      for (guint j = 0; j < size; j++)
        if (!write_membership (run, memberships, uois_demo_plan_get_teacher (plan, programme->department, j),
                               programme->board, 2, FALSE, error))
          return FALSE;
    }
  return TRUE;
}

/* ---- Roles ---- */

static gboolean
write_role (UoisDemoRun *run,
            UoisDemoTable *roles,
            const char *type,
            guint person,
            guint unit,
            guint years,
            gboolean ended,
            GError **error)
{
  UoisDemoItem item = uois_demo_output_find (run->output, "roletypes", "name", type);

  uois_demo_table_begin (roles);
  uois_demo_set_row (roles, ROLE_USER, run->persons, person);
  uois_demo_set_row (roles, ROLE_GROUP, run->groups, unit);
  uois_demo_set_item (roles, ROLE_TYPE, &item);
  uois_demo_set_time (roles, ROLE_STARTDATE, uois_demo_september (years));
  if (ended)
    uois_demo_set_time (roles, ROLE_ENDDATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 1));
  uois_demo_set_boolean (roles, ROLE_VALID, !ended);
  uois_demo_set_rbacobject (roles, run->groups, unit);
  return uois_demo_table_end (roles, error);
}

static guint
get_department (const UoisDemoPlan *plan, guint faculty, guint number)
{
  return plan->first_department + faculty * plan->departments_per_faculty + number % plan->departments_per_faculty;
}

static gboolean
write_university_roles (UoisDemoRun *run, UoisDemoTable *roles, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  guint last = plan->departments_per_faculty - 1;

  for (guint i = 0; i < UOIS_DEMO_ADMINISTRATORS; i++)
    if (!write_role (run, roles, "administrátor", i, 0, 3, FALSE, error))
      return FALSE;
  if (!write_role (run, roles, "zpracovatel gdpr", plan->n_employees - 1, 0, 3, FALSE, error) ||
      !write_role (run, roles, "rektor", uois_demo_plan_get_teacher (plan, get_department (plan, 0, last), 1), 0, 2,
                   FALSE, error))
    return FALSE;
  for (guint i = 0; i < VICE_RECTORS; i++)
    {
      guint department = get_department (plan, (i + 1) % plan->n_faculties, last);

      if (!write_role (run, roles, "prorektor", uois_demo_plan_get_teacher (plan, department, 2 + i), 0, 2, FALSE,
                       error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_faculty_roles (UoisDemoRun *run, UoisDemoTable *roles, guint faculty, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  guint first = get_department (plan, faculty, 0);
  guint second = get_department (plan, faculty, 1);
  guint unit = 1 + faculty;

  if (!write_role (run, roles, "děkan", uois_demo_plan_get_teacher (plan, first, 1), unit, 3, FALSE, error) ||
      !write_role (run, roles, "děkan", uois_demo_plan_get_teacher (plan, second, 0), unit, 7, TRUE, error))
    return FALSE;
  for (guint i = 0; i < VICE_DEANS; i++)
    if (!write_role (run, roles, "proděkan", uois_demo_plan_get_teacher (plan, second, 1 + i), unit, 3, FALSE, error))
      return FALSE;
  return TRUE;
}

/* The head comes first, then who leads the teaching; a third of the others lectures, the rest leads seminars. */
static gboolean
write_department_roles (UoisDemoRun *run, UoisDemoTable *roles, guint department, GError **error)
{
  const UoisDemoUnit *unit = &run->plan->units[department];

  for (guint i = 0; i < unit->n_teachers; i++)
    {
      guint person = unit->first_person + i;
      const char *type = i % 3 == 0 ? "přednášející" : "cvičící";

      if (i == 0 && !write_role (run, roles, "vedoucí katedry", person, department, 4, FALSE, error))
        return FALSE;
      if (i == 2 && !write_role (run, roles, "vedoucí učitel", person, department, 4, FALSE, error))
        return FALSE;
      if (!write_role (run, roles, type, person, department, uois_demo_plan_get_years (run->plan, person), FALSE,
                       error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_programme_roles (UoisDemoRun *run, UoisDemoTable *roles, const UoisDemoProgramme *programme, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  guint guarantor = uois_demo_plan_get_teacher (plan, programme->department, 3);
  guint deputy = uois_demo_plan_get_teacher (plan, programme->department, 4);

  if (!write_role (run, roles, "garant", guarantor, programme->board, 2, FALSE, error) ||
      !write_role (run, roles, "garant (zástupce)", deputy, programme->board, 2, FALSE, error))
    return FALSE;
  for (guint i = 0; i < programme->n_subjects; i++)
    {
      const UoisDemoSubject *subject = &plan->subjects[programme->first_subject + i];

      if (!write_role (run, roles, "garant předmětu", subject->guarantor, programme->board, 1, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_roles (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *roles = uois_demo_table_open (run->output, "roles", UOIS_DEMO_STREAM_ROLE, role_columns);

  if (!write_university_roles (run, roles, error))
    return FALSE;
  for (guint f = 0; f < plan->n_faculties; f++)
    if (!write_faculty_roles (run, roles, f, error))
      return FALSE;
  for (guint i = 0; i < plan->n_departments; i++)
    if (!write_department_roles (run, roles, plan->first_department + i, error))
      return FALSE;
  for (guint i = 0; i < plan->n_programmes; i++)
    if (!write_programme_roles (run, roles, &plan->programmes[i], error))
      return FALSE;
  return TRUE;
}

gboolean
uois_demo_write_people (UoisDemoRun *run, GError **error)
{
  run->persons = uois_demo_table_open (run->output, "users", UOIS_DEMO_STREAM_PERSON, user_columns);
  run->groups = uois_demo_table_open (run->output, "groups", UOIS_DEMO_STREAM_GROUP, group_columns);

  return write_users (run, error) && write_groups (run, error) && write_memberships (run, error) &&
         write_roles (run, error);
}
