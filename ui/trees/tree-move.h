/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * uois_tree_move_async:
 * @record: of a type that is a tree
 * @parent: (nullable): where it is to stand; %NULL: at the top
 *
 * Moves a record as one step that can be taken back.
 */
void uois_tree_move_async (UoisFile *file,
                           UoisRecord *record,
                           const UoisUuid *parent,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * uois_tree_move_finish:
 * @step: (out) (optional): the step that takes it back; 0 if it stood there already
 * @error: INVALID with the reason and what to do, if it would lead in a circle
 */
gboolean uois_tree_move_finish (UoisFile *file, GAsyncResult *result, gint64 *step, GError **error);

G_END_DECLS
