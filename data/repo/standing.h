/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * UoisStanding: how a record of the file stands to what servers know of it.
 * @unsent: something about it waits to be sent
 * @is_new: it was made here, and no server knows it; with @unsent
 * @columns: (element-type UoisColumn): of a record that is not new: what waits to be sent; empty also where everything
 *   is again as it was
 * @changed_at: the newest change that waits to be sent; 0: none
 * @received_at: when it came into the file from elsewhere, or was changed from there last; 0: never
 * @received_from: with @received_at: PULL, LOAD or DEMO
 */
typedef struct
{
  gboolean unsent;
  gboolean is_new;
  GPtrArray *columns;
  UoisDateTime changed_at;
  UoisDateTime received_at;
  UoisStoreOrigin received_from;
} UoisStanding;

void uois_standing_free (UoisStanding *standing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStanding, uois_standing_free)

/**
 * uois_file_read_standing_async:
 *
 * Returns: (transfer full): a standing; of a record that is not in the file one with nothing in it
 */
void uois_file_read_standing_async (UoisFile *file,
                                    const UoisType *type,
                                    const UoisUuid *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
UoisStanding *uois_file_read_standing_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisStanding *uois_file_read_standing (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

G_END_DECLS
