/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/application-private.h"

#include "window/preferences-window.h"
#include "records/drafts.h"
#include "settings.h"
#include "uois-resources.h"
#include "window/window-private.h"

#include <glib/gi18n-lib.h>

#define RECENT_FILES_KEPT 10

/* A file that at least one window has. */
typedef struct
{
  UoisFile *file;
  guint uses;
} OpenFile;

struct _UoisApplication
{
  AdwApplication parent_instance;

  /* Owned */
  UoisRegistry *registry;
  GSettings *settings;
  GHashTable *open_files; /* path -> OpenFile */

  UoisFillDemo fill_demo;
};

G_DEFINE_FINAL_TYPE (UoisApplication, uois_application, ADW_TYPE_APPLICATION)

/* ---- Files ---- */

static void
open_file_free (gpointer data)
{
  OpenFile *open_file = data;

  g_object_unref (open_file->file);
  g_free (open_file);
}

static UoisFile *
share_file (UoisApplication *self, UoisFile *file)
{
  const char *path = uois_file_get_path (file);
  OpenFile *open_file = g_hash_table_lookup (self->open_files, path);

  if (open_file == NULL)
    {
      open_file = g_new0 (OpenFile, 1);
      open_file->file = g_object_ref (file);
      g_hash_table_insert (self->open_files, g_strdup (path), open_file);
    }
  open_file->uses++;
  return g_object_ref (open_file->file);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = uois_file_open_finish (result, &error);

  if (file != NULL)
    g_task_return_pointer (task, share_file (g_task_get_source_object (task), file), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
_uois_application_open_file_async (UoisApplication *self,
                                   const char *path,
                                   UoisFileOpenFlags flags,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  OpenFile *open_file = g_hash_table_lookup (self->open_files, absolute);

  g_task_set_source_tag (task, _uois_application_open_file_async);
  /* Whoever asked has to release the file, also one that cares no more. */
  g_task_set_check_cancellable (task, FALSE);
  if (open_file != NULL && (flags & UOIS_FILE_OPEN_NEW) == 0)
    g_task_return_pointer (task, share_file (self, open_file->file), g_object_unref);
  else
    uois_file_open_async (absolute, self->registry, flags, cancellable, opened_cb, g_steal_pointer (&task));
}

UoisFile *
_uois_application_open_file_finish (UoisApplication *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
close_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!uois_file_close (UOIS_FILE (data), &error))
    g_warning ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_application_release (G_APPLICATION (source));
}

/* Closing waits for the last write, so it is done in the background; the process stays until then. */
void
_uois_application_release_file (UoisApplication *self, UoisFile *file)
{
  const char *path = uois_file_get_path (file);
  OpenFile *open_file = g_hash_table_lookup (self->open_files, path);
  g_autoptr (GTask) task = NULL;

  if (open_file == NULL || open_file->file != file || --open_file->uses > 0)
    return;

  uois_drafts_release (file);
  task = g_task_new (self, NULL, closed_cb, NULL);
  g_task_set_source_tag (task, _uois_application_release_file);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_hash_table_remove (self->open_files, path);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, close_thread);
}

guint
_uois_application_count_uses (UoisApplication *self, UoisFile *file)
{
  const OpenFile *open_file = g_hash_table_lookup (self->open_files, uois_file_get_path (file));

  return open_file != NULL && open_file->file == file ? open_file->uses : 0;
}

void
_uois_application_add_recent_file (UoisApplication *self, const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, UOIS_SETTING_RECENT_FILES);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  g_strv_builder_add (builder, path);
  for (guint i = 0, kept = 1; old[i] != NULL && kept < RECENT_FILES_KEPT; i++)
    {
      if (g_str_equal (old[i], path))
        continue;
      g_strv_builder_add (builder, old[i]);
      kept++;
    }
  paths = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, UOIS_SETTING_RECENT_FILES, (const char *const *) paths);
}

/* ---- Actions ---- */

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_window_present (g_object_new (UOIS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (parent, "application-name", _ ("UOIS Desk"), "application-icon", UOIS_APPLICATION_ID,
                         "version", PACKAGE_VERSION, "developer-name", _ ("The authors of UOIS Desk"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("The information system of a university on your own computer: all of it in one file, "
                            "without a network."),
                         /* Translators: your name, for the list of translators. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* Of the menu that desktops show at the program's icon. */
static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (active != NULL)
    gtk_widget_activate_action (GTK_WIDGET (active), "win.new-window", NULL);
  else
    g_application_activate (G_APPLICATION (user_data));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (GTK_WINDOW (link->data));
}

static const GActionEntry actions[] = {
  { "preferences", preferences_action },
  { "about", about_action },
  { "new-window", new_window_action },
  { "quit", quit_action },
};

static void
theme_changed_cb (UoisApplication *self)
{
  static const AdwColorScheme schemes[] = {
    [UOIS_THEME_SYSTEM] = ADW_COLOR_SCHEME_DEFAULT,
    [UOIS_THEME_LIGHT] = ADW_COLOR_SCHEME_FORCE_LIGHT,
    [UOIS_THEME_DARK] = ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      schemes[g_settings_get_enum (self->settings, UOIS_SETTING_THEME)]);
}

static void
set_accelerators (UoisApplication *self)
{
  static const struct
  {
    const char *action;
    const char *keys[4];
  } accelerators[] = {
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.help", { "F1" } },
    { "win.new-window", { "<Control><Shift>n" } },
    { "win.open-file", { "<Control>o" } },
    { "win.find", { "<Control>f" } },
    { "win.quick-search", { "<Control>k" } },
    { "win.toggle-sidebar", { "F9" } },
    { "win.back", { "<Alt>Left", "Back" } },
    { "win.forward", { "<Alt>Right", "Forward" } },
    { "win.home", { "<Alt>Home" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.new-record('')", { "<Control>n" } },
    { "win.save", { "<Control>s" } },
    { "win.duplicate", { "<Control>d" } },
    { "win.print", { "<Control>p" } },
    { "win.history", { "<Control>h" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);

  for (int number = 1; number <= 9; number++)
    {
      g_autofree char *action = g_strdup_printf ("win.go-nth(%d)", number - 1);
      g_autofree char *key = g_strdup_printf ("<Control>%d", number);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]){ key, NULL });
    }
}

/* ---- Another language ---- */

static GPtrArray *
list_toplevels (gboolean of_files)
{
  GListModel *model = gtk_window_get_toplevels ();
  GPtrArray *toplevels = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (model, i);

      if (UOIS_IS_WINDOW (window) == of_files)
        g_ptr_array_add (toplevels, g_steal_pointer (&window));
    }
  return toplevels;
}

/* Whether the preferences were among them. */
static gboolean
close_dialogs (void)
{
  g_autoptr (GPtrArray) dialogs = list_toplevels (FALSE);
  gboolean had_preferences = FALSE;

  for (guint i = 0; i < dialogs->len; i++)
    {
      had_preferences |= UOIS_IS_PREFERENCES_WINDOW (g_ptr_array_index (dialogs, i));
      gtk_window_destroy (g_ptr_array_index (dialogs, i));
    }
  return had_preferences;
}

/* Widgets keep the words that they were made with. What is being typed is with the file, which stays open. */
static void
speak (gpointer data)
{
  g_autoptr (UoisApplication) self = data;
  g_autoptr (GPtrArray) windows = NULL;
  gboolean had_preferences;

  if ((UoisLanguage) g_settings_get_enum (self->settings, UOIS_SETTING_LANGUAGE) ==
      uois_settings_get_applied_language ())
    return;
  uois_settings_apply_language (self->settings);
  had_preferences = close_dialogs ();
  windows = list_toplevels (TRUE);
  for (guint i = 0; i < windows->len; i++)
    _uois_window_renew (g_ptr_array_index (windows, i));
  if (had_preferences)
    g_action_group_activate_action (G_ACTION_GROUP (self), "preferences", NULL);
}

/* Later: whoever asked, in a window that goes, is not done yet. */
static void
language_changed_cb (UoisApplication *self)
{
  g_idle_add_once (speak, g_object_ref (self));
}

/* ---- GApplication ---- */

static void
uois_application_startup (GApplication *application)
{
  UoisApplication *self = UOIS_APPLICATION (application);

  G_APPLICATION_CLASS (uois_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accelerators (self);
  g_signal_connect_object (self->settings, "changed::" UOIS_SETTING_THEME, G_CALLBACK (theme_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" UOIS_SETTING_LANGUAGE, G_CALLBACK (language_changed_cb), self,
                           G_CONNECT_SWAPPED);
  theme_changed_cb (self);
  gtk_window_set_default_icon_name (UOIS_APPLICATION_ID);
}

/* Without a file named: the one used last, if it is still there. */
static void
uois_application_activate (GApplication *application)
{
  UoisApplication *self = UOIS_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, UOIS_SETTING_RECENT_FILES);

  if (active == NULL)
    {
      active = GTK_WINDOW (uois_window_new (self));
      if (paths[0] != NULL && g_file_test (paths[0], G_FILE_TEST_EXISTS))
        uois_window_open (UOIS_WINDOW (active), paths[0]);
    }
  gtk_window_present (active);
}

static void
uois_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *uri = g_file_get_uri (files[i]);
      UoisWindow *window = uois_window_new (UOIS_APPLICATION (application));

      uois_window_open (window, path != NULL ? path : uri);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
uois_application_finalize (GObject *object)
{
  UoisApplication *self = UOIS_APPLICATION (object);

  g_hash_table_unref (self->open_files);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->registry, uois_registry_unref);

  G_OBJECT_CLASS (uois_application_parent_class)->finalize (object);
}

static void
uois_application_class_init (UoisApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  uois_register_resource ();

  G_OBJECT_CLASS (klass)->finalize = uois_application_finalize;
  application_class->startup = uois_application_startup;
  application_class->activate = uois_application_activate;
  application_class->open = uois_application_open;
}

static void
uois_application_init (UoisApplication *self)
{
  self->open_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, open_file_free);
  self->settings = uois_settings_new ();
}

UoisApplication *
uois_application_new (UoisRegistry *registry, UoisFillDemo fill_demo)
{
  UoisApplication *self;

  g_return_val_if_fail (registry != NULL, NULL);

  self = g_object_new (UOIS_TYPE_APPLICATION, "application-id", UOIS_APPLICATION_ID, "resource-base-path",
                       "/cz/uois/Desk", "flags", G_APPLICATION_HANDLES_OPEN, NULL);
  self->registry = uois_registry_ref (registry);
  self->fill_demo = fill_demo;
  uois_settings_apply_language (self->settings);
  return self;
}

UoisRegistry *
_uois_application_get_registry (UoisApplication *self)
{
  return self->registry;
}

UoisFillDemo
_uois_application_get_fill_demo (UoisApplication *self)
{
  return self->fill_demo;
}
