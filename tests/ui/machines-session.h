/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

#include "ui/trees/machine-outline.h"
#include "ui/trees/machine-page.h"

G_BEGIN_DECLS

/* A window on a demo file that has workflows, and requests that follow them. */
typedef struct
{
  WindowSession session;
  const UoisType *workflows;
  const UoisType *requests;
} Fixture;

void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);

/* The id of the first record of a type. */
UoisUuid find_first (Fixture *fixture, const UoisType *type);

/* Goes to the first workflow. */
UoisMachinePage *go_machine (Fixture *fixture);
UoisMachineOutline *get_outline (UoisMachinePage *page);

G_END_DECLS
