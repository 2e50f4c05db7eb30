/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window in a language whose every message stands in brackets, over a file whose every text does: a word without
   brackets on the screen was never given to the translators. */

#include "config.h"

#include "fixture.h"

#include "domains/domains.h"
#include "ui/guide/markdown-view.h"
#include "ui/lists/record-list.h"
#include "ui/page.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>

#define MARK "⟦"
#define ROWS 2

typedef struct
{
  UoisRegistry *registry;
  char *folder;
  char *path;
  UoisApplication *application;
  guint references; /* to the application when it has no window and no file */
  UoisWindow *window;
  const char *place;
  GHashTable *told; /* set of texts without brackets */
} Walk;

/* ---- A file ---- */

static void
set_value (UoisValue *value, const UoisColumn *column, const UoisUuid *ids, guint row)
{
  switch (column->kind)
    {
    case UOIS_VALUE_TEXT:
      uois_value_set_text (value, MARK "text⟧", -1);
      break;
    case UOIS_VALUE_UUID:
      if (column->target != NULL && column->audit == UOIS_AUDIT_NONE && column->target != column->type)
        uois_value_set_uuid (value, &ids[column->target->index * ROWS + row]);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, row);
      break;
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, row == 0);
      break;
    default:
      break;
    }
}

/* Two records of each kind; the second has nothing but its id. */
static gboolean
fill (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  Walk *walk = data;
  guint n_types, n_tables;
  const UoisType *const *tables = uois_registry_get_tables (walk->registry, &n_tables);
  g_autofree UoisUuid *ids = NULL;

  uois_registry_get_types (walk->registry, &n_types);
  ids = g_new (UoisUuid, n_types * ROWS);
  for (guint i = 0; i < n_types * ROWS; i++)
    uois_uuid_generate (&ids[i]);
  for (guint i = 0; i < n_tables; i++)
    for (guint row = 0; row < ROWS; row++)
      {
        g_autofree UoisValue *values = g_new0 (UoisValue, tables[i]->columns.length);
        gboolean done;

        uois_value_set_uuid (&values[0], &ids[tables[i]->index * ROWS + row]);
        for (guint j = 1; row == 0 && j < tables[i]->columns.length; j++)
          set_value (&values[j], tables[i]->columns.items[j], ids, row);
        done = uois_file_bulk_insert (bulk, tables[i], values, error);
        for (guint j = 0; j < tables[i]->columns.length; j++)
          uois_value_clear (&values[j]);
        if (!done)
          return FALSE;
      }
  return TRUE;
}

static void
make_file (Walk *walk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = NULL;

  walk->registry = uois_domains_load (&error);
  g_assert_no_error (error);
  walk->folder = g_dir_make_tmp (MARK "XXXXXX", &error);
  g_assert_no_error (error);
  walk->path = g_build_filename (walk->folder, MARK "file⟧.uois", NULL);
  file = uois_file_open (walk->path, walk->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  uois_file_bulk (file, MARK "step⟧", fill, walk, NULL, &error);
  g_assert_no_error (error);
  uois_file_close (file, &error);
  g_assert_no_error (error);
}

static void
remove_file (Walk *walk)
{
  g_autoptr (GDir) folder = g_dir_open (walk->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (walk->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (walk->folder);
  g_free (walk->folder);
  g_free (walk->path);
  uois_registry_unref (walk->registry);
}

/* ---- Looking ---- */

/* What needs no translation: ids, dates, keys, the version; the names by which languages call themselves. */
static char *
without_data (const char *text)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|[0-9]+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]+|"
                   "((Ctrl|Alt|Shift)\\+)+\\S+|F[0-9]+|Čeština|English",
                   0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

static gboolean
has_word (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalpha (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

/* GTK and libadwaita say these by their own catalogs. */
static gboolean
is_of_toolkit (const char *text)
{
  const char *const texts[] = { "Clear entry",
                                "No Results Found",
                                "Preferences",
                                "Search Results",
                                "Search Shortcuts",
                                "Shortcuts",
                                "Try a different search",
                                "Try a different search.",
                                NULL };

  return g_strv_contains (texts, text);
}

static void
check_text (Walk *walk, GtkWidget *widget, const char *what, const char *text)
{
  g_autofree char *rest = NULL;

  if (text == NULL || strstr (text, MARK) != NULL || is_of_toolkit (text))
    return;
  rest = without_data (text);
  if (has_word (rest))
    g_hash_table_add (walk->told,
                      g_strdup_printf ("%s: %s of %s: “%s”", walk->place, what, G_OBJECT_TYPE_NAME (widget), text));
}

/* Keys and the calendar are the toolkit's; help pages have files of their own. */
static gboolean
is_of_others (GtkWidget *widget)
{
  return GTK_IS_SHORTCUT_LABEL (widget) || UOIS_IS_MARKDOWN_VIEW (widget) || GTK_IS_CALENDAR (widget) ||
         gtk_widget_has_css_class (widget, "titlebutton");
}

static void
check_widget (Walk *walk, GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || is_of_others (widget))
    return;
  if (GTK_IS_LABEL (widget))
    check_text (walk, widget, "text", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_INSCRIPTION (widget))
    check_text (walk, widget, "text", gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  else if (GTK_IS_TEXT (widget))
    check_text (walk, widget, "placeholder", gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  check_text (walk, widget, "tooltip", gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (walk, child);
}

static void
check_window (Walk *walk, const char *place, GtkWidget *widget)
{
  walk->place = place;
  check_text (walk, widget, "title", GTK_IS_WINDOW (widget) ? gtk_window_get_title (GTK_WINDOW (widget)) : NULL);
  check_widget (walk, widget);
}

static void
check_page (Walk *walk, const char *place)
{
  wait_until (window_is_settled, walk->window);
  wait_for_frames (GTK_WIDGET (walk->window), 1);
  check_window (walk, place, GTK_WIDGET (walk->window));
}

/* ---- Going everywhere ---- */

static void
walk_lists_and_records (Walk *walk)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (walk->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char *list = g_strconcat ("list of ", tables[i]->name, NULL);
      g_autofree char *record = g_strconcat ("record of ", tables[i]->name, NULL);
      UoisPage *page;

      if (!uois_type_is_place (tables[i]))
        continue;
      uois_go_list (GTK_WIDGET (walk->window), tables[i]);
      check_page (walk, list);
      page = uois_window_get_page (walk->window);
      uois_record_list_open (UOIS_RECORD_LIST (find_widget (GTK_WIDGET (page), UOIS_TYPE_RECORD_LIST)), 0);
      check_page (walk, record);
    }
}

static gboolean
is_dialog (GtkWindow *window, Walk *walk)
{
  return window != GTK_WINDOW (walk->window) && gtk_widget_get_visible (GTK_WIDGET (window));
}

static void
walk_dialog (Walk *walk, const char *action)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWindow) dialog = NULL;

  gtk_widget_activate_action (GTK_WIDGET (walk->window), action, NULL);
  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (is_dialog (window, walk))
        dialog = g_object_ref (window);
    }
  g_assert_nonnull (dialog);
  check_window (walk, action, GTK_WIDGET (dialog));
  gtk_window_close (dialog);
}

static gboolean
has_commands (gpointer popover)
{
  GtkWidget *row = find_widget (popover, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
walk_commands (Walk *walk)
{
  GtkWidget *entry, *popover;

  gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.quick-search", NULL);
  entry = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (walk->window)), GTK_TYPE_SEARCH_ENTRY);
  popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);
  check_window (walk, "box that finds anything", popover);
  gtk_editable_set_text (GTK_EDITABLE (entry), ">");
  wait_until (has_commands, popover);
  check_window (walk, "commands", popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_for_frames (GTK_WIDGET (walk->window), 2);
}

static gboolean
has_file (gpointer window)
{
  return uois_window_get_file (window) != NULL && window_is_settled (window);
}

/* Closing the file ends in the background. */
static gboolean
is_at_rest (gpointer data)
{
  Walk *walk = data;

  return gtk_application_get_windows (GTK_APPLICATION (walk->application)) == NULL &&
         G_OBJECT (walk->application)->ref_count == walk->references;
}

static void
test_everything_is_translated (void)
{
  Walk walk = { .told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer text;

  make_file (&walk);
  walk.application = uois_application_new (walk.registry, NULL);
  g_application_register (G_APPLICATION (walk.application), NULL, &error);
  g_assert_no_error (error);
  walk.references = G_OBJECT (walk.application)->ref_count;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  walk.window = uois_window_new (walk.application);
  gtk_window_set_default_size (GTK_WINDOW (walk.window), 1200, 800);
  gtk_window_present (GTK_WINDOW (walk.window));
  check_window (&walk, "start", GTK_WIDGET (walk.window));
  uois_window_open (walk.window, walk.path);
  wait_until (has_file, walk.window);
  check_page (&walk, "home");
  walk_lists_and_records (&walk);
  walk_commands (&walk);
  walk_dialog (&walk, "app.preferences");
  walk_dialog (&walk, "win.show-help-overlay");
  g_action_group_activate_action (G_ACTION_GROUP (walk.application), "quit", NULL);
  wait_until (is_at_rest, &walk);

  g_object_unref (walk.application);
  remove_file (&walk);

  g_hash_table_iter_init (&iter, walk.told);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_test_message ("%s", (char *) text);
  g_assert_cmpuint (g_hash_table_size (walk.told), ==, 0);
  g_hash_table_unref (walk.told);
}

/* Returns: the folder with a fresh catalog of all messages */
static char *
make_catalog (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("uois-pseudo-XXXXXX", &error);
  g_autofree char *catalog = g_build_filename (folder, "xx", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  const char *const command[] = { g_getenv ("UOIS_MAKE_PSEUDO"), g_getenv ("UOIS_SOURCE_DIR"), catalog, NULL };
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return folder;
}

static void
remove_catalog (const char *folder)
{
  g_autofree char *language = g_build_filename (folder, "xx", NULL);
  g_autofree char *messages = g_build_filename (language, "LC_MESSAGES", NULL);
  g_autofree char *catalog = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);

  g_unlink (catalog);
  g_rmdir (messages);
  g_rmdir (language);
  g_rmdir (folder);
}

/* LANGUAGE names the catalog. */
int
main (int argc, char **argv)
{
  g_autofree char *folder = make_catalog ();
  int status;

  gtk_disable_setlocale ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pseudo/everything-is-translated", test_everything_is_translated);

  status = g_test_run ();
  remove_catalog (folder);
  return status;
}
