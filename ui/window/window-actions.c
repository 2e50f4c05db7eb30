/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "window/application-private.h"
#include "compat-dialogs.h"
#include "guide/help-window.h"
#include "settings.h"
#include "lists/table-page.h"
#include "lists/views-popover.h"

#include <glib/gi18n-lib.h>

/* ---- Going places ---- */

static void
go_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  UoisLocation location;

  if (self->file != NULL &&
      uois_location_parse (uois_file_get_registry (self->file), g_variant_get_string (parameter, NULL), &location))
    uois_window_go (self, &location);
}

static void
go_nth_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  UoisLocation location;

  if (uois_sidebar_get_place (self->sidebar, g_variant_get_int32 (parameter), &location))
    uois_window_go (self, &location);
}

static void
home_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_window_go (UOIS_WINDOW (user_data), &(UoisLocation){ .kind = UOIS_LOCATION_HOME });
}

static void
step (UoisWindow *self, int steps)
{
  if (uois_navigation_step (self->navigation, steps))
    _uois_window_show_page (self);
}

static void
back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (UOIS_WINDOW (user_data), -1);
}

static void
forward_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (UOIS_WINDOW (user_data), 1);
}

/* ---- Finding ---- */

static void
quick_search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_quick_search_begin (UOIS_WINDOW (user_data)->quick_search, NULL);
}

static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  if (!uois_page_begin_search (uois_window_get_page (self)))
    uois_quick_search_begin (self->quick_search, NULL);
}

static void
scroll_to_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisPage *page = uois_window_get_page (UOIS_WINDOW (user_data));

  if (UOIS_IS_TABLE_PAGE (page))
    uois_record_list_scroll_to (uois_table_page_get_list (UOIS_TABLE_PAGE (page)), g_variant_get_uint32 (parameter));
}

static void
refresh_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_page_refresh (uois_window_get_page (UOIS_WINDOW (user_data)), &(UoisChanges){ .types = NULL });
}

static void
toggle_sidebar_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwFlap *flap = UOIS_WINDOW (user_data)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

/* ---- Files ---- */

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  UoisWindow *window = uois_window_new (self->application);

  if (self->file != NULL)
    uois_window_open (window, uois_file_get_path (self->file));
  gtk_window_present (GTK_WINDOW (window));
}

/* A window that already has a file keeps it. */
static UoisWindow *
window_for_file (UoisWindow *self)
{
  UoisWindow *window = self->file != NULL ? uois_window_new (self->application) : self;

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
open_path_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_window_open (window_for_file (UOIS_WINDOW (user_data)), g_variant_get_string (parameter, NULL));
}

static char *
chosen_path (GAsyncResult *result)
{
  g_autoptr (GFile) file = uois_compat_choose_file_finish (result, NULL);

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *path = chosen_path (result);

  if (path != NULL)
    uois_window_open (window_for_file (UOIS_WINDOW (source)), path);
}

static void
open_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_compat_choose_file_async (GTK_WINDOW (user_data), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open a file"), NULL,
                                 open_chosen_cb, NULL);
}

static void
create (UoisWindow *self, GAsyncResult *result, gboolean demo)
{
  g_autofree char *path = chosen_path (result);

  if (path != NULL)
    uois_window_create (window_for_file (self), path, demo);
}

static void
new_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  create (UOIS_WINDOW (source), result, FALSE);
}

static void
new_demo_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  create (UOIS_WINDOW (source), result, TRUE);
}

static void
new_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_compat_choose_file_async (GTK_WINDOW (user_data), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("New file"),
                                 _ ("institution.uois"), new_chosen_cb, NULL);
}

static void
new_demo_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_compat_choose_file_async (GTK_WINDOW (user_data), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("New demo file"),
                                 _ ("demo.uois"), new_demo_chosen_cb, NULL);
}

/* Gives up the file that is being opened or made, or leaves the notice that it failed. */
static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_stack_set_visible_child_name (self->start_stack, "welcome");
}

static void
open_folder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  uois_compat_open_folder (GTK_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

static void
restore_view_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  if (self->file != NULL)
    uois_saved_view_restore (self->file, parameter);
}

/* ---- Help ---- */

static void
show_help (UoisWindow *self, const char *page)
{
  if (self->help == NULL)
    self->help = uois_help_window_new ();
  uois_help_window_show_page (UOIS_HELP_WINDOW (self->help), page);
}

/* Of the place that is shown; the pages have the names of the kinds of places. */
static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  if (self->navigation != NULL)
    show_help (self, uois_location_kind_to_string (uois_navigation_get_location (self->navigation)->kind));
  else
    show_help (self, "files");
}

static void
help_page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_help (UOIS_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

static void
tour_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _uois_window_begin_tour (UOIS_WINDOW (user_data));
}

static const GActionEntry actions[] = {
  { "restore-view", restore_view_action, "(ssssssbas)" },
  { "open-folder", open_folder_action, "s" },
  { "go", go_action, "s" },
  { "go-nth", go_nth_action, "i" },
  { "home", home_action },
  { "back", back_action },
  { "forward", forward_action },
  { "find", find_action },
  { "quick-search", quick_search_action },
  { "scroll-to", scroll_to_action, "u" },
  { "refresh", refresh_action },
  { "toggle-sidebar", toggle_sidebar_action },
  { "new-window", new_window_action },
  { "open-path", open_path_action, "s" },
  { "open-file", open_file_action },
  { "new-file", new_file_action },
  { "new-demo-file", new_demo_file_action },
  { "cancel", cancel_action },
  { "help", help_action },
  { "help-page", help_page_action, "s" },
  { "tour", tour_action },
};

void
_uois_window_actions_init (UoisWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static void
set_enabled (UoisWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
_uois_window_actions_update (UoisWindow *self)
{
  gboolean has_file = self->file != NULL;
  gboolean busy = self->cancellable != NULL;
  const char *const of_file[] = { "go",        "go-nth",  "home",           "find", "quick-search",
                                  "scroll-to", "refresh", "toggle-sidebar", "tour" };
  const char *const of_start[] = { "open-path", "open-file", "new-file" };

  for (guint i = 0; i < G_N_ELEMENTS (of_file); i++)
    set_enabled (self, of_file[i], has_file);
  for (guint i = 0; i < G_N_ELEMENTS (of_start); i++)
    set_enabled (self, of_start[i], !busy);
  set_enabled (self, "new-demo-file", !busy && self->fill_demo != NULL);
  set_enabled (self, "back", has_file && uois_navigation_can_step (self->navigation, -1));
  set_enabled (self, "forward", has_file && uois_navigation_can_step (self->navigation, 1));
  _uois_window_editing_update (self);
  _uois_window_care_update (self);
}
