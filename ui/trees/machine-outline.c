/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/machine-outline.h"

#include "page.h"
#include "text-label.h"

#include <glib/gi18n-lib.h>

struct _UoisMachineOutline
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkListBox *rows;

  /* Owned */
  UoisMachineModel *model; /* nullable */
  GArray *places;          /* UoisMachinePlace, in the order of the rows */

  gboolean filling;
};

enum
{
  CHOSEN,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisMachineOutline, uois_machine_outline, GTK_TYPE_WIDGET)

/* ---- Rows ---- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = uois_text_label_new (text, style);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  return label;
}

/* @content: what the row shows; @name: what a screen reader says */
static void
add_row (UoisMachineOutline *self, UoisMachinePlace place, GtkWidget *content, const char *style, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (content, style);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->rows, row);
  g_array_append_val (self->places, place);
}

/* Where it stands in the machine; "" if in the middle. */
static const char *
describe_state (const UoisState *state)
{
  if (state->initial && state->n_exits == 0)
    return _ ("Beginning and end");
  if (state->initial)
    return _ ("Beginning");
  return state->n_exits == 0 ? _ ("End") : "";
}

static void
add_state_row (UoisMachineOutline *self, guint index)
{
  const UoisState *state = uois_machine_model_get_state (self->model, index);
  const char *details = describe_state (state);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name =
      *details != '\0' ? g_strdup_printf ("%s, %s", state->title, details) : g_strdup (state->title);

  gtk_box_append (GTK_BOX (box), new_label (state->title, "heading"));
  if (*details != '\0')
    {
      gtk_box_append (GTK_BOX (box), new_label (details, "dim-label"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
    }
  add_row (self, (UoisMachinePlace){ index, UOIS_NOTHING_OF_MACHINE, UOIS_NOTHING_OF_MACHINE }, box, "state-row", name);
}

static void
add_icon_row (UoisMachineOutline *self, UoisMachinePlace place, const char *icon, const char *text, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_add_css_class (image, "dim-label");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), new_label (text, NULL));
  add_row (self, place, box, "part-row", name);
}

static void
add_actor_row (UoisMachineOutline *self, guint state_index, guint index)
{
  const UoisState *state = uois_machine_model_get_state (self->model, state_index);
  const UoisActor *actor = uois_state_get_actor (state, index);
  /* Translators: a role or a person, and the state of a workflow from which they may lead on. */
  g_autofree char *name = g_strdup_printf (_ ("%s may lead on from %s"), actor->title, state->title);

  add_icon_row (self, (UoisMachinePlace){ state_index, UOIS_NOTHING_OF_MACHINE, index },
                uois_type_get_icon_name (actor->kind), actor->title, name);
}

static void
add_transition_row (UoisMachineOutline *self, guint index)
{
  const UoisTransition *transition = uois_machine_model_get_transition (self->model, index);
  const char *target = transition->target != UOIS_STATE_ELSEWHERE ?
                           uois_machine_model_get_state (self->model, transition->target)->title :
                           _ ("a state that is not here");
  g_autofree char *text = g_strdup_printf (_ ("%s → %s"), transition->title, target);

  add_icon_row (self, (UoisMachinePlace){ transition->source, index, UOIS_NOTHING_OF_MACHINE }, "go-next-symbolic",
                text, text);
}

static void
add_rows (UoisMachineOutline *self)
{
  guint transition = 0;

  for (guint i = 0; i < self->model->states->len; i++)
    {
      add_state_row (self, i);
      for (guint actor = 0; actor < uois_machine_model_get_state (self->model, i)->actors->len; actor++)
        add_actor_row (self, i, actor);
      while (transition < self->model->transitions->len &&
             uois_machine_model_get_transition (self->model, transition)->source == i)
        add_transition_row (self, transition++);
    }
  while (transition < self->model->transitions->len)
    add_transition_row (self, transition++);
}

/* ---- What is chosen ---- */

static gboolean
is_same_place (const UoisMachinePlace *a, const UoisMachinePlace *b)
{
  if (a->transition != UOIS_NOTHING_OF_MACHINE || b->transition != UOIS_NOTHING_OF_MACHINE)
    return a->transition == b->transition;
  return a->state == b->state && a->actor == b->actor;
}

static gboolean
has_keyboard (UoisMachineOutline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

void
uois_machine_outline_choose (UoisMachineOutline *self, const UoisMachinePlace *place)
{
  g_return_if_fail (UOIS_IS_MACHINE_OUTLINE (self));

  for (guint i = 0; i < self->places->len; i++)
    if (is_same_place (&g_array_index (self->places, UoisMachinePlace, i), place))
      {
        GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, i);

        gtk_list_box_select_row (self->rows, row);
        if (has_keyboard (self))
          gtk_widget_grab_focus (GTK_WIDGET (row));
        return;
      }
  gtk_list_box_unselect_all (self->rows);
}

UoisMachinePlace
uois_machine_outline_get_chosen (UoisMachineOutline *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (UOIS_IS_MACHINE_OUTLINE (self), UOIS_MACHINE_NOWHERE);

  row = gtk_list_box_get_selected_row (self->rows);
  return row != NULL ? g_array_index (self->places, UoisMachinePlace, gtk_list_box_row_get_index (row)) :
                       UOIS_MACHINE_NOWHERE;
}

gboolean
uois_machine_outline_get_record (UoisMachineOutline *self, const UoisType **type, UoisUuid *id)
{
  UoisMachinePlace chosen;

  g_return_val_if_fail (UOIS_IS_MACHINE_OUTLINE (self), FALSE);

  if (gtk_list_box_get_selected_row (self->rows) == NULL)
    return FALSE;
  chosen = uois_machine_outline_get_chosen (self);
  if (chosen.transition != UOIS_NOTHING_OF_MACHINE)
    {
      *type = self->model->type->machine->transitions->target;
      *id = uois_machine_model_get_transition (self->model, chosen.transition)->id;
    }
  else if (chosen.actor != UOIS_NOTHING_OF_MACHINE)
    {
      const UoisActor *actor =
          uois_state_get_actor (uois_machine_model_get_state (self->model, chosen.state), chosen.actor);

      *type = actor->relation->target;
      *id = actor->id;
    }
  else
    {
      *type = self->model->type->machine->states->target;
      *id = uois_machine_model_get_state (self->model, chosen.state)->id;
    }
  return TRUE;
}

static gboolean
is_record (UoisMachineOutline *self, const UoisMachinePlace *place, const UoisUuid *id)
{
  const UoisState *state;

  if (place->transition != UOIS_NOTHING_OF_MACHINE)
    return uois_uuid_equal (&uois_machine_model_get_transition (self->model, place->transition)->id, id);
  state = uois_machine_model_get_state (self->model, place->state);
  return uois_uuid_equal (
      place->actor != UOIS_NOTHING_OF_MACHINE ? &uois_state_get_actor (state, place->actor)->id : &state->id, id);
}

UoisMachinePlace
uois_machine_outline_find (UoisMachineOutline *self, const UoisUuid *id)
{
  g_return_val_if_fail (UOIS_IS_MACHINE_OUTLINE (self), UOIS_MACHINE_NOWHERE);

  for (guint i = 0; i < self->places->len; i++)
    {
      const UoisMachinePlace *place = &g_array_index (self->places, UoisMachinePlace, i);

      if (is_record (self, place, id))
        return *place;
    }
  return UOIS_MACHINE_NOWHERE;
}

/* ---- Another model ---- */

static void
fill (UoisMachineOutline *self, UoisMachineModel *model)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  g_array_set_size (self->places, 0);
  uois_machine_model_ref (model);
  g_clear_pointer (&self->model, uois_machine_model_unref);
  self->model = model;
  add_rows (self);
}

void
uois_machine_outline_set_model (UoisMachineOutline *self, UoisMachineModel *model)
{
  GtkListBoxRow *row;
  gboolean had_keyboard, had_chosen;
  int index;
  const UoisType *type;
  UoisUuid id;

  g_return_if_fail (UOIS_IS_MACHINE_OUTLINE (self));

  had_keyboard = has_keyboard (self);
  had_chosen = uois_machine_outline_get_record (self, &type, &id);
  row = gtk_list_box_get_selected_row (self->rows);
  index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  self->filling = TRUE;
  fill (self, model);
  if (had_chosen)
    {
      UoisMachinePlace place = uois_machine_outline_find (self, &id);

      uois_machine_outline_choose (self, &place);
      index = MIN (index, (int) self->places->len - 1);
      row = gtk_list_box_get_row_at_index (self->rows, index);
      if (gtk_list_box_get_selected_row (self->rows) == NULL && row != NULL)
        gtk_list_box_select_row (self->rows, row);
    }
  row = gtk_list_box_get_selected_row (self->rows);
  if (had_keyboard && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  self->filling = FALSE;
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
row_selected_cb (UoisMachineOutline *self)
{
  /* A list that is taken down lets go of its selection. */
  if (self->rows != NULL && !self->filling)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
row_activated_cb (UoisMachineOutline *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* ---- GObject ---- */

static void
uois_machine_outline_dispose (GObject *object)
{
  UoisMachineOutline *self = UOIS_MACHINE_OUTLINE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_MACHINE_OUTLINE);
  g_clear_pointer (&self->model, uois_machine_model_unref);

  G_OBJECT_CLASS (uois_machine_outline_parent_class)->dispose (object);
}

static void
uois_machine_outline_finalize (GObject *object)
{
  g_array_unref (UOIS_MACHINE_OUTLINE (object)->places);

  G_OBJECT_CLASS (uois_machine_outline_parent_class)->finalize (object);
}

static void
uois_machine_outline_class_init (UoisMachineOutlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_machine_outline_dispose;
  object_class->finalize = uois_machine_outline_finalize;

  signals[CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/machine-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisMachineOutline, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisMachineOutline, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
uois_machine_outline_init (UoisMachineOutline *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (UoisMachinePlace));
  gtk_widget_init_template (GTK_WIDGET (self));
}
