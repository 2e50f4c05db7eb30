/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wrap-layout.h"

#define SPACING 6

struct _UoisWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (UoisWrapLayout, uois_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
uois_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
child_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* One line from @first on; returns the child that begins the next. */
static GtkWidget *
measure_line (GtkWidget *first, int width, int *height)
{
  int x = 0;

  *height = 0;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      natural = MAX (MIN (natural, width), minimum);
      if (x > 0 && x + natural > width)
        return child;
      *height = MAX (*height, child_height (child, natural));
      x += natural + SPACING;
    }
  return NULL;
}

static void
allocate_line (GtkWidget *widget, GtkWidget *first, GtkWidget *end, int width, int y, int line_height)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural, height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      natural = MAX (MIN (natural, width), minimum);
      height = child_height (child, natural);
      gtk_widget_size_allocate (
          child,
          &(GtkAllocation){ mirrored ? width - x - natural : x, y + (line_height - height) / 2, natural, height }, -1);
      x += natural + SPACING;
    }
}

/* Lays the children out for @width, really if @allocate, and returns the height that takes. */
static int
lay_out (GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int y = 0;

  while (first != NULL)
    {
      int height;
      GtkWidget *next = measure_line (first, width, &height);

      if (allocate)
        allocate_line (widget, first, next, width, y, height);
      y += height > 0 ? height + SPACING : 0;
      first = next;
    }
  return MAX (y - SPACING, 0);
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
uois_wrap_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int narrowest, widest;

  measure_width (widget, &narrowest, &widest);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrowest;
      *natural = widest;
    }
  else
    *minimum = *natural = lay_out (widget, for_size < 0 ? widest : MAX (for_size, narrowest), FALSE);
}

static void
uois_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
uois_wrap_layout_class_init (UoisWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = uois_wrap_layout_get_request_mode;
  layout_class->measure = uois_wrap_layout_measure;
  layout_class->allocate = uois_wrap_layout_allocate;
}

static void
uois_wrap_layout_init (UoisWrapLayout *self)
{
}
