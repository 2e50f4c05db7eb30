/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisMachineBand: what stands above the page of a record that is a machine of states, or that follows one.
 *
 * Of a machine it leads to outline and diagram. Of a record in a state it says which, offers the transitions that lead
 * on, each one step that can be taken back, and shows the way on the diagram.
 */
#define UOIS_TYPE_MACHINE_BAND (uois_machine_band_get_type ())
G_DECLARE_FINAL_TYPE (UoisMachineBand, uois_machine_band, UOIS, MACHINE_BAND, GtkWidget)

/* Returns: (nullable): %NULL for records of a type that is no machine and follows none */
GtkWidget *uois_machine_band_new (UoisFile *file, const UoisType *type, const UoisUuid *id);

/* Nothing is being read or written. */
gboolean uois_machine_band_get_settled (UoisMachineBand *band);

G_END_DECLS
