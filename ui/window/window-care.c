/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "care/care-page.h"

#include <glib/gi18n-lib.h>

/* ---- Places ---- */

static void
place_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const struct
  {
    const char *action;
    UoisLocationKind kind;
  } places[] = {
    { "file-history", UOIS_LOCATION_STEPS },
    { "trash", UOIS_LOCATION_TRASH },
    { "backups", UOIS_LOCATION_CARE },
    { "file-properties", UOIS_LOCATION_CARE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].action, g_action_get_name (G_ACTION (action))))
      uois_window_go (UOIS_WINDOW (user_data), &(UoisLocation){ .kind = places[i].kind });
}

static void
check_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UoisWindow *self = UOIS_WINDOW (user_data);

  uois_window_go (self, &(UoisLocation){ .kind = UOIS_LOCATION_CARE });
  uois_care_page_check (UOIS_CARE_PAGE (uois_window_get_page (self)));
}

static const GActionEntry actions[] = {
  { "file-history", place_action },    { "trash", place_action },           { "backups", place_action },
  { "file-properties", place_action }, { "check-file", check_file_action },
};

void
_uois_window_care_init (UoisWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

void
_uois_window_care_update (UoisWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name)),
                                 self->file != NULL);
}

/* ---- What a window does for its file on its own ---- */

static void
show_notice (UoisWindow *self, const char *text, gboolean with_details)
{
  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->notice_details, with_details);
  gtk_info_bar_set_revealed (self->notice, TRUE);
}

static void
show_owner (UoisWindow *self)
{
  g_autoptr (UoisStoreOwner) owner = uois_file_get_owner (self->file);
  g_autofree char *text = NULL;
  g_autofree char *told = NULL;

  if (owner == NULL)
    {
      gtk_info_bar_set_revealed (self->notice, FALSE);
      return;
    }
  text = uois_store_owner_describe (owner, uois_file_get_path (self->file));
  told = g_strdup_printf ("%s %s", text, _ ("You can read it; as soon as it is free, you can write here, too."));
  show_notice (self, told, FALSE);
}

/* The other program closed the file: what was shown for reading can be edited from now on. */
static void
read_only_changed_cb (UoisWindow *self)
{
  adw_window_title_set_subtitle (self->sidebar_title, uois_file_get_read_only (self->file) ? _ ("Read only") : "");
  show_owner (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
  _uois_window_actions_update (self);
}

static void
cared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFileCare) care = uois_file_care_finish (UOIS_FILE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->file != UOIS_FILE (source))
    return;
  if (care == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  if (care->findings != NULL && care->findings->len > 0)
    show_notice (self, _ ("The program or the computer stopped while this file was open, and not all of it is sound."),
                 TRUE);
  if (care->backup_error != NULL)
    {
      /* Translators: %s is the reason. */
      text = g_strdup_printf (_ ("There is no backup of today: %s"), care->backup_error->message);
      uois_page_notify (GTK_WIDGET (self), text, NULL, NULL, NULL);
    }
}

void
_uois_window_care_begin (UoisWindow *self)
{
  g_signal_connect_object (self->file, "notify::read-only", G_CALLBACK (read_only_changed_cb), self, G_CONNECT_SWAPPED);
  show_owner (self);
  self->care_cancellable = g_cancellable_new ();
  uois_file_care_async (self->file, NULL, NULL, self->care_cancellable, cared_cb, g_object_ref (self));
}

void
_uois_window_care_end (UoisWindow *self)
{
  g_cancellable_cancel (self->care_cancellable);
  g_clear_object (&self->care_cancellable);
}
