/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/record-clipboard.h"

#include "format.h"
#include "lists/paste-dialog.h"

#include <glib/gi18n-lib.h>

/* ---- Copying ---- */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = uois_file_copy_text_finish (UOIS_FILE (source), result, &error);
  guint n_rows = uois_bitset_selection_get_size (uois_record_list_get_selection (list));
  g_autofree char *count = uois_format_count (n_rows);
  g_autofree char *told = g_strdup_printf (ngettext ("Copied %s record", "Copied %s records", n_rows), count);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (list)), text);
  uois_page_notify (GTK_WIDGET (list), text != NULL ? told : error->message, NULL, NULL, NULL);
}

/* The last copy counts. */
static GCancellable *
renew_cancellable (UoisRecordList *list)
{
  GCancellable *cancellable = g_cancellable_new ();
  GCancellable *before = g_object_get_data (G_OBJECT (list), "copying");

  g_cancellable_cancel (before);
  g_object_set_data_full (G_OBJECT (list), "copying", cancellable, g_object_unref);
  return cancellable;
}

void
uois_record_list_copy (UoisRecordList *list, gboolean with_names)
{
  g_autoptr (GArray) rows = uois_record_list_get_selected_rows (list);
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);

  if (rows->len == 0)
    {
      uois_page_notify (GTK_WIDGET (list), _ ("Select the records to copy first."), NULL, NULL, NULL);
      return;
    }
  uois_file_copy_text_async (
      uois_record_list_get_file (list), uois_list_model_get_record_type (uois_record_list_get_model (list)),
      (const gint64 *) (gpointer) rows->data, rows->len, (const UoisField *const *) fields->pdata, fields->len,
      with_names, renew_cancellable (list), copied_cb, g_object_ref (list));
}

/* ---- Pasting ---- */

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordList) list = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (gtk_widget_get_root (GTK_WIDGET (list)) == NULL)
    return;
  if (text != NULL && *text != '\0')
    uois_paste_dialog_present (list, text);
  else
    uois_page_notify (GTK_WIDGET (list), _ ("There is no text in the clipboard. Copy rows of a spreadsheet first."),
                      NULL, NULL, NULL);
}

void
uois_record_list_paste (UoisRecordList *list)
{
  if (uois_file_get_read_only (uois_record_list_get_file (list)))
    uois_page_notify (GTK_WIDGET (list), _ ("The file is open for reading only."), NULL, NULL, NULL);
  else
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (list)), NULL, clipboard_cb,
                                   g_object_ref (list));
}
