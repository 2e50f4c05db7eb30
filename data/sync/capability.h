/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisSyncCapability: what one server can do with the records of one type.
 * @can_insert: there is a way to insert one with an id of ours
 * @can_update: there is a way to change one
 * @can_delete: there is a way to delete one
 * @needs_whole: an update clears what it leaves out, so that it can be sent only if every column is known
 * @on_insert: (array): one per column: whether an insert takes it
 * @on_update: (array): one per column: whether an update takes it
 * @can_clear: (array): one per column: whether an update can make it null
 *
 * Filled from the server's schema, read by the planner. One block: g_free().
 */
typedef struct
{
  gboolean can_insert;
  gboolean can_update;
  gboolean can_delete;
  gboolean needs_whole;
  guint8 *on_insert;
  guint8 *on_update;
  guint8 *can_clear;
} UoisSyncCapability;

/* Returns: (transfer full): of a server that can do nothing */
UoisSyncCapability *uois_sync_capability_new (const UoisType *type);
/* Returns: (transfer full): of a server that can do everything */
UoisSyncCapability *uois_sync_capability_new_full (const UoisType *type);

/**
 * UoisSyncGetCapability:
 * @data: what was given with the function
 *
 * Returns: (transfer none) (nullable): %NULL for a type that the server does not know
 */
typedef const UoisSyncCapability *(*UoisSyncGetCapability) (const UoisType *type, gpointer data);

G_END_DECLS
