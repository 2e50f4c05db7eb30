/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/restore-dialog.h"

#include "care/step-words.h"
#include "format.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

static void
append_count (GString *text, guint64 count, const char *format)
{
  g_autofree char *number = NULL;

  if (count == 0)
    return;
  number = uois_format_count ((gint64) count);
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, format);
  g_string_replace (text, "{number}", number, 1);
}

static GtkWidget *
new_tables (const UoisRestorePreview *preview)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Records"));
  for (guint i = 0; i < preview->tables->len; i++)
    {
      const UoisRestoreTable *table = g_ptr_array_index (preview->tables, i);
      g_autoptr (GString) text = g_string_new (NULL);

      append_count (text, table->made,
                    ngettext ("{number} new one is gone", "{number} new ones are gone", table->made));
      append_count (text, table->changed,
                    ngettext ("{number} is as it was", "{number} are as they were", table->changed));
      append_count (text, table->deleted,
                    ngettext ("{number} deleted one is back", "{number} deleted ones are back", table->deleted));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 uois_text_row_new (uois_type_get_label_many (table->type), text->str));
    }
  return group;
}

static GtkWidget *
new_steps (const UoisRestorePreview *preview)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *count = uois_format_count ((gint64) preview->n_steps);
  g_autofree char *title = NULL;

  title = g_strdup_printf (ngettext ("%s step is lost", "%s steps are lost", preview->n_steps), count);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < preview->steps->len; i++)
    {
      const UoisStoreStep *step = g_ptr_array_index (preview->steps, i);
      g_autofree char *words = uois_words_for_step (step, NULL);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), uois_text_row_new (uois_words_for_label (step), words));
    }
  return group;
}

static GtkWidget *
new_contents (const UoisRestorePreview *preview)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  if (preview->tables->len > 0)
    gtk_box_append (GTK_BOX (box), new_tables (preview));
  if (preview->steps->len > 0)
    gtk_box_append (GTK_BOX (box), new_steps (preview));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  return scroller;
}

GtkWidget *
uois_restore_dialog_new (GtkWindow *parent, const UoisRestorePreview *preview)
{
  g_autofree char *at = uois_words_for_moment (preview->backup->at);
  g_autofree char *heading = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  GtkWidget *dialog;

  /* Translators: %s is a date and time. */
  heading = g_strdup_printf (_ ("Go back to %s?"), at);
  g_string_append (body, preview->n_steps == 0 ? _ ("Nothing has changed since that backup.") :
                                                 _ ("The file will be as it was then."));
  g_string_append_printf (body, " %s", _ ("The file as it is now is kept as another backup."));
  if (preview->n_unsent > 0)
    g_string_append_printf (body, " %s",
                            ngettext ("A change that waits to be sent to the server would never be sent.",
                                      "Changes that wait to be sent to the server would never be sent.",
                                      preview->n_unsent));

  dialog = adw_message_dialog_new (parent, heading, body->str);
  if (preview->tables->len > 0 || preview->steps->len > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_contents (preview));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), UOIS_RESTORE_RESPONSE,
                                    _ ("_Go back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), UOIS_RESTORE_RESPONSE,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}
