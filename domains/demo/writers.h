/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "names.h"
#include "plan.h"
#include "table.h"

G_BEGIN_DECLS

/**
 * UoisDemoRun: one generation.
 * The tables are those that several writers refer to: opened by their own writer, before those that refer to them.
 * NULL if that domain is not declared.
 */
typedef struct
{
  UoisDemoOutput *output; /* unowned, like all here */
  const UoisDemoPlan *plan;
  UoisDemoNames *names;
  UoisDemoTable *persons;    /* by person of the plan */
  UoisDemoTable *groups;     /* by unit */
  UoisDemoTable *facilities; /* rooms begin at first_room */
  guint first_room;
  UoisDemoTable *programmes; /* by programme */
  UoisDemoTable *subjects;   /* by subject */
  UoisDemoTable *semesters;  /* by subject, too */
  UoisDemoTable *topics;     /* UOIS_DEMO_TOPICS per subject */
  UoisDemoTable *studies;    /* by student, the first after the employees */
  UoisDemoTable *events;     /* by event */
  UoisDemoTable *states;     /* by step of a procedure, and after those UOIS_DEMO_STEPS that it was refused */
} UoisDemoRun;

/* Writes the rows of one domain. FALSE with @error set as the sink set it. */
typedef gboolean (*UoisDemoWriter) (UoisDemoRun *run, GError **error);

gboolean uois_demo_write_people (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_places (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_study (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_events (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_reservations (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_lessons (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_external_ids (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_publications (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_projects (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_forms (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_surveys (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_workflows (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_tasks (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_personal_files (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_preferences (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_admissions (UoisDemoRun *run, GError **error);
gboolean uois_demo_write_theses (UoisDemoRun *run, GError **error);

G_END_DECLS
