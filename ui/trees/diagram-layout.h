/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: The layout of a diagram
 *
 * Where the states of a machine and the arrows between them go: Graphviz's dot,
 * in a thread of its own, one at a time. The same model with the same sizes
 * gives the same picture. Units are pixels at 100 %, y points down.
 */

typedef struct
{
  double width;
  double height;
} UoisDiagramSize;

typedef struct
{
  double x;
  double y;
} UoisDiagramPoint;

/**
 * UoisDiagramNode:
 * @x: of its centre
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} UoisDiagramNode;

/**
 * UoisDiagramArrow:
 * @transition: index in the model
 * @points: (element-type UoisDiagramPoint): a Bézier curve: the first point, then three for each piece
 * @tip: where the point of the arrow is
 * @label: the centre of its label
 */
typedef struct
{
  guint transition;
  GArray *points;
  UoisDiagramPoint tip;
  UoisDiagramPoint label;
} UoisDiagramArrow;

/**
 * UoisDiagramLayout:
 * @nodes: (element-type UoisDiagramNode): one per state
 * @arrows: (element-type UoisDiagramArrow): of transitions whose two states are in the machine
 */
typedef struct
{
  double width;
  double height;
  GArray *nodes;
  GPtrArray *arrows;
} UoisDiagramLayout;

void uois_diagram_layout_free (UoisDiagramLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDiagramLayout, uois_diagram_layout_free)

/**
 * uois_diagram_layout_async:
 * @states: one per state of @model: how much room its text needs
 * @labels: one per transition
 */
void uois_diagram_layout_async (UoisMachineModel *model,
                                const UoisDiagramSize *states,
                                const UoisDiagramSize *labels,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
UoisDiagramLayout *uois_diagram_layout_finish (GAsyncResult *result, GError **error);

G_END_DECLS
