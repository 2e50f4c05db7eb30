/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * UoisOrderCache: the order of the long lists that were made last.
 *
 * Who types into the search entry of a list of a million rows wants each
 * letter's answer at once. To find the rows takes milliseconds; to bring them
 * into order by reading their sort keys takes a hundred. But the list that is
 * searched was there before, so its order is known: the found rows are marked
 * at their places and picked up from first to last. And who clears the entry
 * sees the whole list again without waiting.
 *
 * Any thread.
 */
typedef struct _UoisOrderCache UoisOrderCache;

/* Shorter lists are sorted as fast without. */
#define UOIS_ORDER_CACHE_ROWS_MIN 4096
/* Rows of all orders that are kept; 8 bytes each. */
#define UOIS_ORDER_CACHE_ROWS_MAX 4000000

UoisOrderCache *uois_order_cache_new (void);
void uois_order_cache_free (UoisOrderCache *cache);

/**
 * uois_order_cache_put:
 * @request: a request without search and relation
 * @version: uois_store_reader_get_version() of the snapshot
 * @rows: (element-type gint64): all rows of the type in the request's order
 */
void uois_order_cache_put (UoisOrderCache *cache, const UoisListRequest *request, gint64 version, const GArray *rows);

/**
 * uois_order_cache_list:
 *
 * Returns: (nullable) (transfer full) (element-type gint64): what was put for the request; %NULL if the order is not
 * known for this version
 */
GArray *uois_order_cache_list (UoisOrderCache *cache, const UoisListRequest *request, gint64 version);

/**
 * uois_order_cache_sort:
 * @rows: (element-type gint64): some of the type's rows, without repetition
 *
 * Brings @rows into the request's order.
 *
 * Returns: %FALSE, with @rows as they were, if the order is not known for this version
 */
gboolean uois_order_cache_sort (UoisOrderCache *cache, const UoisListRequest *request, gint64 version, GArray *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisOrderCache, uois_order_cache_free)

G_END_DECLS
