/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisDemoStep: a state of a request, and the role that may take it further.
 */
typedef struct
{
  const char *name;
  const char *name_en;
  const char *action; /* the transition that leads here; NULL for the first */
  const char *action_en;
  const char *role; /* NULL in the last */
} UoisDemoStep;

#define UOIS_DEMO_STEPS 4

/**
 * UoisDemoProcedure: a kind of request: the form that is filled in and the workflow that it goes through.
 * Each step follows the one before it; from all but the last a request can be refused.
 * @by_students: who asks
 * @items: names of what is filled in; NULL-terminated
 * @values: examples of what is written there, as many as items
 */
typedef struct
{
  const char *name;
  const char *name_en;
  gboolean by_students;
  UoisDemoStep steps[UOIS_DEMO_STEPS];
  const char *items[5];
  const char *values[5];
} UoisDemoProcedure;

#define UOIS_DEMO_PROCEDURES 4
extern const UoisDemoProcedure uois_demo_procedures[UOIS_DEMO_PROCEDURES];

/* The state of a refused request. */
#define UOIS_DEMO_REFUSED "Zamítnuto"
#define UOIS_DEMO_REFUSED_EN "Refused"

G_END_DECLS
