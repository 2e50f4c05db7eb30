/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-band.h"

#include "page.h"
#include "trees/machine-diagram.h"

#include <glib/gi18n-lib.h>

struct _UoisMachineBand
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *box;
  GtkLabel *text;
  GtkFlowBox *buttons;
  GtkWidget *way_button;
  GtkWidget *machine_button;
  GtkWidget *revealer;
  UoisMachineDiagram *diagram;

  /* Owned */
  UoisFile *file;
  UoisMachineProgress *progress; /* nullable */
  GCancellable *cancellable;

  const UoisType *type;
  UoisUuid id;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (UoisMachineBand, uois_machine_band, GTK_TYPE_WIDGET)

static void read_progress (UoisMachineBand *self);

/* ---- Following a transition ---- */

typedef struct
{
  UoisMachineBand *band;
  UoisUuid state;
  char *title;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->band);
  g_free (step->title);
  g_free (step);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 number = uois_file_save_finish (UOIS_FILE (source), result, NULL, &error);

  step->band->busy = FALSE;
  if (step->band->box == NULL)
    return;
  if (number < 0)
    {
      uois_page_notify (GTK_WIDGET (step->band), error->message, NULL, NULL, NULL);
      return;
    }
  /* Translators: %s is a state of a workflow. */
  text = g_strdup_printf (_ ("It is now in the state “%s”."), step->title);
  uois_page_notify (GTK_WIDGET (step->band), text, _ ("Undo"), "win.undo-step", g_variant_new_int64 (number));
  read_progress (step->band);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record_finish (UOIS_FILE (source), result, &error);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (draft == NULL)
    {
      step->band->busy = FALSE;
      uois_page_notify (GTK_WIDGET (step->band), error->message, NULL, NULL, NULL);
      step_free (step);
      return;
    }
  uois_value_set_uuid (&value, &step->state);
  uois_draft_set_value (draft, step->band->type->state, &value);
  uois_file_save_async (UOIS_FILE (source), &draft, 1, NULL, stepped_cb, step);
}

static void
step_cb (GtkWidget *button, UoisMachineBand *self)
{
  guint target = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "target"));
  const UoisState *state = uois_machine_model_get_state (self->progress->machine, target);
  Step *step;

  if (self->busy)
    return;
  step = g_new0 (Step, 1);
  step->band = g_object_ref (self);
  step->state = state->id;
  step->title = g_strdup (state->title);
  self->busy = TRUE;
  uois_file_edit_record_async (self->file, self->type, &self->id, NULL, edited_cb, step);
}

/* ---- What is shown ---- */

static void
add_button (UoisMachineBand *self, const UoisTransition *transition)
{
  const UoisState *target = uois_machine_model_get_state (self->progress->machine, transition->target);
  /* Translators: a transition of a workflow and the state that it leads to: "Approve → Approved". */
  g_autofree char *label = g_strdup_printf (_ ("%s → %s"), transition->title, target->title);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_sensitive (button, !uois_file_get_read_only (self->file));
  g_object_set_data (G_OBJECT (button), "target", GUINT_TO_POINTER (transition->target));
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  gtk_flow_box_append (self->buttons, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_buttons (UoisMachineBand *self)
{
  const UoisMachineModel *machine = self->progress->machine;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_flow_box_remove (self->buttons, child);
  for (guint i = 0; i < machine->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (machine, i);

      if (transition->source == self->progress->state && transition->target != UOIS_STATE_ELSEWHERE)
        add_button (self, transition);
    }
}

/* "State: Approved. Before: Draft, Submitted" */
static void
show_text (UoisMachineBand *self)
{
  const UoisMachineProgress *progress = self->progress;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("State: %s"),
                          uois_machine_model_get_state (progress->machine, progress->state)->title);
  for (guint i = 0; i + 1 < progress->visited->len; i++)
    g_string_append_printf (
        text, "%s%s", i == 0 ? _ (". Before: ") : " → ",
        uois_machine_model_get_state (progress->machine, g_array_index (progress->visited, guint, i))->title);
  gtk_label_set_text (self->text, text->str);
}

static void
show_diagram (UoisMachineBand *self)
{
  if (self->progress == NULL || !gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    return;
  uois_machine_diagram_set_current (self->diagram, self->progress->state);
  uois_machine_diagram_set_model (self->diagram, self->progress->machine);
}

static void
progress_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisMachineBand) self = user_data;
  g_autoptr (GError) error = NULL;
  UoisMachineProgress *progress = uois_file_read_progress_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    {
      g_clear_pointer (&progress, uois_machine_progress_free);
      return;
    }
  self->busy = FALSE;
  g_clear_pointer (&self->progress, uois_machine_progress_free);
  self->progress = progress;
  /* A record that is in no state has nowhere to go from here: the state is chosen in the form. */
  gtk_widget_set_visible (GTK_WIDGET (self), progress != NULL && progress->state != UOIS_STATE_ELSEWHERE);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  show_text (self);
  show_buttons (self);
  show_diagram (self);
}

static void
read_progress (UoisMachineBand *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = TRUE;
  uois_file_read_progress_async (self->file, self->type, &self->id, self->cancellable, progress_cb,
                                 g_object_ref (self));
}

static void
file_changed_cb (UoisMachineBand *self, gpointer type)
{
  if (type == NULL || type == self->type || type == self->type->state->target ||
      type == self->type->followed->machine->transitions->target)
    read_progress (self);
}

static void
machine_cb (UoisMachineBand *self)
{
  uois_go (GTK_WIDGET (self),
           &(UoisLocation){ .kind = UOIS_LOCATION_MACHINE,
                            .type = self->type->machine != NULL ? self->type : self->type->followed,
                            .id = self->type->machine != NULL ? self->id : self->progress->machine->id });
}

/* ---- GObject ---- */

static void
uois_machine_band_dispose (GObject *object)
{
  UoisMachineBand *self = UOIS_MACHINE_BAND (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_MACHINE_BAND);
  g_clear_pointer (&self->progress, uois_machine_progress_free);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_machine_band_parent_class)->dispose (object);
}

static void
uois_machine_band_class_init (UoisMachineBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_machine_band_dispose;

  g_type_ensure (UOIS_TYPE_MACHINE_DIAGRAM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/machine-band.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, box);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, text);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, buttons);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, way_button);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, machine_button);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, revealer);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineBand, diagram);
  gtk_widget_class_bind_template_callback (widget_class, show_diagram);
  gtk_widget_class_bind_template_callback (widget_class, machine_cb);
}

static void
uois_machine_band_init (UoisMachineBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_machine_band_new (UoisFile *file, const UoisType *type, const UoisUuid *id)
{
  UoisMachineBand *self;

  if (type->machine == NULL && type->state == NULL)
    return NULL;

  self = g_object_new (UOIS_TYPE_MACHINE_BAND, NULL);
  self->file = g_object_ref (file);
  self->type = type;
  self->id = *id;
  gtk_widget_set_visible (self->way_button, type->state != NULL);
  if (type->state == NULL)
    {
      gtk_label_set_text (self->text, _ ("States and transitions have an outline and a diagram of their own."));
      return GTK_WIDGET (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (file, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  read_progress (self);
  return GTK_WIDGET (self);
}

gboolean
uois_machine_band_get_settled (UoisMachineBand *self)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_BAND (self), FALSE);

  return !self->busy;
}
