/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/delete-dialog.h"

#include "format.h"
#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

/* ---- What depends on the records ---- */

typedef struct
{
  AdwMessageDialog *dialog;
  const UoisType *type;
  UoisUuid id;
} Link;

static void
link_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* What prevents the deletion can be looked at. */
static void
link_activated_cb (AdwActionRow *row, Link *link)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (link->dialog)));

  uois_go_record (parent, link->type, &link->id);
  gtk_window_close (GTK_WINDOW (link->dialog));
}

static char *
describe_more (guint64 count)
{
  g_autofree char *number = uois_format_count (count);

  return g_strdup_printf (ngettext ("%s more", "%s more", count), number);
}

static void
add_links (AdwPreferencesGroup *group, AdwMessageDialog *dialog, const UoisDependants *dependants)
{
  const UoisType *type = dependants->column->type;

  for (guint i = 0; i < dependants->samples->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (dependants->samples, i);
      GtkWidget *row = uois_link_row_new (NULL, record->title, uois_type_get_label (type));
      Link *link = g_new (Link, 1);

      *link = (Link){ dialog, type, record->id };
      g_signal_connect_data (row, "activated", G_CALLBACK (link_activated_cb), link, link_free, 0);
      adw_preferences_group_add (group, row);
    }
  if (dependants->count > dependants->samples->len)
    {
      g_autofree char *more = describe_more (dependants->count - dependants->samples->len);

      adw_preferences_group_add (group, uois_text_row_new (uois_type_get_label_many (type), more));
    }
}

static void
add_summary (AdwPreferencesGroup *group, const UoisDependants *dependants)
{
  g_autofree char *count = uois_format_count (dependants->count);
  /* Translators: a kind of record, and how many: "Memberships: 12". */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), uois_type_get_label_many (dependants->column->type), count);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < dependants->samples->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "; " : "",
                            ((const UoisRecord *) g_ptr_array_index (dependants->samples, i))->title);
  if (dependants->count > dependants->samples->len)
    g_string_append (names, "; …");
  adw_preferences_group_add (group, uois_text_row_new (title, names->str));
}

typedef enum
{
  PREVENTS,
  GOES,
  STAYS,
} Fate;

static Fate
fate_of (const UoisDependants *dependants)
{
  if (dependants->prevents)
    return PREVENTS;
  return dependants->goes ? GOES : STAYS;
}

/* Nothing if there are none of that fate. */
static void
add_group (GtkWidget *box, AdwMessageDialog *dialog, GPtrArray *dependants, Fate fate, const char *title)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < dependants->len; i++)
    {
      const UoisDependants *item = g_ptr_array_index (dependants, i);

      if (fate_of (item) != fate)
        continue;
      if (group == NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, title);
          gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
        }
      if (fate == PREVENTS)
        add_links (group, dialog, item);
      else
        add_summary (group, item);
    }
}

static gboolean
is_prevented (GPtrArray *dependants)
{
  for (guint i = 0; i < dependants->len; i++)
    {
      if (fate_of (g_ptr_array_index (dependants, i)) == PREVENTS)
        return TRUE;
    }
  return FALSE;
}

/* ---- The dialog ---- */

static char *
make_heading (const UoisType *type, guint n_records, const char *title, gboolean prevented)
{
  g_autofree char *count = uois_format_count (n_records);

  if (prevented && title != NULL)
    return g_strdup_printf (_ ("“%s” cannot be deleted"), title);
  if (prevented)
    return g_strdup (_ ("These records cannot be deleted"));
  if (title != NULL)
    return g_strdup_printf (_ ("Delete “%s”?"), title);
  return g_strdup_printf (ngettext ("Delete %s record?", "Delete %s records?", n_records), count);
}

static const char *
make_body (GPtrArray *dependants, guint n_records, gboolean prevented, gboolean backs_up)
{
  if (prevented && n_records > 1)
    return _ ("Other records need them. Change or delete those first.");
  if (prevented)
    return _ ("Other records need it. Change or delete those first.");
  if (backs_up && dependants->len == 0)
    return _ ("Nothing else refers to them. A backup of the file is made first, and you can undo this.");
  if (backs_up)
    return _ ("Other records refer to them. A backup of the file is made first, and you can undo this.");
  if (n_records > 1 && dependants->len == 0)
    return _ ("Nothing else refers to them. You can undo this.");
  if (n_records > 1)
    return _ ("Other records refer to them. You can undo this.");
  if (dependants->len == 0)
    return _ ("Nothing else refers to it. You can undo this.");
  return _ ("Other records refer to it. You can undo this.");
}

GtkWidget *
uois_delete_dialog_new (GtkWindow *parent,
                        const UoisType *type,
                        guint n_records,
                        const char *title,
                        GPtrArray *dependants,
                        gboolean backs_up)
{
  gboolean prevented = is_prevented (dependants);
  g_autofree char *heading = make_heading (type, n_records, title, prevented);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, make_body (dependants, n_records, prevented, backs_up));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  add_group (box, ADW_MESSAGE_DIALOG (dialog), dependants, PREVENTS, _ ("These need it"));
  add_group (box, ADW_MESSAGE_DIALOG (dialog), dependants, GOES, _ ("These will be deleted with it"));
  add_group (box, ADW_MESSAGE_DIALOG (dialog), dependants, STAYS, _ ("These stay and will refer to nothing"));
  if (dependants->len > 0)
    {
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
    }
  else
    {
      g_object_unref (g_object_ref_sink (box));
      g_object_unref (g_object_ref_sink (scroller));
    }

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", prevented ? _ ("Close") : _ ("Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  if (!prevented)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), UOIS_DELETE_RESPONSE, _ ("_Delete"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), UOIS_DELETE_RESPONSE,
                                                  ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}
