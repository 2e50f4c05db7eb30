/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-page-private.h"

#include <glib/gi18n-lib.h>

static char *
list_labels (GPtrArray *columns)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (columns, i);
      const char *label = column->field != NULL ? uois_label (column->field->label) : column->name;

      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", label);
    }
  return g_string_free (labels, FALSE);
}

static char *
describe_unsent (const UoisStanding *standing)
{
  g_autofree char *labels = NULL;

  if (standing->is_new)
    return g_strdup (_ ("Made here, not sent yet"));
  if (standing->columns->len == 0)
    return g_strdup (_ ("Changed here, not sent yet"));
  labels = list_labels (standing->columns);
  /* Translators: %s are names of fields: "E-mail, Surname". */
  return g_strdup_printf (_ ("Changed here, not sent yet: %s"), labels);
}

static char *
describe_age (const UoisStanding *standing)
{
  UoisValue value = UOIS_VALUE_INIT;
  g_autofree char *at = NULL;

  uois_value_set_datetime (&value, standing->received_at);
  at = uois_present_value (&value, UOIS_PRESENT_PLAIN);
  switch (standing->received_from)
    {
    case UOIS_ORIGIN_PULL:
      /* Translators: %s is a date with a time of day. */
      return g_strdup_printf (_ ("As of %s, received from a server"), at);

    case UOIS_ORIGIN_LOAD:
      /* Translators: %s is a date with a time of day. */
      return g_strdup_printf (_ ("As of %s, loaded from a seed file"), at);

    default:
      /* Translators: %s is a date with a time of day. */
      return g_strdup_printf (_ ("As of %s, invented as demo data"), at);
    }
}

static void
show_standing (UoisRecordPage *self, const UoisStanding *standing)
{
  g_autofree char *unsent = standing->unsent ? describe_unsent (standing) : NULL;
  g_autofree char *age = standing->received_at != 0 ? describe_age (standing) : NULL;

  gtk_label_set_text (self->unsent_label, unsent != NULL ? unsent : "");
  gtk_widget_set_visible (self->unsent_line, unsent != NULL);
  gtk_label_set_text (self->age_label, age != NULL ? age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age_label), age != NULL);
}

static void
standing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (UoisStanding) standing = uois_file_read_standing_finish (UOIS_FILE (source), result, NULL);

  if (standing != NULL && self->file != NULL)
    show_standing (self, standing);
}

void
_uois_record_page_read_standing (UoisRecordPage *self)
{
  uois_file_read_standing_async (self->file, self->type, &self->id, self->cancellable, standing_cb,
                                 g_object_ref (self));
}
