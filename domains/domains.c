/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domains/domains.h"

#include "domains/collection.h"

UoisRegistry *
uois_domains_load (GError **error)
{
  g_autoptr (UoisRegistry) registry = uois_registry_new ();

  for (const UoisCollectedDomain *domain = uois_collected_domains; domain->file_name != NULL; domain++)
    if (!uois_registry_add (registry, domain->file_name, domain->declaration, domain->length, domain->seed,
                            domain->seed_length, domain->hooks, error))
      return NULL;

  if (!uois_registry_freeze (registry, error))
    return NULL;

  return g_steal_pointer (&registry);
}
