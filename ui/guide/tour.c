/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "guide/tour.h"

#include <glib/gi18n-lib.h>

/* Of what is larger, the words stand below the upper edge. */
#define TALLEST_TARGET 48
/* Frames that a step waits for what it points at; after that it stands without. */
#define PATIENCE 300

struct _UoisTour
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *progress;
  GtkWidget *back_button;
  GtkButton *next_button;

  const UoisTourStep *steps;
  guint n_steps;
  gpointer window;
  int step;
  guint waited; /* frames */
  guint tick;
};

G_DEFINE_FINAL_TYPE (UoisTour, uois_tour, GTK_TYPE_POPOVER)

static void
stop_waiting (UoisTour *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->tick != 0 && parent != NULL)
    gtk_widget_remove_tick_callback (parent, self->tick);
  self->tick = 0;
}

/* ---- A step ---- */

static void
fill (UoisTour *self)
{
  const UoisTourStep *step = &self->steps[self->step];
  gboolean is_last = self->step + 1 == (int) self->n_steps;
  /* Translators: which step of a tour this is: "2 of 5". */
  g_autofree char *progress = g_strdup_printf (_ ("%d of %u"), self->step + 1, self->n_steps);

  gtk_label_set_text (self->title, _ (step->title));
  gtk_label_set_text (self->text, _ (step->text));
  gtk_label_set_text (self->progress, progress);
  gtk_widget_set_visible (self->back_button, self->step > 0);
  gtk_button_set_label (self->next_button, is_last ? _ ("_Finish") : _ ("_Next"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (step->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (step->text), -1);
}

static void
point_at (UoisTour *self, GtkWidget *target)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkPositionType position = self->steps[self->step].position;
  graphene_rect_t bounds;
  GdkRectangle place;

  if (!gtk_widget_compute_bounds (target, parent, &bounds))
    return;
  place = (GdkRectangle){ bounds.origin.x, bounds.origin.y, MAX (bounds.size.width, 1), MAX (bounds.size.height, 1) };
  if (position == GTK_POS_BOTTOM)
    place.height = MIN (place.height, TALLEST_TARGET);
  gtk_popover_set_position (GTK_POPOVER (self), position);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
}

static void
show_step (UoisTour *self, GtkWidget *target)
{
  fill (self);
  point_at (self, target);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

/* Pages come later than what brings them. */
static gboolean
wait_cb (GtkWidget *parent, GdkFrameClock *clock, gpointer user_data)
{
  UoisTour *self = UOIS_TOUR (user_data);
  GtkWidget *target = self->steps[self->step].find (self->window);

  if ((target == NULL || !gtk_widget_get_mapped (target)) && ++self->waited < PATIENCE)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  show_step (self, target != NULL && gtk_widget_get_mapped (target) ? target : parent);
  return G_SOURCE_REMOVE;
}

static void
go (UoisTour *self, int step)
{
  stop_waiting (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  self->step = step;
  self->waited = 0;
  if (self->steps[step].prepare != NULL)
    self->steps[step].prepare (self->window);
  self->tick = gtk_widget_add_tick_callback (gtk_widget_get_parent (GTK_WIDGET (self)), wait_cb, self, NULL);
}

/* ---- Public ---- */

void
uois_tour_begin (UoisTour *self)
{
  g_return_if_fail (UOIS_IS_TOUR (self));

  go (self, 0);
}

int
uois_tour_get_step (UoisTour *self)
{
  g_return_val_if_fail (UOIS_IS_TOUR (self), -1);

  return self->step;
}

void
uois_tour_next (UoisTour *self)
{
  g_return_if_fail (UOIS_IS_TOUR (self));

  if (self->step + 1 < (int) self->n_steps)
    go (self, self->step + 1);
  else
    uois_tour_leave (self);
}

void
uois_tour_back (UoisTour *self)
{
  g_return_if_fail (UOIS_IS_TOUR (self));

  if (self->step > 0)
    go (self, self->step - 1);
}

void
uois_tour_leave (UoisTour *self)
{
  g_return_if_fail (UOIS_IS_TOUR (self));

  stop_waiting (self);
  self->step = -1;
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* ---- GObject ---- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  uois_tour_leave (UOIS_TOUR (widget));
  return TRUE;
}

static void
uois_tour_dispose (GObject *object)
{
  stop_waiting (UOIS_TOUR (object));

  G_OBJECT_CLASS (uois_tour_parent_class)->dispose (object);
}

static void
uois_tour_class_init (UoisTourClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_tour_dispose;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tour.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTour, title);
  gtk_widget_class_bind_template_child (widget_class, UoisTour, text);
  gtk_widget_class_bind_template_child (widget_class, UoisTour, progress);
  gtk_widget_class_bind_template_child (widget_class, UoisTour, back_button);
  gtk_widget_class_bind_template_child (widget_class, UoisTour, next_button);
  gtk_widget_class_bind_template_callback (widget_class, uois_tour_next);
  gtk_widget_class_bind_template_callback (widget_class, uois_tour_back);
  gtk_widget_class_bind_template_callback (widget_class, uois_tour_leave);
}

static void
uois_tour_init (UoisTour *self)
{
  self->step = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_tour_new (const UoisTourStep *steps, guint n_steps, gpointer window)
{
  UoisTour *self;

  g_return_val_if_fail (n_steps > 0, NULL);

  self = g_object_new (UOIS_TYPE_TOUR, NULL);
  self->steps = steps;
  self->n_steps = n_steps;
  self->window = window;
  return GTK_WIDGET (self);
}
