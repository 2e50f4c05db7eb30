/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisAdapter: the door to the evaluator for other people's tests; see tests/gql/README.md.
 *
 * Remembers the schema of the last question, since questions about one follow each other.
 */
typedef struct _UoisAdapter UoisAdapter;

UoisAdapter *uois_adapter_new (void);
void uois_adapter_free (UoisAdapter *adapter);

/**
 * uois_adapter_answer:
 * @line: a JSON object, of @length bytes
 *
 * Returns: (transfer full): the answer, a JSON object without line breaks
 */
char *uois_adapter_answer (UoisAdapter *adapter, const char *line, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisAdapter, uois_adapter_free)

G_END_DECLS
