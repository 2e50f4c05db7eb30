/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/field-editor.h"

#include "fields/field-control.h"
#include "text-label.h"

#include <glib/gi18n-lib.h>

/* Of the old value, in a tooltip. */
#define OLD_VALUE_CHARACTERS 200

struct _UoisFieldEditor
{
  GtkListBoxRow parent_instance;

  /* Template widgets */
  GtkBox *box;
  GtkLabel *label;
  GtkBox *line;
  GtkStack *mark;
  GtkButton *revert;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
  GtkBox *notes;
  GtkLabel *help;

  /* Child */
  UoisFieldControl *control;

  /* Owned */
  UoisFile *file;
  UoisDraft *draft;
  gulong draft_changed;
  GPtrArray *problems;       /* UoisProblem */
  UoisProblem *unreadable;   /* nullable: the text that was left is no value */
  GCancellable *cancellable; /* nullable: of reading the title of what was referred to */
  char *old_title;           /* nullable: that title */
  UoisUuid old_id;

  /* Of the registry */
  const UoisField *field;

  gboolean editable;
};

enum
{
  SIGNAL_CREATE_TARGET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisFieldEditor, uois_field_editor, GTK_TYPE_LIST_BOX_ROW)

/* ---- What is wrong ---- */

static char *
problem_text (const UoisProblem *problem)
{
  const char *cure = problem->cure != NULL ? problem->cure : "";
  char *text;

  if (problem->severity == UOIS_SEVERITY_ERROR)
    /* Translators: what is wrong with a value, then what to do about it; both are whole sentences. */
    text = g_strdup_printf (_ ("Error: %s %s"), problem->sentence, cure);
  else
    /* Translators: what is wrong with a value, then what to do about it; both are whole sentences. */
    text = g_strdup_printf (_ ("Warning: %s %s"), problem->sentence, cure);
  return g_strchomp (text);
}

static GtkWidget *
new_note (const char *icon_name, const char *text, const char *css_class)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = uois_text_label_new (text, "caption");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (note), icon);
  gtk_box_append (GTK_BOX (note), label);
  gtk_widget_add_css_class (note, "note");
  gtk_widget_add_css_class (note, css_class);
  return note;
}

/* The form may have found the same out. */
static gboolean
is_unreadable_new (UoisFieldEditor *self)
{
  for (guint i = 0; i < self->problems->len; i++)
    if (g_str_equal (((const UoisProblem *) g_ptr_array_index (self->problems, i))->sentence,
                     self->unreadable->sentence))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer container) (element-type UoisProblem): all that is wrong */
static GPtrArray *
list_problems (UoisFieldEditor *self)
{
  GPtrArray *problems = g_ptr_array_new ();

  if (self->unreadable != NULL && is_unreadable_new (self))
    g_ptr_array_add (problems, self->unreadable);
  for (guint i = 0; i < self->problems->len; i++)
    g_ptr_array_add (problems, g_ptr_array_index (self->problems, i));
  return problems;
}

static void
add_problem_note (UoisFieldEditor *self, const UoisProblem *problem)
{
  gboolean is_error = problem->severity == UOIS_SEVERITY_ERROR;
  g_autofree char *text = problem_text (problem);

  gtk_box_append (self->notes, new_note (is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic", text,
                                         is_error ? "error" : "warning"));
}

static void
show_notes (UoisFieldEditor *self)
{
  g_autoptr (GPtrArray) problems = list_problems (self);
  const char *remark = uois_field_control_get_remark (self->control);
  GtkWidget *note;

  while ((note = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, note);
  for (guint i = 0; i < problems->len; i++)
    add_problem_note (self, g_ptr_array_index (problems, i));
  if (remark != NULL)
    gtk_box_append (self->notes, new_note ("dialog-information-symbolic", remark, "remark"));
  gtk_widget_set_visible (GTK_WIDGET (self->notes), gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

/* ---- Whether it changed ---- */

static gboolean
is_empty_text (const UoisValue *value)
{
  return value->kind == UOIS_VALUE_TEXT && value->length == 0;
}

static void show_state (UoisFieldEditor *self);

static void
old_title_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisFieldEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (record == NULL || self->draft == NULL)
    return;
  g_free (self->old_title);
  self->old_title = g_strdup (record->title);
  show_state (self);
}

/* The title of what was referred to; its id until that is known. */
static char *
get_old_title (UoisFieldEditor *self, const UoisUuid *id)
{
  if (!uois_uuid_equal (id, &self->old_id))
    {
      self->old_id = *id;
      g_clear_pointer (&self->old_title, g_free);
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
      uois_file_read_async (self->file, self->field->column->target, id, self->cancellable, old_title_cb,
                            g_object_ref (self));
    }
  return self->old_title != NULL ? g_strdup (self->old_title) : uois_uuid_to_string (id);
}

static char *
describe_baseline (UoisFieldEditor *self)
{
  const UoisColumn *column = self->field->column;
  const UoisValue *baseline = uois_draft_get_baseline (self->draft, column);
  g_autofree char *text = NULL;
  g_autofree char *excerpt = NULL;

  if (baseline->kind == UOIS_VALUE_NULL)
    return g_strdup (_ ("Changed. It was not known."));
  if (is_empty_text (baseline))
    return g_strdup (_ ("Changed. It was empty."));
  if (baseline->kind == UOIS_VALUE_UUID && column->target != NULL && column->target->table != NULL)
    text = get_old_title (self, &baseline->uuid);
  else
    text = uois_typed_format (column, baseline);
  excerpt = uois_excerpt (text, OLD_VALUE_CHARACTERS);
  return g_strdup_printf (_ ("Changed. It was: %s"), excerpt);
}

static void
append_sentence (GString *description, const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;
  if (description->len > 0)
    g_string_append (description, g_str_has_suffix (description->str, ".") ? " " : ". ");
  g_string_append (description, sentence);
}

/* What is beside the input, for those who do not see it. */
static void
describe_input (UoisFieldEditor *self, const char *changed)
{
  GtkAccessible *input = GTK_ACCESSIBLE (uois_field_control_get_input (self->control));
  g_autoptr (GString) description = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = list_problems (self);
  gboolean invalid = uois_problem_list_has_errors (problems);

  if (uois_draft_get_text (self->draft, self->field->column) == NULL)
    append_sentence (description, uois_field_control_get_placeholder (self->control));
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = problem_text (g_ptr_array_index (problems, i));

      append_sentence (description, text);
    }
  append_sentence (description, uois_field_control_get_remark (self->control));
  append_sentence (description, changed);
  append_sentence (description, uois_label (self->field->help));

  gtk_accessible_update_property (input, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
  gtk_accessible_update_state (input, GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (invalid)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
}

static void
show_state (UoisFieldEditor *self)
{
  gboolean changed = uois_draft_is_changed (self->draft, self->field->column);
  gboolean is_text = self->field->column->kind == UOIS_VALUE_TEXT;
  g_autofree char *description = changed ? describe_baseline (self) : NULL;

  gtk_stack_set_visible_child_name (self->mark, changed ? "changed" : "unchanged");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->revert), description);
  if (changed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "field.revert", self->editable && changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "field.set-unknown", self->editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "field.set-empty", self->editable && is_text);
  describe_input (self, description);
}

static void
set_unreadable (UoisFieldEditor *self, UoisProblem *problem)
{
  if (self->unreadable == NULL && problem == NULL)
    return;
  g_clear_pointer (&self->unreadable, uois_problem_free);
  self->unreadable = problem;
  show_notes (self);
}

static void
draft_changed_cb (UoisFieldEditor *self, const UoisColumn *column)
{
  if (column != NULL && column != self->field->column)
    return;
  if (uois_draft_get_text (self->draft, self->field->column) == NULL)
    set_unreadable (self, NULL);
  show_state (self);
}

static void
remark_cb (UoisFieldEditor *self)
{
  show_notes (self);
  show_state (self);
}

/* While one types, no date is one yet; whoever leaves it so is told why. */
static void
focus_left_cb (UoisFieldEditor *self)
{
  const char *text = uois_draft_get_text (self->draft, self->field->column);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  UoisProblem *problem;

  if (text == NULL || uois_typed_parse (self->field->column, text, &value, &error))
    return;
  problem = g_new0 (UoisProblem, 1);
  problem->column = self->field->column;
  problem->severity = UOIS_SEVERITY_ERROR;
  problem->sentence = g_strdup (error->message);
  set_unreadable (self, problem);
  show_state (self);
}

/* ---- Actions ---- */

static void
revert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (widget);

  /* The button goes with the change. */
  gtk_widget_grab_focus (GTK_WIDGET (self->control));
  uois_draft_revert (self->draft, self->field->column);
}

static void
set_unknown_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (widget);
  const UoisValue unknown = UOIS_VALUE_INIT;

  uois_draft_set_value (self->draft, self->field->column, &unknown);
}

static void
set_empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (widget);
  g_auto (UoisValue) empty = UOIS_VALUE_INIT;

  uois_value_set_text (&empty, "", 0);
  uois_draft_set_value (self->draft, self->field->column, &empty);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (UOIS_FIELD_EDITOR (widget)->menu_button);
}

/* The popover is made when it is wanted: a form has many of them. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, UOIS_FIELD_EDITOR (user_data)->menu);
}

static void
menu_pressed_cb (UoisFieldEditor *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
label_pressed_cb (UoisFieldEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->control));
}

static void
create_target_cb (UoisFieldEditor *self, const UoisType *type, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_CREATE_TARGET], 0, type, text);
}

/* ---- GObject ---- */

static gboolean
uois_field_editor_grab_focus (GtkWidget *widget)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (widget);

  return self->control != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->control));
}

/* A row of GTK takes the keyboard itself when one goes back out of it; this one has nothing to do with it. */
static gboolean
uois_field_editor_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), direction);
}

static void
uois_field_editor_dispose (GObject *object)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (object);

  if (self->draft != NULL)
    g_clear_signal_handler (&self->draft_changed, self->draft);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->draft);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_field_editor_parent_class)->dispose (object);
}

static void
uois_field_editor_finalize (GObject *object)
{
  UoisFieldEditor *self = UOIS_FIELD_EDITOR (object);

  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->unreadable, uois_problem_free);
  g_free (self->old_title);

  G_OBJECT_CLASS (uois_field_editor_parent_class)->finalize (object);
}

static void
uois_field_editor_class_init (UoisFieldEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_field_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_field_editor_finalize;
  widget_class->focus = uois_field_editor_focus;
  widget_class->grab_focus = uois_field_editor_grab_focus;

  signals[SIGNAL_CREATE_TARGET] = g_signal_new ("create-target", UOIS_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/field-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, box);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, label);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, line);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, mark);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, revert);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, menu);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, notes);
  gtk_widget_class_bind_template_child (widget_class, UoisFieldEditor, help);
  gtk_widget_class_bind_template_callback (widget_class, label_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);

  gtk_widget_class_install_action (widget_class, "field.revert", NULL, revert_action);
  gtk_widget_class_install_action (widget_class, "field.set-unknown", NULL, set_unknown_action);
  gtk_widget_class_install_action (widget_class, "field.set-empty", NULL, set_empty_action);
  gtk_widget_class_install_action (widget_class, "field.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, GDK_ALT_MASK, "field.revert", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_ALT_MASK, "field.set-unknown", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_ALT_MASK | GDK_SHIFT_MASK, "field.set-empty",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "field.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "field.menu", NULL);
}

static void
uois_field_editor_init (UoisFieldEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->editable = TRUE;
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_problem_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  /* Its keys are Menu and Shift+F10; as a stop of Tab it would double the way through a form. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (GTK_WIDGET (self->menu_button)), FALSE);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
set_label (UoisFieldEditor *self, GtkSizeGroup *labels)
{
  const char *label = uois_label (self->field->label);

  gtk_label_set_text (self->label, label);
  uois_field_control_set_label (self->control, label);
  if (labels != NULL)
    gtk_size_group_add_widget (labels, GTK_WIDGET (self->label));
  else
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), GTK_ORIENTATION_VERTICAL);
      gtk_widget_add_css_class (GTK_WIDGET (self->box), "narrow");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
    }

  gtk_widget_set_visible (GTK_WIDGET (self->help), self->field->help != NULL);
  gtk_label_set_text (self->help, uois_label (self->field->help));
}

GtkWidget *
uois_field_editor_new (UoisFile *file, UoisDraft *draft, const UoisField *field, GtkSizeGroup *labels)
{
  UoisFieldEditor *self;

  g_return_val_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft) && field->column != NULL, NULL);

  self = g_object_new (UOIS_TYPE_FIELD_EDITOR, NULL);
  self->file = g_object_ref (file);
  self->draft = g_object_ref (draft);
  self->field = field;
  self->control = UOIS_FIELD_CONTROL (uois_field_control_new (file, draft, field));
  gtk_box_prepend (self->line, GTK_WIDGET (self->control));
  g_signal_connect_swapped (self->control, "create-target", G_CALLBACK (create_target_cb), self);
  g_signal_connect_swapped (self->control, "notify::remark", G_CALLBACK (remark_cb), self);
  uois_field_control_set_menu (self->control, self->menu);
  set_label (self, labels);
  show_notes (self);
  self->draft_changed =
      g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}

const UoisField *
uois_field_editor_get_field (UoisFieldEditor *self)
{
  g_return_val_if_fail (UOIS_IS_FIELD_EDITOR (self), NULL);

  return self->field;
}

static UoisProblem *
copy_problem (const UoisProblem *problem)
{
  UoisProblem *copy = g_memdup2 (problem, sizeof *problem);

  copy->sentence = g_strdup (problem->sentence);
  copy->cure = g_strdup (problem->cure);
  return copy;
}

void
uois_field_editor_set_problems (UoisFieldEditor *self, GPtrArray *problems)
{
  g_return_if_fail (UOIS_IS_FIELD_EDITOR (self));

  g_ptr_array_set_size (self->problems, 0);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);

      if (problem->column == self->field->column)
        g_ptr_array_add (self->problems, copy_problem (problem));
    }
  show_notes (self);
  show_state (self);
}

void
uois_field_editor_set_editable (UoisFieldEditor *self, gboolean editable)
{
  g_return_if_fail (UOIS_IS_FIELD_EDITOR (self));

  self->editable = editable;
  uois_field_control_set_editable (self->control, editable);
  show_state (self);
}

void
uois_field_editor_set_can_create (UoisFieldEditor *self, gboolean can_create)
{
  g_return_if_fail (UOIS_IS_FIELD_EDITOR (self));

  uois_field_control_set_can_create (self->control, can_create);
}
