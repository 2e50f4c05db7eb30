/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "verb.h"

#include "command-line.h"

#include <glib/gi18n-lib.h>

UoisExit
uois_verb_help (UoisInvocation *invocation)
{
  const UoisVerb *verb;
  g_auto (UoisInvocation) other = { 0 };
  UoisExit exit;

  if (!uois_invocation_parse (invocation, NULL, 0, 1, &exit))
    return exit;
  if (invocation->arguments[0] == NULL)
    {
      uois_command_line_print_help ();
      return UOIS_EXIT_OK;
    }
  verb = uois_verb_find (invocation->arguments[0]);
  if (verb == NULL)
    return uois_command_line_refuse (invocation->arguments[0]);
  other = (UoisInvocation){
    .verb = verb,
    .arguments = g_strdupv ((char *[]){ (char *) "--help", NULL }),
    .cancellable = g_object_ref (invocation->cancellable),
  };
  return verb->run (&other);
}
