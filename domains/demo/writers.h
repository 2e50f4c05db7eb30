/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "names.h"
#include "plan.h"
#include "table.h"

G_BEGIN_DECLS

/**
 * UoisDemoRun: one generation.
 * The tables are those that several writers refer to; each is opened by its own writer, before those that refer to it.
 */
typedef struct
{
  UoisDemoOutput *output; /* unowned, like all here */
  const UoisDemoPlan *plan;
  UoisDemoNames *names;
  UoisDemoTable *persons;
  UoisDemoTable *groups;
  UoisDemoTable *events;
  UoisDemoTable *facilities; /* NULL if there are none */
  guint first_room;          /* which facility is the first room of the plan */
} UoisDemoRun;

/* Writes the rows of one domain. FALSE with @error set as the sink set it. */
typedef gboolean (*UoisDemoWriter) (UoisDemoRun *run, GError **error);

gboolean uois_demo_write_people (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_events (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_external_ids (UoisDemoRun *run, GError **error);

G_END_DECLS
