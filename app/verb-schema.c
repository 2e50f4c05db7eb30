/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

UoisExit
uois_verb_schema (UoisInvocation *invocation)
{
  g_autofree char *name = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry options[] = {
    { "domain", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Only what this domain declares"), N_ ("NAME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("graphql (SDL) or json (introspection)"), N_ ("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  const UoisDomain *domain;
  g_autofree char *text = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit) ||
      !uois_invocation_find_domain (invocation, "--domain", name, &domain, &exit))
    return exit;
  text = uois_api_print (invocation->registry, domain);
  uois_output_text (text);
  return UOIS_EXIT_OK;
}
