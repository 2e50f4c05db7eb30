/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/change-dialog.h"

#include "busy-page.h"
#include "compat-dialogs.h"
#include "fields/field-editor.h"
#include "format.h"
#include "lists/change-summary.h"

#include <glib/gi18n-lib.h>

/* Milliseconds after the last keystroke in which nothing is worked out yet. */
#define PREVIEW_DELAY 300

struct _UoisChangeDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkWidget *apply_button;
  AdwComboRow *records_row;
  GtkDropDown *field_menu;
  GtkCheckButton *set_check;
  GtkCheckButton *clear_check;
  GtkListBox *editor_list;
  GtkLabel *status;
  GtkSpinner *spinner;
  UoisChangeSummaryView *summary;
  UoisBusyPage *busy;

  /* Owned */
  UoisRecordList *list;
  GPtrArray *fields;          /* UoisField: the lines of field_menu */
  UoisDraft *draft;           /* nullable: of the field that is chosen */
  UoisChangePreview *preview; /* nullable */
  GCancellable *cancellable;  /* of the preview that is under way; nullable */
  gboolean all_only;          /* records_row has no line for those selected */

  guint preview_source;
};

G_DEFINE_FINAL_TYPE (UoisChangeDialog, uois_change_dialog, ADW_TYPE_WINDOW)

static void schedule_preview (UoisChangeDialog *self);

/* ---- Fields ---- */

static gboolean
can_change (const UoisField *field)
{
  return (field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_REFERENCE) && uois_field_is_shown (field) &&
         uois_column_can_change_many (field->column);
}

/* Those that the list shows come first. */
static GPtrArray *
list_fields (UoisRecordList *list)
{
  const UoisType *type = uois_list_model_get_record_type (uois_record_list_get_model (list));
  g_autoptr (GPtrArray) columns = uois_record_list_get_columns (list);
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      if (can_change (g_ptr_array_index (columns, i)))
        g_ptr_array_add (fields, g_ptr_array_index (columns, i));
    }
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (can_change (field) && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
  return fields;
}

static const UoisField *
get_field (UoisChangeDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->field_menu);

  return selected < self->fields->len ? g_ptr_array_index (self->fields, selected) : NULL;
}

static void
field_changed_cb (UoisChangeDialog *self)
{
  const UoisField *field = self->fields != NULL ? get_field (self) : NULL;
  UoisValue nothing = UOIS_VALUE_INIT;
  GtkListBoxRow *row;
  GtkWidget *editor;

  if (field == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->editor_list, 0)) != NULL)
    gtk_list_box_remove (self->editor_list, GTK_WIDGET (row));
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  self->draft = uois_draft_new (uois_file_get_registry (uois_record_list_get_file (self->list)), field->owner);
  uois_draft_set_value (self->draft, field->column, &nothing);
  g_signal_connect_swapped (self->draft, "changed", G_CALLBACK (schedule_preview), self);
  editor = uois_field_editor_new (uois_record_list_get_file (self->list), self->draft, field, NULL);
  uois_field_editor_set_can_create (UOIS_FIELD_EDITOR (editor), FALSE);
  gtk_list_box_append (self->editor_list, editor);
  schedule_preview (self);
}

/* ---- Preview ---- */

static void
show_status (UoisChangeDialog *self, const char *text, gboolean busy)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *text != '\0');
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

static void
show_preview (UoisChangeDialog *self)
{
  const UoisChangeSummary *summary = self->preview != NULL ? uois_change_preview_get_summary (self->preview) : NULL;
  guint64 n_changes = summary != NULL ? summary->n_changes : 0;
  g_autofree char *count = uois_format_count (n_changes);
  g_autofree char *label = g_strdup_printf (ngettext ("Change %s record", "Change %s records", n_changes), count);

  gtk_button_set_label (GTK_BUTTON (self->apply_button), n_changes > 0 ? label : _ ("Change"));
  gtk_widget_set_sensitive (self->apply_button, n_changes > 0);
  uois_change_summary_view_show (self->summary, summary,
                                 n_changes > 0 &&
                                     uois_file_backs_up_before (uois_record_list_get_file (self->list), n_changes));
}

static void
forget_preview (UoisChangeDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preview);
  show_preview (self);
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisChangeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisChangePreview) preview = uois_file_preview_change_finish (UOIS_FILE (source), result, &error);

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (preview == NULL)
    {
      show_status (self, error->message, FALSE);
      return;
    }
  g_set_object (&self->preview, preview);
  show_status (self, "", FALSE);
  show_preview (self);
}

/* Returns FALSE if there is no value to give yet, and says what is missing. */
static gboolean
get_value (UoisChangeDialog *self, UoisValue *value)
{
  const UoisColumn *column = get_field (self)->column;
  const char *text = uois_draft_get_text (self->draft, column);
  g_autoptr (GError) error = NULL;
  g_auto (UoisValue) unused = UOIS_VALUE_INIT;

  if (gtk_check_button_get_active (self->clear_check))
    return TRUE;
  if (text != NULL && !uois_typed_parse (column, text, &unused, &error))
    {
      show_status (self, error->message, FALSE);
      return FALSE;
    }
  if (uois_draft_get_value (self->draft, column)->kind == UOIS_VALUE_NULL)
    {
      show_status (self, _ ("Enter the new value, or choose to clear the field."), FALSE);
      return FALSE;
    }
  uois_value_copy (value, uois_draft_get_value (self->draft, column));
  return TRUE;
}

static gboolean
preview_source_cb (gpointer user_data)
{
  UoisChangeDialog *self = UOIS_CHANGE_DIALOG (user_data);
  g_autoptr (GArray) rows = NULL;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisListRequest request;

  self->preview_source = 0;
  if (!get_value (self, &value))
    return G_SOURCE_REMOVE;
  uois_record_list_get_request (self->list, &request);
  if (!self->all_only && adw_combo_row_get_selected (self->records_row) == 0)
    rows = uois_record_list_get_selected_rows (self->list);
  show_status (self, _ ("Working out what will change…"), TRUE);
  self->cancellable = g_cancellable_new ();
  uois_file_preview_change_async (uois_record_list_get_file (self->list), &request,
                                  rows != NULL ? (const gint64 *) (gpointer) rows->data : NULL,
                                  rows != NULL ? rows->len : 0, get_field (self)->column, &value, NULL, NULL,
                                  self->cancellable, preview_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
schedule_preview (UoisChangeDialog *self)
{
  if (self->draft == NULL || uois_busy_page_is_busy (self->busy))
    return;
  forget_preview (self);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  self->preview_source = g_timeout_add (PREVIEW_DELAY, preview_source_cb, self);
}

static void
clear_toggled_cb (UoisChangeDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor_list), gtk_check_button_get_active (self->set_check));
  schedule_preview (self);
}

/* ---- Doing it ---- */

static void
progress_cb (double fraction, const char *what, gpointer data)
{
  UoisChangeDialog *self = UOIS_CHANGE_DIALOG (data);

  if (self->list != NULL)
    uois_busy_page_progress (self->busy, fraction, what);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisChangeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_file_change_many_finish (UOIS_FILE (source), result, &error);
  guint64 n_changes = uois_change_preview_get_summary (self->preview)->n_changes;
  g_autofree char *count = uois_format_count (n_changes);
  g_autofree char *text = g_strdup_printf (ngettext ("Changed %s record", "Changed %s records", n_changes), count);

  if (self->list == NULL)
    return;
  uois_busy_page_end (self->busy);
  if (unit >= 0)
    {
      uois_page_notify (GTK_WIDGET (self->list), text, _ ("Undo"), "win.undo-step", g_variant_new_int64 (unit));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "form");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_status (self, _ ("Nothing was changed."), FALSE);
  else
    {
      forget_preview (self);
      show_status (self, error->message, FALSE);
    }
}

static void
apply_cb (UoisChangeDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "busy");
  uois_file_change_many_async (uois_record_list_get_file (self->list), self->preview, progress_cb, self,
                               uois_busy_page_begin (self->busy), changed_cb, g_object_ref (self));
}

static void
cancel_cb (UoisChangeDialog *self)
{
  if (uois_busy_page_is_busy (self->busy))
    uois_busy_page_cancel (self->busy);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- GObject ---- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  cancel_cb (UOIS_CHANGE_DIALOG (widget));
  return GDK_EVENT_STOP;
}

static void
uois_change_dialog_dispose (GObject *object)
{
  UoisChangeDialog *self = UOIS_CHANGE_DIALOG (object);

  uois_compat_leave_parent (GTK_WINDOW (self));
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_CHANGE_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (uois_change_dialog_parent_class)->dispose (object);
}

static void
uois_change_dialog_finalize (GObject *object)
{
  g_clear_object (&UOIS_CHANGE_DIALOG (object)->preview);

  G_OBJECT_CLASS (uois_change_dialog_parent_class)->finalize (object);
}

static void
uois_change_dialog_class_init (UoisChangeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_change_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_change_dialog_finalize;

  g_type_ensure (UOIS_TYPE_BUSY_PAGE);
  g_type_ensure (UOIS_TYPE_CHANGE_SUMMARY_VIEW);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/change-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, records_row);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, field_menu);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, set_check);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, clear_check);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, editor_list);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, status);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, UoisChangeDialog, busy);
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, schedule_preview);
  gtk_widget_class_bind_template_callback (widget_class, clear_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
uois_change_dialog_init (UoisChangeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_preview (self);
  show_status (self, "", FALSE);
}

static void
fill_records (UoisChangeDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_selected = uois_bitset_selection_get_size (uois_record_list_get_selection (self->list));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (self->list)));
  g_autofree char *selected = uois_format_count (n_selected);
  g_autofree char *shown = uois_format_count (n_shown);

  self->all_only = n_selected == 0;
  if (!self->all_only)
    gtk_string_list_take (
        labels, g_strdup_printf (ngettext ("%s selected record", "%s selected records", n_selected), selected));
  gtk_string_list_take (
      labels, g_strdup_printf (ngettext ("%s record of this list", "%s records of this list", n_shown), shown));
  adw_combo_row_set_model (self->records_row, G_LIST_MODEL (labels));
}

static void
fill_fields (UoisChangeDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < self->fields->len; i++)
    gtk_string_list_append (labels, uois_label (((const UoisField *) g_ptr_array_index (self->fields, i))->label));
  gtk_drop_down_set_expression (self->field_menu, expression);
  gtk_drop_down_set_model (self->field_menu, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->field_menu, 0);
}

gboolean
uois_change_dialog_can_present (UoisRecordList *list)
{
  g_autoptr (GPtrArray) fields = list_fields (list);

  return fields->len > 0;
}

UoisChangeDialog *
uois_change_dialog_present (UoisRecordList *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  UoisChangeDialog *self =
      g_object_new (UOIS_TYPE_CHANGE_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->list = g_object_ref (list);
  fill_records (self);
  self->fields = list_fields (list);
  fill_fields (self);
  field_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
uois_change_dialog_set_field (UoisChangeDialog *self, const UoisField *field)
{
  guint position;

  g_return_if_fail (UOIS_IS_CHANGE_DIALOG (self));

  if (g_ptr_array_find (self->fields, field, &position))
    gtk_drop_down_set_selected (self->field_menu, position);
}

UoisDraft *
uois_change_dialog_get_draft (UoisChangeDialog *self)
{
  g_return_val_if_fail (UOIS_IS_CHANGE_DIALOG (self), NULL);

  return self->draft;
}

UoisChangePreview *
uois_change_dialog_get_preview (UoisChangeDialog *self)
{
  g_return_val_if_fail (UOIS_IS_CHANGE_DIALOG (self), NULL);

  return self->preview;
}
