/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/paste-dialog.h"

#include "busy-page.h"
#include "compat-dialogs.h"
#include "format.h"

#include <glib/gi18n-lib.h>

/* How many problems are listed; the cells show all of them. */
#define PROBLEMS_SHOWN 100

struct _UoisPasteDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkWidget *add_button;
  AdwStatusPage *failed_page;
  GtkLabel *summary;
  GtkColumnView *view;
  GtkWidget *problems_part;
  GtkListBox *problems_list;
  UoisBusyPage *busy;

  /* Owned */
  UoisRecordList *list;
  UoisPasted *pasted;        /* nullable: while it is read */
  UoisListFilter *named;     /* nullable: a condition for each column of references, which says what they are called */
  GHashTable *problems;      /* gint64 of row and column -> UoisProblem of @pasted */
  GCancellable *cancellable; /* of reading */

  gboolean settled;
};

G_DEFINE_FINAL_TYPE (UoisPasteDialog, uois_paste_dialog, ADW_TYPE_WINDOW)

/* ---- Cells ---- */

static gint64
cell_key (guint row, const UoisColumn *column)
{
  return ((gint64) row << 32) | (column != NULL ? column->index + 1 : 0);
}

static const UoisProblem *
find_problem (UoisPasteDialog *self, guint row, const UoisColumn *column)
{
  gint64 key = cell_key (row, column);

  return g_hash_table_lookup (self->problems, &key);
}

/* What a reference is called; the conditions have a value for each row. */
static char *
reference_text (UoisPasteDialog *self, guint row, const UoisColumn *column)
{
  for (guint i = 0; self->named != NULL && i < self->named->n_conditions; i++)
    {
      const UoisListCondition *condition = self->named->conditions[i];

      if (condition->field->column == column && row < condition->n_values)
        return g_strdup (condition->texts[row]);
    }
  return NULL;
}

static char *
cell_text (UoisPasteDialog *self, guint row, const UoisColumn *column)
{
  UoisDraft *draft = g_ptr_array_index (self->pasted->drafts, row);
  const UoisValue *value = uois_draft_get_value (draft, column);
  const char *typed = uois_draft_get_text (draft, column);
  char *text;

  if (typed != NULL)
    return g_strdup (typed);
  if (value->kind == UOIS_VALUE_NULL)
    return g_strdup ("");
  text = reference_text (self, row, column);
  if (text == NULL && column->target == NULL)
    {
      g_autoptr (UoisListCondition) condition = uois_list_condition_new (column->field, UOIS_LIST_IS, value, 1, NULL);

      text = g_strdup (condition->texts[0]);
    }
  return text != NULL ? text : uois_value_to_string (value);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, UoisPasteDialog *self)
{
  const UoisColumn *column = g_object_get_data (G_OBJECT (factory), "column");
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));
  guint row = gtk_list_item_get_position (item);
  const UoisProblem *problem = find_problem (self, row, column);
  g_autofree char *text = column != NULL ? cell_text (self, row, column) : g_strdup_printf ("%u", row + 1);
  /* The sign tells it also without colour vision. */
  g_autofree char *marked = problem != NULL ? g_strconcat ("⚠ ", text, NULL) : g_strdup (text);

  gtk_inscription_set_text (cell, marked);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), problem != NULL ? problem->sentence : NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "error");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, UoisPasteDialog *self)
{
  GtkWidget *cell = gtk_inscription_new (NULL);
  gboolean is_number = g_object_get_data (G_OBJECT (factory), "column") == NULL;

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), is_number ? 6 : 10);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), is_number ? 6 : 18);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, cell);
}

/* @column: (nullable): %NULL: the number of the row */
static void
add_column (UoisPasteDialog *self, const UoisColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const char *title = column != NULL ? uois_label (column->field->label) : _ ("Row");
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) column);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column != NULL);
  gtk_column_view_append_column (self->view, view_column);
}

/* ---- Showing ---- */

static void
fail (UoisPasteDialog *self, const char *message)
{
  g_autofree char *description = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failed_page, description);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
add_problem (UoisPasteDialog *self, const char *text, const char *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_append (self->problems_list, box);
}

static void
show_problems (UoisPasteDialog *self)
{
  GtkListBoxRow *row;

  g_hash_table_remove_all (self->problems);
  while ((row = gtk_list_box_get_row_at_index (self->problems_list, 0)) != NULL)
    gtk_list_box_remove (self->problems_list, GTK_WIDGET (row));
  for (guint i = 0; i < self->pasted->ignored->len; i++)
    add_problem (self, g_ptr_array_index (self->pasted->ignored, i), "dialog-information-symbolic");
  for (guint i = 0; i < self->pasted->problems->len; i++)
    {
      UoisProblem *problem = g_ptr_array_index (self->pasted->problems, i);
      gint64 *key = g_new (gint64, 1);
      g_autofree char *text = g_strdup_printf (
          /* Translators: the number of a row, a column, what is wrong, what to do. */
          _ ("Row %u, %s: %s %s"), problem->draft + 1,
          problem->column != NULL && problem->column->field != NULL ? uois_label (problem->column->field->label) :
                                                                      _ ("as a whole"),
          problem->sentence, problem->cure != NULL ? problem->cure : "");

      *key = cell_key (problem->draft, problem->column);
      g_hash_table_insert (self->problems, key, problem);
      if (i < PROBLEMS_SHOWN)
        add_problem (self, text,
                     problem->severity == UOIS_SEVERITY_ERROR ? "dialog-error-symbolic" : "dialog-warning-symbolic");
    }
  gtk_widget_set_visible (self->problems_part, self->pasted->problems->len + self->pasted->ignored->len > 0);
}

static guint
count_errors (UoisPasteDialog *self)
{
  guint n_errors = 0;

  for (guint i = 0; i < self->pasted->problems->len; i++)
    n_errors += ((UoisProblem *) g_ptr_array_index (self->pasted->problems, i))->severity == UOIS_SEVERITY_ERROR;
  return n_errors;
}

static void
show_summary (UoisPasteDialog *self)
{
  guint n_rows = self->pasted->drafts->len;
  guint n_errors = count_errors (self);
  g_autofree char *rows = uois_format_count (n_rows);
  g_autofree char *errors = uois_format_count (n_errors);
  g_autofree char *label = g_strdup_printf (ngettext ("Add %s record", "Add %s records", n_rows), rows);
  g_autofree char *problems =
      g_strdup_printf (ngettext ("%s problem. Correct it in the spreadsheet and paste again.",
                                 "%s problems. Correct them in the spreadsheet and paste again.", n_errors),
                       errors);

  gtk_button_set_label (GTK_BUTTON (self->add_button), label);
  gtk_widget_set_sensitive (self->add_button, n_errors == 0);
  if (n_errors > 0)
    gtk_label_set_text (self->summary, problems);
  else if (uois_file_backs_up_before (uois_record_list_get_file (self->list), n_rows))
    gtk_label_set_text (self->summary, _ ("All rows can be saved. A backup of the file is made first."));
  else
    gtk_label_set_text (self->summary, _ ("All rows can be saved."));
}

static void
show_rows (UoisPasteDialog *self)
{
  g_autoptr (GListStore) rows = g_list_store_new (UOIS_TYPE_DRAFT);

  g_list_store_splice (rows, 0, 0, self->pasted->drafts->pdata, self->pasted->drafts->len);
  add_column (self, NULL);
  for (guint i = 0; i < self->pasted->n_columns; i++)
    {
      if (self->pasted->columns[i] != NULL && self->pasted->columns[i]->field != NULL)
        add_column (self, self->pasted->columns[i]);
    }
  show_problems (self);
  show_summary (self);
  gtk_column_view_set_model (self->view,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
  gtk_stack_set_visible_child_name (self->stack, "rows");
  self->settled = TRUE;
}

/* ---- Reading ---- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisPasteDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->named = uois_file_name_filter_finish (UOIS_FILE (source), result, &error);
  if (self->list != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_rows (self);
}

/* One condition with the value of each row for each column of references. */
static UoisListFilter *
collect_references (UoisPasteDialog *self)
{
  UoisListFilter *filter =
      uois_list_filter_new (uois_draft_get_record_type (g_ptr_array_index (self->pasted->drafts, 0)));

  for (guint i = 0; i < self->pasted->n_columns; i++)
    {
      const UoisColumn *column = self->pasted->columns[i];
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (UoisValue));
      g_autoptr (UoisListCondition) condition = NULL;
      UoisListFilter *longer;

      if (column == NULL || column->target == NULL || column->field == NULL)
        continue;
      for (guint row = 0; row < self->pasted->drafts->len; row++)
        g_array_append_vals (values, uois_draft_get_value (g_ptr_array_index (self->pasted->drafts, row), column), 1);
      condition = uois_list_condition_new (column->field, UOIS_LIST_IS, (const UoisValue *) (gpointer) values->data,
                                           values->len, NULL);
      longer = uois_list_filter_with (filter, condition);
      uois_list_filter_unref (filter);
      filter = longer;
    }
  return filter;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisPasteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisPasted) pasted = uois_file_read_pasted_finish (UOIS_FILE (source), result, &error);
  g_autoptr (UoisListFilter) references = NULL;

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pasted == NULL)
    {
      fail (self, error->message);
      return;
    }
  self->pasted = g_steal_pointer (&pasted);
  references = collect_references (self);
  uois_file_name_filter_async (UOIS_FILE (source), references, self->cancellable, named_cb, g_object_ref (self));
}

/* ---- Saving ---- */

static void
progress_cb (double fraction, const char *what, gpointer data)
{
  UoisPasteDialog *self = UOIS_PASTE_DIALOG (data);

  if (self->list != NULL)
    uois_busy_page_progress (self->busy, fraction, what);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisPasteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gint64 unit = uois_file_save_finish (UOIS_FILE (source), result, &problems, &error);
  g_autofree char *count = uois_format_count (self->pasted->drafts->len);
  g_autofree char *text =
      g_strdup_printf (ngettext ("Added %s record", "Added %s records", self->pasted->drafts->len), count);

  if (self->list == NULL)
    return;
  uois_busy_page_end (self->busy);
  if (unit >= 0)
    {
      uois_page_notify (GTK_WIDGET (self->list), text, _ ("Undo"), "win.undo-step", g_variant_new_int64 (unit));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "rows");
  gtk_label_set_text (self->summary, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ?
                                         _ ("Nothing was added.") :
                                         error->message);
  gtk_widget_set_sensitive (self->add_button, TRUE);
}

static void
add_cb (UoisPasteDialog *self)
{
  gtk_widget_set_sensitive (self->add_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "saving");
  uois_file_save_many_async (uois_record_list_get_file (self->list), (UoisDraft *const *) self->pasted->drafts->pdata,
                             self->pasted->drafts->len, progress_cb, self, uois_busy_page_begin (self->busy), saved_cb,
                             g_object_ref (self));
}

static void
cancel_cb (UoisPasteDialog *self)
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
  cancel_cb (UOIS_PASTE_DIALOG (widget));
  return GDK_EVENT_STOP;
}

static gboolean
uois_paste_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (UOIS_PASTE_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (uois_paste_dialog_parent_class)->close_request (window);
}

static void
uois_paste_dialog_dispose (GObject *object)
{
  UoisPasteDialog *self = UOIS_PASTE_DIALOG (object);

  uois_compat_leave_parent (GTK_WINDOW (self));
  g_cancellable_cancel (self->cancellable);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_PASTE_DIALOG);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (uois_paste_dialog_parent_class)->dispose (object);
}

static void
uois_paste_dialog_finalize (GObject *object)
{
  UoisPasteDialog *self = UOIS_PASTE_DIALOG (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->problems);
  g_clear_pointer (&self->named, uois_list_filter_unref);
  g_clear_pointer (&self->pasted, uois_pasted_free);

  G_OBJECT_CLASS (uois_paste_dialog_parent_class)->finalize (object);
}

static void
uois_paste_dialog_class_init (UoisPasteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_paste_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_paste_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = uois_paste_dialog_close_request;

  g_type_ensure (UOIS_TYPE_BUSY_PAGE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/paste-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, view);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, problems_part);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, problems_list);
  gtk_widget_class_bind_template_child (widget_class, UoisPasteDialog, busy);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
uois_paste_dialog_init (UoisPasteDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->problems = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPasteDialog *
uois_paste_dialog_present (UoisRecordList *list, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  UoisPasteDialog *self =
      g_object_new (UOIS_TYPE_PASTE_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);
  UoisListRequest request;
  const UoisType *type;

  self->list = g_object_ref (list);
  uois_record_list_get_request (list, &request);
  /* Of a relation through a link table the links are made, not what they lead to. */
  type = request.relation != NULL ? request.relation->column->type : request.type;
  uois_file_read_pasted_async (uois_record_list_get_file (list), type, request.relation, &request.parent,
                               (const UoisField *const *) fields->pdata, fields->len, text, self->cancellable, read_cb,
                               g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
uois_paste_dialog_get_settled (UoisPasteDialog *self)
{
  g_return_val_if_fail (UOIS_IS_PASTE_DIALOG (self), FALSE);

  return self->settled;
}
