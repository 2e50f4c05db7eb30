/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

GBytes *
uois_input_read (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_str_equal (name, "-"))
    input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      input = G_INPUT_STREAM (g_file_read (file, cancellable, error));
    }
  if (input == NULL || g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) < 0 ||
      !g_output_stream_write_all (memory, "", 1, NULL, cancellable, error) ||
      !g_output_stream_close (memory, cancellable, error))
    return NULL;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
}
