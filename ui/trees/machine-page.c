/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-page-private.h"

#include "text-label.h"

#include <glib/gi18n-lib.h>

#define ZOOM_STEP 1.25

G_DEFINE_FINAL_TYPE (UoisMachinePage, uois_machine_page, UOIS_TYPE_PAGE)

/* ---- What is chosen ---- */

static void
chosen_cb (UoisMachinePage *self)
{
  UoisMachinePlace chosen = uois_machine_outline_get_chosen (self->outline);

  if (!self->choosing)
    uois_machine_diagram_choose (self->diagram, chosen.state, chosen.transition);
  _uois_machine_page_update_actions (self);
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

  uois_machine_outline_choose (self->outline, &(UoisMachinePlace){ state, transition, UOIS_NOTHING_OF_MACHINE });
}

void
uois_machine_page_get_chosen (UoisMachinePage *self, guint *state, guint *transition)
{
  UoisMachinePlace chosen;

  g_return_if_fail (UOIS_IS_MACHINE_PAGE (self));

  chosen = uois_machine_outline_get_chosen (self->outline);
  *state = chosen.state;
  *transition = chosen.transition;
}

/* ---- What is wrong ---- */

static void
add_finding (UoisMachinePage *self, const UoisMachineFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *sentence = uois_text_label_new (finding->sentence, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "state-row");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), sentence);
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

static void
show_model (UoisMachinePage *self, UoisMachineModel *model)
{
  g_clear_pointer (&self->model, uois_machine_model_unref);
  self->model = uois_machine_model_ref (model);
  uois_page_set_title (UOIS_PAGE (self), model->title);
  uois_machine_diagram_set_model (self->diagram, model);
  uois_machine_outline_set_model (self->outline, model);
  show_findings (self);
  if (self->has_wanted)
    {
      UoisMachinePlace place = uois_machine_outline_find (self->outline, &self->wanted);

      uois_machine_outline_choose (self->outline, &place);
    }
  self->has_wanted = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "machine");
  uois_page_ready (UOIS_PAGE (self), NULL);
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
  uois_page_ready (UOIS_PAGE (self), NULL);
}

void
_uois_machine_page_read (UoisMachinePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = TRUE;
  uois_file_read_machine_async (self->file, self->type, &self->id, self->cancellable, read_cb, g_object_ref (self));
}

static void
activated_cb (UoisMachinePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "machine.open", NULL);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisMachineDiagram *diagram = UOIS_MACHINE_PAGE (widget)->diagram;
  int step = g_variant_get_int32 (parameter);
  double zoom = uois_machine_diagram_get_zoom (diagram);

  uois_machine_diagram_set_zoom (diagram, step == 0 ? 1.0 : step > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP);
}

/* ---- The two views in a narrow window ---- */

static void
adapt (gpointer data)
{
  g_autoptr (UoisMachinePage) self = data;

  if (self->switcher == NULL)
    return;
  gtk_widget_set_visible (self->switcher, adw_leaflet_get_folded (self->views));
  uois_machine_diagram_fit (self->diagram);
}

/* The room is told while the page is being laid out, when it is too late to ask for another size. */
static void
room_changed_cb (UoisMachinePage *self)
{
  g_idle_add_once (adapt, g_object_ref (self));
}

static void
view_shown_cb (UoisMachinePage *self)
{
  gboolean is_diagram = adw_leaflet_get_visible_child (self->views) == self->diagram_view;

  if (self->outline_toggle == NULL)
    return;
  gtk_toggle_button_set_active (is_diagram ? self->diagram_toggle : self->outline_toggle, TRUE);
}

static void
view_toggled_cb (UoisMachinePage *self)
{
  gboolean is_diagram = gtk_toggle_button_get_active (self->diagram_toggle);

  adw_leaflet_set_visible_child_name (self->views, is_diagram ? "diagram" : "outline");
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

static gboolean
uois_machine_page_can_activate (UoisPage *page, const char *name)
{
  UoisMachinePage *self = UOIS_MACHINE_PAGE (page);
  gboolean writable = !uois_file_get_read_only (self->file) && self->model != NULL;
  const UoisType *type;
  UoisUuid id;

  if (g_str_equal (name, "delete"))
    return writable && uois_machine_outline_get_record (self->outline, &type, &id);
  return g_str_equal (name, "new-record") && writable;
}

static void
uois_machine_page_activate (UoisPage *page, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (page), g_str_equal (name, "delete") ? "machine.delete" : "machine.add-state",
                              NULL);
}

static void
uois_machine_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  if (touches (UOIS_MACHINE_PAGE (page), changes))
    _uois_machine_page_read (UOIS_MACHINE_PAGE (page));
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
uois_machine_page_class_init (UoisMachinePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  UoisPageClass *page_class = UOIS_PAGE_CLASS (klass);

  object_class->dispose = uois_machine_page_dispose;
  page_class->refresh = uois_machine_page_refresh;
  page_class->can_activate = uois_machine_page_can_activate;
  page_class->activate = uois_machine_page_activate;

  g_type_ensure (UOIS_TYPE_MACHINE_DIAGRAM);
  g_type_ensure (UOIS_TYPE_MACHINE_OUTLINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/machine-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, views);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, diagram_view);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, switcher);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, outline_toggle);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, diagram_toggle);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, outline);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, findings_title);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, findings);
  gtk_widget_class_bind_template_child (widget_class, UoisMachinePage, diagram);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, diagram_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);

  _uois_machine_page_editing_class_init (widget_class);
  gtk_widget_class_install_action (widget_class, "machine.zoom", "i", zoom_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "machine.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "machine.zoom", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "machine.zoom", "i", 0);
}

static void
uois_machine_page_init (UoisMachinePage *self)
{
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
  _uois_machine_page_fill_add_menu (self);
  _uois_machine_page_update_actions (self);
  _uois_machine_page_read (self);
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
