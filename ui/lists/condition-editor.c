/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/condition-editor.h"

#include "lists/facet-list.h"

#include <glib/gi18n-lib.h>

struct _UoisConditionEditor
{
  GtkPopover parent_instance;

  /* Template widgets: the field */
  GtkStack *stack;
  GtkSearchEntry *field_entry;
  GtkListBox *fields;

  /* Template widgets: comparison and values */
  GtkLabel *field_label;
  GtkDropDown *compare_menu;
  GtkEntry *first;
  GtkWidget *and_label;
  GtkEntry *second;
  UoisFacetList *facets;
  GtkLabel *problem;

  /* Owned */
  UoisListCondition *condition; /* nullable: the one that is changed */

  /* Not owned */
  UoisRecordList *list;

  /* Of the registry */
  const UoisField *field;

  gboolean edits; /* @condition was given before the popover came up */
};

enum
{
  APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisConditionEditor, uois_condition_editor, GTK_TYPE_POPOVER)

/* ---- Choosing the field ---- */

static const UoisField *
row_field (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "field");
}

static gboolean
can_filter (const UoisField *field)
{
  guint n_operators;

  uois_field_list_operators (field, &n_operators);
  return n_operators > 0 && uois_field_is_shown (field);
}

static void
add_field (UoisConditionEditor *self, const UoisField *field)
{
  GtkWidget *label = gtk_label_new (uois_label (field->label));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  gtk_list_box_append (self->fields, row);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const UoisField *const *fields[] = { a, b };

  return g_utf8_collate (uois_label ((*fields[0])->label), uois_label ((*fields[1])->label));
}

/* What the list shows comes first: it is what people look at. */
static void
fill_fields (UoisConditionEditor *self)
{
  const UoisType *type = uois_list_model_get_record_type (uois_record_list_get_model (self->list));
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self->list);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->fields, 0)) != NULL)
    gtk_list_box_remove (self->fields, GTK_WIDGET (row));
  for (guint i = 0; i < type->fields.length; i++)
    {
      if (!g_ptr_array_find (fields, type->fields.items[i], NULL))
        g_ptr_array_add (others, (gpointer) type->fields.items[i]);
    }
  g_ptr_array_sort (others, compare_labels);
  g_ptr_array_extend (fields, others, NULL, NULL);
  for (guint i = 0; i < fields->len; i++)
    {
      if (can_filter (g_ptr_array_index (fields, i)))
        add_field (self, g_ptr_array_index (fields, i));
    }
}

static gboolean
row_is_sought (GtkListBoxRow *row, gpointer user_data)
{
  UoisConditionEditor *self = UOIS_CONDITION_EDITOR (user_data);
  g_autofree char *sought = uois_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->field_entry)), -1);
  g_autofree char *label = uois_text_fold (uois_label (row_field (row)->label), -1);

  return strstr (label, sought) != NULL;
}

static void
field_search_cb (UoisConditionEditor *self)
{
  gtk_list_box_invalidate_filter (self->fields);
}

static GtkListBoxRow *
first_sought_row (UoisConditionEditor *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->fields, i)) != NULL; i++)
    {
      if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
        return row;
    }
  return NULL;
}

static gboolean
field_key_cb (UoisConditionEditor *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkListBoxRow *row = first_sought_row (self);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

/* ---- Comparison and values ---- */

static gboolean
is_time (const UoisField *field)
{
  UoisValueKind kind = uois_field_get_list_kind (field);

  return kind == UOIS_VALUE_DATETIME || kind == UOIS_VALUE_DATE;
}

static UoisListOperator
get_compare (UoisConditionEditor *self)
{
  guint n_operators;
  const UoisListOperator *operators = uois_field_list_operators (self->field, &n_operators);
  guint selected = gtk_drop_down_get_selected (self->compare_menu);

  return operators[selected < n_operators ? selected : 0];
}

/* Years of a time are ranges; other values are what the field is, or is not. */
static gboolean
takes_facets (const UoisField *field, UoisListOperator compare)
{
  if (!uois_field_has_facets (field))
    return FALSE;
  return is_time (field) ? compare == UOIS_LIST_BETWEEN : compare == UOIS_LIST_IS || compare == UOIS_LIST_IS_NOT;
}

static void
show_problem (UoisConditionEditor *self, GtkEntry *entry, const char *message)
{
  gtk_label_set_text (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (entry == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->first), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->second), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->first), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->second), GTK_ACCESSIBLE_STATE_INVALID);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

static void
name_entry (GtkEntry *entry, const char *name)
{
  gtk_entry_set_placeholder_text (entry, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
compare_changed_cb (UoisConditionEditor *self)
{
  UoisListOperator compare;
  guint arity;
  gboolean facets;

  if (self->field == NULL)
    return;
  compare = get_compare (self);
  arity = uois_list_operator_get_arity (compare);
  facets = takes_facets (self->field, compare);

  gtk_widget_set_visible (GTK_WIDGET (self->first),
                          arity > 0 && uois_field_get_list_kind (self->field) != UOIS_VALUE_BOOLEAN);
  gtk_widget_set_visible (GTK_WIDGET (self->second), arity > 1);
  gtk_widget_set_visible (self->and_label, arity > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->facets), facets);
  name_entry (self->first, arity > 1 ? _ ("From") : facets ? _ ("Find a value") : _ ("Value"));
  name_entry (self->second, _ ("To"));
  show_problem (self, NULL, NULL);
  if (facets)
    uois_facet_list_set_search (self->facets, arity > 1 ? "" : gtk_editable_get_text (GTK_EDITABLE (self->first)));
}

static void
first_changed_cb (UoisConditionEditor *self)
{
  if (self->field == NULL)
    return;
  show_problem (self, NULL, NULL);
  if (takes_facets (self->field, get_compare (self)) && !is_time (self->field))
    uois_facet_list_set_search (self->facets, gtk_editable_get_text (GTK_EDITABLE (self->first)));
}

/* Texts that were typed for the condition that is changed; what is ticked shows itself. */
static void
show_values (UoisConditionEditor *self)
{
  const UoisListCondition *condition = self->condition;
  gboolean typed = condition != NULL &&
                   (condition->compare == UOIS_LIST_BETWEEN ? condition->n_values == 2 : condition->n_values == 1);

  typed = typed && (!takes_facets (self->field, condition->compare) || is_time (self->field));
  gtk_editable_set_text (GTK_EDITABLE (self->first), typed && condition->texts[0] ? condition->texts[0] : "");
  gtk_editable_set_text (GTK_EDITABLE (self->second),
                         typed && condition->n_values > 1 && condition->texts[1] ? condition->texts[1] : "");
}

static void
show_field (UoisConditionEditor *self, const UoisField *field)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  UoisValueKind kind = uois_field_get_list_kind (field);
  guint n_operators, selected = 0;
  const UoisListOperator *operators = uois_field_list_operators (field, &n_operators);
  UoisListRequest request;

  for (guint i = 0; i < n_operators; i++)
    {
      gtk_string_list_append (labels, uois_list_operator_get_label (operators[i], kind));
      if (self->condition != NULL && self->condition->compare == operators[i])
        selected = i;
    }
  self->field = NULL;
  gtk_label_set_text (self->field_label, uois_label (field->label));
  gtk_drop_down_set_model (self->compare_menu, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->compare_menu, selected);
  self->field = field;
  show_values (self);
  if (uois_field_has_facets (field))
    {
      uois_record_list_get_request (self->list, &request);
      uois_facet_list_load (self->facets, uois_record_list_get_file (self->list), &request, field, self->condition);
    }
  compare_changed_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "values");
  gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->first)) ? GTK_WIDGET (self->first) :
                                                                             GTK_WIDGET (self->compare_menu));
}

static void
field_activated_cb (UoisConditionEditor *self, GtkListBoxRow *row)
{
  g_clear_pointer (&self->condition, uois_list_condition_unref);
  show_field (self, row_field (row));
}

static void
field_enter_cb (UoisConditionEditor *self)
{
  GtkListBoxRow *row = first_sought_row (self);

  if (row != NULL)
    field_activated_cb (self, row);
}

static void
back_cb (UoisConditionEditor *self)
{
  gtk_stack_set_visible_child_name (self->stack, "fields");
  gtk_widget_grab_focus (GTK_WIDGET (self->field_entry));
}

/* ---- Making the condition ---- */

static gboolean
read_value (UoisConditionEditor *self, GtkEntry *entry, UoisValue *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  UoisValueKind kind = uois_field_get_list_kind (self->field);
  g_autoptr (GError) error = NULL;
  gboolean read;

  if (kind == UOIS_VALUE_TEXT)
    {
      uois_value_set_text (value, text, -1);
      return TRUE;
    }
  if (self->field->kind == UOIS_FIELD_COLUMN)
    read = uois_typed_parse (self->field->column, text, value, &error);
  else
    read = uois_value_parse (kind, text, strlen (text), value, &error);
  if (!read)
    show_problem (self, entry, error->message);
  return read;
}

static UoisListCondition *
read_values (UoisConditionEditor *self, UoisListOperator compare)
{
  guint arity = uois_list_operator_get_arity (compare);
  g_auto (UoisValue) first = UOIS_VALUE_INIT;
  g_auto (UoisValue) second = UOIS_VALUE_INIT;
  UoisValue both[2];

  if (!read_value (self, self->first, &first) || (arity > 1 && !read_value (self, self->second, &second)))
    return NULL;
  if ((first.kind == UOIS_VALUE_NULL && second.kind == UOIS_VALUE_NULL) ||
      *gtk_editable_get_text (GTK_EDITABLE (arity > 1 && first.kind == UOIS_VALUE_NULL ? self->second : self->first)) ==
          '\0')
    {
      show_problem (self, self->first, _ ("Type what to compare with."));
      return NULL;
    }
  both[0] = first;
  both[1] = second;
  return uois_list_condition_new (self->field, compare, both, arity, NULL);
}

/* What is ticked comes before what is typed, which then only was the way to it. */
static UoisListCondition *
make_condition (UoisConditionEditor *self)
{
  UoisListOperator compare = get_compare (self);
  UoisListCondition *condition = NULL;

  if (uois_list_operator_get_arity (compare) == 0)
    return uois_list_condition_new (self->field, compare, NULL, 0, NULL);
  if (takes_facets (self->field, compare))
    condition = uois_facet_list_make_condition (self->facets, compare);
  if (condition != NULL)
    return condition;
  if (uois_field_get_list_kind (self->field) == UOIS_VALUE_UUID ||
      uois_field_get_list_kind (self->field) == UOIS_VALUE_BOOLEAN)
    {
      show_problem (self, self->first, _ ("Tick at least one value."));
      return NULL;
    }
  return read_values (self, compare);
}

static void
apply_cb (UoisConditionEditor *self)
{
  g_autoptr (UoisListCondition) condition = make_condition (self);

  if (condition == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[APPLY], 0, condition);
}

/* ---- GObject ---- */

static void
uois_condition_editor_map (GtkWidget *widget)
{
  UoisConditionEditor *self = UOIS_CONDITION_EDITOR (widget);

  if (!self->edits)
    {
      g_clear_pointer (&self->condition, uois_list_condition_unref);
      gtk_editable_set_text (GTK_EDITABLE (self->field_entry), "");
      fill_fields (self);
      gtk_stack_set_visible_child_name (self->stack, "fields");
    }
  self->edits = FALSE;

  GTK_WIDGET_CLASS (uois_condition_editor_parent_class)->map (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "fields"))
    gtk_widget_grab_focus (GTK_WIDGET (self->field_entry));
}

static void
uois_condition_editor_dispose (GObject *object)
{
  UoisConditionEditor *self = UOIS_CONDITION_EDITOR (object);

  if (self->fields != NULL)
    gtk_list_box_set_filter_func (self->fields, NULL, NULL, NULL);
  self->field = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), UOIS_TYPE_CONDITION_EDITOR);
  g_clear_pointer (&self->condition, uois_list_condition_unref);

  G_OBJECT_CLASS (uois_condition_editor_parent_class)->dispose (object);
}

static void
uois_condition_editor_class_init (UoisConditionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_condition_editor_dispose;
  widget_class->map = uois_condition_editor_map;
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, UOIS_TYPE_LIST_CONDITION);

  g_type_ensure (UOIS_TYPE_FACET_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/condition-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, field_entry);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, field_label);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, compare_menu);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, first);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, and_label);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, second);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, facets);
  gtk_widget_class_bind_template_child (widget_class, UoisConditionEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, field_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
uois_condition_editor_init (UoisConditionEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->fields, row_is_sought, self, NULL);
}

GtkWidget *
uois_condition_editor_new (void)
{
  return g_object_new (UOIS_TYPE_CONDITION_EDITOR, NULL);
}

void
uois_condition_editor_set_list (UoisConditionEditor *self, UoisRecordList *list)
{
  g_return_if_fail (UOIS_IS_CONDITION_EDITOR (self));
  g_return_if_fail (self->list == NULL);

  self->list = list;
}

void
uois_condition_editor_edit (UoisConditionEditor *self, UoisListCondition *condition)
{
  g_return_if_fail (UOIS_IS_CONDITION_EDITOR (self));

  if (condition == NULL || condition->field == NULL)
    return;
  g_clear_pointer (&self->condition, uois_list_condition_unref);
  self->condition = uois_list_condition_ref (condition);
  self->edits = TRUE;
  fill_fields (self);
  show_field (self, condition->field);
}
