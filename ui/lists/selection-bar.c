/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/selection-bar.h"

#include "format.h"
#include "wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _UoisSelectionBar
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkLabel *label;
  GtkButton *all_button;

  /* Not owned */
  UoisBitsetSelection *selection;
};

G_DEFINE_FINAL_TYPE (UoisSelectionBar, uois_selection_bar, GTK_TYPE_WIDGET)

static void
show_selection (UoisSelectionBar *self)
{
  guint n_selected = uois_bitset_selection_get_size (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *selected = uois_format_count (n_selected);
  g_autofree char *items = uois_format_count (n_items);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%s record selected", "%s records selected", n_selected), selected);
  g_autofree char *all = g_strdup_printf (ngettext ("Select all %s", "Select all %s", n_items), items);

  gtk_label_set_text (self->label, text);
  gtk_button_set_label (self->all_button, all);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_selected < n_items);
  gtk_widget_set_visible (GTK_WIDGET (self), n_selected > 1);
}

static void
uois_selection_bar_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), UOIS_TYPE_SELECTION_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (uois_selection_bar_parent_class)->dispose (object);
}

static void
uois_selection_bar_class_init (UoisSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_selection_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, UOIS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisSelectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, UoisSelectionBar, all_button);
}

static void
uois_selection_bar_init (UoisSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
uois_selection_bar_set_list (UoisSelectionBar *self, UoisRecordList *list)
{
  g_return_if_fail (UOIS_IS_SELECTION_BAR (self));
  g_return_if_fail (self->selection == NULL);

  self->selection = uois_record_list_get_selection (list);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (show_selection), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_selection (self);
}
