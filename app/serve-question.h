/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * SECTION: GraphQL over HTTP
 *
 * What of a request is the question and in which form the answer is wanted:
 * https://graphql.github.io/graphql-over-http/draft/
 */

/**
 * UoisMediaType: of an answer.
 * @UOIS_MEDIA_TYPE_JSON: `application/json`: whatever became of a question, the status is 200
 * @UOIS_MEDIA_TYPE_GRAPHQL: `application/graphql-response+json`: the status says whether there is data
 */
typedef enum
{
  UOIS_MEDIA_TYPE_NONE,
  UOIS_MEDIA_TYPE_JSON,
  UOIS_MEDIA_TYPE_GRAPHQL,
} UoisMediaType;

/* @accept: (nullable): the header of that name. The client's first choice of what there is; NONE if it takes neither. */
UoisMediaType uois_media_type_negotiate (const char *accept);
/* For the header, with the charset. */
const char *uois_media_type_get_name (UoisMediaType media_type);

/* Whether a body of this `Content-Type` (nullable) is JSON in UTF-8. */
gboolean uois_media_type_is_json (const char *content_type);

/**
 * UoisQuestion: the parameters of a request.
 * @document: the parameter `query`
 * @variables: (nullable): a JSON object
 * @operation: (nullable): the parameter `operationName`
 */
typedef struct
{
  char *document;
  char *variables;
  char *operation;
} UoisQuestion;

void uois_question_clear (UoisQuestion *question);

/* Each returns %FALSE, with %UOIS_ERROR_SYNTAX or %UOIS_ERROR_INVALID, if the parameters are not those of a question. */
gboolean uois_question_parse_body (UoisQuestion *question, const GByteArray *body, GError **error);
/* @parameters: (nullable) (element-type utf8 utf8): of the address, decoded */
gboolean uois_question_parse_address (UoisQuestion *question, GHashTable *parameters, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisQuestion, uois_question_clear)

G_END_DECLS
