/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* No transition, no actor. */
#define UOIS_NOTHING_OF_MACHINE G_MAXUINT

/**
 * UoisMachinePlace: a part of a machine.
 * @state: index of a state, or %UOIS_STATE_ELSEWHERE; of a transition the one that it leads from
 * @transition: index of a transition, or %UOIS_NOTHING_OF_MACHINE
 * @actor: index of an actor of @state, or %UOIS_NOTHING_OF_MACHINE
 */
typedef struct
{
  guint state;
  guint transition;
  guint actor;
} UoisMachinePlace;

#define UOIS_MACHINE_NOWHERE                                                                                           \
  ((UoisMachinePlace){ UOIS_STATE_ELSEWHERE, UOIS_NOTHING_OF_MACHINE, UOIS_NOTHING_OF_MACHINE })

/**
 * UoisMachineOutline: a machine as lines: each state, below it who may lead on, then where its transitions lead.
 */
#define UOIS_TYPE_MACHINE_OUTLINE (uois_machine_outline_get_type ())
G_DECLARE_FINAL_TYPE (UoisMachineOutline, uois_machine_outline, UOIS, MACHINE_OUTLINE, GtkWidget)

/**
 * UoisMachineOutline::chosen:
 *
 * Another line is selected, or none.
 */

/**
 * UoisMachineOutline::activated:
 *
 * The record of the selected line is to be opened.
 */

/* What was chosen stays so; if it is gone, what stands in its place now. */
void uois_machine_outline_set_model (UoisMachineOutline *outline, UoisMachineModel *model);

/* What is not there chooses nothing. */
void uois_machine_outline_choose (UoisMachineOutline *outline, const UoisMachinePlace *place);
UoisMachinePlace uois_machine_outline_get_chosen (UoisMachineOutline *outline);

/* The record of the line that is chosen; %FALSE if none is. */
gboolean uois_machine_outline_get_record (UoisMachineOutline *outline, const UoisType **type, UoisUuid *id);
/* Where in the model a record is: of a state, a transition or an actor; %UOIS_MACHINE_NOWHERE if it is not. */
UoisMachinePlace uois_machine_outline_find (UoisMachineOutline *outline, const UoisUuid *id);

G_END_DECLS
