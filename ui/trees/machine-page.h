/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"
#include "trees/diagram-export.h"
#include "trees/machine-diagram.h"

G_BEGIN_DECLS

/**
 * UoisMachinePage: a machine of states twice: as an outline and as a diagram, and what is wrong with it.
 *
 * Everything can be done in the outline by the keyboard: Insert adds a state, a transition or somebody who may lead on,
 * F2 changes what is selected, Delete deletes it, Enter opens its record. What is chosen in one view is chosen in the
 * other. In a narrow window one of the two is shown.
 */
#define UOIS_TYPE_MACHINE_PAGE (uois_machine_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisMachinePage, uois_machine_page, UOIS, MACHINE_PAGE, UoisPage)

/* @type: a type that is a machine */
UoisPage *uois_machine_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id);

UoisMachineModel *uois_machine_page_get_model (UoisMachinePage *page);
UoisMachineDiagram *uois_machine_page_get_diagram (UoisMachinePage *page);

/* Chooses a state, or a transition if that is not %G_MAXUINT, in both views. */
void uois_machine_page_choose (UoisMachinePage *page, guint state, guint transition);
void uois_machine_page_get_chosen (UoisMachinePage *page, guint *state, guint *transition);

/* Writes the diagram to a file, and tells when it is done. */
void uois_machine_page_export (UoisMachinePage *page, UoisDiagramFormat format, GFile *file);

/* Nothing is being read or drawn. */
gboolean uois_machine_page_get_settled (UoisMachinePage *page);

G_END_DECLS
