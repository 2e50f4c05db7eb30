/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry.h"

G_BEGIN_DECLS

/**
 * uois_api_print:
 * @registry: a frozen registry
 * @domain: (nullable): only what this domain declares, as the subgraph of that name; %NULL for the whole
 *
 * Derives the GraphQL API: object types, root fields with page arguments,
 * where filters with their And and Or forms, inputs and results of mutations.
 * Sorted by name, so that equal registries give equal text.
 *
 * Returns: (transfer full): SDL
 */
char *uois_api_print (const UoisRegistry *registry, const UoisDomain *domain);

G_END_DECLS
