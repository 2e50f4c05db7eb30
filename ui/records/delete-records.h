/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * uois_delete_records_async:
 * @widget: who asks: the dialog comes above its window, which tells what was done
 * @title: (nullable): of the only record
 *
 * Shows what depends on the records, deletes them if the person agrees, and
 * offers to undo it. Links that nothing depends on go without a question.
 */
void uois_delete_records_async (GtkWidget *widget,
                                UoisFile *file,
                                const UoisType *type,
                                const UoisUuid *ids,
                                guint n_ids,
                                const char *title,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Whether they were deleted; %FALSE with @error only if it failed, which the person was told */
gboolean uois_delete_records_finish (GAsyncResult *result, GError **error);

/**
 * uois_delete_selected:
 * @list: a list of @file
 * @relation: (nullable): with @parent, what it shows
 *
 * Deletes the selected records; of a list through a link table, the links.
 */
void uois_delete_selected (
    UoisRecordList *list, UoisFile *file, const UoisType *type, const UoisField *relation, const UoisUuid *parent);

G_END_DECLS
