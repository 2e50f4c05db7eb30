/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output-file.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
dump (UoisInvocation *invocation, const char *const *tables, const char *name, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (GOutputStream) output = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  gboolean done = FALSE;

  if (file == NULL)
    return NULL;
  output = uois_output_file_open (name, invocation->cancellable, error);
  if (output != NULL)
    {
      left_out = uois_file_dump (file, tables, output, invocation->cancellable, error);
      done = uois_output_file_close (output, left_out != NULL, invocation->cancellable, error);
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
