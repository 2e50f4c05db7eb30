/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * uois_find_links_async:
 * @relation: of kind THROUGH
 * @parent: whose field that is
 * @records: (element-type UoisRecord) (nullable elements): some that it leads to
 *
 * Returns: (transfer full) (element-type UoisRecord) (nullable elements): the records of the link table between @parent
 * and @records, without fields
 */
void uois_find_links_async (UoisFile *file,
                            const UoisField *relation,
                            const UoisUuid *parent,
                            GPtrArray *records,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *uois_find_links_finish (GAsyncResult *result, GError **error);

G_END_DECLS
