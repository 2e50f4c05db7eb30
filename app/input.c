/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

GBytes *
uois_input_read (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_str_equal (name, "-"))
    input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      input = G_INPUT_STREAM (g_file_read (file, cancellable, error));
    }
  if (input == NULL ||
      g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, cancellable, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}
