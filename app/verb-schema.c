/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

/* @domain: (nullable): only what it declares */
static GBytes *
introspect (UoisRegistry *registry, const UoisDomain *domain, GError **error)
{
  g_autoptr (UoisGqlSchema) schema = NULL;

  if (domain == NULL)
    schema = uois_gql_schema_new (registry, error);
  else
    {
      g_autofree char *sdl = uois_api_print (registry, domain);

      schema = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), error);
    }
  return schema == NULL ? NULL : uois_gql_schema_introspect (schema);
}

static UoisExit
print_introspection (UoisInvocation *invocation, const UoisDomain *domain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = introspect (invocation->registry, domain, &error);

  if (answer == NULL)
    return uois_invocation_fail (invocation, error);
  uois_output_json (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return UOIS_EXIT_OK;
}

UoisExit
uois_verb_schema (UoisInvocation *invocation)
{
  g_autofree char *name = NULL;
  g_autofree char *format = NULL;
  gboolean federation = FALSE;
  const GOptionEntry options[] = {
    { "domain", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Only what this domain declares"), N_ ("NAME") },
    { "federation", 0, 0, G_OPTION_ARG_NONE, &federation, N_ ("As a subgraph for the composition of a federation"),
      NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("graphql (SDL) or json (introspection)"), N_ ("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  const UoisDomain *domain;
  g_autofree char *sdl = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit))
    return exit;
  if (format != NULL && !g_str_equal (format, "graphql") && !g_str_equal (format, "json"))
    return uois_invocation_misuse (invocation, _ ("schema: --format is graphql or json, not “%s”."), format);
  if (federation && g_strcmp0 (format, "json") == 0)
    return uois_invocation_misuse (invocation, _ ("schema: a subgraph is printed as SDL; leave out --format json."));
  if (!uois_invocation_find_domain (invocation, "--domain", name, &domain, &exit))
    return exit;
  if (g_strcmp0 (format, "json") == 0)
    return print_introspection (invocation, domain);
  sdl = uois_api_print_form (invocation->registry, domain, federation ? UOIS_API_SUBGRAPH : UOIS_API_CLIENT);
  uois_output_text (sdl);
  return UOIS_EXIT_OK;
}
