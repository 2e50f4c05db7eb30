/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/recents.h"

#define SETTING "window.recent-records"
#define RECORDS_KEPT 12

struct _UoisRecents
{
  GObject parent_instance;

  /* Owned */
  UoisFile *file;
  GArray *locations; /* UoisLocation */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisRecents, uois_recents, G_TYPE_OBJECT)

static void
append (UoisRecents *self, const UoisLocation *location)
{
  for (guint i = 0; i < self->locations->len; i++)
    {
      if (uois_location_equal (&g_array_index (self->locations, UoisLocation, i), location))
        return;
    }
  if (self->locations->len < RECORDS_KEPT)
    g_array_append_val (self->locations, *location);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, uois_file_get_setting (UOIS_RECENTS (source)->file, SETTING), g_free);
}

/* What was opened while this was read stands before it. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UoisRecents *self = UOIS_RECENTS (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      UoisLocation location;

      if (uois_location_parse (uois_file_get_registry (self->file), lines[i], &location) &&
          location.kind == UOIS_LOCATION_RECORD)
        append (self, &location);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UoisRecents *self = UOIS_RECENTS (source);
  g_autoptr (GError) error = NULL;

  if (!uois_file_set_setting (self->file, SETTING, data, &error))
    g_debug ("Recent records were not kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
write_locations (UoisRecents *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->locations->len; i++)
    {
      g_autofree char *line = uois_location_to_string (&g_array_index (self->locations, UoisLocation, i));

      g_string_append_printf (text, "%s\n", line);
    }
  g_task_set_source_tag (task, write_locations);
  g_task_set_task_data (task, g_string_free (text, FALSE), g_free);
  g_task_run_in_thread (task, write_thread);
}

static void
uois_recents_finalize (GObject *object)
{
  UoisRecents *self = UOIS_RECENTS (object);

  g_array_unref (self->locations);
  g_object_unref (self->file);

  G_OBJECT_CLASS (uois_recents_parent_class)->finalize (object);
}

static void
uois_recents_class_init (UoisRecentsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = uois_recents_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
uois_recents_init (UoisRecents *self)
{
  self->locations = g_array_new (FALSE, FALSE, sizeof (UoisLocation));
}

UoisRecents *
uois_recents_new (UoisFile *file)
{
  UoisRecents *self = g_object_new (UOIS_TYPE_RECENTS, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);

  self->file = g_object_ref (file);
  g_task_set_source_tag (task, uois_recents_new);
  g_task_run_in_thread (task, read_thread);
  return self;
}

void
uois_recents_add (UoisRecents *self, const UoisLocation *location)
{
  g_return_if_fail (UOIS_IS_RECENTS (self));
  g_return_if_fail (location->kind == UOIS_LOCATION_RECORD);

  for (guint i = 0; i < self->locations->len; i++)
    {
      if (!uois_location_equal (&g_array_index (self->locations, UoisLocation, i), location))
        continue;
      g_array_remove_index (self->locations, i);
      break;
    }
  g_array_prepend_val (self->locations, *location);
  if (self->locations->len > RECORDS_KEPT)
    g_array_set_size (self->locations, RECORDS_KEPT);

  if (!uois_file_get_read_only (self->file))
    write_locations (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const GArray *
uois_recents_get_locations (UoisRecents *self)
{
  g_return_val_if_fail (UOIS_IS_RECENTS (self), NULL);

  return self->locations;
}
