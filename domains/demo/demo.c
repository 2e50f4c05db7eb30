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
  { "events", uois_demo_write_events, 11800 },
  { "externalids", uois_demo_write_external_ids, 1500 },
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
