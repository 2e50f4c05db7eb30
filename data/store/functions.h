/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_search_query:
 * @text: what a person typed
 *
 * Returns: (transfer full): the query of FTS5 that finds records of which every word of @text begins a word; if @text has
 * no words, none
 */
char *uois_search_query (const char *text);

/* What a bound #UoisRowSet is to SQLite. */
#define UOIS_ROW_SET_POINTER "uois-row-set"

G_END_DECLS
