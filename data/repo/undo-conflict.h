/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/history.h"

G_BEGIN_DECLS

/* How many records are named. */
#define UOIS_UNDO_OBSTACLES 20

/**
 * UoisUndoObstacle: a record because of which a step cannot be taken back.
 * @record: (nullable): without fields; %NULL if it is not in the file now
 * @step: what changed it last
 */
typedef struct
{
  const UoisType *type;
  UoisRecord *record;
  UoisStoreStep *step;
} UoisUndoObstacle;

/**
 * UoisUndoConflict: why a step cannot be taken back, and what would have to be taken back with it.
 * @obstacles: (element-type UoisUndoObstacle): the first %UOIS_UNDO_OBSTACLES of them
 * @n_obstacles: how many there are; 0: it can be taken back
 * @later: (element-type UoisStoreStep): all steps that stand in the way, and in the way of those; newest first
 * @can_undo_later: all of them are of people here, so uois_file_undo_with_later_async() may do it
 */
typedef struct
{
  UoisStoreStep *step;
  GPtrArray *obstacles;
  guint n_obstacles;
  GPtrArray *later;
  gboolean can_undo_later;
} UoisUndoConflict;

void uois_undo_conflict_free (UoisUndoConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisUndoConflict, uois_undo_conflict_free)

/* Returns: (transfer full): what is in the way of taking back step @number; NOT_FOUND if there is no such step */
void uois_file_read_undo_conflict_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
UoisUndoConflict *uois_file_read_undo_conflict_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisUndoConflict *
uois_file_read_undo_conflict (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error);

/**
 * uois_file_undo_with_later_async:
 *
 * Takes back a step and all that stand in its way, newest first, all or none. Each is a step of its own in the history.
 *
 * Returns: how many were taken back; -1 on error: CONFLICT if something in the way is not of a person
 */
void uois_file_undo_with_later_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint uois_file_undo_with_later_finish (UoisFile *file, GAsyncResult *result, GError **error);
gint uois_file_undo_with_later (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error);

G_END_DECLS
