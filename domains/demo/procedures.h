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

/* A person fills in all items in one of so many ways. */
#define UOIS_DEMO_FILLINGS 3

typedef struct
{
  const char *name;
  const char *name_en;
  const char *values[UOIS_DEMO_FILLINGS];
} UoisDemoFormItem;

#define UOIS_DEMO_FORM_ITEMS_MAX 4

/**
 * UoisDemoProcedure: a kind of request: the form that is filled in and the workflow that it goes through.
 * Each step follows the one before it; from all but the last a request can be refused.
 * @items: what is filled in; those without name are unused
 */
typedef struct
{
  const char *name;
  const char *name_en;
  UoisDemoStep steps[UOIS_DEMO_STEPS];
  UoisDemoFormItem items[UOIS_DEMO_FORM_ITEMS_MAX];
} UoisDemoProcedure;

/* The first is of employees, the others are of students. */
#define UOIS_DEMO_PROCEDURES 4
extern const UoisDemoProcedure uois_demo_procedures[UOIS_DEMO_PROCEDURES];

/* The state of a refused request. */
#define UOIS_DEMO_REFUSED "Zamítnuto"
#define UOIS_DEMO_REFUSED_EN "Refused"

G_END_DECLS
