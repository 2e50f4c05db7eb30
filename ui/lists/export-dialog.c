/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/export-dialog.h"

#include "busy-page.h"
#include "compat-dialogs.h"
#include "format.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* In the order of the rows of the dialog. */
enum
{
  RECORDS_SELECTED,
  RECORDS_SHOWN,
  RECORDS_ALL,
};

enum
{
  DELIMITER_COMMA,
  DELIMITER_SEMICOLON,
};

struct _UoisExportDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwComboRow *format_row;
  AdwComboRow *records_row;
  AdwComboRow *columns_row;
  AdwComboRow *values_row;
  GtkSwitch *spreadsheet_switch;
  GtkWidget *spreadsheet_row;
  AdwComboRow *delimiter_row;
  GtkSwitch *mark_switch;
  GtkWidget *mark_row;
  GtkLabel *problem;
  UoisBusyPage *busy;

  /* Owned */
  UoisRecordList *list;
  GCancellable *cancellable; /* of what is under way; nullable */
  GFileOutputStream *stream; /* likewise */
  GArray *records;           /* guint: of the RECORDS above, what each line of records_row means */
  char *path;                /* what is written */
};

G_DEFINE_FINAL_TYPE (UoisExportDialog, uois_export_dialog, ADW_TYPE_WINDOW)

/* ---- What is asked ---- */

static UoisExportFormat
get_format (UoisExportDialog *self)
{
  return (UoisExportFormat) adw_combo_row_get_selected (self->format_row);
}

static guint
get_records (UoisExportDialog *self)
{
  return g_array_index (self->records, guint, adw_combo_row_get_selected (self->records_row));
}

/* What a format has no use for is not asked. */
static void
format_changed_cb (UoisExportDialog *self)
{
  gboolean is_delimited = uois_export_format_is_delimited (get_format (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->values_row), get_format (self) != UOIS_EXPORT_JSON);
  gtk_widget_set_sensitive (self->spreadsheet_row, is_delimited);
  gtk_widget_set_sensitive (self->mark_row, is_delimited);
  gtk_widget_set_sensitive (GTK_WIDGET (self->delimiter_row), get_format (self) == UOIS_EXPORT_CSV);
}

static UoisExportOptions
get_options (UoisExportDialog *self)
{
  return (UoisExportOptions){
    .format = get_format (self),
    .delimiter = adw_combo_row_get_selected (self->delimiter_row) == DELIMITER_SEMICOLON ? ';' : ',',
    .byte_order_mark = gtk_switch_get_active (self->mark_switch),
    .raw = adw_combo_row_get_selected (self->values_row) == 1,
    .for_spreadsheet = gtk_switch_get_active (self->spreadsheet_switch),
  };
}

static void
add_fields (GPtrArray *fields, const UoisType *type)
{
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (uois_field_is_shown (field) && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
}

static GPtrArray *
get_fields (UoisExportDialog *self)
{
  GPtrArray *fields = uois_record_list_get_columns (self->list);

  if (adw_combo_row_get_selected (self->columns_row) == 1 || fields->len == 0)
    add_fields (fields, uois_list_model_get_record_type (uois_record_list_get_model (self->list)));
  return fields;
}

static void
add_records (UoisExportDialog *self, GtkStringList *labels, guint what, char *label)
{
  g_array_append_val (self->records, what);
  gtk_string_list_take (labels, label);
}

static void
fill_records (UoisExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_selected = uois_bitset_selection_get_size (uois_record_list_get_selection (self->list));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (self->list)));
  g_autofree char *selected = uois_format_count (n_selected);
  g_autofree char *shown = uois_format_count (n_shown);

  if (n_selected > 1)
    add_records (self, labels, RECORDS_SELECTED,
                 g_strdup_printf (ngettext ("%s selected record", "%s selected records", n_selected), selected));
  add_records (self, labels, RECORDS_SHOWN,
               g_strdup_printf (ngettext ("%s record of this list", "%s records of this list", n_shown), shown));
  if (uois_record_list_get_narrowed (self->list))
    add_records (self, labels, RECORDS_ALL, g_strdup (_ ("All records, without search and filters")));
  adw_combo_row_set_model (self->records_row, G_LIST_MODEL (labels));
}

/* ---- Doing it ---- */

static void
progress_cb (double fraction, const char *what, gpointer data)
{
  UoisExportDialog *self = UOIS_EXPORT_DIALOG (data);

  if (self->list != NULL)
    uois_busy_page_progress (self->busy, fraction, what);
}

static void
show_failure (UoisExportDialog *self, const char *message)
{
  gtk_label_set_text (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "options");
}

static void
tell (UoisExportDialog *self, gint64 n_records)
{
  g_autofree char *count = uois_format_count (n_records);
  g_autofree char *text = g_strdup_printf (ngettext ("Exported %s record", "Exported %s records", n_records), count);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *uri = g_file_get_uri (file);

  uois_page_notify (GTK_WIDGET (self->list), text, _ ("Open folder"), "win.open-folder", g_variant_new_string (uri));
  gtk_window_close (GTK_WINDOW (self));
}

/* Closed with a cancellable that is cancelled, the file that was there before stays as it was. */
static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisExportDialog) self = user_data;
  g_autoptr (GCancellable) given_up = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_steal_pointer (&self->stream);
  gint64 n_records = uois_file_export_finish (UOIS_FILE (source), result, &error);

  if (n_records < 0)
    g_cancellable_cancel (given_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, n_records < 0 ? NULL : &error);
  g_clear_object (&self->cancellable);
  if (error == NULL)
    tell (self, n_records);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_stack_set_visible_child_name (self->stack, "options");
  else
    show_failure (self, error->message);
}

static void
replace_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = get_fields (self);
  g_autoptr (GArray) rows = NULL;
  UoisExportOptions options = get_options (self);
  UoisListRequest request;

  self->stream = g_file_replace_finish (G_FILE (source), result, &error);
  if (self->stream == NULL)
    {
      g_clear_object (&self->cancellable);
      show_failure (self, error->message);
      return;
    }
  uois_record_list_get_request (self->list, &request);
  if (get_records (self) == RECORDS_ALL)
    {
      request.search = NULL;
      request.filter = NULL;
    }
  if (get_records (self) == RECORDS_SELECTED)
    rows = uois_record_list_get_selected_rows (self->list);
  uois_file_export_async (
      uois_record_list_get_file (self->list), &request, rows != NULL ? (const gint64 *) (gpointer) rows->data : NULL,
      rows != NULL ? rows->len : 0, (const UoisField *const *) fields->pdata, fields->len, &options,
      G_OUTPUT_STREAM (self->stream), progress_cb, self, self->cancellable, exported_cb, g_object_ref (self));
}

void
uois_export_dialog_export (UoisExportDialog *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_return_if_fail (UOIS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  g_free (self->path);
  self->path = g_strdup (path);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  self->cancellable = g_object_ref (uois_busy_page_begin (self->busy));
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT, self->cancellable, replace_cb,
                        g_object_ref (self));
}

static void
path_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = uois_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    uois_export_dialog_export (UOIS_EXPORT_DIALOG (source), path);
}

static void
export_cb (UoisExportDialog *self)
{
  const UoisType *type = uois_list_model_get_record_type (uois_record_list_get_model (self->list));
  g_autofree char *name =
      g_strdup_printf ("%s.%s", uois_type_get_label_many (type), uois_export_format_get_name (get_format (self)));

  g_strdelimit (name, "/", '-');
  uois_compat_choose_any_file_async (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export"), name,
                                     path_chosen_cb, NULL);
}

static void
cancel_cb (UoisExportDialog *self)
{
  if (self->cancellable != NULL)
    uois_busy_page_cancel (self->busy);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- GObject ---- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  cancel_cb (UOIS_EXPORT_DIALOG (widget));
  return GDK_EVENT_STOP;
}

static gboolean
uois_export_dialog_close_request (GtkWindow *window)
{
  UoisExportDialog *self = UOIS_EXPORT_DIALOG (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (uois_export_dialog_parent_class)->close_request (window);
}

static void
uois_export_dialog_dispose (GObject *object)
{
  uois_compat_leave_parent (GTK_WINDOW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), UOIS_TYPE_EXPORT_DIALOG);
  g_clear_object (&UOIS_EXPORT_DIALOG (object)->list);

  G_OBJECT_CLASS (uois_export_dialog_parent_class)->dispose (object);
}

static void
uois_export_dialog_finalize (GObject *object)
{
  UoisExportDialog *self = UOIS_EXPORT_DIALOG (object);

  g_array_unref (self->records);
  g_free (self->path);

  G_OBJECT_CLASS (uois_export_dialog_parent_class)->finalize (object);
}

static void
uois_export_dialog_class_init (UoisExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = uois_export_dialog_close_request;

  g_type_ensure (UOIS_TYPE_BUSY_PAGE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, records_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, values_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, spreadsheet_switch);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, spreadsheet_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, mark_switch);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, mark_row);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, UoisExportDialog, busy);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
uois_export_dialog_init (UoisExportDialog *self)
{
  self->records = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisExportDialog *
uois_export_dialog_present (UoisRecordList *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  UoisExportDialog *self =
      g_object_new (UOIS_TYPE_EXPORT_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->list = g_object_ref (list);
  fill_records (self);
  /* Where a comma is the decimal mark, spreadsheets expect semicolons. */
  if (g_str_equal (localeconv ()->decimal_point, ","))
    adw_combo_row_set_selected (self->delimiter_row, DELIMITER_SEMICOLON);
  format_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
