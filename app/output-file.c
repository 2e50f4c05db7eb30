/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output-file.h"

#include <gio/gunixoutputstream.h>
#include <unistd.h>

GOutputStream *
uois_output_file_open (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (name == NULL || g_str_equal (name, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  file = g_file_new_for_path (name);
  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error));
}

gboolean
uois_output_file_close (GOutputStream *output, gboolean done, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  if (done && g_output_stream_close (output, cancellable, error))
    return TRUE;
  /* Closing with a cancelled cancellable leaves a file that was there as it was. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (output, cancelled, NULL);
  return FALSE;
}
