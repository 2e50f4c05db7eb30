/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domains/domains.h"

#include "domains/sources.h"

UoisRegistry *
uois_domains_load (GError **error)
{
  g_autoptr (UoisRegistry) registry = uois_registry_new ();

  for (const UoisDomainSource *source = uois_domain_sources; source->file_name != NULL; source++)
    if (!uois_registry_add (registry, source->file_name, source->declaration, source->declaration_length, source->seed,
                            source->seed_length, source->hooks, error))
      return NULL;

  if (!uois_registry_freeze (registry, error))
    return NULL;

  return g_steal_pointer (&registry);
}
