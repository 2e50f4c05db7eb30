/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/table-page-private.h"

#include "format.h"
#include "lists/change-dialog.h"
#include "lists/export-dialog.h"
#include "lists/paste-dialog.h"
#include "lists/print-preview.h"

#include <glib/gi18n-lib.h>

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

/* ---- Copying ---- */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTablePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = uois_file_copy_text_finish (UOIS_FILE (source), result, &error);
  guint n_rows = uois_bitset_selection_get_size (uois_record_list_get_selection (self->list));
  g_autofree char *count = uois_format_count (n_rows);
  g_autofree char *told = g_strdup_printf (ngettext ("Copied %s record", "Copied %s records", n_rows), count);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  uois_page_notify (GTK_WIDGET (self), text != NULL ? told : error->message, NULL, NULL, NULL);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);
  g_autoptr (GArray) rows = uois_record_list_get_selected_rows (self->list);
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self->list);

  if (rows->len == 0)
    {
      uois_page_notify (widget, _ ("Select the records to copy first."), NULL, NULL, NULL);
      return;
    }
  g_cancellable_cancel (self->copy_cancellable);
  g_clear_object (&self->copy_cancellable);
  self->copy_cancellable = g_cancellable_new ();
  uois_file_copy_text_async (self->file, self->type, (const gint64 *) (gpointer) rows->data, rows->len,
                             (const UoisField *const *) fields->pdata, fields->len, g_variant_get_boolean (parameter),
                             self->copy_cancellable, copied_cb, g_object_ref (self));
}

/* ---- Pasting ---- */

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTablePage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (text != NULL && *text != '\0')
    uois_paste_dialog_present (self->list, text);
  else
    uois_page_notify (GTK_WIDGET (self), _ ("There is no text in the clipboard. Copy rows of a spreadsheet first."),
                      NULL, NULL, NULL);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (widget);

  if (uois_file_get_read_only (self->file))
    uois_page_notify (widget, _ ("The file is open for reading only."), NULL, NULL, NULL);
  else
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_cb, g_object_ref (self));
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
