/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What helps people to find their way: commands, shortcuts. */

#include "fixture.h"

#include "ui/guide/command.h"
#include "ui/guide/help-book.h"
#include "ui/guide/help-window.h"
#include "ui/guide/markdown-view.h"
#include "ui/guide/tour.h"
#include "ui/page.h"

#define PEOPLE 50

typedef WindowSession Fixture;

static gboolean
fill_demo (UoisFile *file, UoisProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  return sample_fill (file, PEOPLE, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  window_session_begin (fixture, PEOPLE, fill_demo);
  window_session_open_sample (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* In GTK 4.8 an idle looks for the pointer in popovers that were closed. */
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
  window_session_end (fixture);
}

/* ---- Commands ---- */

static GPtrArray *
find_commands (Fixture *fixture, const char *text)
{
  return uois_command_find (GTK_APPLICATION_WINDOW (fixture->window), fixture->sample.registry, text);
}

static const UoisCommand *
find_command (GPtrArray *commands, const char *action)
{
  for (guint i = 0; i < commands->len; i++)
    {
      const UoisCommand *command = g_ptr_array_index (commands, i);

      if (g_str_equal (command->action, action))
        return command;
    }
  return NULL;
}

static void
assert_found (Fixture *fixture, const char *text, const char *action)
{
  g_autoptr (GPtrArray) commands = find_commands (fixture, text);

  if (find_command (commands, action) == NULL)
    g_error ("“%s” does not find %s", text, action);
}

static void
test_commands_by_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = find_commands (fixture, "win zzz");

  assert_found (fixture, "wind", "win.new-window");
  assert_found (fixture, "window new", "win.new-window");
  assert_found (fixture, "NEW Window", "win.new-window");
  assert_found (fixture, "settings", "app.preferences");
  assert_found (fixture, "  quit ", "app.quit");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_command_says_key_and_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) commands = find_commands (fixture, "");
  const UoisCommand *back = find_command (commands, "win.back");
  const UoisCommand *preferences = find_command (commands, "app.preferences");
  gboolean enabled = TRUE;

  g_assert_false (back->enabled);
  g_assert_true (preferences->enabled);
  g_assert_cmpstr (preferences->keys, ==, "Ctrl+,");
  g_assert_cmpstr (preferences->label, ==, "Preferences");
  for (guint i = 0; i < commands->len; i++)
    {
      const UoisCommand *command = g_ptr_array_index (commands, i);

      g_assert_true (enabled || !command->enabled);
      enabled = command->enabled;
    }
}

static void
test_command_is_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) commands = find_commands (fixture, "new window");

  uois_command_activate (find_command (commands, "win.new-window"), GTK_WIDGET (fixture->window));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (fixture->application))), ==, 2);
}

/* Those that a person cannot mean without more words, or that only other widgets use. */
static gboolean
is_inner (const char *action)
{
  const char *const inner[] = { "win.quick-search", "win.cancel", "win.leave", "app.new-window", NULL };

  return g_strv_contains (inner, action);
}

static void
assert_known (GActionGroup *group, const char *prefix)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *action = g_strconcat (prefix, names[i], NULL);

      if (g_action_group_get_action_parameter_type (group, names[i]) == NULL && !uois_command_is_known (action) &&
          !is_inner (action))
        g_error ("%s is not in the table of commands", action);
    }
}

static void
test_every_action_is_a_command (Fixture *fixture, gconstpointer data)
{
  assert_known (G_ACTION_GROUP (fixture->window), "win.");
  assert_known (G_ACTION_GROUP (fixture->application), "app.");
}

static gboolean
popover_has_command (gpointer popover)
{
  return find_text (popover, "Preferences") != NULL;
}

static void
test_palette (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry, *popover;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.quick-search", NULL);
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), GTK_TYPE_SEARCH_ENTRY);
  popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);
  gtk_editable_set_text (GTK_EDITABLE (entry), "> prefer");
  wait_until (popover_has_command, popover);
  g_assert_nonnull (find_text (popover, "Commands"));
  g_assert_nonnull (find_text (popover, "Ctrl+,"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "prefer");
  wait_until (popover_has_command, popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* ---- The tour ---- */

typedef struct
{
  Fixture *fixture;
  int step;
} TourStep;

static UoisTour *
find_tour (Fixture *fixture)
{
  return UOIS_TOUR (find_widget (GTK_WIDGET (fixture->window), UOIS_TYPE_TOUR));
}

static gboolean
step_is_shown (gpointer data)
{
  TourStep *sought = data;
  UoisTour *tour = find_tour (sought->fixture);

  return tour != NULL && uois_tour_get_step (tour) == sought->step && gtk_widget_get_mapped (GTK_WIDGET (tour));
}

static gboolean
tour_has_keyboard (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (find_tour (fixture)));
}

static void
test_tour (Fixture *fixture, gconstpointer data)
{
  TourStep sought = { .fixture = fixture };
  UoisTour *tour;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.tour", NULL);
  for (; sought.step < 5; sought.step++)
    {
      wait_until (step_is_shown, &sought);
      g_assert_true (tour_has_keyboard (fixture));
      uois_tour_next (find_tour (fixture));
    }
  tour = find_tour (fixture);
  g_assert_cmpint (uois_tour_get_step (tour), ==, -1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (tour)));
}

static void
test_tour_is_left (Fixture *fixture, gconstpointer data)
{
  TourStep sought = { .fixture = fixture };

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.tour", NULL);
  wait_until (step_is_shown, &sought);
  uois_tour_next (find_tour (fixture));
  sought.step = 1;
  wait_until (step_is_shown, &sought);
  uois_tour_back (find_tour (fixture));
  sought.step = 0;
  wait_until (step_is_shown, &sought);
  uois_tour_leave (find_tour (fixture));
  g_assert_cmpint (uois_tour_get_step (find_tour (fixture)), ==, -1);
}

static gboolean
has_other_file (gpointer data)
{
  Fixture *fixture = data;

  return window_has_page (fixture->window) &&
         !g_str_equal (uois_file_get_path (uois_window_get_file (fixture->window)), fixture->sample.path);
}

/* While a step waits for what it points at, and after. */
static void
test_tour_ends_with_the_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "other.uois", NULL);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.tour", NULL);
  uois_tour_next (find_tour (fixture));
  uois_window_create (fixture->window, path, FALSE);
  wait_until (has_other_file, fixture);
  g_assert_null (find_tour (fixture));
}

static void
test_tour_of_an_empty_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "empty.uois", NULL);
  TourStep sought = { .fixture = fixture };

  uois_window_create (fixture->window, path, FALSE);
  wait_until (has_other_file, fixture);
  g_assert_null (find_tour (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.tour", NULL);
  for (; sought.step < 5; sought.step++)
    {
      wait_until (step_is_shown, &sought);
      uois_tour_next (find_tour (fixture));
    }
}

static void
test_tour_after_a_demo_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->sample.folder, "demo.uois", NULL);
  TourStep sought = { .fixture = fixture };

  uois_window_create (fixture->window, path, TRUE);
  wait_until (step_is_shown, &sought);
}

/* ---- Help ---- */

static UoisHelpWindow *
find_help (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (UOIS_IS_HELP_WINDOW (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return UOIS_HELP_WINDOW (window);
    }
  return NULL;
}

static void
test_help_of_the_place (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->sample.registry, "users");
  UoisHelpWindow *help;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.help", NULL);
  help = find_help ();
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "home");

  uois_go_list (GTK_WIDGET (fixture->window), type);
  wait_until (window_is_settled, fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.help", NULL);
  g_assert_true (help == find_help ());
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "list");
  gtk_window_close (GTK_WINDOW (help));
  g_assert_null (find_help ());
}

static void
test_help_without_a_file (Fixture *fixture, gconstpointer data)
{
  UoisWindow *window = uois_window_new (fixture->application);

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
  g_assert_cmpstr (uois_help_window_get_page (find_help ()), ==, "files");
}

static void
test_help_links_and_back (Fixture *fixture, gconstpointer data)
{
  UoisHelpWindow *help;
  GtkWidget *view;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.help-page", "s", "start");
  help = find_help ();
  view = find_widget (GTK_WIDGET (help), UOIS_TYPE_MARKDOWN_VIEW);
  g_signal_emit_by_name (view, "link", "list.md");
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "list");
  g_signal_emit_by_name (view, "link", "nowhere.md");
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "list");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.back", NULL);
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "start");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.back", NULL);
  g_assert_cmpstr (uois_help_window_get_page (help), ==, "start");
}

static void
test_help_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = uois_help_book_search ("");
  g_autoptr (GPtrArray) undo = uois_help_book_search ("UNDO");
  g_autoptr (GPtrArray) both = uois_help_book_search ("columns sort");
  g_autoptr (GPtrArray) middle = uois_help_book_search ("olumns");
  g_autoptr (GPtrArray) nothing = uois_help_book_search ("columns xyzzy");

  g_assert_cmpuint (all->len, ==, uois_help_book_get_pages ()->len);
  g_assert_cmpstr (((UoisHelpPage *) g_ptr_array_index (undo, 0))->name, ==, "undo");
  g_assert_cmpuint (undo->len, >, 1);
  g_assert_cmpstr (((UoisHelpPage *) g_ptr_array_index (both, 0))->name, ==, "list");
  g_assert_cmpuint (middle->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_help_command (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "help keyboard", "win.help-page::keyboard");
}

/* Every page as it is shown: nothing of the marks is left, and each label has a text. */
static void
check_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));

      g_assert_cmpstr (text, !=, "");
      g_assert_null (strstr (text, "**"));
      g_assert_null (strstr (text, "]("));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_labels (child);
}

static void
test_help_pages_are_shown (Fixture *fixture, gconstpointer data)
{
  GPtrArray *pages = uois_help_book_get_pages ();
  GtkWidget *view = g_object_ref_sink (uois_markdown_view_new ());

  for (guint i = 0; i < pages->len; i++)
    {
      uois_markdown_view_set_text (UOIS_MARKDOWN_VIEW (view), ((UoisHelpPage *) g_ptr_array_index (pages, i))->text);
      g_assert_true (GTK_IS_LABEL (gtk_widget_get_first_child (view)));
      check_labels (view);
    }
  g_object_unref (view);
}

static void
assert_markdown (const char *text, const char *expected)
{
  GtkWidget *view = g_object_ref_sink (uois_markdown_view_new ());
  GtkWidget *label;

  uois_markdown_view_set_text (UOIS_MARKDOWN_VIEW (view), text);
  label = find_widget (view, GTK_TYPE_LABEL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, expected);
  g_object_unref (view);
}

static void
test_markdown (void)
{
  assert_markdown ("a **b** *c* `d`", "a <b>b</b> <i>c</i> <tt>d</tt>");
  assert_markdown ("a < b & c", "a &lt; b &amp; c");
  assert_markdown ("[a](b.md)", "<a href=\"b.md\">a</a>");
  assert_markdown ("one\ntwo", "one two");
  assert_markdown ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;");
  assert_markdown ("`<a>`", "<tt>&lt;a&gt;</tt>");
}

/* ---- Shortcuts ---- */

/* What the window of shortcuts says: names of actions, and accelerators. */
typedef struct
{
  GHashTable *actions;
  GHashTable *accelerators;
} Overlay;

static void
add_accelerators (GHashTable *set, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint key;

      if (g_str_has_suffix (words[i], "1...9"))
        {
          for (int digit = 1; digit <= 9; digit++)
            g_hash_table_add (set, g_strdup_printf ("<Control>%d", digit));
          continue;
        }
      if (!gtk_accelerator_parse (words[i], &key, &modifiers))
        g_error ("“%s” is no accelerator", words[i]);
      g_hash_table_add (set, gtk_accelerator_name (key, modifiers));
    }
}

static void
read_overlay (GtkWidget *widget, Overlay *overlay)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *action = NULL;
      g_autofree char *accelerator = NULL;

      g_object_get (widget, "action-name", &action, "accelerator", &accelerator, NULL);
      if (action != NULL)
        g_hash_table_add (overlay->actions, g_steal_pointer (&action));
      else
        add_accelerators (overlay->accelerators, accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    read_overlay (child, overlay);
}

static void
overlay_init (Overlay *overlay, Fixture *fixture)
{
  overlay->actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  overlay->accelerators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_overlay (GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (fixture->window))),
                overlay);
  g_assert_cmpuint (g_hash_table_size (overlay->actions), >, 5);
  g_assert_cmpuint (g_hash_table_size (overlay->accelerators), >, 5);
}

static void
overlay_clear (Overlay *overlay)
{
  g_hash_table_unref (overlay->actions);
  g_hash_table_unref (overlay->accelerators);
}

static gboolean
overlay_has_one_of (Overlay *overlay, char **accelerators)
{
  for (guint i = 0; accelerators[i] != NULL; i++)
    if (g_hash_table_contains (overlay->accelerators, accelerators[i]))
      return TRUE;
  return FALSE;
}

static void
assert_application_keys_shown (Fixture *fixture, Overlay *overlay, GHashTable *keys)
{
  GtkApplication *application = GTK_APPLICATION (fixture->application);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (application, actions[i]);

      if (!g_hash_table_contains (overlay->actions, actions[i]) && !overlay_has_one_of (overlay, accelerators))
        g_error ("the window of shortcuts lacks %s (%s)", actions[i], accelerators[0]);
      for (guint j = 0; accelerators[j] != NULL; j++)
        g_hash_table_add (keys, g_strdup (accelerators[j]));
    }
}

/* The name of the action of the window that @shortcut does; %NULL if it does something else. */
static char *
get_window_action (GtkShortcut *shortcut)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  GVariant *arguments = gtk_shortcut_get_arguments (shortcut);

  if (GTK_IS_NAMED_ACTION (action))
    return g_strdup (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)));
  if (arguments != NULL && g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(s)")))
    {
      char *name;

      g_variant_get (arguments, "(s)", &name);
      return name;
    }
  return NULL;
}

static void
assert_shortcut_shown (Fixture *fixture, Overlay *overlay, GHashTable *keys, GtkShortcut *shortcut)
{
  g_autofree char *action = get_window_action (shortcut);
  g_autofree char *key = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
  g_auto (GStrv) accelerators = NULL;

  g_hash_table_add (keys, g_strdup (key));
  if (action == NULL || !g_str_has_prefix (action, "win.") || g_hash_table_contains (overlay->actions, action))
    return;
  /* Those of the application are here, too, but all keys of an action in one. */
  accelerators = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), action);
  if (accelerators[0] == NULL && strstr (key, "KP_") == NULL && !g_hash_table_contains (overlay->accelerators, key))
    g_error ("the window of shortcuts lacks %s (%s)", key, action);
}

/* Keys that the window's class binds to actions of the window. */
static void
assert_window_keys_shown (Fixture *fixture, Overlay *overlay, GHashTable *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          assert_shortcut_shown (fixture, overlay, keys, shortcut);
        }
    }
}

static void
assert_shown_keys_work (Fixture *fixture, Overlay *overlay, GHashTable *keys)
{
  /* Keys of the widgets of GTK, and of ours that handle them themselves. */
  const char *const of_widgets[] = {
    "Down",       "Escape",          "Return", "<Control>a", "Home", "End", "<Control>Page_Up", "<Control>Page_Down",
    "<Control>c", "<Control>Return", "F2",     "F10",        NULL
  };
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, overlay->accelerators);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (keys, key) && !g_strv_contains (of_widgets, key))
      g_error ("nothing is done for %s, which the window of shortcuts shows", (const char *) key);

  g_hash_table_iter_init (&iter, overlay->actions);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), key);

      if (accelerators[0] == NULL)
        g_error ("%s, which the window of shortcuts shows, has no key", (const char *) key);
    }
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  Overlay overlay;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  overlay_init (&overlay, fixture);
  assert_application_keys_shown (fixture, &overlay, keys);
  assert_window_keys_shown (fixture, &overlay, keys);
  assert_shown_keys_work (fixture, &overlay, keys);
  overlay_clear (&overlay);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  add ("/guide/commands-by-words", test_commands_by_words);
  add ("/guide/command-says-key-and-state", test_command_says_key_and_state);
  add ("/guide/command-is-done", test_command_is_done);
  add ("/guide/every-action-is-a-command", test_every_action_is_a_command);
  add ("/guide/palette", test_palette);
  add ("/guide/shortcuts", test_shortcuts);
  add ("/guide/tour", test_tour);
  add ("/guide/tour-is-left", test_tour_is_left);
  add ("/guide/tour-ends-with-the-file", test_tour_ends_with_the_file);
  add ("/guide/tour-of-an-empty-file", test_tour_of_an_empty_file);
  add ("/guide/tour-after-a-demo-file", test_tour_after_a_demo_file);
  add ("/guide/help-of-the-place", test_help_of_the_place);
  add ("/guide/help-without-a-file", test_help_without_a_file);
  add ("/guide/help-links-and-back", test_help_links_and_back);
  add ("/guide/help-search", test_help_search);
  add ("/guide/help-command", test_help_command);
  add ("/guide/help-pages-are-shown", test_help_pages_are_shown);
  g_test_add_func ("/guide/markdown", test_markdown);

  return g_test_run ();
}
