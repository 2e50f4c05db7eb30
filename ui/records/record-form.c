/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-form.h"

#include "fields/field-editor.h"
#include "fields/field-row.h"
#include "fields/field-sections.h"
#include "records/create-target.h"

#include <glib/gi18n-lib.h>

/* Milliseconds without a change before the rules are asked. */
#define CHECK_DELAY 250

struct _UoisRecordForm
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *general; /* what is wrong with no field in particular */

  /* Owned */
  UoisFile *file;
  UoisDraft *draft;   /* nullable */
  UoisRecord *record; /* nullable */
  GtkSizeGroup *labels;
  GPtrArray *editors;  /* UoisFieldEditor, owned by their lists */
  GPtrArray *rows;     /* UoisFieldRow, owned by their lists */
  GPtrArray *problems; /* UoisProblem: all of them */
  GPtrArray *shown;    /* UoisProblem, owned by @problems */
  GCancellable *cancellable;

  guint check_source;
  gboolean checking;
  gboolean tried; /* to save: everything that is wrong is shown */
  gboolean editable;
};

enum
{
  SIGNAL_PROBLEMS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisRecordForm, uois_record_form, GTK_TYPE_WIDGET)

/* ---- Problems ---- */

static gboolean
is_shown (UoisRecordForm *self, const UoisProblem *problem)
{
  return self->tried || !uois_draft_get_is_new (self->draft) || problem->column == NULL ||
         uois_draft_is_changed (self->draft, problem->column);
}

static UoisFieldEditor *
find_editor (UoisRecordForm *self, const UoisColumn *column)
{
  for (guint i = 0; column != NULL && i < self->editors->len; i++)
    {
      UoisFieldEditor *editor = g_ptr_array_index (self->editors, i);

      if (uois_field_editor_get_field (editor)->column == column)
        return editor;
    }
  return NULL;
}

static void
add_general (UoisRecordForm *self, const UoisProblem *problem)
{
  gboolean is_error = problem->severity == UOIS_SEVERITY_ERROR;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  g_autofree char *text = g_strdup_printf ("%s %s", problem->sentence, problem->cure != NULL ? problem->cure : "");
  GtkWidget *label = gtk_label_new (g_strchomp (text));

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_add_css_class (line, is_error ? "error" : "warning");
  gtk_box_append (GTK_BOX (self->general), line);
}

static void
show_problems (UoisRecordForm *self)
{
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (self->general)) != NULL)
    gtk_box_remove (GTK_BOX (self->general), line);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->problems->len; i++)
    {
      UoisProblem *problem = g_ptr_array_index (self->problems, i);

      if (!is_shown (self, problem))
        continue;
      g_ptr_array_add (self->shown, problem);
      if (find_editor (self, problem->column) == NULL)
        add_general (self, problem);
    }
  gtk_widget_set_visible (self->general, gtk_widget_get_first_child (self->general) != NULL);
  for (guint i = 0; i < self->editors->len; i++)
    uois_field_editor_set_problems (g_ptr_array_index (self->editors, i), self->shown);
  g_signal_emit (self, signals[SIGNAL_PROBLEMS_CHANGED], 0);
}

/* Takes @problems. */
static void
take_problems (UoisRecordForm *self, GPtrArray *problems)
{
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_unref (self->problems);
  self->problems = problems;
  show_problems (self);
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = uois_file_validate_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;
  self->checking = FALSE;
  /* A file that cannot be read says so when the record is saved. */
  if (problems != NULL)
    take_problems (self, g_steal_pointer (&problems));
}

static gboolean
check_source_cb (gpointer user_data)
{
  UoisRecordForm *self = UOIS_RECORD_FORM (user_data);

  self->check_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->checking = TRUE;
  uois_file_validate_async (self->file, &self->draft, 1, self->cancellable, check_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
check_later (UoisRecordForm *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->editable)
    self->check_source = g_timeout_add (CHECK_DELAY, check_source_cb, self);
}

/* ---- Fields ---- */

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  if (UOIS_IS_FIELD_ROW (row))
    uois_field_row_follow (UOIS_FIELD_ROW (row));
}

static GtkWidget *
new_list (const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), NULL);
  return list;
}

static void
add_row (UoisRecordForm *self, GtkWidget *list, const UoisField *field)
{
  GtkWidget *row = uois_field_row_new (field, self->labels);

  /* What is computed from a record that is not in the file yet is not known. */
  gtk_widget_set_visible (row, FALSE);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
create_target_cb (UoisFieldEditor *editor, const UoisType *type, const char *text, UoisRecordForm *self)
{
  uois_create_target (GTK_WIDGET (editor), self->file, self->draft, uois_field_editor_get_field (editor)->column, type,
                      text);
}

static void
add_editor (UoisRecordForm *self, GtkWidget *list, const UoisField *field)
{
  GtkWidget *editor = uois_field_editor_new (self->file, self->draft, field, self->labels);

  g_signal_connect (editor, "create-target", G_CALLBACK (create_target_cb), self);
  uois_field_editor_set_editable (UOIS_FIELD_EDITOR (editor), self->editable);
  g_ptr_array_add (self->editors, editor);
  gtk_list_box_append (GTK_LIST_BOX (list), editor);
}

static void
add_section (UoisRecordForm *self, const UoisFieldSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (section->title);
  GtkWidget *list = new_list (section->title);

  for (guint i = 0; i < section->fields->len; i++)
    {
      const UoisField *field = g_ptr_array_index (section->fields, i);

      if (uois_field_is_entered (field))
        add_editor (self, list, field);
      else
        add_row (self, list, field);
    }
  gtk_label_set_xalign (GTK_LABEL (heading), 0.0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static void
add_record_section (UoisRecordForm *self, const UoisType *type)
{
  g_autoptr (GPtrArray) fields = uois_type_list_record_fields (type);
  GtkWidget *expander = gtk_expander_new (_ ("About this record"));
  GtkWidget *list = new_list (_ ("About this record"));

  for (guint i = 0; i < fields->len; i++)
    add_row (self, list, g_ptr_array_index (fields, i));
  add_row (self, list, NULL);

  gtk_widget_add_css_class (gtk_expander_get_label_widget (GTK_EXPANDER (expander)), "heading");
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_widget_add_css_class (expander, "record");
  gtk_widget_set_parent (expander, GTK_WIDGET (self));
}

static void
remove_fields (UoisRecordForm *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL && child != self->general)
    gtk_widget_unparent (child);
}

static void
show_record (UoisRecordForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gtk_widget_set_visible (g_ptr_array_index (self->rows, i), self->record != NULL);
      if (self->record != NULL)
        uois_field_row_set_record (g_ptr_array_index (self->rows, i), self->record);
    }
}

/* ---- GObject ---- */

static void
forget_draft (UoisRecordForm *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  remove_fields (self);
}

static void
uois_record_form_dispose (GObject *object)
{
  UoisRecordForm *self = UOIS_RECORD_FORM (object);

  forget_draft (self);
  g_clear_pointer (&self->general, gtk_widget_unparent);
  g_clear_pointer (&self->record, uois_record_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_record_form_parent_class)->dispose (object);
}

static void
uois_record_form_finalize (GObject *object)
{
  UoisRecordForm *self = UOIS_RECORD_FORM (object);

  g_ptr_array_unref (self->editors);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->problems);
  g_object_unref (self->labels);

  G_OBJECT_CLASS (uois_record_form_parent_class)->finalize (object);
}

static void
uois_record_form_class_init (UoisRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_record_form_dispose;
  object_class->finalize = uois_record_form_finalize;

  signals[SIGNAL_PROBLEMS_CHANGED] =
      g_signal_new ("problems-changed", UOIS_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
uois_record_form_init (UoisRecordForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 24);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->editors = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->problems = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->editable = TRUE;
  self->general = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (self->general, FALSE);
  gtk_widget_set_parent (self->general, GTK_WIDGET (self));
}

GtkWidget *
uois_record_form_new (UoisFile *file)
{
  UoisRecordForm *self = g_object_new (UOIS_TYPE_RECORD_FORM, NULL);

  self->file = g_object_ref (file);
  return GTK_WIDGET (self);
}

void
uois_record_form_set_draft (UoisRecordForm *self, UoisDraft *draft)
{
  g_autoptr (GPtrArray) sections = NULL;

  g_return_if_fail (UOIS_IS_RECORD_FORM (self));

  if (self->draft == draft)
    return;
  forget_draft (self);
  self->tried = FALSE;
  if (draft == NULL)
    return;

  self->draft = g_object_ref (draft);
  sections = uois_type_list_field_sections (uois_draft_get_record_type (draft));
  for (guint i = 0; i < sections->len; i++)
    add_section (self, g_ptr_array_index (sections, i));
  if (!uois_draft_get_is_new (draft))
    add_record_section (self, uois_draft_get_record_type (draft));
  show_record (self);
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (check_later), self);
  check_later (self);
}

UoisDraft *
uois_record_form_get_draft (UoisRecordForm *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_FORM (self), NULL);

  return self->draft;
}

void
uois_record_form_set_record (UoisRecordForm *self, UoisRecord *record)
{
  g_return_if_fail (UOIS_IS_RECORD_FORM (self));

  if (record != NULL)
    uois_record_ref (record);
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = record;
  show_record (self);
}

void
uois_record_form_set_editable (UoisRecordForm *self, gboolean editable)
{
  g_return_if_fail (UOIS_IS_RECORD_FORM (self));

  self->editable = editable;
  for (guint i = 0; i < self->editors->len; i++)
    uois_field_editor_set_editable (g_ptr_array_index (self->editors, i), editable);
}

void
uois_record_form_set_problems (UoisRecordForm *self, GPtrArray *problems)
{
  g_return_if_fail (UOIS_IS_RECORD_FORM (self));

  self->tried = TRUE;
  take_problems (self, problems != NULL ? g_ptr_array_ref (problems) : g_ptr_array_new ());
}

guint
uois_record_form_count_problems (UoisRecordForm *self, UoisSeverity severity)
{
  guint count = 0;

  g_return_val_if_fail (UOIS_IS_RECORD_FORM (self), 0);

  for (guint i = 0; i < self->shown->len; i++)
    count += ((const UoisProblem *) g_ptr_array_index (self->shown, i))->severity == severity ? 1 : 0;
  return count;
}

gboolean
uois_record_form_is_valid (UoisRecordForm *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_FORM (self), FALSE);

  return !uois_problem_list_has_errors (self->problems);
}

gboolean
uois_record_form_is_checked (UoisRecordForm *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_FORM (self), FALSE);

  return self->check_source == 0 && !self->checking;
}

/* The first error in the order of the fields on the screen. */
static const UoisProblem *
first_error (UoisRecordForm *self, UoisFieldEditor **editor)
{
  *editor = NULL;
  for (guint i = 0; i < self->editors->len; i++)
    {
      for (guint j = 0; j < self->problems->len; j++)
        {
          const UoisProblem *problem = g_ptr_array_index (self->problems, j);

          *editor = g_ptr_array_index (self->editors, i);
          if (problem->severity == UOIS_SEVERITY_ERROR &&
              problem->column == uois_field_editor_get_field (*editor)->column)
            return problem;
        }
    }

  *editor = NULL;
  for (guint j = 0; j < self->problems->len; j++)
    {
      if (((const UoisProblem *) g_ptr_array_index (self->problems, j))->severity == UOIS_SEVERITY_ERROR)
        return g_ptr_array_index (self->problems, j);
    }
  return NULL;
}

char *
uois_record_form_go_to_problem (UoisRecordForm *self)
{
  UoisFieldEditor *editor;
  const UoisProblem *problem;

  g_return_val_if_fail (UOIS_IS_RECORD_FORM (self), NULL);

  self->tried = TRUE;
  show_problems (self);
  problem = first_error (self, &editor);
  if (problem == NULL)
    return NULL;
  gtk_widget_grab_focus (editor != NULL ? GTK_WIDGET (editor) : self->general);
  return g_strdup (problem->sentence);
}

void
uois_record_form_focus (UoisRecordForm *self)
{
  g_return_if_fail (UOIS_IS_RECORD_FORM (self));

  for (guint i = 0; i < self->editors->len; i++)
    {
      GtkWidget *editor = g_ptr_array_index (self->editors, i);
      const UoisColumn *column = uois_field_editor_get_field (UOIS_FIELD_EDITOR (editor))->column;

      if (column->required && uois_draft_get_value (self->draft, column)->kind == UOIS_VALUE_NULL &&
          gtk_widget_grab_focus (editor))
        return;
    }
  if (self->editors->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->editors, 0));
}
