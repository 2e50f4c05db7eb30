/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisMachineDiagram: a machine as a picture: states, and arrows for the transitions.
 *
 * States and the names of transitions are buttons. Arrow keys go from a state along a transition, forwards or against
 * it, to the one that lies in that direction; from a transition to its two states. Where something begins is marked by a
 * dot with an arrow, an end by a double frame.
 *
 * Properties: "zoom", 1.0 for 100 %.
 */
#define UOIS_TYPE_MACHINE_DIAGRAM (uois_machine_diagram_get_type ())
G_DECLARE_FINAL_TYPE (UoisMachineDiagram, uois_machine_diagram, UOIS, MACHINE_DIAGRAM, GtkWidget)

/**
 * UoisMachineDiagram::chosen:
 * @state: index of a state, or %UOIS_STATE_ELSEWHERE
 * @transition: index of a transition, or %G_MAXUINT
 */

/* @model: (nullable): laid out in the background */
void uois_machine_diagram_set_model (UoisMachineDiagram *diagram, UoisMachineModel *model);

/* Shows what is chosen elsewhere; emits nothing. */
void uois_machine_diagram_choose (UoisMachineDiagram *diagram, guint state, guint transition);

/* @state: the one that a record is in, or %UOIS_STATE_ELSEWHERE; for the next model, too, as long as it has such a state */
void uois_machine_diagram_set_current (UoisMachineDiagram *diagram, guint state);

void uois_machine_diagram_set_zoom (UoisMachineDiagram *diagram, double zoom);
/* Makes it as large as there is room for around it, unless a person said how large; as the layout does when it is there. */
void uois_machine_diagram_fit (UoisMachineDiagram *diagram);
double uois_machine_diagram_get_zoom (UoisMachineDiagram *diagram);

/* The picture is that of the model. */
gboolean uois_machine_diagram_get_settled (UoisMachineDiagram *diagram);

/* The button of a state; %NULL if it has none (yet) */
GtkWidget *uois_machine_diagram_get_state (UoisMachineDiagram *diagram, guint state);

/* What an arrow key does in a state: the state that it goes to, or %UOIS_STATE_ELSEWHERE. @dx, @dy: -1, 0 or 1 */
guint uois_machine_diagram_find_next (UoisMachineDiagram *diagram, guint state, int dx, int dy);

G_END_DECLS
