/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The editors of fields over a real file of an invented institution; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/fields/date-popover.h"
#include "ui/fields/field-control.h"
#include "ui/fields/field-editor.h"
#include "ui/fields/value-link.h"

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
open_form (Form *form, UoisDraft *draft)
{
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  form->type = uois_draft_get_record_type (draft);
  form->draft = draft;
  form->list = gtk_list_box_new ();
  for (guint i = 1; i < form->type->columns.length; i++)
    if (form->type->columns.items[i]->field != NULL && form->type->columns.items[i]->audit == UOIS_AUDIT_NONE)
      gtk_list_box_append (GTK_LIST_BOX (form->list),
                           uois_field_editor_new (file, draft, form->type->columns.items[i]->field, labels));
  form->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (form->window), 700, 600);
  gtk_window_set_child (GTK_WINDOW (form->window), form->list);
  gtk_window_present (GTK_WINDOW (form->window));
  wait_for_frames (form->window, 2);
}

static void
set_up_new (Form *form, gconstpointer table)
{
  open_form (form, uois_draft_new (sample.registry, uois_registry_find_table (sample.registry, table)));
}

/* The first record of the table. */
static void
set_up_first (Form *form, gconstpointer table)
{
  UoisListRequest request = { .type = uois_registry_find_table (sample.registry, table) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  UoisDraft *draft;

  g_assert_no_error (error);
  records = uois_file_fetch (file, request.type, (const gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  draft = uois_file_edit_record (file, request.type, &((UoisRecord *) records->pdata[0])->id, NULL, &error);
  g_assert_no_error (error);
  open_form (form, draft);
}

static gboolean
is_last_reference (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Form *form, gconstpointer table)
{
  gtk_window_destroy (GTK_WINDOW (form->window));
  /* What waits for the file ends with an answer. */
  wait_until (is_last_reference, form->draft);
  g_assert_finalize_object (form->draft);
}

/* ---- Looking and acting ---- */

static const UoisColumn *
column_of (Form *form, const char *name)
{
  const UoisColumn *column = uois_type_find_column (form->type, name);

  g_assert_nonnull (column);
  return column;
}

static GtkWidget *
editor_of (Form *form, const char *name)
{
  const UoisColumn *column = column_of (form, name);

  for (GtkWidget *row = gtk_widget_get_first_child (form->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (uois_field_editor_get_field (UOIS_FIELD_EDITOR (row))->column == column)
      return row;
  g_error ("no editor of %s", name);
}

static UoisFieldControl *
control_of (Form *form, const char *name)
{
  return UOIS_FIELD_CONTROL (find_widget (editor_of (form, name), UOIS_TYPE_FIELD_CONTROL));
}

static GtkWidget *
input_of (Form *form, const char *name)
{
  return uois_field_control_get_input (control_of (form, name));
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
  g_assert_true (gtk_widget_activate_action (editor_of (form, name), action, NULL));
}

static void
assert_shows (Form *form, const char *name, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (input_of (form, name))), ==, text);
}

static void
assert_description (Form *form, const char *name, const char *description)
{
  gtk_test_accessible_assert_property (input_of (form, name), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Moves the keyboard to a field, as Tab does. */
static void
enter (Form *form, const char *name)
{
  g_assert_true (gtk_widget_grab_focus (editor_of (form, name)));
}

/* ---- Text ---- */

static void
test_text_has_three_states (Form *form, gconstpointer table)
{
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_NULL);
  assert_description (form, "email", "Not known");

  type_text (form, "email", "jana@example.org");
  g_assert_cmpstr (value_of (form, "email")->text, ==, "jana@example.org");
  assert_description (form, "email", "Changed. It was not known.");

  type_text (form, "email", "");
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_NULL);

  act (form, "email", "field.set-empty");
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_TEXT);
  g_assert_cmpuint (value_of (form, "email")->length, ==, 0);
  assert_description (form, "email", "Empty. Changed. It was not known.");

  act (form, "email", "field.set-unknown");
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_NULL);
  assert_description (form, "email", "Not known");
  assert_description (form, "surname", "Required");
}

static void
test_text_is_taken_back (Form *form, gconstpointer table)
{
  g_autofree char *old = g_strdup (value_of (form, "surname")->text);
  g_autofree char *description = g_strdup_printf ("Changed. It was: %s", old);
  g_autofree char *empty = g_strdup_printf ("Empty. %s", description);

  type_text (form, "surname", "Nováková");
  assert_description (form, "surname", description);
  act (form, "surname", "field.revert");
  g_assert_false (uois_draft_has_changes (form->draft));
  assert_shows (form, "surname", old);

  type_text (form, "surname", "");
  g_assert_cmpint (value_of (form, "surname")->kind, ==, UOIS_VALUE_TEXT);
  assert_description (form, "surname", empty);
}

static void
test_draft_is_followed (Form *form, gconstpointer table)
{
  uois_draft_set_text (form->draft, column_of (form, "name"), "Adéla", NULL);
  assert_shows (form, "name", "Adéla");
}

static void
test_line_breaks_stay (Form *form, gconstpointer table)
{
  type_text (form, "name", "Jana\nMarie");
  g_assert_cmpstr (value_of (form, "name")->text, ==, "Jana\nMarie");
}

static gboolean
has_remark (gpointer control)
{
  return uois_field_control_get_remark (control) != NULL;
}

static gboolean
has_no_remark (gpointer control)
{
  return !has_remark (control);
}

#define MEGABYTE (1024 * 1024)

static void
paste_megabyte (Form *form, const char *name)
{
  g_autofree char *text = g_strnfill (MEGABYTE, 'x');

  enter (form, name);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (form->window), text);
  gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (form->window)), "clipboard.paste", NULL);
  wait_until (has_remark, control_of (form, name));
  g_assert_cmpuint (value_of (form, name)->length, ==, MEGABYTE);

  /* Leaving and coming back writes nothing over it. */
  wait_for_frames (form->window, 2);
  g_assert_cmpuint (value_of (form, name)->length, ==, MEGABYTE);
  act (form, name, "field.revert");
  wait_until (has_no_remark, control_of (form, name));
  g_assert_cmpint (value_of (form, name)->kind, ==, UOIS_VALUE_NULL);
}

static void
test_megabyte_in_a_line (Form *form, gconstpointer table)
{
  paste_megabyte (form, "name");
  type_text (form, "name", "Jana");
  g_assert_cmpstr (value_of (form, "name")->text, ==, "Jana");
}

static void
test_megabyte_in_a_text (Form *form, gconstpointer table)
{
  paste_megabyte (form, "description");
}

static void
test_long_text (Form *form, gconstpointer table)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (input_of (form, "description")));

  g_assert_nonnull (find_text (editor_of (form, "description"), "Not known"));
  gtk_text_buffer_set_text (buffer, "First line\nSecond line", -1);
  g_assert_cmpstr (value_of (form, "description")->text, ==, "First line\nSecond line");
  g_assert_null (find_text (editor_of (form, "description"), "Not known"));
  act (form, "description", "field.revert");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
}

/* ---- Numbers ---- */

static void
test_number (Form *form, gconstpointer table)
{
  enter (form, "capacity");
  type_text (form, "capacity", "12 000");
  g_assert_cmpint (value_of (form, "capacity")->integer, ==, 12000);
  assert_shows (form, "capacity", "12 000");

  type_text (form, "capacity", "a dozen");
  g_assert_cmpstr (uois_draft_get_text (form->draft, column_of (form, "capacity")), ==, "a dozen");
  g_assert_null (find_text (form->list, "Error: This is no whole number. Write digits only, like 42."));

  /* Who leaves it is told; what was typed stays. */
  enter (form, "name");
  run_pending ();
  g_assert_nonnull (find_text (form->list, "Error: This is no whole number. Write digits only, like 42."));
  assert_shows (form, "capacity", "a dozen");
  gtk_test_accessible_assert_state (input_of (form, "capacity"), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  type_text (form, "capacity", "");
  g_assert_cmpint (value_of (form, "capacity")->kind, ==, UOIS_VALUE_NULL);
  g_assert_null (find_text (form->list, "Error: This is no whole number. Write digits only, like 42."));
  gtk_test_accessible_assert_state (input_of (form, "capacity"), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
}

/* ---- Yes and no ---- */

static void
choose (Form *form, const char *name, const char *label)
{
  GtkWidget *choice = gtk_widget_get_ancestor (find_text (editor_of (form, name), label), GTK_TYPE_CHECK_BUTTON);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
}

static void
test_boolean (Form *form, gconstpointer table)
{
  g_assert_true (value_of (form, "valid")->integer);
  choose (form, "valid", "No");
  g_assert_cmpint (value_of (form, "valid")->kind, ==, UOIS_VALUE_BOOLEAN);
  g_assert_false (value_of (form, "valid")->integer);
  assert_description (form, "valid", "Changed. It was: Yes");
  choose (form, "valid", "Not known");
  g_assert_cmpint (value_of (form, "valid")->kind, ==, UOIS_VALUE_NULL);
  act (form, "valid", "field.revert");
  g_assert_true (value_of (form, "valid")->integer);
  gtk_test_accessible_assert_role (input_of (form, "valid"), GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

/* ---- Dates ---- */

static void
assert_datetime (Form *form, const char *name, const char *iso)
{
  g_autofree char *text = uois_value_to_string (value_of (form, name));

  g_assert_cmpstr (text, ==, iso);
}

static void
test_date_is_typed (Form *form, gconstpointer table)
{
  enter (form, "startdate");
  type_text (form, "startdate", "1.9.2026");
  assert_datetime (form, "startdate", "2026-09-01T00:00:00");
  assert_shows (form, "startdate", "1.9.2026");

  enter (form, "name");
  run_pending ();
  assert_shows (form, "startdate", "1 Sep 2026");

  type_text (form, "startdate", "2026-02-28");
  assert_datetime (form, "startdate", "2026-02-28T00:00:00");
  type_text (form, "startdate", "2026-02-29");
  g_assert_cmpstr (uois_draft_get_text (form->draft, column_of (form, "startdate")), ==, "2026-02-29");
}

static gint64
find_time (const char *iso)
{
  UoisDateTime datetime;

  g_assert_true (uois_datetime_parse (iso, strlen (iso), &datetime));
  return datetime;
}

static GtkWidget *
open_calendar (Form *form, const char *name)
{
  GtkWidget *button = find_widget (GTK_WIDGET (control_of (form, name)), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
}

static void
select_day (GtkWidget *popover, int year, int month, int day)
{
  g_autoptr (GDateTime) date = g_date_time_new_local (year, month, day, 12, 0, 0);

  gtk_calendar_select_day (GTK_CALENDAR (find_widget (popover, GTK_TYPE_CALENDAR)), date);
}

static void
test_date_is_picked (Form *form, gconstpointer table)
{
  GtkWidget *popover;

  type_text (form, "startdate", "31.1.2026");
  popover = open_calendar (form, "startdate");
  g_assert_true (UOIS_IS_DATE_POPOVER (popover));

  /* To look at February is not to pick a day of it. */
  select_day (popover, 2026, 2, 28);
  assert_datetime (form, "startdate", "2026-01-31T00:00:00");
  select_day (popover, 2026, 2, 17);
  assert_datetime (form, "startdate", "2026-02-17T00:00:00");
  assert_shows (form, "startdate", "17 Feb 2026");
  g_assert_false (gtk_widget_get_visible (popover));
}

static void
test_time_is_picked (Form *form, gconstpointer table)
{
  GtkWidget *popover;
  GtkWidget *hour;

  type_text (form, "startdate", "1.9.2026 8:30");
  popover = open_calendar (form, "startdate");
  hour = find_widget (popover, GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (hour)), ==, 8);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hour)), ==, "08");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (hour), 14);
  assert_datetime (form, "startdate", "2026-09-01T14:30:00");
  select_day (popover, 2026, 9, 2);
  assert_datetime (form, "startdate", "2026-09-02T14:30:00");
  assert_shows (form, "startdate", "2 Sep 2026, 14:30");
  g_assert_true (gtk_widget_get_visible (popover));
  /* GTK 4.8 keeps the keyboard for a popover that goes while it is open. */
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* What is shown of a time is not all of it; looking changes nothing. */
static void
test_seconds_stay (Form *form, gconstpointer table)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_datetime (&value, find_time ("2026-09-01T08:30:15.123456"));
  uois_draft_set_value (form->draft, column_of (form, "startdate"), &value);
  assert_shows (form, "startdate", "1 Sep 2026, 08:30:15");
  enter (form, "startdate");
  enter (form, "name");
  run_pending ();
  assert_datetime (form, "startdate", "2026-09-01T08:30:15.123456");
}

/* ---- What is wrong ---- */

static void
add_problem (GPtrArray *problems, const UoisColumn *column, UoisSeverity severity, const char *sentence)
{
  UoisProblem *problem = g_new0 (UoisProblem, 1);

  problem->column = column;
  problem->severity = severity;
  problem->sentence = g_strdup (sentence);
  problem->cure = g_strdup ("Do this.");
  g_ptr_array_add (problems, problem);
}

static void
test_problems_leave_the_cursor (Form *form, gconstpointer table)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_problem_free);
  GtkWidget *focus;

  enter (form, "name");
  type_text (form, "name", "Jana Marie");
  gtk_editable_set_position (GTK_EDITABLE (input_of (form, "name")), 4);
  focus = gtk_root_get_focus (GTK_ROOT (form->window));
  add_problem (problems, column_of (form, "name"), UOIS_SEVERITY_ERROR, "It is wrong.");
  add_problem (problems, column_of (form, "name"), UOIS_SEVERITY_WARNING, "It is odd.");
  add_problem (problems, column_of (form, "surname"), UOIS_SEVERITY_ERROR, "It is missing.");
  uois_field_editor_set_problems (UOIS_FIELD_EDITOR (editor_of (form, "name")), problems);
  wait_for_frames (form->window, 2);

  g_assert_true (gtk_root_get_focus (GTK_ROOT (form->window)) == focus);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (input_of (form, "name"))), ==, 4);
  g_assert_nonnull (find_text (editor_of (form, "name"), "Error: It is wrong. Do this."));
  g_assert_nonnull (find_text (editor_of (form, "name"), "Warning: It is odd. Do this."));
  g_assert_null (find_text (form->list, "Error: It is missing. Do this."));
  assert_description (form, "name",
                      "Error: It is wrong. Do this. Warning: It is odd. Do this. Changed. It was not known.");
  gtk_test_accessible_assert_state (input_of (form, "name"), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  uois_field_editor_set_problems (UOIS_FIELD_EDITOR (editor_of (form, "name")), NULL);
  g_assert_null (find_text (form->list, "Error: It is wrong. Do this."));
  gtk_test_accessible_assert_state (input_of (form, "name"), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
}

static void
test_not_editable (Form *form, gconstpointer table)
{
  uois_field_editor_set_editable (UOIS_FIELD_EDITOR (editor_of (form, "name")), FALSE);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (input_of (form, "name"))));
  act (form, "name", "field.set-empty");
  g_assert_cmpint (value_of (form, "name")->kind, ==, UOIS_VALUE_NULL);
}

/* ---- By keys ---- */

static void
test_keys_of_text (Form *form, gconstpointer table)
{
  enter (form, "email");
  press_keys (form->window, "type", "jana");
  g_assert_cmpstr (value_of (form, "email")->text, ==, "jana");
  press_keys (form->window, "key", "alt+BackSpace");
  g_assert_false (uois_draft_has_changes (form->draft));
  press_keys (form->window, "key", "alt+shift+Delete");
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_TEXT);
  press_keys (form->window, "key", "alt+Delete");
  g_assert_cmpint (value_of (form, "email")->kind, ==, UOIS_VALUE_NULL);
}

static gboolean
has_focus (Form *form, const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (form->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (control_of (form, name)));
}

/* Tab visits every field and nothing else: what takes a change back has its key. */
static void
test_tab_visits_the_fields (Form *form, gconstpointer table)
{
  enter (form, "name");
  press_keys (form->window, "key", "Tab");
  g_assert_true (has_focus (form, "surname"));
  press_keys (form->window, "type", "Nová");
  press_keys (form->window, "key", "Tab");
  g_assert_true (has_focus (form, "email"));
  press_keys (form->window, "key", "shift+Tab");
  g_assert_true (has_focus (form, "surname"));
  press_keys (form->window, "key", "alt+BackSpace");
  g_assert_false (uois_draft_has_changes (form->draft));
  g_assert_true (has_focus (form, "surname"));
}

static void
test_keys_of_dates (Form *form, gconstpointer table)
{
  g_autofree char *today = uois_datetime_to_string (uois_date_popover_get_now (FALSE));
  GtkWidget *popover;

  enter (form, "startdate");
  press_keys (form->window, "key", "ctrl+semicolon");
  assert_datetime (form, "startdate", today);

  press_keys (form->window, "key", "alt+Down");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (
      GTK_MENU_BUTTON (find_widget (GTK_WIDGET (control_of (form, "startdate")), GTK_TYPE_MENU_BUTTON))));
  g_assert_nonnull (popover);
  g_assert_true (gtk_widget_get_visible (popover));
  press_keys (form->window, "key", "Escape");
  g_assert_false (gtk_widget_get_visible (popover));
  assert_datetime (form, "startdate", today);
}

static void
test_keys_of_choices (Form *form, gconstpointer table)
{
  enter (form, "valid");
  press_keys (form->window, "key", "Right");
  press_keys (form->window, "key", "space");
  g_assert_false (value_of (form, "valid")->integer);
}

/* ---- Addresses ---- */

static void
test_links (void)
{
  const struct
  {
    UoisPresentation presentation;
    const char *text;
    const char *link;
  } cases[] = {
    { UOIS_PRESENT_URL, "https://example.org/a?b=c", "https://example.org/a?b=c" },
    { UOIS_PRESENT_URL, " http://example.org ", "http://example.org" },
    { UOIS_PRESENT_URL, "javascript:alert(1)", NULL },
    { UOIS_PRESENT_URL, "file:///etc/passwd", NULL },
    { UOIS_PRESENT_URL, "https:///nowhere", NULL },
    { UOIS_PRESENT_URL, "https://exa mple.org", NULL },
    { UOIS_PRESENT_URL, "example.org", NULL },
    { UOIS_PRESENT_URL, "%s", NULL },
    { UOIS_PRESENT_EMAIL, "jana@example.org", "mailto:jana@example.org" },
    { UOIS_PRESENT_EMAIL, "jana@example.org?attach=/etc/passwd", NULL },
    { UOIS_PRESENT_EMAIL, "jana", NULL },
    { UOIS_PRESENT_EMAIL, "a@b.org, c@d.org", NULL },
    { UOIS_PRESENT_PLAIN, "https://example.org", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = uois_value_link (cases[i].presentation, cases[i].text);

      g_assert_cmpstr (link, ==, cases[i].link);
    }
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
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  file = uois_file_open (sample.path, sample.registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  g_assert_no_error (error);

#define ADD(path, table, set_up, function) g_test_add ("/fields/" path, Form, table, set_up, function, tear_down)
  ADD ("text/three-states", "users", set_up_new, test_text_has_three_states);
  ADD ("text/taken-back", "users", set_up_first, test_text_is_taken_back);
  ADD ("text/draft-is-followed", "users", set_up_new, test_draft_is_followed);
  ADD ("text/line-breaks", "users", set_up_new, test_line_breaks_stay);
  ADD ("text/megabyte", "users", set_up_new, test_megabyte_in_a_line);
  ADD ("long-text/megabyte", "events", set_up_new, test_megabyte_in_a_text);
  ADD ("long-text/typed", "events", set_up_new, test_long_text);
  ADD ("number/typed", "facilities", set_up_new, test_number);
  ADD ("boolean/chosen", "users", set_up_new, test_boolean);
  ADD ("date/typed", "users", set_up_new, test_date_is_typed);
  ADD ("date/picked", "users", set_up_new, test_date_is_picked);
  ADD ("date/time-picked", "events", set_up_new, test_time_is_picked);
  ADD ("date/seconds-stay", "events", set_up_new, test_seconds_stay);
  ADD ("problems/leave-the-cursor", "users", set_up_new, test_problems_leave_the_cursor);
  ADD ("problems/not-editable", "users", set_up_new, test_not_editable);
  if (can_press_keys ())
    {
      ADD ("keys/text", "users", set_up_new, test_keys_of_text);
      ADD ("keys/tab", "users", set_up_new, test_tab_visits_the_fields);
      ADD ("keys/dates", "users", set_up_new, test_keys_of_dates);
      ADD ("keys/choices", "users", set_up_new, test_keys_of_choices);
    }
#undef ADD
  g_test_add_func ("/fields/links", test_links);

  result = g_test_run ();
  uois_file_close (file, &error);
  g_assert_no_error (error);
  g_object_unref (file);
  sample_clear (&sample);
  return result;
}
