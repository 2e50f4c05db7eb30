/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-edit-dialog.h"

#include <glib/gi18n-lib.h>

struct _UoisMachineEditDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwEntryRow *name;
  AdwActionRow *initial_row;
  GtkSwitch *initial;
  AdwComboRow *source;
  AdwComboRow *target;
  GtkLabel *reason;
  GtkWidget *save_button;

  /* Owned */
  UoisFile *file;
  UoisMachineModel *model;
  UoisDraft *draft;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisMachineEditDialog, uois_machine_edit_dialog, ADW_TYPE_WINDOW)

static const UoisMachine *
get_machine (UoisMachineEditDialog *self)
{
  return self->model->type->machine;
}

static gboolean
is_state (UoisMachineEditDialog *self)
{
  return uois_draft_get_record_type (self->draft) == get_machine (self)->states->target;
}

static const UoisColumn *
get_name_column (UoisMachineEditDialog *self)
{
  return is_state (self) ? get_machine (self)->state_name : get_machine (self)->transition_name;
}

/* ---- Saving ---- */

static void
show_reason (UoisMachineEditDialog *self, GPtrArray *problems, const GError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == UOIS_SEVERITY_ERROR)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", problem->sentence, problem->cure);
    }
  gtk_label_set_text (self->reason, text->len > 0 ? text->str : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachineEditDialog) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  if (uois_file_save_finish (UOIS_FILE (source), result, &problems, &error) >= 0)
    {
      g_signal_emit (self, signals[SAVED], 0, self->draft);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (self->reason != NULL)
    show_reason (self, problems, error);
}

static void
take_state (UoisMachineEditDialog *self, const UoisColumn *column, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (selected < self->model->states->len)
    uois_value_set_uuid (&value, &uois_machine_model_get_state (self->model, selected)->id);
  uois_draft_set_value (self->draft, column, &value);
}

static void
take_initial (UoisMachineEditDialog *self)
{
  const UoisColumn *column = get_machine (self)->initial;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  gboolean active = gtk_switch_get_active (self->initial);
  const UoisValue *before = column != NULL ? uois_draft_get_value (self->draft, column) : NULL;

  /* Unknown is no; only what a person switches is written. */
  if (before == NULL || active == (before->kind == UOIS_VALUE_BOOLEAN && before->integer != 0))
    return;
  uois_value_set_boolean (&value, active);
  uois_draft_set_value (self->draft, column, &value);
}

static void
save_cb (UoisMachineEditDialog *self)
{
  uois_draft_set_text (self->draft, get_name_column (self), gtk_editable_get_text (GTK_EDITABLE (self->name)), NULL);
  if (is_state (self))
    take_initial (self);
  else
    {
      take_state (self, get_machine (self)->source, self->source);
      take_state (self, get_machine (self)->target, self->target);
    }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  uois_file_save_async (self->file, &self->draft, 1, NULL, saved_cb, g_object_ref (self));
}

/* ---- GObject ---- */

static void
uois_machine_edit_dialog_dispose (GObject *object)
{
  UoisMachineEditDialog *self = UOIS_MACHINE_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_MACHINE_EDIT_DIALOG);
  g_clear_object (&self->file);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->model, uois_machine_model_unref);

  G_OBJECT_CLASS (uois_machine_edit_dialog_parent_class)->dispose (object);
}

static void
uois_machine_edit_dialog_class_init (UoisMachineEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_machine_edit_dialog_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, UOIS_TYPE_DRAFT);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/machine-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, name);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, initial_row);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, initial);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, source);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, target);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineEditDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
uois_machine_edit_dialog_init (UoisMachineEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
offer_states (UoisMachineEditDialog *self, AdwComboRow *row, const UoisColumn *column)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const UoisValue *value = uois_draft_get_value (self->draft, column);

  for (guint i = 0; i < self->model->states->len; i++)
    gtk_string_list_append (titles, uois_machine_model_get_state (self->model, i)->title);
  adw_combo_row_set_model (row, G_LIST_MODEL (titles));
  if (value->kind == UOIS_VALUE_UUID)
    adw_combo_row_set_selected (row, uois_machine_model_find_state (self->model, &value->uuid));
  if (column->field != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), uois_label (column->field->label));
}

static void
offer_all (UoisMachineEditDialog *self)
{
  const UoisMachine *machine = get_machine (self);
  const UoisColumn *column = get_name_column (self);
  const UoisValue *name = uois_draft_get_value (self->draft, column);
  gboolean state = is_state (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), uois_label (column->field->label));
  if (name->kind == UOIS_VALUE_TEXT)
    {
      g_autofree char *text = g_strndup (name->text, name->length);

      gtk_editable_set_text (GTK_EDITABLE (self->name), text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->initial_row), state && machine->initial != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->source), !state);
  gtk_widget_set_visible (GTK_WIDGET (self->target), !state);
  if (!state)
    {
      offer_states (self, self->source, machine->source);
      offer_states (self, self->target, machine->target);
    }
  else if (machine->initial != NULL)
    {
      const UoisValue *initial = uois_draft_get_value (self->draft, machine->initial);

      gtk_switch_set_active (self->initial, initial->kind == UOIS_VALUE_BOOLEAN && initial->integer != 0);
    }
}

UoisMachineEditDialog *
uois_machine_edit_dialog_new (GtkWindow *parent, UoisFile *file, UoisMachineModel *model, UoisDraft *draft)
{
  UoisMachineEditDialog *self =
      g_object_new (UOIS_TYPE_MACHINE_EDIT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  const char *kind = uois_type_get_label (uois_draft_get_record_type (draft));
  g_autofree char *title = NULL;

  self->file = g_object_ref (file);
  self->model = uois_machine_model_ref (model);
  self->draft = g_object_ref (draft);
  title = uois_draft_get_is_new (draft) ? /* Translators: a kind of record: "New: State" */
              g_strdup_printf (_ ("New: %s"), kind) :
              g_strdup (kind);
  gtk_window_set_title (GTK_WINDOW (self), title);
  offer_all (self);
  return self;
}

void
uois_machine_edit_dialog_fill (UoisMachineEditDialog *self, const char *name, guint target)
{
  g_return_if_fail (UOIS_IS_MACHINE_EDIT_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  if (!is_state (self))
    adw_combo_row_set_selected (self->target, target);
}

void
uois_machine_edit_dialog_save (UoisMachineEditDialog *self)
{
  g_return_if_fail (UOIS_IS_MACHINE_EDIT_DIALOG (self));

  save_cb (self);
}
