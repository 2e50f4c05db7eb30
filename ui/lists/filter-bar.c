/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/filter-bar.h"

#include "lists/condition-editor.h"
#include "wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _UoisFilterBar
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkMenuButton *add_button;
  UoisConditionEditor *add_editor;
  GtkToggleButton *unsent_toggle;
  GtkToggleButton *created_toggle;
  GtkToggleButton *problems_toggle;
  GtkWidget *clear_button;

  /* Child: changes the condition of the chip that it stands on */
  UoisConditionEditor *editor;

  /* Owned */
  GCancellable *checking; /* nullable: problems are being looked for */
  GPtrArray *chips;       /* GtkWidget, of conditions that have no button of their own, in their order */

  /* Not owned */
  UoisRecordList *list;

  guint edited; /* number of the condition that @editor changes */
  gboolean setting_up;
};

G_DEFINE_FINAL_TYPE (UoisFilterBar, uois_filter_bar, GTK_TYPE_WIDGET)

static void show_filter (UoisFilterBar *self);

/* ---- The filter ---- */

static UoisListFilter *
get_filter (UoisFilterBar *self)
{
  return uois_record_list_get_filter (self->list);
}

static guint
find_state (UoisListFilter *filter, UoisListState state)
{
  for (guint i = 0; filter != NULL && i < filter->n_conditions; i++)
    {
      if (filter->conditions[i]->field == NULL && filter->conditions[i]->state == state)
        return i;
    }
  return G_MAXUINT;
}

/* Takes @filter. */
static void
take_filter (UoisFilterBar *self, UoisListFilter *filter)
{
  uois_record_list_set_filter (self->list, filter);
  uois_list_filter_unref (filter);
}

static void
add_condition (UoisFilterBar *self, UoisListCondition *condition)
{
  g_autoptr (UoisListFilter) none =
      uois_list_filter_new (uois_list_model_get_record_type (uois_record_list_get_model (self->list)));
  UoisListFilter *filter = get_filter (self);

  take_filter (self, uois_list_filter_with (filter != NULL ? filter : none, condition));
}

static void
add_apply_cb (UoisFilterBar *self, UoisListCondition *condition)
{
  add_condition (self, condition);
}

static void
edit_apply_cb (UoisFilterBar *self, UoisListCondition *condition)
{
  UoisListFilter *filter = get_filter (self);

  if (filter != NULL && self->edited < filter->n_conditions)
    take_filter (self, uois_list_filter_replace (filter, self->edited, condition));
}

static void
clear_cb (UoisFilterBar *self)
{
  uois_record_list_set_filter (self->list, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
}

/* ---- States ---- */

static GtkToggleButton *
state_toggle (UoisFilterBar *self, UoisListState state)
{
  switch (state)
    {
    case UOIS_LIST_STATE_UNSENT:
      return self->unsent_toggle;
    case UOIS_LIST_STATE_CREATED:
      return self->created_toggle;
    case UOIS_LIST_STATE_PROBLEMS:
      return self->problems_toggle;
    default:
      return NULL;
    }
}

static void
toggle_state (UoisFilterBar *self, UoisListState state)
{
  guint index = find_state (get_filter (self), state);
  g_autoptr (UoisListCondition) condition = NULL;

  if (self->setting_up)
    return;
  if (index != G_MAXUINT)
    {
      take_filter (self, uois_list_filter_without (get_filter (self), index));
      return;
    }
  condition = uois_list_condition_new_state (state, 0);
  add_condition (self, condition);
}

static void
unsent_toggled_cb (UoisFilterBar *self)
{
  toggle_state (self, UOIS_LIST_STATE_UNSENT);
}

static void
created_toggled_cb (UoisFilterBar *self)
{
  toggle_state (self, UOIS_LIST_STATE_CREATED);
}

/* An answer that is waited for; one to an earlier question may come as well. */
typedef struct
{
  UoisFilterBar *bar;
  GCancellable *cancellable;
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->bar);
  g_object_unref (check->cancellable);
  g_free (check);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_free)

static void
stop_checking (UoisFilterBar *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  gtk_button_set_label (GTK_BUTTON (self->problems_toggle), uois_list_state_get_label (UOIS_LIST_STATE_PROBLEMS));
}

static void
checking_cb (double fraction, const char *what, gpointer data)
{
  UoisFilterBar *self = UOIS_FILTER_BAR (data);
  g_autofree char *label = NULL;

  if (self->checking == NULL)
    return;
  /* Translators: how much of a list has been looked through for problems, in percent. */
  label = g_strdup_printf (_ ("Checking: %d %%"), (int) (100 * fraction));
  gtk_button_set_label (GTK_BUTTON (self->problems_toggle), label);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  UoisFilterBar *self = check->bar;
  g_autoptr (GError) error = NULL;
  gint64 n_records = uois_file_count_problems_finish (UOIS_FILE (source), result, &error);

  if (check->cancellable != self->checking)
    return;
  stop_checking (self);
  if (n_records >= 0)
    toggle_state (self, UOIS_LIST_STATE_PROBLEMS);
  else
    {
      uois_page_notify (GTK_WIDGET (self->list), error->message, NULL, NULL, NULL);
      show_filter (self);
    }
}

/* Finding problems the first time passes the whole table: the list is asked when they are known. */
static void
problems_toggled_cb (UoisFilterBar *self)
{
  Check *check;

  if (self->setting_up)
    return;
  if (self->checking != NULL)
    {
      stop_checking (self);
      return;
    }
  if (find_state (get_filter (self), UOIS_LIST_STATE_PROBLEMS) != G_MAXUINT)
    {
      toggle_state (self, UOIS_LIST_STATE_PROBLEMS);
      return;
    }
  self->checking = g_cancellable_new ();
  check = g_new0 (Check, 1);
  check->bar = g_object_ref (self);
  check->cancellable = g_object_ref (self->checking);
  uois_file_count_problems_async (uois_record_list_get_file (self->list),
                                  uois_list_model_get_record_type (uois_record_list_get_model (self->list)),
                                  checking_cb, self, self->checking, checked_cb, check);
}

/* ---- Chips ---- */

static guint
chip_index (GtkWidget *widget)
{
  GtkWidget *chip = widget;

  while (g_object_get_data (G_OBJECT (chip), "index") == NULL)
    chip = gtk_widget_get_parent (chip);
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "index")) - 1;
}

/* The keyboard stays where it was: on the chip that took the place, or else on the button for another. */
static void
remove_condition (UoisFilterBar *self, GtkWidget *widget)
{
  guint index = chip_index (widget);
  guint position;

  for (position = 0; chip_index (g_ptr_array_index (self->chips, position)) != index;)
    position++;
  take_filter (self, uois_list_filter_without (get_filter (self), index));
  if (position < self->chips->len)
    gtk_widget_child_focus (g_ptr_array_index (self->chips, position), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
}

static void
remove_cb (GtkButton *button, UoisFilterBar *self)
{
  remove_condition (self, GTK_WIDGET (button));
}

static gboolean
chip_key_cb (GtkEventController *controller, guint key, guint code, GdkModifierType modifiers, UoisFilterBar *self)
{
  if (key != GDK_KEY_Delete && key != GDK_KEY_BackSpace)
    return GDK_EVENT_PROPAGATE;
  remove_condition (self, gtk_event_controller_get_widget (controller));
  return GDK_EVENT_STOP;
}

static void
edit_cb (GtkButton *button, UoisFilterBar *self)
{
  graphene_rect_t bounds;

  self->edited = chip_index (GTK_WIDGET (button));
  if (!gtk_widget_compute_bounds (GTK_WIDGET (button), GTK_WIDGET (self), &bounds))
    return;
  uois_condition_editor_edit (self->editor, get_filter (self)->conditions[self->edited]);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->editor), &(GdkRectangle){ bounds.origin.x, bounds.origin.y,
                                                                            bounds.size.width, bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->editor));
}

static GtkWidget *
new_chip (UoisFilterBar *self, const UoisListCondition *condition, guint index)
{
  g_autofree char *text = uois_list_condition_describe (condition);
  /* Translators: %s is a condition, such as "Type is department". */
  g_autofree char *removal = g_strdup_printf (_ ("Remove the filter: %s"), text);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, text);
  gtk_widget_set_sensitive (button, condition->field != NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (edit_cb), self);
  gtk_widget_set_tooltip_text (remove, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (chip_key_cb), self);
  gtk_widget_add_controller (chip, keys);
  gtk_widget_add_css_class (chip, "linked");
  gtk_widget_add_css_class (chip, "chip");
  gtk_box_append (GTK_BOX (chip), button);
  gtk_box_append (GTK_BOX (chip), remove);
  /* 0 would be none. */
  g_object_set_data (G_OBJECT (chip), "index", GUINT_TO_POINTER (index + 1));
  return chip;
}

static void
remove_chips (UoisFilterBar *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chips, i));
  g_ptr_array_set_size (self->chips, 0);
}

static void
show_filter (UoisFilterBar *self)
{
  static const UoisListState states[] = { UOIS_LIST_STATE_UNSENT, UOIS_LIST_STATE_CREATED, UOIS_LIST_STATE_PROBLEMS };
  UoisListFilter *filter = get_filter (self);

  remove_chips (self);
  for (guint i = 0; filter != NULL && i < filter->n_conditions; i++)
    {
      const UoisListCondition *condition = filter->conditions[i];
      GtkWidget *chip;

      if (condition->field == NULL && state_toggle (self, condition->state) != NULL)
        continue;
      chip = new_chip (self, condition, i);
      gtk_widget_insert_before (chip, GTK_WIDGET (self), self->clear_button);
      g_ptr_array_add (self->chips, chip);
    }
  self->setting_up = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_toggle_button_set_active (state_toggle (self, states[i]), find_state (filter, states[i]) != G_MAXUINT);
  self->setting_up = FALSE;
  gtk_widget_set_visible (self->clear_button, filter != NULL && filter->n_conditions > 0);
}

/* ---- GObject ---- */

static void
uois_filter_bar_dispose (GObject *object)
{
  UoisFilterBar *self = UOIS_FILTER_BAR (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->list = NULL;
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  remove_chips (self);
  if (self->editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->editor));
  self->editor = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (uois_filter_bar_parent_class)->dispose (object);
}

static void
uois_filter_bar_finalize (GObject *object)
{
  g_ptr_array_unref (UOIS_FILTER_BAR (object)->chips);

  G_OBJECT_CLASS (uois_filter_bar_parent_class)->finalize (object);
}

static void
uois_filter_bar_class_init (UoisFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_filter_bar_finalize;

  g_type_ensure (UOIS_TYPE_CONDITION_EDITOR);
  gtk_widget_class_set_layout_manager_type (widget_class, UOIS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, add_editor);
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, unsent_toggle);
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, created_toggle);
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, problems_toggle);
  gtk_widget_class_bind_template_child (widget_class, UoisFilterBar, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, add_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, unsent_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, created_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

/* GTK 4.8 tells of a button that can be pressed only when it first was. */
static void
name_toggle (UoisFilterBar *self, UoisListState state)
{
  GtkToggleButton *toggle = state_toggle (self, state);

  gtk_button_set_label (GTK_BUTTON (toggle), uois_list_state_get_label (state));
  gtk_accessible_update_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
uois_filter_bar_init (UoisFilterBar *self)
{
  self->chips = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->editor = UOIS_CONDITION_EDITOR (uois_condition_editor_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  g_signal_connect_swapped (self->editor, "apply", G_CALLBACK (edit_apply_cb), self);
  name_toggle (self, UOIS_LIST_STATE_UNSENT);
  name_toggle (self, UOIS_LIST_STATE_CREATED);
  name_toggle (self, UOIS_LIST_STATE_PROBLEMS);
}

void
uois_filter_bar_set_list (UoisFilterBar *self, UoisRecordList *list)
{
  g_return_if_fail (UOIS_IS_FILTER_BAR (self));
  g_return_if_fail (self->list == NULL);

  self->list = list;
  uois_condition_editor_set_list (self->add_editor, list);
  uois_condition_editor_set_list (self->editor, list);
  g_signal_connect_swapped (list, "filter-changed", G_CALLBACK (show_filter), self);
  show_filter (self);
}

void
uois_filter_bar_add (UoisFilterBar *self)
{
  g_return_if_fail (UOIS_IS_FILTER_BAR (self));

  gtk_menu_button_popup (self->add_button);
}
