/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/diagram-layout.h"

#include "trees/diagram-private.h"

#include <glib/gi18n-lib.h>
#include <graphviz/gvc.h>

/* Graphviz reckons in points of 1/72 inch; a pixel of ours is one of its points. */
#define PIXELS_PER_INCH 72.0
#define NODE_GAP "0.45"
#define RANK_GAP "0.35"

GMutex _uois_graphviz_mutex;

GVC_t *
_uois_graphviz_get_context (void)
{
  static GVC_t *context;

  if (context == NULL)
    context = gvContext ();
  return context;
}

typedef struct
{
  UoisMachineModel *model;
  UoisDiagramSize *states;
  UoisDiagramSize *labels;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  uois_machine_model_unref (request->model);
  g_free (request->states);
  g_free (request->labels);
  g_free (request);
}

static void
arrow_free (gpointer data)
{
  UoisDiagramArrow *arrow = data;

  g_array_unref (arrow->points);
  g_free (arrow);
}

void
uois_diagram_layout_free (UoisDiagramLayout *layout)
{
  g_array_unref (layout->nodes);
  g_ptr_array_unref (layout->arrows);
  g_free (layout);
}

/* ---- To Graphviz ---- */

static void
set (void *object, const char *name, const char *value)
{
  agsafeset (object, (char *) name, (char *) value, (char *) "");
}

static void
set_number (void *object, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  set (object, name, g_ascii_formatd (text, sizeof text, "%.4f", value));
}

static Agraph_t *
make_graph (void)
{
  Agraph_t *graph = agopen ((char *) "machine", Agdirected, NULL);

  set (graph, "rankdir", "TB");
  set (graph, "nodesep", NODE_GAP);
  set (graph, "ranksep", RANK_GAP);
  return graph;
}

static Agnode_t *
add_node (Agraph_t *graph, guint index, const UoisDiagramSize *size)
{
  g_autofree char *name = g_strdup_printf ("s%u", index);
  Agnode_t *node = agnode (graph, name, 1);

  set (node, "shape", "box");
  set (node, "label", "");
  set (node, "fixedsize", "true");
  set_number (node, "width", size->width / PIXELS_PER_INCH);
  set_number (node, "height", size->height / PIXELS_PER_INCH);
  return node;
}

/* An empty table of the label's size: Graphviz would measure text in fonts of its own. */
static void
reserve_label (Agraph_t *graph, Agedge_t *edge, const UoisDiagramSize *size)
{
  g_autofree char *table =
      g_strdup_printf ("<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"><TR><TD></TD></TR></TABLE>",
                       (int) size->width + 6, (int) size->height + 4);
  char *label = agstrdup_html (graph, table);

  if (agattr (graph, AGEDGE, (char *) "label", NULL) == NULL)
    agattr (graph, AGEDGE, (char *) "label", (char *) "");
  agset (edge, (char *) "label", label);
  agstrfree (graph, label);
}

static GPtrArray *
add_edges (Agraph_t *graph, const Request *request, Agnode_t **nodes)
{
  const UoisMachineModel *model = request->model;
  GPtrArray *edges = g_ptr_array_new ();

  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);
      g_autofree char *name = g_strdup_printf ("t%u", i);
      Agedge_t *edge;

      if (transition->source == UOIS_STATE_ELSEWHERE || transition->target == UOIS_STATE_ELSEWHERE)
        {
          g_ptr_array_add (edges, NULL);
          continue;
        }
      edge = agedge (graph, nodes[transition->source], nodes[transition->target], name, 1);
      reserve_label (graph, edge, &request->labels[i]);
      g_ptr_array_add (edges, edge);
    }
  return edges;
}

/* ---- From Graphviz ---- */

static UoisDiagramPoint
flip (pointf point, double height)
{
  return (UoisDiagramPoint){ point.x, height - point.y };
}

static void
read_curve (UoisDiagramArrow *arrow, const bezier *curve, double height)
{
  for (int i = 0; i < (int) curve->size; i++)
    {
      UoisDiagramPoint point = flip (curve->list[i], height);

      g_array_append_val (arrow->points, point);
    }
  arrow->tip = curve->eflag != 0 ? flip (curve->ep, height) : flip (curve->list[curve->size - 1], height);
}

static UoisDiagramLayout *
read_layout (Agraph_t *graph, guint n_states, Agnode_t **nodes, GPtrArray *edges)
{
  UoisDiagramLayout *layout = g_new0 (UoisDiagramLayout, 1);

  layout->width = GD_bb (graph).UR.x;
  layout->height = GD_bb (graph).UR.y;
  layout->nodes = g_array_new (FALSE, FALSE, sizeof (UoisDiagramNode));
  layout->arrows = g_ptr_array_new_with_free_func (arrow_free);
  for (guint i = 0; i < n_states; i++)
    {
      UoisDiagramPoint centre = flip (ND_coord (nodes[i]), layout->height);
      UoisDiagramNode node = { centre.x, centre.y, ND_width (nodes[i]) * PIXELS_PER_INCH,
                               ND_height (nodes[i]) * PIXELS_PER_INCH };

      g_array_append_val (layout->nodes, node);
    }
  for (guint i = 0; i < edges->len; i++)
    {
      Agedge_t *edge = g_ptr_array_index (edges, i);
      UoisDiagramArrow *arrow;

      if (edge == NULL || ED_spl (edge) == NULL || ED_spl (edge)->size == 0)
        continue;
      arrow = g_new0 (UoisDiagramArrow, 1);
      arrow->transition = i;
      arrow->points = g_array_new (FALSE, FALSE, sizeof (UoisDiagramPoint));
      read_curve (arrow, &ED_spl (edge)->list[0], layout->height);
      arrow->label = ED_label (edge) != NULL ? flip (ED_label (edge)->pos, layout->height) : arrow->tip;
      g_ptr_array_add (layout->arrows, arrow);
    }
  return layout;
}

/* ---- The thread ---- */

static void
layout_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  guint n_states = request->model->states->len;
  g_autofree Agnode_t **nodes = g_new0 (Agnode_t *, n_states + 1);
  g_autoptr (GPtrArray) edges = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&_uois_graphviz_mutex);
  UoisDiagramLayout *layout = NULL;
  GVC_t *context;
  Agraph_t *graph;

  if (g_task_return_error_if_cancelled (task))
    return;
  context = _uois_graphviz_get_context ();
  graph = make_graph ();
  for (guint i = 0; i < n_states; i++)
    nodes[i] = add_node (graph, i, &request->states[i]);
  edges = add_edges (graph, request, nodes);
  if (gvLayout (context, graph, "dot") == 0)
    {
      layout = read_layout (graph, n_states, nodes, edges);
      gvFreeLayout (context, graph);
    }
  agclose (graph);

  if (layout != NULL)
    g_task_return_pointer (task, layout, (GDestroyNotify) uois_diagram_layout_free);
  else
    g_task_return_new_error (task, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("The diagram could not be drawn."));
}

void
uois_diagram_layout_async (UoisMachineModel *model,
                           const UoisDiagramSize *states,
                           const UoisDiagramSize *labels,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->model = uois_machine_model_ref (model);
  request->states = g_memdup2 (states, model->states->len * sizeof *states);
  request->labels = g_memdup2 (labels, model->transitions->len * sizeof *labels);
  g_task_set_source_tag (task, uois_diagram_layout_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, layout_thread);
}

UoisDiagramLayout *
uois_diagram_layout_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_diagram_layout_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
