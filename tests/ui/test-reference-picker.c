/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Choosing a record by the keyboard, over a real file of an invented institution; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/fields/field-control.h"
#include "ui/fields/field-editor.h"
#include "ui/fields/reference-picker.h"
#include "ui/fields/reference-popover.h"

#define PEOPLE 60
#define SEARCHED "nov"

static Sample sample;
static UoisFile *file;
static const UoisType *people;
/* One for all: without a window manager a second one would not get the keyboard. */
static GtkWidget *window;

/* Who is a member of what: the person is chosen. */
typedef struct
{
  UoisDraft *draft;
  const UoisColumn *column;
  GtkWidget *editor;
  UoisReferencePicker *picker;
  char *wanted; /* nullable: the text of a new record */
} Form;

static void
create_target_cb (Form *form, const UoisType *type, const char *text)
{
  g_assert_true (type == people);
  g_free (form->wanted);
  form->wanted = g_strdup (text);
}

static void
set_up (Form *form, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (sample.registry, "memberships");
  GtkWidget *list = gtk_list_box_new ();

  form->draft = uois_draft_new (sample.registry, type);
  form->column = uois_type_find_column (type, "user_id");
  form->editor = uois_field_editor_new (file, form->draft, form->column->field, NULL);
  form->picker = UOIS_REFERENCE_PICKER (find_widget (form->editor, UOIS_TYPE_REFERENCE_PICKER));
  g_signal_connect_swapped (form->editor, "create-target", G_CALLBACK (create_target_cb), form);
  gtk_list_box_append (GTK_LIST_BOX (list), form->editor);
  gtk_window_set_child (GTK_WINDOW (window), list);
  wait_for_frames (window, 2);
  gtk_widget_grab_focus (form->editor);
}

/* ---- Looking and acting ---- */

static UoisReferencePopover *
popover_of (Form *form)
{
  return UOIS_REFERENCE_POPOVER (find_widget (GTK_WIDGET (form->picker), UOIS_TYPE_REFERENCE_POPOVER));
}

static gboolean
is_open (gpointer data)
{
  GtkWidget *popover = find_widget (GTK_WIDGET (((Form *) data)->picker), UOIS_TYPE_REFERENCE_POPOVER);

  return popover != NULL && gtk_widget_get_visible (popover);
}

static gboolean
is_closed (gpointer data)
{
  return !is_open (data);
}

static gboolean
is_settled (gpointer data)
{
  return is_open (data) && uois_reference_popover_get_settled (popover_of (data));
}

static GtkWidget *
row_at (Form *form, int index)
{
  GtkWidget *list = find_widget (GTK_WIDGET (popover_of (form)), GTK_TYPE_LIST_BOX);

  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
}

static gboolean
has_found (gpointer data)
{
  GtkWidget *popover = find_widget (GTK_WIDGET (((Form *) data)->picker), UOIS_TYPE_REFERENCE_POPOVER);
  GtkWidget *entry = popover != NULL ? find_widget (popover, GTK_TYPE_SEARCH_ENTRY) : NULL;

  return is_settled (data) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), SEARCHED);
}

static UoisRecord *
find_person (guint index)
{
  UoisListRequest request = { .type = people, .search = SEARCHED };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, index);
  records = uois_file_fetch (file, people, &g_array_index (rows, gint64, index), 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  return uois_record_ref (g_ptr_array_index (records, 0));
}

static const UoisValue *
value_of (Form *form)
{
  return uois_draft_get_value (form->draft, form->column);
}

static gboolean
has_value (gpointer data)
{
  return value_of (data)->kind == UOIS_VALUE_UUID;
}

static void
assert_chosen (Form *form, UoisRecord *record)
{
  g_autofree char *name = g_strdup_printf ("Person: %s", record->title);

  g_assert_true (has_value (form));
  g_assert_true (uois_uuid_equal (&value_of (form)->uuid, &record->id));
  g_assert_cmpstr (uois_reference_picker_get_text (form->picker), ==, record->title);
  gtk_test_accessible_assert_property (uois_reference_picker_get_button (form->picker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       name);
}

static void
refer_to (Form *form, const UoisUuid *id)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_uuid (&value, id);
  uois_draft_set_value (form->draft, form->column, &value);
}

static gboolean
is_last_reference (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Form *form, gconstpointer data)
{
  /* GTK 4.8 keeps the keyboard for a popover that goes while it is open. */
  if (is_open (form))
    gtk_popover_popdown (GTK_POPOVER (popover_of (form)));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  wait_until (is_last_reference, form->draft);
  g_assert_finalize_object (form->draft);
  g_free (form->wanted);
}

/* ---- Tests ---- */

static void
test_search_by_keys (Form *form, gconstpointer data)
{
  GtkWidget *button = uois_reference_picker_get_button (form->picker);
  g_autoptr (UoisRecord) second = find_person (1);

  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_COMBO_BOX);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Person: Required");
  press_keys (window, "type", SEARCHED);
  wait_until (has_found, form);
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  press_keys (window, "key", "Down");
  press_keys (window, "key", "Return");
  wait_until (is_closed, form);
  assert_chosen (form, second);
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == button);
}

static void
test_enter_before_the_answer (Form *form, gconstpointer data)
{
  g_autoptr (UoisRecord) first = find_person (0);

  uois_reference_picker_search (form->picker, SEARCHED);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (popover_of (form)), GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_false (has_value (form));
  wait_until (has_value, form);
  assert_chosen (form, first);
}

static void
test_escape_leaves (Form *form, gconstpointer data)
{
  press_keys (window, "key", "alt+Down");
  wait_until (is_settled, form);
  press_keys (window, "key", "Down");
  press_keys (window, "key", "Escape");
  wait_until (is_closed, form);
  g_assert_false (has_value (form));
}

static void
test_delete_clears (Form *form, gconstpointer data)
{
  g_autoptr (UoisRecord) first = find_person (0);

  refer_to (form, &first->id);
  press_keys (window, "key", "Delete");
  g_assert_cmpint (value_of (form)->kind, ==, UOIS_VALUE_NULL);
  g_assert_cmpstr (uois_reference_picker_get_text (form->picker), ==, "Required");
}

static void
test_chosen_last_comes_first (Form *form, gconstpointer data)
{
  g_autoptr (UoisRecord) second = find_person (1);

  press_keys (window, "type", SEARCHED);
  wait_until (has_found, form);
  press_keys (window, "key", "Down");
  press_keys (window, "key", "Return");
  wait_until (is_closed, form);

  press_keys (window, "key", "Down");
  wait_until (is_settled, form);
  g_assert_nonnull (find_text (GTK_WIDGET (popover_of (form)), "Chosen last"));
  gtk_test_accessible_assert_property (row_at (form, 0), GTK_ACCESSIBLE_PROPERTY_LABEL, second->title);
}

static void
test_create (Form *form, gconstpointer data)
{
  uois_reference_picker_search (form->picker, "xyzzy");
  wait_until (is_settled, form);
  g_assert_nonnull (
      find_text (GTK_WIDGET (popover_of (form)), "Nothing found. Every word must begin a word of the record."));
  gtk_test_accessible_assert_property (row_at (form, 0), GTK_ACCESSIBLE_PROPERTY_LABEL, "New record “xyzzy”…");
  press_keys (window, "key", "Return");
  wait_until (is_closed, form);
  g_assert_cmpstr (form->wanted, ==, "xyzzy");
  g_assert_false (has_value (form));
}

static void
test_nothing_to_create (Form *form, gconstpointer data)
{
  uois_field_editor_set_can_create (UOIS_FIELD_EDITOR (form->editor), FALSE);
  uois_reference_picker_search (form->picker, "xyzzy");
  wait_until (is_settled, form);
  g_assert_null (row_at (form, 0));
}

static gboolean
is_dangling (gpointer data)
{
  return uois_reference_picker_get_dangling (((Form *) data)->picker);
}

static void
test_dangling_is_kept (Form *form, gconstpointer data)
{
  UoisUuid nobody;

  uois_uuid_generate (&nobody);
  refer_to (form, &nobody);
  wait_until (is_dangling, form);
  g_assert_cmpstr (uois_reference_picker_get_text (form->picker), ==, "Person not in this file");
  g_assert_true (uois_uuid_equal (&value_of (form)->uuid, &nobody));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (uois_reference_picker_get_button (form->picker)),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

/* Another window deletes the person meanwhile. */
static void
test_deleted_meanwhile (Form *form, gconstpointer data)
{
  g_autoptr (UoisDraft) person = uois_draft_new (sample.registry, people);
  g_autoptr (GError) error = NULL;

  uois_draft_set_text (person, uois_type_find_column (people, "name"), "Jana", NULL);
  uois_draft_set_text (person, uois_type_find_column (people, "surname"), "Krátká", NULL);
  uois_file_save (file, &person, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  refer_to (form, uois_draft_get_id (person));
  wait_until (text_is_shown, (&(TextSought){ form->editor, "Krátká Jana" }));

  uois_file_delete (file, people, uois_draft_get_id (person), 1, NULL, &error);
  g_assert_no_error (error);
  wait_until (is_dangling, form);
  g_assert_true (has_value (form));
}

static gboolean
has_old_title (gpointer data)
{
  Form *form = data;
  char *differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (uois_reference_picker_get_button (form->picker)),
                                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                      g_object_get_data (G_OBJECT (form->editor), "description"));
  gboolean same = differs == NULL;

  g_free (differs);
  return same;
}

/* The old value is told as its title, not as an id. */
static void
test_old_value_has_a_title (Form *form, gconstpointer data)
{
  g_autoptr (UoisRecord) first = find_person (0);
  g_autoptr (UoisDraft) membership = uois_draft_duplicate (form->draft);
  g_autoptr (GArray) row = g_array_new (FALSE, TRUE, sizeof (UoisValue));

  g_array_set_size (row, form->column->type->columns.length);
  uois_value_set_uuid (&g_array_index (row, UoisValue, form->column->index), &first->id);
  uois_draft_rebase (form->draft, row);
  g_object_set_data_full (G_OBJECT (form->editor), "description",
                          g_strdup_printf ("Required. Changed. It was: %s", first->title), g_free);
  press_keys (window, "key", "Delete");
  wait_until (has_old_title, form);
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
  people = uois_registry_find_table (sample.registry, "users");
  /* It brings the templates and the style. */
  application = uois_application_new (sample.registry, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  file = uois_file_open (sample.path, sample.registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 600);
  gtk_window_present (GTK_WINDOW (window));

#define ADD(path, function) g_test_add ("/reference-picker/" path, Form, NULL, set_up, function, tear_down)
  ADD ("enter-before-the-answer", test_enter_before_the_answer);
  ADD ("nothing-to-create", test_nothing_to_create);
  ADD ("dangling-is-kept", test_dangling_is_kept);
  ADD ("deleted-meanwhile", test_deleted_meanwhile);
  if (can_press_keys ())
    {
      ADD ("search-by-keys", test_search_by_keys);
      ADD ("escape-leaves", test_escape_leaves);
      ADD ("delete-clears", test_delete_clears);
      ADD ("chosen-last-comes-first", test_chosen_last_comes_first);
      ADD ("create", test_create);
      ADD ("old-value-has-a-title", test_old_value_has_a_title);
    }
#undef ADD

  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  uois_file_close (file, &error);
  g_assert_no_error (error);
  g_object_unref (file);
  sample_clear (&sample);
  return result;
}
