/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/views-list.h"

#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

struct _UoisViewsList
{
  AdwBin parent_instance;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (UoisViewsList, uois_views_list, ADW_TYPE_BIN)

static GtkWidget *
new_row (const UoisSavedView *view)
{
  GtkWidget *row =
      uois_link_row_new (uois_type_get_icon_name (view->type), view->name, uois_type_get_label_many (view->type));
  g_autofree char *target = g_strdup_printf ("view %s %s", view->type->name, view->id);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go");
  return row;
}

static void
views_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisViewsList) self = user_data;
  g_autoptr (GPtrArray) views = uois_file_list_views_finish (UOIS_FILE (source), result, NULL);
  GtkWidget *group;

  if (views == NULL)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Saved views"));
  for (guint i = 0; i < views->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (g_ptr_array_index (views, i)));
  adw_bin_set_child (ADW_BIN (self), group);
  gtk_widget_set_visible (GTK_WIDGET (self), views->len > 0);
}

static void
read_views (UoisViewsList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  uois_file_list_views_async (self->file, NULL, self->cancellable, views_cb, g_object_ref (self));
}

static void
uois_views_list_dispose (GObject *object)
{
  UoisViewsList *self = UOIS_VIEWS_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_views_list_parent_class)->dispose (object);
}

static void
uois_views_list_class_init (UoisViewsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = uois_views_list_dispose;
}

static void
uois_views_list_init (UoisViewsList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
uois_views_list_set_file (UoisViewsList *self, UoisFile *file)
{
  g_return_if_fail (UOIS_IS_VIEWS_LIST (self));
  g_return_if_fail (self->file == NULL);

  self->file = g_object_ref (file);
  g_signal_connect_object (file, "setting-changed::" UOIS_FILE_SETTING_VIEWS, G_CALLBACK (read_views), self,
                           G_CONNECT_SWAPPED);
  read_views (self);
}
