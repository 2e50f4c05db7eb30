/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workflows as a person uses them: the outline, and a request on its way; run with GTK_A11Y=test. */

#include "machines-session.h"

#include "ui/records/record-form.h"
#include "ui/trees/machine-band.h"
#include "ui/trees/machine-edit-dialog.h"

#include <string.h>

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

  return window_is_settled (size->fixture->session.window) && model->states->len == size->n_states &&
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

  g_assert_true (uois_file_undo (uois_window_get_file (fixture->session.window), NULL, &error));
  g_assert_no_error (error);
}

/* ---- Tests ---- */

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

/* ---- Who may lead on ---- */

typedef struct
{
  Fixture *fixture;
  UoisMachinePage *page;
  guint state;
  guint n_actors;
} Actors;

static gboolean
has_actors (gpointer data)
{
  Actors *actors = data;
  UoisMachineModel *model = uois_machine_page_get_model (actors->page);

  return window_is_settled (actors->fixture->session.window) &&
         uois_machine_model_get_state (model, actors->state)->actors->len == actors->n_actors;
}

static GtkWindow *
find_record_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (fixture->session.window) &&
          find_widget (GTK_WIDGET (window), UOIS_TYPE_RECORD_FORM) != NULL)
        return window;
    }
  return NULL;
}

static gboolean
has_record_dialog (gpointer fixture)
{
  return find_record_dialog (fixture) != NULL;
}

static gboolean
has_no_record_dialog (gpointer fixture)
{
  return find_record_dialog (fixture) == NULL;
}

/* As the dialog of the declared link would save it. */
static UoisUuid
add_actor (Fixture *fixture, const UoisField *relation, const UoisUuid *state, const UoisType *kind)
{
  UoisFile *file = uois_window_get_file (fixture->session.window);
  g_autoptr (UoisDraft) draft = uois_draft_new_related (uois_file_get_registry (file), relation, state);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid id = find_first (fixture, kind);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < relation->target->fields.length; i++)
    if (relation->target->fields.items[i]->target == kind && relation->target->fields.items[i]->column != NULL)
      {
        uois_value_set_uuid (&value, &id);
        uois_draft_set_value (draft, relation->target->fields.items[i]->column, &value);
      }
  uois_file_save (file, &draft, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return *uois_draft_get_id (draft);
}

/* Roles and people are lines of the outline: the dialog of each comes up, and deleting one leaves the role itself alone. */
static void
test_actors (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  const UoisMachine *machine = fixture->workflows->machine;
  UoisState *state = g_ptr_array_index (uois_machine_page_get_model (page)->states, 1);
  Actors actors = { fixture, page, 1, state->actors->len };
  const UoisType *kinds[] = { uois_registry_find_table (fixture->session.sample.registry, "roletypes"),
                              uois_registry_find_table (fixture->session.sample.registry, "users") };

  g_assert_cmpuint (machine->actors.length, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < machine->actors.length; i++)
    {
      UoisUuid state_id = uois_machine_model_get_state (uois_machine_page_get_model (page), 1)->id;
      UoisMachinePlace place;
      UoisUuid id;

      uois_machine_page_choose (page, 1, G_MAXUINT);
      gtk_widget_activate_action (GTK_WIDGET (page), "machine.add-actor", "i", (int) i);
      wait_until (has_record_dialog, fixture);
      gtk_window_close (find_record_dialog (fixture));
      wait_until (has_no_record_dialog, fixture);

      id = add_actor (fixture, machine->actors.items[i], &state_id, kinds[i]);
      actors.n_actors++;
      wait_until (has_actors, &actors);
      place = uois_machine_outline_find (get_outline (page), &id);
      g_assert_cmpuint (place.state, ==, 1);
      g_assert_cmpuint (place.actor, !=, UOIS_NOTHING_OF_MACHINE);

      uois_machine_outline_choose (get_outline (page), &place);
      gtk_widget_activate_action (GTK_WIDGET (page), "machine.edit", NULL);
      wait_until (has_record_dialog, fixture);
      gtk_window_close (find_record_dialog (fixture));
      wait_until (has_no_record_dialog, fixture);

      gtk_widget_activate_action (GTK_WIDGET (page), "machine.delete", NULL);
      actors.n_actors--;
      wait_until (has_actors, &actors);
      undo (fixture);
      actors.n_actors++;
      wait_until (has_actors, &actors);
    }
  find_first (fixture, kinds[0]);
}

/* After a deletion the keyboard is on what stands there now. */
static void
test_keyboard_stays (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineModel *model = uois_machine_page_get_model (page);
  Size after = { fixture, page, model->states->len, model->transitions->len - 1 };
  GtkWidget *outline = GTK_WIDGET (get_outline (page));
  GtkListBox *rows = GTK_LIST_BOX (find_widget (outline, GTK_TYPE_LIST_BOX));
  GtkWidget *focus;

  uois_machine_page_choose (page, UOIS_STATE_ELSEWHERE, 0);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (rows)));
  gtk_widget_activate_action (GTK_WIDGET (page), "machine.delete", NULL);
  wait_until (has_size, &after);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->session.window));
  g_assert_nonnull (focus);
  g_assert_true (focus == GTK_WIDGET (gtk_list_box_get_selected_row (rows)));
  undo (fixture);
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
  UoisFile *file = uois_window_get_file (fixture->session.window);
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
  UoisFile *file = uois_window_get_file (fixture->session.window);
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

  uois_window_go (fixture->session.window,
                  &(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = fixture->requests, .id = id });
  window_session_settle (&fixture->session);
  band = find_widget (GTK_WIDGET (uois_window_get_page (fixture->session.window)), UOIS_TYPE_MACHINE_BAND);
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
  UoisFile *file = uois_window_get_file (fixture->session.window);
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

#define add(path, function) g_test_add ((path), Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  add ("/machines/editing", test_editing);
  add ("/machines/deleting", test_deleting);
  add ("/machines/actors", test_actors);
  add ("/machines/keyboard-stays", test_keyboard_stays);
  add ("/machines/following", test_following);
  add ("/machines/illegal-step", test_illegal_step);
  return g_test_run ();
}
