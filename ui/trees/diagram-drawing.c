/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/diagram-drawing.h"

#include <math.h>

/* Pixels at 100 %. */
#define ARROW_LENGTH 10.0
#define ARROW_WIDTH 7.0
#define BEGINNING_RADIUS 5.0
#define BEGINNING_DISTANCE 24.0
#define LINE_WIDTH 1.4
#define CHOSEN_LINE_WIDTH 3.0

static void
draw_head (cairo_t *cr, UoisDiagramPoint from, UoisDiagramPoint tip)
{
  double angle = atan2 (tip.y - from.y, tip.x - from.x);

  cairo_save (cr);
  cairo_translate (cr, tip.x, tip.y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -ARROW_LENGTH, ARROW_WIDTH / 2);
  cairo_line_to (cr, -ARROW_LENGTH, -ARROW_WIDTH / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_arrow (cairo_t *cr, const UoisDiagramArrow *arrow)
{
  const UoisDiagramPoint *points = (const UoisDiagramPoint *) arrow->points->data;
  guint length = arrow->points->len;

  cairo_move_to (cr, points[0].x, points[0].y);
  for (guint i = 1; i + 2 < length; i += 3)
    cairo_curve_to (cr, points[i].x, points[i].y, points[i + 1].x, points[i + 1].y, points[i + 2].x, points[i + 2].y);
  cairo_stroke (cr);
  draw_head (cr, points[length - 1], arrow->tip);
}

/* A dot from which an arrow leads into the state. */
static void
draw_beginning (cairo_t *cr, const UoisDiagramNode *node)
{
  UoisDiagramPoint tip = { node->x - node->width / 2, node->y };
  UoisDiagramPoint dot = { tip.x - BEGINNING_DISTANCE, tip.y };

  cairo_arc (cr, dot.x, dot.y, BEGINNING_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_move_to (cr, dot.x, dot.y);
  cairo_line_to (cr, tip.x - ARROW_LENGTH, tip.y);
  cairo_stroke (cr);
  draw_head (cr, dot, tip);
}

void
uois_diagram_layout_draw (const UoisDiagramLayout *layout,
                          const UoisMachineModel *model,
                          guint chosen,
                          const GdkRGBA *color,
                          const GdkRGBA *accent,
                          cairo_t *cr)
{
  for (guint i = 0; i < layout->arrows->len; i++)
    {
      const UoisDiagramArrow *arrow = g_ptr_array_index (layout->arrows, i);
      gboolean is_chosen = arrow->transition == chosen;

      gdk_cairo_set_source_rgba (cr, is_chosen ? accent : color);
      cairo_set_line_width (cr, is_chosen ? CHOSEN_LINE_WIDTH : LINE_WIDTH);
      draw_arrow (cr, arrow);
    }
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, LINE_WIDTH);
  for (guint i = 0; i < model->states->len; i++)
    if (uois_machine_model_get_state (model, i)->initial)
      draw_beginning (cr, &g_array_index (layout->nodes, UoisDiagramNode, i));
}
