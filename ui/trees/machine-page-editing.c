/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-page-private.h"

#include "compat-dialogs.h"
#include "records/drafts.h"
#include "records/record-dialog.h"
#include "trees/machine-edit-dialog.h"

#include <glib/gi18n-lib.h>

/* ---- What can be done ---- */

void
_uois_machine_page_update_actions (UoisMachinePage *self)
{
  gboolean writable = !uois_file_get_read_only (self->file) && self->model != NULL;
  gboolean has_states = self->model != NULL && self->model->states->len > 0;
  UoisMachinePlace chosen = uois_machine_outline_get_chosen (self->outline);
  gboolean has_state = chosen.state != UOIS_STATE_ELSEWHERE;
  gboolean has_chosen = has_state || chosen.transition != UOIS_NOTHING_OF_MACHINE;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.add-state", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.add-transition", writable && has_states);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.add-actor", writable && has_state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.edit", writable && has_chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.delete", writable && has_chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.open", has_chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.export", self->model != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), writable);
  uois_page_actions_changed (UOIS_PAGE (self));
}

/* ---- Changing ---- */

static void
saved_cb (UoisMachinePage *self, UoisDraft *draft)
{
  self->wanted = *uois_draft_get_id (draft);
  self->has_wanted = TRUE;
  _uois_machine_page_read (self);
}

static void
show_dialog (UoisMachinePage *self, UoisDraft *draft)
{
  UoisMachineEditDialog *dialog = uois_machine_edit_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                                self->file, self->model, draft);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_state_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);
  g_autoptr (UoisDraft) draft =
      uois_draft_new_related (uois_file_get_registry (self->file), self->type->machine->states, &self->id);

  show_dialog (self, draft);
}

/* From the state that is chosen. */
static void
add_transition_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);
  const UoisMachine *machine = self->type->machine;
  g_autoptr (UoisDraft) draft =
      uois_draft_new_related (uois_file_get_registry (self->file), machine->transitions, &self->id);
  guint source = uois_machine_outline_get_chosen (self->outline).state;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (source != UOIS_STATE_ELSEWHERE)
    {
      uois_value_set_uuid (&value, &uois_machine_model_get_state (self->model, source)->id);
      uois_draft_set_value (draft, machine->source, &value);
    }
  show_dialog (self, draft);
}

/* What can be added, by the names that the declarations give it. */
void
_uois_machine_page_fill_add_menu (UoisMachinePage *self)
{
  const UoisMachine *machine = self->type->machine;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) actors = g_menu_new ();

  g_menu_append (menu, uois_type_get_label (machine->states->target), "machine.add-state");
  g_menu_append (menu, uois_type_get_label (machine->transitions->target), "machine.add-transition");
  for (guint i = 0; i < machine->actors.length; i++)
    {
      g_autofree char *action = g_strdup_printf ("machine.add-actor(%u)", i);

      g_menu_append (actors, uois_type_get_label (machine->actors.items[i]->target), action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (actors));
  gtk_menu_button_set_menu_model (self->add_button, G_MENU_MODEL (menu));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);

  /* In a narrow window the diagram may be in front. */
  adw_leaflet_set_visible_child_name (self->views, "outline");
  gtk_menu_button_popup (self->add_button);
}

static GtkWindow *
get_window (UoisMachinePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
actor_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (UoisDraft) draft = uois_record_dialog_run_finish (result, NULL);

  if (draft != NULL && self->stack != NULL)
    saved_cb (self, draft);
}

/* Somebody who may lead on from the state that is chosen; which of the declared kinds is the parameter. */
static void
add_actor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);
  const UoisField *relation = self->type->machine->actors.items[g_variant_get_int32 (parameter)];
  const UoisState *state =
      uois_machine_model_get_state (self->model, uois_machine_outline_get_chosen (self->outline).state);
  g_autoptr (UoisDraft) draft = uois_draft_new_related (uois_file_get_registry (self->file), relation, &state->id);

  uois_record_dialog_run_async (get_window (self), self->file, draft, NULL, actor_saved_cb, g_object_ref (self));
}

static void
edit_actor_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_drafts_open_finish (UOIS_DRAFTS (source), result, &error);

  if (self->stack == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (draft != NULL)
    uois_record_dialog_run_async (get_window (self), self->file, draft, NULL, actor_saved_cb, g_object_ref (self));
  else
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
edit_record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record_finish (UOIS_FILE (source), result, &error);

  if (self->stack == NULL)
    return;
  if (draft != NULL)
    show_dialog (self, draft);
  else
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);
  const UoisType *type;
  UoisUuid id;

  if (!uois_machine_outline_get_record (self->outline, &type, &id))
    return;
  if (uois_machine_outline_get_chosen (self->outline).actor != UOIS_NOTHING_OF_MACHINE)
    uois_drafts_open_async (uois_drafts_get (self->file), type, &id, NULL, edit_actor_cb, g_object_ref (self));
  else
    uois_file_edit_record_async (self->file, type, &id, NULL, edit_record_cb, g_object_ref (self));
}

static void
tell_deleted (UoisMachinePage *self, gint64 number, const GError *error)
{
  if (number < 0)
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else
    uois_page_notify (GTK_WIDGET (self), _ ("Deleted."), _ ("Undo"), "win.undo-step", g_variant_new_int64 (number));
}

static void
state_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 number = uois_file_delete_state_finish (UOIS_FILE (source), result, &error);

  tell_deleted (self, number, error);
}

static void
record_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 number = uois_file_delete_finish (UOIS_FILE (source), result, &error);

  tell_deleted (self, number, error);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (widget);
  UoisMachinePlace chosen = uois_machine_outline_get_chosen (self->outline);
  const UoisType *type;
  UoisUuid id;

  if (!uois_machine_outline_get_record (self->outline, &type, &id))
    return;
  if (chosen.transition == UOIS_NOTHING_OF_MACHINE && chosen.actor == UOIS_NOTHING_OF_MACHINE)
    uois_file_delete_state_async (self->file, self->model, chosen.state, NULL, state_deleted_cb, g_object_ref (self));
  else
    uois_file_delete_async (self->file, type, &id, 1, NULL, NULL, NULL, record_deleted_cb, g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const UoisType *type;
  UoisUuid id;

  if (uois_machine_outline_get_record (UOIS_MACHINE_PAGE (widget)->outline, &type, &id))
    uois_go_record (widget, type, &id);
}

/* ---- The diagram as a file ---- */

typedef struct
{
  UoisMachinePage *page;
  UoisDiagramFormat format;
  GFile *file; /* nullable: it is being chosen */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->page);
  g_clear_object (&export->file);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (export->file);

  if (uois_diagram_export_finish (result, &error))
    uois_page_notify (GTK_WIDGET (export->page), _ ("The diagram was exported."), _ ("Open folder"), "win.open-folder",
                      g_variant_new_string (uri));
  else
    uois_page_notify (GTK_WIDGET (export->page), error->message, NULL, NULL, NULL);
}

void
uois_machine_page_export (UoisMachinePage *self, UoisDiagramFormat format, GFile *file)
{
  Export *export;

  g_return_if_fail (UOIS_IS_MACHINE_PAGE (self));
  g_return_if_fail (self->model != NULL);

  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->file = g_object_ref (file);
  uois_diagram_export_async (self->model, format, file, NULL, exported_cb, export);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = uois_compat_choose_file_finish (result, NULL);

  if (file != NULL && export->page->model != NULL)
    uois_machine_page_export (export->page, export->format, file);
}

static void
export_to (UoisMachinePage *self, UoisDiagramFormat format)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", self->model->title, uois_diagram_format_get_name (format));
  Export *export = g_new0 (Export, 1);

  export->page = g_object_ref (self);
  export->format = format;
  g_strdelimit (name, "/", '-');
  uois_compat_choose_any_file_async (get_window (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export the diagram"), name,
                                     file_chosen_cb, export);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (UoisDiagramFormat format = 0; format < UOIS_N_DIAGRAM_FORMATS; format++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), uois_diagram_format_get_name (format)))
      export_to (UOIS_MACHINE_PAGE (widget), format);
}

/* ---- Setting up ---- */

void
_uois_machine_page_editing_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "machine.add-state", NULL, add_state_action);
  gtk_widget_class_install_action (widget_class, "machine.add-transition", NULL, add_transition_action);
  gtk_widget_class_install_action (widget_class, "machine.add-actor", "i", add_actor_action);
  gtk_widget_class_install_action (widget_class, "machine.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "machine.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "machine.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "machine.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "machine.export", "s", export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, 0, "machine.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Insert, 0, "machine.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "machine.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "machine.delete", NULL);
}
