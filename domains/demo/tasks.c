/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* Every so many-th meeting ends with a task, and has its content written down. */
#define MEETINGS_PER_TASK 2
#define DAYS_TO_DO 14

static const char *const task_columns[] = {
  "name",    "brief_des", "detailed_des", "reference", "date_of_entry", "date_of_submission", "date_of_fulfillment",
  "user_id", "event_id",  "createtby",    NULL,
};

enum
{
  TASK_NAME,
  TASK_BRIEF,
  TASK_DETAILED,
  TASK_REFERENCE,
  TASK_ENTRY,
  TASK_SUBMISSION,
  TASK_FULFILLMENT,
  TASK_USER,
  TASK_EVENT,
  TASK_CREATOR,
};

static const char *const content_columns[] = { "brief_des", "detailed_des", "event_id", NULL };

static const struct
{
  const char *name;
  const char *brief;
  const char *detailed;
} tasks[] = {
  { "Aktualizovat sylaby", "Sylaby předmětů na letní semestr",
    "Projít sylaby předmětů a zanést změny do plánu výuky." },
  { "Připravit podklady k akreditaci", "Podklady pro radu programu",
    "Doplnit přehled publikací a projektů za pět let." },
  { "Zkontrolovat inventuru", "Inventura učeben", "Porovnat soupis vybavení se skutečným stavem učeben." },
  { "Vypsat témata prací", "Témata závěrečných prací", "Každý vedoucí vypíše nejméně tři témata." },
  { "Naplánovat den otevřených dveří", "Program dne otevřených dveří", "Navrhnout program a rozdělit služby." },
};

static gboolean
write_task (UoisDemoRun *run, UoisDemoTable *table, guint meeting, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  const UoisDemoUnit *unit = uois_demo_plan_get_meeting_unit (plan, meeting);
  guint kind = (guint) (meeting / MEETINGS_PER_TASK % G_N_ELEMENTS (tasks));
  UoisDateTime entry = uois_demo_meeting_get_start (plan, meeting);
  UoisDateTime due = entry + DAYS_TO_DO * UOIS_DEMO_DAY;
  char reference[96];

  uois_demo_table_begin (table);
  uois_demo_set_text (table, TASK_NAME, tasks[kind].name);
  uois_demo_set_text (table, TASK_BRIEF, tasks[kind].brief);
  uois_demo_set_text (table, TASK_DETAILED, tasks[kind].detailed);
  g_snprintf (reference, sizeof reference, "https://intranet.%s/porady/%u", UOIS_DEMO_EMAIL_DOMAIN, meeting + 1);
  uois_demo_set_text (table, TASK_REFERENCE, reference);
  uois_demo_set_time (table, TASK_ENTRY, entry);
  if (due < uois_demo_calendar_today ())
    uois_demo_set_time (table, TASK_SUBMISSION, due - 2 * UOIS_DEMO_DAY);
  uois_demo_set_time (table, TASK_FULFILLMENT, due);
  uois_demo_set_row (table, TASK_USER, run->persons, unit->first_person + meeting % unit->n_people);
  uois_demo_set_row (table, TASK_EVENT, run->events, plan->first_meeting + meeting);
  uois_demo_set_row (table, TASK_CREATOR, run->persons, unit->first_person);
  return uois_demo_table_end (table, error);
}

gboolean
uois_demo_write_tasks (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table = uois_demo_table_open (run->output, "tasks", UOIS_DEMO_STREAM_TASK, task_columns);
  UoisDemoTable *contents =
      uois_demo_table_open (run->output, "taskcontents", UOIS_DEMO_STREAM_TASK_CONTENT, content_columns);

  for (guint meeting = 0; meeting < plan->n_meetings; meeting += MEETINGS_PER_TASK)
    {
      if (uois_demo_plan_get_meeting_unit (plan, meeting)->n_people == 0)
        continue;
      if (!write_task (run, table, meeting, error))
        return FALSE;
      uois_demo_table_begin (contents);
      uois_demo_set_text (contents, 0, "Zápis z porady");
      uois_demo_set_text (contents, 1, "Kontrola úkolů, informace z vedení, výuka a rozvrh, různé.");
      uois_demo_set_row (contents, 2, run->events, plan->first_meeting + meeting);
      if (!uois_demo_table_end (contents, error))
        return FALSE;
    }
  return TRUE;
}
