/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing.h"

#include <stdio.h>

typedef struct
{
  const char *moment;
  guint rows;
  gulong handler;
} Mark;

static const char *
timing_path (void)
{
  static gsize initialized;
  static const char *path;

  if (g_once_init_enter (&initialized))
    {
      path = g_getenv ("UOIS_DESK_TIMING");
      g_once_init_leave (&initialized, 1);
    }
  return path;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Mark *mark = user_data;
  FILE *file = fopen (timing_path (), "a");

  if (file != NULL)
    {
      fprintf (file, "%" G_GINT64_FORMAT " %s %u\n", g_get_monotonic_time (), mark->moment, mark->rows);
      fclose (file);
    }
  g_signal_handler_disconnect (clock, mark->handler);
}

static void
mark_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
uois_timing_after_paint (GtkWidget *widget, const char *moment, guint rows)
{
  GdkFrameClock *clock;
  Mark *mark;

  if (timing_path () == NULL)
    return;

  clock = gtk_widget_get_frame_clock (widget);
  if (clock == NULL)
    return;

  mark = g_new0 (Mark, 1);
  mark->moment = moment;
  mark->rows = rows;
  mark->handler = g_signal_connect_data (clock, "after-paint", G_CALLBACK (after_paint_cb), mark, mark_free, 0);
  gtk_widget_queue_draw (widget);
}
