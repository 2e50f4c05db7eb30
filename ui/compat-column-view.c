/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat-column-view.h"

GtkWidget *
uois_compat_column_view_get_list (GtkColumnView *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (child))
        return child;
    }
  return NULL;
}

void
uois_compat_column_view_scroll_to (GtkColumnView *view, guint position)
{
  GtkWidget *list = uois_compat_column_view_get_list (view);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

int
uois_compat_column_view_get_column_width (GtkColumnView *view, guint position)
{
  /* The row of headers comes before the list. */
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));

  for (guint i = 0; i < position && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  /* Not the width inside of its padding. */
  return title != NULL ? gtk_widget_get_allocated_width (title) : 0;
}

/* The column whose sorter was asked last. The view asks its sorters from the primary one on until one tells a difference. */
static guint asked = G_MAXUINT;

static int
compare_addresses (gconstpointer a, gconstpointer b, gpointer number)
{
  asked = GPOINTER_TO_UINT (number);
  return (a > b) - (a < b);
}

GtkSorter *
uois_compat_column_sorter_new (guint number)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_addresses, GUINT_TO_POINTER (number), NULL));
}

gboolean
uois_compat_column_view_get_sort (GtkColumnView *view, guint *number, gboolean *descending)
{
  static char addresses[2];
  GtkOrdering ordering;

  asked = G_MAXUINT;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), &addresses[0], &addresses[1]);
  *number = asked;
  *descending = ordering == GTK_ORDERING_LARGER;
  return asked != G_MAXUINT;
}
