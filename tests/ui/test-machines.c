/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workflows as a person uses them: outline, diagram, and a request on its way; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/trees/diagram-layout.h"
#include "ui/trees/machine-band.h"
#include "ui/trees/machine-edit-dialog.h"
#include "ui/trees/machine-page.h"

#include <string.h>

#define PEOPLE 60

typedef struct
{
  Sample sample;
  UoisApplication *application;
  guint references;
  UoisWindow *window;
  const UoisType *workflows;
  const UoisType *requests;
} Fixture;

static gboolean
has_page (gpointer window)
{
  return uois_window_get_file (window) != NULL && window_is_settled (window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sample_init (&fixture->sample, PEOPLE);
  fixture->workflows = uois_registry_find_table (fixture->sample.registry, "awworkflows");
  fixture->requests = uois_registry_find_table (fixture->sample.registry, "formrequests");
  fixture->application = uois_application_new (fixture->sample.registry, NULL);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  fixture->references = G_OBJECT (fixture->application)->ref_count;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fixture->window = uois_window_new (fixture->application);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  uois_window_open (fixture->window, fixture->sample.path);
  wait_until (has_page, fixture->window);
}

static gboolean
is_at_rest (gpointer data)
{
  Fixture *fixture = data;

  return gtk_application_get_windows (GTK_APPLICATION (fixture->application)) == NULL &&
         G_OBJECT (fixture->application)->ref_count == fixture->references;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
  wait_until (is_at_rest, fixture);
  g_object_unref (fixture->application);
  sample_clear (&fixture->sample);
}

/* ---- Going around ---- */

static void
settle (Fixture *fixture)
{
  wait_until (window_is_settled, fixture->window);
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
  wait_until (window_is_settled, fixture->window);
}

/* The id of the first record of a type. */
static UoisUuid
find_first (Fixture *fixture, const UoisType *type)
{
  UoisFile *file = uois_window_get_file (fixture->window);
  UoisListRequest request = { .type = type };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 0);
  records = uois_file_fetch (file, type, (const gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  return ((UoisRecord *) g_ptr_array_index (records, 0))->id;
}

static UoisMachinePage *
go_machine (Fixture *fixture)
{
  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_MACHINE,
                                                    .type = fixture->workflows,
                                                    .id = find_first (fixture, fixture->workflows) });
  settle (fixture);
  g_assert_true (UOIS_IS_MACHINE_PAGE (uois_window_get_page (fixture->window)));
  return UOIS_MACHINE_PAGE (uois_window_get_page (fixture->window));
}

static UoisMachineEditDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (UOIS_IS_MACHINE_EDIT_DIALOG (window))
        return UOIS_MACHINE_EDIT_DIALOG (window);
    }
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

typedef struct
{
  Fixture *fixture;
  UoisMachinePage *page;
  guint n_states;
  guint n_transitions;
} Size;

static gboolean
has_size (gpointer data)
{
  Size *size = data;
  UoisMachineModel *model = uois_machine_page_get_model (size->page);

  return window_is_settled (size->fixture->window) && model->states->len == size->n_states &&
         model->transitions->len == size->n_transitions;
}

static void
answer_dialog (const char *name, guint target)
{
  wait_until (has_dialog, NULL);
  uois_machine_edit_dialog_fill (find_dialog (), name, target);
  uois_machine_edit_dialog_save (find_dialog ());
  wait_until (has_no_dialog, NULL);
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (uois_file_undo (uois_window_get_file (fixture->window), NULL, &error));
  g_assert_no_error (error);
}

/* ---- Tests ---- */

/* What is chosen in one view is chosen in the other. */
static void
test_two_views (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineDiagram *diagram = uois_machine_page_get_diagram (page);
  GtkWidget *second = uois_machine_diagram_get_state (diagram, 1);
  guint state, transition;

  uois_machine_page_choose (page, 0, G_MAXUINT);
  g_assert_true (gtk_widget_has_css_class (uois_machine_diagram_get_state (diagram, 0), "chosen"));
  g_assert_false (gtk_widget_has_css_class (second, "chosen"));

  gtk_widget_grab_focus (second);
  settle (fixture);
  uois_machine_page_get_chosen (page, &state, &transition);
  g_assert_cmpuint (state, ==, 1);
  g_assert_cmpuint (transition, ==, G_MAXUINT);
}

static gboolean
are_connected (const UoisMachineModel *model, guint one, guint other)
{
  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if ((transition->source == one && transition->target == other) ||
          (transition->source == other && transition->target == one))
        return TRUE;
    }
  return FALSE;
}

/* Down along a transition, and up along one; nothing is above the beginning. */
static void
test_arrow_keys (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineDiagram *diagram = uois_machine_page_get_diagram (page);
  guint below = uois_machine_diagram_find_next (diagram, 0, 0, 1);
  guint above;

  g_assert_cmpuint (below, !=, UOIS_STATE_ELSEWHERE);
  g_assert_true (are_connected (uois_machine_page_get_model (page), 0, below));
  above = uois_machine_diagram_find_next (diagram, below, 0, -1);
  g_assert_cmpuint (above, !=, UOIS_STATE_ELSEWHERE);
  g_assert_true (are_connected (uois_machine_page_get_model (page), below, above));
  g_assert_cmpuint (uois_machine_diagram_find_next (diagram, 0, 0, -1), ==, UOIS_STATE_ELSEWHERE);
}

/* Each thing done is one step back. */
static void
test_editing (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineModel *model = uois_machine_page_get_model (page);
  Size size = { fixture, page, model->states->len, model->transitions->len };
  guint state, transition;

  gtk_widget_activate_action (GTK_WIDGET (page), "machine.add-state", NULL);
  answer_dialog ("Returned", 0);
  size.n_states++;
  wait_until (has_size, &size);
  uois_machine_page_get_chosen (page, &state, &transition);
  g_assert_cmpstr (uois_machine_model_get_state (uois_machine_page_get_model (page), state)->title, ==, "Returned");

  gtk_widget_activate_action (GTK_WIDGET (page), "machine.add-transition", NULL);
  answer_dialog ("Again", 0);
  size.n_transitions++;
  wait_until (has_size, &size);
  uois_machine_page_get_chosen (page, &state, &transition);
  g_assert_cmpstr (uois_machine_model_get_transition (uois_machine_page_get_model (page), transition)->title, ==,
                   "Again");

  undo (fixture);
  size.n_transitions--;
  wait_until (has_size, &size);
  undo (fixture);
  size.n_states--;
  wait_until (has_size, &size);
}

/* A state goes with its transitions, and comes back with them. */
static void
test_deleting (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineModel *model = uois_machine_page_get_model (page);
  Size before = { fixture, page, model->states->len, model->transitions->len };
  Size after = before;

  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      after.n_transitions -= transition->source == 1 || transition->target == 1;
    }
  after.n_states--;
  uois_machine_page_choose (page, 1, G_MAXUINT);
  gtk_widget_activate_action (GTK_WIDGET (page), "machine.delete", NULL);
  wait_until (has_size, &after);
  undo (fixture);
  wait_until (has_size, &before);
}

/* ---- A request on its way ---- */

static gboolean
has_buttons (gpointer band)
{
  GtkWidget *buttons = find_widget (band, GTK_TYPE_FLOW_BOX);

  return uois_machine_band_get_settled (band) && gtk_widget_get_first_child (buttons) != NULL;
}

/* The first request that is not at its end. */
static UoisUuid
find_request (Fixture *fixture)
{
  UoisFile *file = uois_window_get_file (fixture->window);
  UoisListRequest request = { .type = fixture->requests };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records =
      uois_file_fetch (file, fixture->requests, (const gint64 *) rows->data, rows->len, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);
      g_autoptr (UoisMachineProgress) progress =
          uois_file_read_progress (file, fixture->requests, &record->id, NULL, &error);

      g_assert_no_error (error);
      if (uois_machine_model_get_state (progress->machine, progress->state)->n_exits > 0)
        return record->id;
    }
  g_error ("every request is at its end");
}

static void
test_following (Fixture *fixture, gconstpointer data)
{
  UoisUuid id = find_request (fixture);
  UoisFile *file = uois_window_get_file (fixture->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisMachineProgress) before = uois_file_read_progress (file, fixture->requests, &id, NULL, &error);
  g_autoptr (UoisMachineProgress) after = NULL;
  g_autofree char *text = NULL;
  TextSought sought;
  GtkWidget *band, *button;
  guint target = UOIS_STATE_ELSEWHERE;

  for (guint i = before->machine->transitions->len; i > 0; i--)
    if (uois_machine_model_get_transition (before->machine, i - 1)->source == before->state)
      target = uois_machine_model_get_transition (before->machine, i - 1)->target;

  uois_window_go (fixture->window,
                  &(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = fixture->requests, .id = id });
  settle (fixture);
  band = find_widget (GTK_WIDGET (uois_window_get_page (fixture->window)), UOIS_TYPE_MACHINE_BAND);
  wait_until (has_buttons, band);
  button = find_widget (find_widget (band, GTK_TYPE_FLOW_BOX), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");

  text = g_strdup_printf ("State: %s. Before: %s", uois_machine_model_get_state (before->machine, target)->title,
                          uois_machine_model_get_state (before->machine, before->state)->title);
  sought = (TextSought){ band, text };
  wait_until (text_is_shown, &sought);
  after = uois_file_read_progress (file, fixture->requests, &id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->state, ==, target);
  undo (fixture);
}

/* Going where no transition leads is warned of, and can be saved: something may have to be put right. */
static void
test_illegal_step (Fixture *fixture, gconstpointer data)
{
  UoisUuid id = find_request (fixture);
  UoisFile *file = uois_window_get_file (fixture->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisMachineProgress) progress = uois_file_read_progress (file, fixture->requests, &id, NULL, &error);
  g_autoptr (UoisDraft) draft = uois_file_edit_record (file, fixture->requests, &id, NULL, &error);

  for (guint i = 0; i < progress->machine->states->len; i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_auto (UoisValue) value = UOIS_VALUE_INIT;
      gboolean legal = i == progress->state;

      for (guint t = 0; t < progress->machine->transitions->len; t++)
        {
          const UoisTransition *transition = uois_machine_model_get_transition (progress->machine, t);

          legal |= transition->source == progress->state && transition->target == i;
        }
      uois_value_set_uuid (&value, &uois_machine_model_get_state (progress->machine, i)->id);
      uois_draft_set_value (draft, fixture->requests->state, &value);
      problems = uois_file_validate (file, &draft, 1, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, legal ? 0 : 1);
      g_assert_false (uois_problem_list_has_errors (problems));
    }
}

/* ---- The picture ---- */

static void
take_layout (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(UoisDiagramLayout **) user_data = uois_diagram_layout_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_layout (gpointer data)
{
  return *(UoisDiagramLayout **) data != NULL;
}

/* The same machine gives the same picture. */
static void
test_same_picture (Fixture *fixture, gconstpointer data)
{
  UoisMachineModel *model = uois_machine_page_get_model (go_machine (fixture));
  g_autofree UoisDiagramSize *states = g_new0 (UoisDiagramSize, model->states->len);
  g_autofree UoisDiagramSize *labels = g_new0 (UoisDiagramSize, model->transitions->len);
  UoisDiagramLayout *layouts[2] = { NULL };

  for (guint i = 0; i < model->states->len; i++)
    states[i] = (UoisDiagramSize){ 80 + 5 * i, 30 };
  for (guint i = 0; i < model->transitions->len; i++)
    labels[i] = (UoisDiagramSize){ 50, 16 };
  for (guint i = 0; i < 2; i++)
    {
      uois_diagram_layout_async (model, states, labels, NULL, take_layout, &layouts[i]);
      wait_until (has_layout, &layouts[i]);
    }
  g_assert_cmpuint (layouts[0]->nodes->len, ==, model->states->len);
  g_assert_cmpuint (layouts[0]->arrows->len, ==, model->transitions->len);
  g_assert_cmpmem (layouts[0]->nodes->data, layouts[0]->nodes->len * sizeof (UoisDiagramNode), layouts[1]->nodes->data,
                   layouts[1]->nodes->len * sizeof (UoisDiagramNode));
  uois_diagram_layout_free (layouts[0]);
  uois_diagram_layout_free (layouts[1]);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  const UoisState *first = uois_machine_model_get_state (uois_machine_page_get_model (page), 0);
  GtkWidget *button = uois_machine_diagram_get_state (uois_machine_page_get_diagram (page), 0);
  g_autofree char *name = g_strdup_printf ("State %s, beginning, %u exits", first->title, first->n_exits);

  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_test_accessible_assert_property (uois_machine_page_get_diagram (page), GTK_ACCESSIBLE_PROPERTY_LABEL, "Diagram");
}

#define add(path, function) g_test_add ((path), Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  add ("/machines/two-views", test_two_views);
  add ("/machines/arrow-keys", test_arrow_keys);
  add ("/machines/editing", test_editing);
  add ("/machines/deleting", test_deleting);
  add ("/machines/following", test_following);
  add ("/machines/illegal-step", test_illegal_step);
  add ("/machines/same-picture", test_same_picture);
  add ("/machines/accessible", test_accessible);
  return g_test_run ();
}
