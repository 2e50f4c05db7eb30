/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domains/domains.h"

#include "domains/sources.h"

/* Faults of several declarations are told together: whoever renames a type wants to hear of every place. */
static void
add_fault (GError **fault, GError *error)
{
  if (*fault == NULL)
    {
      *fault = error;
      return;
    }

  g_prefix_error (&error, "%s\n", (*fault)->message);
  g_error_free (*fault);
  *fault = error;
}

UoisRegistry *
uois_domains_load (GError **error)
{
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) fault = NULL;

  for (const UoisDomainSource *source = uois_domain_sources; source->file_name != NULL; source++)
    {
      GError *own_fault = NULL;

      if (!uois_registry_add (registry, source->file_name, source->declaration, source->declaration_length,
                              source->seed, source->seed_length, source->hooks, &own_fault))
        add_fault (&fault, own_fault);
    }

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }

  if (!uois_registry_freeze (registry, error))
    return NULL;

  return g_steal_pointer (&registry);
}
