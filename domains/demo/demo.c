/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo.h"

#include "config.h"
#include "writers.h"

#include <glib/gi18n-lib.h>

/**
 * Part: the writer of one domain.
 * @rows: how many rows it makes for a thousand people, for the progress
 *
 * In the order in which they refer to one another.
 */
typedef struct
{
  const char *domain;
  UoisDemoWriter write;
  guint rows;
} Part;

static const Part parts[] = {
  { "ug", uois_demo_write_people, 6120 },
  { "facilities", uois_demo_write_places, 2 },
  { "granting", uois_demo_write_study, 5000 },
  { "events", uois_demo_write_events, 11800 },
  { "facilities", uois_demo_write_reservations, 650 },
  { "lessons", uois_demo_write_lessons, 2700 },
  { "externalids", uois_demo_write_external_ids, 1500 },
  { "workflows", uois_demo_write_workflows, 1 },
  { "publications", uois_demo_write_publications, 400 },
  { "projects", uois_demo_write_projects, 20 },
  { "forms", uois_demo_write_forms, 400 },
  { "surveys", uois_demo_write_surveys, 500 },
  { "tasks", uois_demo_write_tasks, 100 },
  { "personalities", uois_demo_write_personal_files, 300 },
  { "preferences", uois_demo_write_preferences, 150 },
  { "admissions", uois_demo_write_admissions, 600 },
  { "thesis", uois_demo_write_theses, 1300 },
};

static gboolean
is_declared (const UoisRegistry *registry, const UoisDemoOptions *options, const Part *part)
{
  if (uois_registry_find_domain (registry, part->domain) == NULL)
    return FALSE;
  return options->only == NULL || g_str_equal (part->domain, options->only) || g_str_equal (part->domain, "ug");
}

static gboolean
check_options (const UoisRegistry *registry, const UoisDemoOptions *options, GError **error)
{
  if (options->people < UOIS_DEMO_PEOPLE_MIN || options->people > UOIS_DEMO_PEOPLE_MAX)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("A demo institution cannot have %u people; choose a number from %u to %u."), options->people,
                   UOIS_DEMO_PEOPLE_MIN, UOIS_DEMO_PEOPLE_MAX);
      return FALSE;
    }
  if (options->only != NULL && uois_registry_find_domain (registry, options->only) == NULL)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("There is no domain “%s”."), options->only);
      return FALSE;
    }
  return TRUE;
}

gboolean
uois_demo_generate (
    const UoisRegistry *registry, const UoisDemoOptions *options, UoisDemoSink sink, gpointer data, GError **error)
{
  g_autoptr (UoisDemoPlan) plan = NULL;
  g_autoptr (UoisDemoNames) names = NULL;
  g_autoptr (UoisDemoOutput) output = NULL;
  UoisDemoRun run = { NULL };
  guint64 expected_rows = 0;

  if (!check_options (registry, options, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_declared (registry, options, &parts[i]))
      expected_rows += (guint64) options->people * parts[i].rows / 1000;
  plan = uois_demo_plan_new (options->people, options->seed);
  names = uois_demo_names_new ();
  output = uois_demo_output_new (registry, options, sink, data, expected_rows);
  run.output = output;
  run.plan = plan;
  run.names = names;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_declared (registry, options, &parts[i]) && !parts[i].write (&run, error))
      return FALSE;
  return TRUE;
}
