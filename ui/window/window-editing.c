/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "lists/table-page.h"
#include "records/delete-records.h"

#include <glib/gi18n-lib.h>

/* ---- Actions of the page ---- */

/* What the window only hands on to its page. */
static const char *const page_actions[] = {
  "save", "discard", "duplicate", "delete", "history", "edit-many", "export", "print",
};

/* A list cannot delete: how that is done is for the floors above it to say. */
static UoisRecordList *
list_to_delete_from (UoisPage *page, const char *name)
{
  return g_str_equal (name, "delete") && UOIS_IS_TABLE_PAGE (page) ? uois_table_page_get_list (UOIS_TABLE_PAGE (page)) :
                                                                     NULL;
}

static void
page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  UoisPage *page = uois_window_get_page (self);
  const char *name = g_action_get_name (G_ACTION (action));
  UoisRecordList *list = list_to_delete_from (page, name);

  if (list != NULL)
    uois_delete_selected (list, self->file, uois_navigation_get_location (self->navigation)->type, NULL, NULL);
  else
    uois_page_activate (page, name, parameter);
}

static gboolean
can_activate (UoisWindow *self, UoisPage *page, const char *name)
{
  UoisRecordList *list = list_to_delete_from (page, name);

  if (list != NULL)
    return !uois_file_get_read_only (self->file) &&
           uois_bitset_selection_get_size (uois_record_list_get_selection (list)) > 0;
  return uois_page_can_activate (page, name);
}

static void
set_enabled (UoisWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

/* ---- Toasts ---- */

static void
notify_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *escaped = NULL;
  const char *text, *button, *name;
  AdwToast *toast;

  g_variant_get (parameter, "(&s&s&smv)", &text, &button, &name, &target);
  /* The title of a toast is markup. */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (*button != '\0')
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, name);
      adw_toast_set_action_target_value (toast, target);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* ---- Setting up ---- */

static const GActionEntry actions[] = {
  { "notify", notify_action, "(sssmv)" },
};

void
_uois_window_editing_class_init (GtkWidgetClass *widget_class)
{
  /* Not keys of the application: those would come before the entry that has the keyboard. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, "win.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, GDK_CONTROL_MASK, "win.delete", NULL);
}

void
_uois_window_editing_init (UoisWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    {
      const GActionEntry entry = { page_actions[i], page_action };

      g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
    }

  self->page_signals = g_signal_group_new (UOIS_TYPE_PAGE);
  g_signal_group_connect_swapped (self->page_signals, "actions-changed", G_CALLBACK (_uois_window_editing_update),
                                  self);
}

void
_uois_window_editing_update (UoisWindow *self)
{
  UoisPage *page = uois_window_get_page (self);

  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    set_enabled (self, page_actions[i], page != NULL && can_activate (self, page, page_actions[i]));
  set_enabled (self, "new-record", self->file != NULL && !uois_file_get_read_only (self->file));
  _uois_window_undo_update (self);
}
