/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* @name: (nullable): where to; a file appears under its name only once it is complete */
static GOutputStream *
open_output (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (name == NULL || g_str_equal (name, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  file = g_file_new_for_path (name);
  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error));
}

/* Closing with a cancelled cancellable leaves a file that was there as it was. */
static void
abandon (GOutputStream *output)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (output, cancelled, NULL);
}

static GPtrArray *
dump (UoisInvocation *invocation, const char *const *tables, const char *name, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (GOutputStream) output = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  gboolean done = FALSE;

  if (file == NULL)
    return NULL;
  output = open_output (name, invocation->cancellable, error);
  if (output != NULL)
    {
      left_out = uois_file_dump (file, tables, output, invocation->cancellable, error);
      done = left_out != NULL && g_output_stream_close (output, invocation->cancellable, error);
      if (!done)
        abandon (output);
    }
  if (!uois_invocation_close (file, done, error))
    return NULL;
  return g_steal_pointer (&left_out);
}

UoisExit
uois_verb_dump (UoisInvocation *invocation)
{
  g_autofree char *list = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry options[] = {
    { "tables", 0, 0, G_OPTION_ARG_STRING, &list, N_ ("Only these tables"), N_ ("NAME,NAME…") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &name, N_ ("Where to (without it: standard output)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) tables = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GError) error = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit))
    return exit;
  if (list != NULL)
    tables = g_strsplit (list, ",", -1);
  left_out = dump (invocation, (const char *const *) tables, name, &error);
  if (left_out == NULL)
    return uois_invocation_fail (invocation, error);
  for (guint i = 0; i < left_out->len; i++)
    uois_say ("%s", (const char *) g_ptr_array_index (left_out, i));
  return UOIS_EXIT_OK;
}
