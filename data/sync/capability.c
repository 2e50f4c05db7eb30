/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/capability.h"

#include <string.h>

UoisSyncCapability *
uois_sync_capability_new (const UoisType *type)
{
  guint n_columns = type->columns.length;
  UoisSyncCapability *capability = g_malloc0 (sizeof *capability + 3 * n_columns);

  capability->on_insert = (guint8 *) (capability + 1);
  capability->on_update = capability->on_insert + n_columns;
  capability->can_clear = capability->on_update + n_columns;
  return capability;
}

UoisSyncCapability *
uois_sync_capability_new_full (const UoisType *type)
{
  UoisSyncCapability *capability = uois_sync_capability_new (type);

  capability->can_insert = TRUE;
  capability->can_update = TRUE;
  capability->can_delete = TRUE;
  memset (capability->on_insert, TRUE, 3 * type->columns.length);
  return capability;
}
