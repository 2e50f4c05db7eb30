/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/edit.h"

G_BEGIN_DECLS

/**
 * SECTION: The history of the file and the trash
 *
 * Further ways through the journal than edit.h has: several steps at once, a
 * list of all steps, and what was deleted.
 */

/**
 * uois_file_undo_steps_async:
 * @n_steps: how many; 1 or more
 *
 * Takes back the last steps of a person, all or none. Each is a step of its own in the history, so that
 * uois_file_redo_async() does them again one by one. If there are fewer, all are taken back.
 *
 * Returns: how many were taken back; -1 on error: NOT_FOUND if there is none, CONFLICT with the names of later changes
 */
void uois_file_undo_steps_async (
    UoisFile *file, guint n_steps, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint uois_file_undo_steps_finish (UoisFile *file, GAsyncResult *result, GError **error);
gint uois_file_undo_steps (UoisFile *file, guint n_steps, GCancellable *cancellable, GError **error);

/* ---- All steps ---- */

/**
 * UoisStepsRequest: which steps a page of the history shows.
 * @before: only steps with a smaller number; 0: from the newest on
 * @limit: how many at most
 * @type: (nullable): only steps that touched records of this type
 * @person: (nullable): only this person's
 * @origins: a bit (1 << UoisStoreOrigin) for each origin that is shown; 0: all
 */
typedef struct
{
  gint64 before;
  guint limit;
  const UoisType *type;
  const UoisUuid *person;
  guint origins;
} UoisStepsRequest;

/**
 * UoisStep: a step of the history.
 * @person: (nullable): the name of who did it; %NULL if nobody is known, or the record is not in the file
 * @n_records: how many records it touched
 * @types: (element-type UoisType): of which types
 */
typedef struct
{
  UoisStoreStep *step;
  char *person;
  guint64 n_records;
  GPtrArray *types;
} UoisStep;

void uois_step_free (UoisStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStep, uois_step_free)

/**
 * uois_file_list_steps_async:
 *
 * Returns: (transfer full) (element-type UoisStep): newest first; fewer than the limit only at the end
 */
void uois_file_list_steps_async (UoisFile *file,
                                 const UoisStepsRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *uois_file_list_steps_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *
uois_file_list_steps (UoisFile *file, const UoisStepsRequest *request, GCancellable *cancellable, GError **error);

/* ---- The trash ---- */

/**
 * UoisDeleted: a record that a person deleted and that is not in the file.
 * @number: of this deletion; for uois_file_restore_deleted_async() and for paging
 * @title: as far as it can still be composed; never empty
 * @step: the step that deleted it: when, who
 * @person: (nullable): the name of who did it
 * @n_along: how many other records went in the same step because they belonged to it
 */
typedef struct
{
  gint64 number;
  const UoisType *type;
  UoisUuid id;
  char *title;
  UoisStoreStep *step;
  char *person;
  guint n_along;
} UoisDeleted;

void uois_deleted_free (UoisDeleted *deleted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDeleted, uois_deleted_free)

/**
 * uois_file_list_deleted_async:
 * @type: (nullable): only records of this type
 * @before: only deletions with a smaller number; 0: from the newest on
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type UoisDeleted): newest first; fewer than the limit only at the end
 */
void uois_file_list_deleted_async (UoisFile *file,
                                   const UoisType *type,
                                   gint64 before,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *uois_file_list_deleted_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_deleted (
    UoisFile *file, const UoisType *type, gint64 before, guint limit, GCancellable *cancellable, GError **error);

/**
 * uois_file_restore_deleted_async:
 * @number: of a #UoisDeleted
 * @missing: (out) (optional) (transfer full) (element-type utf8): sentences, one for each reference of a record that is
 *   back which leads to nothing in the file: of those that the file does not enforce
 *
 * Puts a deleted record back, with those that went with it because they belonged to it, as a step that can be undone.
 * Other edits since do not matter.
 *
 * Returns: number of the step; -1 on error: NOT_FOUND if there is no such deletion; DUPLICATE if the record is there
 *   again, or another one has its key; REFERENCE with the name of what it belongs to if that is deleted, too
 */
void uois_file_restore_deleted_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 uois_file_restore_deleted_finish (UoisFile *file, GAsyncResult *result, GPtrArray **missing, GError **error);
gint64 uois_file_restore_deleted (
    UoisFile *file, gint64 number, GPtrArray **missing, GCancellable *cancellable, GError **error);

G_END_DECLS
