/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-layout.h"

#define COLUMNS_MAX 3
#define SPACING 18

struct _UoisColumnsLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (UoisColumnsLayout, uois_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
uois_columns_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
column_minimum (GtkWidget *widget)
{
  int widest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widest = MAX (widest, minimum);
    }
  return widest;
}

/* Lays the children out for @width, really if @allocate, and returns the height that takes. */
static int
lay_out (GtkWidget *widget, int width, gboolean allocate)
{
  int n_columns = CLAMP ((width + SPACING) / MAX (column_minimum (widget) + SPACING, 1), 1, COLUMNS_MAX);
  int column_width = MAX ((width - (n_columns - 1) * SPACING) / n_columns, 0);
  int heights[COLUMNS_MAX] = { 0 };
  int tallest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int shortest = 0;
      int top, height;

      if (!gtk_widget_should_layout (child))
        continue;

      for (int i = 1; i < n_columns; i++)
        {
          if (heights[i] < heights[shortest])
            shortest = i;
        }
      top = heights[shortest] > 0 ? heights[shortest] + SPACING : 0;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, &height, NULL, NULL, NULL);
      if (allocate)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ shortest * (column_width + SPACING), top, column_width, height }, -1);
      heights[shortest] = top + height;
      tallest = MAX (tallest, heights[shortest]);
    }
  return tallest;
}

static void
uois_columns_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  int column = column_minimum (widget);
  int widest = COLUMNS_MAX * column + (COLUMNS_MAX - 1) * SPACING;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = column;
      *natural = widest;
    }
  else
    *minimum = *natural = lay_out (widget, for_size < 0 ? widest : for_size, FALSE);
}

static void
uois_columns_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
uois_columns_layout_class_init (UoisColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = uois_columns_layout_get_request_mode;
  layout_class->measure = uois_columns_layout_measure;
  layout_class->allocate = uois_columns_layout_allocate;
}

static void
uois_columns_layout_init (UoisColumnsLayout *self)
{
}
