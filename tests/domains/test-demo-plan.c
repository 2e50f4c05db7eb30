/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domains/demo/names-data.h"
#include "domains/demo/names.h"
#include "domains/demo/plan.h"

#include <string.h>

/* ---- The calendar ---- */

static void
test_calendar (void)
{
  static const struct
  {
    int day;
    int year, month, date;
  } days[] = {
    { UOIS_DEMO_ENTERED_ON, 2026, 7, 13 },       { UOIS_DEMO_YEAR_FIRST, 2026, 9, 1 },
    { UOIS_DEMO_YEAR_LAST, 2027, 8, 31 },        { UOIS_DEMO_WINTER_FIRST, 2026, 9, 21 },
    { UOIS_DEMO_WINTER_LAST, 2026, 12, 18 },     { UOIS_DEMO_WINTER_EXAMS_FIRST, 2027, 1, 4 },
    { UOIS_DEMO_WINTER_EXAMS_LAST, 2027, 2, 5 }, { UOIS_DEMO_SUMMER_FIRST, 2027, 2, 8 },
    { UOIS_DEMO_SUMMER_LAST, 2027, 5, 7 },       { UOIS_DEMO_SUMMER_EXAMS_FIRST, 2027, 5, 10 },
    { UOIS_DEMO_SUMMER_EXAMS_LAST, 2027, 7, 2 }, { UOIS_DEMO_TODAY_ON, 2026, 11, 27 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpint (uois_demo_midnight (days[i].day), ==,
                     uois_datetime_from_parts (days[i].year, days[i].month, days[i].date, 0, 0, 0, 0));
  for (guint years = 0; years < 26; years++)
    g_assert_cmpint (uois_demo_september (years), ==, uois_datetime_from_parts (2026 - (int) years, 9, 1, 0, 0, 0, 0));
}

static void
assert_no_holiday (UoisDateTime start)
{
  static const struct
  {
    int year, month, day;
  } holidays[] = { { 2026, 9, 28 }, { 2026, 10, 28 }, { 2026, 11, 17 }, { 2027, 3, 26 }, { 2027, 3, 29 } };
  int year, month, day, hour, minute, second, microsecond;

  uois_datetime_to_parts (start, &year, &month, &day, &hour, &minute, &second, &microsecond);
  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    g_assert_false (year == holidays[i].year && month == holidays[i].month && day == holidays[i].day);
  g_assert_cmpint (hour, >=, 8);
  g_assert_cmpint (hour, <, 18);
}

/* ---- The timetable ---- */

/* Nobody is in two rooms at once, no room holds two groups, all lessons are on working days of their term. */
static void
check_timetable (const UoisDemoPlan *plan)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint c = 0; c < plan->n_courses; c++)
    {
      const UoisDemoCourse *course = &plan->courses[c];
      int first = course->term == UOIS_DEMO_WINTER ? UOIS_DEMO_WINTER_FIRST : UOIS_DEMO_SUMMER_FIRST;
      int last = course->term == UOIS_DEMO_WINTER ? UOIS_DEMO_WINTER_LAST : UOIS_DEMO_SUMMER_LAST;

      g_assert_cmpuint (course->room, <, plan->n_rooms);
      g_assert_cmpuint (course->teacher, <, plan->n_employees);
      g_assert_cmpuint (course->n_recorded, <=, course->n_lessons);
      for (guint i = 0; i < course->n_lessons; i++)
        {
          UoisDateTime start = uois_demo_course_get_start (course, i);

          g_assert_cmpint (start, >=, uois_demo_midnight (first));
          g_assert_cmpint (start, <, uois_demo_midnight (last + 1));
          assert_no_holiday (start);
          g_assert_true (g_hash_table_add (taken, g_strdup_printf ("room %u %" G_GINT64_FORMAT, course->room, start)));
          g_assert_true (
              g_hash_table_add (taken, g_strdup_printf ("group %u %" G_GINT64_FORMAT, course->group, start)));
        }
    }
}

/* Every person has one place; places are as many as people. */
static void
check_people (const UoisDemoPlan *plan)
{
  guint next = 0;

  for (guint u = 0; u < plan->n_units; u++)
    {
      const UoisDemoUnit *unit = &plan->units[u];

      g_assert_true (u == 0 ? unit->parent == UOIS_DEMO_NONE : unit->parent < u);
      if (unit->kind != UOIS_DEMO_UNIT_DEPARTMENT && unit->kind != UOIS_DEMO_UNIT_STUDY_GROUP)
        continue;
      g_assert_cmpuint (unit->first_person, ==, next);
      g_assert_cmpuint (unit->n_people, >, 0);
      g_assert_cmpuint (uois_demo_plan_find_unit (plan, next), ==, u);
      next += unit->n_people;
      g_assert_cmpuint (uois_demo_plan_find_unit (plan, next - 1), ==, u);
      if (unit->previous != UOIS_DEMO_NONE)
        g_assert_cmpuint (plan->units[unit->previous].year + 1, ==, unit->year);
    }
  g_assert_cmpuint (next, ==, plan->n_people);
}

static void
test_plans (void)
{
  for (guint people = 50; people < 300000; people += people / 7)
    {
      g_autoptr (UoisDemoPlan) plan = uois_demo_plan_new (people, people);

      g_test_message ("%u people", people);
      g_assert_cmpuint (plan->n_units, ==, MAX (people / 50, 30));
      check_people (plan);
      if (people < 20000)
        check_timetable (plan);
    }
}

/* ---- Names ---- */

static gboolean
has_ending (const char *text, const char *ending)
{
  return g_str_has_suffix (text, ending);
}

/* Czech grammar: adjectives in -ý change to -á, those in -í stay, all others take -ová. */
static void
test_surname_forms (void)
{
  for (guint c = 0; c < uois_demo_n_cultures; c++)
    for (guint i = 0; i < uois_demo_cultures[c].n_surnames; i++)
      {
        const UoisDemoSurname *surname = &uois_demo_cultures[c].surnames[i];
        gboolean is_czech = c == 0;

        g_assert_false (has_ending (surname->male, "ová"));
        if (!is_czech)
          continue;
        if (has_ending (surname->male, "ý"))
          g_assert_true (has_ending (surname->female, "á") &&
                         strncmp (surname->male, surname->female, strlen (surname->male) - strlen ("ý")) == 0);
        else if (has_ending (surname->male, "í"))
          g_assert_cmpstr (surname->male, ==, surname->female);
        else
          g_assert_true (has_ending (surname->female, "ová"));
      }
}

static gboolean
list_has_given_name (const UoisDemoGivenName *names, guint length, const char *text)
{
  for (guint i = 0; i < length; i++)
    if (g_str_equal (names[i].text, text))
      return TRUE;
  return FALSE;
}

static gboolean
culture_has_person (const UoisDemoCulture *culture, const UoisDemoPerson *person)
{
  const UoisDemoGivenName *given = person->is_female ? culture->female : culture->male;
  gboolean found = FALSE;

  if (!list_has_given_name (given, person->is_female ? culture->n_female : culture->n_male, person->given->text))
    return FALSE;
  for (guint i = 0; i < culture->n_surnames && !found; i++)
    found = g_str_equal (person->is_female ? culture->surnames[i].female : culture->surnames[i].male,
                         person->surname->text);
  return found;
}

/* Given name and surname agree in sex and origin; both sexes are there, and a few people from abroad. */
static void
test_people_names (void)
{
  g_autoptr (UoisDemoNames) names = uois_demo_names_new ();
  guint women = 0;
  guint foreigners = 0;

  for (guint i = 0; i < 10000; i++)
    {
      UoisDemoPerson person;
      gboolean found = FALSE;

      uois_demo_names_get_person (names, 1, i, &person);
      for (guint c = 0; c < uois_demo_n_cultures && !found; c++)
        found = culture_has_person (&uois_demo_cultures[c], &person);
      g_assert_true (found);
      women += person.is_female;
      foreigners += !culture_has_person (&uois_demo_cultures[0], &person);
    }
  g_assert_cmpuint (women, >, 4700);
  g_assert_cmpuint (women, <, 5300);
  g_assert_cmpuint (foreigners, >, 200);
  g_assert_cmpuint (foreigners, <, 700);
}

static void
test_email_rule (void)
{
  g_autoptr (UoisDemoNames) names = uois_demo_names_new ();
  UoisDemoName given = { .ascii = (char *) "sarka", .ascii_length = 5 };
  UoisDemoName surname = { .ascii = (char *) "novakova", .ascii_length = 8 };
  UoisDemoPerson person = { TRUE, &given, &surname };
  char email[UOIS_DEMO_EMAIL_LENGTH];

  g_assert_cmpuint (uois_demo_names_make_email (names, &person, "a.example", email), ==, strlen (email));
  g_assert_cmpstr (email, ==, "sarka.novakova@a.example");
  uois_demo_names_make_email (names, &person, "b.example", email);
  g_assert_cmpstr (email, ==, "sarka.novakova2@b.example");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/calendar", test_calendar);
  g_test_add_func ("/demo/plans", test_plans);
  g_test_add_func ("/demo/surname-forms", test_surname_forms);
  g_test_add_func ("/demo/people-names", test_people_names);
  g_test_add_func ("/demo/email-rule", test_email_rule);
  return g_test_run ();
}
