/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/care-page.h"

#include "care/backups-group.h"
#include "care/check-group.h"
#include "care/step-words.h"
#include "format.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

struct _UoisCarePage
{
  UoisPage parent_instance;

  /* Children */
  GtkWidget *properties;
  UoisCheckGroup *check;
  UoisBackupsGroup *backups;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
  GPtrArray *rows; /* of the properties; owned by their group */
};

G_DEFINE_FINAL_TYPE (UoisCarePage, uois_care_page, UOIS_TYPE_PAGE)

/* ---- Properties ---- */

static void
add_property (UoisCarePage *self, const char *name, const char *value)
{
  GtkWidget *row = uois_text_row_new (name, value);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->properties), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_count (UoisCarePage *self, const char *name, guint64 count)
{
  g_autofree char *text = uois_format_count ((gint64) count);

  add_property (self, name, text);
}

/* @at: 0: @never */
static void
add_moment (UoisCarePage *self, const char *name, UoisDateTime at, const char *never)
{
  g_autofree char *text = at != 0 ? uois_words_for_moment (at) : g_strdup (never);

  add_property (self, name, text);
}

static void
add_size (UoisCarePage *self, const UoisFileProperties *properties)
{
  g_autofree char *size = g_format_size ((guint64) (properties->size + properties->log_size));

  add_property (self, _ ("Size"), size);
}

static void
show_properties (UoisCarePage *self, const UoisFileProperties *properties)
{
  g_autofree char *path = g_filename_display_name (properties->path);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->properties), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  add_property (self, _ ("Location"), path);
  add_size (self, properties);
  add_count (self, _ ("Records"), properties->n_records);
  add_count (self, _ ("Steps of its history"), properties->n_steps);
  add_count (self, _ ("Changes that wait to be sent"), properties->n_unsent);
  add_moment (self, _ ("Made"), properties->created, _ ("not known"));
  add_moment (self, _ ("Last change"), properties->changed, _ ("none"));
  add_moment (self, _ ("Last backup"), properties->last_backup != NULL ? properties->last_backup->at : 0, _ ("none"));
  add_moment (self, _ ("Received from a server"), properties->last_pull, _ ("never"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->properties),
      properties->is_remote ? _ ("The file lies on another computer. Work on a copy on this one if you can: a network "
                                 "may break while something is being written.") :
                              "");
}

static void
properties_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisCarePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFileProperties) properties = uois_file_get_properties_finish (UOIS_FILE (source), result, &error);

  if (properties != NULL && self->file != NULL)
    show_properties (self, properties);
  else if (properties == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->properties), error->message);
}

static void
read_properties (UoisCarePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  uois_file_get_properties_async (self->file, self->cancellable, properties_cb, g_object_ref (self));
}

/* ---- UoisPage ---- */

static void
uois_care_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisCarePage *self = UOIS_CARE_PAGE (page);

  read_properties (self);
  uois_backups_group_refresh (self->backups);
}

void
uois_care_page_check (UoisCarePage *self)
{
  g_return_if_fail (UOIS_IS_CARE_PAGE (self));

  uois_check_group_start (self->check);
}

void
uois_care_page_back_up (UoisCarePage *self)
{
  g_return_if_fail (UOIS_IS_CARE_PAGE (self));

  uois_backups_group_start (self->backups);
}

/* ---- GObject ---- */

static void
uois_care_page_dispose (GObject *object)
{
  UoisCarePage *self = UOIS_CARE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_care_page_parent_class)->dispose (object);
}

static void
uois_care_page_finalize (GObject *object)
{
  g_ptr_array_unref (UOIS_CARE_PAGE (object)->rows);

  G_OBJECT_CLASS (uois_care_page_parent_class)->finalize (object);
}

static void
uois_care_page_class_init (UoisCarePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_care_page_dispose;
  object_class->finalize = uois_care_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_care_page_refresh;
}

static void
uois_care_page_init (UoisCarePage *self)
{
  self->rows = g_ptr_array_new ();
}

UoisPage *
uois_care_page_new (UoisFile *file)
{
  UoisCarePage *self = g_object_new (UOIS_TYPE_CARE_PAGE, NULL);
  GtkWidget *page = adw_preferences_page_new ();

  self->file = g_object_ref (file);
  self->check = UOIS_CHECK_GROUP (uois_check_group_new (file));
  self->backups = UOIS_BACKUPS_GROUP (uois_backups_group_new (file));
  self->properties = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->properties), _ ("Properties"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->check));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->backups));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->properties));
  adw_bin_set_child (ADW_BIN (self), page);

  uois_page_set_title (UOIS_PAGE (self), _ ("Backups and soundness"));
  read_properties (self);
  return UOIS_PAGE (self);
}
