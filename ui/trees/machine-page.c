/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-page.h"

#include "trees/machine-edit-dialog.h"

#include <glib/gi18n-lib.h>

#define ZOOM_STEP 1.25

struct _UoisMachinePage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwFlap *flap;
  GtkListBox *outline;
  GtkWidget *findings_title;
  GtkListBox *findings;
  UoisMachineDiagram *diagram;

  /* Owned */
  UoisFile *file;
  UoisMachineModel *model; /* nullable */
  GPtrArray *found;        /* nullable: UoisMachineFinding, in the order of the rows */
  GArray *rows;            /* Row, in the order of the outline */
  GCancellable *cancellable;

  const UoisType *type;
  UoisUuid id;
  UoisUuid wanted; /* to be chosen when it is there */
  gboolean busy;
  gboolean choosing;
};

/* What a row of the outline stands for. */
typedef struct
{
  guint state;
  guint transition;
} Row;

G_DEFINE_FINAL_TYPE (UoisMachinePage, uois_machine_page, UOIS_TYPE_PAGE)

static void read_machine (UoisMachinePage *self);

/* ---- What is chosen ---- */

static Row
get_chosen (UoisMachinePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->outline);

  return row != NULL ? g_array_index (self->rows, Row, gtk_list_box_row_get_index (row)) :
                       (Row){ UOIS_STATE_ELSEWHERE, G_MAXUINT };
}

/* The record that is chosen; %FALSE if none is. */
static gboolean
get_chosen_record (UoisMachinePage *self, const UoisType **type, UoisUuid *id)
{
  Row chosen = get_chosen (self);

  if (self->model == NULL || (chosen.state == UOIS_STATE_ELSEWHERE && chosen.transition == G_MAXUINT))
    return FALSE;
  if (chosen.transition != G_MAXUINT)
    {
      *type = self->type->machine->transitions->target;
      *id = uois_machine_model_get_transition (self->model, chosen.transition)->id;
      return TRUE;
    }
  *type = self->type->machine->states->target;
  *id = uois_machine_model_get_state (self->model, chosen.state)->id;
  return TRUE;
}

static void
update_actions (UoisMachinePage *self)
{
  gboolean writable = !uois_file_get_read_only (self->file) && self->model != NULL;
  gboolean has_chosen = gtk_list_box_get_selected_row (self->outline) != NULL;
  gboolean has_states = self->model != NULL && self->model->states->len > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.add-state", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.add-transition", writable && has_states);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.edit", writable && has_chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.delete", writable && has_chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "machine.open", has_chosen);
}

static void
row_selected_cb (UoisMachinePage *self)
{
  Row chosen;

  /* A list that is taken down lets go of its selection. */
  if (self->outline == NULL)
    return;
  chosen = get_chosen (self);
  if (!self->choosing)
    uois_machine_diagram_choose (self->diagram, chosen.state, chosen.transition);
  update_actions (self);
}

static void
diagram_chosen_cb (UoisMachinePage *self, guint state, guint transition)
{
  self->choosing = TRUE;
  uois_machine_page_choose (self, state, transition);
  self->choosing = FALSE;
}

void
uois_machine_page_choose (UoisMachinePage *self, guint state, guint transition)
{
  g_return_if_fail (UOIS_IS_MACHINE_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (row->transition == transition && (transition != G_MAXUINT || row->state == state))
        {
          gtk_list_box_select_row (self->outline, gtk_list_box_get_row_at_index (self->outline, i));
          return;
        }
    }
  gtk_list_box_unselect_all (self->outline);
}

void
uois_machine_page_get_chosen (UoisMachinePage *self, guint *state, guint *transition)
{
  Row chosen;

  g_return_if_fail (UOIS_IS_MACHINE_PAGE (self));

  chosen = get_chosen (self);
  *state = chosen.state;
  *transition = chosen.transition;
}

/* ---- The outline ---- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Takes @title and @details. */
static void
add_row (UoisMachinePage *self, Row row, const char *style, char *title, char *details)
{
  GtkWidget *widget = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = *details != '\0' ? g_strdup_printf ("%s, %s", title, details) : g_strdup (title);

  gtk_widget_add_css_class (box, style);
  gtk_box_append (GTK_BOX (box), new_label (title, row.transition == G_MAXUINT ? "heading" : NULL));
  if (*details != '\0')
    {
      gtk_box_append (GTK_BOX (box), new_label (details, "dim-label"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->outline, widget);
  g_array_append_val (self->rows, row);
  g_free (title);
  g_free (details);
}

/* Where it stands in the machine, and who may lead on. */
static char *
describe_state (const UoisState *state)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (state->initial)
    g_string_append (text, _ ("Beginning"));
  if (state->n_exits == 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("End"));
  for (guint i = 0; i < state->actors->len; i++)
    g_string_append_printf (text, "%s%s",
                            i > 0         ? ", " :
                            text->len > 0 ? " · " :
                                            "",
                            (const char *) g_ptr_array_index (state->actors, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_transition_row (UoisMachinePage *self, guint index)
{
  const UoisTransition *transition = uois_machine_model_get_transition (self->model, index);
  const char *target = transition->target != UOIS_STATE_ELSEWHERE ?
                           uois_machine_model_get_state (self->model, transition->target)->title :
                           _ ("a state that is not here");

  add_row (self, (Row){ transition->source, index }, "transition-row",
           g_strdup_printf ("%s → %s", transition->title, target), g_strdup (""));
}

static void
show_outline (UoisMachinePage *self)
{
  GtkListBoxRow *row;
  guint transition = 0;

  while ((row = gtk_list_box_get_row_at_index (self->outline, 0)) != NULL)
    gtk_list_box_remove (self->outline, GTK_WIDGET (row));
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->model->states->len; i++)
    {
      const UoisState *state = uois_machine_model_get_state (self->model, i);

      add_row (self, (Row){ i, G_MAXUINT }, "state-row", g_strdup (state->title), describe_state (state));
      while (transition < self->model->transitions->len &&
             uois_machine_model_get_transition (self->model, transition)->source == i)
        add_transition_row (self, transition++);
    }
  while (transition < self->model->transitions->len)
    add_transition_row (self, transition++);
}

/* ---- What is wrong ---- */

static void
add_finding (UoisMachinePage *self, const UoisMachineFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "state-row");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_label (finding->sentence, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, uois_machine_rule_get_name (finding->rule));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, finding->sentence, -1);
  gtk_list_box_append (self->findings, row);
}

static void
show_findings (UoisMachinePage *self)
{
  g_autofree char *title = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->findings, 0)) != NULL)
    gtk_list_box_remove (self->findings, GTK_WIDGET (row));
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = uois_machine_model_lint (self->model);
  for (guint i = 0; i < self->found->len; i++)
    add_finding (self, g_ptr_array_index (self->found, i));
  title = self->found->len > 0 ?
              g_strdup_printf (ngettext ("%u thing to put right", "%u things to put right", self->found->len),
                               self->found->len) :
              g_strdup (_ ("Nothing to put right"));
  gtk_label_set_text (GTK_LABEL (self->findings_title), title);
}

static void
finding_activated_cb (UoisMachinePage *self, GtkListBoxRow *row)
{
  const UoisMachineFinding *finding = g_ptr_array_index (self->found, gtk_list_box_row_get_index (row));

  uois_machine_page_choose (self, finding->state, finding->transition);
}

/* ---- Reading ---- */

/* The same record as before, or the one just made. */
static void
choose_wanted (UoisMachinePage *self)
{
  guint state = uois_machine_model_find_state (self->model, &self->wanted);

  for (guint i = 0; i < self->model->transitions->len; i++)
    if (uois_uuid_equal (&uois_machine_model_get_transition (self->model, i)->id, &self->wanted))
      {
        uois_machine_page_choose (self, UOIS_STATE_ELSEWHERE, i);
        return;
      }
  if (state != UOIS_STATE_ELSEWHERE)
    uois_machine_page_choose (self, state, G_MAXUINT);
  update_actions (self);
}

static void
show_model (UoisMachinePage *self, UoisMachineModel *model)
{
  const UoisType *unused;

  get_chosen_record (self, &unused, &self->wanted);
  g_clear_pointer (&self->model, uois_machine_model_unref);
  self->model = uois_machine_model_ref (model);
  uois_page_set_title (UOIS_PAGE (self), model->title);
  show_outline (self);
  show_findings (self);
  uois_machine_diagram_set_model (self->diagram, model);
  choose_wanted (self);
  gtk_stack_set_visible_child_name (self->stack, "machine");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisMachineModel) model = uois_file_read_machine_finish (UOIS_FILE (source), result, &error);
  g_autofree char *description = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;
  self->busy = FALSE;
  if (model != NULL)
    {
      show_model (self, model);
      return;
    }
  description = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, description);
  uois_page_set_title (UOIS_PAGE (self), uois_type_get_label (self->type));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_machine (UoisMachinePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = TRUE;
  uois_file_read_machine_async (self->file, self->type, &self->id, self->cancellable, read_cb, g_object_ref (self));
}

/* ---- Changing ---- */

static void
saved_cb (UoisMachinePage *self, UoisDraft *draft)
{
  gtk_list_box_unselect_all (self->outline);
  self->wanted = *uois_draft_get_id (draft);
  read_machine (self);
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
  guint source = get_chosen (self).state;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (source != UOIS_STATE_ELSEWHERE)
    {
      uois_value_set_uuid (&value, &uois_machine_model_get_state (self->model, source)->id);
      uois_draft_set_value (draft, machine->source, &value);
    }
  show_dialog (self, draft);
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

  if (get_chosen_record (self, &type, &id))
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
transition_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
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
  Row chosen = get_chosen (self);
  const UoisType *type;
  UoisUuid id;

  if (!get_chosen_record (self, &type, &id))
    return;
  if (chosen.transition == G_MAXUINT)
    uois_file_delete_state_async (self->file, self->model, chosen.state, NULL, state_deleted_cb, g_object_ref (self));
  else
    uois_file_delete_async (self->file, type, &id, 1, NULL, NULL, NULL, transition_deleted_cb, g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const UoisType *type;
  UoisUuid id;

  if (get_chosen_record (UOIS_MACHINE_PAGE (widget), &type, &id))
    uois_go_record (widget, type, &id);
}

static void
row_activated_cb (UoisMachinePage *self)
{
  open_action (GTK_WIDGET (self), NULL, NULL);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachineDiagram *diagram = UOIS_MACHINE_PAGE (widget)->diagram;
  int step = g_variant_get_int32 (parameter);
  double zoom = uois_machine_diagram_get_zoom (diagram);

  uois_machine_diagram_set_zoom (diagram, step == 0 ? 1.0 : step > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP);
}

/* ---- UoisPage ---- */

static gboolean
touches (UoisMachinePage *self, const UoisChanges *changes)
{
  const UoisMachine *machine = self->type->machine;

  for (guint i = 0; i < machine->actors.length; i++)
    if (uois_changes_touch (changes, machine->actors.items[i]->target))
      return TRUE;
  return uois_changes_touch (changes, self->type) || uois_changes_touch (changes, machine->states->target) ||
         uois_changes_touch (changes, machine->transitions->target);
}

static void
uois_machine_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  if (touches (UOIS_MACHINE_PAGE (page), changes))
    read_machine (UOIS_MACHINE_PAGE (page));
}

/* ---- GObject ---- */

static void
uois_machine_page_dispose (GObject *object)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_MACHINE_PAGE);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->model, uois_machine_model_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_machine_page_parent_class)->dispose (object);
}

static void
uois_machine_page_finalize (GObject *object)
{
  g_array_unref (UOIS_MACHINE_PAGE (object)->rows);

  G_OBJECT_CLASS (uois_machine_page_parent_class)->finalize (object);
}

static void
uois_machine_page_class_init (UoisMachinePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_machine_page_dispose;
  object_class->finalize = uois_machine_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_machine_page_refresh;

  g_type_ensure (UOIS_TYPE_MACHINE_DIAGRAM);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/machine-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, outline);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, findings_title);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, findings);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, diagram);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, diagram_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_activated_cb);

  gtk_widget_class_install_action (widget_class, "machine.add-state", NULL, add_state_action);
  gtk_widget_class_install_action (widget_class, "machine.add-transition", NULL, add_transition_action);
  gtk_widget_class_install_action (widget_class, "machine.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "machine.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "machine.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "machine.zoom", "i", zoom_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "machine.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "machine.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "machine.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "machine.zoom", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "machine.zoom", "i", 0);
}

static void
uois_machine_page_init (UoisMachinePage *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPage *
uois_machine_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id)
{
  UoisMachinePage *self = g_object_new (UOIS_TYPE_MACHINE_PAGE, NULL);

  self->file = g_object_ref (file);
  self->type = type;
  self->id = *id;
  uois_page_set_subtitle (UOIS_PAGE (self), uois_type_get_label (type));
  update_actions (self);
  read_machine (self);
  return UOIS_PAGE (self);
}

UoisMachineModel *
uois_machine_page_get_model (UoisMachinePage *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_PAGE (self), NULL);

  return self->model;
}

UoisMachineDiagram *
uois_machine_page_get_diagram (UoisMachinePage *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_PAGE (self), NULL);

  return self->diagram;
}

gboolean
uois_machine_page_get_settled (UoisMachinePage *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_PAGE (self), FALSE);

  return !self->busy && (self->model == NULL || uois_machine_diagram_get_settled (self->diagram));
}
