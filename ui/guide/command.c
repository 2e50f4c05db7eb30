/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "guide/command.h"

#include "guide/help-book.h"
#include "page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * Entry: a command.
 * @action: its detailed name
 * @label: msgid, where possible that of a menu, whose underscore is not shown
 * @words: (nullable): msgid of other words by which people look for it
 * @key: (nullable): accelerator of one that is no accelerator of the application
 */
typedef struct
{
  const char *action;
  const char *label;
  const char *words;
  const char *icon;
  const char *key;
} Entry;

static const Entry entries[] = {
  { "win.save", N_ ("_Save"), N_ ("store write keep"), "document-save-symbolic" },
  { "win.discard", N_ ("_Discard changes"), N_ ("cancel revert throw away"), "edit-clear-symbolic" },
  { "win.undo", N_ ("_Undo"), N_ ("take back step"), "edit-undo-symbolic", "<Control>z" },
  { "win.redo", N_ ("_Redo"), N_ ("do again repeat step"), "edit-redo-symbolic", "<Control><Shift>z" },
  { "win.new-record('')", N_ ("New _record"), N_ ("new add create insert"), "list-add-symbolic" },
  { "win.duplicate", N_ ("D_uplicate"), N_ ("copy record template"), "edit-copy-symbolic" },
  { "win.delete", N_ ("_Delete…"), N_ ("remove erase"), "user-trash-symbolic", "<Control>Delete" },
  { "win.edit-many", N_ ("Change _many…"), N_ ("edit selected records bulk"), "document-edit-symbolic" },
  { "win.history", N_ ("_History of the record"), N_ ("changes who when timeline"), "document-open-recent-symbolic" },
  { "win.export", N_ ("_Export…"), N_ ("CSV JSON spreadsheet table save as"), "document-send-symbolic" },
  { "win.print", N_ ("_Print…"), N_ ("paper PDF preview"), "printer-symbolic" },
  { "win.find", N_ ("Search in this list"), N_ ("find filter"), "edit-find-symbolic" },
  { "win.refresh", N_ ("Read again from the file"), N_ ("refresh reload"), "view-refresh-symbolic" },
  { "win.home", N_ ("Go to the home page"), N_ ("start overview"), "go-home-symbolic" },
  { "win.back", N_ ("Go back"), N_ ("previous page"), "go-previous-symbolic" },
  { "win.forward", N_ ("Go forward"), N_ ("next page"), "go-next-symbolic" },
  { "win.toggle-sidebar", N_ ("Show or hide the sidebar"), N_ ("panel"), "sidebar-show-symbolic" },
  { "win.file-history", N_ ("_History of the file"), N_ ("steps changes undo journal"),
    "document-open-recent-symbolic" },
  { "win.trash", N_ ("_Trash"), N_ ("deleted restore"), "user-trash-symbolic" },
  { "win.backups", N_ ("_Backups and soundness"), N_ ("check restore copies safety health damaged"),
    "drive-harddisk-symbolic" },
  { "win.check-file", N_ ("_Check the file"), N_ ("health integrity sound damaged"), "emblem-ok-symbolic" },
  { "win.file-properties", N_ ("_Properties of the file"), N_ ("size path information"),
    "document-properties-symbolic" },
  { "win.open-file", N_ ("_Open…"), N_ ("file"), "document-open-symbolic" },
  { "win.new-file", N_ ("_New file…"), N_ ("create empty"), "document-new-symbolic" },
  { "win.new-demo-file", N_ ("New _demo file…"), N_ ("create example try sample"), "starred-symbolic" },
  { "win.new-window", N_ ("New _window"), N_ ("open another"), "window-new-symbolic" },
  { "win.close", N_ ("_Close the window"), N_ ("end leave"), "window-close-symbolic" },
  { "app.preferences", N_ ("_Preferences"), N_ ("settings options language theme dark"),
    "preferences-system-symbolic" },
  { "win.help", N_ ("_Help"), N_ ("manual guide how"), "help-browser-symbolic" },
  { "win.tour", N_ ("_Guided tour"), N_ ("introduction first steps learn"), "help-about-symbolic" },
  { "win.show-help-overlay", N_ ("_Keyboard shortcuts"), N_ ("keys accelerators"), "input-keyboard-symbolic" },
  { "app.about", N_ ("_About UOIS Desk"), N_ ("version license"), "help-about-symbolic" },
  { "app.quit", N_ ("_Quit"), N_ ("exit end close"), "application-exit-symbolic" },
};

/* Of "New: Person" and so on, one for each type of record. */
static const Entry new_record = { "win.new-record", N_ ("New: %s"), N_ ("new add create insert"), "list-add-symbolic" };

/* Of "Help: Lists" and so on, one for each page. */
static const Entry help_page = { "win.help-page", N_ ("Help: %s"), N_ ("help manual how"), "help-browser-symbolic" };

void
uois_command_free (UoisCommand *command)
{
  g_free (command->action);
  g_free (command->label);
  g_free (command->keys);
  g_free (command);
}

/* ---- Words ---- */

static void
append_words (GString *words, const char *text)
{
  g_autofree char *folded = uois_text_fold (text, -1);

  g_string_append_c (words, ' ');
  /* The underscore of a menu stands inside of a word. */
  for (const char *c = folded; *c != '\0'; c++)
    if (*c != '_')
      g_string_append_c (words, *c);
}

/* Whether each of @sought begins one of @words, which begin with a blank. */
static gboolean
words_match (const char *words, char **sought)
{
  for (guint i = 0; sought[i] != NULL; i++)
    {
      g_autofree char *beginning = g_strconcat (" ", sought[i], NULL);

      if (*sought[i] != '\0' && strstr (words, beginning) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
entry_matches (const Entry *entry, const char *label, const char *english, char **sought)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (words, label);
  append_words (words, english);
  if (entry->words != NULL)
    {
      append_words (words, _ (entry->words));
      append_words (words, entry->words);
    }
  return words_match (words->str, sought);
}

static char *
without_underscore (const char *label)
{
  GString *text = g_string_new (label);

  g_string_replace (text, "_", "", 1);
  return g_string_free (text, FALSE);
}

/* ---- Actions ---- */

static char *
name_keys (GtkApplication *application, const Entry *entry, const char *action)
{
  g_auto (GStrv) accelerators = gtk_application_get_accels_for_action (application, action);
  const char *accelerator = accelerators[0] != NULL ? accelerators[0] : entry->key;
  GdkModifierType modifiers;
  guint key;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

/* The group of @window that has the action, whose name without prefix is @name; %NULL if there is none now. */
static GActionGroup *
find_group (GtkApplicationWindow *window, const Entry *entry, char **name)
{
  g_autofree char *full = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *group = G_ACTION_GROUP (window);

  g_action_parse_detailed_name (entry->action, &full, &target, NULL);
  if (g_str_has_prefix (full, "app."))
    group = G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (window)));
  *name = g_strdup (strchr (full, '.') + 1);
  return group != NULL && g_action_group_has_action (group, *name) ? group : NULL;
}

static gboolean
is_there (GtkApplicationWindow *window, const Entry *entry)
{
  g_autofree char *name = NULL;

  return find_group (window, entry, &name) != NULL;
}

static gboolean
is_enabled (GtkApplicationWindow *window, const Entry *entry)
{
  g_autofree char *name = NULL;
  GActionGroup *group = find_group (window, entry, &name);

  return group != NULL && g_action_group_get_action_enabled (group, name);
}

/* Takes @action and @label. */
static void
add_command (GPtrArray *commands, GtkApplicationWindow *window, const Entry *entry, char *action, char *label)
{
  UoisCommand *command = g_new0 (UoisCommand, 1);

  command->action = action;
  command->label = label;
  command->icon = entry->icon;
  command->enabled = is_enabled (window, entry);
  command->keys = name_keys (gtk_window_get_application (GTK_WINDOW (window)), entry, action);
  g_ptr_array_add (commands, command);
}

static void
find_entries (GPtrArray *commands, GtkApplicationWindow *window, char **sought)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (is_there (window, &entries[i]) && entry_matches (&entries[i], _ (entries[i].label), entries[i].label, sought))
      add_command (commands, window, &entries[i], g_strdup (entries[i].action),
                   without_underscore (_ (entries[i].label)));
}

static void
find_new_records (GPtrArray *commands, GtkApplicationWindow *window, UoisRegistry *registry, char **sought)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  if (!is_there (window, &new_record))
    return;
  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char *label = NULL;

      if (!uois_type_is_place (tables[i]))
        continue;
      /* Translators: %s is what one record is called: "Person". */
      label = g_strdup_printf (_ ("New: %s"), uois_type_get_label (tables[i]));
      if (entry_matches (&new_record, label, tables[i]->label, sought))
        add_command (commands, window, &new_record, g_strdup_printf ("%s::%s", new_record.action, tables[i]->name),
                     g_steal_pointer (&label));
    }
}

static void
find_help_pages (GPtrArray *commands, GtkApplicationWindow *window, char **sought)
{
  GPtrArray *pages = uois_help_book_get_pages ();

  if (!is_there (window, &help_page))
    return;
  for (guint i = 0; i < pages->len; i++)
    {
      const UoisHelpPage *page = g_ptr_array_index (pages, i);
      /* Translators: %s is the title of a help page: "Lists". */
      g_autofree char *label = g_strdup_printf (_ ("Help: %s"), page->title);

      if (entry_matches (&help_page, label, page->name, sought))
        add_command (commands, window, &help_page, g_strdup_printf ("%s::%s", help_page.action, page->name),
                     g_steal_pointer (&label));
    }
}

/* ---- Public ---- */

static void
move_enabled (GPtrArray *from, GPtrArray *to, gboolean enabled)
{
  for (guint i = 0; i < from->len;)
    if (((UoisCommand *) g_ptr_array_index (from, i))->enabled == enabled)
      g_ptr_array_add (to, g_ptr_array_steal_index (from, i));
    else
      i++;
}

GPtrArray *
uois_command_find (GtkApplicationWindow *window, UoisRegistry *registry, const char *text)
{
  g_autofree char *folded = uois_text_fold (text, -1);
  g_auto (GStrv) sought = g_strsplit_set (folded, " :", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_command_free);

  find_entries (found, window, sought);
  if (registry != NULL)
    find_new_records (found, window, registry, sought);
  find_help_pages (found, window, sought);
  move_enabled (found, commands, TRUE);
  move_enabled (found, commands, FALSE);
  return commands;
}

gboolean
uois_command_is_known (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (entries[i].action, action))
      return TRUE;
  return g_str_equal (new_record.action, action) || g_str_equal (help_page.action, action);
}

void
uois_command_activate (const UoisCommand *command, GtkWidget *widget)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (command->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (widget, name, target);
}
