/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "care/care-page.h"
#include "care/history-page.h"
#include "care/steps-page.h"
#include "care/trash-page.h"
#include "window/application-private.h"
#include "window/home-page.h"
#include "records/record-page.h"
#include "settings.h"
#include "trees/machine-band.h"
#include "trees/machine-page.h"
#include "trees/tree-page.h"
#include "lists/table-page.h"
#include "timing.h"
#include "window/welcome-page.h"

#include <glib/gi18n-lib.h>

/* Pages that stay alive when they are left; of older ones the state is kept. */
#define PAGES_ALIVE 8
/* Milliseconds in which changes of the file are gathered before the page is told. */
#define CHANGES_GATHERED 150

G_DEFINE_FINAL_TYPE (UoisWindow, uois_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- Pages ---- */

static UoisPage *
new_record_page (UoisWindow *self, const UoisLocation *location)
{
  UoisPage *page = uois_record_page_new (self->file, location->type, &location->id);
  GtkWidget *band = uois_machine_band_new (self->file, location->type, &location->id);

  if (band != NULL)
    uois_page_add_banner (page, band);
  return page;
}

static UoisPage *
new_page (UoisWindow *self, const UoisLocation *location)
{
  switch (location->kind)
    {
    case UOIS_LOCATION_LIST:
      return uois_table_page_new (self->file, location->type);
    case UOIS_LOCATION_VIEW:
      return uois_table_page_new_for_view (self->file, location->type, &location->id);
    case UOIS_LOCATION_TREE:
      return uois_tree_page_new (self->file, location->type);
    case UOIS_LOCATION_RECORD:
      return new_record_page (self, location);
    case UOIS_LOCATION_MACHINE:
      return uois_machine_page_new (self->file, location->type, &location->id);
    case UOIS_LOCATION_HISTORY:
      return uois_history_page_new (self->file, location->type, &location->id);
    case UOIS_LOCATION_STEPS:
      return uois_steps_page_new (self->file);
    case UOIS_LOCATION_TRASH:
      return uois_trash_page_new (self->file);
    case UOIS_LOCATION_CARE:
      return uois_care_page_new (self->file);
    case UOIS_LOCATION_HOME:
    default:
      return uois_home_page_new (self->file, self->recents);
    }
}

static GVariant *
save_page (GObject *page, gpointer data)
{
  return uois_page_save (UOIS_PAGE (page));
}

static void
page_removed_cb (UoisWindow *self, GObject *page)
{
  gtk_stack_remove (self->page_stack, GTK_WIDGET (page));
}

void
_uois_window_show_page (UoisWindow *self)
{
  const UoisLocation *location = uois_navigation_get_location (self->navigation);
  GObject *page = uois_navigation_get_page (self->navigation);

  if (page == NULL)
    {
      g_autoptr (GVariant) state = uois_navigation_get_state (self->navigation);
      UoisPage *made = new_page (self, location);

      if (state != NULL)
        g_variant_ref (state);
      else
        state = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
      page = G_OBJECT (made);
      gtk_stack_add_child (self->page_stack, GTK_WIDGET (made));
      uois_navigation_set_page (self->navigation, page);
      uois_page_restore (made, state);
    }

  if (gtk_stack_get_visible_child (self->page_stack) != NULL)
    uois_page_keep_focus (UOIS_PAGE (gtk_stack_get_visible_child (self->page_stack)));
  gtk_stack_set_visible_child (self->page_stack, GTK_WIDGET (page));
  g_binding_group_set_source (self->page_bindings, page);
  g_signal_group_set_target (self->page_signals, page);
  uois_navigation_trim (self->navigation, PAGES_ALIVE, save_page, NULL);
  uois_sidebar_select (self->sidebar, location);
  if (location->kind == UOIS_LOCATION_RECORD)
    uois_recents_add (self->recents, location);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  uois_page_take_focus (UOIS_PAGE (page));
  _uois_window_actions_update (self);
}

/* What the list of windows of the desktop shows. */
static void
title_changed_cb (UoisWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (self->file == NULL)
    return;
  name = g_path_get_basename (uois_file_get_path (self->file));
  title = g_strdup_printf ("%s – %s", adw_window_title_get_title (self->title), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* ---- Changes of the file ---- */

static void
totals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (GArray) totals = uois_file_totals_finish (UOIS_FILE (source), result, NULL);

  if (totals != NULL && self->file == UOIS_FILE (source))
    uois_sidebar_set_totals (self->sidebar, totals);
}

static void
read_totals (UoisWindow *self)
{
  g_cancellable_cancel (self->totals_cancellable);
  g_clear_object (&self->totals_cancellable);
  self->totals_cancellable = g_cancellable_new ();
  uois_file_totals_async (self->file, self->totals_cancellable, totals_cb, g_object_ref (self));
}

static void
views_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (GPtrArray) views = uois_file_list_views_finish (UOIS_FILE (source), result, NULL);

  if (views != NULL && self->file == UOIS_FILE (source))
    {
      uois_sidebar_set_views (self->sidebar, views);
      uois_sidebar_select (self->sidebar, uois_navigation_get_location (self->navigation));
    }
}

static void
read_views (UoisWindow *self)
{
  uois_file_list_views_async (self->file, NULL, NULL, views_cb, g_object_ref (self));
}

static void
refresh_page (gpointer page, gpointer changes)
{
  uois_page_refresh (UOIS_PAGE (page), changes);
}

static gboolean
changed_source_cb (gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  g_autoptr (GHashTable) types = g_steal_pointer (&self->changed_types);
  UoisChanges changes = { .types = self->changed_all ? NULL : types };

  self->changed_source = 0;
  self->changed_all = FALSE;
  self->changed_types = g_hash_table_new (NULL, NULL);
  read_totals (self);
  _uois_window_undo_refresh (self);
  uois_navigation_foreach_page (self->navigation, refresh_page, &changes);
  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (UoisWindow *self, gpointer type)
{
  if (type != NULL)
    g_hash_table_add (self->changed_types, type);
  else
    self->changed_all = TRUE;
  if (self->changed_source == 0)
    self->changed_source = g_timeout_add (CHANGES_GATHERED, changed_source_cb, self);
}

/* ---- The file ---- */

static void
leave_file (UoisWindow *self)
{
  g_autoptr (UoisFile) file = g_steal_pointer (&self->file);

  if (file == NULL)
    return;

  g_signal_handlers_disconnect_by_data (file, self);
  _uois_window_forget_drafts (self, file);
  g_clear_handle_id (&self->changed_source, g_source_remove);
  g_cancellable_cancel (self->totals_cancellable);
  g_clear_object (&self->totals_cancellable);
  _uois_window_care_end (self);
  g_hash_table_remove_all (self->changed_types);
  self->changed_all = FALSE;
  g_binding_group_set_source (self->page_bindings, NULL);
  g_signal_group_set_target (self->page_signals, NULL);
  _uois_window_undo_leave (self);
  uois_quick_search_set_file (self->quick_search, NULL);
  _uois_window_end_tour (self);
  if (self->navigation != NULL)
    uois_navigation_trim (self->navigation, 0, save_page, NULL);
  if (uois_window_get_page (self) != NULL)
    gtk_stack_remove (self->page_stack, GTK_WIDGET (uois_window_get_page (self)));
  g_clear_object (&self->navigation);
  g_clear_object (&self->recents);
  _uois_application_release_file (self->application, file);
}

void
_uois_window_set_file (UoisWindow *self, UoisFile *file)
{
  g_autofree char *name = NULL;

  leave_file (self);
  self->file = g_object_ref (file);
  self->navigation = uois_navigation_new ();
  self->recents = uois_recents_new (file);
  g_signal_connect_object (self->navigation, "page-removed", G_CALLBACK (page_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (file, "changed", G_CALLBACK (file_changed_cb), self);
  g_signal_connect_swapped (file, "setting-changed::" UOIS_FILE_SETTING_VIEWS, G_CALLBACK (read_views), self);
  uois_quick_search_set_file (self->quick_search, file);

  name = g_path_get_basename (uois_file_get_path (file));
  adw_window_title_set_title (self->sidebar_title, name);
  adw_window_title_set_subtitle (self->sidebar_title, uois_file_get_read_only (file) ? _ ("Read only") : "");

  gtk_stack_set_visible_child_name (self->stack, "file");
  read_totals (self);
  read_views (self);
  _uois_window_undo_refresh (self);
  _uois_window_follow_drafts (self);
  uois_window_go (self, &self->first);
  _uois_window_care_begin (self);
}

/* ---- GObject ---- */

static void
mouse_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, UoisWindow *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  /* The side buttons of a mouse, as X11 and Wayland number them. */
  if (button == 8 || button == 9)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), button == 8 ? "win.back" : "win.forward", NULL);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
}

static gboolean
uois_window_close_request (GtkWindow *window)
{
  UoisWindow *self = UOIS_WINDOW (window);

  if (_uois_window_hold_close (self))
    return GDK_EVENT_STOP;
  g_cancellable_cancel (self->cancellable);
  leave_file (self);
  return GTK_WINDOW_CLASS (uois_window_parent_class)->close_request (window);
}

static void
uois_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (uois_window_parent_class)->map (widget);

  uois_timing_after_paint (widget, "frame", 0);
}

static void
uois_window_dispose (GObject *object)
{
  UoisWindow *self = UOIS_WINDOW (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->file != NULL)
    leave_file (self);
  g_clear_object (&self->page_bindings);
  g_clear_object (&self->page_signals);
  if (self->quick_search != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->quick_search));
  self->quick_search = NULL;
  if (self->help != NULL)
    gtk_window_destroy (GTK_WINDOW (self->help));
  self->help = NULL;
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (uois_window_parent_class)->dispose (object);
}

static void
uois_window_finalize (GObject *object)
{
  UoisWindow *self = UOIS_WINDOW (object);

  g_hash_table_unref (self->changed_types);
  g_clear_object (&self->application);
  g_free (self->path);

  G_OBJECT_CLASS (uois_window_parent_class)->finalize (object);
}

static void
uois_window_class_init (UoisWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_window_dispose;
  object_class->finalize = uois_window_finalize;
  widget_class->map = uois_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = uois_window_close_request;

  g_type_ensure (UOIS_TYPE_SIDEBAR);
  g_type_ensure (UOIS_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, start_stack);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, busy_page);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, title);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, unsaved_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, notice_details);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, UoisWindow, page_stack);
  gtk_widget_class_bind_template_callback (widget_class, mouse_pressed_cb);

  _uois_window_editing_class_init (widget_class);
  _uois_window_undo_class_init (widget_class);
}

static void
uois_window_init (UoisWindow *self)
{
  self->settings = uois_settings_new ();
  self->changed_types = g_hash_table_new (NULL, NULL);
  _uois_window_actions_init (self);
  _uois_window_editing_init (self);
  _uois_window_care_init (self);
  _uois_window_undo_init (self);
  _uois_window_records_init (self);
  gtk_widget_init_template (GTK_WIDGET (self));

  _uois_window_accept_files (self);
  self->quick_search = g_object_new (UOIS_TYPE_QUICK_SEARCH, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->quick_search), self->search_button);

  self->page_bindings = g_binding_group_new ();
  g_binding_group_bind (self->page_bindings, "title", self->title, "title", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->page_bindings, "subtitle", self->title, "subtitle", G_BINDING_SYNC_CREATE);

  g_signal_connect_object (self->title, "notify::title", G_CALLBACK (title_changed_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect (self, "notify::is-active", G_CALLBACK (_uois_window_keep_drafts), NULL);

  g_settings_bind (self->settings, UOIS_SETTING_WINDOW_WIDTH, self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, UOIS_SETTING_WINDOW_HEIGHT, self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, UOIS_SETTING_WINDOW_MAXIMIZED, self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

UoisWindow *
uois_window_new (UoisApplication *application)
{
  UoisWindow *self = g_object_new (UOIS_TYPE_WINDOW, "application", application, NULL);

  self->application = g_object_ref (application);
  self->fill_demo = _uois_application_get_fill_demo (application);
  uois_sidebar_set_registry (self->sidebar, _uois_application_get_registry (application));
  _uois_window_fill_new_menu (self, _uois_application_get_registry (application));
  _uois_window_actions_update (self);
  return self;
}

UoisFile *
uois_window_get_file (UoisWindow *self)
{
  g_return_val_if_fail (UOIS_IS_WINDOW (self), NULL);

  return self->file;
}

/* Of a list that is a tree, the person chose once how to see it. */
static gboolean
is_tree_preferred (const UoisLocation *location)
{
  g_autoptr (GSettings) layout = NULL;

  if (location->kind != UOIS_LOCATION_LIST || location->type->parent == NULL)
    return FALSE;
  layout = uois_settings_new_for_list (location->type->name);
  return g_settings_get_boolean (layout, UOIS_SETTING_LIST_TREE);
}

void
uois_window_go (UoisWindow *self, const UoisLocation *location)
{
  UoisLocation tree = { .kind = UOIS_LOCATION_TREE, .type = location->type };

  g_return_if_fail (UOIS_IS_WINDOW (self));

  if (is_tree_preferred (location))
    location = &tree;
  if (self->file != NULL && uois_navigation_go (self->navigation, location))
    _uois_window_show_page (self);
}

UoisPage *
uois_window_get_page (UoisWindow *self)
{
  GObject *page;

  g_return_val_if_fail (UOIS_IS_WINDOW (self), NULL);

  page = self->navigation != NULL ? uois_navigation_get_page (self->navigation) : NULL;
  return page != NULL ? UOIS_PAGE (page) : NULL;
}
