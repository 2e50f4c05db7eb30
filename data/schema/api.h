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
 * Sorted by name, so that equal registries give equal text. A domain's part is
 * a schema of its own: other domains' types stand in it with their id and with
 * the fields that the domain adds to them.
 *
 * Returns: (transfer full): SDL
 */
char *uois_api_print (const UoisRegistry *registry, const UoisDomain *domain);

/**
 * uois_api_describe:
 * @label: (nullable): what people call it
 * @help: (nullable): what it is, in a sentence
 *
 * Returns: (transfer full) (nullable): the description that the API has of it, in English; %NULL if there are no words
 */
char *uois_api_describe (const char *label, const char *help);

G_END_DECLS
