/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trees/diagram-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_diagram_layout_draw:
 * @model: what @layout is of
 * @chosen: index of the transition that is marked, or %G_MAXUINT
 * @cr: pixels at 100 %
 *
 * Draws the arrows of a diagram, and the dots where something begins.
 */
void uois_diagram_layout_draw (const UoisDiagramLayout *layout,
                               const UoisMachineModel *model,
                               guint chosen,
                               const GdkRGBA *color,
                               const GdkRGBA *accent,
                               cairo_t *cr);

G_END_DECLS
