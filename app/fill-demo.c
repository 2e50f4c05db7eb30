/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fill-demo.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  UoisDemoOptions options;
  const UoisRegistry *registry;
  UoisFileBulk *bulk;
  GCancellable *cancellable;
  UoisProgress progress;
  gpointer progress_data;
} Demo;

static gboolean
take_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  const Demo *demo = data;

  return uois_file_bulk_insert (demo->bulk, type, values, error);
}

static void
tell_progress (double fraction, const UoisType *type, gpointer data)
{
  const Demo *demo = data;

  if (demo->progress != NULL)
    demo->progress (fraction, uois_type_get_label_many (type), demo->progress_data);
}

static gboolean
is_cancelled (gpointer data)
{
  const Demo *demo = data;

  return g_cancellable_is_cancelled (demo->cancellable);
}

static gboolean
generate (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  Demo *demo = data;

  demo->bulk = bulk;
  demo->cancellable = cancellable;
  return uois_demo_generate (demo->registry, &demo->options, take_row, demo, error);
}

gboolean
uois_fill_demo (UoisFile *file,
                guint people,
                guint64 seed,
                const char *only,
                UoisProgress progress,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Demo demo = {
    .options = { .people = people, .seed = seed, .only = only, .progress = tell_progress, .cancelled = is_cancelled },
    .registry = uois_file_get_registry (file),
    .progress = progress,
    .progress_data = data,
  };

  return uois_file_bulk (file, _ ("Demo institution"), generate, &demo, cancellable, error);
}
