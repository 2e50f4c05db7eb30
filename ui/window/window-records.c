/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "lists/table-page.h"
#include "records/delete-records.h"
#include "records/drafts.h"

#include <glib/gi18n-lib.h>

/* ---- New records ---- */

/* What the place that is shown is about. */
static const UoisType *
page_type (UoisWindow *self)
{
  const UoisLocation *location = self->navigation != NULL ? uois_navigation_get_location (self->navigation) : NULL;

  return location != NULL ? location->type : NULL;
}

static void
new_record_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  const char *name = g_variant_get_string (parameter, NULL);
  const UoisType *type = *name != '\0' ? uois_registry_find_type (uois_file_get_registry (self->file), name) : NULL;
  g_autoptr (UoisDraft) draft = NULL;

  if (*name == '\0' && uois_page_can_activate (uois_window_get_page (self), "new-record"))
    {
      uois_page_activate (uois_window_get_page (self), "new-record", parameter);
      return;
    }
  if (*name == '\0')
    type = page_type (self);
  if (type == NULL || type->table == NULL)
    {
      gtk_menu_button_popup (self->new_button);
      return;
    }

  draft = uois_draft_new (uois_file_get_registry (self->file), type);
  uois_drafts_add (uois_drafts_get (self->file), draft);
  uois_window_go (self, &(UoisLocation){ UOIS_LOCATION_RECORD, type, *uois_draft_get_id (draft) });
}

/* The kinds of records by domain, in the order of the sidebar. */
void
_uois_window_fill_new_menu (UoisWindow *self, UoisRegistry *registry)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (registry, &n_domains);

  for (guint i = 0; i < n_domains; i++)
    {
      g_autoptr (GMenu) submenu = g_menu_new ();

      for (guint j = 0; j < domains[i]->types.length; j++)
        {
          const UoisType *type = domains[i]->types.items[j];
          g_autoptr (GMenuItem) item = NULL;

          if (!uois_type_is_place (type) || type->system)
            continue;
          item = g_menu_item_new (uois_type_get_label (type), NULL);
          g_menu_item_set_action_and_target (item, "win.new-record", "s", type->name);
          g_menu_append_item (submenu, item);
        }
      if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
        g_menu_append_submenu (menu, uois_label (domains[i]->label), G_MENU_MODEL (submenu));
    }
  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (menu));
}

/* ---- What was thrown away ---- */

static void
refresh_page (gpointer page, gpointer changes)
{
  uois_page_refresh (UOIS_PAGE (page), changes);
}

static void
restore_draft_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  g_autoptr (UoisDraft) draft = uois_drafts_restore (uois_drafts_get (self->file), g_variant_get_int64 (parameter));

  if (draft == NULL)
    return;
  /* A page that is there found the record gone. */
  uois_navigation_foreach_page (self->navigation, refresh_page, &(UoisChanges){ .types = NULL });
  uois_window_go (
      self, &(UoisLocation){ UOIS_LOCATION_RECORD, uois_draft_get_record_type (draft), *uois_draft_get_id (draft) });
}

/* From a place where there is nothing left to see. */
static void
leave_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  if (uois_navigation_step (self->navigation, -1))
    _uois_window_show_page (self);
  else
    uois_window_go (self, &(UoisLocation){ .kind = UOIS_LOCATION_HOME });
}

/* ---- Many windows ---- */

static void
go_in_new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  UoisWindow *window = uois_window_new (self->application);
  const char *text = g_variant_get_string (parameter, NULL);

  if (!uois_location_parse (uois_file_get_registry (self->file), text, &window->first))
    window->first.kind = UOIS_LOCATION_HOME;
  uois_window_open (window, uois_file_get_path (self->file));
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry actions[] = {
  { "new-record", new_record_action, "s" },
  { "restore-draft", restore_draft_action, "x" },
  { "leave", leave_action },
  { "go-in-new-window", go_in_new_window_action, "s" },
};

void
_uois_window_records_init (UoisWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* ---- Drafts ---- */

static void
unsaved_changed_cb (UoisWindow *self)
{
  guint n_unsaved = uois_drafts_get_n_unsaved (uois_drafts_get (self->file));
  g_autofree char *label =
      g_strdup_printf (ngettext ("%u record not saved", "%u records not saved", n_unsaved), n_unsaved);

  gtk_button_set_label (self->unsaved_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->unsaved_button), n_unsaved > 0);
}

static void
not_kept_cb (UoisWindow *self, const char *message)
{
  g_autofree char *text =
      g_strdup_printf (_ ("What you type cannot be kept in the file for now; it stays on the screen. %s"), message);

  uois_page_notify (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

void
_uois_window_follow_drafts (UoisWindow *self)
{
  UoisDrafts *drafts = uois_drafts_get (self->file);

  g_signal_connect_object (drafts, "changed", G_CALLBACK (unsaved_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drafts, "not-kept", G_CALLBACK (not_kept_cb), self, G_CONNECT_SWAPPED);
  unsaved_changed_cb (self);
}

void
_uois_window_forget_drafts (UoisWindow *self, UoisFile *file)
{
  g_signal_handlers_disconnect_by_data (uois_drafts_get (file), self);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* A failure is told by ::not-kept. */
  uois_drafts_flush_finish (UOIS_DRAFTS (source), result, NULL);
}

/* Who leaves the window may be about to switch the computer off. */
void
_uois_window_keep_drafts (UoisWindow *self)
{
  if (self->file != NULL && !gtk_window_is_active (GTK_WINDOW (self)) &&
      uois_drafts_is_busy (uois_drafts_get (self->file)))
    uois_drafts_flush_async (uois_drafts_get (self->file), flushed_cb, NULL);
}
