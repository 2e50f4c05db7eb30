/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * uois_filling_apply:
 * @filling: of the insert of @type
 * @row: one value per column of the new record; that of the filling's column is set
 * @person: (nullable): who acts
 */
gboolean uois_filling_apply (const UoisFilling *filling,
                             UoisStoreReader *reader,
                             const UoisType *type,
                             UoisValue *row,
                             const UoisUuid *person,
                             GError **error);

G_END_DECLS
