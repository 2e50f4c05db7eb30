/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/table-page-private.h"

#include "lists/change-dialog.h"
#include "lists/export-dialog.h"
#include "lists/print-preview.h"
#include "lists/record-clipboard.h"

/* ---- Actions of the window ---- */

static guint
count_rows (UoisTablePage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (self->list)));
}

gboolean
_uois_table_page_can_activate (UoisPage *page, const char *name)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (page);

  if (g_str_equal (name, "print") || g_str_equal (name, "export"))
    return count_rows (self) > 0;
  if (g_str_equal (name, "edit-many"))
    return count_rows (self) > 0 && !uois_file_get_read_only (self->file) &&
           uois_change_dialog_can_present (self->list);
  return FALSE;
}

void
_uois_table_page_activate (UoisPage *page, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (page);

  if (g_str_equal (name, "print"))
    uois_print_list (GTK_WIDGET (self), self->list);
  else if (g_str_equal (name, "export"))
    uois_export_dialog_present (self->list);
  else if (g_str_equal (name, "edit-many"))
    uois_change_dialog_present (self->list);
}

/* ---- Selecting ---- */

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (uois_record_list_get_selection (self->list)));
}

static void
unselect_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (uois_record_list_get_selection (self->list)));
  uois_record_list_focus (self->list);
}

/* ---- Copying and pasting ---- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  uois_record_list_copy (UOIS_TABLE_PAGE (widget)->list, g_variant_get_boolean (parameter));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  uois_record_list_paste (UOIS_TABLE_PAGE (widget)->list);
}

void
_uois_table_page_actions_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "table.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "table.unselect-all", NULL, unselect_all_action);
  gtk_widget_class_install_action (widget_class, "table.copy", "b", copy_action);
  gtk_widget_class_install_action (widget_class, "table.paste", NULL, paste_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "table.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "table.copy", "b",
                                       TRUE);
}
