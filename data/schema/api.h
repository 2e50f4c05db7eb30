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
 * UoisApiForm: for whom the API is printed.
 * @UOIS_API_CLIENT: for who asks: nothing of the federation
 * @UOIS_API_SUBGRAPH: for the composition of a federation: entities have their key, and what the deployed subgraph of
 *   the domain does not have is left out. The text of `_service { sdl }`.
 * @UOIS_API_SERVICE: for the evaluator behind a subgraph: the same types, with the fields by which a gateway asks
 *
 * Federation 2, https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
typedef enum
{
  UOIS_API_CLIENT,
  UOIS_API_SUBGRAPH,
  UOIS_API_SERVICE,
} UoisApiForm;

/* uois_api_print() in the form wanted. */
char *uois_api_print_form (const UoisRegistry *registry, const UoisDomain *domain, UoisApiForm form);

/* Whether a federation can ask for records of @type by their id. */
gboolean uois_type_is_entity (const UoisType *type);

/**
 * uois_api_describe:
 * @label: (nullable): what people call it
 * @help: (nullable): what it is, in a sentence
 *
 * Returns: (transfer full) (nullable): the description that the API has of it, in English; %NULL if there are no words
 */
char *uois_api_describe (const char *label, const char *help);

G_END_DECLS
