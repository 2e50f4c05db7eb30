/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "records/drafts.h"
#include "window/application-private.h"

#include <glib/gi18n-lib.h>

static UoisDrafts *
drafts (UoisWindow *self)
{
  return uois_drafts_get (self->file);
}

/* ---- The last window of a file with unsaved drafts ---- */

static void
close_now (UoisWindow *self)
{
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
stay (UoisWindow *self, const char *heading, const char *reason)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, reason);

  self->closing = FALSE;
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Back to the window"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->file == NULL)
    return;
  if (uois_drafts_flush_finish (UOIS_DRAFTS (source), result, &error))
    close_now (self);
  else
    stay (self, _ ("Your changes could not be kept"), error->message);
}

static void
keep (UoisWindow *self)
{
  uois_drafts_flush_async (drafts (self), flushed_cb, g_object_ref (self));
}

/* Under way: what is saved, so that a problem leads to its record. */
typedef struct
{
  UoisWindow *window;
  GPtrArray *drafts;
} Saving;

static void
show_refused (UoisWindow *self, GPtrArray *saved, GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);
      UoisDraft *draft = g_ptr_array_index (saved, problem->draft);

      if (problem->severity != UOIS_SEVERITY_ERROR)
        continue;
      uois_window_go (self, &(UoisLocation){ UOIS_LOCATION_RECORD, uois_draft_get_record_type (draft),
                                             *uois_draft_get_id (draft) });
      return;
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (UoisWindow) self = saving->window;
  g_autoptr (GPtrArray) saved = saving->drafts;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_drafts_save_finish (UOIS_DRAFTS (source), result, &problems, &error);

  if (self->file == NULL)
    return;
  if (unit >= 0)
    {
      keep (self);
      return;
    }
  show_refused (self, saved, problems);
  stay (self, _ ("Your changes could not be saved"), error->message);
}

static void
save_all (UoisWindow *self)
{
  g_autoptr (GPtrArray) unsaved = uois_drafts_list_unsaved (drafts (self));
  Saving *saving = g_new (Saving, 1);

  saving->window = g_object_ref (self);
  saving->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < unsaved->len; i++)
    g_ptr_array_add (saving->drafts, g_object_ref (g_ptr_array_index (unsaved, i)));
  uois_drafts_save_async (drafts (self), (UoisDraft *const *) unsaved->pdata, unsaved->len, NULL, saved_cb, saving);
}

static void
response_cb (UoisWindow *self, const char *response)
{
  if (self->file == NULL)
    return;
  if (g_str_equal (response, "save"))
    save_all (self);
  else if (g_str_equal (response, "keep"))
    keep (self);
  else
    self->closing = FALSE;
}

static void
ask (UoisWindow *self)
{
  guint n_unsaved = uois_drafts_get_n_unsaved (drafts (self));
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Save the changes of %u record?", "Save the changes of %u records?", n_unsaved), n_unsaved);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _ ("What is kept for later is in the file, and comes back when you open it the next time."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep", _ ("_Keep for later"),
                                    "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- One of several windows ---- */

static UoisWindow *
find_other_window (UoisWindow *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  for (GList *link = windows; link != NULL; link = link->next)
    if (UOIS_IS_WINDOW (link->data) && link->data != self && UOIS_WINDOW (link->data)->file == self->file)
      return UOIS_WINDOW (link->data);
  return NULL;
}

/* All windows of a file have the same drafts, so none is lost with one of them; who closes it shall know where they are. */
static void
tell_other_window (UoisWindow *self)
{
  UoisWindow *other = find_other_window (self);
  guint n_unsaved = uois_drafts_get_n_unsaved (drafts (self));
  g_autofree char *text = NULL;

  if (other == NULL || n_unsaved == 0)
    return;
  text = g_strdup_printf (ngettext ("The other window was closed. %u record that is not saved yet is here, too.",
                                    "The other window was closed. %u records that are not saved yet are here, too.",
                                    n_unsaved),
                          n_unsaved);
  uois_page_notify (GTK_WIDGET (other), text, _ ("Show"), "win.home", NULL);
}

gboolean
_uois_window_hold_close (UoisWindow *self)
{
  if (self->file == NULL || self->may_close)
    return FALSE;
  if (self->closing)
    return TRUE;
  if (_uois_application_count_uses (self->application, self->file) > 1)
    {
      tell_other_window (self);
      return FALSE;
    }

  if (uois_drafts_get_n_unsaved (drafts (self)) > 0)
    {
      self->closing = TRUE;
      ask (self);
      return TRUE;
    }
  if (uois_drafts_is_busy (drafts (self)))
    {
      self->closing = TRUE;
      keep (self);
      return TRUE;
    }
  return FALSE;
}
