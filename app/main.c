/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "command-line.h"
#include "installation.h"
#include "interrupt.h"
#include "output.h"
#include "verb.h"
#include "window.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static UoisExit
run_verb (UoisCommandLine *command_line)
{
  g_auto (UoisInvocation) invocation = {
    .verb = command_line->verb,
    .path = g_steal_pointer (&command_line->path),
    .arguments = g_steal_pointer (&command_line->rest),
    .cancellable = g_cancellable_new (),
  };
  UoisExit exit;

  uois_interrupt_watch (invocation.cancellable);
  exit = invocation.verb->run (&invocation);
  return uois_output_finish () ? exit : UOIS_EXIT_FAILED;
}

/* Names and texts of the command line end in the file, in JSON and in messages, all of which are UTF-8. */
static gboolean
check_encoding (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        uois_say (_ ("Argument %u is not valid UTF-8 text; type or convert it in UTF-8."), i);
        return FALSE;
      }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (UoisCommandLine) command_line = { 0 };
  UoisExit exit;

  setlocale (LC_ALL, "");
  g_set_prgname ("uois-desk");
  uois_installation_prepare ();
  if (!check_encoding (argv))
    return UOIS_EXIT_USAGE;
  if (!uois_command_line_parse (argv, &command_line, &exit))
    return uois_output_finish () ? exit : UOIS_EXIT_FAILED;
  if (command_line.verb != NULL)
    return run_verb (&command_line);
  return uois_window_run (command_line.rest, command_line.service);
}
