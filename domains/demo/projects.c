/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#define PROJECTS_PER_DEPARTMENT 3
#define MILESTONES 3

static const char *const project_columns[] = { "name",           "startdate", "enddate", "valid",
                                               "projecttype_id", "group_id",  "user_id", NULL };

enum
{
  PROJECT_NAME,
  PROJECT_STARTDATE,
  PROJECT_ENDDATE,
  PROJECT_VALID,
  PROJECT_TYPE,
  PROJECT_GROUP,
  PROJECT_USER,
};

static const char *const milestone_columns[] = {
  "name", "startdate", "enddate", "valid", "project_id", "user_id", NULL
};

enum
{
  MILESTONE_NAME,
  MILESTONE_STARTDATE,
  MILESTONE_ENDDATE,
  MILESTONE_VALID,
  MILESTONE_PROJECT,
  MILESTONE_USER,
};

static const char *const link_columns[] = { "previous_id", "next_id", "user_id", NULL };

static const char *const finance_columns[] = { "name",           "amount",  "valid", "project_id",
                                               "financetype_id", "user_id", NULL };

enum
{
  FINANCE_NAME,
  FINANCE_AMOUNT,
  FINANCE_VALID,
  FINANCE_PROJECT,
  FINANCE_TYPE,
  FINANCE_USER,
};

static const char *const work_columns[] = { "valid", "startdate", "enddate", "project_id", "event_id", NULL };

enum
{
  WORK_VALID,
  WORK_STARTDATE,
  WORK_ENDDATE,
  WORK_PROJECT,
  WORK_EVENT,
};

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *projects;
  UoisDemoTable *milestones;
  UoisDemoTable *links;
  UoisDemoTable *finances;
  UoisDemoTable *work;
  UoisDemoItem types[4];
  UoisDemoItem personal_costs;
} Writer;

/**
 * Project:
 * @start: a first of September
 * @leader: a teacher
 * @team: the department
 */
typedef struct
{
  UoisDateTime start;
  guint years;
  guint leader;
  guint team;
  guint number; /* of the department's */
} Project;

static UoisDateTime
part_of_project (const Project *project, guint part, guint parts)
{
  return project->start + (UoisDateTime) (project->years * 365 * part / parts) * UOIS_DEMO_DAY;
}

static gboolean
write_project (Writer *writer, const Project *project, GError **error)
{
  static const char *const endings[] = { " nové generace", " pro praxi", " – mezinárodní spolupráce" };
  const UoisDemoPlan *plan = writer->run->plan;
  const UoisDemoUnit *team = &plan->units[project->team];
  guint subject = uois_demo_plan_find_subject_title (plan, project->team, project->number);
  const UoisDemoTitle *topic = &uois_demo_faculty_titles[team->faculty]->subjects[subject].title;
  UoisDemoTable *table = writer->projects;
  char name[160];

  g_snprintf (name, sizeof name, "%s%s", topic->name, endings[project->number % G_N_ELEMENTS (endings)]);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, PROJECT_NAME, name);
  uois_demo_set_time (table, PROJECT_STARTDATE, project->start);
  uois_demo_set_time (table, PROJECT_ENDDATE, part_of_project (project, 1, 1) - UOIS_DEMO_DAY);
  uois_demo_set_boolean (table, PROJECT_VALID, part_of_project (project, 1, 1) > uois_demo_calendar_today ());
  uois_demo_set_item (table, PROJECT_TYPE,
                      &writer->types[(project->team + project->number) % G_N_ELEMENTS (writer->types)]);
  uois_demo_set_row (table, PROJECT_GROUP, writer->run->groups, project->team);
  uois_demo_set_row (table, PROJECT_USER, writer->run->persons, project->leader);
  uois_demo_set_rbacobject (table, writer->run->groups, project->team);
  return uois_demo_table_end (table, error);
}

/* One after the other, each the condition of the next. */
static gboolean
write_milestones (Writer *writer, const Project *project, GError **error)
{
  static const char *const names[MILESTONES] = { "Rešerše a návrh řešení", "Realizace a ověření",
                                                 "Vyhodnocení a závěrečná zpráva" };
  UoisDemoTable *table = writer->milestones;

  for (guint i = 0; i < MILESTONES; i++)
    {
      uois_demo_table_begin (table);
      uois_demo_set_text (table, MILESTONE_NAME, names[i]);
      uois_demo_set_time (table, MILESTONE_STARTDATE, part_of_project (project, i, MILESTONES));
      uois_demo_set_time (table, MILESTONE_ENDDATE, part_of_project (project, i + 1, MILESTONES) - UOIS_DEMO_DAY);
      uois_demo_set_boolean (table, MILESTONE_VALID, TRUE);
      uois_demo_set_row (table, MILESTONE_PROJECT, writer->projects, writer->projects->rows - 1);
      uois_demo_set_row (table, MILESTONE_USER, writer->run->persons, project->leader);
      if (!uois_demo_table_end (table, error))
        return FALSE;
      if (i == 0)
        continue;
      uois_demo_table_begin (writer->links);
      uois_demo_set_row (writer->links, 0, table, table->rows - 2);
      uois_demo_set_row (writer->links, 1, table, table->rows - 1);
      uois_demo_set_row (writer->links, 2, writer->run->persons, project->leader);
      if (!uois_demo_table_end (writer->links, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_finances (Writer *writer, const Project *project, UoisDemoRandom *random, GError **error)
{
  static const char *const names[] = { "Osobní náklady", "Materiál a služby", "Cestovné", "Investice" };
  static const guint per_cent[] = { 55, 20, 10, 15 };
  UoisDemoTable *table = writer->finances;
  guint thousands = 400 + uois_demo_random_below (random, 80) * 50;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      uois_demo_table_begin (table);
      uois_demo_set_text (table, FINANCE_NAME, names[i]);
      uois_demo_set_real (table, FINANCE_AMOUNT, thousands * project->years * per_cent[i] * 10.0);
      uois_demo_set_boolean (table, FINANCE_VALID, TRUE);
      uois_demo_set_row (table, FINANCE_PROJECT, writer->projects, writer->projects->rows - 1);
      uois_demo_set_item (table, FINANCE_TYPE, &writer->personal_costs);
      uois_demo_set_row (table, FINANCE_USER, writer->run->persons, project->leader);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

/* The team's first meeting of the year is about its projects. */
static gboolean
write_work (Writer *writer, const Project *project, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  guint meeting = project->team - plan->first_department;
  UoisDemoTable *table = writer->work;

  if (meeting >= plan->n_meetings)
    return TRUE;
  uois_demo_table_begin (table);
  uois_demo_set_boolean (table, WORK_VALID, TRUE);
  uois_demo_set_time (table, WORK_STARTDATE, uois_demo_midnight (UOIS_DEMO_WINTER_FIRST));
  uois_demo_set_time (table, WORK_ENDDATE, uois_demo_midnight (UOIS_DEMO_WINTER_LAST));
  uois_demo_set_row (table, WORK_PROJECT, writer->projects, writer->projects->rows - 1);
  uois_demo_set_row (table, WORK_EVENT, writer->run->events, plan->first_meeting + meeting);
  return uois_demo_table_end (table, error);
}

gboolean
uois_demo_write_projects (UoisDemoRun *run, GError **error)
{
  static const char *const type_names[] = { "GAČR", "TAČR", "MV", "MŠMT" };
  const UoisDemoPlan *plan = run->plan;
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.projects = uois_demo_table_open (output, "projects", UOIS_DEMO_STREAM_PROJECT, project_columns);
  writer.milestones = uois_demo_table_open (output, "projectmilestones", UOIS_DEMO_STREAM_MILESTONE, milestone_columns);
  writer.links = uois_demo_table_open (output, "projectmilestonelinks", UOIS_DEMO_STREAM_MILESTONE_LINK, link_columns);
  writer.finances = uois_demo_table_open (output, "projectfinances", UOIS_DEMO_STREAM_FINANCE, finance_columns);
  writer.work = uois_demo_table_open (output, "projects_events", UOIS_DEMO_STREAM_WORK, work_columns);
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    writer.types[i] = uois_demo_output_find (output, "projecttypes", "name", type_names[i]);
  writer.personal_costs = uois_demo_output_find (output, "projectfinancetypes", "name", "osobní náklady");

  for (guint i = 0; i < plan->n_departments * PROJECTS_PER_DEPARTMENT; i++)
    {
      UoisDemoRandom random = uois_demo_table_random (writer.projects, i);
      guint team = plan->first_department + i / PROJECTS_PER_DEPARTMENT;
      Project project = { .start = uois_demo_september (1 + uois_demo_random_below (&random, 4)),
                          .years = 2 + uois_demo_random_below (&random, 3),
                          .team = team,
                          .number = i % PROJECTS_PER_DEPARTMENT };

      project.leader = uois_demo_plan_get_teacher (plan, team, uois_demo_random_below (&random, 1000));
      if (!write_project (&writer, &project, error) || !write_milestones (&writer, &project, error) ||
          !write_finances (&writer, &project, &random, error) || !write_work (&writer, &project, error))
        return FALSE;
    }
  return TRUE;
}
