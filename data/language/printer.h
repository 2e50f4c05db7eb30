/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast.h"

G_BEGIN_DECLS

/**
 * uois_node_print:
 * @node: any node but 0
 *
 * Returns: (transfer full): the node as GraphQL text in the layout of graphql-js; parses to the same tree
 */
char *uois_node_print (const UoisDocument *document, UoisNode node);

/* Appends @text as a string literal, escaped. */
void uois_print_string (GString *string, const char *text, gsize length);
/* Appends @text as a block string. */
void uois_print_block_string (GString *string, const char *text, gsize length);

G_END_DECLS
