/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-diagram.h"

#include "trees/diagram-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels at 100 %. */
#define MARGIN 36.0

#define ZOOM_MIN 0.3
#define FITTING_ZOOM_MIN 0.6
#define ZOOM_MAX 4.0

struct _UoisMachineDiagram
{
  GtkWidget parent_instance;

  /* Owned */
  UoisMachineModel *model;   /* nullable */
  UoisDiagramLayout *layout; /* nullable: of @model */
  GPtrArray *states;         /* children: a button per state */
  GPtrArray *transitions;    /* children: a button per transition */
  GCancellable *cancellable;

  double zoom;
  gboolean zoomed; /* by a person */
  guint chosen_state;
  guint chosen_transition;
  guint current;
};

enum
{
  PROP_ZOOM = 1,
  N_PROPERTIES
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisMachineDiagram, uois_machine_diagram, GTK_TYPE_WIDGET)

/* ---- What is chosen ---- */

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_chosen (UoisMachineDiagram *self)
{
  for (guint i = 0; i < self->states->len; i++)
    set_class (g_ptr_array_index (self->states, i), "chosen",
               i == self->chosen_state && self->chosen_transition == G_MAXUINT);
  for (guint i = 0; i < self->transitions->len; i++)
    set_class (g_ptr_array_index (self->transitions, i), "chosen", i == self->chosen_transition);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
choose (UoisMachineDiagram *self, guint state, guint transition)
{
  if (state == self->chosen_state && transition == self->chosen_transition)
    return;
  self->chosen_state = state;
  self->chosen_transition = transition;
  show_chosen (self);
  g_signal_emit (self, signals[CHOSEN], 0, state, transition);
}

static void
focused_cb (GtkEventControllerFocus *controller, UoisMachineDiagram *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint index;

  if (g_ptr_array_find (self->states, button, &index))
    choose (self, index, G_MAXUINT);
  else if (g_ptr_array_find (self->transitions, button, &index))
    choose (self, uois_machine_model_get_transition (self->model, index)->source, index);
}

/* ---- Buttons ---- */

static char *
describe_state (UoisMachineDiagram *self, guint index)
{
  const UoisState *state = uois_machine_model_get_state (self->model, index);
  g_autofree char *exits = g_strdup_printf (ngettext ("%u exit", "%u exits", state->n_exits), state->n_exits);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is a state of a workflow. */
  g_string_append_printf (text, _ ("State %s"), state->title);
  if (index == self->current)
    g_string_append_printf (text, ", %s", _ ("here now"));
  if (state->initial)
    g_string_append_printf (text, ", %s", _ ("beginning"));
  g_string_append_printf (text, ", %s", state->n_exits > 0 ? exits : _ ("end"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_button (UoisMachineDiagram *self, const char *style)
{
  GtkWidget *button = gtk_button_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (button, style);
  g_signal_connect (focus, "enter", G_CALLBACK (focused_cb), self);
  gtk_widget_add_controller (button, focus);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
show_state (UoisMachineDiagram *self, guint index)
{
  const UoisState *state = uois_machine_model_get_state (self->model, index);
  GtkWidget *button = g_ptr_array_index (self->states, index);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = describe_state (self, index);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_label_new (state->title));
  if (index == self->current)
    {
      GtkWidget *here = gtk_label_new (_ ("here now"));

      gtk_widget_add_css_class (here, "caption");
      gtk_box_append (GTK_BOX (box), here);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  set_class (button, "end", state->n_exits == 0);
  set_class (button, "current", index == self->current);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_transition (UoisMachineDiagram *self, guint index)
{
  const UoisTransition *transition = uois_machine_model_get_transition (self->model, index);
  GtkWidget *button = new_button (self, "transition");
  g_autofree char *name = NULL;

  g_ptr_array_add (self->transitions, button);
  gtk_button_set_label (GTK_BUTTON (button), transition->title);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  if (transition->source == UOIS_STATE_ELSEWHERE || transition->target == UOIS_STATE_ELSEWHERE)
    {
      gtk_widget_set_visible (button, FALSE);
      return;
    }
  /* Translators: a transition of a workflow and the two states that it connects. */
  name = g_strdup_printf (_ ("Transition %s, from %s to %s"), transition->title,
                          uois_machine_model_get_state (self->model, transition->source)->title,
                          uois_machine_model_get_state (self->model, transition->target)->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
clear_buttons (UoisMachineDiagram *self)
{
  g_ptr_array_set_size (self->states, 0);
  g_ptr_array_set_size (self->transitions, 0);
}

/* By the keyboard, each state is followed by the transitions that lead on from it. */
static void
add_buttons (UoisMachineDiagram *self)
{
  guint transition = 0;

  for (guint i = 0; i < self->model->states->len; i++)
    {
      g_ptr_array_add (self->states, new_button (self, "state"));
      show_state (self, i);
      while (transition < self->model->transitions->len &&
             uois_machine_model_get_transition (self->model, transition)->source == i)
        add_transition (self, transition++);
    }
  while (transition < self->model->transitions->len)
    add_transition (self, transition++);
}

/* ---- Layout ---- */

static UoisDiagramSize
measure_button (GtkWidget *button)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (button, NULL, &size);
  return (UoisDiagramSize){ size.width, size.height };
}

/* As large as there is room for, but no larger than the text around, and never too small to read. */
static double
find_fitting_zoom (UoisMachineDiagram *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  double width = scroller != NULL ? gtk_widget_get_width (scroller) : 0;
  double height = scroller != NULL ? gtk_widget_get_height (scroller) : 0;

  if (width <= 0 || height <= 0)
    return 1.0;
  return CLAMP (MIN (width / (self->layout->width + 2 * MARGIN), height / (self->layout->height + 2 * MARGIN)),
                FITTING_ZOOM_MIN, 1.0);
}

static void
layout_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachineDiagram) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDiagramLayout) layout = uois_diagram_layout_finish (result, &error);

  if (layout == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("%s", error->message);
      return;
    }
  g_clear_pointer (&self->layout, uois_diagram_layout_free);
  self->layout = g_steal_pointer (&layout);
  uois_machine_diagram_fit (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
lay_out (UoisMachineDiagram *self)
{
  g_autofree UoisDiagramSize *states = g_new0 (UoisDiagramSize, self->states->len + 1);
  g_autofree UoisDiagramSize *labels = g_new0 (UoisDiagramSize, self->transitions->len + 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->layout, uois_diagram_layout_free);
  for (guint i = 0; i < self->states->len; i++)
    states[i] = measure_button (g_ptr_array_index (self->states, i));
  for (guint i = 0; i < self->transitions->len; i++)
    labels[i] = measure_button (g_ptr_array_index (self->transitions, i));
  uois_diagram_layout_async (self->model, states, labels, self->cancellable, layout_cb, g_object_ref (self));
}

static void
allocate_button (UoisMachineDiagram *self, GtkWidget *button, double x, double y, double width, double height)
{
  GskTransform *transform;

  if (!gtk_widget_get_visible (button))
    return;
  transform = gsk_transform_scale (NULL, (float) self->zoom, (float) self->zoom);
  transform = gsk_transform_translate (
      transform, &GRAPHENE_POINT_INIT ((float) (MARGIN + x - width / 2), (float) (MARGIN + y - height / 2)));
  gtk_widget_allocate (button, (int) ceil (width), (int) ceil (height), -1, transform);
}

static void
uois_machine_diagram_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (widget);

  if (self->layout == NULL)
    return;
  for (guint i = 0; i < self->states->len; i++)
    {
      const UoisDiagramNode *node = &g_array_index (self->layout->nodes, UoisDiagramNode, i);

      allocate_button (self, g_ptr_array_index (self->states, i), node->x, node->y, node->width, node->height);
    }
  for (guint i = 0; i < self->layout->arrows->len; i++)
    {
      const UoisDiagramArrow *arrow = g_ptr_array_index (self->layout->arrows, i);
      GtkWidget *button = g_ptr_array_index (self->transitions, arrow->transition);
      UoisDiagramSize size = measure_button (button);

      allocate_button (self, button, arrow->label.x, arrow->label.y, size.width, size.height);
    }
}

static void
uois_machine_diagram_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (widget);
  double size = 0;

  if (self->layout != NULL)
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? self->layout->width : self->layout->height;
  *minimum = *natural = (int) ceil ((size + 2 * MARGIN) * self->zoom);
}

/* ---- Drawing ---- */

static void
draw (UoisMachineDiagram *self, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color, accent;

  gtk_style_context_get_color (style, &color);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = color;
  cairo_scale (cr, self->zoom, self->zoom);
  cairo_translate (cr, MARGIN, MARGIN);
  uois_diagram_layout_draw (self->layout, self->model, self->chosen_transition, &color, &accent, cr);
}

static void
uois_machine_diagram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (widget);
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                 (float) gtk_widget_get_height (widget)));
  draw (self, cr);
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (uois_machine_diagram_parent_class)->snapshot (widget, snapshot);
}

/* ---- Keys ---- */

/* How well @to lies in the direction from @from: the cosine of the angle between. */
static double
get_agreement (const UoisDiagramNode *from, const UoisDiagramNode *to, int dx, int dy)
{
  double x = to->x - from->x, y = to->y - from->y;
  double length = hypot (x, y);

  return length > 0 ? (x * dx + y * dy) / length : -1;
}

guint
uois_machine_diagram_find_next (UoisMachineDiagram *self, guint state, int dx, int dy)
{
  const UoisDiagramNode *nodes;
  guint best = UOIS_STATE_ELSEWHERE;
  double agreement = 0.1;

  g_return_val_if_fail (UOIS_IS_MACHINE_DIAGRAM (self), UOIS_STATE_ELSEWHERE);

  if (self->layout == NULL)
    return UOIS_STATE_ELSEWHERE;
  nodes = (const UoisDiagramNode *) self->layout->nodes->data;
  for (guint i = 0; i < self->layout->arrows->len; i++)
    {
      const UoisDiagramArrow *arrow = g_ptr_array_index (self->layout->arrows, i);
      const UoisTransition *transition = uois_machine_model_get_transition (self->model, arrow->transition);
      guint other = transition->source == state ? transition->target : transition->source;
      double found;

      if (transition->source != state && transition->target != state)
        continue;
      found = get_agreement (&nodes[state], &nodes[other], dx, dy);
      if (found > agreement)
        {
          agreement = found;
          best = other;
        }
    }
  return best;
}

static void
go_to_state (UoisMachineDiagram *self, guint state)
{
  if (state != UOIS_STATE_ELSEWHERE)
    gtk_widget_grab_focus (g_ptr_array_index (self->states, state));
}

static gboolean
arrow_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  guint index;
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  if (self->model == NULL || focus == NULL)
    return FALSE;
  if (g_ptr_array_find (self->states, focus, &index))
    go_to_state (self, uois_machine_diagram_find_next (self, index, dx, dy));
  else if (g_ptr_array_find (self->transitions, focus, &index))
    {
      const UoisTransition *transition = uois_machine_model_get_transition (self->model, index);

      go_to_state (self, dx + dy > 0 ? transition->target : transition->source);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, UoisMachineDiagram *self)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((modifiers & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  uois_machine_diagram_set_zoom (self, self->zoom * pow (1.1, -dy));
  return GDK_EVENT_STOP;
}

/* ---- GObject ---- */

static void
uois_machine_diagram_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_ZOOM)
    g_value_set_double (value, UOIS_MACHINE_DIAGRAM (object)->zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
uois_machine_diagram_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_ZOOM)
    uois_machine_diagram_set_zoom (UOIS_MACHINE_DIAGRAM (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
uois_machine_diagram_dispose (GObject *object)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_buttons (self);
  g_clear_pointer (&self->layout, uois_diagram_layout_free);
  g_clear_pointer (&self->model, uois_machine_model_unref);

  G_OBJECT_CLASS (uois_machine_diagram_parent_class)->dispose (object);
}

static void
uois_machine_diagram_finalize (GObject *object)
{
  UoisMachineDiagram *self = UOIS_MACHINE_DIAGRAM (object);

  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->transitions);

  G_OBJECT_CLASS (uois_machine_diagram_parent_class)->finalize (object);
}

static void
add_arrow_key (GtkWidgetClass *widget_class, guint key, guint keypad_key, int dx, int dy)
{
  gtk_widget_class_add_binding (widget_class, key, 0, arrow_key_cb, "(ii)", dx, dy);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, arrow_key_cb, "(ii)", dx, dy);
}

static void
uois_machine_diagram_class_init (UoisMachineDiagramClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = uois_machine_diagram_get_property;
  object_class->set_property = uois_machine_diagram_set_property;
  object_class->dispose = uois_machine_diagram_dispose;
  object_class->finalize = uois_machine_diagram_finalize;
  widget_class->measure = uois_machine_diagram_measure;
  widget_class->size_allocate = uois_machine_diagram_size_allocate;
  widget_class->snapshot = uois_machine_diagram_snapshot;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, ZOOM_MIN, ZOOM_MAX, 1.0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "diagram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  add_arrow_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  add_arrow_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_arrow_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_arrow_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
}

static void
remove_button (gpointer button)
{
  gtk_widget_unparent (button);
}

static void
uois_machine_diagram_init (UoisMachineDiagram *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->zoom = 1.0;
  self->chosen_state = UOIS_STATE_ELSEWHERE;
  self->chosen_transition = G_MAXUINT;
  self->current = UOIS_STATE_ELSEWHERE;
  self->states = g_ptr_array_new_with_free_func (remove_button);
  self->transitions = g_ptr_array_new_with_free_func (remove_button);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

void
uois_machine_diagram_set_model (UoisMachineDiagram *self, UoisMachineModel *model)
{
  g_return_if_fail (UOIS_IS_MACHINE_DIAGRAM (self));

  clear_buttons (self);
  g_clear_pointer (&self->layout, uois_diagram_layout_free);
  g_clear_pointer (&self->model, uois_machine_model_unref);
  if (model == NULL)
    return;
  self->model = uois_machine_model_ref (model);
  add_buttons (self);
  show_chosen (self);
  lay_out (self);
}

void
uois_machine_diagram_choose (UoisMachineDiagram *self, guint state, guint transition)
{
  g_return_if_fail (UOIS_IS_MACHINE_DIAGRAM (self));

  self->chosen_state = state;
  self->chosen_transition = transition;
  show_chosen (self);
}

void
uois_machine_diagram_set_current (UoisMachineDiagram *self, guint state)
{
  guint before;

  g_return_if_fail (UOIS_IS_MACHINE_DIAGRAM (self));

  before = self->current;
  self->current = state;
  if (before == state || self->model == NULL)
    return;
  if (before < self->states->len)
    show_state (self, before);
  if (state < self->states->len)
    show_state (self, state);
  lay_out (self);
}

void
uois_machine_diagram_set_zoom (UoisMachineDiagram *self, double zoom)
{
  g_return_if_fail (UOIS_IS_MACHINE_DIAGRAM (self));

  zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  self->zoomed = TRUE;
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
uois_machine_diagram_fit (UoisMachineDiagram *self)
{
  double zoom;

  g_return_if_fail (UOIS_IS_MACHINE_DIAGRAM (self));

  if (self->zoomed || self->layout == NULL)
    return;
  zoom = find_fitting_zoom (self);
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
uois_machine_diagram_get_zoom (UoisMachineDiagram *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_DIAGRAM (self), 1.0);

  return self->zoom;
}

gboolean
uois_machine_diagram_get_settled (UoisMachineDiagram *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_DIAGRAM (self), FALSE);

  return self->model != NULL && self->layout != NULL;
}

GtkWidget *
uois_machine_diagram_get_state (UoisMachineDiagram *self, guint state)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_DIAGRAM (self), NULL);

  return state < self->states->len ? g_ptr_array_index (self->states, state) : NULL;
}
