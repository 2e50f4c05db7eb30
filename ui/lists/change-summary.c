/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/change-summary.h"

#include "format.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

struct _UoisChangeSummaryView
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (UoisChangeSummaryView, uois_change_summary_view, ADW_TYPE_BIN)

static void
uois_change_summary_view_class_init (UoisChangeSummaryViewClass *klass)
{
}

static void
uois_change_summary_view_init (UoisChangeSummaryView *self)
{
}

/* A row of a heading and what belongs to it. Takes @subtitle (nullable). */
static void
add_row (GtkListBox *list, const char *icon, const char *title, char *subtitle)
{
  GtkWidget *row = uois_text_row_new (title, subtitle);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_list_box_append (list, row);
  g_free (subtitle);
}

/* "department (30), no value (7), and 2 more values" */
static char *
list_old_values (const UoisChangeSummary *summary)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < summary->old->len; i++)
    {
      const UoisChangeOld *old = g_ptr_array_index (summary->old, i);
      g_autofree char *count = uois_format_count (old->count);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? ", " : "", *old->text != '\0' ? old->text : _ ("no value"),
                              count);
    }
  if (summary->n_more_old > 0)
    {
      g_autofree char *count = uois_format_count (summary->n_more_old);

      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("and %s more value", "and %s more values", summary->n_more_old), count);
    }
  return g_string_free (text, FALSE);
}

/* Some of the records, by title. */
static char *
list_titles (GPtrArray *records, guint64 n_records)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ((const UoisRecord *) g_ptr_array_index (records, i))->title);
  if (n_records > records->len)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static void
add_changes (GtkListBox *list, const UoisChangeSummary *summary)
{
  g_autofree char *count = uois_format_count (summary->n_changes);
  g_autofree char *new_value = NULL;
  g_autofree char *title =
      g_strdup_printf (ngettext ("%s record will change", "%s records will change", summary->n_changes), count);
  g_autofree char *titles = list_titles (summary->samples, summary->n_changes);
  g_autofree char *old = list_old_values (summary);

  if (summary->n_changes == 0)
    {
      add_row (list, "dialog-information-symbolic", _ ("No record will change"), NULL);
      return;
    }
  /* Translators: the records that change, then the values that they lose. */
  add_row (list, "document-edit-symbolic", title, g_strdup_printf (_ ("%s\nUp to now: %s"), titles, old));
}

static void
add_same (GtkListBox *list, const UoisChangeSummary *summary)
{
  g_autofree char *count = uois_format_count (summary->n_same);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%s record has this value already", "%s records have this value already", summary->n_same), count);

  if (summary->n_same > 0)
    add_row (list, "object-select-symbolic", title, NULL);
}

static void
add_refusal (GtkListBox *list, const UoisChangeRefusal *refusal)
{
  g_autofree char *count = uois_format_count (refusal->count);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%s record cannot be changed so", "%s records cannot be changed so", refusal->count), count);
  g_autofree char *titles = list_titles (refusal->samples, refusal->count);

  add_row (list, "dialog-warning-symbolic", title,
           g_strdup_printf ("%s %s\n%s", refusal->sentence, refusal->cure != NULL ? refusal->cure : "", titles));
}

void
uois_change_summary_view_show (UoisChangeSummaryView *self, const UoisChangeSummary *summary, gboolean backs_up)
{
  GtkWidget *list;

  g_return_if_fail (UOIS_IS_CHANGE_SUMMARY_VIEW (self));

  if (summary == NULL)
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What will change"), -1);
  add_changes (GTK_LIST_BOX (list), summary);
  add_same (GTK_LIST_BOX (list), summary);
  for (guint i = 0; i < summary->refusals->len; i++)
    add_refusal (GTK_LIST_BOX (list), g_ptr_array_index (summary->refusals, i));
  if (backs_up)
    add_row (GTK_LIST_BOX (list), "document-save-symbolic", _ ("A backup of the file is made first"), NULL);
  adw_bin_set_child (ADW_BIN (self), list);
}
