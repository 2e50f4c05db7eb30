/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The diagram of a workflow: beside the outline, alone in a narrow window, as a file; run with GTK_A11Y=test. */

#include "machines-session.h"

#include "ui/trees/diagram-export.h"
#include "ui/trees/diagram-layout.h"

#include <string.h>

/* ---- Two views ---- */

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
  window_session_settle (&fixture->session);
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

/* ---- A narrow window ---- */

static gboolean
is_folded (gpointer page)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (find_widget (page, ADW_TYPE_LEAFLET)));
}

static gboolean
is_not_folded (gpointer page)
{
  return !is_folded (page);
}

/* One of the two views fills the page, and the buttons tell which. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  GtkWidget *diagram = GTK_WIDGET (uois_machine_page_get_diagram (page));
  GtkWidget *outline = GTK_WIDGET (get_outline (page));
  GtkWidget *leaflet = find_widget (GTK_WIDGET (page), ADW_TYPE_LEAFLET);
  TextSought offered = { GTK_WIDGET (page), "Diagram" };
  GtkWidget *toggle;

  g_assert_false (is_folded (page));
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_ancestor (diagram, GTK_TYPE_SCROLLED_WINDOW)));
  gtk_window_set_default_size (GTK_WINDOW (fixture->session.window), 420, 700);
  wait_until (is_folded, page);
  wait_until (text_is_shown, &offered);
  window_session_settle (&fixture->session);
  g_assert_true (gtk_widget_get_mapped (outline));
  g_assert_false (gtk_widget_get_mapped (diagram));

  toggle = gtk_widget_get_ancestor (find_text (GTK_WIDGET (page), "Diagram"), GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  window_session_settle (&fixture->session);
  g_assert_true (gtk_widget_get_mapped (diagram));
  g_assert_false (gtk_widget_get_mapped (outline));
  g_assert_cmpint (gtk_widget_get_width (leaflet), >=, gtk_widget_get_width (GTK_WIDGET (page)));

  gtk_window_set_default_size (GTK_WINDOW (fixture->session.window), 1200, 800);
  wait_until (is_not_folded, page);
}

/* ---- The diagram as a file ---- */

static gboolean
file_is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *export(Fixture *fixture, UoisMachinePage *page, UoisDiagramFormat format)
{
  g_autofree char *name = g_strconcat ("diagram.", uois_diagram_format_get_name (format), NULL);
  g_autofree char *path = g_build_filename (fixture->session.sample.folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  uois_machine_page_export (page, format, file);
  wait_until (file_is_there, path);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

/* Text stays text, and everybody who may lead on is there. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  UoisMachineModel *model = uois_machine_page_get_model (page);
  TextSought told = { GTK_WIDGET (fixture->session.window), "The diagram was exported." };
  g_autofree char *svg = export(fixture, page, UOIS_DIAGRAM_SVG);
  g_autofree char *pdf = export(fixture, page, UOIS_DIAGRAM_PDF);
  g_autofree char *dot = export(fixture, page, UOIS_DIAGRAM_DOT);
  g_autofree char *again = uois_machine_model_to_dot (model);

  wait_until (text_is_shown, &told);
  g_assert_cmpstr (dot, ==, again);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  for (guint i = 0; i < model->states->len; i++)
    {
      const UoisState *state = uois_machine_model_get_state (model, i);

      g_assert_nonnull (strstr (svg, state->title));
      g_assert_nonnull (strstr (dot, state->title));
      for (guint actor = 0; actor < state->actors->len; actor++)
        g_assert_nonnull (strstr (svg, uois_state_get_actor (state, actor)->title));
    }
}

/* Where nothing can be written, the page says why. */
static void
test_export_fails (Fixture *fixture, gconstpointer data)
{
  UoisMachinePage *page = go_machine (fixture);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at-all.svg");
  TextSought told = { GTK_WIDGET (fixture->session.window),
                      "Error opening file “/nowhere/at-all.svg”: No such file or directory" };

  uois_machine_page_export (page, UOIS_DIAGRAM_SVG, file);
  wait_until (text_is_shown, &told);
}

/* Marks, quotes and line ends in names are no syntax. */
static void
test_dot_of_odd_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisMachineModel) model = uois_machine_model_new (fixture->workflows);
  const UoisUuid first = { .bytes = { 1 } }, second = { .bytes = { 2 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_autofree char *text = NULL;

  model->title = g_strdup ("\"a\" <b> & \\N");
  uois_machine_model_add_state (model, &first, "<Draft> & \"co\"", TRUE);
  uois_machine_model_add_state (model, &second, "{a|b} \\N", FALSE);
  uois_machine_model_add_transition (model, &second, "-> \"x\" \\", &first, &second);
  uois_machine_model_finish (model);
  drawn = uois_machine_model_draw (model, UOIS_DIAGRAM_SVG, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn));
  g_assert_nonnull (strstr (text, "&lt;Draft&gt; &amp; &quot;co&quot;"));
  g_assert_nonnull (strstr (text, "{a|b} \\N"));
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

  add ("/diagrams/two-views", test_two_views);
  add ("/diagrams/arrow-keys", test_arrow_keys);
  add ("/diagrams/narrow", test_narrow);
  add ("/diagrams/export", test_export);
  add ("/diagrams/export-fails", test_export_fails);
  add ("/diagrams/odd-names", test_dot_of_odd_names);
  add ("/diagrams/same-picture", test_same_picture);
  add ("/diagrams/accessible", test_accessible);
  return g_test_run ();
}
