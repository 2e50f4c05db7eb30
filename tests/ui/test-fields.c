/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The editors of fields over a real file of an invented institution; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/fields/field-control.h"
#include "ui/fields/field-editor.h"

#define PEOPLE 60

static Sample sample;
static UoisFile *file;

/* One record in a window: an editor for each of its columns. */
typedef struct
{
  const UoisType *type;
  UoisDraft *draft;
  GtkWidget *window;
  GtkWidget *list;
} Form;

static void
form_set_up (Form *form, gconstpointer table)
{
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  form->type = uois_registry_find_table (sample.registry, table);
  form->draft = uois_draft_new (sample.registry, form->type);
  form->list = gtk_list_box_new ();
  for (guint i = 1; i < form->type->columns.length; i++)
    if (form->type->columns.items[i]->field != NULL)
      gtk_list_box_append (GTK_LIST_BOX (form->list),
                           uois_field_editor_new (file, form->draft, form->type->columns.items[i]->field, labels));
  form->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (form->window), form->list);
  gtk_window_present (GTK_WINDOW (form->window));
  wait_for_frames (form->window, 2);
}

static void
form_tear_down (Form *form, gconstpointer table)
{
  gtk_window_destroy (GTK_WINDOW (form->window));
  g_assert_finalize_object (form->draft);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const UoisColumn *
column_of (Form *form, const char *name)
{
  const UoisColumn *column = uois_type_find_column (form->type, name);

  g_assert_nonnull (column);
  return column;
}

static UoisFieldEditor *
editor_of (Form *form, const char *name)
{
  const UoisField *field = column_of (form, name)->field;

  for (GtkWidget *row = gtk_widget_get_first_child (form->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (uois_field_editor_get_field (UOIS_FIELD_EDITOR (row)) == field)
      return UOIS_FIELD_EDITOR (row);
  g_error ("no editor of %s", name);
}

static GtkWidget *
input_of (Form *form, const char *name)
{
  return uois_field_control_get_input (
      UOIS_FIELD_CONTROL (find_widget (GTK_WIDGET (editor_of (form, name)), UOIS_TYPE_FIELD_CONTROL)));
}

static void
type_text (Form *form, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (input_of (form, name)), text);
}

static const UoisValue *
value_of (Form *form, const char *name)
{
  return uois_draft_get_value (form->draft, column_of (form, name));
}

static void
act (Form *form, const char *name, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor_of (form, name)), action, NULL));
}

static void
assert_description (Form *form, const char *name, const char *description)
{
  gtk_test_accessible_assert_property (input_of (form, name), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

/* ---- Text ---- */

static void
test_text_has_three_states (Form *form, gconstpointer table)
{
  g_assert_cmpint (value_of (form, "surname")->kind, ==, UOIS_VALUE_NULL);
  assert_description (form, "surname", "Not known");

  type_text (form, "surname", "Nováková");
  g_assert_cmpstr (value_of (form, "surname")->text, ==, "Nováková");
  assert_description (form, "surname", "Changed. It was not known.");

  type_text (form, "surname", "");
  g_assert_cmpint (value_of (form, "surname")->kind, ==, UOIS_VALUE_NULL);

  act (form, "surname", "field.set-empty");
  g_assert_cmpint (value_of (form, "surname")->kind, ==, UOIS_VALUE_TEXT);
  g_assert_cmpuint (value_of (form, "surname")->length, ==, 0);
  assert_description (form, "surname", "Empty Changed. It was not known.");

  act (form, "surname", "field.set-unknown");
  g_assert_cmpint (value_of (form, "surname")->kind, ==, UOIS_VALUE_NULL);
}

static void
test_text_is_taken_back (Form *form, gconstpointer table)
{
  type_text (form, "name", "Šárka");
  g_assert_true (uois_draft_has_changes (form->draft));
  act (form, "name", "field.revert");
  g_assert_false (uois_draft_has_changes (form->draft));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (input_of (form, "name"))), ==, "");
}

static void
test_draft_is_followed (Form *form, gconstpointer table)
{
  uois_draft_set_text (form->draft, column_of (form, "name"), "Adéla", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (input_of (form, "name"))), ==, "Adéla");
}

int
main (int argc, char **argv)
{
  g_autoptr (UoisApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  sample_init (&sample, PEOPLE);
  /* It brings the templates and the style. */
  application = uois_application_new (sample.registry, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  file = uois_file_open (sample.path, sample.registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);

#define ADD(path, table, function) g_test_add ("/fields/" path, Form, table, form_set_up, function, form_tear_down)
  ADD ("text/three-states", "users", test_text_has_three_states);
  ADD ("text/taken-back", "users", test_text_is_taken_back);
  ADD ("text/draft-is-followed", "users", test_draft_is_followed);
#undef ADD

  result = g_test_run ();
  uois_file_close (file, &error);
  g_assert_no_error (error);
  g_object_unref (file);
  sample_clear (&sample);
  return result;
}
